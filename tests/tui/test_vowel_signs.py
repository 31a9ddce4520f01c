"""Vowel signs beside their letter: as wide as the terminal of the moment draws them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from unicodedata import category, east_asian_width

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.strip import Strip

from exchange.vowel_signs import (
    count_signs,
    signs_are_counted,
    take_answer,
    whole_characters,
)
from store.model.entities import Register
from tests.conftest import make_store
from tests.registers import SMALL_REGISTER
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened
from tests.tui.terminal import board_on_terminal
from tui.rendering.cells import fit, fit_right, wrap
from tui.widgets.line_editor import EditedLine, shown, window

HINDI = "हिन्दी में लिखी गई प्रतिबद्धता: नौसेना की वार्षिक भेंटें होंगी"
LETTER = "\u0939\u093f"
"""One letter with a sign."""
_SAMPLES = (HINDI, "தமிழ் பாடல் கொள்கை", "বাংলা ভাষার প্রতিশ্রুতি", "ភាសាខ្មែរ", "中 wide", "é plain")


@pytest.fixture(autouse=True)
def _as_rich_counts() -> Iterator[None]:
    yield
    count_signs(False)


@pytest.fixture
def counted() -> None:
    """Measure as a terminal does that gives a sign a cell of its own."""
    count_signs(True)


def _drawn(text: str) -> int:
    """Return the cells of a text on a terminal that counts signs, without Rich's table."""
    cells = 0
    for char in text:
        if category(char) not in ("Mn", "Me", "Cf"):
            cells += 2 if east_asian_width(char) in "WF" else 1
    return cells


def _register() -> Register:
    first, *others = SMALL_REGISTER.commitments
    domains = (replace(SMALL_REGISTER.domains[0], name="थल सेना"), *SMALL_REGISTER.domains[1:])
    hindi = replace(first, title=HINDI, summary=f"{HINDI}. {HINDI}. {HINDI}.")
    return replace(
        SMALL_REGISTER, title="रक्षा साझेदारी", domains=domains, commitments=(hindi, *others)
    )


@pytest.mark.usefixtures("counted")
def test_every_spacing_sign_is_counted_and_nothing_else_changes() -> None:
    every = map(chr, range(32, sys.maxunicode))
    chars = [char for char in every if category(char) not in ("Cs", "Cn", "Co")]
    wide = {char: cell_len(char) for char in chars}
    count_signs(False)
    changed = [char for char in chars if cell_len(char) != wide[char]]
    assert changed == [char for char in chars if category(char) == "Mc"]
    assert all(wide[char] == _drawn(char) for char in changed)
    assert all(cell_len(char) == 0 for char in changed)


def test_what_was_measured_before_is_measured_anew() -> None:
    before = fit(HINDI, 30), Segment(HINDI).split_cells(10)[0].text, cell_len(HINDI)
    count_signs(True)
    after = fit(HINDI, 30), Segment(HINDI).split_cells(10)[0].text, cell_len(HINDI)
    assert all(old != new for old, new in zip(before, after, strict=True))
    count_signs(False)
    assert (fit(HINDI, 30), Segment(HINDI).split_cells(10)[0].text, cell_len(HINDI)) == before


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize("text", _SAMPLES)
@pytest.mark.parametrize("width", [1, 2, 3, 7, 20, 70])
def test_texts_fill_their_cells_as_the_terminal_counts_them(text: str, width: int) -> None:
    assert _drawn(fit(text, width)) == width
    assert _drawn(fit_right(text, width)) == width
    assert _drawn(set_cell_size(text, width)) == width
    assert all(_drawn(line) <= max(width, 2) for line in wrap(text, width))
    strip = Strip([Segment(fit(text, 80))]).crop(3, 3 + width)
    assert _drawn(strip.text) == width


@pytest.mark.parametrize(
    ("x", "y", "changes", "counts"),
    [(2, 1, True, True), (1, 1, False, False), (6, 1, False, False), (2, 0, False, False)],
    ids=["counts them", "does not", "each byte a character", "a function key"],
)
def test_an_answer_is_believed_where_it_can_be_one(
    x: int, y: int, changes: bool, counts: bool
) -> None:
    assert take_answer(x, y) is changes
    assert signs_are_counted() is counts
    assert take_answer(x, y) is False


@pytest.mark.usefixtures("counted")
def test_the_cursor_moves_over_a_letter_and_its_sign_together() -> None:
    assert whole_characters(f"a{LETTER}b") == [(0, 1, 1), (1, 3, 2), (3, 4, 1)]
    line = EditedLine.of(f"a{LETTER}b")
    here = line.press("left", None)
    there = here.press("left", None) if here else None
    assert there
    assert (there.cursor, there.cell, there.under) == (1, 1, LETTER)
    assert whole_characters(LETTER + "\u093f" * 4) == [(0, 4, 4), (4, 6, 2)]
    gone = here.press("backspace", None) if here else None
    assert gone
    assert gone.text == "ab"


@pytest.mark.usefixtures("counted")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.sampled_from(["a", " ", "中", "\u0939", "\u093f", "\u094d", "\u0301"])),
    st.integers(0, 12),
    st.integers(6, 12),
)
def test_a_line_in_a_window_keeps_its_width(text: str, moves: int, width: int) -> None:
    line = EditedLine.of(text)
    for _ in range(moves):
        line = line.press("left", None) or line
    seen = window(line, width, 0, "<", ">")
    assert _drawn(seen.before + seen.under + seen.after) <= width
    assert cell_len(shown(line.text)) == _drawn(shown(line.text))


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW, (60, 20)])
async def test_the_board_is_drawn_anew_as_the_terminal_answers(
    register_path: Path, size: tuple[int, int]
) -> None:
    store = make_store(register_path, _register())
    async with opened(store, size) as board:
        before = [_drawn(line) for line in board.lines]
        assert max(before) > size[0]
        board.app.post_message(events.CursorPosition(2, 1))
        await board.rest()
        for keys in ((), ("2", "e"), ("escape", "5"), ("slash", "h"), ("escape", "question_mark")):
            await board.press(*keys)
            assert [_drawn(line) for line in board.lines] == [size[0]] * size[1], keys
        await board.press("escape", "2", "slash")
        await board.paste(f"{HINDI} {HINDI}")
        assert {_drawn(line) for line in board.lines} == {size[0]}


@pytest.mark.parametrize("sign_cells", [0, 1])
def test_a_terminal_is_asked_and_its_answer_kept_to(register_path: Path, sign_cells: int) -> None:
    make_store(register_path, _register()).close()
    with board_on_terminal(register_path, sign_cells=sign_cells) as terminal:
        terminal.shows("? help")
        terminal.until(lambda: _is_level(terminal.text))
        assert ("◦" in terminal.text) is bool(sign_cells)
        terminal.keys("q")
        assert terminal.exit_code() == 0


def _is_level(text: str) -> bool:
    """Whether the two upper panels meet in the same columns in every line."""
    between = [line.index("││") for line in text.splitlines() if "││" in line]
    return len(between) > 10 and len({*between}) == 1
