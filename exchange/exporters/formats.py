"""The formats there are, which one a file's name asks for, and what came of an export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from msgspec import Struct

from store.errors import BadValue
from store.register.reader import ReportProgress
from store.text import counted

SHEETS = ("commitments", "milestones", "follow-ups", "updates")
"""The sheets of a workbook; a CSV file holds one of them."""


class ExportFormat(NamedTuple):
    """One format that can be written."""

    name: str
    endings: tuple[str, ...]
    """Endings of file names that mean it, the usual one first."""
    about: str
    """What it is good for, in one line."""
    is_text: bool = True
    """Whether it can go to stdout; else it needs a path."""


FORMATS: tuple[ExportFormat, ...] = (
    ExportFormat("csv", (".csv",), "one sheet for a spreadsheet or a script"),
    ExportFormat("xlsx", (".xlsx",), "a workbook of four sheets", is_text=False),
    ExportFormat("json", (".json",), "everything, in one JSON object"),
    ExportFormat("jsonl", (".jsonl", ".ndjson"), "everything, one JSON object a line"),
    ExportFormat("ics", (".ics",), "milestones, due dates and follow-ups for a calendar"),
    ExportFormat("taskwarrior", (), "follow-ups for `task import`"),
    ExportFormat("md", (".md", ".markdown"), "a list by domain to read, with its sources"),
    ExportFormat("html", (".html", ".htm"), "one page to read, print or send"),
    ExportFormat("folder", (), "one file a commitment, for git", is_text=False),
)


class ExportOptions(Struct, frozen=True):
    """What only some formats ask for."""

    sheet: str = SHEETS[0]
    """Which sheet a CSV file holds."""
    bom: bool = False
    """Whether a CSV file begins with a byte-order mark, by which Excel knows UTF-8."""


def format_named(name: str) -> ExportFormat:
    """Return a format by its name. Raises `BadValue`."""
    for each in FORMATS:
        if each.name == name:
            return each
    raise BadValue(f"'{name}' is not a format", hint=f"one of {_names()}")


def format_for(path: Path, *, is_folder: bool) -> ExportFormat:
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


Exported = TypeVar("Exported")

_EVERY = 64


class Written(NamedTuple):
    """What came of an export."""

    number: int
    of: str
    """What was counted: commitments, milestones, follow-ups, updates or events."""
    notes: tuple[str, ...] = ()
    """What the format could not say, and what was left alone; one sentence each."""

    @property
    def told(self) -> str:
        """What was written, counted: `1 commitment`, `4 follow-ups`."""
        return counted(self.number, self.of.removesuffix("s"))


def reported(items: Sequence[Exported], progress: ReportProgress | None) -> Iterator[Exported]:
    """Yield items and report how far they are. Raises what `progress` raises."""
    for number, item in enumerate(items):
        if progress is not None and number % _EVERY == 0:
            progress(number, len(items))
        yield item
    if progress is not None:
        progress(len(items), len(items))
