"""Which column of a sheet is which field: told by a mapping, guessed, proven by its cells.

`ColumnMapping` is what a person says; `FittedMapping` is that on one table, with what its columns
prove of themselves. No row is read here.
"""
