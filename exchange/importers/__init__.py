"""Bringing commitments in from files that others wrote: told apart, read, compared, saved.

`import_files` is the one call; the modules below read one kind of file or one format each.
"""
