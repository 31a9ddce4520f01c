"""What list and timeline share: one row a commitment, and the lines above the rows."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import reactive

from store.model.entities import Instrument
from store.model.entry import Entry
from store.portfolio.portfolio import Portfolio
from tui.background import Debouncer
from tui.panels.panel import Panel
from tui.rendering.bands import MOST_LANES, Lanes, lanes
from tui.rendering.line_widget import Part

_NO_LANES = Lanes((), 0)
_ROWS_A_LANE = 5
"""For so many lines of the panel, bands may take one."""


class CommitmentRowsPanel(Panel):
    """A panel with one row a commitment; list and timeline are two of the kind.

    Side by side both have the same lines above their rows, so that the rows stay level.
    """

    picked: reactive[frozenset[str]] = reactive(frozenset)
    """The ids of the commitments selected to be marked together."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self.entries: Sequence[Entry] = ()
        self._partial = False
        self._banded = False
        self._header_debouncer = Debouncer(self, self._redraw_header)
        self._periods: tuple[tuple[Instrument, ...], bool] = ((), False)
        self._lanes: tuple[tuple[Instrument, ...], int, Lanes] = ((), 0, _NO_LANES)

    @property
    def here(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self.cursor] if self.entries else None

    @property
    def banded(self) -> bool:
        """Whether lines above the rows are given to the periods of instruments."""
        return self._banded

    @banded.setter
    def banded(self, banded: bool) -> None:
        if banded != self._banded:
            self._banded = banded
            self.show_cursor()

    @property
    def lanes(self) -> Lanes:
        """The bands of the register's instruments, in as many lines as the panel has room for."""
        if not self._banded or self.portfolio is None:
            return _NO_LANES
        instruments = self.portfolio.register.instruments
        most = max(1, min(MOST_LANES, self.size.height // _ROWS_A_LANE))
        if self._lanes[0] is not instruments or self._lanes[1] != most:
            self._lanes = instruments, most, lanes(instruments, most)
        return self._lanes[2]

    @property
    def has_periods(self) -> bool:
        """Whether any instrument of the register has a period that bands could show."""
        instruments = self.portfolio.register.instruments if self.portfolio else ()
        if self._periods[0] is not instruments:
            self._periods = instruments, bool(lanes(instruments, 1).lines)
        return self._periods[1]

    @property
    def header_height(self) -> int:
        """One line of titles, and one for each line of bands."""
        return 1 + len(self.lanes.lines)

    def row_keys(self) -> Sequence[Entry]:
        """Return the entries: one that has not changed is the same in the next portfolio."""
        return self.entries

    def watch_portfolio(self, portfolio: Portfolio | None) -> None:
        """Take the new rows; the cursor stays on its commitment, or near where it was."""
        self._take(portfolio.rows if portfolio else (), partial=False)

    def show_first_rows(self, entries: Sequence[Entry]) -> None:
        """Show the first rows of what is still looked for, until the portfolio comes."""
        self._take(entries, partial=True)

    def _take(self, entries: Sequence[Entry], *, partial: bool) -> None:
        here = self.here
        self.entries, self._partial = entries, partial
        row = self._row_of(here.id) if here else 0
        self.place(self.cursor if row is None else row)

    def _row_of(self, commitment_id: str) -> int | None:
        if self._partial:
            rows = (row for row, each in enumerate(self.entries) if each.id == commitment_id)
            return next(rows, None)
        return self.portfolio.row_of(commitment_id) if self.portfolio else None

    def put(self, index: int) -> bool:
        """Move the cursor; what the lines above the rows say of its commitment follows."""
        moved = super().put(index)
        if moved and self.lanes.lines:
            self._header_debouncer.restart()
        return moved

    def _redraw_header(self) -> None:
        self.redraw_lines(*range(1, 1 + self.header_height))

    def select(self, commitment_id: str) -> None:
        """Put the cursor on a commitment, if it is listed; nobody is told."""
        row = self._row_of(commitment_id)
        if row is not None:
            self.put(row)

    def selection_glyph(self, entry: Entry) -> str:
        """Return the glyph of a selected commitment, or a blank."""
        return self.glyphs.picked if entry.id in self.picked else " "

    def row_count(self) -> int:
        """Return how many commitments are listed."""
        return len(self.entries)

    def foot(self) -> Part:
        """Say where the cursor is, and of how many once that is known."""
        if self._partial:
            return f"{self.cursor + 1} of {self.glyphs.ellipsis}", "muted"
        return super().foot()

    def empty(self) -> str:
        """Say why the list is empty and what to do."""
        if self.portfolio and self.portfolio.total:
            if self.portfolio.query.tree is None:
                return (
                    "No commitment is in the domains chosen. Press {add} to add one there, or "
                    "{back} to see all."
                )
            return "Nothing matches. Press {back} to clear the filter, or {filter} to change it."
        return (
            "This register has no commitments yet. Press {add} to add one. "
            "{read-statement} takes them from a statement, {import} from a file."
        )
