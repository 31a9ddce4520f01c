"""Looking back: the register as it stood on a day that is gone, and the way from day to day."""

from __future__ import annotations

from datetime import date

from store.model.entry import Entry
from store.portfolio.portfolio import Portfolio
from store.text import counted, one_line
from tui.board.board import BoardContext
from tui.controllers.base import Controller

_NAMED = 2
"""How many of the commitments that changed on a day are named."""


class PastController(Controller):
    """Shows past days, and brings the board back to the present."""

    def __init__(self, context: BoardContext) -> None:
        super().__init__(context)
        self._wanted = self._landed_on = ""
        """Where the user put the cursor, and where it is while that is not there yet."""

    def ask_day(self) -> None:
        """Ask which day to look at."""
        from tui.dialogs.day import DayScreen

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
            self.board.say("This is the present")
            return
        self._show(None)
        # A board that was opened on a past day has that one to come back to.
        where = "on the day it was opened on" if self.store_worker.is_past else "in the present"
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
        self.layout.past = worker.is_past
        board.show(self._view(day))
        board.show_state(worker.rest_state)
        if board.view.row_of(self._wanted) is not None:
            board.selected = self._wanted
        self._landed_on = board.selected
        board.update_keys()

    def _view(self, day: date | None) -> Portfolio:
        shown = self.board.present if day is None else day
        return self.board.view.on_day(shown, self.store_worker.register_on(day))

    def _date(self, day: date) -> str:
        return self.glyphs.date(day)
