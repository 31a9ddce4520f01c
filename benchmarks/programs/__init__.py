"""Small programs that the board is held against, each run on its own."""
