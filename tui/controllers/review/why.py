"""Why the board says what it says: the chain behind a row, and the rows behind a count."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from store.model.entry import Entry
from store.query import parse_query
from store.text import one_line
from tui.board.board import BoardContext
from tui.controllers.base import Controller
from tui.controllers.clipboard import ClipboardController
from tui.controllers.filter import FilterController

if TYPE_CHECKING:
    from store.portfolio.trail import TrailLink, TrailTarget
    from tui.dialogs.why import Trail, WhyScreen

_BY_SORT = {"due": "due", "progress": "done", "attention": "attention"}
"""The part that a row's place in a sorted list comes from."""


class WhyController(Controller):
    """Opens the why-trail, and goes where its links lead."""

    def __init__(
        self, context: BoardContext, filtering: FilterController, clipboard: ClipboardController
    ) -> None:
        super().__init__(context)
        self._filter = filtering
        self._clipboard = clipboard
        self._copies: dict[str, str] = {}
        """What the kept copies looked at last are like, by their names."""

    def open(self) -> None:
        """Show what is under the cursor: a commitment's state, or a domain's counts."""
        entry = self.board.entry
        counts_first = self.layout.place == "domains" or entry is None
        trails: list[Callable[[], Trail]] = [self._counts]
        if entry is not None:
            part, item = self._asked()
            trails.insert(int(counts_first), partial(self._of, entry, part, item))
        self._show(trails, entry)

    def open_counts(self) -> None:
        """Show the rows behind the counts of the top line."""
        entry = self.board.entry
        others = [partial(self._of, entry, "status", "")] if entry else []
        self._show([self._counts, *others], entry)

    def explain(self, entry: Entry) -> None:
        """Show the chain of one commitment."""
        self._show([partial(self._of, entry, "status", ""), self._counts], entry)

    def _show(self, trails: list[Callable[[], Trail]], entry: Entry | None) -> None:
        from tui.dialogs.why import TrailActions, WhyScreen

        self._copies = {}
        actions = TrailActions(self._clipboard.open_at, self._copy)
        screen = WhyScreen(trails, actions, self.glyphs, self.keymap)
        screen.watch(self.layout.message, "words", screen.take_words, init=False)
        self.board.open_dialog(screen, self._go)
        if entry is not None and any(
            each.source and each.source.copy for each in entry.commitment.updates
        ):
            self.board.run_in_background("copies", partial(self._look_at_copies, entry, screen))

    async def _look_at_copies(self, entry: Entry, screen: WhyScreen) -> None:
        """See whether the kept copies are as they were; on a slow disk that takes a while."""
        from store.register.kept_copies import KeptCopies

        place = self.store_worker.path
        if isinstance(place, Path):
            copies = KeptCopies(place)
            self._copies = await asyncio.to_thread(copies.conditions, entry.commitment)
            if screen.is_attached:
                screen.renew()

    def _asked(self) -> tuple[str, str]:
        """Return which part of the chain is asked about, and about which item."""
        layout, item = self.layout, self.board.item_here
        if layout.place == "timeline":
            return "due", ""
        if layout.place == "follow-ups":
            return "attention", ""
        if layout.place == "detail":
            return layout.detail.explains, item.id if item else ""
        sort = self.board.view.query.sort
        return _BY_SORT.get(sort[0].key, "status") if sort else "status", ""

    def _of(self, entry: Entry, part: str, item: str) -> Trail:
        from store.portfolio.trail import footnote, why
        from tui.dialogs.why import Trail

        links = why(entry, self.glyphs, self._copies)
        return Trail(
            title=f"{entry.id}: {entry.commitment.title}",
            links=links,
            start=_start(links, part, item),
            cite=lambda: footnote(entry),
            cited=f"the footnote of {one_line(entry.id)}",
        )

    def _counts(self) -> Trail:
        from store.portfolio.count_trail import why_counts
        from tui.dialogs.why import Trail

        links = why_counts(self.board.view, self.glyphs)
        return Trail(
            title="the counts of what is shown",
            links=links,
            start=_start(links, "counts", ""),
            cite=lambda: "\n".join("  " * each.depth + one_line(each.words) for each in links),
            cited="the counts and their rows",
        )

    def _copy(self, trail: Trail) -> None:
        self._clipboard.copy_text(trail.cite(), trail.cited)

    def _go(self, target: TrailTarget | None) -> None:
        if target is None:
            return
        board, layout = self.board, self.layout
        if target.query:
            query = board.view.query & parse_query(target.query, self._filter.vocabulary)
            self._filter.use(query)
            layout.go_to_panel("commitments")
            return
        board.selected = target.commitment
        if target.item:
            layout.go_to_panel("detail")
            layout.detail.go_to_item(target.commitment, target.item)
            board.update_keys()
        else:
            layout.go_to_panel("commitments")


def _start(links: list[TrailLink], part: str, item: str) -> TrailLink | None:
    """Return the link to begin on: the item's, else the first of the part, else of all."""
    of_item = (each for each in links if item and each.target and each.target.item == item)
    of_part = (each for each in links if each.part == part)
    return next(of_item, next(of_part, links[0] if links else None))
