"""What opens over the board and is answered."""
