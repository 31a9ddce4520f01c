"""The notes of a brief: what each claim rests on, named once, numbered from 1, put into words."""

from __future__ import annotations

from datetime import date

from exchange.brief.model import Note, NoteKind, Notes, Standing
from store.model.entities import Commitment, Instrument, Milestone, Source, Update
from store.model.entry import Entry, progress_words
from store.model.log import counting_updates, due_moves, is_met, status_run
from store.model.status import Status
from store.register.history import HistoryEntry
from store.text import one_line

COUNTED = 1
"""The note that every count rests on: the register itself."""


class NumberedNotes:
    """The notes of one brief, numbered in the order they are asked for."""

    def __init__(self, register: str, as_of: date, data_hash: str) -> None:
        self.as_of = as_of
        self._numbers: dict[tuple[NoteKind, str, str, str, str], int] = {}
        self._register(f'Counted in the register "{register}", data {data_hash}', when=str(as_of))

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes so far, by number."""
        return tuple(Note(number, *key) for key, number in self._numbers.items())

    def standing(self, entry: Entry) -> Standing:
        """Return how a commitment stands, with what its status and its progress rest on."""
        state = entry.derived
        notes = [self.status(entry, self.as_of)]
        done = progress_words(entry)
        if done and state.status is not Status.KEPT:
            measuring = self._measuring(entry) if state.progress is not None else None
            notes.append(self.update(entry.commitment, measuring) if measuring else COUNTED)
        return Standing(
            status=state.status,
            progress=state.progress,
            counted=state.counted,
            done=done,
            provisional=state.provisional,
            to_confirm=state.to_confirm,
            notes=_once(notes),
        )

    def status(self, entry: Entry, day: date) -> int:
        """Return the note of what the status was on a day: the newest source that says so."""
        run = assessments(entry.commitment, day)
        sourced = [each for each in run if each.source]
        if run:
            return self.update(entry.commitment, (sourced or run)[-1])
        return self._register(f"Entry {entry.id}, which no update assesses", when=str(day))

    def every_status_source(self, entry: Entry) -> Notes:
        """Return the notes of all the updates that say what the status is, newest first."""
        run = assessments(entry.commitment, self.as_of)
        return _once([self.update(entry.commitment, each) for each in reversed(run)])

    def first_assessment(self, entry: Entry) -> Notes:
        """Return the note of the update that first said what the status is now."""
        run = assessments(entry.commitment, self.as_of)
        return (self.update(entry.commitment, run[0]) if run else self.status(entry, self.as_of),)

    def update(self, commitment: Commitment, update: Update) -> int:
        """Return the note of an update: its source, or the entry itself when it cites none."""
        if update.source:
            return self._source(update.source)
        return self._register(
            f"Update {update.id} of {commitment.id}, which cites no source", when=update.date.text
        )

    def dates(self, entry: Entry) -> Notes:
        """Return the notes of a commitment's dates: where they were promised, and moved last."""
        moves = due_moves(entry.commitment, self.as_of)
        moved = [self.update(entry.commitment, each) for each in moves[-1:]]
        return _once([*self.promised(entry), *moved])

    def every_date(self, entry: Entry) -> Notes:
        """Return the notes of all the due dates there were: where promised, and each move.

        Where the promise had no date, an update gave the first one.
        """
        moves = due_moves(entry.commitment, self.as_of)
        moved = [self.update(entry.commitment, each) for each in moves]
        return _once([*(self.promised(entry) if entry.commitment.due else ()), *moved])

    def promised(self, entry: Entry) -> Notes:
        """Return the note of what was first promised: the instrument it was promised in."""
        if entry.instrument:
            return (self._instrument(entry.instrument),)
        return (self._register(f"Entry {entry.id}, which names no instrument"),)

    def statement(self, instrument: Instrument) -> Notes:
        """Return the note of a statement: its source, or the register where it cites none."""
        return (self._instrument(instrument),)

    def milestone(self, entry: Entry, milestone: Milestone) -> Notes:
        """Return the note of a milestone: its own source, or where all of it was promised."""
        if milestone.source:
            return (self._source(milestone.source),)
        return self.promised(entry)

    def change(self, entry: HistoryEntry) -> int:
        """Return the note of an entry in the register's history."""
        title = f"Change {entry.number} in the register's history: {entry.label}"
        return self._register(title, entry.user, entry.time)

    def _measuring(self, entry: Entry) -> Update | None:
        known = counting_updates(entry.commitment, self.as_of)
        return next((each for each in reversed(known) if each.progress is not None), None)

    def _instrument(self, instrument: Instrument) -> int:
        if instrument.source:
            return self._source(instrument.source)
        title = f"{instrument.title}, for which the register cites no source"
        return self._register(title, when=str(instrument.date or ""))

    def _source(self, source: Source) -> int:
        when = str(source.date or "")
        return self._number(
            (NoteKind(source.kind.value), source.title, source.publisher, when, source.url)
        )

    def _register(self, title: str, publisher: str = "", when: str = "") -> int:
        return self._number((NoteKind.REGISTER, title, publisher, when, ""))

    def _number(self, key: tuple[NoteKind, str, str, str, str]) -> int:
        return self._numbers.setdefault(key, len(self._numbers) + 1)


def assessments(commitment: Commitment, as_of: date) -> list[Update]:
    """Return the updates that say what the status is on a day: the last run of equal ones."""
    return status_run(counting_updates(commitment, as_of))


def state_of(milestone: Milestone, as_of: date) -> str:
    """Return whether a milestone is `met`, `open` or `missed` on a day."""
    if is_met(milestone, as_of):
        return "met"
    return "missed" if milestone.date and milestone.date.last < as_of else "open"


def _once(notes: list[int]) -> Notes:
    return tuple(sorted(set(notes)))


def told(note: Note) -> tuple[str, str]:
    """Return a note's title; and who published it when, and for whom they speak."""
    who = ", ".join(one_line(part) for part in (note.publisher, note.date) if one_line(part))
    kind = f"{note.kind.value.capitalize()}."
    if note.kind is NoteKind.UNKNOWN:
        kind = "Not known to be official or independent."
    return one_line(note.title) or "Untitled", f"{who}. {kind}" if who else kind
