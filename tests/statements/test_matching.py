"""Which commitments of a register a passage bears on: a shortlist, with the words shared."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from statements.matching.index import Passage, PassageIndex, Weights, weighted
from statements.matching.matcher import Matcher
from statements.matching.terms import acronyms_in, stem_of, terms_of
from store.model.dates import PartialDate
from store.model.entities import Commitment, Instrument, Register, Source, Update

REGISTER = Register(
    "Harbours",
    instruments=(Instrument("oslo", "Oslo Communiqué"),),
    commitments=(
        Commitment("pilots", "Train harbour pilots", summary="400 of them", instrument="oslo"),
        Commitment("tides", "Publish tide tables", lead="Hydrographic Office"),
        Commitment(
            "ice",
            "Charter an ice breaker",
            updates=(
                Update(
                    "u1",
                    PartialDate.parse("2026-01"),
                    note="The vessel Nordlys left the yard.",
                    source=Source("Nordlys sets sail"),
                ),
            ),
        ),
    ),
)


def _ids(text: str, register: Register = REGISTER) -> list[str]:
    return [each.id for each in Matcher(register).match(text)]


def test_the_likeliest_comes_first_with_the_words_they_share() -> None:
    found = Matcher(REGISTER).match("The Hydrographic Office has published tables of the tides.")
    assert found[0].id == "tides"
    assert set(found[0].shared) >= {"Hydrographic", "tables", "tides"}
    assert found[0].is_likely


def test_the_log_is_searched_too() -> None:
    assert _ids("Nordlys breaks her first ice")[0] == "ice"
    without = replace(REGISTER.commitments[2], updates=())
    register = replace(REGISTER, commitments=(*REGISTER.commitments[:2], without))
    assert _ids("Nordlys", register) == []


def test_a_passage_that_shares_no_word_bears_on_nothing() -> None:
    assert _ids("Vaccines arrived.") == []
    assert _ids("") == []
    assert _ids("the of and") == []
    assert Matcher(Register("Empty")).match("Pilots") == []


def test_a_source_in_many_logs_tells_little_of_any() -> None:
    shared = Update(
        "u1",
        PartialDate.parse("2025-01-01"),
        note="Named.",
        source=Source(title="Oslo Communiqué on Eels"),
    )
    logged = tuple(
        Commitment(name, name.title(), updates=(shared,)) for name in ("nets", "traps", "weirs")
    )
    fees = Commitment("fees", "Lower what boats pay", summary="Harbour fees for small boats.")
    register = Register("R", commitments=(*logged, fees))
    assert _ids("Oslo Communiqué on Eels. Fees are named.", register)[0] == "fees"
    assert set(_ids("the eels", register)) == {"nets", "traps", "weirs"}


def test_the_shortlist_is_no_longer_than_asked_for() -> None:
    text = "pilots tide tables ice breaker"
    assert len(Matcher(REGISTER).match(text, limit=2)) == 2


def test_endings_spelling_and_case_do_not_part_words() -> None:
    same = (
        ("organisations", "organization"),
        ("Defence".lower(), "defense"),
        ("vessels", "vessel"),
        ("programmes", "program"),
        ("negotiating", "negotiations"),
    )
    for one, other in same:
        assert stem_of(one) == stem_of(other)
    assert terms_of("U.S. Navy’s").stems == terms_of("us navys".replace("navys", "Navy's")).stems


def test_an_acronym_is_known_where_a_text_says_what_it_stands_for() -> None:
    assert acronyms_in(["the Indian Ocean Rim Association (IORA) met"]) == {
        "iora": ("indian", "ocean", "rim", "associ")
    }
    assert acronyms_in(["Some Words (ABC)", "(IORA)", ""]) == {}


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("import tariffs on sea fish", {"trade", "maritime"}),
        (
            "It is important to search under the policy they aim at, and mobilise who consults.",
            set(),
        ),
        ("the UN and the AI roadmap", {"multilateral", "ai"}),
        ("co-production of engines", {"industry", "air"}),
        ("the Paris Agreement", {"climate"}),
    ],
)
def test_a_subject_is_known_by_its_words_not_by_words_that_begin_alike(
    text: str, topics: set[str]
) -> None:
    assert terms_of(text).topics == topics


def test_equal_passages_keep_their_order() -> None:
    def passage(text: str) -> Passage:
        return Passage(weighted(terms_of(text), Weights()), {})

    index = PassageIndex([passage("tide tables")] * 3 + [passage("ice")])
    assert [hit.place for hit in index.search(passage("tables"))] == [0, 1, 2]


def test_hostile_and_wide_text_is_only_text() -> None:
    hostile = "[red]ice[/] \x1b[31m breaker ราชอาณาจักร 碎冰船 \u202e" + "a" * 5000
    assert _ids(hostile)[0] == "ice"
    wide = replace(REGISTER, commitments=(Commitment("wide", "碎冰船 ราชอาณาจักรไทย"),))
    assert _ids("ราชอาณาจักรไทย", wide) == ["wide"]
