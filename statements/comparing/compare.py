"""The way in: what the later side did with each undertaking of the earlier one, and what is new."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from statements.comparing.alignment import FOUND, Aligner, Candidate
from statements.comparing.facts import Fact, facts_of
from statements.comparing.undertaking import Side, Spoken, Undertaking
from statements.comparing.word_diff import DiffPiece, word_diff
from statements.matching.matcher import words_of
from statements.matching.terms import terms_of
from store.model.reading_decisions import Relation

if TYPE_CHECKING:
    from store.register.reader import ReportProgress


@dataclass(frozen=True, slots=True)
class StatementComparison:
    """One undertaking of the earlier side, or one that only the later has."""

    earlier: Undertaking | None
    is_position: bool
    """Whether the earlier side takes a position there rather than promising."""
    later: Undertaking | None
    """The undertaking of the later side that is held against it, None where it promises none."""
    quote: str
    """The later passage proposed; empty where none is."""
    paragraph: str
    candidates: tuple[Candidate, ...]
    relation: Relation
    facts: tuple[Fact, ...]
    diff: tuple[DiffPiece, ...]
    reasons: tuple[str, ...]


_DONE = re.compile(
    r"\b(?:launched|established|held|hosted|convened|completed|concluded|signed|delivered|opened"
    r"|provided|inaugurated|finali[sz]ed|released|issued|adopted|met for|welcomed? the (?:first"
    r"|launch|establishment|opening|completion|conclusion|release|signing|delivery|success\w*"
    r"|inaugural|adoption|finali[sz]ation)|celebrate|pleased|proud|welcomed? (?:progress"
    r"|the progress)|is underway|(?:has|have) (?:been )?\w+ed|one hundred|are providing"
    r"|endorsed? the outcomes?)\b",
    re.IGNORECASE,
)
_MANY = 3


def compare(
    earlier: Side, later: Side, *, progress: ReportProgress | None = None
) -> list[StatementComparison]:
    """Align each undertaking and position of the earlier side, in its order; then what is new.

    Both sides come from `statements.comparing.undertaking`. Candidates are passages of one or two
    sentences; where the best is too unlike, the undertaking is not found again, and its
    candidates are still given.

    >>> from statements.comparing.undertaking import side_of_document
    >>> from statements.reading.reader import read_text
    >>> earlier, later = (
    ...     side_of_document(read_text(text))
    ...     for text in ("We seek to train pilots by 2030.", "We will train pilots by 2028.")
    ... )
    >>> [(each.relation.words, [str(fact) for fact in each.facts])
    ...  for each in compare(earlier, later)]
    [('firmer', ['level up: mid → strong', 'date nearer: 2030 → 2028'])]
    """
    aligner = Aligner(earlier, later)
    by_place: dict[int, list[Undertaking]] = {}
    for each in later.undertakings:
        by_place.setdefault(each.place, []).append(each)
    positions = {id(each) for each in earlier.positions}
    said = sorted((*earlier.undertakings, *earlier.positions), key=lambda each: each.place)
    ranked = list(zip(said, aligner.candidates(said, progress=progress), strict=True))
    shared = Counter(
        places
        for places, _ in {
            (found[0].places, undertaking.place)
            for undertaking, found in ranked
            if id(undertaking) not in positions and found and found[0].score >= FOUND
        }
    )
    compared = [
        _compared(each, found, by_place, later, shared, is_position=id(each) in positions)
        for each, found in ranked
    ]
    carried = {id(each.later) for each in compared if each.later and not each.is_position}
    carried_places = {
        place
        for each, found in ranked
        if id(each) not in positions
        for candidate in found[:1]
        if candidate.score >= FOUND
        for place in candidate.places
        if len(by_place.get(place, ())) < 2
        and (place == candidate.main or _shares_words(each, later.passages[place]))
    }
    fresh = [
        _new(each)
        for each in later.undertakings
        if id(each) not in carried and each.place not in carried_places
    ]
    return compared + fresh


def _shares_words(undertaking: Undertaking, spoken: Spoken) -> bool:
    """Whether a sentence is near an undertaking by words of its own, not by those around it."""
    return not terms_of(undertaking.quote).stems.keys().isdisjoint(terms_of(spoken.text).stems)


def against(found: StatementComparison, number: int, later: Side) -> StatementComparison:
    """Return a comparison with another of its candidates as the later passage.

    `number` counts the candidates from 0. Facts and relation are those of that passage, how
    unlike it may be: a person has chosen it. Raises `IndexError` for a number there is not.
    """
    earlier = found.earlier
    chosen = found.candidates[number]
    if earlier is None:
        return found
    by_place: dict[int, list[Undertaking]] = {}
    for each in later.undertakings:
        by_place.setdefault(each.place, []).append(each)
    others = [each for each in found.candidates if each is not chosen]
    sure = replace(chosen, score=max(chosen.score, FOUND))
    held = _compared(
        earlier, [sure, *others], by_place, later, Counter(), is_position=found.is_position
    )
    return replace(held, candidates=found.candidates)


def _compared(
    undertaking: Undertaking,
    found: list[Candidate],
    by_place: dict[int, list[Undertaking]],
    later: Side,
    shared: Counter[tuple[int, ...]],
    *,
    is_position: bool,
) -> StatementComparison:
    if not found or found[0].score < FOUND:
        why = "no passage shares enough of its words and subjects"
        return StatementComparison(
            undertaking, is_position, None, "", "", tuple(found), Relation.NOT_FOUND, (), (), (why,)
        )
    best = found[0]
    partner = _partner(undertaking, best, by_place, later)
    facts = facts_of(undertaking, partner) if partner else ()
    relation, why = (
        _relation_of_position(partner)
        if is_position
        else _relation(undertaking, partner, best, facts, later, shared)
    )
    quote = partner.quote if partner else best.quote
    words = words_of(best.shared, best.quote)
    common = f"shares: {', '.join(words)}" if words else "shares its subject"
    return StatementComparison(
        undertaking,
        is_position,
        partner,
        best.quote,
        best.paragraph,
        tuple(found),
        relation,
        facts,
        word_diff(undertaking.quote, quote),
        (why, common),
    )


def _partner(
    undertaking: Undertaking,
    best: Candidate,
    by_place: dict[int, list[Undertaking]],
    later: Side,
) -> Undertaking | None:
    """Return the undertaking to hold against another; none where the passage tells of a deed."""
    own = by_place.get(best.main, [])
    if not own and _DONE.search(later.passages[best.main].text):
        return None
    beside = [each for place in best.places for each in by_place.get(place, ())]
    return _nearest(undertaking, own or beside)


def _nearest(undertaking: Undertaking, options: list[Undertaking]) -> Undertaking | None:
    """Return the undertaking of a passage that shares most words with another one."""
    own = terms_of(undertaking.quote).stems
    return max(
        options,
        key=lambda each: (
            sum(word in own for word in terms_of(each.quote).stems)
            / (1 + len(terms_of(each.quote).stems)) ** 0.5
        ),
        default=None,
    )


def _relation_of_position(partner: Undertaking | None) -> tuple[Relation, str]:
    if partner is None:
        return Relation.CARRIED, "a position on both sides, no promise"
    return Relation.FIRMER, f"a position becomes a promise ({partner.level or 'of the register'})"


def _relation(
    undertaking: Undertaking,
    partner: Undertaking | None,
    best: Candidate,
    facts: tuple[Fact, ...],
    later: Side,
    shared: Counter[tuple[int, ...]],
) -> tuple[Relation, str]:
    if partner is None:
        main = later.passages[best.main]
        reason = main.reason
        if _DONE.search(main.text):
            return Relation.REPORTED_DONE, "the later passage tells of something done"
        return Relation.WEAKER, f"the later passage promises nothing: it {reason}"
    if shared[best.places] >= _MANY:
        return Relation.MERGED, f"{shared[best.places]} earlier sentences lead to this passage"
    changes = {(each.what, each.change) for each in facts}
    up = changes & {("level", "up"), ("date", "gained"), ("date", "nearer"), ("amount", "up")}
    down = changes & {("level", "down"), ("date", "lost"), ("date", "later"), ("amount", "down")}
    if up and not down:
        return Relation.FIRMER, "; ".join(
            str(each) for each in facts if (each.what, each.change) in up
        )
    if down and not up:
        return Relation.WEAKER, "; ".join(
            str(each) for each in facts if (each.what, each.change) in down
        )
    if up and down:
        return Relation.CARRIED, "firmer in one thing and weaker in another"
    return Relation.CARRIED, "level, date and amount are as before"


def _new(undertaking: Undertaking) -> StatementComparison:
    return StatementComparison(
        None,
        False,
        undertaking,
        undertaking.quote,
        undertaking.paragraph,
        (),
        Relation.NEW,
        (),
        (),
        ("no undertaking of the earlier document leads here",),
    )
