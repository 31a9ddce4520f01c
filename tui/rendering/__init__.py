"""What the board draws with: lines in named styles, cells, frames and the geometry of time.

The main type is `line_widget.LineWidget`, whose lines are pieces of text with the name of a
style; what it is given may be hostile and comes out as plain text. All else is pure functions,
from dates, a window and a width to what stands in each cell. Nothing here knows a command.
"""
