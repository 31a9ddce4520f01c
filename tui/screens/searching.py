"""Showing what a query finds: at once, or its first rows before it is known whole."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from time import perf_counter

from store.portfolio import Portfolio
from store.query import Query
from tui.screens.desk import Desk

_GROUP = "look"
_TURN_SECONDS = 0.002
"""How long to look before the keys get their turn."""


class Searching:
    """Looks for what a query matches without ever holding up the keys.

    A search of a large register goes in small steps between the keys, and is given up when
    another query comes. The rows that fill the list are found and shown before that.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._wanted: Portfolio | None = None

    def show(
        self,
        then: Callable[[], None],
        *,
        query: Query | None = None,
        domains: tuple[str, ...] | None = None,
    ) -> None:
        """Show what another query finds, or in other domains, then do what is to follow."""
        desk = self._desk
        wanted = self._wanted or desk.view
        wanted = desk.view.with_domains(wanted.domains if domains is None else domains).with_query(
            wanted.query if query is None else query
        )
        self._wanted = wanted
        desk.workers.cancel_group(desk, _GROUP)
        if wanted.at_once():
            self._take(wanted, then)
            return
        first = wanted.glimpse(desk.commitments.page)
        if first:
            desk.commitments.glimpse(first)
            desk.timeline.glimpse(first)
        # What was glimpsed is drawn first.
        desk.call_after_refresh(self._begin, wanted, then)

    def _begin(self, wanted: Portfolio, then: Callable[[], None]) -> None:
        if wanted is self._wanted:
            # Called when it begins: it may be given up before.
            look: Callable[[], Awaitable[None]] = partial(self._look, wanted, then)
            self._desk.run_worker(look, group=_GROUP)

    async def _look(self, wanted: Portfolio, then: Callable[[], None]) -> None:
        begin = perf_counter()
        for _ in wanted.look():
            if perf_counter() - begin > _TURN_SECONDS:
                await asyncio.sleep(0)
                begin = perf_counter()
        await asyncio.to_thread(wanted.sort)
        # The register may have changed in the meantime.
        view = self._desk.view.with_domains(wanted.domains)
        self._take(view.with_query(wanted.query), then)

    def _take(self, found: Portfolio, then: Callable[[], None]) -> None:
        self._wanted = None
        self._desk.show(found)
        then()
