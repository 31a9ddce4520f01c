"""Lines: from a key to what it changes on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from statistics import median
from typing import NamedTuple

from benchmarks.board import ready_board
from benchmarks.cases import Case, Limit, Pair, Workshop
from benchmarks.rivals import (
    Program,
    Rival,
    datatable,
    harlequin_rows,
    input_over_datatable,
    visidata,
)
from benchmarks.terminal import Terminal

KEYS = 40
ROUNDS = 3
TYPED = "patrol"
FEW, SOME, MANY, MOST = 100, 1_000, 10_000, 100_000
SLOW_START = 180.0
"""Seconds that a rival may take to show so many rows."""
REST = 3.0
"""Seconds, at least, in which a program does what it does once: no key is charged with it."""


class Run(NamedTuple):
    """A program, the keys that lead up to what is measured, and those that are measured."""

    program: Program
    before: Sequence[str]
    keys: Sequence[str]


def key_pair(workshop: Workshop, ours: Run, theirs: Run) -> Pair:
    """Return the median of milliseconds from a key to the first change on the screen.

    Both programs run at once, and the keys go to one and the other in turn.
    """
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(workshop.rounds(ROUNDS)):
        with _started(ours) as first, _started(theirs) as second:
            for our_key, their_key in zip(ours.keys, theirs.keys, strict=True):
                found[0].append(first.press(our_key))
                found[1].append(second.press(their_key))
    return Pair(*map(median, found))


@contextmanager
def _started(run: Run) -> Iterator[Terminal]:
    with Terminal(run.program.command, run.program.variables) as terminal:
        terminal.until(run.program.ready, SLOW_START)
        terminal.come_to_rest(REST)
        for key in run.program.rows_keys:
            terminal.press(key)
        if run.program.rows:
            terminal.until(run.program.rows)
            terminal.wait(run.program.settles)
        for key in run.before:
            terminal.press(key)
        yield terminal


def _against(
    rival: Rival, key: str, count: int, their_before: Sequence[str], workshop: Workshop
) -> Pair:
    presses = min(KEYS, count // 30) if key == "pagedown" else KEYS
    return key_pair(
        workshop,
        Run(ready_board(workshop, count), (), [key] * presses),
        Run(rival(workshop, count), their_before, [key] * presses),
    )


def _flat(before: Sequence[str], keys: Sequence[str], workshop: Workshop) -> Pair:
    """Hold the board at 100,000 against itself at 100."""
    return key_pair(
        workshop,
        Run(ready_board(workshop, MOST), before, keys),
        Run(ready_board(workshop, FEW), before, keys),
    )


def _typing(workshop: Workshop) -> Pair:
    return key_pair(
        workshop,
        Run(ready_board(workshop, SOME), ("/",), [*TYPED]),
        Run(input_over_datatable(workshop, SOME), (), [*TYPED]),
    )


def _held_frames(workshop: Workshop) -> float:
    return _hold(workshop)[0]


def _held_lag(workshop: Workshop) -> float:
    return _hold(workshop)[1]


def _hold(workshop: Workshop) -> tuple[float, float]:
    program = ready_board(workshop, MANY)
    with Terminal(program.command, program.variables) as terminal:
        terminal.until(program.ready)
        held = terminal.hold("down", 90, 30.0)
        return held.frames_a_key, held.lag


def _time_frames(keys: Sequence[str], count: int, workshop: Workshop) -> float:
    """Return milliseconds of processor time a frame of the timeline costs."""
    program = ready_board(workshop, count)
    with Terminal(program.command, program.variables) as terminal:
        terminal.until(program.ready, SLOW_START)
        terminal.come_to_rest(REST)
        terminal.press("3")
        for key in keys:
            terminal.press(key)
        before = terminal.cpu()
        rounds = 10
        for key in [*keys] * rounds:
            terminal.press(key)
        return 1000 * (terminal.cpu() - before) / (rounds * len(keys))


CASES: tuple[Case | Limit, ...] = (
    *(
        Case(
            f"cursor down, {count:,}",
            "Textual's DataTable, same rows",
            0.6,
            partial(_against, datatable, "down", count, ()),
        )
        for count in (FEW, MANY, MOST)
    ),
    Case(
        f"cursor down, {MANY:,}",
        "visidata",
        0.35,
        partial(_against, visidata, "down", MANY, ()),
    ),
    Case(
        f"cursor down, {MANY:,}",
        "harlequin's grid",
        0.5,
        partial(_against, harlequin_rows, "down", MANY, ()),
    ),
    Case(
        f"page down, {MANY:,}",
        "Textual's DataTable, same rows",
        0.4,
        partial(_against, datatable, "pagedown", MANY, ()),
    ),
    *(
        Case(f"{name}, {MOST:,}", f"the same at {FEW}", 1.25, partial(_flat, before, keys))
        for name, before, keys in (
            ("cursor down", (), ["down"] * KEYS),
            ("page down and back", (), ["pagedown", "pageup"] * 10),
            ("a key typed in the filter", ("/",), [*TYPED]),
        )
    ),
    Case(
        f"a key typed in the filter, {SOME:,}",
        "Input over DataTable",
        0.35,
        _typing,
    ),
    Limit("down held at 30 Hz: frames a key", 0.95, _held_frames, "", at_least=True),
    Limit("down held at 30 Hz: lag at release", 100, _held_lag, "ms"),
    *(
        Limit(
            f"{name} of the timeline, {count:,}: processor a frame",
            12,
            partial(_time_frames, keys, count),
            "ms",
        )
        for name, keys in (("pan", ("right", "left")), ("zoom", (">", "<")))
        for count in (FEW, MOST)
    ),
)
