"""How far a piece of work is: what it is, a bar, and how to stop it."""

from __future__ import annotations

from typing import Any

from textual.strip import Strip

from store.model.glyphs import Glyphs
from tui.background import Job
from tui.rendering.cells import fit
from tui.rendering.frame import progress_bar
from tui.rendering.line_widget import LineWidget, Part

_REDRAW_SECONDS = 0.1


class JobView(LineWidget):
    """Three lines, drawn anew while the work goes on."""

    def __init__(self, title: str, job: Job[Any], glyphs: Glyphs, foot: str) -> None:
        super().__init__(id="job")
        self.glyphs = glyphs
        self._title = title
        self._job = job
        self._foot = foot

    def on_mount(self) -> None:
        """Look at the work now and then."""
        self.set_interval(_REDRAW_SECONDS, self.refresh)

    def render_line(self, y: int) -> Strip:
        """Draw the title, the bar or the way out."""
        width, glyphs = self.size.width, self.glyphs
        if y == 0:
            return self.strip([(fit(self._title, width, glyphs.ellipsis), "strong")], width)
        if y == 1:
            return self.strip(self._bar(width), width)
        words = "stopping" if self._job.is_stopping else self._foot
        return self.strip([(glyphs.words(words), "muted")], width)

    def _bar(self, width: int) -> list[Part]:
        done, total = self._job.done, self._job.total
        if not total:
            return [(f"{done:,} so far" if done else self.glyphs.ellipsis, "plain")]
        share = min(1.0, done / total)
        figures = f" {share:>4.0%}"
        room = max(1, width - len(figures))
        return [*progress_bar(share, room, self.glyphs), (figures, "plain")]
