"""The formats there are, and which one a file's name asks for."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from store.errors import BadValue

SHEETS = ("commitments", "milestones", "follow-ups", "updates")
"""The sheets of a workbook; a CSV file holds one of them."""


class Format(NamedTuple):
    """One format that can be written."""

    name: str
    module: str
    """The module of this package that writes it."""
    endings: tuple[str, ...]
    """Endings of file names that mean it, the usual one first."""
    about: str
    """What it is good for, in one line."""
    is_text: bool = True
    """Whether it can go to stdout; else it needs a path."""


FORMATS: tuple[Format, ...] = (
    Format("csv", "as_csv", (".csv",), "one sheet for a spreadsheet or a script"),
    Format("xlsx", "as_xlsx", (".xlsx",), "a workbook of four sheets", is_text=False),
    Format("json", "as_json", (".json",), "everything, in one JSON object"),
    Format("jsonl", "as_jsonl", (".jsonl", ".ndjson"), "everything, one JSON object a line"),
    Format("ics", "as_ics", (".ics",), "milestones, due dates and follow-ups for a calendar"),
    Format("taskwarrior", "as_taskwarrior", (), "follow-ups for `task import`"),
    Format("md", "as_md", (".md", ".markdown"), "a list by domain to read, with its sources"),
    Format("html", "as_html", (".html", ".htm"), "one page to read, print or send"),
    Format("folder", "as_folder", (), "one file a commitment, for git", is_text=False),
)


class Options(Struct, frozen=True):
    """What only some formats ask for."""

    sheet: str = SHEETS[0]
    """Which sheet a CSV file holds."""
    bom: bool = False
    """Whether a CSV file begins with a byte-order mark, by which Excel knows UTF-8."""


def format_named(name: str) -> Format:
    """Return a format by its name. Raises `BadValue`."""
    for each in FORMATS:
        if each.name == name:
            return each
    raise BadValue(f"'{name}' is not a format", hint=f"one of {_names()}")


def format_for(path: Path, *, is_folder: bool) -> Format:
    """Return the format that a file's name asks for. Raises `BadValue` when it asks for none."""
    if is_folder:
        return format_named("folder")
    ending = path.suffix.lower()
    for each in FORMATS:
        if ending in each.endings:
            return each
    raise BadValue(
        f"the name {path} does not say which format is wanted",
        hint=f"say it with --format, one of {_names()}",
    )


def _names() -> str:
    return ", ".join(each.name for each in FORMATS)
