"""The why-trail as a list: each link of the chain below what rests on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from store.portfolio.trail import TrailLink
from tui.panels.panel import Panel
from tui.rendering.cells import wrap
from tui.rendering.line_widget import Part

_INDENT = 2


class TrailRow(NamedTuple):
    """One line of the list, and the link that it belongs to; None for a blank line."""

    text: str
    link: TrailLink | None


class TrailPanel(Panel):
    """The links of one chain, wrapped to the panel's width."""

    NUMBER = 0
    NAME = "Why"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self._title = ""
        self._links: Sequence[TrailLink] = ()
        self._rows: list[TrailRow] = []
        self._width = 0
        self._begins = False
        """Whether the cursor is still where the chain was begun."""

    def show(self, title: str, links: Sequence[TrailLink], start: TrailLink | None) -> None:
        """Show a chain; the cursor goes to a link of it, or stays on the same line."""
        self._title, self._links, self._width = title, links, 0
        rows = self._rows_now()
        if start is not None:
            self.cursor = next((at for at, row in enumerate(rows) if row.link is start), 0)
            self._begins = True
        self.place(self.cursor)
        self._show_beginning()

    @property
    def here(self) -> TrailLink | None:
        """The link under the cursor."""
        rows = self._rows_now()
        return rows[self.cursor].link if self.cursor < len(rows) else None

    def row_count(self) -> int:
        """Return how many lines the chain has at this width."""
        return len(self._rows_now())

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Draw one line."""
        text, link = self._rows_now()[index]
        return [(f" {text}", link.style if link else "plain")]

    def put(self, index: int) -> bool:
        """Move the cursor, over the blank lines between the parts."""
        rows = self._rows_now()
        index = min(max(0, index), len(rows) - 1)
        step = -1 if index < self.cursor else 1
        while 0 <= index < len(rows) and rows[index].link is None:
            index += step
        self._begins = False
        return super().put(index)

    def on_resize(self) -> None:
        """Keep the cursor in view, and at first what rests on it."""
        super().on_resize()
        self._show_beginning()

    def _show_beginning(self) -> None:
        if self._begins:
            self.scroll_rows_to(self.cursor)

    def note(self) -> Part:
        """Name what is explained."""
        return self._title, "muted"

    def empty(self) -> str:
        """Say that there is nothing to explain."""
        return "Nothing is counted here."

    def _rows_now(self) -> list[TrailRow]:
        width = max(8, self.size.width - 2)
        if width != self._width:
            before = self._rows[self.cursor].link if self.cursor < len(self._rows) else None
            self._width = width
            self._rows = list(self._made(width))
            if before is not None:
                found = (at for at, row in enumerate(self._rows) if row.link == before)
                self.cursor = next(found, 0)
        return self._rows

    def _made(self, width: int) -> list[TrailRow]:
        rows: list[TrailRow] = []
        for link in self._links:
            if rows and (link.depth == 0 or link.kind == "value"):
                rows.append(TrailRow("", None))
            indent = " " * min(_INDENT * link.depth, width // 3)
            for line in wrap(link.words, width - 2 - len(indent)):
                rows.append(TrailRow(indent + self.glyphs.words(line), link))
        return rows
