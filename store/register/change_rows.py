"""Changes as a list shows them: one row each, in the same words on the board and in print."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from store.model.dates import PartialDate
from store.model.entry import Entry, percent_words, quiet_words
from store.model.log import counting_updates, is_news, status_run
from store.model.status import Tone
from store.register.changes import (
    DUE,
    Changes,
    MovedDate,
    NewCommitment,
    NewUpdate,
    StatusMove,
    newest_news,
    stale_on,
)
from store.register.history import HistoryEntry
from store.text import counted


class ChangeKind(str, Enum):
    """What sort of change a row tells, in the order in which they are listed."""

    SETTLED = "settled"
    STATUS = "status"
    DATE = "date"
    NEWS = "news"
    SILENT = "silent"
    ADDED = "added"
    LOOKED = "looked"

    def __str__(self) -> str:
        return self.value

    @property
    def heading(self) -> str:
        """What a list calls rows of this kind together."""
        return _HEADINGS[self]

    @property
    def tone(self) -> Tone:
        """The colour of what it means."""
        return _TONES[self]


_HEADINGS = {
    ChangeKind.SETTLED: "Settled",
    ChangeKind.STATUS: "Status moved",
    ChangeKind.DATE: "Dates moved",
    ChangeKind.NEWS: "New evidence",
    ChangeKind.SILENT: "Gone silent",
    ChangeKind.ADDED: "New commitments",
    ChangeKind.LOOKED: "Looked, nothing found",
}
_TONES: dict[ChangeKind, Tone] = {
    ChangeKind.SETTLED: "green",
    ChangeKind.STATUS: "blue",
    ChangeKind.DATE: "red",
    ChangeKind.NEWS: "plain",
    ChangeKind.SILENT: "purple",
    ChangeKind.ADDED: "plain",
    ChangeKind.LOOKED: "muted",
}


class ChangeRow(NamedTuple):
    """One change of one commitment. Its texts may come from a register: hostile."""

    kind: ChangeKind
    id: str
    title: str
    when: str
    """When it happened, as exactly as it is known; empty where it is not."""
    before: str
    after: str
    words: str
    """The change in words, without the commitment's name."""
    by: str
    """Who wrote it down, or moved it; empty where that is not known."""


def rows_of(changes: Changes) -> list[ChangeRow]:
    """Return every change as a row, by kind; within a kind as `changes` has them."""
    rows = [
        *map(_moved, changes.moved),
        *map(_date, changes.dates),
        *map(_news, changes.news),
        *map(_silent, changes.silent),
        *map(_added, changes.added),
    ]
    order = {kind: place for place, kind in enumerate(ChangeKind)}
    return sorted(rows, key=lambda row: order[row.kind])


def headed(rows: list[ChangeRow]) -> Iterator[tuple[ChangeKind, list[ChangeRow]]]:
    """Yield the kinds that have rows, each with its rows."""
    for kind in ChangeKind:
        found = [row for row in rows if row.kind is kind]
        if found:
            yield kind, found


def _row(
    kind: ChangeKind,
    entry: Entry,
    when: object,
    words: str,
    *,
    by: str = "",
    before: str = "",
    after: str = "",
) -> ChangeRow:
    title, day = entry.commitment.title, "" if when is None else str(when)
    return ChangeRow(kind, entry.id, title, day, before, after, words, by)


def _moved(move: StatusMove) -> ChangeRow:
    entry, before, after = move.entry, move.before.words, move.entry.derived.status.words
    kind = ChangeKind.SETTLED if move.settles else ChangeKind.STATUS
    said, when = move.correction, entry.derived.assessed
    if said is not None:
        when = said.date
    else:
        run = status_run(counting_updates(entry.commitment, entry.as_of))
        said = next((each for each in run if each.note), None)
    words = f"{before} → {after}" + (f": {said.note}" if said and said.note else "")
    by = said.by if said else ""
    return _row(kind, entry, when, words, before=before, after=after, by=by)


def _date(moved: MovedDate) -> ChangeRow:
    entry = moved.entry
    titles = {each.id: each.title for each in entry.commitment.milestones}
    what = "due date" if moved.item == DUE else f"milestone “{titles[moved.item]}”"
    before, after = _or_none(moved.before), _or_none(moved.after)
    edited = isinstance(moved.by, HistoryEntry)
    by = moved.by.user if isinstance(moved.by, HistoryEntry) else moved.by.by
    how = f", {_shift_words(moved.days)}" if moved.days is not None else ""
    words = f"{what} {before} → {after}{how}" + (", edited" if edited else "")
    return _row(ChangeKind.DATE, entry, moved.day, words, before=before, after=after, by=by)


def _or_none(when: PartialDate | None) -> str:
    return when.text if when else "no date"


def _shift_words(days: int) -> str:
    if not days:
        return "written differently"
    return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def _news(new: NewUpdate) -> ChangeRow:
    entry, update = new.entry, new.update
    said = [update.note] if update.note else []
    if update.status is not None:
        said.append(f"sets {update.status.words}")
    if update.progress is not None:
        said.append(percent_words(update.progress, counted=False))
    if update.searched:
        said.append(f"nothing found in {', '.join(update.searched)}")
    if update.source is not None:
        said.append(update.source.publisher or update.source.title)
    if new.recorded:
        said.append(f"written down {new.recorded}")
    kind = ChangeKind.NEWS if is_news(update) else ChangeKind.LOOKED
    return _row(kind, entry, update.date, " · ".join(said), by=update.by)


def _silent(entry: Entry) -> ChangeRow:
    since = stale_on(entry, newest_news(entry))
    return _row(ChangeKind.SILENT, entry, since, quiet_words(entry.derived))


def _added(new: NewCommitment) -> ChangeRow:
    if new.by is not None:
        words = "added to the register"
        return _row(ChangeKind.ADDED, new.entry, new.day, words, by=new.by.user)
    instrument = new.entry.instrument
    where = f" in {instrument.title}" if instrument else ""
    return _row(ChangeKind.ADDED, new.entry, new.day, f"promised{where}")
