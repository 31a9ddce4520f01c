"""Reading one cell: its text cleaned, dates as people write them, ids made of names.

Everything here is a function of the cell's text alone. Nothing here knows tables, files or
registers, and nothing is guessed: what can mean two things is not read.
"""
