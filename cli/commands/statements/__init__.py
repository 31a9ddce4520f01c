"""Commands that read documents: find commitments in a statement, hold two against each other.

They print proposals with their reasons. Nothing comes into a register but what was named.
"""
