"""Commitments found in a document: proposals for a person to take or leave.

`statements.capture.capture.capture` is the way in; its main type is
`statements.capture.proposal.Proposal`. Nothing here writes into a register.
"""
