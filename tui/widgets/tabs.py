"""The tab line of layouts that cannot show every panel at once."""

from __future__ import annotations

from textual import events
from textual.reactive import reactive
from textual.strip import Strip

from store.model.entry import Entry, progress_words
from tui.messages import TabChosen
from tui.panels.columns import due_words
from tui.rendering.cells import fit
from tui.rendering.line_widget import LineWidget, Part


class TabLine(LineWidget):
    """The panels that share a place, the one in view marked. A click changes it."""

    tabs: reactive[tuple[tuple[str, int, str], ...]] = reactive(())
    """Panel id, number and name of each."""
    active: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        tight = self._tight
        parts: list[Part] = [] if tight else [(" ", "plain")]
        right = " "
        for (panel_id, number, _), (name, _, _) in zip(self.tabs, self._placed(), strict=True):
            here = panel_id == self.active
            left = "[" if here else right if tight else " "
            right = "]" if here else " "
            parts += [(f"{left}{number} ", "key"), (name, "strong" if here else "muted")]
            parts += [] if tight else [(right, "key")]
        parts += [(right, "key")] if tight else []
        return self.strip(parts, self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Bring the panel under the pointer into view."""
        for (panel_id, _, _), (_, first, last) in zip(self.tabs, self._placed(), strict=True):
            if first <= event.x < last:
                self.post_message(TabChosen(panel_id))

    def _placed(self) -> list[tuple[str, int, int]]:
        """Return each tab's name, cut alike when they do not all fit, and its columns."""
        longest = max((len(name) for _, _, name in self.tabs), default=0)
        while longest > 2 and self._taken(longest) > self.size.width:
            longest -= 1
        around, column = (3, 0) if self._tight else (4, 1)
        placed = []
        for *_, full in self.tabs:
            name = full if len(full) <= longest else full[: longest - 1] + self.glyphs.ellipsis
            placed.append((name, column, column + around + len(name)))
            column += around + len(name)
        return placed

    @property
    def _tight(self) -> bool:
        """Whether neighbours share the cell between them, so that names need not be cut."""
        return 1 + sum(4 + len(name) for *_, name in self.tabs) > self.size.width

    def _taken(self, longest: int) -> int:
        return 1 + sum(3 + min(longest, len(name)) for *_, name in self.tabs)


class Preview(LineWidget):
    """Two lines: title, then status, progress, due date and id."""

    entry: reactive[Entry | None] = reactive(None)

    def render_line(self, y: int) -> Strip:
        """Draw one of the two lines."""
        width, entry, glyphs = self.size.width, self.entry, self.glyphs
        if entry is None:
            return self.strip([], width)
        if y == 0:
            title = fit(entry.commitment.title, width - 2, glyphs.ellipsis)
            return self.strip([(" ", "plain"), (title, "strong")], width)
        status = entry.derived.status
        due, style = due_words(entry, glyphs)
        parts: list[Part] = [(f" {glyphs.status(status)} {status.words}", status.tone)]
        parts += [
            (f"  {word}", each)
            for word, each in ((progress_words(entry), "plain"), (due, style))
            if word
        ]
        used = sum(len(text) for text, _ in parts)
        parts.append(("  " + fit(entry.id, width - used - 3, glyphs.ellipsis), "muted"))
        return self.strip(parts, width)
