"""Editing one line: what each key makes of a text and a cursor, for any text and any keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from tui.widgets.line_editor import EditedLine, shown, window

KEYS = (
    *("left", "right", "home", "end", "ctrl+left", "ctrl+right", "backspace", "delete"),
    *("ctrl+w", "ctrl+u", "ctrl+k", "ctrl+delete", "alt+backspace", "alt+b", "alt+f"),
)
ACCENT, HINDI, FAMILY = "e\u0301", "\u0939\u093f", "\U0001f468\u200d\U0001f469"
TEXTS = st.text(
    st.sampled_from(
        ["a", "b", " ", ":", ",", "(", '"', "中", "\u0301", "\u093f", "\u200d", "\ufe0f"]
    )
)
PRESSES = st.lists(
    st.one_of(st.sampled_from(KEYS), TEXTS.map(lambda text: f"type {text}")), max_size=20
)


def pressed(line: EditedLine, *keys: str) -> EditedLine:
    for key in keys:
        after = line.press(key, key if len(key) == 1 else None)
        assert after is not None, key
        line = after
    return line


def marked(line: EditedLine) -> str:
    """Return the text with a bar where the cursor is."""
    return f"{line.text[: line.cursor]}|{line.text[line.cursor :]}"


def at(text: str) -> EditedLine:
    """Return the line whose cursor is where the bar stands."""
    before, _, after = text.partition("|")
    return EditedLine(before + after, len(before))


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("ab|c", "x", "abx|c"),
        ("ab|c", "left", "a|bc"),
        ("|abc", "left", "|abc"),
        ("ab|c", "right", "abc|"),
        ("ab|c", "home", "|abc"),
        ("a|bc", "end", "abc|"),
        ("ab|c", "backspace", "a|c"),
        ("|abc", "backspace", "|abc"),
        ("a|bc", "delete", "a|c"),
        ("abc|", "delete", "abc|"),
        ("port visit|s", "ctrl+w", "port |s"),
        ("status:kept,stalled |", "ctrl+w", "|"),
        ("is:open status:kept|", "ctrl+w", "is:open |"),
        ("port vis|its", "ctrl+u", "|its"),
        ("port vis|its", "ctrl+k", "port vis|"),
        ("port visits|", "ctrl+left", "port |visits"),
        ("port |visits", "ctrl+left", "|port visits"),
        ("status:kept|", "ctrl+left", "status:|kept"),
        ("status:|kept", "ctrl+left", "status|:kept"),
        ("|port visits", "ctrl+right", "port| visits"),
        ("port| visits", "ctrl+right", "port visits|"),
        ("a| (b)", "ctrl+right", "a (|b)"),
        ("status:kept|", "alt+backspace", "status:|"),
        ("|port visits", "ctrl+delete", "| visits"),
    ],
)
def test_a_key_edits_as_in_a_shell(before: str, key: str, after: str) -> None:
    assert marked(pressed(at(before), key)) == after


@pytest.mark.parametrize("whole", [ACCENT, HINDI, FAMILY, "中"])
def test_a_whole_character_is_moved_over_and_taken_out_at_once(whole: str) -> None:
    line = EditedLine.of(f"a{whole}b")
    assert marked(pressed(line, "left", "left")) == f"a|{whole}b"
    assert marked(pressed(line, "left", "backspace")) == "a|b"
    assert marked(pressed(line, "home", "right", "delete")) == "a|b"


def test_an_accent_typed_after_its_letter_joins_it() -> None:
    line = EditedLine.of("eb")
    line = pressed(line, "left")
    assert marked(pressed(line, "\u0301")) == f"{ACCENT}|b"


def test_pasted_lines_are_joined_and_nothing_a_terminal_acts_on_stays() -> None:
    line = EditedLine.of("is:open ").insert("port\r\nvisits\tat\nsea\x1b[31m")
    assert line.text == "is:open port visits at sea[31m"
    assert line.cursor == len(line.text)


def test_other_keys_are_left_to_others() -> None:
    for key in ("up", "down", "tab", "enter", "escape", "f1", "pagedown", "ctrl+p"):
        assert EditedLine.of("abc").press(key, "\r" if key == "enter" else None) is None


def test_a_click_places_the_cursor_on_the_character_it_hits() -> None:
    line = EditedLine.of("a中b")
    assert [line.at_cell(cell).cursor for cell in range(6)] == [0, 1, 1, 2, 3, 3]


@given(TEXTS, PRESSES)
def test_the_cursor_never_leaves_the_text_nor_splits_a_character(
    start: str, keys: list[str]
) -> None:
    line = EditedLine.of(start)
    for key in keys:
        if key.startswith("type "):
            line = line.insert(key.removeprefix("type "))
        else:
            line = pressed(line, key)
        assert 0 <= line.cursor <= len(line.text)
        spans, _ = split_graphemes(line.text)
        assert line.cursor in {0, *(end for _, end, _ in spans)}


@given(TEXTS, PRESSES, st.integers(4, 20), st.integers(0, 30))
def test_what_is_in_view_fits_and_has_the_cursor(
    start: str, keys: list[str], width: int, left: int
) -> None:
    line = EditedLine.of(start)
    for key in keys:
        line = line.insert(key[5:]) if key.startswith("type ") else pressed(line, key)
    seen = window(line, width, left, "<", ">")
    assert cell_len(seen.before) + cell_len(seen.under) + cell_len(seen.after) <= width
    text = shown(line.text)
    assert seen.under == (text[line.cursor : line.cursor + len(line.under)] or " ")
    assert cell_len(seen.before) == line.cell - seen.left
    whole = cell_len(text)
    assert (seen.left > 0) == seen.before.startswith("<")
    if whole < width:
        assert (seen.before, seen.left) == (text[: line.cursor], 0)


def test_a_long_line_scrolls_no_further_than_it_must() -> None:
    line = EditedLine.of("0123456789abcdef")
    seen = window(line, 8, 0, "<", ">")
    assert (seen.before, seen.under, seen.after) == ("<abcdef", " ", "")
    line = pressed(line, *["left"] * 3)
    assert window(line, 8, seen.left, "<", ">").left == seen.left
    line = pressed(line, *["left"] * 6)
    seen = window(line, 8, seen.left, "<", ">")
    assert (seen.before, seen.under, seen.after) == ("<", "7", "89abc>")


def test_what_is_shown_has_as_many_characters_as_what_is_typed() -> None:
    text = "a\x1b\u202e\tb\ud800"
    assert len(shown(text)) == len(text)
    assert shown(text).isprintable()
