"""The board laid out, and its way to the store."""
