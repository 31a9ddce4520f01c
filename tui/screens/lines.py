"""What the board shows only at times: each piece is made when it is first needed.

Most boards never show most of them, and what is there at the start is paid for at the start.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from tui.commands.keymap import Keymap
from tui.drawing.ink import Drawn
from tui.drawing.marks import Marks
from tui.screens.pieces import Pieces

if TYPE_CHECKING:
    from textual.widgets import Static

    from tui.widgets.evidence_line import EvidenceLine
    from tui.widgets.filter_line import FilterLine
    from tui.widgets.mark_strip import MarkStrip
    from tui.widgets.preview import Preview
    from tui.widgets.question import QuestionLine
    from tui.widgets.tabs import TabLine

D = TypeVar("D", bound=Drawn)


class Lines(Pieces):
    """The lines that come and go around the panels."""

    def __init__(self, marks: Marks, keymap: Keymap) -> None:
        super().__init__()
        self.marks = marks
        self.keymap = keymap
        self.opened: dict[str, Drawn] = {}
        """The lines below the panels that were ever opened, by the place that each is."""

    @property
    def open_line(self) -> str:
        """The place of the line below the panels that has the keys; empty when none has."""
        return next((place for place, line in self.opened.items() if line.display), "")

    @cached_property
    def strip(self) -> MarkStrip:
        """The marking strip."""
        from tui.widgets.mark_strip import MarkStrip

        return self._line(MarkStrip(id="strip"), before="#footer")

    @cached_property
    def question(self) -> QuestionLine:
        """The line that asks before something is done."""
        from tui.widgets.question import QuestionLine

        return self._line(QuestionLine(id="question"), before="#footer")

    @cached_property
    def evidence(self) -> EvidenceLine:
        """The line for the source of what was just settled."""
        from tui.widgets.evidence_line import EvidenceLine

        return self._line(EvidenceLine(id="evidence"), before="#message")

    @cached_property
    def filter_line(self) -> FilterLine:
        """The filter line, with the list of completions over it."""
        from tui.widgets.completions import CompletionList
        from tui.widgets.filter_line import FilterLine

        completions = self.furnished(CompletionList(id="completions"))
        self.mount(completions, before="#message")
        return self._line(FilterLine(completions, id="filter"), before="#message")

    @cached_property
    def tab_line(self) -> TabLine:
        """The line of tabs, where panels share a place."""
        from tui.widgets.tabs import TabLine

        line = self.furnished(TabLine(id="tabs"))
        self.body.mount(line, before="#timeline")
        return line

    @cached_property
    def preview(self) -> Preview:
        """The few lines on the selected commitment, where its detail has no room."""
        from tui.widgets.preview import Preview

        preview = self.furnished(Preview(id="preview"))
        self.body.mount(preview)
        return preview

    @cached_property
    def too_small(self) -> Static:
        """What a terminal shows that is too small for anything else."""
        from textual.widgets import Static

        told = Static("", id="too-small", markup=False)
        self.mount(told)
        return told

    def has_made(self, piece: str) -> bool:
        """Return whether one of these pieces, by its name here, was ever needed."""
        return piece in self.__dict__

    def put_lines_away(self) -> None:
        """Close the lines below the panels."""
        if self.has_made("filter_line"):
            self.filter_line.completions.close()
        for line in self.opened.values():
            line.display = False

    def leave_lines(self) -> None:
        """Leave the lines that ask something, with nothing answered."""
        if self.has_made("strip"):
            self.strip.close()
        if self.has_made("question"):
            self.question.close()
        if self.has_made("evidence"):
            self.evidence.close()

    def furnished(self, piece: D) -> D:
        """Return a piece with its glyphs and the keys in force."""
        piece.marks, piece.keymap = self.marks, self.keymap
        return piece

    def _line(self, line: D, *, before: str) -> D:
        self.opened[line.id or ""] = self.furnished(line)
        self.mount(line, before=before)
        return line
