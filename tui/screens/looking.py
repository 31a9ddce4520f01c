"""Showing what a query finds: at once, or its first rows before it is known whole."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import perf_counter

from store.portfolio import Portfolio
from store.query import Query
from tui.screens.desk import Desk

_GROUP = "look"
_TURN_SECONDS = 0.003
"""How long to look before the keys get their turn."""


class Looking:
    """Looks for what a query matches without ever holding up the keys.

    A search of a large register goes in small steps between the keys, and is given up when
    another query comes. The rows that fill the list are found and shown before that.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._wanted: Portfolio | None = None

    def show(self, query: Query, then: Callable[[], None]) -> None:
        """Show what a query finds in the chosen domains, then do what is to follow."""
        desk = self._desk
        wanted = self._wanted = desk.view.with_query(query)
        desk.workers.cancel_group(desk, _GROUP)
        if wanted.at_once:
            desk.show(wanted)
            then()
            return
        first = wanted.glimpse(desk.commitments.page)
        if first:
            desk.commitments.glimpse(first)
            desk.timeline.glimpse(first)
        # What was glimpsed is drawn first.
        desk.call_after_refresh(self._begin, wanted, then)

    def _begin(self, wanted: Portfolio, then: Callable[[], None]) -> None:
        if wanted is self._wanted:
            self._desk.run_worker(self._look(wanted, then), group=_GROUP)

    async def _look(self, wanted: Portfolio, then: Callable[[], None]) -> None:
        begin = perf_counter()
        for _ in wanted.look():
            if perf_counter() - begin > _TURN_SECONDS:
                await asyncio.sleep(0)
                begin = perf_counter()
        await asyncio.to_thread(wanted.sort)
        # The register, or the domains, may have changed in the meantime.
        self._desk.show(self._desk.view.with_query(wanted.query))
        then()
