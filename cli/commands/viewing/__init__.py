"""Commands that show what a register holds: as tables on a terminal, plain lines, or JSON.

Each asks its session for a `Portfolio`, the register seen through a query on the as-of date, and
prints it. None of them changes a commitment, though `views --save` keeps a query.
"""
