"""How statements word their promises: each is found, with who makes it, its date and a title."""

from __future__ import annotations

import pytest

from statements.capture.capture import capture
from statements.capture.proposal import Proposal
from statements.reading.reader import read_bytes, read_text

HEAD = "Joint Statement of Poland and Japan, 9 January 2026\n\n"


def _found(words: str, head: str = HEAD) -> list[Proposal]:
    return [each for each in capture(read_text(head + words)).proposals if each.quote not in head]


@pytest.mark.parametrize(
    ("words", "by", "title"),
    [
        ("Japan announced that it would lend 40 trains.", "Japan", "Lend 40 trains"),
        ("The Polish side informed that it would lay rails.", "Poland", "Lay rails"),
        ("Japan confirmed that it will send two ships.", "Japan", "Send two ships"),
        ("Poland said it plans to train pilots.", "Poland", "Train pilots"),
        ("Poland promised that Poland would ratify the pact.", "Poland", "Ratify the pact"),
        ("Poland thanked Japan and assured that it would pay.", "Poland", "Pay"),
    ],
)
def test_what_a_party_says_that_it_will_do_is_its_promise(words: str, by: str, title: str) -> None:
    assert [(each.by, each.title) for each in _found(words)] == [(by, title)]


@pytest.mark.parametrize(
    "words",
    [
        "The Ministers noted that Japan will hold elections.",
        "They said that trade would grow.",
        "If the winter is mild, Poland would consider a loan.",
        "Analysts said the two sides would disagree.",
        "Last year we set up a working group on fog.",
        "The United States noted its support for the tunnel.",
        "Japan hailed the bridge as a step that will inspire others.",
        "We call upon development partners to pay more.",
        "Recalling the Kyoto Commitments of 1997, they met.",
    ],
)
def test_what_is_only_told_is_no_promise(words: str) -> None:
    assert not _found(words)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("A joint task force on fog was agreed.", "Joint task force on fog"),
        ("A Fog Commission is hereby established.", "Fog Commission to be established"),
        ("Japan to send three fog experts.", "Send three fog experts"),
        ("Coal subsidies will be abolished by 2028.", "Coal subsidies to be abolished by 2028"),
        ("Any dispute shall be settled by talks.", "Any dispute to be settled by talks"),
        ("This plan will be reviewed every year.", "Plan to be reviewed every year"),
        ("They agreed that their experts should meet.", "Experts to meet"),
        ("They agreed that they will not sell fog.", "Not to sell fog"),
        ("We commit to reducing noise at night.", "Reduce noise at night"),
        ("We are exploring a joint depot.", "Explore a joint depot"),
        ("We support the proposal for a depot.", "Support the proposal for a depot"),
        ("We are launching fog alarms.", "Launch fog alarms"),
        ("We extend the mandate of the panel.", "Extend the mandate of the panel"),
        ("They approved the creation of a fund.", "Approve the creation of a fund"),
        ("In 2027 the fund will lend on.", "Fund to lend on"),
        ("We announce a further EUR 9 million for it.", "Provide a further EUR 9 million for it"),
        ("Poland pledged $45 million for depots.", "Provide $45 million for depots"),
        ("We ask our envoys to report.", "Envoys to report"),
        ("We direct EFTA to publish a list.", "EFTA to publish a list"),
        ("We task our envoys, as appropriate, to report.", "Envoys to report"),
        ("We commit to build a depot and call on others to pay.", "Build a depot"),
        ("We extend full support to Poland for its chairship.", "Support Poland for its chairship"),
    ],
)
def test_a_title_is_what_a_register_would_call_it(words: str, title: str) -> None:
    assert [each.title for each in _found(words)] == [title]


def test_two_parties_in_one_sentence_make_a_promise_each() -> None:
    words = "Japan said it plans to send two trains and Poland pledged to match them."
    assert [(each.by, each.level.value) for each in _found(words)] == [
        ("Japan", "mid"),
        ("Poland", "strong"),
    ]


def test_states_told_in_a_list_promise_together() -> None:
    assert [each.by for each in _found("Norway, Poland and Japan will pay.")] == ["all"]


def test_a_name_of_a_state_is_no_verb() -> None:
    words = "The United States reaffirms its support for the tunnel and will pay for it."
    found = _found(words, "Joint Statement of the United States and Japan, 9 January 2026\n\n")
    assert [(each.by, each.title) for each in found] == [
        ("United States", "Support the tunnel"),
        ("United States", "Pay for it"),
    ]


def test_he_and_she_are_the_one_who_spoke_last() -> None:
    head = "Readout of a call of President Silva of Chile and President Rua of Peru\n\n"
    words = "President Silva spoke of fish. She vowed to cut the quota. They talked. We will meet."
    assert [each.by for each in _found(words, head)] == ["Chile", "all"]


def test_an_office_that_one_of_the_parties_has_speaks_for_it() -> None:
    head = "Joint Statement of the United States and India, 3 May 2026\n\n"
    words = (
        "President Ann Lee and Prime Minister Ravi Sen met. The Prime Minister pledged to pay. "
        "President Lee will send a ship. NASA plans to train two pilots. The ministers will meet."
    )
    assert [each.by for each in _found(words, head)] == [
        "India",
        "United States",
        "United States",
        "all",
    ]


def test_what_is_welcomed_is_a_promise_of_whose_it_is() -> None:
    assert [each.by for each in _found("We welcome Japan's plan to host the fair.")] == ["Japan"]


def test_whoever_is_quoted_before_the_verb_speaks() -> None:
    words = "“We will lay the track,” the Polish minister said."
    assert [each.by for each in _found(words)] == ["Poland"]


def test_it_is_what_the_sentence_before_promised_to_set_up() -> None:
    words = "We launch a new Fog Fund. It will finance ten alarms. Fog rose. It will last."
    assert [each.title for each in _found(words)] == ["Launch a new Fog Fund", "Finance ten alarms"]


def test_sentences_without_a_space_between_them_are_parted() -> None:
    words = "They met on 4 May 2025.The sides will meet again.Japan will host it by 2027."
    assert [each.title for each in _found(words)] == ["Meet again", "Host it by 2027"]


def test_abbreviations_without_a_space_behind_them_part_nothing() -> None:
    words = "Dr.Menon, Shri.Rao and Lt.Gen.Singh of St.Mary will meet in the U.S.The sides agree."
    document = read_text(HEAD + words)
    assert [document.words_of(each) for each in document.sentences][-2:] == [
        "Dr.Menon, Shri.Rao and Lt.Gen.Singh of St.Mary will meet in the U.S.",
        "The sides agree.",
    ]


def test_the_lines_at_the_top_of_a_page_are_title_and_date() -> None:
    text = (
        "Ministry of Rails\nPress Release\nJoint Statement on the Visit of the Minister of\n"
        "Japan to Poland\nWarsaw, 4 May 2026\n\nThe sides will meet.\n"
    )
    document = read_text(text)
    assert document.title == "Joint Statement on the Visit of the Minister of Japan to Poland"
    assert str(document.date) == "2026-05-04"
    assert capture(document).parties == ("Japan", "Poland")


def test_items_of_an_action_plan_are_promises_without_a_verb_of_promise() -> None:
    text = """# Action Plan of Poland and Japan, 4 May 2026

## Rails

- Increase the number of night trains to 40 by 2030;
- Training: launch of a course for 200 drivers;
- Fares to be reviewed by the end of 2027;
- Some 40 trains run already.

| Action | Lead | Deadline |
|---|---|---|
| Setting up of a depot | Japan | by May 2027 |
"""
    found = capture(read_text(text)).proposals
    assert [(each.title, str(each.due)) for each in found] == [
        ("Increase the number of night trains to 40 by 2030", "2030"),
        ("Launch of a course for 200 drivers", "None"),
        ("Fares to be reviewed by the end of 2027", "2027"),
        ("Setting up of a depot", "2027-05"),
    ]


def test_items_elsewhere_need_a_verb_of_promise() -> None:
    text = "# History of rails\n\nThe years saw:\n\n- Launch of a line;\n- Increase in fares.\n"
    assert not capture(read_text(text)).proposals


def test_an_item_without_a_stop_goes_on_in_those_below_it() -> None:
    words = "We will:\n\n- map the coast, including\n    - ports;\n    - the reefs;\n- meet."
    assert [each.title for each in _found(words)] == [
        "Map the coast, including ports",
        "Map the coast, including the reefs",
        "Meet",
    ]


def test_what_surrounds_a_page_is_no_statement() -> None:
    page = (
        "<html><body><div class='cookie-banner'>We will keep your choice.</div>"
        f"<main><h1>Joint Statement of Poland and Japan</h1><p>{'They met. ' * 50}</p>"
        "<p>We will build a depot.</p><div class='share-links'>We will share.</div>"
        "<div id='related-news'><ul><li>Poland will visit Samoa</li></ul></div></main>"
        "<footer>We will answer within 5 days.</footer></body></html>"
    )
    found = capture(read_bytes(page.encode(), "page.html")).proposals
    assert [each.title for each in found] == ["Build a depot"]


def test_a_page_that_is_one_such_element_is_read_all_the_same() -> None:
    page = "<html><body><div class='share'><p>Poland will build a depot.</p></div></body></html>"
    assert capture(read_bytes(page.encode(), "page.html")).proposals


def test_numbered_items_go_on_with_the_stem_before_them() -> None:
    words = (
        "The sides will:\n\n1) lay rails;\n2) buy trains, including by:\n   - lending;\n3) meet."
    )
    found = _found(words)
    assert [each.quote for each in found] == ["lay rails", "lending", "meet."]
    assert {each.level.value for each in found} == {"strong"}


def test_numbered_paragraphs_after_a_heading_are_no_items() -> None:
    found = _found("They declare the following:\n\n1. We will meet.\n\n2. Japan rose.")
    assert [(each.quote, each.stem) for each in found] == [("We will meet.", "")]


def test_a_title_in_capitals_names_the_parties_and_the_last_line_the_day() -> None:
    lines = ["They met. " * 3] * 6
    text = "\n\n".join(("JOINT STATEMENT\nBETWEEN POLAND AND JAPAN", *lines, "Kobe, 9 May 2026"))
    document = read_text(text)
    assert document.title == "JOINT STATEMENT BETWEEN POLAND AND JAPAN"
    assert str(document.date) == "2026-05-09"
    assert capture(document).parties == ("Japan", "Poland")


def test_what_stands_under_related_news_is_no_statement() -> None:
    page = (
        "<html><body><div><h1>Joint Statement of Poland and Japan</h1>"
        "<p>Poland will build a depot.</p><h2>Rails</h2><p>Japan will pay.</p>"
        "<h2>Related news</h2><ul><li>Poland will visit Samoa</li></ul></div></body></html>"
    )
    found = capture(read_bytes(page.encode(), "page.html")).proposals
    assert [each.title for each in found] == ["Build a depot", "Pay"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (
            "Our next meeting will be on the margins of the fair.",
            "Next meeting to be on the margins of the fair",
        ),
        ("A follow-up is to be convened in May.", "Follow-up to be convened in May"),
        ("The leaders' ambition is to double trade.", "Double trade"),
        ("The Panel of Experts will report in May.", "Panel of Experts to report in May"),
        ("The Rail Office is tasked with drawing up a list.", "Draw up a list"),
    ],
)
def test_what_the_parties_run_promises_for_them(words: str, title: str) -> None:
    assert [each.title for each in _found(words)] == [title]


@pytest.mark.parametrize("words", ["Leaders considered the report.", "They explored new ways."])
def test_what_was_talked_about_is_no_promise(words: str) -> None:
    assert not _found(words)


def test_years_told_together_end_with_the_last() -> None:
    assert [str(each.due) for each in _found("Japan will pay in 2026 and 2027.")] == ["2027"]


@pytest.mark.parametrize(
    ("words", "by", "title"),
    [
        ("The eight countries will meet monthly.", "all", "Meet monthly"),
        ("The three nations are considering a depot.", "all", "Consider a depot"),
        ("Night trains will commence in May 2027.", "all", "Night trains to commence in May 2027"),
        (
            "The Dialogue shall be co-chaired by envoys.",
            "all",
            "Dialogue to be co-chaired by envoys",
        ),
        ("This group will meet twice a year.", "all", "Group to meet twice a year"),
        ("The envoys confirmed Japan's decision to pay.", "Japan", "Pay"),
        ("Poland offered to host the talks.", "Poland", "Host the talks"),
        ("- Polish airlines to buy 40 aircraft.", "Poland", "Buy 40 aircraft"),
        ("- Senior officials to report by May.", "all", "Report by May"),
        ("Poland rose. It plans to build a depot.", "Poland", "Build a depot"),
        ("They asked the Joint Rail Commission to meet.", "all", "Joint Rail Commission to meet"),
        ("They set the target of EUR 9 million by 2030.", "all", "EUR 9 million by 2030"),
    ],
)
def test_more_who_promise(words: str, by: str, title: str) -> None:
    assert [(each.by, each.title) for each in _found(words)] == [(by, title)]


@pytest.mark.parametrize(
    "words",
    [
        "This agreement will level the playing field.",
        "We welcome the progress made in writing national plans.",
        "Fog will begin to lift.",
        "They agreed that there must be no fog.",
    ],
)
def test_what_follows_from_something_is_no_promise(words: str) -> None:
    assert not _found(words)


def test_a_list_that_is_introduced_as_agreed_holds_promises_across_its_headings() -> None:
    words = (
        "The Ministers agreed on the following priorities:\n\n## Rails\n\n"
        "- Co-financing of three depots by 2028\n- Strengthen the talks between the railways\n"
        "- The first talks took place in May\n\n## Fog\n\nFog is dense:\n\n- Exchange of views\n"
    )
    assert [each.title for each in _found(words)] == [
        "Co-financing of three depots by 2028",
        "Strengthen the talks between the railways",
    ]


def test_efforts_that_will_be_made_are_an_aim() -> None:
    assert [each.level.value for each in _found("Efforts will be made to lay rails.")] == ["mid"]
