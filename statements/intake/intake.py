"""Taking what was decided about a document into a register: all of it as one change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from msgspec.structs import replace as changed

from statements.intake.guesses import GuessingGround, commitment_of, commitment_slug, numbered
from statements.intake.passages import ReadPassage, StatementReading
from statements.intake.reading_session import source_of
from statements.matching.matcher import CommitmentMatch
from statements.reading.document import StatementDocument
from store.errors import BadValue, NotFound
from store.model.dates import PartialDate
from store.model.entities import Commitment, Instrument, Update
from store.model.ids import with_ids
from store.model.log import due_on
from store.register.changeset import ChangeSet
from store.register.codec import to_document
from store.register.history import HistoryEntry
from store.register.store import Store

SAID_AGAIN = {
    "reaffirmed": "Reaffirmed in {title}",
    "firmer": "Said more firmly in {title}",
    "weaker": "Said more weakly in {title}",
    "moved": "Moved to {due} in {title}",
}
"""What a passage can say of a commitment that is there already, and the note it becomes."""


@dataclass(frozen=True, slots=True)
class WrittenReading:
    """What was taken, what was said again, and the change that it was written as."""

    taken: list[ReadPassage]
    repeated: list[ReadPassage]
    entry: HistoryEntry


class Intake:
    """What was decided about one document, on its way into one register."""

    def __init__(
        self,
        store: Store,
        document: StatementDocument,
        parties: Sequence[str],
        as_of: date,
        now: datetime,
    ) -> None:
        """Take the document that was read, who its parties are, and the moment of taking."""
        self._written = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._store = store
        self._document = document
        self._parties = parties
        self._as_of = as_of
        self._state = store.state
        self._register = store.register

    def write(
        self,
        reading: StatementReading,
        instrument: Instrument,
        *,
        copy: str = "",
        matches: Mapping[str, Sequence[CommitmentMatch]] | None = None,
    ) -> WrittenReading:
        """Write all that was decided as one change.

        What was taken becomes commitments not yet assessed, each with its clause, its due date
        and, in the first entry of its log, the document as its source with the exact words as
        the excerpt. What says an existing commitment again becomes an update of that. The
        decisions stay with the instrument; `copy` names the kept copy of its text. Raises
        `ChangeRefused` where somebody changed the register meanwhile, and what
        `Store.write_all` raises; then nothing is written.
        """
        changes = ChangeSet()
        used = set(self._store.ids())
        taken, repeated = reading.taken(), reading.repeated()
        names: dict[str, str] = {}
        for passage in taken:
            shortlist = (matches or {}).get(passage.id, ())
            commitment = self._new(passage, instrument, used, copy, shortlist)
            used.add(commitment.id)
            changes.commitment(to_document(commitment))
            names[passage.id] = commitment.id
        for commitment in self._updated(repeated, instrument, copy):
            changes.commitment(to_document(commitment))
        changes.instrument(to_document(self._decided(reading, instrument, copy, names)))
        label = _label(taken, repeated, reading, instrument)
        entry = self._store.write_all(changes, label, state=self._state)
        reading.written(names)
        return WrittenReading(taken, repeated, entry)

    def _decided(
        self,
        reading: StatementReading,
        instrument: Instrument,
        copy: str,
        names: Mapping[str, str],
    ) -> Instrument:
        known = {each.id: each for each in self._register.instruments}
        saved = known.get(instrument.id, instrument)
        # Decisions about another edition of the text stay.
        others = tuple(each for each in saved.decisions if each.id not in reading.ids)
        source = saved.source or source_of(self._document)
        if copy:
            source = changed(source, copy=copy)
        return changed(saved, decisions=(*reading.decisions(names), *others), source=source)

    def _new(
        self,
        passage: ReadPassage,
        instrument: Instrument,
        used: set[str],
        copy: str,
        matches: Sequence[CommitmentMatch],
    ) -> Commitment:
        kept = Update(
            id="",
            date=self._said_on,
            note=f"Promised in {instrument.title}",
            source=source_of(self._document, passage.proposal.quote, copy),
        )
        ground = GuessingGround(self._register, self._parties, self._as_of)
        commitment = commitment_of(passage, instrument, ground, matches)
        named = changed(commitment, id=self._id(commitment, instrument, used), updates=(kept,))
        return with_ids(None, named, self._store.user, self._written)

    @property
    def _said_on(self) -> PartialDate:
        said = self._document.date
        return said if said and said.last <= self._as_of else PartialDate.of(self._as_of)

    def _updated(
        self, repeated: list[ReadPassage], instrument: Instrument, copy: str
    ) -> Iterator[Commitment]:
        """Yield existing commitments with an update for each passage that says them again."""
        known = {each.id: each for each in self._register.commitments}
        changed_ones: dict[str, Commitment] = {}
        for passage in repeated:
            name = passage.commitment
            before = changed_ones.get(name) or known.get(name)
            if before is None:
                raise NotFound(
                    f"there is no commitment {name} any more", hint="choose another for its passage"
                )
            due = passage.proposal.due if passage.said == "moved" else None
            note = SAID_AGAIN[passage.said].format(title=instrument.title, due=due)
            update = Update(
                id="",
                date=self._said_on,
                note=note,
                source=source_of(self._document, passage.proposal.quote, copy),
                due=due if due != due_on(before, self._as_of) else None,
            )
            changed_ones[name] = changed(before, updates=(*before.updates, update))
        for name, after in changed_ones.items():
            yield with_ids(known[name], after, self._store.user, self._written)

    def _id(self, commitment: Commitment, instrument: Instrument, used: set[str]) -> str:
        for wanted in numbered(commitment_slug(instrument.id, commitment.title), used):
            try:
                self._store.check_new(wanted)
            except BadValue:
                used.add(wanted)
            else:
                return wanted
        raise AssertionError("there is always another number")


def _label(
    taken: list[ReadPassage],
    repeated: list[ReadPassage],
    reading: StatementReading,
    instrument: Instrument,
) -> str:
    if not taken and not repeated:
        return f"{instrument.title} read: {reading.done} passages decided"
    if not taken:
        return f"{len(repeated)} said again in {instrument.title}"
    many = f"{len(taken)} commitment{'' if len(taken) == 1 else 's'}"
    again = f", {len(repeated)} said again" if repeated else ""
    return f"{many} taken from {instrument.title}{again}"
