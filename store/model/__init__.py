"""What a register holds, as values that never change, and what follows from them on a day.

The main type is `entities.Commitment`. `derived.derive` works out its state for an as-of date
(status, progress, days overdue), `edits` has everything people do to it as pure functions, and
`entry.Entry` puts a commitment, its instrument and its state together for lists. Nothing here
reads a file, a setting or the clock, and no unknown date is ever filled in.
"""
