"""Which saved view a query is."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache

from store.errors import BadQuery
from store.model import Domain, View
from store.query import Query, Vocabulary, parse_query


@lru_cache(maxsize=4)
def named_views(views: tuple[View, ...], domains: tuple[Domain, ...]) -> Mapping[Query, str]:
    """Return the name of each query that is saved; the first name of those saved twice."""
    vocabulary = Vocabulary(domains)
    named: dict[Query, str] = {}
    for view in views:
        with suppress(BadQuery):
            named.setdefault(parse_query(view.query, vocabulary), view.name)
    return named
