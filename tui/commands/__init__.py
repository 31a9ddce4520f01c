"""The commands of the board, the keys that run them, and the footer that names them."""
