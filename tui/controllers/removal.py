"""Removing: asked for with one key, confirmed with another, and undone with `u`."""

from __future__ import annotations

from collections.abc import Callable

from store.model.edits import remove_item
from tui.controllers.base import Controller, named
from tui.panels.panel import DetailItem
from tui.widgets.prompts import Choice

NOTHING_REMOVED = "Nothing was removed"


class RemovalController(Controller):
    """Takes out commitments, milestones and follow-ups."""

    def remove(self) -> None:
        """Ask, and remove the item under the cursor, else what is selected or here."""
        item = self.board.item_here
        if item:
            self._ask_item(item)
        else:
            self.for_those_meant("means", self._ask_commitments, left=NOTHING_REMOVED, asks=False)

    def _ask_item(self, item: DetailItem) -> None:
        self._ask(
            f"Remove the {item.kind} “{item.title}” of {item.of}?",
            lambda: self.store_worker.change([item.of], lambda each: remove_item(each, item.id)),
        )

    def _ask_commitments(self, ids: tuple[str, ...]) -> None:
        board = self.board
        entry = board.view.by_id.get(ids[0])
        title = f", “{entry.commitment.title}”" if entry and len(ids) == 1 else ""
        self._ask(f"Remove {named(ids)}{title}?", lambda: self.store_worker.remove(ids))

    def _ask(self, question: str, act: Callable[[], None]) -> None:
        def remove() -> None:
            act()
            # The next key is about what takes its place.
            self.board.start_work(self.store_worker.settle(), opens=True)

        choice = Choice("y", "removes", "removes", remove)
        self.board.ask(question, (choice,), NOTHING_REMOVED)
