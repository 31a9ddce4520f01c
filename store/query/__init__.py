"""The query language of the board's filter and of the command line.

`parse_query` reads a query once into a small tree; a `Query` matches, sorts and prints
itself back. Completion is in `store.query.complete`, the manual page in `store.query.docs`.
"""

from store.query.needles import Needles, may_match, needles
from store.query.parser import parse_query
from store.query.pointing import point_at
from store.query.query import EMPTY_QUERY, Query
from store.query.relative import read_date
from store.query.tree import SortTerm
from store.query.vocabulary import EMPTY_VOCABULARY, Vocabulary

__all__ = [
    "EMPTY_QUERY",
    "EMPTY_VOCABULARY",
    "Needles",
    "Query",
    "SortTerm",
    "Vocabulary",
    "may_match",
    "needles",
    "parse_query",
    "point_at",
    "read_date",
]
