"""The five panels of the board, one file each."""
