"""How wide vowel signs are that stand beside their letter, such as the one in Hindi's हि.

Unicode calls them spacing marks (category Mc); Hindi, Bengali, Tamil, Khmer and others write with
them. Some terminals draw such a sign within the cell of its letter, others give it a cell of its
own, and a row that is measured otherwise than it is drawn shifts. The board asks its terminal:
`QUESTION` draws a letter with a sign and asks where the cursor came to stand, and `take_answer`
measures from then on as the terminal does.

A printed table asks nothing: its question would stand on the screen that it prints on, its answer
could come behind what is typed for the shell, and each list would wait for it. It measures by what
the board was last answered in a terminal of this name: `remember_answer` and `recall_answer`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from unicodedata import category, east_asian_width

import rich.cells
from rich.cells import CellTable, cached_cell_len, get_character_cell_size, split_graphemes
from rich.segment import Segment

from store.user.remembered import remember, remembered

_ROW = 2
"""The answer of a cursor in the first line would read as a function key."""
# The bytes of this letter and sign are harmless to a terminal that takes each for a character.
QUESTION = f"\x1b7\x1b[{_ROW};1H\u0939\u093f\x1b[6n\x1b8"
"""What to write to a terminal before it is first drawn on; the cursor is where it was after it."""

_WIDEST = 4
"""Cells of a letter with its signs; signs without end would fill any line."""

_TABLE = "load_cell_table"
_load = vars(rich.cells)[_TABLE]


def signs_are_counted() -> bool:
    """Whether a spacing vowel sign is measured as a cell of its own."""
    return vars(rich.cells)[_TABLE] is not _load


def is_answer(x: int, y: int) -> bool:
    """Whether a place of the cursor can be the answer to `QUESTION`."""
    return y == _ROW - 1 and x in (1, 2)


def take_answer(x: int, y: int) -> bool:
    """Measure as a terminal does that was asked; return whether that changes any width.

    `x` and `y` are the column and row of its cursor, counted from 0. What is no answer to
    `QUESTION` changes nothing.
    """
    if not is_answer(x, y):
        return False
    before = signs_are_counted()
    count_signs(x == 2)
    return signs_are_counted() != before


_FORGETTING: list[Callable[[], None]] = []


def forget_with(forget: Callable[[], None]) -> None:
    """Have what was measured before forgotten too when texts are measured otherwise."""
    _FORGETTING.append(forget)


def count_signs(counted: bool) -> None:
    """Measure spacing vowel signs as cells of their own, or within those of their letters.

    It holds for the whole process. Widths are asked for in Rich's segments and in what Textual
    puts the screen together with, as well as by us; they have one place in common, the table
    that Rich looks every character up in, and it can be set nowhere but there.
    """
    vars(rich.cells)[_TABLE] = _counting if counted else _load
    for known in (get_character_cell_size, cached_cell_len, Segment._split_cells):
        known.cache_clear()
    for forget in _FORGETTING:
        forget()


_TOLD_BY = ("VTE_VERSION", "KONSOLE_VERSION", "WT_SESSION", "KITTY_WINDOW_ID", "ITERM_SESSION_ID")
"""Variables by which terminals are told apart that all call themselves `xterm-256color`."""
_REMEMBERED = "vowel-signs"


def terminal_name(environment: Mapping[str, str]) -> str:
    """Return what a terminal says it is: one name for all that measure alike, as far as it tells.

    >>> terminal_name({"TERM": "xterm-256color", "VTE_VERSION": "7600"})
    'xterm-256color VTE_VERSION'
    """
    said = [environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")]
    return " ".join(filter(None, [*said, *(name for name in _TOLD_BY if environment.get(name))]))


def remember_answer(state_file: Path, environment: Mapping[str, str]) -> None:
    """Keep how this terminal counts for printed tables; where that fails they do without."""
    name, answers = terminal_name(environment), _answers(state_file)
    if answers.get(name, False) is not signs_are_counted():
        remember(state_file, **{_REMEMBERED: {**answers, name: signs_are_counted()}})


def recall_answer(state_file: Path, environment: Mapping[str, str]) -> None:
    """Measure as a terminal of this name counted for the board; if none did, as Rich does."""
    counted = _answers(state_file).get(terminal_name(environment)) is True
    if counted is not signs_are_counted():
        count_signs(counted)


def _answers(state_file: Path) -> Mapping[str, object]:
    kept = remembered(state_file).get(_REMEMBERED)
    return kept if isinstance(kept, dict) else {}


@cache
def _counting(unicode_version: str = "auto") -> CellTable:
    """Return Rich's table with a cell for each spacing mark, two for one as wide as two.

    So does the C library of Linux for every character of category Mc, and with it the terminals
    that measure by `wcwidth`.
    """
    table: CellTable = _load(unicode_version)
    widths: list[tuple[int, int, int]] = []
    for start, end, width in table.widths:
        if width:
            widths.append((start, end, width))
            continue
        for each in range(start, end + 1):
            char, cells = chr(each), 0
            if category(char) == "Mc":
                cells = 2 if east_asian_width(char) == "W" else 1
            if widths and widths[-1][1:] == (each - 1, cells):
                widths[-1] = widths[-1][0], each, cells
            else:
                widths.append((each, each, cells))
    return table._replace(widths=widths)


def whole_characters(text: str) -> list[tuple[int, int, int]]:
    """Return the characters of a text with their marks: where each begins and ends, its cells.

    A vowel sign stays with its letter, also where it has a cell of its own.

    >>> whole_characters("a\u0939\u093f")
    [(0, 1, 1), (1, 3, 1)]
    """
    spans = split_graphemes(text)[0]
    if not signs_are_counted():
        return spans
    whole: list[tuple[int, int, int]] = []
    for start, end, cells in spans:
        first, _, before = whole[-1] if whole else (0, 0, _WIDEST)
        if category(text[start]) == "Mc" and before + cells <= _WIDEST:
            whole[-1] = first, end, before + cells
        else:
            whole.append((start, end, cells))
    return whole
