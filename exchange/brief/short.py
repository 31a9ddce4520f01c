"""The first page of a brief: what a reader with two minutes has to know.

What wants a decision, what slipped, what is at risk, what moved, and the next 90 days, a few rows
each. `brief --short` is this page alone, its notes numbered anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from exchange.brief.changes import subject_of
from exchange.brief.model import AtRisk, Brief, Decision, Listing, Move, News
from exchange.brief.notes import COUNTED, NumberedNotes
from exchange.brief.page import (
    Page,
    PageLine,
    PageRow,
    PageRows,
    PageSection,
    PageTable,
    Say,
    naming,
)
from exchange.brief.schedule import AHEAD_DAYS
from store.model.definitions import definition
from store.model.entry import Entry
from store.text import counted, one_line

Row = TypeVar("Row")

_MOST = {"decisions": 7, "slipped": 3, "risk": 4, "moved": 4, "next": 5}
"""So many rows of each list are on the first page."""
_LONGEST = 100
"""Characters of what was seen: the annex has it whole."""
WORDS = ("overdue", "at risk", "stale", "provisional", "progress")
"""What the page alone explains."""


def decision_reasons(entry: Entry) -> tuple[str, ...]:
    """Return why somebody has to decide about a commitment; nothing when nobody has to.

    What is overdue is moved, settled or chased; sources that contradict each other are weighed;
    what is settled gets a source; what stands still with its date near is asked about.
    """
    state = entry.derived
    reasons = (
        (state.overdue, f"overdue by {counted(state.overdue_days or 0, 'day')}"),
        (state.disputed, "disputed: sources contradict each other"),
        (state.claimed_ahead, "claimed ahead of what was seen"),
        (state.provisional, "provisional: settled without a source"),
        (state.to_confirm, "settled, and confirmed by nobody else yet"),
        (bool(entry.commitment.clashes), "two people say different things"),
        (state.due_soon and state.stale, "due soon, and stale"),
    )
    return tuple(words for holds, words in reasons if holds)


def decisions_of(entries: Iterable[Entry]) -> list[Entry]:
    """Return what wants a decision, the most pressing first."""
    return _pressing(each for each in entries if decision_reasons(each))


def decision_of(entry: Entry, evidence: NumberedNotes) -> Decision:
    """Return the row of a commitment that wants a decision."""
    return Decision(
        subject_of(entry),
        decision_reasons(entry),
        due=entry.derived.due,
        standing=evidence.standing(entry),
        notes=evidence.dates(entry) if entry.derived.due else (),
    )


def risks_of(entries: Iterable[Entry]) -> list[Entry]:
    """Return what is at risk and not overdue yet, the most pressing first."""
    return _pressing(each for each in entries if each.derived.at_risk and not each.derived.overdue)


def risk_of(entry: Entry, as_of: date, evidence: NumberedNotes) -> AtRisk:
    """Return the row of a commitment at risk."""
    due = entry.derived.due
    return AtRisk(
        subject_of(entry),
        behind=entry.derived.behind or 0,
        due=due,
        days=(due.last - as_of).days if due else None,
        standing=evidence.standing(entry),
        notes=evidence.dates(entry) if due else (),
    )


def _pressing(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda each: (-each.derived.attention, each.id))


# In words


def first_lines(lines: Sequence[PageLine]) -> tuple[PageLine, ...]:
    """Return what of a brief in short the page does not list: how many stand how, and silence."""
    return tuple(lines[place] for place in (0, 2) if place < len(lines))


def first_page(brief: Brief, rows: PageRows) -> tuple[PageSection, ...]:
    """Return the sections of the first page; each says so when it has nothing to list."""
    changes = brief.changes
    moved: Listing[Move | News] = Listing(
        (*changes.moves.rows, *changes.news.rows), changes.moves.total + changes.news.total
    )
    since = rows.date(brief.since)
    return (
        _section("decisions", "Wants a decision", _decisions(brief, rows), "Nothing does."),
        _section(
            "slipped",
            "Slipped",
            _slipped(brief, rows),
            "No promised date is later than first promised.",
        ),
        _section(
            "risk",
            "At risk, not overdue yet",
            _risks(brief, rows),
            "Nothing that can be measured trails the calendar.",
        ),
        _section(
            "moved",
            f"Moved since {since}",
            _moved(moved, rows),
            "No status moved, and nothing new was seen.",
        ),
        _section(
            "next",
            f"Next {AHEAD_DAYS} days",
            rows.steps("What falls due", _few("next", brief.ahead)),
            "Nothing falls due.",
        ),
    )


def _section(name: str, title: str, table: PageTable, none: str) -> PageSection:
    if not table.rows:
        return PageSection(name, title, ((Say(none, (COUNTED,)),),))
    return PageSection(name, title, (), (table,))


def _few(name: str, listed: Listing[Row]) -> Listing[Row]:
    return Listing(listed.rows[: _MOST[name]], listed.total)


def _table(
    caption: str, columns: tuple[str, ...], name: str, listed: Listing[Row], made: list[PageRow]
) -> PageTable:
    left = listed.total - len(made)
    after = f"{left:,} more: see the whole brief." if left else ""
    return PageTable(
        f"{caption}: {listed.total:,}", ("Commitment", *columns), tuple(made), after=after
    )


def _decisions(brief: Brief, rows: PageRows) -> PageTable:
    listed = _few("decisions", brief.decisions)
    made = []
    for each in listed.rows:
        due = (Say(rows.date(each.due), each.notes),)
        why = (Say("; ".join(each.reasons)),)
        made.append(PageRow(naming(each.subject), (why, due, rows.standing(each.standing))))
    return _table("To decide", ("Why", "Due", "Status"), "decisions", listed, made)


def _slipped(brief: Brief, rows: PageRows) -> PageTable:
    later = tuple(each for each in brief.slips.rows if each.slip_days > 0)
    listed = _few("slipped", Listing(later, brief.slipped))
    made = []
    for each in listed.rows:
        was, due = (Say(rows.date(each.first)),), (Say(rows.date(each.due), each.notes),)
        made.append(PageRow(naming(each.subject), (was, due, (Say(each.slip, tone="red"),))))
    return _table("Promised dates", ("First promised", "Due", "Slip"), "slipped", listed, made)


def _risks(brief: Brief, rows: PageRows) -> PageTable:
    listed = _few("risk", brief.at_risk)
    made = []
    for each in listed.rows:
        due = (Say(rows.date(each.due), each.notes),)
        behind = (Say(counted(each.behind, "point")),)
        made.append(PageRow(naming(each.subject), (behind, due, rows.standing(each.standing))))
    columns = ("Behind", "Due", "Status")
    return _table("Progress", columns, "risk", listed, made)


def _moved(moved: Listing[Move | News], rows: PageRows) -> PageTable:
    listed = _few("moved", moved)
    made = []
    for each in listed.rows:
        seen = (Say(rows.date(each.when) or "not dated", each.notes),)
        what: PageLine
        if isinstance(each, Move):
            was = rows.status(each.before)._replace(notes=each.before_notes)
            what = (was, Say(" to "), *rows.standing(each.standing))
        else:
            what = (Say(_cut(each.text)),)
        made.append(PageRow(naming(each.subject), (what, seen)))
    return _table("Statuses and news", ("What", "Seen"), "moved", listed, made)


def _cut(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rpartition(' ')[0]} ..."


def short_reading(brief: Brief) -> tuple[tuple[str, str], ...]:
    """Return the words that the page alone explains, each with its meaning."""
    return tuple((each.capitalize(), definition(each, brief.thresholds)) for each in WORDS)


# Notes


def renumbered(page: Page) -> Page:
    """Return a page whose notes are those it cites, numbered from 1 as they are first cited."""
    order: dict[int, int] = {}
    for line in page.lines():
        for said in line:
            for number in said.notes:
                order.setdefault(number, len(order) + 1)
    notes = {note.number: note for note in page.notes}
    return page._replace(
        about=tuple((name, _anew(line, order)) for name, line in page.about),
        short=tuple(_anew(line, order) for line in page.short),
        sections=tuple(_section_anew(section, order) for section in page.sections),
        notes=tuple(replace(notes[old], number=new) for old, new in order.items()),
    )


def _anew(line: PageLine, order: dict[int, int]) -> PageLine:
    return tuple(said._replace(notes=_numbers(said.notes, order)) for said in line)


def _numbers(notes: Sequence[int], order: dict[int, int]) -> tuple[int, ...]:
    return tuple(sorted(order[each] for each in notes))


def _section_anew(section: PageSection, order: dict[int, int]) -> PageSection:
    def tables() -> Iterator[PageTable]:
        for table in section.tables:
            made = tuple(
                PageRow(_anew(row.head, order), tuple(_anew(cell, order) for cell in row.cells))
                for row in table.rows
            )
            yield table._replace(rows=made, notes=_numbers(table.notes, order))

    lines = tuple(_anew(line, order) for line in section.lines)
    return section._replace(lines=lines, tables=tuple(tables()))
