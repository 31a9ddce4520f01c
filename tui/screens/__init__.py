"""The board's screen and what opens over it."""
