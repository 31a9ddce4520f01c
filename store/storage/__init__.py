"""A register on disk: tables of JSON documents that survive a crash and several writers.

The main type is `JournaledStorage`: a snapshot, a journal of the transactions since, and a lock.
`Database` and `JournaledTable` are TinyDB's own classes over it. It knows documents, not
commitments, and it never repairs: `store.storage.salvage` reads damaged files, and is not
imported here, for most commands have no need of it.
"""

from store.storage.storage import JournaledStorage
from store.storage.tables import Touched, WriteBatch
from store.storage.tinydb import Database, JournaledTable
from store.storage.transactional import TransactionalStorage

__all__ = [
    "Database",
    "JournaledStorage",
    "JournaledTable",
    "Touched",
    "TransactionalStorage",
    "WriteBatch",
]
