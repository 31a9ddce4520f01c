"""The board's screen, and the one that a large register is read in.

The main type is `board.BoardScreen`: it holds the one portfolio, takes keys and the messages of
panels and lines, and runs commands. It is laid out by `board.layout.BoardLayout` and changes the
register through its `StoreWorker` alone.
"""
