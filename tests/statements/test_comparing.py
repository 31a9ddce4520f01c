"""Two statements compared: candidates, facts and a relation that a person confirms."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.comparing.compare import StatementComparison, compare
from statements.comparing.export import WRITERS
from statements.comparing.undertaking import Side, side_of_commitments, side_of_document
from statements.comparing.word_diff import word_diff
from statements.reading.reader import read_text
from store.model.dates import PartialDate
from store.model.entities import Commitment
from store.model.reading_decisions import Relation

EARLIER = """# Oslo Statement of Norway and Iceland, 4 March 2025

Harbours

We intend to train 100 harbour pilots by 2027. We will publish tide tables for all fjords. We will
open a consulate in Bergen. We commit to invest 20 million dollars in lighthouses by 2028. We will
launch the Northern Weather Desk. We look forward to the herring festival in Ålesund.

Seas

We reaffirm our support for the principles of the Law of the Sea.
"""
LATER = """# Reykjavik Statement of Norway and Iceland, 6 May 2026

Harbours

We will train 150 harbour pilots by 2026. We will explore publishing tide tables for some fjords.
We commit to invest 20 million dollars in lighthouses by 2031. We welcome the launch of the Northern
Weather Desk, which opened in March. We will build a tunnel under the glacier.

Seas

We reaffirm our support for the principles of the Law of the Sea.
"""


def _compared(earlier: str = EARLIER, later: str = LATER) -> list[StatementComparison]:
    return compare(side_of_document(read_text(earlier)), side_of_document(read_text(later)))


def _of(found: list[StatementComparison], words: str) -> StatementComparison:
    return next(each for each in found if each.earlier and words in each.earlier.quote)


def _facts(each: StatementComparison) -> set[str]:
    return {str(fact) for fact in each.facts}


def test_firmer_says_in_what() -> None:
    each = _of(_compared(), "pilots")
    assert each.relation == Relation.FIRMER
    assert {"level up: mid → strong", "date nearer: 2027 → 2026"} <= _facts(each)


def test_weaker_says_in_what() -> None:
    found = _compared()
    assert _of(found, "tide tables").relation == Relation.WEAKER
    assert "level down: strong → weak" in _facts(_of(found, "tide tables"))
    assert _of(found, "lighthouses").relation == Relation.WEAKER
    assert _facts(_of(found, "lighthouses")) == {"date later: 2028 → 2031"}


def test_what_was_done_is_reported_done() -> None:
    assert _of(_compared(), "Weather Desk").relation == Relation.REPORTED_DONE


def test_what_is_not_found_again_is_never_said_to_be_dropped() -> None:
    each = _of(_compared(), "consulate")
    assert each.relation == Relation.NOT_FOUND
    assert each.relation.words == "not found again"
    assert each.quote == ""
    assert not each.facts


def test_a_passage_that_answers_another_promise_better_is_left_to_it() -> None:
    found = _compared(
        "# Oslo Statement, 4 March 2025\n\nWe will repair the harbour lighthouse in Bergen. "
        "We will train crews for the harbour and its lighthouse in rescue from cold water.",
        "# Oslo Statement, 4 March 2026\n\nWe will repair the harbour lighthouse.\n\n"
        "We will send crews to a course at sea.",
    )
    assert _of(found, "Bergen").quote == "We will repair the harbour lighthouse."
    assert _of(found, "crews").relation == Relation.NOT_FOUND


def test_a_reason_names_shared_words_as_the_later_statement_writes_them() -> None:
    assert (
        "shares: million, lighthouses, invest, dollars, 20"
        in _of(_compared(), "lighthouses").reasons
    )


def test_what_only_the_later_has_is_new() -> None:
    new = [each for each in _compared() if each.relation == Relation.NEW]
    assert [each.quote for each in new] == ["We will build a tunnel under the glacier."]
    assert all(each.earlier is None for each in new)


def test_a_position_is_compared_and_marked_as_one() -> None:
    each = _of(_compared(), "Law of the Sea")
    assert each.is_position
    assert each.relation == Relation.CARRIED
    assert each.quote == "We reaffirm our support for the principles of the Law of the Sea."


def test_a_statement_compared_with_itself_is_carried_on_everywhere() -> None:
    found = _compared(EARLIER, EARLIER)
    assert {each.relation for each in found if not each.is_position} == {Relation.CARRIED}
    for each in found:
        assert each.earlier is not None
        assert each.earlier.quote in each.candidates[0].quote
        assert not each.facts


def test_candidates_are_the_later_statements_own_words_best_first() -> None:
    later = read_text(LATER)
    for each in _compared():
        assert len(each.candidates) <= 5
        scores = [one.score for one in each.candidates]
        assert scores == sorted(scores, reverse=True)
        assert all(one.quote in later.text for one in each.candidates)


@pytest.mark.parametrize(
    ("earlier", "later", "facts"),
    [
        ("by 2027", "by 2027", set()),
        ("by 2027", "by the end of 2027", set()),
        ("by 2027", "by June 2027", {"date changed: 2027 → 2027-06"}),
        ("by June 2027", "by 2027", {"date changed: 2027-06 → 2027"}),
        ("by 2027", "", {"date lost: by 2027"}),
        ("", "by 2027", {"date gained: by 2027"}),
        ("at our next meeting", "by 2027", {"date changed: at our next meeting → by 2027"}),
        ("by 2027", "by June 2026", {"date nearer: 2027 → 2026-06"}),
    ],
)
def test_facts_about_dates_are_never_wrong(earlier: str, later: str, facts: set[str]) -> None:
    text = "# Statement, 4 March 2025\n\nWe will train harbour pilots {}."
    found = _compared(text.format(earlier), text.format(later))
    assert _facts(found[0]) == facts


@pytest.mark.parametrize(
    ("earlier", "later", "facts"),
    [
        ("$20 million", "$20 million", set()),
        ("$20 million", "$0.02 billion", set()),
        ("$20million", "$20 million", set()),
        ("$20million", "$25 million", {"amount up: $20million → $25 million"}),
        ("$20 million", "$25 million", {"amount up: $20 million → $25 million"}),
        ("2 billion dollars", "500 million dollars", None),
        (
            "$20 million",
            "20 million euros",
            {"amount lost: $20 million", "amount gained: 20 million euros"},
        ),
    ],
)
def test_amounts_are_compared_only_where_their_unit_is_one(
    earlier: str, later: str, facts: set[str] | None
) -> None:
    text = "# Statement\n\nWe will invest {} in lighthouses."
    found = _facts(_compared(text.format(earlier), text.format(later))[0])
    if facts is None:
        assert {each.split(":")[0] for each in found} == {"amount down"}
    else:
        assert found == facts


def test_an_instrument_of_a_register_is_a_side_too() -> None:
    commitments = [
        Commitment("pilots", "Train 100 harbour pilots", due=PartialDate.parse("2027")),
        Commitment("consulate", "Open a consulate in Bergen"),
    ]
    side = side_of_commitments("Oslo", PartialDate.parse("2025-03-04"), commitments)
    found = compare(side, side_of_document(read_text(LATER)))
    each = _of(found, "pilots")
    assert each.earlier is not None
    assert each.earlier.id == "pilots"
    assert "date nearer: 2027 → 2026" in _facts(each)
    assert _of(found, "consulate").relation == Relation.NOT_FOUND


def test_nothing_compares_with_nothing() -> None:
    empty = Side("", "", None, (), ())
    assert compare(empty, empty) == []
    found = compare(empty, side_of_document(read_text(LATER)))
    assert {each.relation for each in found} == {Relation.NEW}


@given(
    st.lists(st.sampled_from(["we", "will", "seek", "act,", "act", "by", "2027."]), max_size=12),
    st.lists(st.sampled_from(["We", "will", "seek", "act", "to", "by", "2030."]), max_size=12),
)
def test_a_word_diff_gives_the_later_quote_back(earlier: list[str], later: list[str]) -> None:
    pieces = word_diff(" ".join(earlier), " ".join(later))
    kept = " ".join(each.words for each in pieces if each.change != "removed")
    assert kept == " ".join(later)
    removed = sum(len(each.words.split()) for each in pieces if each.change != "added")
    assert removed == len(earlier)


HOSTILE = "We will open [the](x) <b>office</b> & `pay` | =cmd *stars* \x1b[31m by 2027."


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_exports_hold_every_pair_and_no_markup_from_data(name: str) -> None:
    found = _compared(f"# A\n\n{EARLIER}\n\n{HOSTILE}", f"{LATER}\n\n{HOSTILE}")
    text = WRITERS[name](found, "Oslo <i>", "=Reykjavik", {id(found[0]): "carried on <b>"})
    assert "\x1b" not in text
    if name == "html":
        assert "<b>" not in text
        assert "<script" not in text
        assert "http" not in text
        assert text.count("<tr>") == len(found) + 1
    elif name == "md":
        assert "[the](x)" not in text
        assert "<b>" not in text
        assert text.count("\n## ") == len(found)
    elif name == "json":
        items = json.loads(text)["items"]
        assert [each["relation"] for each in items] == [each.relation.value for each in found]
        assert items[0]["confirmed"] == "carried on <b>"
    else:
        rows = list(csv.reader(io.StringIO(text)))
        assert len(rows) == len(found) + 1
        assert not [cell for row in rows for cell in row if cell[:1] in "=+@" and cell]
