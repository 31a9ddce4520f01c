"""Saying which column of a sheet is which field, with what stands in it beside the choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from textual import events, on
from textual.geometry import Size

from exchange.crosswalk import NO_WORDS, SCHEMES, RegisterWords
from exchange.importers.columns.fitting import columns_for
from exchange.importers.columns.guessing import guess
from exchange.importers.columns.mapping import ColumnMapping
from exchange.importers.columns.questions import (
    OpenQuestions,
    known_words,
    likeliest_scheme,
    open_questions,
    status_words,
)
from exchange.importers.columns.sheet_fields import FIELDS
from exchange.importers.readers.table import SourceTable, TableRow, is_unnamed
from exchange.importers.values.calendars import CALENDARS
from store.model.glyphs import Glyphs
from store.model.status import Status
from store.text import one_line
from tui.dialogs.picker import ChoicesScreen
from tui.rendering.cells import fit
from tui.rendering.line_widget import Part
from tui.widgets.chooser import Choices

LETTERS = {
    "i": "id",
    "t": "title",
    "s": "summary",
    "f": "instrument",
    "c": "clause",
    "p": "parties",
    "l": "lead",
    "m": "domains",
    "b": "start",
    "d": "due",
    "r": "priority",
    "y": "tags",
    "u": "status",
    "e": "progress",
    "a": "assessed",
    "n": "note",
    "o": "source_title",
    "w": "source_url",
}
"""The key that gives the column under the cursor to a field; `j k g G` move."""
_BY_FIELD = {field: letter for letter, field in LETTERS.items()}
_FIELD, _COLUMN = 15, 24
_WIDEST = 116
_SHOWN = 4
_STATUSES = ("", *(each.value for each in Status))
_KEYS = (
    "a letter makes the column a field: "
    + " ".join(f"{letter} {field}" for letter, field in LETTERS.items())
    + " · - leaves it aside · space goes through the answers below · enter shows what comes of it"
    " · esc gives up"
)


Name = TypeVar("Name", bound=str)


class AskedTable(NamedTuple):
    """A table that nobody has said the columns of."""

    file: str
    table: SourceTable
    sample: Sequence[TableRow]
    words: RegisterWords = NO_WORDS
    """What statuses are called in the register that it is to be read into."""


class ImportColumnsScreen(ChoicesScreen[ColumnMapping | None]):
    """Lists the columns with what stands in them; gives the mapping, None when it was left."""

    def __init__(self, asked: AskedTable, glyphs: Glyphs, told: ColumnMapping | None) -> None:
        columns = _FileColumnChoices(asked, glyphs, told)
        super().__init__(columns)
        self._list = columns

    def on_key(self, event: events.Key) -> None:
        """Choose a field, go through answers, go on or give up."""
        event.stop()
        if event.key in ("escape", "q"):
            self.dismiss(None)
        elif event.key == "enter":
            if "title" in self._list.mapping.fields:
                self.dismiss(self._list.mapping)
            else:
                self._list.say_title_is_missing()
        elif event.key in ("space", "right"):
            self._list.turn(1)
        elif event.key == "left":
            self._list.turn(-1)
        elif event.key in ("minus", "backspace", "delete"):
            self._list.give("")
        elif event.character in LETTERS:
            self._list.give(LETTERS[event.character])

    @on(Choices.Taken)
    def take(self, event: Choices.Taken) -> None:
        """Go through the answers of what was clicked."""
        self._list.turn(1)


class _FileColumnChoices(Choices):
    """The columns, and under them what they leave open."""

    def __init__(self, asked: AskedTable, glyphs: Glyphs, told: ColumnMapping | None) -> None:
        super().__init__(f"Columns of {one_line(asked.file)}", _KEYS, glyphs)
        self._asked = asked
        table, sample = asked.table, asked.sample
        self._columns = [
            each
            for each in table.columns
            if not is_unnamed(each) or any(row.get(each, "") for row in sample)
        ]
        guessed = ColumnMapping(guess(table.columns, sample), register_words=asked.words)
        self.mapping = told or self._with_scheme(guessed)
        self._missing = False
        self._open = open_questions(self.mapping, table, sample)
        self._asked_words = dict(self._open.words)

    def say_title_is_missing(self) -> None:
        """Say that one column has to be the title."""
        self._missing = True
        self.refresh()

    def give(self, field: str) -> None:
        """Make the column under the cursor a field, or none, and go to the next."""
        if self.cursor >= len(self._columns):
            return
        column = self._columns[self.cursor]
        fields = {
            name: each
            for name, each in self.mapping.fields.items()
            if each != column and name != field
        }
        if field:
            fields[field] = column
        self._missing = False
        self.mapping = self.mapping._replace(fields=fields)
        if field == "status" or "status" not in fields:
            self.mapping = self._with_scheme(self.mapping._replace(words={}))
        self._settle()
        self.go_to(self.cursor + 1)

    def turn(self, step: int) -> None:
        """Go on to the next answer of the row under the cursor; of a column, to the next field."""
        if self.cursor < len(self._columns):
            fields = ["", *(each.name for each in FIELDS)]
            column = self._columns[self.cursor]
            now = self._field_of(column)
            taken = {name for name in self.mapping.fields if name != now}
            free = [each for each in fields if each not in taken]
            cursor = self.cursor
            self.give(free[(free.index(now) + step) % len(free)])
            self.go_to(cursor)
            return
        questions = list(self._questions())
        kind, key = questions[self.cursor - len(self._columns)]
        self.mapping = self._answered(kind, key, step)
        self._settle()

    def _settle(self) -> None:
        words = self._asked_words
        self._open = open_questions(self.mapping, self._asked.table, self._asked.sample)
        known = {word: count for word, count in words.items() if word in self.mapping.words}
        self._asked_words = {**known, **self._open.words}
        self.refresh(layout=True)

    def _with_scheme(self, mapping: ColumnMapping) -> ColumnMapping:
        """Return a mapping with whoever's words its statuses most likely are.

        Those that are words of the register itself say nothing of that.
        """
        return mapping._replace(statuses=likeliest_scheme(list(self._words(mapping))))

    def _words(self, mapping: ColumnMapping) -> Mapping[str, int]:
        column = mapping.fields.get("status")
        if column is None:
            return {}
        columns = columns_for("status", column, self._asked.table)
        met = status_words(columns, self._asked.sample)
        own = self._asked.words
        return {word: count for word, count in met.items() if own.read(word) is None}

    def _answered(self, kind: str, key: str, step: int) -> ColumnMapping:
        mapping = self.mapping
        match kind:
            case "scheme":
                names = [each.name for each in SCHEMES]
                return mapping._replace(statuses=_next(names, mapping.statuses, step))
            case "word":
                meant = _next(_STATUSES, mapping.words.get(key, ""), step)
                words = {word: each for word, each in mapping.words.items() if word != key}
                return mapping._replace(words=words | ({key: meant} if meant else {}))
            case "order":
                return mapping._replace(
                    dates=_next(("", "day-first", "month-first"), mapping.dates, step)
                )
            case "years":
                return mapping._replace(calendar=_next(CALENDARS, mapping.calendar, step))
            case _:
                return mapping._replace(
                    percent=_next(("", "fraction", "percent"), mapping.percent, step)
                )

    def _questions(self) -> Iterator[tuple[str, str]]:
        """Yield what is asked under the columns: its kind, and the word it is about."""
        left: OpenQuestions = self._open
        if "status" in self.mapping.fields:
            yield "scheme", ""
            yield from (("word", word) for word in self._asked_words)
        if left.order or self.mapping.dates:
            yield "order", ""
        if left.years or self.mapping.calendar != "gregorian":
            yield "years", ""
        if left.fractions or self.mapping.percent:
            yield "fractions", ""

    def _field_of(self, column: str) -> str:
        return next((name for name, each in self.mapping.fields.items() if each == column), "")

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return nearly all the width there is, for what stands in the columns."""
        return min(container.width, _WIDEST)

    def row_count(self) -> int:
        """Return how many columns and questions there are."""
        return len(self._columns) + sum(1 for _ in self._questions())

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Return a column with its field and samples, or a question with its answer."""
        if index < len(self._columns):
            return self._column_parts(self._columns[index], width)
        questions = list(self._questions())
        kind, key = questions[index - len(self._columns)]
        return self._question_parts(kind, key, width)

    def _column_parts(self, column: str, width: int) -> list[Part]:
        ellipsis = self.glyphs.ellipsis
        field = self._field_of(column)
        letter = _BY_FIELD.get(field, " ")
        if self._missing and not field:
            field, letter = "title? press t", "!"
        sample = self._asked.sample
        values = dict.fromkeys(one_line(row.get(column, "")[:200]) for row in sample)
        shown = " | ".join([each for each in values if each][:_SHOWN])
        room = max(4, width - _FIELD - _COLUMN - 5)
        return [
            (f"{letter} ", "key"),
            (fit(field or self.glyphs.words("–"), _FIELD, ellipsis), "blue" if field else "muted"),
            (fit(one_line(column), _COLUMN, ellipsis), "plain"),
            (" ", "plain"),
            (fit(shown or "(empty)", room, ellipsis), "muted"),
        ]

    def _question_parts(self, kind: str, key: str, width: int) -> list[Part]:
        mapping, left = self.mapping, self._open
        match kind:
            case "scheme":
                words = list(self._words(mapping))
                known = known_words(words)[mapping.statuses]
                said = f"whose words the statuses are: knows {known} of {len(words)}"
                if not words and self._asked.words.any_met:
                    said = "the statuses are words of this register"
                answer = mapping.statuses
            case "word":
                answer = mapping.words.get(key, "")
                said = f"“{one_line(key)}”, {self._asked_words[key]} times: which status?"
            case "order":
                answer, said = mapping.dates, f"what comes first in {one_line(left.order)}"
            case "years":
                answer = mapping.calendar
                said = f"whose years are counted: {one_line(left.years)}"
            case _:
                answer = mapping.percent
                said = f"what 1 means beside {one_line(left.fractions)}"
        shown = fit(answer or self.glyphs.words("–"), _FIELD, self.glyphs.ellipsis)
        room = max(4, width - _FIELD - 4)
        return [
            ("? ", "key"),
            (shown, "blue" if answer else "orange"),
            (fit(self.glyphs.words(said), room, self.glyphs.ellipsis), "plain"),
        ]


def _next(names: Sequence[Name], now: Name, step: int) -> Name:
    return names[(names.index(now) + step) % len(names)]
