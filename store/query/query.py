"""A query once read: it matches, sorts, combines and prints itself.

`needles` and `may_match` rule out documents by their bytes, before they are read as commitments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from store.model.entry import Entry
from store.query.ast import And, FieldTest, Node, Same, SortTerm, all_of

Needles = list[tuple[bytes, ...]]
"""Groups of small-letter ASCII texts: a document that matches holds one of each group."""


class Query(Struct, frozen=True):
    """What to show and in which order. Never changes; two alike are equal.

    `str` gives the canonical text, which reads back as an equal query.
    """

    tree: Node | None = None
    """None matches everything."""
    sort: tuple[SortTerm, ...] = ()
    """The first term weighs most; none keeps the register's order."""
    domain_order: tuple[str, ...] = ()
    """The register's domain ids, kept only when the query sorts by domain."""

    def __str__(self) -> str:
        parts = [str(self.tree)] if self.tree else []
        parts += [f"sort:{','.join(map(str, self.sort))}"] if self.sort else []
        return " ".join(parts)

    def __and__(self, other: Query) -> Query:
        """Return the query that demands both; the other's order comes after this one's."""
        return Query(
            all_of([tree for tree in (self.tree, other.tree) if tree]),
            each_key_once(self.sort + other.sort),
            self.domain_order or other.domain_order,
        )

    @property
    def is_empty(self) -> bool:
        """Whether it neither filters nor sorts."""
        return self.tree is None and not self.sort

    def compile(self, as_of: date) -> Callable[[Entry], bool]:
        """Return a fast test for entries derived for `as_of`, to use on many of them."""
        if self.tree is None:
            return _anything
        from store.query.matcher import compile_node

        return compile_node(self.tree, as_of)

    def matches(self, entry: Entry, as_of: date) -> bool:
        """Whether one entry, derived for `as_of`, matches."""
        return self.compile(as_of)(entry)

    def order(self, entries: Iterable[Entry], as_of: date) -> list[Entry]:
        """Return entries derived for `as_of` in the query's order, without filtering them."""
        from store.query.sort import sort_entries

        return sort_entries(entries, self.sort, as_of, self.domain_order)

    def with_domains(self, domain_ids: Iterable[str]) -> Query:
        """Return the query that also demands one of these domains; none adds nothing."""
        ids = tuple(domain_ids)
        return Query(FieldTest("domain", tuple(map(Same, ids)))) & self if ids else self

    def with_sort(self, *terms: SortTerm) -> Query:
        """Return the same filter in another order; no terms is the register's order."""
        return replace(self, sort=each_key_once(terms))

    def without(self, field: str) -> Query:
        """Return the query without the tests of a field that it demands outright.

        Tests inside `or`, parentheses or after a hyphen stay.
        """
        terms = self.tree.terms if isinstance(self.tree, And) else (self.tree,)
        kept = [each for each in terms if each and not _tests(each, field)]
        return replace(self, tree=all_of(kept))


EMPTY_QUERY = Query()
"""Matches everything, in the register's order."""


def each_key_once(terms: Iterable[SortTerm]) -> tuple[SortTerm, ...]:
    """Return the sort terms without those whose key was named before: they decide nothing."""
    first: dict[str, SortTerm] = {}
    for term in terms:
        first.setdefault(term.key, term)
    return tuple(first.values())


def _anything(_: Entry) -> bool:
    return True


def _tests(node: Node, field: str) -> bool:
    return isinstance(node, FieldTest) and node.field == field


def needles(query: Query) -> Needles:
    """Return what a document must say to match, to rule others out before they are read.

    Only for documents whose JSON is ASCII: elsewhere a letter may hide behind an accent.
    """
    tree = query.tree
    terms: tuple[Node, ...] = tree.terms if isinstance(tree, And) else (tree,) if tree else ()
    groups = [_needle_group(term) for term in terms if isinstance(term, FieldTest)]
    return [group for group in groups if group]


def may_match(raw: bytes, groups: Needles) -> bool:
    """Whether a document is worth reading."""
    if not raw.isascii():
        return True
    small = raw.lower()
    # Loops written out: this is asked of every document, and `any` would make a generator each.
    for group in groups:
        for needle in group:
            if needle in small:
                break
        else:
            return False
    return True


def _needle_group(test: FieldTest) -> tuple[bytes, ...]:
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
