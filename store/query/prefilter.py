"""What a document must say for a query to match it, before it is read."""

from __future__ import annotations

import msgspec

from store.query.ast import And, FieldTest, Node, Same
from store.query.query import Query

Needles = list[tuple[bytes, ...]]


def needles(query: Query) -> Needles:
    """Return groups of small-letter ASCII texts: what matches holds one of each group.

    Only for documents whose JSON is ASCII: elsewhere a letter may hide behind an accent.
    """
    tree = query.tree
    terms: tuple[Node, ...] = tree.terms if isinstance(tree, And) else (tree,) if tree else ()
    groups = [_group(term) for term in terms if isinstance(term, FieldTest)]
    return [group for group in groups if group]


def may_match(raw: bytes, groups: Needles) -> bool:
    """Whether a document is worth reading."""
    if not raw.isascii():
        return True
    small = raw.lower()
    return all(any(needle in small for needle in group) for group in groups)


def _group(test: FieldTest) -> tuple[bytes, ...]:
    if test.field not in ("domain", "priority"):
        return ()
    values = [value.text for value in test.values if isinstance(value, Same)]
    if len(values) < len(test.values) or not all(map(str.isascii, values)):
        return ()
    if test.field == "priority":
        # The usual priority is not written down.
        known = [b'"priority":"%s"' % value.lower().encode() for value in values]
        return () if b'"priority":"normal"' in known else tuple(known)
    return tuple(msgspec.json.encode(value.lower()) for value in values)
