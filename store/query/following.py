"""Saved views that follow when a domain or an instrument that they name is called otherwise.

A view is kept as its query is written. If it did not follow, a view that names a domain by its
former id could no longer be read, and one that names an instrument so would find nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec.structs import replace

from store.errors import BadQuery
from store.model.entities import Instrument, Register, View
from store.model.reshaping import RegisterEdit
from store.query.ast import And, FieldTest, Node, Not, Or, Same, TermValue, all_of, any_of
from store.query.fields import INSTRUMENT
from store.query.matcher import WHOLE, text_test
from store.query.parser import parse_query
from store.query.vocabulary import Vocabulary
from store.text import fold

ListKind = Literal["domain", "instrument"]


def following(edit: RegisterEdit, kind: ListKind, old: str, new: str) -> RegisterEdit:
    """Return an edit that also lets the saved views follow from one id to another.

    The ids may be the same: then the views follow what else it was called by, its name or title.
    A view that names a part of a title, or that cannot be read, stays as it is written.

    >>> from store.model.entities import Domain
    >>> from store.model.register_edits import change_domain_id
    >>> sea = Register("R", domains=(Domain("sea", "Sea"),), views=(View("v", "domain:sea"),))
    >>> def renamed(register: Register) -> Register:
    ...     return change_domain_id(register, "sea", "ocean")
    >>> following(renamed, "domain", "sea", "ocean")(sea).views[0].query
    'domain:ocean'
    """

    def followed(before: Register) -> Register:
        after = edit(before)
        if not before.views:
            return after
        domain = kind == "domain"
        swap = _DomainSwap(old, new) if domain else _instrument_swap(before, after, old, new)
        words = Vocabulary.of(before), Vocabulary.of(after)
        views = tuple(_followed(view, swap, *words) for view in after.views)
        return after if views == after.views else replace(after, views=views)

    return followed


class _DomainSwap:
    """Calls a domain by another id."""

    field: ListKind = "domain"

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new

    def values(self, text: str) -> tuple[str, ...]:
        """Return what is written in the place of one value of the field."""
        return (self._new if text == self._old else text,)


class _InstrumentSwap:
    """Calls an instrument by the id and the title that it has now."""

    field: ListKind = "instrument"

    def __init__(self, old: Instrument, new: Instrument, others: tuple[Instrument, ...]) -> None:
        self._names = {fold(old.title): new.title, fold(old.id): new.id}
        self._new, self._others = new, others

    def values(self, text: str) -> tuple[str, ...]:
        """Return what is written in the place of one value of the field.

        What still finds the instrument stays, and so does what finds others too: then the new
        name stands beside it.
        """
        sign = WHOLE if text.startswith(WHOLE) and text != WHOLE else ""
        name = self._names.get(fold(text.removeprefix(sign)))
        if name is None or _finds(text, self._new):
            return (text,)
        kept = (text,) if any(_finds(text, each) for each in self._others) else ()
        return (*kept, f"{sign}{name}")


def _finds(text: str, instrument: Instrument) -> bool:
    return text_test(INSTRUMENT, [text])((instrument.title, instrument.id))


def _instrument_swap(before: Register, after: Register, old: str, new: str) -> _InstrumentSwap:
    was = next(each for each in before.instruments if each.id == old)
    now = next(each for each in after.instruments if each.id == new)
    return _InstrumentSwap(was, now, tuple(each for each in after.instruments if each is not now))


def _followed(
    view: View, swap: _DomainSwap | _InstrumentSwap, before: Vocabulary, after: Vocabulary
) -> View:
    try:
        query = parse_query(view.query, before)
    except BadQuery:
        return view  # nobody can read it; whoever wrote it may
    wanted = _swapped(query.tree, swap) if query.tree else None
    if query.tree == wanted == _tree(view.query, after):
        return view
    return replace(view, query=str(replace(query, tree=wanted)))


def _tree(text: str, vocabulary: Vocabulary) -> Node | None:
    """Return what a text means now; a test that nothing else is equal to where it means nothing."""
    try:
        return parse_query(text, vocabulary).tree
    except BadQuery:
        return FieldTest("", ())


def _swapped(node: Node, swap: _DomainSwap | _InstrumentSwap) -> Node:
    match node:
        case FieldTest(name, values) if name == swap.field:
            return FieldTest(name, tuple(dict.fromkeys(_values(values, swap))))
        case Not(term):
            return Not(_swapped(term, swap))
        case And(terms) | Or(terms):
            each = list(dict.fromkeys(_swapped(term, swap) for term in terms))
            return (all_of(each) if isinstance(node, And) else any_of(each)) or node
    return node


def _values(
    values: tuple[TermValue, ...], swap: _DomainSwap | _InstrumentSwap
) -> Iterator[TermValue]:
    for value in values:
        if isinstance(value, Same):
            yield from map(Same, swap.values(value.text))
        else:
            yield value
