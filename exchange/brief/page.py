"""A brief in words, before it is written as Markdown, HTML or plain text.

A `Page` is sections of tables of `Say`; `PageRows` makes the tables of the claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from exchange.brief.cells import fitted, width
from exchange.brief.model import (
    Addition,
    BriefRow,
    DatedStep,
    DateMove,
    Late,
    Listing,
    Move,
    News,
    Note,
    Notes,
    PromiseOutcome,
    Silence,
    SlippedDate,
    Standing,
    StatementOutcomes,
    Subject,
    WeakAssessment,
)
from exchange.brief.statement_outcomes import outcome_words
from store.model.dates import PartialDate, written
from store.model.entry import percent_words
from store.model.status import Status, Tone
from store.portfolio.drawing import DrawnLine, TextMeasure
from store.text import counted, one_line

COLUMNS = 78
"""How wide a brief as plain text is."""


class Say(NamedTuple):
    """Some words, and the notes they rest on. The text may come from a register: hostile."""

    text: str
    notes: Notes = ()
    tone: Tone | None = None
    look: Literal["", "strong", "muted"] = ""


PageLine = tuple[Say, ...]
LETTER_TEXT = TextMeasure(width, fitted)
"""Texts as they are measured in a file, which any terminal may show."""


class PageRow(NamedTuple):
    """One row of a table: what it is about, then a cell for each further column."""

    head: PageLine
    cells: tuple[PageLine, ...]


class PageDrawing(NamedTuple):
    """What is drawn rather than listed: its lines of characters, each piece with its tone."""

    kind: Literal["statuses", "grid", "heard", "tree"]
    """Which picture of the brief it is; a web page draws it itself."""
    lines: tuple[DrawnLine, ...]


class PageTable(NamedTuple):
    """A captioned table; the first column names what each row is about."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[PageRow, ...]
    numbers: bool = False
    """Whether it is figures to compare, rather than a list to read."""
    notes: Notes = ()
    """What all of it rests on, where its cells do not say."""
    after: str = ""
    """What is to be said below, such as how many rows are left out."""
    drawing: PageDrawing | None = None
    """What stands in the place of rows."""
    mixes: tuple[Mapping[Status, int], ...] = ()
    """For each row of a scorecard its statuses, for a form that draws a bar of them."""


class PageSection(NamedTuple):
    """One part of the brief under its heading."""

    id: str
    title: str
    lines: tuple[PageLine, ...]
    tables: tuple[PageTable, ...] = ()


class Page(NamedTuple):
    """A whole brief, ready to be written."""

    title: str
    about: tuple[tuple[str, PageLine], ...]
    """What it covers: names and what they say."""
    short: tuple[PageLine, ...]
    """What somebody reads who reads nothing else."""
    sections: tuple[PageSection, ...]
    reading: tuple[tuple[str, str], ...]
    """The words it uses, each with what it means."""
    notes: tuple[Note, ...]
    """All of the brief's notes, also those that only its timeline uses."""

    def lines(self) -> Iterator[PageLine]:
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


def naming(subject: Subject) -> PageLine:
    """Return a commitment's title and id."""
    return Say(subject.title, look="strong"), Say(f" ({subject.id})", look="muted")


def share(count: int, of: int, one: str = "") -> str:
    """Return a count with its denominator, such as `2 of 52 commitments`."""
    return f"{count:,} of {counted(of, one) if one else f'{of:,}'}"


def are(number: int) -> str:
    """Return the verb for so many things."""
    return "is" if number == 1 else "are"


class BriefStyle(NamedTuple):
    """How a brief is written: for which reader, and how much of it."""

    ascii_only: bool = False
    dates: str = "iso"
    """How dates are written, as in the configuration."""
    short: bool = False
    """Whether it is to fit on one page, without the annex."""
    columns: int = COLUMNS
    """How wide the lines of a drawing may be."""
    text: TextMeasure = LETTER_TEXT
    """How texts in a drawing are measured: in a file, or by what it is shown on."""

    def date(self, when: PartialDate | date | None) -> str:
        """Return a date as exact as it is; empty for None."""
        if when is None:
            return ""
        return written(PartialDate.of(when) if isinstance(when, date) else when, self.dates)


PLAIN_STYLE = BriefStyle()


class PageRows:
    """Makes tables of a brief's lists, with the glyphs and dates that the reader is used to."""

    def __init__(self, style: BriefStyle) -> None:
        self._style = style
        self.date = style.date

    def moves(self, listed: Listing[Move]) -> PageTable:
        """Return the statuses that moved."""

        def row(each: Move) -> PageRow:
            seen = (Say(self.date(each.when) or "not dated", each.notes),)
            was, now = (
                (self.status(each.before)._replace(notes=each.before_notes),),
                self.standing(each.standing),
            )
            return PageRow(naming(each.subject), (was, now, seen, (Say(each.text),)))

        return _table("Status moved", ("Was", "Is", "Seen", "What was seen"), listed, row)

    def dates(self, listed: Listing[DateMove]) -> PageTable:
        """Return the dates that were changed."""

        def row(each: DateMove) -> PageRow:
            what = f"milestone: {each.milestone}" if each.milestone else "due date"
            cells = (what, self.date(each.before) or "no date", self.date(each.after) or "no date")
            who = f" by {each.user}" if each.user else ""
            saved = Say(
                f"{self.date(each.saved)}{who}, {'edited' if each.edited else 'by an update'}"
            )
            moved = Say(_moved(each), each.notes, "red" if each.slipped else None)
            said = (*map(Say, cells), moved, saved)
            return PageRow(naming(each.subject), tuple((cell,) for cell in said))

        columns = ("Which date", "Was", "Is", "Moved", "Changed")
        return _table("Dates moved", columns, listed, row)

    def news(self, listed: Listing[News]) -> PageTable:
        """Return the updates that are new."""

        def row(each: News) -> PageRow:
            seen = [Say(self.date(each.when), each.notes)]
            if each.recorded:
                seen.append(Say(f", recorded {self.date(each.recorded)}", look="muted"))
            sets: list[Say] = [self.status(each.status)] if each.status else []
            if each.progress is not None:
                percent = percent_words(each.progress, counted=False)
                sets.append(Say(f"{', ' if sets else ''}{percent}"))
            return PageRow(naming(each.subject), (tuple(seen), tuple(sets), (Say(each.text),)))

        return _table("New updates", ("Seen", "Sets", "What was seen"), listed, row)

    def additions(self, listed: Listing[Addition]) -> PageTable:
        """Return the commitments that were added to the register."""

        def row(each: Addition) -> PageRow:
            return PageRow(
                naming(each.subject),
                ((Say(f"{self.date(each.saved)} by {each.user}", each.notes),),),
            )

        return _table("Added to the register", ("Added",), listed, row)

    def silent(self, caption: str, listed: Listing[Silence]) -> PageTable:
        """Return commitments that have not been heard of."""

        def row(each: Silence) -> PageRow:
            heard = (Say(self.date(each.heard), each.notes),)
            cells = (heard, (Say(f"{each.days:,}"),), (Say(self.date(each.since)),))
            return PageRow(naming(each.subject), (*cells, self.standing(each.standing)))

        columns = ("Last heard of", "Days ago", "Stale since", "Status")
        return _table(caption, columns, listed, row)

    def overdue(self, listed: Listing[Late]) -> PageTable:
        """Return the commitments past due."""

        def row(each: Late) -> PageRow:
            days = (Say(f"{each.days:,}", tone="red"),)
            due = (Say(self.date(each.due), each.notes),)
            return PageRow(naming(each.subject), (due, days, self.standing(each.standing)))

        return _table("Commitments past due", ("Due", "Days over", "Status"), listed, row)

    def slips(self, listed: Listing[SlippedDate]) -> PageTable:
        """Return the promised dates that were moved, with every date there was between."""

        def row(each: SlippedDate) -> PageRow:
            between = ", ".join(map(self.date, each.former[1:]))
            slip = Say(each.slip, tone="red" if each.slip_days > 0 else None)
            first, due = Say(self.date(each.first)), Say(self.date(each.due), each.notes)
            said = (first, Say(between), due, slip, Say(self.date(each.said)))
            return PageRow(
                naming(each.subject),
                (*((cell,) for cell in said), self.standing(each.standing)),
            )

        columns = ("First promised", "Then", "Due", "Slip", "Last moved", "Status")
        return _table("Promised dates moved", columns, listed, row)

    def outcomes(self, statement: StatementOutcomes) -> PageTable:
        """Return what one statement did with earlier promises."""

        def row(each: PromiseOutcome) -> PageRow:
            later = naming(each.later) if each.later else ()
            became = (Say(outcome_words(each.relation), each.notes),)
            return PageRow(naming(each.subject), (became, later, self.standing(each.standing)))

        said = self.date(statement.date)
        caption = f"{statement.title}, {said}" if said else statement.title
        columns = ("What became of it", "Carried on by", "Status")
        table = _table(caption, columns, statement.outcomes, row)
        return table._replace(notes=statement.notes)

    def steps(self, caption: str, listed: Listing[DatedStep]) -> PageTable:
        """Return due dates, milestones and follow-ups, past or ahead."""
        owned = any(each.owner for each in listed.rows)
        ahead = all(each.days >= 0 for each in listed.rows)

        def row(each: DatedStep) -> PageRow:
            what = f"{each.kind}: {each.title}" if each.title else each.kind
            days = Say(f"{abs(each.days):,}", tone=None if ahead else "red")
            cells = [(Say(what),), (Say(self.date(each.when), each.notes),), (days,)]
            return PageRow(naming(each.subject), (*cells, *([(Say(each.owner),)] if owned else [])))

        columns = ("What", "By" if ahead else "Was due", "Days left" if ahead else "Days over")
        return _table(caption, (*columns, *(["Owner"] if owned else [])), listed, row)

    def assessments(self, caption: str, listed: Listing[WeakAssessment]) -> PageTable:
        """Return statuses that rest on weak evidence."""

        def row(each: WeakAssessment) -> PageRow:
            since = (Say(self.date(each.when)),)
            return PageRow(naming(each.subject), (self.standing(each.standing), since))

        return _table(caption, ("Status", "First seen"), listed, row)

    def status(self, status: Status) -> Say:
        """Return a status with its glyph."""
        glyph = status.ascii if self._style.ascii_only else status.glyph
        return Say(f"{glyph} {status.words}", tone=status.tone)

    def standing(self, standing: Standing) -> PageLine:
        """Return a status, and how far it is where that is known, with what they rest on."""
        status = self.status(standing.status)
        mark = "*" if standing.provisional else " (to confirm)" if standing.to_confirm else ""
        if not standing.done or standing.status.settled:
            return (status._replace(text=status.text + mark, notes=standing.notes),)
        return status, Say(f", {standing.done}", standing.notes)


def _table(
    caption: str,
    columns: tuple[str, ...],
    listed: Listing[BriefRow],
    row: Callable[[BriefRow], PageRow],
) -> PageTable:
    left = listed.left_out
    after = f"{left:,} more are not listed here; --json lists all." if left else ""
    return PageTable(
        f"{caption}: {listed.total:,}",
        ("Commitment", *columns),
        tuple(map(row, listed.rows)),
        after=after,
    )


def _moved(move: DateMove) -> str:
    if move.days is None:
        return "first dated" if move.before is None else "date dropped"
    if move.days == 0:
        return "written differently"
    return f"{counted(abs(move.days), 'day')} {'later' if move.slipped else 'earlier'}"
