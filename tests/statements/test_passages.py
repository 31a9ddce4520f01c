"""What is decided about the passages of a document, kept and brought back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from statements.capture.capture import capture
from statements.capture.titles import shortened
from statements.intake.intake import Intake
from statements.intake.passages import StatementReading
from statements.intake.reading_session import (
    NEW,
    ReadingSession,
    begin_session,
    open_statement,
    recognise,
)
from statements.reading.reader import read_text
from store.errors import BadValue, ChangeRefused, NotFound
from store.model.dates import PartialDate
from store.model.entities import Commitment, Instrument, Source, Update
from store.model.reading_decisions import Decided
from store.model.status import Status
from store.register.store import Store
from tests.conftest import AS_OF, open_store, plain

TEXT = """# Harbour Declaration of Norway and Iceland, 4 March 2025

1. We will open two harbour offices by 2027 and train 40 pilots. We intend to publish tide tables.

2. We look forward to the festival. We welcomed the new bridge.

3. Ships of each side call at the other's ports every year, and this will continue until 2026.
"""


def read(decisions: StatementReading | None = None) -> StatementReading:
    document = read_text(TEXT)
    kept = decisions.decisions() if decisions else ()
    return StatementReading(document, capture(document), kept)


def seated(store: Store, tmp_path: Path) -> ReadingSession:
    path = tmp_path / "declaration.md"
    path.write_text(TEXT, encoding="utf-8")
    opened = open_statement(store, path.name, path=path)
    return begin_session(opened, NEW, AS_OF)[0]


def written(store: Store, session: ReadingSession, tmp_path: Path) -> str:
    opened = open_statement(store, "x", path=tmp_path / "declaration.md")
    _, document = begin_session(opened, NEW, AS_OF)
    intake = Intake(store, document, session.reading.parties, AS_OF, store.clock())
    return intake.write(session.reading, session.instrument).entry.label


def test_every_sentence_is_there_and_only_proposals_are_counted() -> None:
    reading = read()
    assert [each.proposed for each in reading.passages].count(True) == len(reading.counted)
    assert len(reading.shown(everything=True)) > len(reading.shown(everything=False))
    left_out = next(each for each in reading.passages if not each.proposed)
    assert left_out.reason


def test_a_decision_is_known_again_and_nothing_is_unsaved_then() -> None:
    reading = read()
    reading.decide(0, Decided.REFUSED)
    reading.decide(1, Decided.LATER)
    assert (reading.done, reading.unsaved) == (1, 2)
    again = read(reading)
    assert [each.decided for each in again.passages[:2]] == [Decided.REFUSED, Decided.LATER]
    assert (again.done, again.unsaved) == (1, 0)


def test_a_split_sentence_comes_back_split_with_what_was_decided_about_its_parts() -> None:
    reading = read()
    reading.split(0)
    parts = [each.proposal.title for each in reading.passages[:2]]
    assert parts == ["Open two harbour offices by 2027", "Train 40 pilots"]
    reading.decide(1, Decided.REFUSED)
    again = read(reading)
    assert [each.proposal.title for each in again.passages[:2]] == parts
    assert [each.decided for each in again.passages[:2]] == [None, Decided.REFUSED]
    with pytest.raises(BadValue):
        again.split(0)


def test_a_passage_joined_with_the_one_before_is_one_with_its_words() -> None:
    reading = read()
    assert reading.join(1) == 0
    quote = reading.passages[0].proposal.quote
    assert quote.startswith("We will open two harbour offices")
    assert quote.endswith("publish tide tables.")
    reading.decide(0, Decided.REFUSED)
    again = read(reading)
    assert again.passages[0].proposal.quote == quote
    assert again.passages[0].decided is Decided.REFUSED
    with pytest.raises(BadValue):
        again.join(0)


def test_unsaved_decisions_come_back_from_a_draft_and_nonsense_is_left_out() -> None:
    reading = read()
    reading.split(0)
    reading.decide(0, Decided.TAKEN, answers={"title": "Two offices"})
    reading.decide(2, Decided.EXISTING, commitment="port-visits", said="firmer")
    pending = reading.pending() | {"unknown": "[1, 2", "strange": '["never", "", "", {}]'}
    again = read()
    assert again.resume(pending) == 2
    assert again.passages[0].answers == {"title": "Two offices"}
    assert (again.passages[2].commitment, again.passages[2].said) == ("port-visits", "firmer")


def test_the_same_words_said_twice_are_two_passages() -> None:
    document = read_text("We will meet in 2030. They were late. We will meet in 2030.")
    reading = StatementReading(document, capture(document))
    assert len({each.id for each in reading.passages}) == len(reading.passages)


def test_all_that_is_decided_is_one_change_and_one_undo(small_store: Store, tmp_path: Path) -> None:
    before = plain(small_store.register)
    session = seated(small_store, tmp_path)
    reading = session.reading
    reading.split(0)
    reading.decide(0, Decided.TAKEN, answers={"title": "Two offices", "domains": "maritime"})
    reading.decide(1, Decided.TAKEN)
    reading.decide(2, Decided.EXISTING, commitment="port-visits", said="firmer")
    reading.decide(3, Decided.REFUSED)
    label = written(small_store, session, tmp_path)
    assert label.startswith("2 commitments taken from Harbour Declaration")
    assert label.endswith("1 said again")
    register = open_store(small_store.path).register
    instrument = next(each for each in register.instruments if each.date == _day("2025-03-04"))
    made = [each for each in register.commitments if each.instrument == instrument.id]
    assert [each.title for each in made] == ["Two offices", "Train 40 pilots"]
    assert [each.clause for each in made] == ["1", "1"]
    assert made[0].domains == ("maritime",)
    source = made[0].updates[0].source
    assert source is not None
    assert source.excerpt == "We will open two harbour offices by 2027"
    assert made[0].updates[0].status is None
    again = next(each for each in register.commitments if each.id == "port-visits")
    assert again.updates[-1].note == f"Said more firmly in {instrument.title}"
    kinds = [each.decided for each in instrument.decisions]
    assert kinds.count(Decided.TAKEN) == 2
    assert {Decided.SPLIT, Decided.EXISTING, Decided.REFUSED} <= set(kinds)
    small_store.undo()
    assert plain(small_store.register) == before


def test_reading_the_same_text_again_offers_nothing_new(small_store: Store, tmp_path: Path) -> None:
    session = seated(small_store, tmp_path)
    for place, each in enumerate(session.reading.passages):
        if each.proposed:
            session.reading.decide(place, Decided.TAKEN)
    written(small_store, session, tmp_path)
    again = seated(small_store, tmp_path)
    assert again.instrument.id == session.instrument.id
    assert again.reading.unsaved == 0
    assert again.reading.done == len(again.reading.counted)
    assert all(each.commitment for each in again.reading.counted)
    with pytest.raises(BadValue, match="already"):
        again.reading.decide(0, Decided.REFUSED)


def test_a_moved_date_moves_the_commitments_date(small_store: Store, tmp_path: Path) -> None:
    session = seated(small_store, tmp_path)
    place = next(
        at for at, each in enumerate(session.reading.passages) if each.proposal.due is not None
    )
    due = session.reading.passages[place].proposal.due
    session.reading.decide(place, Decided.EXISTING, commitment="port-visits", said="moved")
    written(small_store, session, tmp_path)
    saved = next(each for each in small_store.register.commitments if each.id == "port-visits")
    assert saved.updates[-1].due == due
    assert saved.updates[-1].status is None
    assert saved.updates[0].status is Status.NOT_STARTED


def test_what_was_changed_meanwhile_is_refused_and_nothing_is_half_written(
    small_store: Store, tmp_path: Path
) -> None:
    session = seated(small_store, tmp_path)
    session.reading.decide(0, Decided.TAKEN)
    opened = open_statement(small_store, "x", path=tmp_path / "declaration.md")
    _, document = begin_session(opened, NEW, AS_OF)
    intake = Intake(small_store, document, (), AS_OF, small_store.clock())
    other = open_store(small_store.path, user="bo")
    other.change(["pilot-school"], lambda each: replace(each, title="Another title"))
    with pytest.raises(ChangeRefused):
        intake.write(session.reading, session.instrument)
    assert session.reading.taken()
    written(small_store, session, tmp_path)
    assert not session.reading.taken()


def test_a_commitment_that_is_gone_is_named(small_store: Store, tmp_path: Path) -> None:
    session = seated(small_store, tmp_path)
    session.reading.decide(0, Decided.EXISTING, commitment="gone", said="firmer")
    before = plain(small_store.register)
    with pytest.raises(NotFound, match="gone"):
        written(small_store, session, tmp_path)
    assert plain(small_store.register) == before


def test_decisions_of_another_edition_of_the_text_stay(small_store: Store, tmp_path: Path) -> None:
    session = seated(small_store, tmp_path)
    session.reading.decide(0, Decided.REFUSED)
    written(small_store, session, tmp_path)
    opened = open_statement(small_store, "x", raw=b"# Other\n\nWe will build a pier by 2030.")
    session, document = begin_session(opened, session.instrument.id, date(2026, 11, 22))
    session.reading.decide(0, Decided.TAKEN)
    intake = Intake(small_store, document, (), AS_OF, small_store.clock())
    intake.write(session.reading, session.instrument)
    kept = next(
        each for each in small_store.register.instruments if each.id == session.instrument.id
    )
    assert {each.decided for each in kept.decisions} == {Decided.REFUSED, Decided.TAKEN}


def test_a_kept_text_that_is_gone_says_so(small_store: Store) -> None:
    with pytest.raises(NotFound, match="not beside the register"):
        open_statement(small_store, "pact-2025", instrument_id="pact-2025")


def _day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def test_an_instrument_without_decisions_is_written_as_before() -> None:
    assert Instrument("a", "A").decisions == ()


def test_a_passage_that_a_log_quotes_in_part_is_there_already(
    small_store: Store, tmp_path: Path
) -> None:
    session = seated(small_store, tmp_path)
    source = Source("Declaration", excerpt="open two harbour offices by 2027")
    quoting = Commitment(
        "offices",
        "Harbour offices",
        instrument=session.instrument.id,
        updates=(Update("u1", PartialDate.parse("2025-03-04"), "Promised.", source),),
    )
    recognise(
        session.reading, session.instrument, replace(small_store.register, commitments=(quoting,))
    )
    first, *others = session.reading.passages
    assert (first.decided, first.commitment) == (Decided.EXISTING, "offices")
    assert all(each.decided is None for each in others)
    assert session.reading.unsaved == 0
    session.reading.decide(0, Decided.TAKEN)
    assert session.reading.unsaved == 1


_GULF = (
    "start the “Sea Lanes Together (Convoys, Harbours, Lights, Rescue and Pilotage Across All the"
    " Gulf’s Own Waters)”"
)


@pytest.mark.parametrize(
    ("title", "left_out"),
    [
        ("open two offices", ""),
        (
            "negotiate the first part of a long, many-sided treaty on fishing in northern waters",
            ", and of the waters of those of their neighbours who have asked to be part of it",
        ),
        (
            "build a yard for the repair of ships that carry timber",
            " and the uncommonly, extraordinarily heavy machines of many neighbouring states",
        ),
        (_GULF, " programme this year"),
    ],
)
def test_a_long_title_ends_where_a_phrase_does(title: str, left_out: str) -> None:
    assert shortened(title + left_out) == title


def test_a_title_that_can_end_nowhere_says_that_it_goes_on() -> None:
    title = shortened("build " + "hydro-electric-power-stations " * 8)
    assert title.endswith("power-stations…")
    assert len(title) <= 110
