"""The `entente` command: every job that works without the board, and the door to it."""
