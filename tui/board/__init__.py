"""The board laid out, its way to the store, and what controllers may ask of it.

The main types are `layout.BoardLayout`, five panels and the lines around them at every size of
the terminal; `store_worker.StoreWorker`, which has the store work in a thread and is the only
one that calls it; and `board.Board`, all that a controller knows of the board. Nothing here
decides what a key does.
"""
