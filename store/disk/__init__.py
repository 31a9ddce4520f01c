"""A register on disk: a TinyDB that is journaled, shared between processes and never torn.

Knows documents, not commitments. `store.disk.check` and `store.disk.salvage` look after a
damaged one; they are not imported here, for most commands have no need of them.
"""

from store.disk.storage import JournaledStorage
from store.disk.table import Database, JournaledTable
from store.disk.tables import Draft, Touched

__all__ = [
    "Database",
    "Draft",
    "JournaledStorage",
    "JournaledTable",
    "Touched",
]
