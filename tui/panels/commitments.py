"""Panel 2: the list of commitments."""

from __future__ import annotations

from collections.abc import Sequence

from store.entry import Entry
from store.portfolio import Portfolio
from tui.drawing.cells import fit, fit_right
from tui.drawing.ink import Part
from tui.panels.panel import Panel

_STATUS, _DONE, _DUE = 7, 5, 10
_NARROW = 44
"""Below this width the list leaves out the done column."""


class EntriesPanel(Panel):
    """A panel with one row a commitment; list and timeline are two of the kind."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self.entries: Sequence[Entry] = ()
        self._glimpsed = False

    @property
    def here(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self.cursor] if self.entries else None

    def watch_portfolio(self, portfolio: Portfolio | None) -> None:
        """Take the new rows; the cursor stays on its commitment, or near where it was."""
        self._take(portfolio.rows if portfolio else (), glimpsed=False)

    def glimpse(self, entries: Sequence[Entry]) -> None:
        """Show the first rows of what is still looked for, until the portfolio comes."""
        self._take(entries, glimpsed=True)

    def _take(self, entries: Sequence[Entry], *, glimpsed: bool) -> None:
        here = self.here
        self.entries, self._glimpsed = entries, glimpsed
        row = self._row_of(here.id) if here else 0
        self.place(self.cursor if row is None else row)

    def _row_of(self, commitment_id: str) -> int | None:
        if self._glimpsed:
            rows = (row for row, each in enumerate(self.entries) if each.id == commitment_id)
            return next(rows, None)
        return self.portfolio.row_of(commitment_id) if self.portfolio else None

    def select(self, commitment_id: str) -> None:
        """Put the cursor on a commitment, if it is listed; nobody is told."""
        row = self._row_of(commitment_id)
        if row is not None:
            self.put(row)

    def foot(self) -> Part:
        """Say where the cursor is, and of how many once that is known."""
        if self._glimpsed:
            return f"{self.cursor + 1} of {self.marks.ellipsis}", "muted"
        return super().foot()

    def row_count(self) -> int:
        """Return how many commitments are listed."""
        return len(self.entries)

    def empty(self) -> str:
        """Say why the list is empty and what to do."""
        if self.portfolio and self.portfolio.entries:
            return "Nothing matches. Press esc to clear the filter, or / to change it."
        return "This register has no commitments yet. Press a to add one."


class CommitmentsPanel(EntriesPanel):
    """Status, progress, due date and title of each commitment that the filters leave."""

    NUMBER = 2
    NAME = "Commitments"
    HEADER = True

    def note(self) -> Part:
        """Say what is filtered."""
        return (self.portfolio.describe() if self.portfolio else ""), "muted"

    def header_parts(self, width: int) -> list[Part]:
        """Return the column titles."""
        done = f"{'Done':>{_DONE}} " if width >= _NARROW else ""
        title = fit("Title", width - 2 - _STATUS - len(done) - _DUE - 1)
        return [(f"  {'Status':<{_STATUS}}{done}{'Due':<{_DUE}} {title}", "muted")]

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Draw one commitment."""
        entry, marks = self.entries[index], self.marks
        state = entry.derived
        tone = state.status.tone
        mark = marks.cursor if index == self.cursor else " "
        parts: list[Part] = [
            (f"{mark} ", "key"),
            (f"{marks.status(state.status)} ", tone),
            (f"{state.status.code:<4}", tone),
            ("*" if state.provisional else " ", "orange"),
        ]
        used = 2 + _STATUS
        if width >= _NARROW:
            parts.append((f"{fit_right(progress_words(entry), _DONE)} ", "plain"))
            used += _DONE + 1
        due, ink = due_words(entry)
        parts.append((f"{fit(due, _DUE, marks.ellipsis)} ", ink))
        title = fit(entry.commitment.title, width - used - _DUE - 1, marks.ellipsis)
        held = self.portfolio is not None and entry.id in self.portfolio.held
        parts.append((title, "muted" if held and not self._still_matches(entry) else "plain"))
        return parts

    def _still_matches(self, entry: Entry) -> bool:
        return self.portfolio is not None and entry.id in self.portfolio.matching_ids


def progress_words(entry: Entry) -> str:
    """Return percent done as the list shows it: `~` when only counted from milestones."""
    state = entry.derived
    if state.progress is None:
        return ""
    return f"{'~' if state.counted else ''}{state.progress}%"


def due_words(entry: Entry) -> Part:
    """Return the due date as the list shows it, and its ink: the days when overdue."""
    state, due = entry.derived, entry.commitment.due
    if state.overdue_days is not None and state.overdue_days > 0:
        return f"!-{state.overdue_days}d", "red"
    if due is None:
        return "", "muted"
    return due.text, "orange" if state.due_soon else "plain"
