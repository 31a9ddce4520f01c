"""The columns that a list of commitments can have, by the names people choose them with."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cli.errors import BadUsage
from store.model.entry import Entry, progress_words
from store.model.glyphs import Glyphs
from store.model.log import is_met, known_updates
from store.model.status import Status

ReadCell = Callable[[Entry], object]


class PrintedColumn(NamedTuple):
    """One column: what it is called, and what it says of a commitment."""

    name: str
    heading: str
    read: ReadCell
    """None says nothing."""
    most: int = 12
    """The most columns of the terminal it takes; 0: what the others leave."""
    right: bool = False
    sort: str = ""
    """The sort key it shows, where that has another name."""

    def text(self, entry: Entry) -> str:
        """Return what it says of a commitment; empty when that is not known."""
        value = self.read(entry)
        return "" if value is None else str(value)

    def shown(self, entry: Entry, glyphs: Glyphs) -> str:
        """Return what a terminal is shown of it: a status as its mark and code."""
        if self.name == "status":
            return f"{glyphs.status(entry.derived.status)} {entry.derived.status.code}"
        return self.text(entry)

    def tone(self, entry: Entry) -> str:
        """Return the name of the ink a terminal shows it in."""
        if self.name == "status":
            return entry.derived.status.tone
        if self.name == "days" or (self.name == "when" and entry.derived.overdue):
            return "red" if entry.derived.overdue else "muted"
        return "muted" if self.name == "id" else "plain"


def done_words(entry: Entry) -> str:
    """Return percent done: `~` before what is only counted, `*` after what is provisional."""
    return f"{progress_words(entry)}{'*' if entry.derived.provisional else ''}"


def days_left(overdue_days: int | None) -> str:
    """Return the days to a due date: `+9d` are left, `!-12d` have gone by."""
    if overdue_days is None:
        return ""
    return f"!-{overdue_days}d" if overdue_days > 0 else f"+{-overdue_days}d"


_OTHER_NAMES = {
    "progress": "done",
    "overdue": "days",
    "domains": "domain",
    "parties": "party",
    "tags": "tag",
}


def read_columns(text: str) -> tuple[PrintedColumn, ...]:
    """Read names with commas between. Raises `BadUsage`, naming the nearest valid one."""
    found = []
    for word in filter(None, (each.strip().lower() for each in text.split(","))):
        name = _OTHER_NAMES.get(word, word)
        if name not in COLUMNS:
            from store.text import did_you_mean, shown

            raise BadUsage(
                f"there is no column {shown(word)}",
                hint=did_you_mean(word, COLUMNS, spellings=_OTHER_NAMES),
            )
        found.append(COLUMNS[name])
    if not found:
        raise BadUsage("--columns is empty", hint=f"one or more of {', '.join(COLUMNS)}")
    return tuple(dict.fromkeys(found))


def _status(entry: Entry) -> Status:
    return entry.derived.status


def _days(entry: Entry) -> str:
    return days_left(entry.derived.overdue_days)


def _when(entry: Entry) -> object:
    return _days(entry) if entry.derived.overdue else entry.derived.due


def _updated(entry: Entry) -> object:
    known = known_updates(entry.commitment, entry.as_of)
    return known[-1].date if known else None


def _milestones(entry: Entry) -> str:
    steps = entry.commitment.milestones
    return f"{sum(is_met(each, entry.as_of) for each in steps)}/{len(steps)}" if steps else ""


def _open(entry: Entry) -> list[str]:
    return [each.owner for each in entry.commitment.follow_ups if not each.done]


def _owners(entry: Entry) -> str:
    return ", ".join(dict.fromkeys(filter(None, _open(entry))))


def _counted(number: int | None, unit: str) -> str:
    return "" if number is None else f"{number}{unit}"


_ALL = (
    PrintedColumn("status", "Status", _status),
    PrintedColumn("done", "Done", done_words, right=True, sort="progress"),
    PrintedColumn("due", "Due", lambda entry: entry.derived.due),
    PrintedColumn("days", "Days", _days, right=True, sort="overdue"),
    PrintedColumn("when", "Due", _when, sort="due"),
    PrintedColumn("id", "Id", lambda entry: entry.id, 26),
    PrintedColumn("title", "Title", lambda entry: entry.commitment.title, 0),
    PrintedColumn("domain", "Domain", lambda entry: ", ".join(entry.commitment.domains), 18),
    PrintedColumn("party", "Party", lambda entry: ", ".join(entry.commitment.parties), 24),
    PrintedColumn("lead", "Lead", lambda entry: entry.commitment.lead, 20),
    PrintedColumn("instrument", "Instrument", lambda entry: entry.commitment.instrument, 26),
    PrintedColumn("priority", "Priority", lambda entry: entry.commitment.priority),
    PrintedColumn("tag", "Tags", lambda entry: ", ".join(entry.commitment.tags), 20),
    PrintedColumn("start", "Start", lambda entry: entry.commitment.start),
    PrintedColumn("updated", "Updated", _updated),
    PrintedColumn(
        "stale", "Silent", lambda entry: _counted(entry.derived.unheard_days, "d"), right=True
    ),
    PrintedColumn("behind", "Behind", lambda entry: entry.derived.behind, right=True),
    PrintedColumn(
        "attention", "Attention", lambda entry: f"{entry.derived.attention:g}", right=True
    ),
    PrintedColumn("milestones", "Milestones", _milestones, right=True),
    PrintedColumn("follow-ups", "Follow-ups", lambda entry: len(_open(entry)) or None, right=True),
    PrintedColumn("owner", "Owner", _owners, 14),
)


COLUMNS = {each.name: each for each in _ALL}
"""Every column by its name."""

PLAIN = read_columns("id,status,done,due,days,title")
"""What a line for other programs holds."""
WIDE = read_columns("status,done,due,days,id,title")
NARROW = read_columns("status,when,title")
