"""Putting together what several people wrote into copies of one register.

The merge is a pure function of three documents: what both started from, and the two that came
of it. Nothing here reads or writes a file, and nothing is ever chosen in silence: where two
people set one field differently, the field stays as it was and both values are kept beside it.
"""

from exchange.merge.clashes import FoundClash, clashes_of, with_choice
from exchange.merge.register_state import RegisterState, merge_states
from exchange.merge.three_way import merge_documents

__all__ = [
    "FoundClash",
    "RegisterState",
    "clashes_of",
    "merge_documents",
    "merge_states",
    "with_choice",
]
