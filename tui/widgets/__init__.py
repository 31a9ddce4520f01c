"""The one-line widgets around the panels."""
