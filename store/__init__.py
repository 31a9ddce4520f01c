"""What a commitment is, what follows from it on a day, and how a register of them is kept.

The way in is `store.register.store.Store`: one open register, to read, change and undo. It hands
out values that never change: `Commitment` and its like from `store.model`, and a `Portfolio`, the
register seen through a query on one day. Nothing here knows a screen, the command line or another
program's files, and nothing reads the clock unless it is to sign a change.
"""
