"""Commands that change a register, each in one transaction that `undo` takes back.

Each reads its words into values, calls the `Store` of its session once, and says on stderr what
was done. None of them works on files itself, and none asks anything unless it is on a terminal.
"""
