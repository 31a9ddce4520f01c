"""Where in a query the mistake is, for people."""

from __future__ import annotations

from unicodedata import category, east_asian_width

from store.errors import BadQuery
from store.text import visible


def point_at(text: str, error: BadQuery) -> str:
    """Return two lines: the query, and carets under the faulty part.

    Wide characters count two cells and combining ones none. What a terminal would act on
    is shown as `store.text.visible` does.
    """
    line = visible(text.replace("\n", " "))
    before = sum(map(_cells, line[: error.start]))
    under = sum(map(_cells, line[error.start : error.end]))
    return f"{line}\n{' ' * before}{'^' * max(1, under)}"


def _cells(char: str) -> int:
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
