"""Domains, instruments and settings: pure functions, and what is said before something goes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from store.errors import BadValue, EntenteError, NotFound, NothingToDo
from store.model import register_edits as edits
from store.model.dates import PartialDate
from store.model.entities import Instrument, Register, Source, View
from store.model.reading_decisions import Decided, PassageDecision
from store.model.register_texts import (
    INSTRUMENT_FIELDS,
    SETTINGS,
    instrument_text,
    read_instrument,
    set_about,
    setting_text,
)
from store.model.reshaping import RegisterEdit
from tests.conftest import AS_OF
from tests.registers import PRESS, SMALL_REGISTER


def domains(register: Register) -> list[str]:
    return [each.id for each in register.domains]


def instruments(register: Register) -> list[str]:
    return [each.id for each in register.instruments]


def test_a_domain_is_added_renamed_and_moved() -> None:
    after = edits.add_domain(SMALL_REGISTER, "supply-chains")
    assert after.domains[-1].name == "Supply chains"
    after = edits.rename_domain(after, "supply-chains", " Minerals ")
    assert edits.find_domain(after, "minerals").id == "supply-chains"
    after = edits.move_domain(after, "minerals", 1)
    assert domains(after) == ["supply-chains", "maritime", "air"]
    assert after.commitments == SMALL_REGISTER.commitments


def test_what_is_in_a_domain_follows_its_id_and_its_merging() -> None:
    after = edits.change_domain_id(SMALL_REGISTER, "air", "sky")
    assert [each.domains for each in after.commitments] == [
        *(("maritime",), ("sky", "maritime"), ("sky",), ("sky",))
    ]
    after = edits.merge_domains(after, "sky", "maritime")
    assert [each.domains for each in after.commitments] == [("maritime",)] * 4
    assert domains(after) == ["maritime"]


def test_a_removed_domain_goes_from_what_was_in_it_and_that_is_said_first() -> None:
    register = replace(SMALL_REGISTER, views=(View("Sky", "domain:air is:open"), View("x", "fair")))
    uses = edits.domain_uses(register, "air")
    assert uses.words == "3 commitments, 1 saved view"
    after = edits.remove_domain(register, "air")
    assert [each.domains for each in after.commitments][1:] == [("maritime",), (), ()]
    assert edits.domain_uses(after, "air").commitments == ()


def test_instruments_are_edited_by_texts_and_shown_as_such() -> None:
    answers = {
        "title": "Pact",
        "kind": "treaty",
        "date": "2027-02",
        "start": "2027",
        "end": "2037",
        "supersedes": "pact-2025",
        "source-title": "Text",
        "source-publisher": "Ministry",
        "source-date": "2027-02-02",
        "source-url": "https://example.org/pact",
    }
    assert set(answers) == {each.name for each in INSTRUMENT_FIELDS}
    made = read_instrument(Instrument("pact", ""), answers, AS_OF)
    after = edits.add_instrument(SMALL_REGISTER, made)
    assert {name: instrument_text(after.instruments[-1], name) for name in answers} == answers
    cleared = edits.edit_instrument(
        after, "pact", dict.fromkeys(answers, "") | {"title": "P"}, AS_OF
    )
    assert cleared.instruments[-1] == Instrument("pact", "P")


def test_what_was_made_in_an_instrument_follows_it() -> None:
    after = edits.change_instrument_id(SMALL_REGISTER, "pact-2015", "old")
    assert after.commitments[2].instrument == "old"
    assert after.instruments[0].supersedes == "old"
    assert edits.instrument_uses(after, "old").words == "1 commitment, 1 later instrument"
    merged = edits.merge_instruments(after, "old", "pact-2025")
    assert instruments(merged) == ["pact-2025"]
    assert merged.instruments[0].supersedes == ""
    assert merged.commitments[2].instrument == "pact-2025"
    removed = edits.remove_instrument(after, "pact-2025")
    assert [each.instrument for each in removed.commitments] == ["", "", "old", ""]


def test_merged_instruments_tell_what_either_says_of_itself() -> None:
    told = replace(SMALL_REGISTER.instruments[1], source=PRESS, end=PartialDate.parse("2024"))
    register = replace(SMALL_REGISTER, instruments=(SMALL_REGISTER.instruments[0], told))
    taken = PassageDecision("p1", Decided.TAKEN, "port-visits")
    register = replace(
        register, instruments=(register.instruments[0], replace(told, decisions=(taken,)))
    )
    merged = edits.merge_instruments(register, "pact-2015", "pact-2025").instruments[0]
    assert merged.decisions == (taken,)
    assert (merged.source, str(merged.end), merged.title) == (PRESS, "2024", "Harbour Pact")


def edited(register: Register, name: str, answers: dict[str, str]) -> Register:
    return edits.edit_instrument(register, name, answers, AS_OF)


def about(register: Register, answers: dict[str, str]) -> Register:
    return set_about(register, answers, AS_OF)


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (lambda each: edits.add_domain(each, "Air"), BadValue),
        (lambda each: edits.add_domain(each, "air"), BadValue),
        (lambda each: edits.rename_domain(each, "air", " "), BadValue),
        (lambda each: edits.rename_domain(each, "air", "Air"), NothingToDo),
        (lambda each: edits.change_domain_id(each, "air", "maritime"), BadValue),
        (lambda each: edits.merge_domains(each, "air", "air"), BadValue),
        (lambda each: edits.merge_domains(each, "air", "sea"), NotFound),
        (lambda each: edits.move_domain(each, "air", 0), BadValue),
        (lambda each: edits.move_domain(each, "air", 3), BadValue),
        (lambda each: edits.remove_domain(each, "sea"), NotFound),
        (lambda each: edits.add_instrument(each, Instrument("new", "")), BadValue),
        (lambda each: edits.add_instrument(each, Instrument("pact-2025", "x")), BadValue),
        (lambda each: edited(each, "pact-2025", {"kind": "framework"}), NothingToDo),
        (lambda each: edited(each, "pact-2025", {"date": "soon"}), BadValue),
        (lambda each: edited(each, "pact-2025", {"supersedes": "x"}), NotFound),
        (lambda each: edited(each, "pact-2015", {"supersedes": "pact-2015"}), BadValue),
        (lambda each: edited(each, "pact-2015", {"start": "2030", "end": "2029"}), BadValue),
        (lambda each: edited(each, "pact-2015", {"source-url": "https://x"}), BadValue),
        (lambda each: edits.merge_instruments(each, "pact-2015", "pact-2015"), BadValue),
        (lambda each: about(each, {"title": ""}), BadValue),
        (lambda each: about(each, {"start": "2040"}), BadValue),
        (lambda each: about(each, {"stale-days": "0"}), BadValue),
        (lambda each: about(each, {"stale-days": "99999"}), BadValue),
        (lambda each: about(each, {"due-soon-days": "९"}), BadValue),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(edit: RegisterEdit, error: type[EntenteError]) -> None:
    with pytest.raises(error):
        edit(SMALL_REGISTER)


def test_settings_are_read_and_shown_as_texts() -> None:
    answers = {
        "title": "Harbours",
        "start": "2024",
        "end": "2036-06",
        "stale-days": "180",
        "stale-days-near-due": "60",
        "due-soon-days": "30",
        "official-bodies": "gov.in, state.gov",
        "second-reader": "yes",
        "status-words": "on track = in-progress\nhalf done = in-progress 50%",
    }
    assert list(answers) == [each.name for each in SETTINGS]
    after = set_about(SMALL_REGISTER, answers, AS_OF)
    assert {name: setting_text(after, name) for name in answers} == answers
    assert (after.stale_days, after.official_bodies) == (180, ("gov.in", "state.gov"))
    empty = set_about(after, dict.fromkeys(answers, "") | {"title": "Harbours"}, AS_OF)
    assert empty == replace(
        SMALL_REGISTER, title="Harbours", start=None, end=None, official_bodies=()
    )


def test_a_source_is_kept_where_only_other_fields_change() -> None:
    sourced = Instrument("a", "A", source=Source("Title", excerpt="words"))
    assert read_instrument(sourced, {"kind": "x"}, AS_OF).source == sourced.source
    changed = read_instrument(sourced, {"source-url": "https://x"}, AS_OF).source
    assert changed is not None
    assert (changed.excerpt, changed.url) == ("words", "https://x")
