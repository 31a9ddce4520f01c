"""Proposals on their way into a register: what is there already, and what is to be written.

`reading_session.ReadingSession` is one reading of a statement: its passages, what was decided about
each, and what the register has already. `intake.Intake` makes one change of all that a person
takes. `guesses` fill in what a commitment would say of itself, `highlights` are the words that a
reader's eye is led to. Nothing here is written unasked, and nothing is shown.
"""
