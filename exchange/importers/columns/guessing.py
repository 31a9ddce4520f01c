"""Which column most likely stands for which field: by its heading, and by what is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from exchange.crosswalk import SCHEMES, read_word
from exchange.importers.columns.headings import HEADINGS
from exchange.importers.columns.sheet_fields import FIELDS
from exchange.importers.readers.cells import url_of
from exchange.importers.readers.table import TableRow, heading_of, is_unnamed, plain_name
from exchange.importers.values.cleaning import is_number, is_year, says_nothing
from exchange.importers.values.dates import DateStyle, plain_date_text, read_date
from store.text import fold

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_WITHIN = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Between the words of a name such as dueDate."""
_RECORDED = re.compile(
    r"\b(created|updated|modified|changed|closed|published|entered|added|recorded|synced|timestamp)\b"
)
"""In the name of a date on which somebody wrote something down."""
_CALLED = ("name", "title", "label", "value", "text", "full name", "display name")
"""How an object is called says little of what it is."""
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|^\s*\d+[.)]\s+")
_EITHER = re.compile(r"[/|]")
_WORDS = re.compile(r"[\W_]+")
_MOST = 0.6
"""The share of a column's cells that must be of one kind to say what it holds."""
_LEAST_TEXT, _LONG_TEXT = 12, 80
"""The mean length of titles, and of texts that are more than a title."""
_FEW = 12


def guess(columns: Sequence[str], sample: Sequence[TableRow] = ()) -> dict[str, str]:
    """Return the column that each field most likely has, for somebody to look over.

    >>> guess(["Ref", "Commitment", "Échéance"])
    {'id': 'Ref', 'title': 'Commitment', 'due': 'Échéance'}
    """
    named = _by_heading(columns, sample)
    by_content = _by_content(
        [each for each in columns if each not in named.values()], sample, named
    )
    both = named | by_content
    return {field.name: both[field.name] for field in FIELDS if field.name in both}


def count_headings(texts: Sequence[str]) -> int:
    """Return how many of some texts are usual headings.

    >>> count_headings(["Ref", "Deadline", "Dredge the bay"])
    2
    """
    return sum(plain_heading(each) in _all_usual() for each in texts)


@cache
def _all_usual() -> frozenset[str]:
    return frozenset(each for names in _usual().values() for each in names)


def _by_heading(columns: Sequence[str], sample: Sequence[TableRow]) -> dict[str, str]:
    found: dict[str, str] = {}
    no_titles = {each for each in columns if _holds_no_titles(_said(each, sample))}
    listed = {each.rpartition("[].")[0] for each in columns}
    whole = [each for each in columns if each not in listed]
    plain = {name: each for each in reversed(whole) for name in _parts_of(each)}
    plain |= {_about(each): each for each in reversed(whole)}
    plain |= {plain_heading(each): each for each in reversed(whole)}
    for field in FIELDS:
        there = (plain[each] for each in _usual()[field.name] if each in plain)
        taken = set(found.values()) | (no_titles if field.name == "title" else set())
        if field.name == "progress":
            taken |= {each for each in columns if _holds_no_numbers(_said(each, sample))}
        column = next((each for each in there if each not in taken), None)
        if column is not None:
            found[field.name] = column
    # "Target" heads what was promised in one sheet, and the year of it in another.
    years = [each for each in no_titles if _share(_said(each, sample), is_year)]
    named = (plain[each] for each in _usual()["title"] if each in plain)
    target = next((each for each in named if each in years), None)
    if target is not None:
        found.setdefault("due", target)
    return found


def _about(column: str) -> str:
    """Return what a nested column is about: of `status.name` that is a status, and no name."""
    last = plain_heading(heading_of(column))
    outer, _, _ = column.rpartition(".")
    if last in _CALLED and outer and not outer.endswith("]"):
        around = plain_heading(outer.rpartition(".")[2])
        if around in _all_usual():
            return around
    return last


def _parts_of(column: str) -> list[str]:
    """Return what a heading says beside numbers and brackets, and in each of two languages.

    The whole of it comes last, for that counts most.
    """
    bare = _ASIDE.sub(" ", column)
    # Of `status/@code` it is the first that says what it is.
    parts = [each for each in _EITHER.split(bare) if not each.startswith("@")]
    return [plain_heading(each) for each in (*reversed(parts), bare)]


def plain_heading(column: str) -> str:
    """Return a heading as headings are compared: without case, accents and signs."""
    folded = fold(plain_name(_WITHIN.sub(" ", column)))
    return " ".join(part for part in _WORDS.split(folded) if part) or folded


@cache
def _usual() -> Mapping[str, tuple[str, ...]]:
    """Return by field the headings that it has elsewhere, the more usual first."""
    return {
        field.name: tuple(
            map(
                plain_heading,
                (
                    field.name,
                    field.name.replace("_", " "),
                    *field.usual,
                    *HEADINGS.get(field.name, "").split("|"),
                ),
            )
        )
        for field in FIELDS
    }


def _by_content(
    columns: Sequence[str], sample: Sequence[TableRow], named: Mapping[str, str]
) -> dict[str, str]:
    """Return columns that headings do not tell, for the fields that are told by their cells."""
    found: dict[str, str] = {}
    cells = {each: said for each in columns if (said := _said(each, sample))}
    unnamed = {each: cells.pop(each) for each in columns if is_unnamed(each) and each in cells}

    def take(field: str, column: str | None) -> None:
        if column is not None and field not in named and field not in found:
            found[field] = column
            cells.pop(column, None)

    take("source_url", next((c for c, said in cells.items() if _share(said, _is_address)), None))
    take("status", next((c for c, said in cells.items() if _share(said, _is_status)), None))
    dates = [c for c, said in cells.items() if _share(said, _is_date)]
    dates = [c for c in dates if not _RECORDED.search(plain_heading(c))]
    take("due", dates[-1] if dates else None)
    take("start", dates[0] if len(dates) > 1 else None)
    texts = {c: sum(map(len, said)) / len(said) for c, said in cells.items() if _is_free(said)}
    if "title" not in named and texts:
        fit = [c for c, length in texts.items() if length >= _LEAST_TEXT]
        first = next((c for c in fit if texts[c] < 2 * _LONG_TEXT), fit[0] if fit else None)
        take("title", first)
    if "title" not in named and "title" not in found:
        # A heading may be missing where everything else says that this is what was promised.
        free = [c for c, said in unnamed.items() if _is_free(said)]
        lengths = {c: sum(map(len, unnamed[c])) / len(unnamed[c]) for c in free}
        take("title", next((c for c in free if lengths[c] >= _LEAST_TEXT), None))
    longest = max((c for c in texts if c in cells), key=lambda c: texts[c], default=None)
    if longest is not None and texts[longest] > _LONG_TEXT:
        take("summary", longest)
    take("domains", next((c for c, said in cells.items() if _repeats(said)), None))
    return found


def _said(column: str, sample: Sequence[TableRow]) -> list[str]:
    return [text for row in sample if not says_nothing(text := row.get(column, ""))]


def _holds_no_titles(said: Sequence[str]) -> bool:
    """Whether a column that is headed as a title is has dates, numbers or addresses in it."""
    return bool(said) and _share(said, lambda text: any(is_one(text) for is_one in _NO_TITLES))


def _share(said: Sequence[str], is_one: Callable[[str], bool]) -> bool:
    return sum(1 for text in said if is_one(text)) >= _MOST * len(said)


def _is_address(text: str) -> bool:
    return bool(url_of(text)) or _ADDRESS.fullmatch(text.strip()) is not None


def _is_date(text: str) -> bool:
    plain = text.strip()
    return not plain.isdecimal() and read_date(plain, DateStyle("day-first")) is not None


def _holds_no_numbers(said: Sequence[str]) -> bool:
    """Whether a column that is headed as a percentage has other things in it, such as ticks."""
    return bool(said) and not any(plain_date_text(text)[:1].isdigit() for text in said)


def _is_amount(text: str) -> bool:
    return is_number(text.rstrip("% "))


_NO_TITLES = (_is_date, _is_address, _is_amount)


def _is_status(text: str) -> bool:
    plain = text.strip()
    return not plain.lstrip("+-").isdecimal() and any(
        read_word(each.name, plain) is not None for each in SCHEMES
    )


def _is_free(said: Sequence[str]) -> bool:
    """Whether a column says something else in nearly every row."""
    return len(set(said)) > 0.8 * len(said) and not _share(said, _is_date)


def _repeats(said: Sequence[str]) -> bool:
    """Whether a column has a few words that come again and again."""
    different = set(said)
    return (
        1 < len(different) <= _FEW
        and len(said) >= 3 * len(different)
        and max(map(len, different)) <= _LONG_TEXT
        and not any(each.strip().replace(".", "").isdecimal() for each in different)
    )
