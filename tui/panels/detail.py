"""Panel 5: everything about one commitment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.model.entry import Entry
from store.portfolio.portfolio import Portfolio
from tui.background import Debouncer
from tui.messages import HistoryWanted
from tui.panels.panel import DetailItem, Panel
from tui.rendering.line_widget import Part

if TYPE_CHECKING:
    from store.register.history import HistoryEntry
    from tui.panels.detail_lines import DetailLine


class DetailPanel(Panel):
    """Facts, milestones, follow-ups, updates with their sources, and the instrument.

    Milestones and follow-ups can be ticked where they stand.
    """

    NUMBER = 5
    NAME = "Detail"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self._lines: list[DetailLine] = []
        self._entry: Entry | None = None
        self._wanted = ""
        self._made_for: tuple[Entry | None, int, object] = (None, 0, ())
        self._debouncer = Debouncer(self, self._show_wanted)
        self._history: tuple[str, tuple[HistoryEntry, ...]] = "", ()

    @property
    def here(self) -> DetailItem | None:
        """The milestone, follow-up or update under the cursor; None on other lines."""
        lines = self._lines_now()
        return lines[self.cursor].item if self.cursor < len(lines) else None

    @property
    def item(self) -> str:
        """The id of what is under the cursor; empty on lines that are about no single thing."""
        return self.here.id if self.here else ""

    @property
    def source(self) -> str:
        """The address of the source of the update under the cursor; empty elsewhere."""
        lines = self._lines_now()
        return lines[self.cursor].source if self.cursor < len(lines) else ""

    @property
    def address(self) -> str:
        """The address on the line under the cursor; empty on other lines."""
        lines = self._lines_now()
        return lines[self.cursor].address if self.cursor < len(lines) else ""

    @property
    def explains(self) -> str:
        """The part of the why-trail that the line under the cursor is about."""
        lines = self._lines_now()
        return lines[self.cursor].explains if self.cursor < len(lines) else "status"

    def go_to_item(self, commitment_id: str, item_id: str) -> None:
        """Show a commitment at once, with the cursor on a milestone, follow-up or update of it."""
        self._wanted = commitment_id
        self._show_wanted()
        for index, line in enumerate(self._lines_now()):
            if line.item is not None and line.item.id == item_id:
                self.place(index)
                return

    @property
    def history(self) -> tuple[HistoryEntry, ...]:
        """What was done to this commitment, newest first; empty until it was looked up."""
        known_of, known = self._history
        return known if self._entry is not None and known_of == self._entry.id else ()

    def show_history(self, commitment_id: str, history: Sequence[HistoryEntry]) -> None:
        """Add what was done to a commitment to what is said of it."""
        if self._history != (commitment_id, tuple(history)):
            self._history = commitment_id, tuple(history)
            if self.display:
                self._place()

    def on_focus(self) -> None:
        """Have the history looked up, which stands below all else: who reads on is here."""
        # Textual has every class take the message, this one before the focus is noted.
        self._ask_for_history()

    def watch_portfolio(self, portfolio: Portfolio | None) -> None:
        """Show the same commitment as it stands now."""
        self._show(self._wanted)

    def follow(self, commitment_id: str) -> None:
        """Show another commitment once the cursor rests on it."""
        if commitment_id != self._wanted:
            self._wanted = commitment_id
            self._debouncer.restart()

    def row_count(self) -> int:
        """Return how many lines there are at the panel's width."""
        return len(self._lines_now())

    def put(self, index: int) -> bool:
        """Move the cursor, over the blank lines between the parts."""
        lines = self._lines_now()
        index = min(max(0, index), len(lines) - 1)
        step = -1 if index < self.cursor else 1
        while 0 <= index < len(lines) and lines[index].is_blank:
            index += step
        return super().put(index)

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Draw one line."""
        return list(self._lines_now()[index].parts)

    def note(self) -> Part:
        """Name the commitment."""
        return (self._entry.id if self._entry else ""), "muted"

    def empty(self) -> str:
        """Say where its content comes from."""
        if self.portfolio is None or not self.portfolio.shown:
            return "Nothing to read: the list is empty."
        return "Choose a commitment in the list ({panel-2}) to read about it here."

    def _show_wanted(self) -> None:
        self._show(self._wanted)

    def _ask_for_history(self) -> None:
        if self._entry is not None:
            self.post_message(HistoryWanted(self._entry.id))

    def _show(self, commitment_id: str) -> None:
        portfolio = self.portfolio
        entry = portfolio.by_id.get(commitment_id) if portfolio else None
        if not _same(entry, self._entry):
            self.cursor = self.top = 0
        self._entry = entry
        if self.display:
            self._place()
        if self.has_focus:
            self._ask_for_history()

    def on_show(self) -> None:
        """Take up what was not looked at while the panel was out of view."""
        self._place()

    def _place(self) -> None:
        self._lines_now()
        self.place(self.cursor)

    def _lines_now(self) -> list[DetailLine]:
        width = max(8, self.size.width - 2)
        if self._made_for != (self._entry, width, self.history):
            # The lines are others: the cursor stays on what it was on.
            before = self._line_here() if _same(self._made_for[0], self._entry) else None
            self._made_for = (self._entry, width, self.history)
            self._lines = self._made(width)
            self.cursor = self._row_of(before)
        return self._lines

    def _line_here(self) -> DetailLine | None:
        return self._lines[self.cursor] if self.cursor < len(self._lines) else None

    def _row_of(self, before: DetailLine | None) -> int:
        """Return the row that shows what a line showed before, else the cursor's."""
        row = min(self.cursor, max(0, len(self._lines) - 1))
        if before is None or not self._lines:
            return row
        item = before.item
        for index, line in enumerate(self._lines):
            same = line.item is not None and line.item[:3] == item[:3] if item else line == before
            if same:
                return index
        return row + self._lines[row].is_blank

    def _made(self, width: int) -> list[DetailLine]:
        entry, portfolio = self._entry, self.portfolio
        if entry is None or portfolio is None:
            return []
        from tui.panels.detail_lines import detail_lines, history_lines

        register, as_of = portfolio.register, portfolio.as_of
        lines = detail_lines(entry, register, as_of, width, self.glyphs, self.keymap)
        return lines + history_lines(self.history, as_of, width, self.glyphs)


def _same(one: Entry | None, other: Entry | None) -> bool:
    """Return whether two entries are of one commitment."""
    return one is not None and other is not None and one.id == other.id
