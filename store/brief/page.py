"""A brief in words, before it is written as Markdown, HTML or plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from store.brief.claims import Note, Notes, Subject
from store.status import Tone
from store.text import one_line
from store.wording import counted


class Say(NamedTuple):
    """Some words, and the notes they rest on. The text may come from a register: hostile."""

    text: str
    notes: Notes = ()
    tone: Tone | None = None
    look: Literal["", "strong", "muted"] = ""


Line = tuple[Say, ...]


class Row(NamedTuple):
    """One row of a table: what it is about, then a cell for each further column."""

    head: Line
    cells: tuple[Line, ...]


class Table(NamedTuple):
    """A captioned table; the first column names what each row is about."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    numbers: bool = False
    """Whether it is figures to compare, rather than a list to read."""
    notes: Notes = ()
    """What all of it rests on, where its cells do not say."""
    after: str = ""
    """What is to be said below, such as how many rows are left out."""


class Section(NamedTuple):
    """One part of the brief under its heading."""

    id: str
    title: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()


class Page(NamedTuple):
    """A whole brief, ready to be written."""

    title: str
    about: tuple[tuple[str, Line], ...]
    """What it covers: names and what they say."""
    short: tuple[Line, ...]
    """What somebody reads who reads nothing else."""
    sections: tuple[Section, ...]
    reading: tuple[tuple[str, str], ...]
    """The words it uses, each with what it means."""
    notes: tuple[Note, ...]
    """All of the brief's notes, also those that only its timeline uses."""

    def lines(self) -> Iterator[Line]:
        """Yield everything that is said, in order."""
        yield from (line for _, line in self.about)
        yield from self.short
        for section in self.sections:
            yield from section.lines
            for table in section.tables:
                yield (Say("", table.notes),)
                for row in table.rows:
                    yield row.head
                    yield from row.cells

    def cited(self) -> tuple[Note, ...]:
        """Return the notes that what is said rests on, by number."""
        numbers = {number for line in self.lines() for said in line for number in said.notes}
        return tuple(note for note in self.notes if note.number in numbers)


def clean(said: Say) -> str:
    """Return some words on one line, harmless; spaces around what is not a name are kept."""
    line = one_line(said.text)
    if said.look == "strong":
        return line
    before = " " if said.text[:1] == " " else ""
    after = " " if line and said.text[-1:] == " " else ""
    return f"{before}{line}{after}"


def naming(subject: Subject) -> Line:
    """Return a commitment's title and id."""
    return Say(subject.title, look="strong"), Say(f" ({subject.id})", look="muted")


def share(count: int, of: int, one: str = "") -> str:
    """Return a count with its denominator, such as `2 of 52 commitments`."""
    return f"{count:,} of {counted(of, one) if one else f'{of:,}'}"


def are(number: int) -> str:
    """Return the verb for so many things."""
    return "is" if number == 1 else "are"
