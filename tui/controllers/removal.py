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
        desk = self.desk
        item = desk.item_here
        if item and item.kind == "update":
            return self.keyed(
                "Updates are never removed: {write-update} writes what is known now, {edit} gives "
                "this its source"
            )
        if item is None and desk.entry is None and not desk.picked:
            return self.nothing_here()
        return ""

    def do_remove(self) -> None:
        """Ask, and remove the item under the cursor, else what is selected or here."""
        item = self.desk.item_here
        if item:
            self._ask_item(item)
        else:
            aim(self.desk, "means", self._ask_commitments, left=NOTHING_REMOVED)

    def _ask_item(self, item: DetailItem) -> None:
        desk = self.desk
        self._ask(
            f"Remove the {item.kind} “{item.title}” of {item.of}?",
            lambda: desk.change([item.of], lambda each: remove_item(each, item.id)),
        )

    def _ask_commitments(self, ids: tuple[str, ...]) -> None:
        desk = self.desk
        entry = desk.view.by_id.get(ids[0])
        title = f", “{entry.commitment.title}”" if entry and len(ids) == 1 else ""
        self._ask(f"Remove {named(ids)}{title}?", lambda: desk.remove_commitments(ids))

    def _ask(self, question: str, act: Callable[[], None]) -> None:
        self.desk.message.display = False
        choice = Choice("y", "removes", "removes", act)
        self.desk.question.ask(question, (choice,), NOTHING_REMOVED)
