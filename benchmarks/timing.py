"""Medians of contestants that take turns, so that a slow moment of the machine hits both."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from statistics import median

from benchmarks.cases import Pair

Contestant = Callable[[int], object]
"""Does the work once; is given the number of the round."""


def take_turns(
    rounds: int,
    ours: Contestant,
    theirs: Contestant,
    *,
    before: Callable[[], object] = gc.collect,
) -> Pair:
    """Return the median of each, in milliseconds.

    The round numbered 0 only warms up. Who begins changes from round to round, and
    `before` is done ahead of every turn, off the clock. So is letting go of what a turn returns.
    """
    turns: list[tuple[Contestant, list[float]]] = [(ours, []), (theirs, [])]
    for number in range(rounds + 1):
        for contestant, taken in turns if number % 2 else turns[::-1]:
            before()
            begin = time.perf_counter()
            made = contestant(number)
            spent = 1000 * (time.perf_counter() - begin)
            del made
            if number:
                taken.append(spent)
    return Pair(*(median(taken) for _, taken in turns))


def take_figures(
    rounds: int,
    ours: Callable[[], float],
    theirs: Callable[[], float],
    *,
    before: Callable[[], object] = gc.collect,
) -> Pair:
    """Return the median of figures that the contestants measure themselves, taken in turns."""
    turns: list[tuple[Callable[[], float], list[float]]] = [(ours, []), (theirs, [])]
    for number in range(rounds + 1):
        for contestant, found in turns if number % 2 else turns[::-1]:
            before()
            figure = contestant()
            if number:
                found.append(figure)
    return Pair(*(median(found) for _, found in turns))


def nothing() -> None:
    """Do nothing ahead of a turn: for work so short that a collection would cool every cache."""
