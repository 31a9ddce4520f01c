"""Panel 4: what we must do next, most urgent first."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from store.portfolio import ListedFollowUp, Portfolio
from tui.drawing.cells import fit, fit_right
from tui.drawing.ink import Part
from tui.panels.panel import Panel

_WHEN, _MOST_ID = 8, 26


class FollowUpsPanel(Panel):
    """The follow-ups of the commitments that the filters leave."""

    NUMBER = 4
    NAME = "Follow-ups"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self._listed: tuple[ListedFollowUp, ...] = ()

    @property
    def here(self) -> ListedFollowUp | None:
        """The follow-up under the cursor."""
        return self._listed[self.cursor] if self._listed else None

    def watch_portfolio(self, portfolio: Portfolio | None) -> None:
        """Take the new rows; the cursor stays on its follow-up, unless that was just done."""
        here = self.here
        self._listed = portfolio.follow_ups if portfolio else ()
        self.place(self._row_of(here) if here else self.cursor)

    def _row_of(self, wanted: ListedFollowUp) -> int:
        """Return where a follow-up is listed, or the cursor's row when it went elsewhere."""
        urgency = _urgency(wanted)
        row = bisect_left(self._listed, urgency, key=_urgency)
        while row < len(self._listed) and _urgency(self._listed[row]) == urgency:
            if _key(self._listed[row]) == _key(wanted):
                return row
            row += 1
        return self.cursor

    def row_count(self) -> int:
        """Return how many follow-ups are listed, done ones included."""
        return len(self._listed)

    def note(self) -> Part:
        """Say how many are overdue and open."""
        # They are in order: the late ones first, the done ones last.
        late = bisect_left(self._listed, True, key=lambda each: (each.overdue_days or 0) <= 0)
        still_open = bisect_left(self._listed, True, key=_is_done)
        if late:
            return f"{late} overdue · {still_open} open", "red"
        return f"{still_open} open", "muted"

    def empty(self) -> str:
        """Say how to add one."""
        view = self.portfolio
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
        listed, marks = self._listed[index], self.marks
        follow_up = listed.follow_up
        mark = marks.cursor if index == self.cursor else " "
        when, ink = self._when(listed)
        ids = min(_MOST_ID, width * 2 // 5)
        owner = f" ({follow_up.owner})" if follow_up.owner else ""
        title = fit(follow_up.title + owner, width - 2 - _WHEN - ids - 2, marks.ellipsis)
        return [
            (f"{mark} ", "key"),
            (f"{fit_right(when, _WHEN - 1)} ", ink),
            (f"{fit(listed.entry.id, ids, marks.ellipsis)}  ", "muted"),
            (title, "muted" if follow_up.done else "plain"),
        ]

    def _when(self, listed: ListedFollowUp) -> Part:
        if listed.follow_up.done:
            return f"{self.marks.done} done", "green"
        days = listed.overdue_days
        if days is None:
            return self.marks.dash, "muted"
        if days > 0:
            return f"! -{days}d", "red"
        return (f"+{-days}d" if days else "today"), "plain"


def _is_done(listed: ListedFollowUp) -> bool:
    return listed.follow_up.done is not None


def _urgency(listed: ListedFollowUp) -> tuple[bool, date]:
    due = listed.follow_up.due
    return _is_done(listed), due.last if due else date.max


def _key(listed: ListedFollowUp) -> tuple[str, str]:
    return listed.entry.id, listed.follow_up.id
