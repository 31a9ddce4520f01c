"""What reaches beyond the board: the clipboard, the browser, the mouse."""
