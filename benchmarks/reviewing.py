"""Lines: the review queue, its next item, and the why-trail, on a large register."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from functools import partial
from statistics import median

from benchmarks.board import ready_board
from benchmarks.cases import Case, Limit, Pair, Workshop
from benchmarks.keys import KEYS, MANY, Run, key_pair
from benchmarks.processes import own_home
from store.portfolio.count_trail import why_counts
from store.portfolio.portfolio import Portfolio
from store.portfolio.review import review_queue
from store.portfolio.trail import why
from store.register.store import Store

ROUNDS = 25
AS_OF = date(2026, 6, 30)


def _shown(workshop: Workshop) -> Portfolio:
    """Return a register as a board has it: everything that is derived is known already."""
    store = Store(workshop.register(MANY), user="benchmark")
    portfolio = Portfolio(store.register, AS_OF)
    _ = portfolio.domain_summaries
    return portfolio


def median_of(workshop: Workshop, work: Callable[[Portfolio, int], object]) -> float:
    """Return the milliseconds that work on a large register takes, after the first time."""
    portfolio = _shown(workshop)
    taken = []
    for number in range(workshop.rounds(ROUNDS) + 1):
        begin = time.perf_counter()
        work(portfolio, number)
        if number:
            taken.append(1000 * (time.perf_counter() - begin))
    return median(taken)


def _queue(portfolio: Portfolio, _: int) -> object:
    return review_queue(portfolio.matching)


def _counts(portfolio: Portfolio, _: int) -> object:
    return why_counts(portfolio)


def _one(portfolio: Portfolio, number: int) -> object:
    return why(portfolio.entries[number])


def _next_item(workshop: Workshop) -> Pair:
    """Hold the next commitment of a review against drawing the whole board anew."""
    board = ready_board(workshop, MANY)
    # A review is written into the person's own book: not into that of whoever measures.
    reviewed = board._replace(variables=board.variables | own_home(workshop.new_folder()))
    return key_pair(
        workshop,
        Run(reviewed, ("down", "r"), ["s"] * KEYS),
        Run(ready_board(workshop, MANY), (), ["z"] * KEYS),
    )


CASES: tuple[Case | Limit, ...] = (
    Limit(f"review queue of {MANY:,}", 100, partial(median_of, work=_queue), "ms"),
    Case(f"next item of a review, {MANY:,}", "the whole board drawn anew", 2.0, _next_item),
    Limit(f"why-trail of the counts, {MANY:,}", 50, partial(median_of, work=_counts), "ms"),
    Limit(f"why-trail of a commitment, {MANY:,}", 50, partial(median_of, work=_one), "ms"),
)
