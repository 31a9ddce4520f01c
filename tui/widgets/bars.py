"""The top line: the register, what is filtered, and the counts that matter."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.reactive import reactive
from textual.strip import Strip

from store.model.status import Status
from store.portfolio.counts import overdue_words
from store.portfolio.portfolio import Portfolio
from store.text import one_line
from tui.commands.footer import PLACES, named_in
from tui.commands.needs import BoardState
from tui.commands.table import BY_ID
from tui.messages import CommandClicked, CountsClicked
from tui.rendering.cells import fit, fit_message, fit_right
from tui.rendering.line_widget import LineWidget, Part, length

PAST = "the past"
"""How the state ends on a board that shows a day that is gone."""
_SEPARATOR = " › "
_LEAST_TRAIL = 12
"""Cells that the counts leave for what is filtered."""
_TITLE_GAPS = 4
"""Cells before, between and behind the title and what is filtered."""
_ORDER = (
    Status.KEPT,
    Status.PARTLY_KEPT,
    Status.IN_PROGRESS,
    Status.STALLED,
    Status.NOT_STARTED,
    Status.NOT_KEPT,
    Status.WITHDRAWN,
    Status.NOT_ASSESSED,
)


class HeaderLine(LineWidget):
    """One line that gives up its least important parts when it is narrow."""

    portfolio: reactive[Portfolio | None] = reactive(None, always_update=True)
    state: reactive[str] = reactive("saved")
    """What becomes of changes: saved, or read-only."""
    known_on: reactive[date | None] = reactive(None)
    """The day by which all was written down that a board of the past shows; None for now."""
    further: reactive[tuple[str, ...]] = reactive(())
    """Where one has gone beyond the filters: into a commitment, a selection, a lone panel."""

    def on_click(self) -> None:
        """Ask what the counts rest on."""
        self.post_message(CountsClicked())

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width, portfolio = self.size.width, self.portfolio
        if portfolio is None:
            return self.strip([], width)
        name = " Entente "
        title, trails = one_line(portfolio.register.title), self._trails(portfolio)
        right = self._figures(portfolio, width - len(name), title, trails)
        room = width - len(name) - length(right)
        where = _fitting_trail(trails, room)
        if room >= cell_len(title) + cell_len(where) + _TITLE_GAPS:
            left: list[Part] = [(fit(title, cell_len(title) + 3), "plain"), (where, "muted")]
        else:
            space = 2 if cell_len(where) + 3 <= room else 0
            left = [(" " * space + fit(where, room - 1 - space, self.glyphs.ellipsis), "muted")]
        gap = room - length(left)
        return self.strip([(name, "strong"), *left, (" " * gap, "plain"), *right], width)

    def _figures(
        self, portfolio: Portfolio, width: int, title: str, trails: tuple[str, str]
    ) -> list[Part]:
        """Return what stands on the right; of how many are overdue where all else has room too."""
        late = portfolio.overdue
        brief: Part = (f" {late:,} overdue " if late else "", "red")
        figures = self._fitting(portfolio, width, brief)
        if brief not in figures or not late:
            return figures
        whole: Part = (f" {overdue_words(late, portfolio.dated)} ", "red")
        room, more = width - length(figures), len(whole[0]) - len(brief[0])
        titled = cell_len(title) + cell_len(_fitting_trail(trails, room)) + _TITLE_GAPS
        keeps_title = room - more >= titled or room < titled
        if not keeps_title or room - more < _LEAST_TRAIL:
            return figures
        return [whole if each == brief else each for each in figures]

    def _fitting(self, portfolio: Portfolio, width: int, late: Part) -> list[Part]:
        """Return day, counts and how many are overdue, without those that have no room."""
        counts: list[Part] = []
        for status in _ORDER:
            number = portfolio.statuses.get(status, 0)
            if number:
                counts.append((f"{self.glyphs.status(status)}{number} ", status.tone))
        overdue: list[Part] = [late] if late[0] else []
        as_of = self.glyphs.date(portfolio.as_of)
        day: list[Part] = [(f" as of {as_of}  {self.state} ", "muted")]
        shown: tuple[list[Part], ...] = (overdue, counts, day)
        if _LEAST_TRAIL + length([*overdue, *counts, *day]) > width:
            # On which day all of it holds matters more than how many have which status.
            day = [(f" as of {as_of} ", "muted")]
            shown = (overdue, day, counts)
        right: list[Part] = []
        if self.state.endswith(PAST):
            # What stands there is not how things are: that is said before anything else.
            right = [(self._past(portfolio.as_of, width - _LEAST_TRAIL), "past")]
            shown = (overdue, counts)
        for parts in shown:
            if _LEAST_TRAIL + length(right) + length(parts) <= width:
                right = [*parts, *right] if parts is counts else [*right, *parts]
        return right

    def _past(self, day: date, room: int) -> str:
        """Return the words of a day that is gone, the fullest for which there is room."""
        as_of = self.glyphs.date(day)
        known = self.glyphs.date(self.known_on) if self.known_on else ""
        if not known:
            ways = [f"THE PAST, as of {as_of}: read-only", f"THE PAST, as of {as_of}"]
            ways += [f"PAST {as_of}"]
        else:
            ways = [f"THE PAST, as of {as_of}, as known on {known}: read-only"]
            if as_of == known:  # nothing is lost where one day stands for both
                ways += [f"THE PAST, as known on {known}: read-only"]
                ways += [f"THE PAST, as known on {known}", f"PAST, known on {known}"]
            else:
                ways += [f"THE PAST, as of {as_of}, as known on {known}"]
                ways += [f"PAST {as_of}, known {known}"]
        return next((f" {each} " for each in ways if len(each) + 2 <= room), " THE PAST ")

    def _trails(self, portfolio: Portfolio) -> tuple[str, str]:
        """Return the steps that Esc walks back, the last first, and the last alone."""
        filters = self.glyphs.words(_SEPARATOR.join(filters_of(portfolio)))
        count = f"{portfolio.size} of {portfolio.total}"
        steps = [f"{filters}: {count}" if filters else f"all {portfolio.total}"]
        steps += map(one_line, self.further)
        return self.glyphs.words(_SEPARATOR).join(steps), steps[0]


def _fitting_trail(trails: tuple[str, str], room: int) -> str:
    whole, last = trails
    return whole if cell_len(whole) < room else last


def filters_of(portfolio: Portfolio) -> list[str]:
    """Return what filters, the widest first: all, the domains, the query."""
    if portfolio.view_name:
        return ["All", one_line(portfolio.view_name)]
    chosen = [each.name for each in portfolio.register.domains if each.id in portfolio.domains]
    steps = [" + ".join(chosen)] if chosen else []
    steps += [] if portfolio.query.is_empty else [str(portfolio.query)]
    return ["All", *map(one_line, steps)] if steps else []


_ALWAYS = 2
"""Help and quit always fit: whoever finds them finds the rest."""


class Hint(NamedTuple):
    """A key and a word for what it does here."""

    key: str
    word: str
    command_id: str = ""
    """Empty for keys that are no commands."""

    @property
    def length(self) -> int:
        """How many cells it takes, with the gap after it."""
        return cell_len(self.key) + cell_len(self.word) + 3


class FooterLine(LineWidget):
    """One line; a command that cannot act is dimmed, never hidden. A click runs it."""

    place: reactive[str] = reactive("commitments")
    """Where one is, by its id in `tui.commands.footer`."""
    named: reactive[tuple[tuple[str, str], ...]] = reactive(PLACES["commitments"].footer)
    """The commands that matter there, each with a word for it."""
    unavailable: reactive[frozenset[str]] = reactive(frozenset)
    state: BoardState | None = None
    """What the keys were last named for."""

    def show(self, state: BoardState) -> None:
        """Name the keys that matter where one is, and dim those that cannot act."""
        self.state = state
        self.place, self.named = state.place, named_in(state)
        self.unavailable = frozenset(each for each, _ in self.named if BY_ID[each].why_not(state))

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        parts: list[Part] = [(" ", "plain")]
        for hint, _, _ in self._placed():
            dim = hint.command_id in self.unavailable
            parts.append((hint.key, "muted" if dim else "key"))
            parts.append((f" {hint.word}  ", "muted"))
        return self.strip(parts, self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Run the command under the pointer."""
        for hint, first, last in self._placed():
            if first <= event.x < last and hint.command_id:
                self.post_message(CommandClicked(hint.command_id))

    def _placed(self) -> list[tuple[Hint, int, int]]:
        place = PLACES[self.place]
        shown = [Hint(self.keymap.first(each), word, each) for each, word in self.named]
        shown += [Hint(key, word) for key, word in place.keys]
        while len(shown) > _ALWAYS and 1 + sum(hint.length for hint in shown) > self.size.width:
            del shown[-_ALWAYS - 1]
        placed, column = [], 1
        for hint in shown:
            placed.append((hint, column, column + hint.length))
            column += hint.length
        return placed


class MessageLine(LineWidget):
    """One line of words; errors in the colour of errors, and with a leading `!`."""

    words: reactive[tuple[str, str, str]] = reactive((" ", "", "plain"))
    """What stands before the message, the message, and its style."""

    def say(self, text: str, style: str = "plain") -> None:
        """Show a message until the next one."""
        self.words = ("! " if style == "red" else " "), text, style

    def point(self, column: int, cells: int, text: str) -> None:
        """Show carets under a mistake in the line above, and what is wrong with it."""
        self.words = " " * column + "^" * max(1, cells) + " ", text, "red"

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        before, text, style = self.words
        width = self.size.width
        column = len(before) - len(before.lstrip())
        if "^" in before and column > width // 2:
            # No room behind the carets: the words stand before them.
            words = fit_right(self.glyphs.words(text), column - 1, self.glyphs.ellipsis)
            return self.strip([(f"{words} {before.lstrip()}", style)], width)
        text = fit_message(self.glyphs.words(text), width - len(before), self.glyphs.ellipsis)
        return self.strip([(before, style), (text, style)], width)
