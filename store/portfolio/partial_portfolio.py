"""The first rows of a register that is not read yet, as a portfolio without counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from store.model.derived import DEFAULT, Thresholds
from store.model.entities import Register
from store.model.entry import Entry
from store.model.status import Status
from store.portfolio.counts import DomainSummary
from store.portfolio.follow_ups import FollowUps, ListedFollowUps
from store.portfolio.lazy_rows import LazyRows
from store.portfolio.portfolio import Portfolio


class PartialPortfolio(Portfolio):
    """A portfolio of the first commitments of many, with nothing counted yet.

    It is what can be shown while the others are read. `register` has only those first ones;
    `rows` says how many there are in all, but further down there is nothing to be had.
    """

    is_whole = False

    def __init__(
        self, register: Register, as_of: date, total: int, thresholds: Thresholds = DEFAULT
    ) -> None:
        super().__init__(register, as_of, total=total, thresholds=thresholds)

    def with_register(self, register: Register) -> Portfolio:
        """Return the portfolio of the whole register."""
        return Portfolio(register, self.as_of, thresholds=self._usual)

    def with_as_of(self, as_of: date) -> PartialPortfolio:
        """Return the same rows as they stood on another day."""
        return PartialPortfolio(self.register, as_of, self.total, self._usual)

    @property
    def size(self) -> int:
        """How many there are in all: nothing filters them."""
        return self.total

    @cached_property
    def rows(self) -> Sequence[Entry]:
        """As many rows as there are commitments."""
        return LazyRows(self.total, self.entries)

    @cached_property
    def statuses(self) -> Counter[Status]:
        """Nobody has counted yet."""
        return Counter()

    @property
    def overdue(self) -> int:
        """Nobody has counted yet."""
        return 0

    @cached_property
    def domain_summaries(self) -> tuple[DomainSummary, ...]:
        """All, then each of the register's domains, without figures."""
        return tuple(DomainSummary.unknown(each) for each in (None, *self.register.domains))

    @cached_property
    def follow_ups(self) -> ListedFollowUps:
        """None yet."""
        return FollowUps.of((), self.as_of).among(0, 0, self.as_of)
