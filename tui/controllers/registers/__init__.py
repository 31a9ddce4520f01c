"""The controllers of a register as a whole: which one is open, its frame, its commitments.

`RegistersController` opens and makes registers, `RegisterListsController` manages settings,
domains and instruments, `ReshapingController` duplicates, splits and merges commitments, changes
their ids and edits many. All of them hand pure edits to the `StoreWorker`; none writes a file.
"""
