"""A comparison on the desk: what is proposed pair by pair, and what a reader confirms of it.

`ReviewedComparison` changes as a reader confirms, knows no screen, and writes nothing until
`write` makes one change of all of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import replace as with_other

from msgspec.structs import replace

from statements.capture.proposal import passage_id
from statements.comparing.alignment import LIMIT, Candidate
from statements.comparing.compare import StatementComparison, against
from statements.comparing.undertaking import Side, Spoken
from statements.matching.matcher import words_of
from statements.matching.terms import terms_of
from store.errors import BadValue, NothingToDo
from store.model.entities import Commitment, Instrument
from store.model.reading_decisions import ConfirmedRelation, Relation
from store.register.changeset import ChangeSet
from store.register.codec import to_document
from store.register.history import HistoryEntry
from store.register.store import Store


@dataclass
class ReviewedPair:
    """One undertaking of the earlier side, or a new one of the later, and what is confirmed."""

    id: str
    found: StatementComparison
    confirmed: Relation | None = None
    kept: bool = False
    """Whether it is in the register already."""
    chosen: int = 0
    """Which of the candidates is held against it, counted from 0."""
    held: str = ""
    """The words of a passage that was looked up, beside those proposed; else empty."""
    linked: str = ""
    """The later commitment that was confirmed before, where the comparison finds another."""

    @property
    def relation(self) -> Relation:
        """What is confirmed, or else what is proposed."""
        return self.confirmed or self.found.relation

    @property
    def earlier(self) -> str:
        """The id of the earlier commitment; empty where it is none of the register."""
        return self.found.earlier.id if self.found.earlier else ""

    @property
    def later(self) -> str:
        """The id of the later commitment; empty where there is none."""
        if self.relation is Relation.NOT_FOUND:
            return ""
        return self.linked or (self.found.later.id if self.found.later else "")


class ReviewedComparison:
    """What one instrument did with the undertakings of another, pair by pair."""

    def __init__(
        self,
        earlier: Instrument,
        later: Instrument,
        later_side: Side,
        found: Sequence[StatementComparison],
    ) -> None:
        """Lay out a comparison, with what was confirmed of it before."""
        self.earlier, self.later = earlier, later
        self._side = later_side
        known = {each.id: each for each in later.relations}
        self.pairs: list[ReviewedPair] = []
        used: set[str] = set()
        for each in found:
            name = _name_of(each, earlier)
            number = 1
            while name in used:
                number += 1
                name = f"{_name_of(each, earlier)}/{number}"
            used.add(name)
            pair = ReviewedPair(name, each)
            # What became a commitment since was known by its words before.
            said = known.get(name) or known.get(_name_of(each, earlier, by_words=True))
            if said is not None:
                pair.confirmed, pair.kept = said.relation, True
                if said.later != (each.later.id if each.later else ""):
                    pair.linked = said.later
            self.pairs.append(pair)
        self._before = self._relations()

    def shown(self, *, everything: bool) -> list[int]:
        """Return the places of what is gone through: with positions, or undertakings alone."""
        return [
            place
            for place, each in enumerate(self.pairs)
            if everything or not each.found.is_position or each.confirmed is not None
        ]

    @property
    def done(self) -> int:
        """How many pairs are confirmed."""
        return sum(each.confirmed is not None for each in self.pairs)

    @property
    def unsaved(self) -> int:
        """How many confirmations are not in the register; 0 where all is as it was."""
        if self._relations() == self._before:
            return 0
        return max(1, sum(not each.kept and each.confirmed is not None for each in self.pairs))

    def confirm(self, place: int, relation: Relation | None) -> None:
        """Confirm a relation, or take a confirmation back.

        Raises `BadValue` for one that needs a passage on a side that has none.
        """
        pair = self.pairs[place]
        if relation is not None:
            if (pair.found.earlier is None) != (relation is Relation.NEW):
                words = "is new" if pair.found.earlier is None else "was there before"
                raise BadValue(f"this undertaking {words}: it cannot be {relation.words}")
            if relation not in (Relation.NOT_FOUND, Relation.NEW) and not pair.found.quote:
                raise BadValue(
                    "no later passage is chosen",
                    hint="choose one by its number first, or say that it is not found again",
                )
        pair.confirmed, pair.kept = relation, False
        if relation is None:
            pair.linked = ""

    def choose(self, place: int, number: int) -> None:
        """Hold another candidate against an undertaking; `number` counts from 0.

        Raises `BadValue` where there is none of that number.
        """
        pair = self.pairs[place]
        if pair.found.earlier is None or number >= len(pair.found.candidates):
            raise BadValue(f"there is no passage {number + 1} to choose")
        pair.found = against(pair.found, number, self._side)
        pair.chosen, pair.linked = number, ""
        pair.confirmed, pair.kept = None, False

    @property
    def later_passages(self) -> Sequence[Spoken]:
        """Every passage of the later side, in its order."""
        return self._side.passages

    def hold(self, place: int, passage: int) -> None:
        """Hold any passage of the later side against an undertaking, also one not proposed.

        `passage` is its place in `later_passages`. Raises `BadValue` where the undertaking is
        new, and has no earlier words to hold it against.
        """
        pair = self.pairs[place]
        earlier = pair.found.earlier
        if earlier is None:
            raise BadValue("this undertaking is new: there are no earlier words to compare")
        candidates = pair.found.candidates[:LIMIT]
        number = next((at for at, each in enumerate(candidates) if each.main == passage), None)
        if number is not None:
            self.choose(place, number)
            return
        spoken = self._side.passages[passage]
        stems = terms_of(spoken.text).stems
        shared = words_of(
            [each for each in terms_of(earlier.quote).stems if each in stems], spoken.text
        )
        added = Candidate((passage,), passage, spoken.text, spoken.paragraph, 0.0, shared)
        pair.found = with_other(pair.found, candidates=(*candidates, added))
        pair.held = spoken.text
        self.choose(place, len(candidates))
        if not shared:
            reasons = (*pair.found.reasons[:-1], "shares no telling word: a reader looked it up")
            pair.found = with_other(pair.found, reasons=reasons)

    def pending(self) -> dict[str, str]:
        """Return what is confirmed and not in the register, to be kept until it is."""
        return {
            each.id: json.dumps([each.confirmed.value, each.chosen, *_looked_up(each)])
            for each in self.pairs
            if each.confirmed is not None and not each.kept
        }

    def resume(self, pending: Mapping[str, str]) -> int:
        """Confirm again what `pending` returned once; return how much came back."""
        count = 0
        for place, pair in enumerate(self.pairs):
            with suppress(BadValue, ValueError, TypeError, IndexError):
                relation, chosen, *words = json.loads(pending.get(pair.id, ""))
                if words:
                    said = [each.text for each in self.later_passages]
                    self.hold(place, said.index(words[0]))
                elif chosen:
                    self.choose(place, int(chosen))
                self.confirm(place, Relation(relation))
                count += 1
        return count

    def _relations(self) -> tuple[ConfirmedRelation, ...]:
        return tuple(
            ConfirmedRelation(each.id, each.confirmed, self.earlier.id, each.earlier, each.later)
            for each in self.pairs
            if each.confirmed is not None
        )

    def write(self, store: Store) -> HistoryEntry:
        """Save what is confirmed as one change: with the later instrument, and as links.

        A later commitment continues the earlier one where the relation says that it is the same
        undertaking. Raises `NothingToDo` where nothing differs, and what `Store.write_all` raises.
        """
        register, state = store.register, store.state
        saved = next((each for each in register.instruments if each.id == self.later.id), None)
        if saved is None:
            raise NothingToDo(f"the instrument {self.later.id} is not there any more")
        mine = self._relations()
        ours = {each.id for each in self.pairs}
        ours |= {_name_of(each.found, self.earlier, by_words=True) for each in self.pairs}
        others = tuple(each for each in saved.relations if each.id not in ours)
        changes = ChangeSet()
        changes.instrument(to_document(replace(saved, relations=(*others, *mine))))
        for commitment in _linked(register.commitments, self._before, mine):
            changes.commitment(to_document(commitment))
        many = f"{len(mine)} relation{'' if len(mine) == 1 else 's'}"
        label = f"{many} of {self.later.title} to {self.earlier.title} confirmed"
        entry = store.write_all(changes, label, state=state)
        for pair in self.pairs:
            pair.kept = pair.confirmed is not None
        self._before = mine
        return entry


def _looked_up(pair: ReviewedPair) -> list[str]:
    """Return the words of the passage held against a pair, where it is one that was looked up."""
    candidates = pair.found.candidates
    chosen = candidates[pair.chosen].quote if pair.chosen < len(candidates) else ""
    return [pair.held] if pair.held and chosen == pair.held else []


def _linked(
    commitments: Sequence[Commitment],
    before: Sequence[ConfirmedRelation],
    after: Sequence[ConfirmedRelation],
) -> list[Commitment]:
    """Return the commitments whose links differ, with the links they have from now on."""
    were, are = _links(before), _links(after)
    found = []
    for each in commitments:
        gone = were.get(each.id, set()) - are.get(each.id, set())
        fresh = sorted(are.get(each.id, set()) - set(each.continues))
        continues = (*(one for one in each.continues if one not in gone), *fresh)
        if continues != each.continues:
            found.append(replace(each, continues=continues))
    return found


def _links(relations: Sequence[ConfirmedRelation]) -> dict[str, set[str]]:
    links: dict[str, set[str]] = {}
    for each in relations:
        if each.relation.continues and each.earlier and each.later and each.earlier != each.later:
            links.setdefault(each.later, set()).add(each.earlier)
    return links


def _name_of(each: StatementComparison, earlier: Instrument, *, by_words: bool = False) -> str:
    """Return what a pair is known by: its commitment, or the digest of its words."""
    said = each.earlier or each.later
    assert said is not None, "a comparison has one side at least"
    kind = earlier.id if each.earlier else f"new-since:{earlier.id}"
    name = "" if by_words else said.id
    return f"{kind}:{name or passage_id(said.quote)}"
