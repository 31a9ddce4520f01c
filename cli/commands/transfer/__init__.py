"""Commands by which commitments come in from files and go out to them.

Reading and writing the formats is the work of `exchange`; here are the options, the questions
asked on a terminal, and the report. An export never changes the register, and an import changes
it in one transaction.
"""
