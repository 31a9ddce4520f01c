"""Bare words that were meant as terms: `overdue` typed alone searches texts, `is:overdue` finds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from store.model.entities import View
from store.model.status import Status
from store.query.fields import FLAGS
from store.query.lexer import scan
from store.query.parser import CorrectedQuery
from store.text import fold

_OTHER_WORDS = {
    "late": "is:overdue",
    "due-soon": "is:due-soon",
    "undated": "no:due",
    "unsourced": "is:provisional",
    "self-declared": "is:self-declared",
    "unassessed": "status:not-assessed",
}


@cache
def _terms() -> Mapping[str, str]:
    flags = {flag.name: flag.example for flag in FLAGS}
    statuses = {status.value: f"status:{status.value}" for status in Status}
    return flags | statuses | _OTHER_WORDS


def meant_term(text: str) -> CorrectedQuery | None:
    """Return a query with its last bare word as the term that has that name; None without one.

    >>> found = meant_term("domain:air overdue")
    >>> found.text if found else ""
    'domain:air is:overdue'
    """
    for token in reversed(scan(text)):
        if token.kind != "text" or token.items[0].quoted:
            continue
        term = _terms().get(fold(token.items[0].text))
        if term:
            put = f"{text[: token.start]}{term}{text[token.end :]}"
            return CorrectedQuery(put, term, token.start + len(term))
    return None


def shipped_views(user: str) -> tuple[View, ...]:
    """Return the views that every register has; one of its own with the same name comes first.

    `user` is whom "Mine" is about, as an owner of follow-ups; nobody has none.
    """
    name = user.replace("\\", "\\\\").replace('"', '\\"')
    mine = (View("Mine", f'owner:"{name}" sort:-attention'),) if user.strip() else ()
    return (
        View("Late", "is:overdue sort:-attention"),
        View("Stale", "is:stale sort:-attention"),
        View("Next 90 days", "due:today..+90d sort:due"),
        View("Undated", "no:due is:open"),
        View("Claimed ahead", "is:claimed-ahead sort:-attention"),
        *mine,
    )


def with_shipped(views: tuple[View, ...], user: str) -> tuple[View, ...]:
    """Return a register's views, then those shipped whose names it does not use."""
    own = {each.name.casefold() for each in views}
    return (*views, *(each for each in shipped_views(user) if each.name.casefold() not in own))
