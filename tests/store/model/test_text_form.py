"""A commitment as a text for an editor, and back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.model.dates import PartialDate
from store.model.entities import Commitment, FollowUp, Milestone, MilestoneKind, Priority, Register
from store.model.text_form import TextProblem, from_text, to_text, with_problems
from tests.registers import HOSTILE_REGISTER, HOSTILE_TEXTS, SMALL_REGISTER

TODAY = date(2026, 11, 22)
VISITS = SMALL_REGISTER.commitments[0]

texts = st.one_of(
    st.sampled_from(HOSTILE_TEXTS), st.text(max_size=20), st.text("|#:, \n", max_size=6)
)
dates = st.sampled_from([None, *map(PartialDate.parse, ("2025", "2026-Q3", "2026-11-22"))])


def _read(text: str, commitment: Commitment = VISITS) -> tuple[Commitment, list[TextProblem]]:
    return from_text(text, commitment, SMALL_REGISTER, TODAY)


def _with(old: str, new: str) -> str:
    text = to_text(VISITS, SMALL_REGISTER)
    assert text.count(old) == 1
    return text.replace(old, new)


def _changed(old: str, new: str) -> Commitment:
    changed, problems = _read(_with(old, new))
    assert problems == []
    return changed


@pytest.mark.parametrize("register", [SMALL_REGISTER, HOSTILE_REGISTER])
def test_a_text_left_alone_changes_nothing(register: Register) -> None:
    for commitment in register.commitments:
        text = to_text(commitment, register)
        assert from_text(text, commitment, register, TODAY) == (commitment, [])


@settings(max_examples=150)
@given(
    title=texts,
    summary=texts,
    parties=st.lists(texts, max_size=3),
    item=texts,
    owner=texts,
    day=dates,
)
def test_no_text_is_lost_by_looking_at_it(
    title: str, summary: str, parties: list[str], item: str, owner: str, day: PartialDate | None
) -> None:
    commitment = Commitment(
        "c1",
        title,
        summary,
        parties=tuple(parties),
        milestones=(Milestone("m1", item, day), Milestone("m1", title, met=day)),
        follow_ups=(FollowUp(owner, item, owner, day), FollowUp("f2", title, done=day)),
    )
    text = to_text(commitment, SMALL_REGISTER)
    assert from_text(text, commitment, SMALL_REGISTER, TODAY) == (commitment, [])
    assert from_text(text.replace("\n", "\r\n"), commitment, SMALL_REGISTER, TODAY)[1] == []


def test_every_field_is_there_with_its_explanation() -> None:
    lines = to_text(VISITS, SMALL_REGISTER).splitlines()
    for wanted in (
        "title: Port visits every year",
        "# Title: what was promised",
        "parties: Avalon, Borduria",
        "#   maritime, air",
        "due: 2025-12",
        "  m1 | 2025-05 | 2025-05-12 | First visit",
        "  f2 | 2026-12-01 |  |      | Count the visits",
    ):
        assert wanted in lines


def test_what_is_written_is_read() -> None:
    assert _changed("title: Port visits every year", "title: Visits").title == "Visits"
    assert _changed("priority: high", "Priority:   LOW").priority is Priority.LOW
    assert _changed("due: 2025-12", "due:").due is None
    assert _changed("due: 2025-12", "due: +1d").due == PartialDate.parse("2026-11-23")
    assert _changed("title: Port visits every year\n", "").title == "Port visits every year"
    assert _changed("domains: maritime", "domains:\n  air,\n  maritime").domains == (
        "air",
        "maritime",
    )


def test_a_summary_has_as_many_lines_as_are_indented() -> None:
    old = "summary: Ships of each side call at the other's ports."
    changed = _changed(old, "summary: One.\n\n  Two.\n# not read\n    # Three.\n")
    assert changed.summary == "One.\n\nTwo.\n# Three."


def test_milestones_and_follow_ups_are_lines() -> None:
    changed = _changed(
        "  m2 | 2025-11 |            | Second visit",
        "  m2 | 2025-11 | today | Second visit | really\n  | 2026-q4 | | Third visit\n  Last visit",
    )
    assert changed.milestones == (
        VISITS.milestones[0],
        Milestone(
            "m2",
            "Second visit | really",
            PartialDate.parse("2025-11"),
            PartialDate.parse("2026-11-22"),
        ),
        Milestone("", "Third visit", PartialDate.parse("2026-Q4")),
        Milestone("", "Last visit"),
    )
    fewer = _changed("  f2 | 2026-12-01 |  |      | Count the visits\n", "")
    assert fewer.follow_ups == VISITS.follow_ups[:1]
    without = to_text(VISITS, SMALL_REGISTER).partition("follow-ups:")[0]
    assert _read(without) == (VISITS, [])


def test_what_was_met_or_done_is_over_else_its_line_is_named() -> None:
    """A milestone met in a year that still runs would stand in no list before that is over."""
    whole = to_text(VISITS, SMALL_REGISTER)
    new = "milestones:\n  | | 2026 | Opened this year\n  | 2027 | | Planned"
    changed, problems = _read(whole.replace("milestones:", new))
    assert changed == VISITS
    assert [each.message for each in problems] == ["2026 is not over yet"]
    assert problems[0].hint == "give a day that is, such as 2026-11-22"
    new = "follow-ups:\n  | | 2027-01-01 | ana | Ask"
    changed, problems = _read(whole.replace("follow-ups:", new))
    assert (changed, problems[0].message) == (VISITS, "2027-01-01 is not over yet")
    # What a file brought stays while nobody changes it.
    later = Milestone("m9", "Brought", met=PartialDate.parse("2027"))
    brought = replace(VISITS, milestones=(later,))
    assert _read(to_text(brought, SMALL_REGISTER), brought) == (brought, [])


def test_an_event_is_a_milestone_that_says_so_before_its_title() -> None:
    event = _changed("| First visit", "| Event | Announced").milestones[0]
    assert (event.title, event.kind) == ("Announced", MilestoneKind.EVENT)
    for title in ("event | odd", "step | odd", "Announced"):
        for kind in MilestoneKind:
            odd = replace(VISITS, milestones=(replace(event, title=title, kind=kind),))
            text = to_text(odd, SMALL_REGISTER)
            assert from_text(text, odd, SMALL_REGISTER, TODAY) == (odd, [])
            again = text.replace("2025-05 |", "2025-06 |")
            changed, problems = from_text(again, odd, SMALL_REGISTER, TODAY)
            assert problems == []
            assert changed.milestones[0].title == title
            assert changed.milestones[0].kind is kind


def test_a_source_stays_with_its_milestone() -> None:
    kept = HOSTILE_REGISTER.commitments[0]
    text = to_text(kept, HOSTILE_REGISTER).replace("  m1 | 2026 |", "  m1 | 2027 |")
    changed, problems = from_text(text, kept, HOSTILE_REGISTER, TODAY)
    assert problems == []
    assert changed.milestones == (replace(kept.milestones[0], date=PartialDate.parse("2027")),)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: Port visits every year", "title:", "needs a title"),
        ("domains: maritime", "domains: martime", "did you mean maritime?"),
        ("due: 2025-12", "due: soon", "'soon' is not a date"),
        ("due: 2025-12", "due: 2024", "before start"),
        ("priority: high", "prority: high", "did you mean priority?"),
        ("priority: high", "priority: high\npriority: low", "given already"),
        ("priority: high", "something else", "belongs to no field"),
        ("  m2 | 2025-11 |  ", "  m9 | 2025-11 |  ", "no milestone 'm9'"),
        ("  m2 | 2025-11 |  ", "  m1 | 2025-11 |  ", "'m1' is there twice"),
        ("  m2 | 2025-11 |  ", "  m2 | later |  ", "'later' is not a date"),
        ("  m2 | 2025-11 |  ", "  m2 ", "4 cells, here are 2"),
        ("  f1 |", "  | | | |\n  f1 |", "a follow-up needs a title"),
    ],
)
def test_what_cannot_be_read_is_told_by_line_and_changes_nothing(
    old: str, new: str, said: str
) -> None:
    text = _with(old, new)
    where = new.splitlines()[1] if "given already" in said else new.splitlines()[0]
    changed, problems = _read(text)
    assert changed == VISITS
    assert len(problems) == 1
    assert said in str(problems[0])
    assert text.splitlines()[problems[0].line - 1].startswith(where)


def test_what_can_be_read_is_kept_beside_a_problem() -> None:
    changed, problems = _read(_with("title: Port visits every year", "title: Visits\ndeu: 2027"))
    assert changed == replace(VISITS, title="Visits")
    assert len(problems) == 1


def test_problems_stand_on_top_and_name_the_lines_as_they_are_then() -> None:
    text = _with("priority: high", "priority: urgent\nstray")
    for _ in range(2):  # a second time they take the place of the first
        _, problems = _read(text)
        text = with_problems(text, problems)
        lines = text.splitlines()
        assert [line for line in lines if line.startswith("#!")] == lines[:3]
        told = [int(line.split("line ")[1].split(":")[0]) for line in lines[1:3]]
        assert [lines[number - 1] for number in told] == ["priority: urgent", "stray"]


def test_a_horizon_that_was_wrong_already_keeps_nobody_from_editing() -> None:
    wrong = replace(VISITS, due=PartialDate.parse("2024"))
    text = to_text(wrong, SMALL_REGISTER).replace("title: Port visits every year", "title: Visits")
    assert _read(text, wrong) == (replace(wrong, title="Visits"), [])


@settings(max_examples=200)
@given(
    st.text(st.sampled_from("#!|: \n\r\tab2-é\u2028"), max_size=60),
    st.integers(0, 40),
    st.sampled_from(["title:", "milestones:", "follow-ups:", "due:", "nonsense", "| a | b |"]),
)
def test_no_text_makes_it_fall_over(typed: str, place: int, word: str) -> None:
    lines = to_text(VISITS, SMALL_REGISTER).split("\n")
    text = "\n".join([*lines[:place], f"{word} {typed}", *lines[place:]])
    _, problems = _read(text)
    count = len(text.replace("\r\n", "\n").split("\n"))
    assert all(1 <= each.line <= count for each in problems)
    _read(with_problems(text, problems))
