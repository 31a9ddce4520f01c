"""Dates and deadlines as documents say them, on the store's partial dates.

`statements.dates.grammar.find_dates` is the way in. A date is never more exact than its words:
what cannot be read stays words.
"""
