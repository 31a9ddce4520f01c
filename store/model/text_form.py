"""A commitment as a commented text for an editor, and back, its lists of items included.

What cannot be read becomes a problem with its line, and changes nothing. A field whose
text was left alone keeps its value exactly, also where the text shows less than it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from store.errors import BadValue
from store.model.dates import read_date, read_past_date
from store.model.entities import Commitment, FollowUp, Milestone, MilestoneKind, Register
from store.model.fields import EDIT_FIELDS, EditField, edited
from store.text import did_you_mean, one_line, shown, visible

ListedItem = Milestone | FollowUp


class ItemList(NamedTuple):
    """One kind of listed things: how its lines are laid out."""

    name: str
    attribute: str
    """The commitment's attribute that holds them."""
    kind: type[Milestone] | type[FollowUp]
    cells: tuple[str, ...]
    """The attributes between id and title, in the order of the line."""
    words: str
    """What one of them is called."""
    remark: str = ""
    """What else is to be known about its lines."""

    @property
    def comment(self) -> tuple[str, ...]:
        """The lines that explain the list."""
        return (
            f"{self.name.capitalize()}, one a line: {self.layout}",
            "A new one has no id, or is only a title. One whose line is taken out goes.",
            *filter(None, (self.remark,)),
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

    def reading(self, commitment: Commitment, as_of: date) -> ListReading:
        """Begin to read the lines of an edited text."""
        return ListReading(self, list(self._of(commitment)), as_of)

    def _of(self, commitment: Commitment) -> tuple[ListedItem, ...]:
        found: tuple[ListedItem, ...] = getattr(commitment, self.attribute)
        return found

    def _row(self, item: ListedItem) -> list[str]:
        return [_cell(getattr(item, name)) for name in ("id", *self.cells)] + [_titled(item)]

    def changed(self, item: ListedItem, row: list[str], as_of: date) -> ListedItem:
        """Return a thing with the cells that say something else than it does."""
        names = (*self.cells, "title")
        pairs = zip(names, row[1:], self._row(item)[1:], strict=True)
        values: dict[str, Any] = {
            name: self._read(name, cell, as_of) for name, cell, was in pairs if cell != was
        }
        if "title" in values and isinstance(item, Milestone):
            kind, title = _split_title(values["title"])
            values |= {"kind": kind or MilestoneKind.STEP, "title": title}
        return replace(item, **values)

    def _read(self, name: str, cell: str, as_of: date) -> object:
        if name == "title" and not cell:
            raise BadValue(f"a {self.words} needs a title", hint=f"write {self.layout}")
        if name in ("title", "owner"):
            return cell
        read = read_past_date if name in ("met", "done") else read_date
        return read(cell, as_of) if cell else None


class ListReading:
    """The things of one list while its lines are read, those known by their ids."""

    def __init__(self, listed: ItemList, known: list[ListedItem], as_of: date) -> None:
        self._listed = listed
        self._known = known
        self._left = list(known)
        self._as_of = as_of
        self._read: list[ListedItem] = []

    def take(self, line: str) -> None:
        """Read one line. Raises `BadValue`."""
        row = self._cells(line)
        item = self._find(row[0]) or self._new(row)
        self._read.append(self._listed.changed(item, row, self._as_of))

    def items(self) -> tuple[ListedItem, ...]:
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

    def _find(self, wanted: str) -> ListedItem | None:
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

    def _new(self, row: list[str]) -> ListedItem:
        if not _split_title(row[-1])[1]:
            raise BadValue(
                f"a {self._listed.words} needs a title", hint=f"write {self._listed.layout}"
            )
        return self._listed.kind("", "")


_KINDS = {each.value: each for each in MilestoneKind}


def _titled(item: ListedItem) -> str:
    """Return a title as its line has it: an event says that it is one."""
    title = one_line(item.title)
    told = isinstance(item, Milestone) and (
        item.kind is not MilestoneKind.STEP or _split_title(title)[0] is not None
    )
    return f"{item.kind} | {title}" if told and isinstance(item, Milestone) else title


def _split_title(cell: str) -> tuple[MilestoneKind | None, str]:
    """Return the kind that a title begins with, if it does, and the rest."""
    word, bar, title = cell.partition("|")
    kind = _KINDS.get(word.strip().casefold()) if bar else None
    return kind, cell if kind is None else title.strip()


def _cell(value: object) -> str:
    return "" if value is None else one_line(str(value)).replace("|", "¦")


MILESTONES = ItemList(
    "milestones",
    "milestones",
    Milestone,
    ("date", "met"),
    "milestone",
    "One that counts for nothing, such as an announcement, has `event |` before its title.",
)
FOLLOW_UPS = ItemList("follow-ups", "follow_ups", FollowUp, ("due", "done", "owner"), "follow-up")


_NAMED = re.compile(r"([A-Za-z][A-Za-z -]*?)\s*:(?:\s+(.*))?", re.DOTALL)
_PROBLEM = "#! "
_MANY = 12
"""So many valid ids are listed in a comment; the rest is counted."""


class TextProblem(NamedTuple):
    """Something in a text that could not be read."""

    line: int
    """Counted from 1; 0 when it is about the whole text."""
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """Return the problem in one line."""
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{self.message}" + (f"; {self.hint}" if self.hint else "")


def to_text(commitment: Commitment, register: Register) -> str:
    """Return what can be edited of a commitment, each field under a comment that explains it."""
    lines = [
        f"# {one_line(commitment.id)}",
        *(f"# formerly {one_line(each)}" for each in commitment.former_ids),
        "#",
        "# Change what follows the colons, save, and leave the editor. Lines that begin with #",
        "# are not read. An emptied field is cleared; one that is taken out stays as it was.",
        "# Status and progress are not here: they are what the updates say.",
    ]
    for field in EDIT_FIELDS:
        lines += ["", f"# {field.label}: {field.help}"]
        lines += [f"#   {each}" for each in _choices(field, register)]
        lines += _field_lines(field.name, _shown(field, commitment))
    for listed in (MILESTONES, FOLLOW_UPS):
        lines += ["", *(f"# {each}" for each in listed.comment), f"{listed.name}:"]
        lines += [f"  {each}" for each in listed.lines(commitment)]
    return "\n".join(lines) + "\n"


def from_text(
    text: str, commitment: Commitment, register: Register, as_of: date
) -> tuple[Commitment, list[TextProblem]]:
    """Return the commitment as the text says, as far as it can be read, and the problems."""
    sections, problems = _sections(text)
    answers: dict[str, str] = {}
    for field in EDIT_FIELDS:
        section = sections.get(field.name)
        if section is None:
            continue
        written = section.text(field.name)
        if written == _shown(field, commitment):
            continue
        try:
            field.read(written, register, as_of)
        except BadValue as error:
            problems.append(TextProblem(section.line, error.message, error.hint))
        else:
            answers[field.name] = written
    try:
        changed = edited(commitment, answers, register, as_of)
    except BadValue as error:
        # Each can be read alone: it is start and due that do not go together.
        line = max(sections[each].line for each in ("start", "due") if each in answers)
        problems.append(TextProblem(line, error.message, error.hint))
        alone = {name: each for name, each in answers.items() if name not in ("start", "due")}
        changed = edited(commitment, alone, register, as_of)
    for listed in (MILESTONES, FOLLOW_UPS):
        if listed.name in sections:
            items, wrong = _items(listed, sections[listed.name], commitment, as_of)
            problems += wrong
            if not wrong:
                # Else a line that could not be read would take away what it was of.
                changed = replace(changed, **{listed.attribute: items})
    return changed, sorted(problems, key=lambda each: each.line)


def with_problems(text: str, problems: list[TextProblem]) -> str:
    """Return a text with its problems as comments on top, in place of those of another time."""
    lines = text.split("\n")
    kept = [line for line in lines if not line.startswith(_PROBLEM)]
    gone = [number for number, line in enumerate(lines, 1) if line.startswith(_PROBLEM)]
    head = [f"{_PROBLEM}Not saved yet. These lines could not be read:"]
    for each in problems:
        # What is put on top moves every line down, what goes moves it up.
        moved = 1 + len(problems) - sum(number < each.line for number in gone)
        there = each._replace(line=each.line + moved if each.line else 0)
        head.append(f"{_PROBLEM}{one_line(str(there))}")
    return "\n".join(head + kept)


class _Section(NamedTuple):
    """One field as written: where it begins, and its lines with their numbers."""

    line: int
    lines: list[tuple[int, str]]

    def text(self, name: str) -> str:
        """Return the lines as one text; only a summary has lines of its own."""
        texts = (text for _, text in self.lines)
        if name == "summary":
            return "\n".join(texts).strip()
        return " ".join(filter(None, texts))


def _sections(text: str) -> tuple[dict[str, _Section], list[TextProblem]]:
    sections: dict[str, _Section] = {}
    problems: list[TextProblem] = []
    current: _Section | None = None
    for number, line in _lines(text):
        named = _NAMED.fullmatch(line)
        if named:
            name = named[1].lower().replace(" ", "-")
            current = _Section(number, [(number, (named[2] or "").strip())])
            if name in sections:
                first = sections[name].line
                problems.append(
                    TextProblem(number, f"'{name}' was given already", f"line {first} was read")
                )
            elif name in _NAMES:
                sections[name] = current
            else:
                hint = did_you_mean(name, _NAMES)
                problems.append(TextProblem(number, f"there is no field {shown(named[1])}", hint))
        elif current is not None and (not line.strip() or line[0].isspace()):
            current.lines.append((number, line.strip()))
        elif line.strip():
            hint = "indent it to go on with the field above, or put # before it"
            problems.append(TextProblem(number, f"{shown(line)} belongs to no field", hint))
    return sections, problems


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are no comments, with their numbers."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    for number, line in enumerate(plain.split("\n"), 1):
        if not line.startswith("#"):
            yield number, line.rstrip()


def _items(
    listed: ItemList, section: _Section, commitment: Commitment, as_of: date
) -> tuple[tuple[object, ...], list[TextProblem]]:
    problems = []
    reading = listed.reading(commitment, as_of)
    for number, line in section.lines:
        try:
            if line:
                reading.take(line)
        except BadValue as error:
            problems.append(TextProblem(number, error.message, error.hint))
    return reading.items(), problems


def _field_lines(name: str, text: str) -> list[str]:
    first, *more = text.split("\n")
    return [f"{name}: {first}".rstrip(), *(f"  {line}".rstrip() for line in more)]


def _shown(field: EditField, commitment: Commitment) -> str:
    text = field.show(commitment)
    if field.name != "summary":
        return one_line(text)
    return "\n".join(line.strip() for line in visible(text).split("\n")).strip()


def _choices(field: EditField, register: Register) -> list[str]:
    known: dict[str, list[str]] = {
        "domains": [each.id for each in register.domains],
        "instrument": [each.id for each in register.instruments],
    }
    valid = known.get(field.name, [])
    more = [f"and {len(valid) - _MANY} more"] if len(valid) > _MANY else []
    ids = [*map(one_line, valid[:_MANY]), *more]
    return [", ".join(ids[start : start + 4]) for start in range(0, len(ids), 4)]


_NAMES = (*(field.name for field in EDIT_FIELDS), MILESTONES.name, FOLLOW_UPS.name)
