"""Lines: what changed, and the numbers behind the pictures, on a large register."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from benchmarks.cases import Limit
from benchmarks.keys import MANY
from benchmarks.reviewing import median_of
from store.portfolio.pictures import (
    compliance_grid,
    heard_by_month,
    instrument_tree,
    scorecard,
    statuses_by_month,
)
from store.portfolio.portfolio import Portfolio
from store.register.change_rows import rows_of
from store.register.changes import changes_since

SCREEN = 50
"""Rows of a month strip that a screen shows."""
MONTHS = 48


def _changes(portfolio: Portfolio, number: int) -> object:
    since: date = portfolio.as_of - timedelta(days=90 + number)
    return rows_of(changes_since(portfolio.matching, (), since))


def _strip(portfolio: Portfolio, _: int) -> object:
    return [heard_by_month(entry) for entry in portfolio.entries[:SCREEN]]


def _statuses(portfolio: Portfolio, _: int) -> object:
    return statuses_by_month(portfolio.matching, MONTHS)


def _scorecard(portfolio: Portfolio, _: int) -> object:
    return scorecard(portfolio.matching, portfolio.register, "party")


def _others(portfolio: Portfolio, _: int) -> object:
    tree = instrument_tree(portfolio.register, portfolio.matching)
    return tree, compliance_grid(portfolio.matching)


CASES = tuple(
    Limit(f"{name}, {MANY:,}", 50, partial(median_of, work=work), "ms")
    for name, work in (
        ("what changed in 90 days", _changes),
        ("months heard, a screen of rows", _strip),
        ("status over time", _statuses),
        ("scorecard by party", _scorecard),
        ("tree of instruments and grid", _others),
    )
)
