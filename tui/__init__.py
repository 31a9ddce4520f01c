"""The board: Entente on one screen, from the keyboard."""
