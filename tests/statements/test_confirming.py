"""What a reader confirms of a comparison: kept with the later instrument, and as links."""

from __future__ import annotations

from pathlib import Path

import pytest

from statements.comparing.compare import compare
from statements.comparing.confirming import ReviewedComparison
from statements.comparing.sides import side_of_instrument
from store.errors import BadValue, NotFound
from store.model.dates import PartialDate
from store.model.entities import Commitment, Instrument, Register, Source
from store.model.reading_decisions import Relation
from store.portfolio.links import continued_by, link_words
from store.register.kept_copies import KeptCopies
from store.register.store import Store
from tests.conftest import make_store, open_store, plain

EARLIER = Instrument("talks-2023", "Talks of 2023", "joint statement", PartialDate.parse("2023"))
LATER = Instrument("talks-2025", "Talks of 2025", "joint statement", PartialDate.parse("2025"))
REGISTER = Register(
    "Harbours",
    instruments=(EARLIER, LATER),
    commitments=(
        Commitment(
            "t23-pilots",
            "Train harbour pilots by 2030",
            instrument="talks-2023",
            due=PartialDate.parse("2030"),
        ),
        Commitment("t23-cables", "Lay an undersea cable to Bergen", instrument="talks-2023"),
        Commitment("t23-festival", "Hold the lantern festival together", instrument="talks-2023"),
        Commitment(
            "t25-pilots",
            "Train harbour pilots by 2028",
            instrument="talks-2025",
            due=PartialDate.parse("2028"),
        ),
        Commitment("t25-cables", "Lay the undersea cable to Bergen", instrument="talks-2025"),
        Commitment("t25-ice", "Chart the ice over the cable to Bergen", instrument="talks-2025"),
    ),
)


@pytest.fixture
def talks(register_path: Path) -> Store:
    return make_store(register_path, REGISTER)


def reviewed(store: Store) -> ReviewedComparison:
    known = {each.id: each for each in store.register.instruments}
    earlier, later = known["talks-2023"], known["talks-2025"]
    before, after = side_of_instrument(store, earlier), side_of_instrument(store, later)
    return ReviewedComparison(earlier, later, after, compare(before, after))


def place(review: ReviewedComparison, commitment: str) -> int:
    return next(
        at
        for at, each in enumerate(review.pairs)
        if (each.earlier or (each.found.later.id if each.found.later else "")) == commitment
    )


def test_confirmed_pairs_become_links_in_one_change_and_one_undo(talks: Store) -> None:
    before = plain(talks.register)
    review = reviewed(talks)
    review.confirm(place(review, "t23-pilots"), Relation.FIRMER)
    review.confirm(place(review, "t23-cables"), Relation.CARRIED)
    review.confirm(place(review, "t23-festival"), Relation.NOT_FOUND)
    review.confirm(place(review, "t25-ice"), Relation.NEW)
    assert review.unsaved == 4
    entry = review.write(talks)
    assert entry.label == "4 relations of Talks of 2025 to Talks of 2023 confirmed"
    register = open_store(talks.path).register
    by_id = {each.id: each for each in register.commitments}
    assert by_id["t25-pilots"].continues == ("t23-pilots",)
    assert by_id["t25-cables"].continues == ("t23-cables",)
    assert by_id["t25-ice"].continues == ()
    later = next(each for each in register.instruments if each.id == "talks-2025")
    assert [(each.relation, each.earlier, each.later) for each in later.relations] == [
        (Relation.FIRMER, "t23-pilots", "t25-pilots"),
        (Relation.CARRIED, "t23-cables", "t25-cables"),
        (Relation.NOT_FOUND, "t23-festival", ""),
        (Relation.NEW, "", "t25-ice"),
    ]
    assert continued_by(register, by_id["t23-pilots"]) == ("t25-pilots",)
    assert link_words(register, ("t23-pilots", "gone")) == [
        "t23-pilots: Train harbour pilots by 2030 (Talks of 2023)",
        "gone (not in this register)",
    ]
    talks.undo()
    assert plain(talks.register) == before


def test_a_comparison_made_again_knows_what_was_confirmed(talks: Store) -> None:
    review = reviewed(talks)
    review.confirm(place(review, "t23-pilots"), Relation.FIRMER)
    review.write(talks)
    again = reviewed(talks)
    assert (again.done, again.unsaved) == (1, 0)
    pair = again.pairs[place(again, "t23-pilots")]
    assert (pair.confirmed, pair.later) == (Relation.FIRMER, "t25-pilots")
    again.confirm(place(again, "t23-pilots"), Relation.REPORTED_DONE)
    again.write(talks)
    saved = {each.id: each for each in talks.register.commitments}
    assert saved["t25-pilots"].continues == ()
    again.confirm(place(again, "t23-pilots"), None)
    again.write(talks)
    later = next(each for each in talks.register.instruments if each.id == "talks-2025")
    assert later.relations == ()


def test_another_passage_can_be_held_against_an_undertaking(talks: Store) -> None:
    review = reviewed(talks)
    at = place(review, "t23-cables")
    others = [
        number
        for number, each in enumerate(review.pairs[at].found.candidates)
        if "ice" in each.quote or "pilots" in each.quote
    ]
    review.choose(at, others[0])
    assert review.pairs[at].later in ("t25-ice", "t25-pilots")
    review.confirm(at, Relation.MERGED)
    review.write(talks)
    linked = [each.id for each in talks.register.commitments if each.continues]
    assert linked == [review.pairs[at].later]
    assert reviewed(talks).pairs[at].later == linked[0]
    with pytest.raises(BadValue):
        review.choose(at, 9)


def test_relations_that_cannot_be_are_refused(talks: Store) -> None:
    review = reviewed(talks)
    with pytest.raises(BadValue, match="cannot be new"):
        review.confirm(place(review, "t23-pilots"), Relation.NEW)
    with pytest.raises(BadValue, match="cannot be carried on"):
        review.confirm(place(review, "t25-ice"), Relation.CARRIED)
    lost = place(review, "t23-festival")
    if not review.pairs[lost].found.quote:
        with pytest.raises(BadValue, match="no later passage"):
            review.confirm(lost, Relation.WEAKER)


def test_confirmations_come_back_from_a_draft(talks: Store) -> None:
    review = reviewed(talks)
    review.confirm(place(review, "t23-pilots"), Relation.FIRMER)
    pending = review.pending() | {"unknown": "[", "strange": '["never", 0]'}
    again = reviewed(talks)
    assert again.resume(pending) == 1
    assert again.pairs[place(again, "t23-pilots")].confirmed is Relation.FIRMER


def test_a_kept_text_is_compared_and_its_passages_are_known_as_commitments(talks: Store) -> None:
    text = b"# Talks of 2023\n\n1. We will train harbour pilots by 2030.\n\n2. We will sing.\n"
    copy = KeptCopies(talks.path).keep_bytes(text, ".md")
    known = {each.id: each for each in talks.register.instruments}
    quoted = "train harbour pilots by 2030"
    read = Instrument(
        "talks-2023", "Talks of 2023", source=Source("Talks of 2023", copy=copy, excerpt=quoted)
    )
    side = side_of_instrument(talks, read)
    named = {each.quote: each.id for each in side.undertakings}
    assert named["We will sing."] == ""
    assert {"t23-pilots", "t23-cables", "t23-festival"} <= set(named.values())
    empty = Instrument("nothing", "Nothing")
    with pytest.raises(NotFound, match="no text and no commitments"):
        side_of_instrument(talks, empty)
    assert known["talks-2023"].source is None


def test_a_passage_that_was_looked_up_outlives_a_crash(talks: Store) -> None:
    review = reviewed(talks)
    at = place(review, "t23-festival")
    ice = [each.text for each in review.later_passages].index(
        "Chart the ice over the cable to Bergen"
    )
    review.hold(at, ice)
    review.confirm(at, Relation.CARRIED)
    again = reviewed(talks)
    assert again.resume(review.pending()) == 1
    assert again.pairs[at].later == "t25-ice"
    again.choose(at, 0)
    assert again.pairs[at].confirmed is None
    with pytest.raises(BadValue, match="no earlier words"):
        again.hold(place(again, "t25-ice"), ice)
