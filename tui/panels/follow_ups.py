"""Panel 4: what we must do next, most urgent first."""

from __future__ import annotations

from collections.abc import Container, Hashable, Sequence

from rich.cells import cell_len

from store.portfolio.follow_ups import ListedFollowUp
from store.portfolio.portfolio import Portfolio
from tui.panels.panel import Panel
from tui.rendering.cells import fit, fit_right
from tui.rendering.line_widget import Part

_WHEN, _MOST_ID = 7, 26


class FollowUpsPanel(Panel):
    """The follow-ups of the commitments that the filters leave."""

    NUMBER = 4
    NAME = "Follow-ups"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self._listed: Sequence[ListedFollowUp] = ()

    @property
    def here(self) -> ListedFollowUp | None:
        """The follow-up under the cursor."""
        return self._listed[self.cursor] if self._listed else None

    def next_open(self, but: Container[tuple[str, str]]) -> ListedFollowUp | None:
        """Return the first open follow-up from the cursor on, without some named by their ids.

        `but` has the ids of the commitment and of the follow-up.
        """
        for row in range(self.cursor, len(self._listed)):
            listed = self._listed[row]
            if listed.done:
                break  # those that are done come last
            if (listed.entry.id, listed.follow_up.id) not in but:
                return listed
        return None

    def watch_portfolio(self, portfolio: Portfolio | None) -> None:
        """Take the new rows; the cursor stays on its follow-up, unless that was just done."""
        here = self.here
        self._listed = portfolio.follow_ups if portfolio else ()
        row = self.cursor
        if here and portfolio:
            found = portfolio.row_of_follow_up(here.entry.id, here.follow_up.id)
            row = row if found is None else found
        if here and not here.done and self._is_done(row):
            row = self.cursor  # it went to the end; the next one takes its place
        self.place(row)

    def _is_done(self, row: int) -> bool:
        return row < len(self._listed) and self._listed[row].done

    def row_count(self) -> int:
        """Return how many follow-ups are listed, done ones included."""
        return len(self._listed)

    def note(self) -> Part:
        """Say how many are overdue and open."""
        if self.portfolio is None or not self.portfolio.is_whole:
            return "", "muted"
        listed = self.portfolio.follow_ups
        late, still_open = listed.overdue(self.portfolio.as_of), listed.open
        if late:
            return f"{late} overdue · {still_open} open", "red"
        return f"{still_open} open", "muted"

    def empty(self) -> str:
        """Say how to add one."""
        view = self.portfolio
        if view is not None and not view.is_whole:
            return ""
        if view is None or not view.total:
            return "No commitments, and so no follow-ups. Press {add} to add a commitment."
        if view.domains or not view.query.is_empty:
            return (
                "No follow-ups for what is shown. Press {add-follow-up} on a commitment to add "
                "one, or {back} to show more."
            )
        return "No follow-ups yet. Press {add-follow-up} on a commitment to add one."

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Draw days left, the commitment's id, and what is to be done."""
        listed, glyphs = self._listed[index], self.glyphs
        follow_up = listed.follow_up
        mark = glyphs.cursor if index == self.cursor else " "
        when, style = self._when(listed)
        days = self._days_width()
        ids = min(_MOST_ID, width // 5, self._longest_id())
        owner = f" ({follow_up.owner})" if follow_up.owner else ""
        dated = f"{fit_right(when, days)} " if days else ""
        title = fit(follow_up.title + owner, width - 2 - cell_len(dated) - ids - 2, glyphs.ellipsis)
        return [
            (f"{mark} ", "key"),
            (dated, style),
            (f"{fit(listed.entry.id, ids, glyphs.ellipsis)}  ", "muted"),
            (title, "muted" if listed.done else "plain"),
        ]

    def _longest_id(self) -> int:
        """Return the cells of the longest id among the rows that can be seen."""
        seen = self._listed[self.top : self.top + self.page]
        return max((cell_len(each.entry.id) for each in seen), default=0)

    def drawn_with(self) -> Hashable:
        """Return what the widths of the columns come from, and whether the rows are still those."""
        return self.times_forgotten, self._longest_id() if self._listed else 0

    def _days_width(self) -> int:
        """Return how many cells tell when: none where nothing is dated or done.

        As many as the latest needs, otherwise: what is longest overdue comes first, and what is
        done last.
        """
        ends = [self._listed[0], self._listed[-1]]
        dated = any(each.overdue_days is not None for each in ends)
        if not dated and not self._listed[-1].done:
            return 0
        return max(_WHEN if dated else 0, *(cell_len(self._when(each)[0]) for each in ends))

    def _when(self, listed: ListedFollowUp) -> Part:
        if listed.done:
            return f"{self.glyphs.done} done", "green"
        days = listed.overdue_days
        if days is None:
            return self.glyphs.dash, "muted"
        if days > 0:
            return f"! -{days}d", "red"
        return (f"+{-days}d" if days else "today"), "plain"
