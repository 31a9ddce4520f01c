"""The tab line of layouts that cannot show every panel at once."""

from __future__ import annotations

from textual import events
from textual.reactive import reactive
from textual.strip import Strip

from tui.drawing.ink import Drawn, Part
from tui.messages import TabChosen


class TabLine(Drawn):
    """The panels that share a place, the one in view marked. A click changes it."""

    tabs: reactive[tuple[tuple[str, int, str], ...]] = reactive(())
    """Panel id, number and name of each."""
    active: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        parts: list[Part] = [(" ", "plain")]
        for (panel_id, number, _), (name, _, _) in zip(self.tabs, self._placed(), strict=True):
            here = panel_id == self.active
            left, right = ("[", "]") if here else (" ", " ")
            parts += [(left, "key"), (f"{number} ", "key")]
            parts += [(name, "strong" if here else "muted"), (right, "key")]
        return self.strip(parts, self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Bring the panel under the pointer into view."""
        for (panel_id, _, _), (_, first, last) in zip(self.tabs, self._placed(), strict=True):
            if first <= event.x < last:
                self.post_message(TabChosen(panel_id))

    def _placed(self) -> list[tuple[str, int, int]]:
        """Return each tab's name, cut alike when they do not all fit, and its columns."""
        longest = max((len(name) for _, _, name in self.tabs), default=0)
        while (
            longest > 2
            and 1 + sum(4 + min(longest, len(name)) for *_, name in self.tabs) > self.size.width
        ):
            longest -= 1
        placed, column = [], 1
        for *_, full in self.tabs:
            name = full if len(full) <= longest else full[: longest - 1] + self.marks.ellipsis
            placed.append((name, column, column + 4 + len(name)))
            column += 4 + len(name)
        return placed
