"""Texts of any length are cut to the cells there are, before they are measured or drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from store.text import one_line
from tui.rendering import cells
from tui.rendering.cells import LONGEST, fit, fit_message, told_apart, wrap

MILLION = 1_000_000
LONG = {
    "one word": "T" * MILLION,
    "words": "word " * (MILLION // 5),
    "wide": "語" * MILLION,
    "marks": "e" + "\u0301" * MILLION,
    "controls": "\x1b" * MILLION,
    "lines": "line\n" * (MILLION // 5),
    "blanks": " " * MILLION + "x",
}
texts = st.text(st.sampled_from("ab é語ข้อ\u0301\u200bि-\n"), max_size=200)


@pytest.mark.parametrize("kind", LONG)
def test_no_more_of_a_long_text_is_measured_than_is_shown(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[int] = []

    def counted(text: str) -> int:
        measured.append(len(text))
        return cell_len(text)

    monkeypatch.setattr(cells, "cell_len", counted)
    assert cell_len(fit(LONG[kind], 40)) == 40
    assert cell_len(fit_message(LONG[kind], 40)) == 40
    lines = wrap(LONG[kind], 40)
    assert all(cell_len(each) <= 40 for each in lines)
    # Each line is looked at a few times, never the whole text for each.
    assert sum(measured) < 40 * LONGEST


def test_what_is_left_out_is_said() -> None:
    assert wrap("T" * MILLION, 80)[-1] == "… and 980,000 more characters"
    assert wrap("T" * LONGEST, 80)[-1] == "T" * (LONGEST % 80 or 80)
    narrow = ["… and", "980,000", "more", "characte", "rs"]
    assert wrap("T" * MILLION, 8)[-len(narrow) :] == narrow


@given(texts, st.integers(2, 12))
def test_lines_say_all_of_a_text_and_fit(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(each) <= width for each in lines)
    whole = "".join(one_line(each) for each in text.splitlines())
    assert "".join("".join(lines).split()) == "".join(whole.split())


@given(texts, st.integers(1, 12))
def test_one_line_has_just_the_cells_it_was_given(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width
    assert cell_len(fit_message(f"/{text}/", width)) == width


def test_what_fits_is_not_cut() -> None:
    assert fit("abc", 5) == "abc  "
    assert fit("abcdef", 5) == "abcd…"
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("abcdefghij kl", 4) == ["abcd", "efgh", "ij", "kl"]
    assert wrap("", 4) == [""]


def test_in_a_message_that_is_too_long_a_path_gives_way_first() -> None:
    message = "/home/ana/compacts/2026/summit/register.json:3: there is no status 'done'"
    assert fit_message(message, 80) == message.ljust(80)
    short = "/home/…/summit/register.json:3: there is no status 'done'"
    assert fit_message(message, 60) == short.ljust(60)
    wide = "/होम/ana/सहमति/" + "परिषद/" * 20 + "register.json cannot be read"
    assert fit_message(wide, 60).rstrip().endswith("/register.json cannot be read")
    assert fit_message("he or she " * 3 + "and/or they", 30).endswith("…")


def test_what_is_said_behind_a_quoted_text_stays() -> None:
    message = (
        "p8i: follow-up “Ask which body looks at progress, and how often” done · saved · u undo"
    )
    assert fit_message(message, 90) == message.ljust(90)
    short = "p8i: follow-up “Ask which body looks at progres…” done · saved · u undo"
    assert fit_message(message, len(short)) == short
    assert fit_message(message, 40) == "p8i: follow-up “Ask which body…” done ·…".ljust(40)
    typed = message.replace("“", '"').replace("”", '"')
    assert fit_message(typed, 70, "~").endswith('~" done · saved · u undo')


def test_texts_that_begin_alike_are_told_apart_where_they_are_cut() -> None:
    titles = [
        "Joint statement of the leaders of the two countries, Delhi 2023",
        "Joint statement of the leaders of the two countries, Delhi 2025",
        "Joint statement of the leaders of the four, Tokyo",
        "Agreed minute of a meeting that had much to say and said it",
        "Joint statement of the leaders of the two countries, Delhi 2023",
        "両国首脳による共同声明、東京にて二〇二三年に署名",
        "両国首脳による共同声明、東京にて二〇二五年に署名",
    ]
    for width in (12, 20, 30, 41):
        lines = told_apart(titles, width)
        assert {cell_len(each) for each in lines} == {width}
        assert len({*lines}) == 6
        assert lines[0] == lines[4]
    assert told_apart(titles, 20)[3] == fit(titles[3], 20)
    assert told_apart(["a b", "a c"], 20) == [fit("a b", 20), fit("a c", 20)]
