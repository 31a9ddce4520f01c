"""Lines: how long the board takes to open, and what it costs when nobody touches it."""

from __future__ import annotations

from functools import partial

from benchmarks.cases import Case, Limit, Pair, Workshop
from benchmarks.processes import entente, python
from benchmarks.rivals import PROGRAMS, Program, Rival, empty, harlequin, kanban, posting, visidata
from benchmarks.terminal import Terminal
from benchmarks.timing import nothing, take_figures

ROUNDS = 9
SIZES_AGAINST_EMPTY = ((52, 1.35), (10_000, 1.7))
REST_SECONDS = 10.0
SIGN = "1 of"
"""Stands in the lower edge of every list of ours once its rows are drawn."""


def ready_board(workshop: Workshop, count: int) -> Program:
    """Return the board on a copy that may be changed."""
    path = workshop.copy(workshop.register(count))
    return Program(entente(), SIGN, {"ENTENTE_REGISTER": str(path)})


def opening(program: Program) -> float:
    """Return milliseconds until a program's rows are on the screen."""
    with Terminal(program.command, program.variables) as terminal:
        return terminal.until(program.ready)


def _opening(rival: Rival, count: int, workshop: Workshop) -> Pair:
    ours, theirs = ready_board(workshop, count), rival(workshop, count)
    return take_figures(
        workshop.rounds(ROUNDS), lambda: opening(ours), lambda: opening(theirs), before=nothing
    )


def _resting(workshop: Workshop) -> float:
    share, _ = _rest(workshop)
    return share


def _resting_bytes(workshop: Workshop) -> float:
    _, written = _rest(workshop)
    return float(written)


def _rest(workshop: Workshop) -> tuple[float, int]:
    program = ready_board(workshop, 10_000)
    with Terminal(program.command, program.variables) as terminal:
        terminal.until(program.ready)
        return terminal.rest(REST_SECONDS)


def _collections(workshop: Workshop) -> float:
    counts = workshop.new_folder() / "counts"
    path = workshop.copy(workshop.register(10_000))
    command = python(str(PROGRAMS / "counted.py"), str(counts), "--register", str(path))
    with Terminal(command) as terminal:
        terminal.until(SIGN)
        before = counts.stat().st_size
        for key in ["down"] * 100 + ["pagedown"] * 40:
            terminal.press(key)
        return float(counts.stat().st_size - before)


CASES: tuple[Case | Limit, ...] = (
    *(
        Case(
            f"board to rows on screen, {count:,}",
            "an empty Textual app",
            reach,
            partial(_opening, empty, count),
        )
        for count, reach in SIZES_AGAINST_EMPTY
    ),
    *(
        Case(f"board to rows on screen, {count:,}", name, reach, partial(_opening, rival, count))
        for name, rival, count, reach in (
            ("posting", posting, 52, 0.35),
            ("kanban-tui", kanban, 52, 0.35),
            ("harlequin", harlequin, 52, 0.35),
            ("visidata", visidata, 52, 1.0),
        )
    ),
    Limit("full garbage collections in 140 keys", 0, _collections, ""),
    Limit("board left alone 10 s: processor", 0.3, _resting, "%"),
    Limit("board left alone 10 s: written", 0, _resting_bytes, "bytes"),
)
