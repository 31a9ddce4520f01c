"""The columns that a list of commitments can have, the same on the board and the command line."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from store.model.dates import PartialDate
from store.model.entities import FollowUp
from store.model.entry import Entry, progress_words, slip_words
from store.model.log import first_due_on, is_done
from store.model.status import Status
from store.query.fields import FLAGS

ReadText = Callable[[Entry], str]


class Column(Struct, frozen=True):
    """One column: how it is called, what it says, and how much room it wants."""

    id: str
    """What it is chosen by."""
    title: str
    meaning: str
    """A few words for whoever chooses."""
    width: int
    """In cells; the title's column takes what the others leave."""
    sort: str
    """The key of the query language that sorts by it; empty where none does."""
    text: ReadText
    """Returns what it says in plain text; empty where that is not known."""
    right: bool = False
    dated: bool = False
    """Whether it shows dates, and is as wide as they are."""
    leaves: int = 0
    """How much must be left for the title before the column comes in by itself; 0 is never."""
    most: int = 12
    """How wide it may grow where there is room; 0: what the others leave."""
    aliases: tuple[str, ...] = ()
    """Other names it is chosen by."""


def days_left(overdue_days: int | None) -> str:
    """Return the days to a due date: `+9d` are left, `!-12d` have gone by.

    >>> days_left(-9), days_left(12), days_left(None)
    ('+9d', '!-12d', '')
    """
    if overdue_days is None:
        return ""
    return f"!-{overdue_days}d" if overdue_days > 0 else f"+{-overdue_days}d"


def next_follow_up(entry: Entry) -> FollowUp | None:
    """Return the open follow-up that is due first; undated ones come last."""
    still_open = open_follow_ups(entry)
    dated = [each for each in still_open if each.due]
    if dated:
        return min(dated, key=lambda each: each.due.last if each.due else entry.as_of)
    return still_open[0] if still_open else None


def open_follow_ups(entry: Entry) -> list[FollowUp]:
    """Return the follow-ups that are still to do on the as-of date."""
    return [each for each in entry.commitment.follow_ups if not is_done(each, entry.as_of)]


def first_due(entry: Entry) -> PartialDate | None:
    """Return the first due date known on the as-of date; None where none was ever promised."""
    return first_due_on(entry.commitment, entry.as_of)


def _date(when: object) -> str:
    return "" if when is None else str(when)


def _number(number: int | None, unit: str = "") -> str:
    return "" if number is None else f"{number}{unit}"


def _status(status: Status | None) -> str:
    return status.value if status else ""


def _days(entry: Entry) -> str:
    return days_left(entry.derived.overdue_days)


def _when(entry: Entry) -> str:
    return _days(entry) if entry.derived.overdue else _date(entry.derived.due)


def _next(entry: Entry) -> str:
    found = next_follow_up(entry)
    if found is None:
        return ""
    return f"{found.due} {found.title}" if found.due else found.title


def _owners(entry: Entry) -> str:
    owners = (each.owner for each in open_follow_ups(entry))
    return ", ".join(dict.fromkeys(filter(None, owners)))


def _steps(entry: Entry) -> str:
    state = entry.derived
    return f"{state.steps_met}/{state.steps}" if state.steps else ""


def _schedule(entry: Entry) -> str:
    return entry.derived.schedule.replace("-", " ")


def _flags(entry: Entry) -> str:
    return ", ".join(flag.name for flag in FLAGS if flag.holds(entry))


COLUMNS: tuple[Column, ...] = (
    Column(
        "title",
        "Title",
        "what was promised",
        0,
        "title",
        lambda entry: entry.commitment.title,
        most=0,
    ),
    Column(
        "status",
        "Status",
        "glyph and four letters",
        7,
        "status",
        lambda entry: entry.derived.status.value,
        leaves=12,
    ),
    Column(
        "due",
        "Due",
        "due date as it stands, or days overdue",
        10,
        "due",
        lambda entry: _date(entry.derived.due),
        leaves=12,
        dated=True,
    ),
    Column(
        "done",
        "Done",
        "percent, steps, or when last kept",
        7,
        "progress",
        progress_words,
        right=True,
        leaves=18,
        aliases=("progress",),
    ),
    Column(
        "days",
        "Days",
        "days left or overdue",
        7,
        "overdue",
        _days,
        right=True,
        aliases=("overdue",),
    ),
    Column(
        "attention",
        "Attn",
        "how much attention it needs",
        5,
        "attention",
        lambda entry: f"{entry.derived.attention:g}",
        right=True,
    ),
    Column(
        "id", "Id", "the short name to cite", 18, "id", lambda entry: entry.id, leaves=44, most=26
    ),
    Column(
        "domain",
        "Domain",
        "its primary domain",
        12,
        "domain",
        lambda entry: ", ".join(entry.commitment.domains),
        leaves=48,
        most=18,
        aliases=("domains",),
    ),
    Column(
        "updated",
        "Updated",
        "date of the newest update",
        10,
        "updated",
        lambda entry: _date(entry.derived.updated),
        leaves=48,
        dated=True,
    ),
    Column(
        "priority",
        "Prio",
        "high, normal or low",
        6,
        "priority",
        lambda entry: entry.commitment.priority.value,
    ),
    Column("next", "Next", "the next follow-up", 24, "follow-up", _next, most=24),
    Column(
        "party",
        "Party",
        "the parties bound",
        18,
        "party",
        lambda entry: ", ".join(entry.commitment.parties),
        most=24,
        aliases=("parties",),
    ),
    Column(
        "lead",
        "Lead",
        "the body responsible",
        18,
        "lead",
        lambda entry: entry.commitment.lead,
        most=20,
    ),
    Column(
        "instrument",
        "Instrument",
        "the document it stands in",
        22,
        "instrument",
        lambda entry: entry.commitment.instrument,
        most=26,
    ),
    Column(
        "measure",
        "Measure",
        "delivery, duty or aim",
        8,
        "measure",
        lambda entry: entry.derived.measure.value,
    ),
    Column(
        "claimed",
        "Claimed",
        "the status an official source sets",
        13,
        "claimed",
        lambda entry: _status(entry.derived.claimed),
        most=13,
    ),
    Column(
        "seen",
        "Seen",
        "the status an independent source sets",
        13,
        "seen",
        lambda entry: _status(entry.derived.seen),
        most=13,
    ),
    Column("schedule", "Schedule", "how it stands with its date", 8, "due", _schedule),
    Column(
        "moved",
        "Moved",
        "how often the date was moved",
        5,
        "moved",
        lambda entry: _number(entry.derived.moved or None),
        right=True,
    ),
    Column(
        "slip",
        "Slip",
        "how far the date has moved",
        7,
        "slip",
        lambda entry: slip_words(entry.derived),
        right=True,
    ),
    Column(
        "first-due",
        "First due",
        "the due date first promised",
        10,
        "",
        lambda entry: _date(first_due(entry)),
        dated=True,
    ),
    Column(
        "unheard",
        "Unheard",
        "days since there was news",
        7,
        "unheard",
        lambda entry: _number(entry.derived.unheard_days, "d"),
        right=True,
        aliases=("stale", "silent"),
    ),
    Column(
        "unlooked",
        "Unlooked",
        "days since somebody looked",
        8,
        "unlooked",
        lambda entry: _number(entry.derived.unlooked_days, "d"),
        right=True,
    ),
    Column(
        "last-kept",
        "Last kept",
        "when its last step was met",
        10,
        "last-kept",
        lambda entry: _date(entry.derived.last_kept),
        dated=True,
    ),
    Column("flags", "Flags", "what `is:` finds it by", 20, "", _flags, most=48),
    Column(
        "confidence",
        "Confidence",
        "how sure its writer is",
        10,
        "confidence",
        lambda entry: entry.derived.confidence or "",
    ),
    Column(
        "steps", "Steps", "steps met of all", 7, "progress", _steps, True, aliases=("milestones",)
    ),
    Column(
        "behind",
        "Behind",
        "points short of the calendar",
        6,
        "",
        lambda entry: _number(entry.derived.behind),
        right=True,
    ),
    Column(
        "follow-ups",
        "Follow-ups",
        "how many are open",
        10,
        "follow-up",
        lambda entry: _number(len(open_follow_ups(entry)) or None),
        right=True,
    ),
    Column("owner", "Owner", "who has to do something", 14, "follow-up", _owners, most=14),
    Column(
        "start",
        "Start",
        "when it begins",
        10,
        "start",
        lambda entry: _date(entry.commitment.start),
        dated=True,
    ),
    Column(
        "tag",
        "Tags",
        "its tags",
        16,
        "",
        lambda entry: ", ".join(entry.commitment.tags),
        most=20,
        aliases=("tags",),
    ),
    Column("when", "Due", "due date, or days overdue", 10, "due", _when),
)
"""Every column, the one that matters most first: where room is short the last ones go."""

COLUMNS_BY_ID = {column.id: column for column in COLUMNS}
ALIASES = {alias: column.id for column in COLUMNS for alias in column.aliases}
"""Other names of columns, with the ids they lead to."""
