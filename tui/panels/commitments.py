"""Panel 2: the list of commitments."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from store.model.dates import WIDTHS
from store.model.entities import Commitment, Domain, Instrument
from store.model.entry import Entry
from store.portfolio.portfolio import AT_ONCE, Portfolio
from tui.messages import SortChosen
from tui.panels.columns import ColumnLook, Placed, cell_parts, due_cells, placed, title_row
from tui.panels.rows import CommitmentRowsPanel
from tui.rendering.cells import fit
from tui.rendering.line_widget import Part

_CURSOR = 2
_LABEL = 12


class CommitmentsPanel(CommitmentRowsPanel):
    """The commitments that the filters leave, in columns that the width has room for."""

    NUMBER = 2
    NAME = "Commitments"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self._columns: tuple[str, ...] = ()
        self._domains: tuple[Domain, ...] = ()
        self._names: dict[str, str] = {}
        self._due: tuple[tuple[Commitment, ...], str, int] = ((), "", 0)
        """Of which commitments, in which style, the longest due date takes how many cells."""

    def watch_portfolio(self, portfolio: Portfolio | None) -> None:
        """Take the new rows and the names of the domains."""
        self._domains = portfolio.register.domains if portfolio else ()
        self._names = {each.id: each.name for each in self._domains}
        super().watch_portfolio(portfolio)

    def drawn_with(self) -> Hashable:
        """Return the columns, the names of the domains, what is selected and what has left."""
        portfolio = self.portfolio
        left: list[str] = []
        if portfolio and portfolio.held:
            matching = portfolio.matching_ids
            left = [each for each in portfolio.held if each not in matching]
        return self._columns, self._domains, self.picked, frozenset(left)

    @property
    def columns(self) -> tuple[str, ...]:
        """The ids of the columns chosen, from left to right; empty when they come by themselves."""
        return self._columns

    @columns.setter
    def columns(self, columns: tuple[str, ...]) -> None:
        self._columns = columns
        self.refresh()

    @property
    def placed(self) -> Placed:
        """The columns in view, each with its width."""
        room = max(1, self.size.width - 2 - _CURSOR)
        return placed(self._columns, room, WIDTHS[self.glyphs.dates], self._due_cells())

    def _due_cells(self) -> int | None:
        """Return the cells of the longest due date; None of too many to be looked through."""
        portfolio = self.portfolio
        if portfolio is None or portfolio.total > AT_ONCE:
            return None
        register, style = portfolio.register, self.glyphs.dates
        if self._due[0] is not register.commitments or self._due[1] != style:
            self._due = register.commitments, style, due_cells(register, style)
        return self._due[2]

    def note(self) -> Part:
        """Say what is selected, filtered and sorted."""
        words = self.portfolio.describe() if self.portfolio else ""
        if self.picked:
            return f"{len(self.picked)} selected · {words}", "key"
        return words, "muted"

    def header_parts(self, line: int, width: int) -> list[Part]:
        """Return the column titles; lines above them say what the rows are."""
        above = self.header_height - 1 - line
        if above:
            return self._about(line, width)
        return [("  ", "plain"), *title_row(self.placed, *self._sorted_by())]

    def header_clicked(self, line: int, column: int) -> None:
        """Sort by the column whose title was clicked."""
        at = _CURSOR
        for each, width in self.placed:
            if line == self.header_height - 1 and at <= column < at + width:
                self.post_message(SortChosen(each.sort))
            at += width + 1

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Draw one commitment."""
        entry = self.entries[index]
        mark = self.glyphs.cursor if index == self.cursor else " "
        parts: list[Part] = [(f"{mark}{self.selection_glyph(entry)}", "key")]
        columns = self.placed
        look = self._look(entry, columns)
        for column, cells in columns:
            parts += cell_parts(column, entry, look, cells)
            parts.append((" ", "plain"))
        return parts[:-1]

    def _look(self, entry: Entry, columns: Placed) -> ColumnLook:
        portfolio = self.portfolio
        held = portfolio is not None and entry.id in portfolio.held
        left = held and portfolio is not None and entry.id not in portfolio.matching_ids
        return ColumnLook(
            self.glyphs,
            self._names,
            with_days=any(column.id == "days" for column, _ in columns),
            title_style="muted" if left else "plain",
        )

    def _sorted_by(self) -> tuple[str, str]:
        """Return the key sorted by and the glyph of its direction; both empty without an order."""
        terms = self.portfolio.query.sort if self.portfolio else ()
        if not terms:
            return "", ""
        return terms[0].key, self.glyphs.down if terms[0].descending else self.glyphs.up

    def _about(self, line: int, width: int) -> list[Part]:
        """Return what stands beside the bands: the row's instrument, and the order."""
        said = list(self._facts())
        if line >= len(said):
            return []
        label, words = said[line]
        words = fit(words, width - _CURSOR - _LABEL - 1, self.glyphs.ellipsis)
        return [(f"  {label:<{_LABEL}}", "muted"), (words, "key" if line == 0 else "plain")]

    def _facts(self) -> Iterator[tuple[str, str]]:
        portfolio, entry = self.portfolio, self.here
        if portfolio is None:
            return
        if entry:
            named = entry.instrument
            yield "Instrument", named.title if named else (entry.commitment.instrument or "none")
            yield "In force", in_force(named) if named else ""
        terms = ", ".join(
            f"{term.key} {self.glyphs.down if term.descending else self.glyphs.up}"
            for term in portfolio.query.sort
        )
        yield "Order", terms or "as in the register"
        if entry and entry.commitment.clause:
            yield "Clause", entry.commitment.clause


def in_force(instrument: Instrument) -> str:
    """Return when an instrument holds, as exactly as is known."""
    start, end = instrument.start or instrument.date, instrument.end
    if start and end:
        return f"{start} to {end}"
    if start:
        return f"from {start}, no end known" if instrument.start else f"dated {start}"
    return f"until {end}" if end else "no date known"
