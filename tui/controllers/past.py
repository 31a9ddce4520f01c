"""Looking back: the register on a day that is gone, the way from day to day, what changed since."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from store.model.entry import Entry
from store.portfolio.portfolio import Portfolio
from store.text import counted, one_line
from tui.board.board import BoardContext
from tui.controllers.base import Controller

if TYPE_CHECKING:
    from store.register.change_rows import ChangeRow
    from store.register.history import HistoryEntry
    from tui.dialogs.changes import LookBack

_PERIODS = (("30 days", 30), ("90 days", 90), ("a year", 365))
"""How far back one may look besides, and how that is called."""
_NAMED = 2
"""How many of the commitments that changed on a day are named."""


class PastController(Controller):
    """Shows past days, and brings the board back to the present."""

    def __init__(self, context: BoardContext) -> None:
        super().__init__(context)
        self._wanted = self._landed_on = ""
        """Where the user put the cursor, and where it is while that is not there yet."""

    def show_changes(self) -> None:
        """List what changed since the last visit, or in the last 90 days where none is known."""
        self._list_changes(None)

    def look_up_history(self, commitment_id: str) -> None:
        """Show in the detail what was done to a commitment."""
        detail, day = self.layout.detail, self.store_worker.past_day
        self.store_worker.look_up(
            lambda store: store.log(commitment_id, until=day),
            lambda found: detail.show_history(commitment_id, found),
        )

    def _list_changes(self, since: date | None) -> None:
        periods = self._periods(since)
        earliest = min(each.since for each in periods)
        self.store_worker.look_up(
            lambda store: store.log(since=earliest),
            lambda found: self._show_list(periods, found),
            opens=True,
        )

    def _periods(self, since: date | None) -> list[LookBack]:
        """Return the periods to step through, the one asked for first."""
        from store.register.changes import later
        from store.user.visits import Visits
        from tui.dialogs.changes import LookBack

        until = self.board.view.as_of
        visits = Visits(self.preferences.visits_file, self.store_worker.path)
        offered = [
            ("your last visit", visits.last_visit(self.board.present)),
            ("your last brief", visits.last_brief()),
            *((f"{name} ago", later(until, -days)) for name, days in _PERIODS),
        ]
        known = [LookBack(name, day) for name, day in offered if day is not None and day <= until]
        if known[0].name == f"{_PERIODS[0][0]} ago":
            known.insert(0, known.pop(1))  # where no visit is known, as far as a brief looks back
        return known if since is None else [LookBack("", since), *known]

    def _show_list(self, periods: list[LookBack], history: list[HistoryEntry]) -> None:
        from store.register.change_rows import rows_of
        from store.register.changes import changes_since
        from tui.dialogs.changes import ChangesScreen

        board = self.board
        view = board.view
        within = "" if view.size == view.total else f"in {view.size} of {view.total}"

        def load(day: date) -> list[ChangeRow]:
            return rows_of(changes_since(view.matching, history, day))

        board.open_dialog(ChangesScreen(periods, view.as_of, load, self.glyphs, within), self._go)

    def _go(self, chosen: str | None) -> None:
        from tui.dialogs.changes import GO_TO, SINCE

        if chosen and chosen.startswith(SINCE):
            self._list_changes(date.fromisoformat(chosen.removeprefix(SINCE)))
        elif chosen:
            self.board.selected = chosen.removeprefix(GO_TO)
            self.layout.go_to_panel(
                "detail" if self.layout.layout_name != "tiny" else "commitments"
            )

    def ask_day(self) -> None:
        """Ask which day to look at."""
        from tui.dialogs.asked_line import DayScreen

        shown = self.store_worker.past_day
        screen = DayScreen(self.board.present, self.glyphs, shown)
        self.board.open_dialog(screen, lambda day: self.go_to(day) if day else None)

    def go_to(self, day: date) -> None:
        """Show a day; today, and what is later, is the present."""
        if day >= self.board.present:
            self.go_to_present()
            return
        self._show(day)
        total = counted(self.board.view.total, "commitment")
        ways = self.keyed(" · {change-before} {change-after} change before, after")
        self.board.say(f"{self._date(day)}: {total} had been promised by then{ways}")

    def go_to_present(self) -> None:
        """Show the register as it stands today, where it can be changed."""
        if self.store_worker.past_day is None:
            here = "the day the board was opened on" if self.store_worker.past else "the present"
            self.board.say(f"This is {here}")
            return
        self._show(None)
        # A board that was opened on a past day has that one to come back to.
        where = "on the day it was opened on" if self.store_worker.past else "in the present"
        self.board.say(f"Back {where}, {self._date(self.board.present)}")

    def go_before(self) -> None:
        """Go to the day of the last change before the one shown."""
        days = self._days()
        earlier = max((day for day in days if day < self.board.view.as_of), default=None)
        if earlier is None:
            day = self._date(self.board.view.as_of)
            self.board.say(f"Nothing is known to have happened before {day}", "orange")
        else:
            self._go_to_change(earlier, days)

    def go_after(self) -> None:
        """Go to the day of the next change; after the last one, to the present."""
        days = self._days()
        later = min((day for day in days if day > self.board.view.as_of), default=None)
        if later is None or later >= self.board.present:
            self.go_to_present()
        else:
            self._go_to_change(later, days)

    def _go_to_change(self, day: date, days: dict[date, list[Entry]]) -> None:
        self._show(day)
        changed = [one_line(entry.id) for entry in days[day]]
        more = f" and {len(changed) - _NAMED} more" if len(changed) > _NAMED else ""
        self.board.say(f"{self._date(day)}: {', '.join(changed[:_NAMED])}{more} changed")

    def _days(self) -> dict[date, list[Entry]]:
        """Return the days until today on which anything changed, and what.

        Of what the filters find on the day shown; what was promised only later is among it.
        """
        from store.register.past import days_of_change

        view = self.board.view
        whole = view.on_day(view.as_of, self.store_worker.register)
        days: dict[date, list[Entry]] = {}
        for entry in whole.matching:
            for day in days_of_change(entry.commitment, entry.instrument):
                if day <= self.board.present:
                    days.setdefault(day, []).append(entry)
        return days

    def _show(self, day: date | None) -> None:
        board, worker = self.board, self.store_worker
        if board.selected != self._landed_on:
            self._wanted = board.selected
        worker.look_at(day)
        self.layout.past = worker.past is not None
        board.show(self._view(day))
        board.show_state(worker.rest_state)
        if board.view.row_of(self._wanted) is not None:
            board.selected = self._wanted
        self._landed_on = board.selected
        board.update_keys()

    def _view(self, day: date | None) -> Portfolio:
        shown = self.board.present if day is None else day
        worker = self.store_worker
        return self.board.view.on_day(shown, worker.as_looked_at(worker.register))

    def _date(self, day: date) -> str:
        return self.glyphs.date(day)
