"""Bringing commitments in from files that others wrote: told apart, read, compared, saved.

`importer.import_files` is the one call: it takes paths and an `ImportRequest`, writes everything
as one transaction, and answers with an `ImportReport` for each file. `detect` finds out what a
file is, a reader or a preset turns its rows into `records`, and `merge` puts those beside what the
register has. A value that cannot be read is kept as it was written and named in the report; no
commitment is removed, nor an item of one, and a file that fails leaves the register as it was.
"""
