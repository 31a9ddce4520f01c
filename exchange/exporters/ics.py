"""iCalendar: milestones, due dates and follow-ups as events of whole days.

All are VEVENTs, follow-ups too: most calendars show no VTODO, and those that do keep them
out of the month. None makes anyone busy.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from exchange.escaping import web_address
from exchange.exporters.formats import ExportOptions, Written, reported
from exchange.exporters.selection import Selection
from exchange.taskwarrior import stable_id
from store.model.dates import PartialDate
from store.model.entities import FollowUp, Milestone
from store.model.entry import Entry, progress_words
from store.model.log import is_met
from store.register.reader import ReportProgress
from store.text import counted, one_line

if TYPE_CHECKING:
    from icalendar import Event

_END = b"END:VCALENDAR\r\n"


class _Dated(NamedTuple):
    """One thing with a date."""

    kind: str
    item: str
    """Its id; empty for the commitment itself."""
    title: str
    when: PartialDate
    url: str = ""


def write_ics(
    selection: Selection, out: BinaryIO, options: ExportOptions, progress: ReportProgress | None
) -> Written:
    """Write one calendar; what is undated has no place in it."""
    from icalendar import Calendar

    title = one_line(selection.title)
    calendar = Calendar()
    calendar.add("prodid", "-//Entente//Commitments//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    # Events are written one by one: a calendar of them all would take far more memory.
    out.write(calendar.to_ical().removesuffix(_END))
    count = unsayable = 0
    for entry in reported(selection.entries, progress):
        for dated in _all_dated(entry):
            if dated.when.last == date.max:
                unsayable += 1  # its end would be in the year 10000
                continue
            out.write(_event(selection, entry, dated).to_ical())
            count += 1
    out.write(_END)
    notes = (f"{counted(unsayable, 'date')} left out: no calendar goes beyond 9999",)
    return Written(count, "events", notes if unsayable else ())


def _all_dated(entry: Entry) -> Iterator[_Dated]:
    commitment, status, due = entry.commitment, entry.derived.status, entry.derived.due
    if due:
        kind = f"Due, {status.words}" if status.settled else "Due"
        yield _Dated(kind, "", commitment.title, due)
    for milestone in commitment.milestones:
        when = milestone.met if is_met(milestone, entry.as_of) else milestone.date
        if when:
            url = milestone.source.url if milestone.source else ""
            yield _Dated(_word(milestone, entry), milestone.id, milestone.title, when, url)
    for task in commitment.follow_ups:
        if task.due:
            yield _Dated(_task_word(task, entry), task.id, task.title, task.due)


def _word(milestone: Milestone, entry: Entry) -> str:
    return "Milestone, met" if is_met(milestone, entry.as_of) else "Milestone"


def _task_word(task: FollowUp, entry: Entry) -> str:
    done = task.done is not None and task.done.last <= entry.as_of
    return "Follow-up, done" if done else "Follow-up"


def _event(selection: Selection, entry: Entry, dated: _Dated) -> Event:
    from icalendar import Event

    when = dated.when
    period = "" if when.precision == "day" else f" ({when})"
    category = dated.kind.partition(",")[0]
    event = Event()
    event.add("uid", stable_id(selection.title, entry.id, category, dated.item) + "@entente")
    event.add("dtstamp", datetime.combine(selection.as_of, time(), UTC))
    event.add("dtstart", when.first)
    event.add("dtend", when.last + timedelta(days=1))
    event.add("summary", f"{dated.kind}: {one_line(dated.title)}{period}")
    event.add("description", _description(entry))
    event.add("categories", [category])
    event.add("transp", "TRANSPARENT")
    if address := web_address(dated.url):
        event.add("url", address)
    return event


def _description(entry: Entry) -> str:
    state = entry.derived
    lines = [
        f"{one_line(entry.commitment.title)} ({one_line(entry.id)})",
        f"{', '.join(filter(None, (state.status.words, progress_words(entry))))} on {entry.as_of}",
        one_line(entry.instrument.title) if entry.instrument else "",
        one_line(entry.commitment.lead),
    ]
    return "\n".join(line for line in lines if line)
