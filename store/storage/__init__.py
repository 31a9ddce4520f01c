"""A register on disk: a TinyDB that is journaled, shared between processes and never torn.

Knows documents, not commitments. `store.storage.salvage` and `store.storage.salvage` look after a
damaged one; they are not imported here, for most commands have no need of them.
"""

from store.storage.storage import JournaledStorage
from store.storage.tables import Touched, WriteBatch
from store.storage.tinydb import Database, JournaledTable

__all__ = [
    "Database",
    "JournaledStorage",
    "JournaledTable",
    "Touched",
    "WriteBatch",
]
