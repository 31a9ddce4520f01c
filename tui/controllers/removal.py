"""Removing: asked for with one key, confirmed with another, and undone with `u`."""

from __future__ import annotations

from collections.abc import Callable

from store.model.edits import remove_item
from tui.controllers.base import Controller, aim, named
from tui.panels.item import DetailItem
from tui.widgets.prompts import Choice

NOTHING_REMOVED = "Nothing was removed"


class RemovalController(Controller):
    """Takes out commitments, milestones and follow-ups."""

    def why_not(self, command_id: str) -> str:
        """Updates stay; everything else can go."""
        if command_id != "remove":
            return ""
        board = self.board
        item = board.item_here
        if item and item.kind == "update":
            return self.keyed(
                "Updates are never removed: {write-update} writes what is known now, {edit} gives "
                "this its source"
            )
        if item is None and board.entry is None and not board.picked:
            return self.nothing_here()
        return ""

    def do_remove(self) -> None:
        """Ask, and remove the item under the cursor, else what is selected or here."""
        item = self.board.item_here
        if item:
            self._ask_item(item)
        else:
            aim(self.board, "means", self._ask_commitments, left=NOTHING_REMOVED)

    def _ask_item(self, item: DetailItem) -> None:
        board = self.board
        self._ask(
            f"Remove the {item.kind} “{item.title}” of {item.of}?",
            lambda: board.change([item.of], lambda each: remove_item(each, item.id)),
        )

    def _ask_commitments(self, ids: tuple[str, ...]) -> None:
        board = self.board
        entry = board.view.by_id.get(ids[0])
        title = f", “{entry.commitment.title}”" if entry and len(ids) == 1 else ""
        self._ask(f"Remove {named(ids)}{title}?", lambda: board.remove_commitments(ids))

    def _ask(self, question: str, act: Callable[[], None]) -> None:
        self.board.message.display = False
        choice = Choice("y", "removes", "removes", act)
        self.board.question.ask(question, (choice,), NOTHING_REMOVED)
