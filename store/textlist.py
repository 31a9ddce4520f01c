"""Milestones and follow-ups as lines of a text, their cells with bars between."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from store.errors import BadValue
from store.marking import next_id
from store.model import Commitment, FollowUp, Milestone
from store.query import read_date
from store.query.nearest import did_you_mean, shown
from store.text import one_line

Listed = Milestone | FollowUp


class ItemList(NamedTuple):
    """One kind of listed things: how its lines are laid out."""

    name: str
    attribute: str
    """The commitment's attribute that holds them."""
    kind: type[Milestone] | type[FollowUp]
    letter: str
    """What the ids given to new ones begin with."""
    cells: tuple[str, ...]
    """The attributes between id and title, in the order of the line."""
    words: str
    """What one of them is called."""

    @property
    def comment(self) -> tuple[str, ...]:
        """The lines that explain the list."""
        return (
            f"{self.name.capitalize()}, one a line: {self.layout}",
            "A new one has no id, or is only a title. One whose line is taken out goes.",
        )

    @property
    def layout(self) -> str:
        """The cells of a line by their names."""
        return " | ".join(("id", *self.cells, "title"))

    def lines(self, commitment: Commitment) -> list[str]:
        """Return the commitment's things of this kind, in columns."""
        rows = [self._row(each) for each in self._of(commitment)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        return [
            " | ".join(
                cell.ljust(width) if place < len(row) - 1 else cell
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            for row in rows
        ]

    def reading(self, commitment: Commitment, as_of: date) -> Reading:
        """Begin to read the lines of an edited text."""
        return Reading(self, list(self._of(commitment)), as_of)

    def _of(self, commitment: Commitment) -> tuple[Listed, ...]:
        found: tuple[Listed, ...] = getattr(commitment, self.attribute)
        return found

    def _row(self, item: Listed) -> list[str]:
        return [_cell(getattr(item, name)) for name in ("id", *self.cells)] + [one_line(item.title)]

    def changed(self, item: Listed, row: list[str], as_of: date) -> Listed:
        """Return a thing with the cells that say something else than it does."""
        names = (*self.cells, "title")
        pairs = zip(names, row[1:], self._row(item)[1:], strict=True)
        values: dict[str, Any] = {
            name: self._read(name, cell, as_of) for name, cell, was in pairs if cell != was
        }
        return replace(item, **values)

    def _read(self, name: str, cell: str, as_of: date) -> object:
        if name == "title" and not cell:
            raise BadValue(f"a {self.words} needs a title", hint=f"write {self.layout}")
        if name in ("title", "owner"):
            return cell
        return read_date(cell, as_of) if cell else None


class Reading:
    """The things of one list while its lines are read, those known by their ids."""

    def __init__(self, listed: ItemList, known: list[Listed], as_of: date) -> None:
        self._listed = listed
        self._known = known
        self._left = list(known)
        self._as_of = as_of
        self._read: list[Listed] = []

    def take(self, line: str) -> None:
        """Read one line. Raises `BadValue`."""
        row = self._cells(line)
        item = self._find(row[0]) or self._new(row)
        self._read.append(self._listed.changed(item, row, self._as_of))

    def items(self) -> tuple[Listed, ...]:
        """Return what the lines said, in their order."""
        return tuple(self._read)

    def _cells(self, line: str) -> list[str]:
        count = len(self._listed.cells) + 1
        row = [cell.strip() for cell in line.split("|", count)]
        if len(row) == 1:
            return [""] * count + row
        if len(row) <= count:
            raise BadValue(
                f"a {self._listed.words} has {count + 1} cells, here are {len(row)}",
                hint=f"write {self._listed.layout}",
            )
        return row

    def _find(self, wanted: str) -> Listed | None:
        for item in self._left:
            if _cell(item.id) == wanted:
                self._left.remove(item)
                return item
        if not wanted:
            return None
        if any(_cell(item.id) == wanted for item in self._known):
            raise BadValue(f"{shown(wanted)} is there twice", hint="a new one has no id")
        ids = [_cell(item.id) for item in self._known]
        near = did_you_mean(wanted, ids, named="it has") if ids else "it has none yet"
        raise BadValue(
            f"there is no {self._listed.words} {shown(wanted)}", hint=f"{near}; a new one has no id"
        )

    def _new(self, row: list[str]) -> Listed:
        if not row[-1]:
            raise BadValue(
                f"a {self._listed.words} needs a title", hint=f"write {self._listed.layout}"
            )
        taken = [item.id for item in (*self._known, *self._read)]
        return self._listed.kind(next_id(self._listed.letter, taken), "")


def _cell(value: object) -> str:
    return "" if value is None else one_line(str(value)).replace("|", "¦")


MILESTONES = ItemList("milestones", "milestones", Milestone, "m", ("date", "met"), "milestone")
FOLLOW_UPS = ItemList(
    "follow-ups", "follow_ups", FollowUp, "f", ("due", "done", "owner"), "follow-up"
)
