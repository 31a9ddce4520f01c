"""Proposals on their way into a register: what is there already, and what is to be written.

`statements.intake.intake.Intake` makes one change of all that a person takes.
"""
