"""Files opened and taken apart: tables row by row, JSON object by object.

A reader hands over what a file holds as it is written there. Which column stands for which
field is decided elsewhere.
"""
