"""What the board's commands do, one file a group; `do_` and the command's id is the method.

What opens over the board is imported by the method that opens it: all of it together takes
a quarter of the time in which the board starts.
"""
