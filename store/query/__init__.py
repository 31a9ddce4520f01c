"""The query language of the board's filter and of the command line, such as `is:overdue sort:due`.

The main type is `Query`, which matches entries, sorts them and prints itself back; `parse_query`
makes one from text, or raises `BadQuery` with the place of the mistake. A `Vocabulary` brings the
register's own words, and `store.query.completion` says what could be written next. A query never
changes and knows nothing of files. The modules that read queries are loaded when there is one.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from store.query.ast import SortTerm
from store.query.query import EMPTY_QUERY, Needles, Query, may_match, needles
from store.query.vocabulary import EMPTY_VOCABULARY, Vocabulary

if TYPE_CHECKING:
    from store.query.parser import parse_query, point_at

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
]

_LATER = {
    "parse_query": "parser",
    "point_at": "parser",
}
"""Names of this package, each with the module it is loaded from when it is asked for."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
