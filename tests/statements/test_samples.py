"""Eleven statements of our own making: what each promises is found, what it only says is not."""

from __future__ import annotations

import pytest

from statements.capture.capture import capture
from statements.capture.detection import UnknownLanguage
from statements.capture.proposal import Capture, Proposal
from statements.reading.reader import read_text
from tests.statements.samples.statements import GERMAN, SAMPLES, Expected, Sample


def _found(sample: Sample) -> Capture:
    return capture(read_text(sample.text))


def _holding(found: Capture, expected: Expected) -> Proposal:
    held = [each for each in found.proposals if " ".join(expected.words.split()) in each.quote]
    assert held, f"nothing proposed holds “{expected.words}”"
    return held[0]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: each.name)
def test_every_promise_is_found_with_its_level_party_and_date(sample: Sample) -> None:
    found = _found(sample)
    for expected in sample.expected:
        proposal = _holding(found, expected)
        due = proposal.due.text if proposal.due else None
        told = (expected.words, proposal.level.value, proposal.by, due)
        assert told == (expected.words, expected.level, expected.by, expected.due)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: each.name)
def test_what_promises_nothing_is_left_out(sample: Sample) -> None:
    quotes = [each.quote for each in _found(sample).proposals]
    assert len(quotes) == len(sample.expected)
    for words in sample.left_out:
        assert not [quote for quote in quotes if words in quote]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: each.name)
def test_quotes_are_the_exact_words_and_every_verdict_has_a_reason(sample: Sample) -> None:
    document = read_text(sample.text)
    found = capture(document)
    assert len(found.verdicts) == len(document.sentences)
    for verdict in found.verdicts:
        assert bool(verdict.reason) is not bool(verdict.proposals)
        for each in verdict.proposals:
            assert document.text[each.start : each.end] == each.quote
            assert each.reasons
            for start, end in each.cues:
                assert each.start <= start < end <= each.end
            for target in each.targets:
                assert document.text[target.start : target.end] == target.quote
                assert target.quote in each.quote


def test_an_item_carries_the_stems_it_completes() -> None:
    found = _found(SAMPLES[0])
    item = next(each for each in found.proposals if "ice" in each.quote)
    assert item.stem.startswith("To make ports safer, we will: publish the tide tables")
    assert item.paragraph == "2"


def test_a_sentence_of_several_targets_offers_its_split() -> None:
    found = _found(SAMPLES[-1])
    first = found.proposals[0]
    assert [each.quote for each in first.targets] == [
        "We commit to deepen our dialogue",
        "expand the student exchange",
        "open a second office in Sfax",
    ]


def test_the_number_of_an_article_is_part_of_the_place() -> None:
    found = _found(next(each for each in SAMPLES if each.name == "numbering"))
    assert [each.paragraph for each in found.proposals] == [
        "Article I, 1",
        "Article I, 2",
        "Article II, 1",
        "Article II, 1 (a)",
    ]


def test_a_language_without_a_lexicon_is_named_not_guessed_at() -> None:
    with pytest.raises(UnknownLanguage) as raised:
        capture(read_text(GERMAN))
    assert raised.value.code == "unknown-language"
    assert "en" in raised.value.hint


def test_a_paragraph_in_another_language_is_left_out_and_said() -> None:
    text = SAMPLES[3].text + "\n\n" + " ".join(GERMAN.split("\n\n")[1].split())
    found = capture(read_text(text))
    assert not [each for each in found.proposals if "Zentrum" in each.quote]
    assert [each for each in found.remarks if "another language" in each or "lexicon" in each]


def test_the_same_text_gives_the_same_proposals_whatever_was_read_before() -> None:
    once = _found(SAMPLES[4])
    for sample in SAMPLES:
        _found(sample)
    assert _found(SAMPLES[4]) == once


def test_parties_can_be_told() -> None:
    document = read_text("India will open an office. Pakistan will open one too.")
    named = capture(document, parties=["India", "U.S."])
    assert [each.by for each in named.proposals] == ["India"]
    assert named.parties == ("India", "United States")


_HEAD = "Joint Statement of Poland and Lithuania, 9 January 2026\n\n"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Neither side will station troops there.", "Not to station troops there"),
        ("Neither country will build coal plants.", "Not to build coal plants"),
        ("The parties committed not to license mines.", "Not to license mines"),
        ("We will not raise tariffs in 2026.", "Not to raise tariffs in 2026"),
        ("The next meeting will be held in Vilnius.", "Next meeting to be held in Vilnius"),
        ("The first review is to take place in May.", "First review to take place in May"),
        ("They decided to establish a joint hub.", "Establish a joint hub"),
        ("The parties undertook never to test weapons.", "Not to test weapons"),
        ("“We will lay 40 km of track,” said the Polish minister.", "Lay 40 km of track"),
    ],
)
def test_a_title_says_the_act_and_never_its_opposite(words: str, title: str) -> None:
    assert [each.title for each in capture(read_text(_HEAD + words)).proposals] == [title]


def test_a_minister_who_is_quoted_speaks_for_one_party() -> None:
    words = "“We will lay the track,” said the Polish minister. We will lay cables."
    assert [each.by for each in capture(read_text(_HEAD + words)).proposals] == ["Poland", "all"]


def test_a_body_and_a_government_promise_together() -> None:
    words = "The Commission and the Polish Government will set up a dialogue."
    assert [each.by for each in capture(read_text(_HEAD + words)).proposals] == ["all"]


def test_a_stem_can_be_the_subject_of_its_items() -> None:
    words = "On the railway, both sides:\n\n- will resume night trains;\n- agreed to share fares;\n"
    found = capture(read_text(_HEAD + words)).proposals
    assert [each.quote for each in found] == ["will resume night trains", "agreed to share fares"]


def test_what_parties_agreed_goes_on_in_each_item() -> None:
    words = "They agreed:\n\n- to recognise certificates;\n- that the results be published.\n"
    found = capture(read_text(_HEAD + words)).proposals
    assert [each.title for each in found] == ["Recognise certificates", "Results be published"]
    assert {each.level.value for each in found} == {"strong"}


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("Norway pledged not to drill there.", "Norway"),
        ("Neither Norway nor India will sell drones.", "all"),
        ("Norway is to invest USD 10 billion.", "Norway"),
        ("It is our firm intention to double trade.", "all"),
    ],
)
def test_both_states_of_a_pair_in_the_title_are_parties(words: str, by: str) -> None:
    document = read_text(
        f"Joint Statement of the India-Norway Summit\n\nOslo, 1 May 2026\n\n{words}"
    )
    found = capture(document)
    assert found.parties == ("India", "Norway")
    assert [each.by for each in found.proposals] == [by]
