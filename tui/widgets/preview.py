"""The preview under a lone panel: the commitment that the board is about."""

from __future__ import annotations

from textual.reactive import reactive
from textual.strip import Strip

from store.entry import Entry
from tui.drawing.cells import fit
from tui.drawing.ink import Drawn, Part
from tui.panels.column_words import due_words, progress_words


class Preview(Drawn):
    """Two lines: title, then status, progress, due date and id."""

    entry: reactive[Entry | None] = reactive(None)

    def render_line(self, y: int) -> Strip:
        """Draw one of the two lines."""
        width, entry, marks = self.size.width, self.entry, self.marks
        if entry is None:
            return self.strip([], width)
        if y == 0:
            title = fit(entry.commitment.title, width - 2, marks.ellipsis)
            return self.strip([(" ", "plain"), (title, "strong")], width)
        status = entry.derived.status
        due, ink = due_words(entry, marks)
        parts: list[Part] = [(f" {marks.status(status)} {status.words}", status.tone)]
        parts += [
            (f"  {word}", each)
            for word, each in ((progress_words(entry), "plain"), (due, ink))
            if word
        ]
        used = sum(len(text) for text, _ in parts)
        parts.append(("  " + fit(entry.id, width - used - 3, marks.ellipsis), "muted"))
        return self.strip(parts, width)
