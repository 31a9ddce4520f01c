"""Panel 2: the list of commitments."""

from __future__ import annotations

from textual.reactive import reactive

from store.datestyle import WIDTHS
from store.entry import Entry
from store.portfolio import Portfolio
from tui.drawing.cells import fit, fit_right
from tui.drawing.ink import Part
from tui.drawing.marks import Marks
from tui.panels.panel import Panel

_STATUS, _DONE = 7, 5
_NARROW = 44
"""Below this width the list leaves out the done column."""


class EntriesPanel(Panel):
    """A panel with one row a commitment; list and timeline are two of the kind."""

    picked: reactive[frozenset[str]] = reactive(frozenset)
    """The ids of the commitments selected to be marked together."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self.entries: tuple[Entry, ...] = ()
        self._rows: dict[str, int] = {}

    @property
    def here(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self.cursor] if self.entries else None

    def watch_portfolio(self, portfolio: Portfolio | None) -> None:
        """Take the new rows; the cursor stays on its commitment, or near where it was."""
        here = self.here
        self.entries = portfolio.shown if portfolio else ()
        self._rows = {entry.id: index for index, entry in enumerate(self.entries)}
        self.place(self._rows.get(here.id, self.cursor) if here else 0)

    def select(self, commitment_id: str) -> None:
        """Put the cursor on a commitment, if it is listed; nobody is told."""
        row = self._rows.get(commitment_id)
        if row is not None:
            self.put(row)

    def pick_mark(self, entry: Entry) -> str:
        """Return the mark of a selected commitment, or a blank."""
        return self.marks.picked if entry.id in self.picked else " "

    def row_count(self) -> int:
        """Return how many commitments are listed."""
        return len(self.entries)

    def empty(self) -> str:
        """Say why the list is empty and what to do."""
        if self.portfolio and self.portfolio.total:
            if self.portfolio.query.is_empty:
                return (
                    "No commitment is in the domains chosen. Press {add} to add one there, or "
                    "{back} to see all."
                )
            return "Nothing matches. Press {back} to clear the filter, or {filter} to change it."
        return "This register has no commitments yet. Press {add} to add one."


class CommitmentsPanel(EntriesPanel):
    """Status, progress, due date and title of each commitment that the filters leave."""

    NUMBER = 2
    NAME = "Commitments"
    HEADER = True

    def note(self) -> Part:
        """Say what is selected and filtered."""
        words = self.portfolio.describe() if self.portfolio else ""
        if self.picked:
            return f"{len(self.picked)} selected · {words}", "key"
        return words, "muted"

    def header_parts(self, width: int) -> list[Part]:
        """Return the column titles."""
        done = f"{'Done':>{_DONE}} " if width >= _NARROW else ""
        due = WIDTHS[self.marks.dates]
        title = fit("Title", width - 2 - _STATUS - len(done) - due - 1)
        return [(f"  {'Status':<{_STATUS}}{done}{'Due':<{due}} {title}", "muted")]

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Draw one commitment."""
        entry, marks = self.entries[index], self.marks
        state = entry.derived
        tone = state.status.tone
        mark = marks.cursor if index == self.cursor else " "
        parts: list[Part] = [
            (f"{mark}{self.pick_mark(entry)}", "key"),
            (f"{marks.status(state.status)} ", tone),
            (f"{state.status.code:<4}", tone),
            ("*" if state.provisional else " ", "orange"),
        ]
        used = 2 + _STATUS
        if width >= _NARROW:
            parts.append((f"{fit_right(progress_words(entry), _DONE)} ", "plain"))
            used += _DONE + 1
        due, ink = due_words(entry, marks)
        room = WIDTHS[marks.dates]
        parts.append((f"{fit(due, room, marks.ellipsis)} ", ink))
        title = fit(entry.commitment.title, width - used - room - 1, marks.ellipsis)
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


def due_words(entry: Entry, marks: Marks) -> Part:
    """Return the due date as the list shows it, and its ink: the days when overdue."""
    state, due = entry.derived, entry.commitment.due
    if state.overdue_days is not None and state.overdue_days > 0:
        return f"!-{state.overdue_days}d", "red"
    if due is None:
        return "", "muted"
    return marks.date(due), "orange" if state.due_soon else "plain"
