"""The top line: the register, what is filtered, and the counts that matter."""

from __future__ import annotations

from rich.cells import cell_len
from textual.reactive import reactive
from textual.strip import Strip

from store.portfolio import Portfolio
from store.status import Status
from store.text import one_line
from tui.drawing.cells import fit
from tui.drawing.ink import Drawn, Part, length

_SEPARATOR = " › "
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


class HeaderLine(Drawn):
    """One line that gives up its least important parts when it is narrow."""

    portfolio: reactive[Portfolio | None] = reactive(None, always_update=True)
    state: reactive[str] = reactive("saved")
    """What becomes of changes: saved, or read-only."""
    further: reactive[tuple[str, ...]] = reactive(())
    """Where one has gone beyond the filters: into a commitment, a selection, a lone panel."""

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width, portfolio = self.size.width, self.portfolio
        if portfolio is None:
            return self.strip([], width)
        counts: list[Part] = []
        for status in _ORDER:
            number = portfolio.statuses.get(status, 0)
            if number:
                counts.append((f"{self.marks.status(status)}{number} ", status.tone))
        late = portfolio.overdue
        overdue: list[Part] = [(f" {late} overdue ", "red")] if late else []
        as_of = self.marks.date(portfolio.as_of)
        day: list[Part] = [(f" as of {as_of}  {self.state} ", "muted")]
        name = " Entente "
        right: list[Part] = []
        for parts in (overdue, counts, day):
            if len(name) + 12 + length(right) + length(parts) <= width:
                right = [*parts, *right] if parts is counts else [*right, *parts]
        room = width - len(name) - length(right)
        title = one_line(portfolio.register.title)
        where = self._trail(portfolio, room)
        if room >= cell_len(title) + cell_len(where) + 4:
            left: list[Part] = [(fit(title, cell_len(title) + 3), "plain"), (where, "muted")]
        else:
            space = 2 if cell_len(where) + 3 <= room else 0
            left = [(" " * space + fit(where, room - 1 - space, self.marks.ellipsis), "muted")]
        gap = room - length(left)
        return self.strip([(name, "strong"), *left, (" " * gap, "plain"), *right], width)

    def _trail(self, portfolio: Portfolio, room: int) -> str:
        """Return the steps that Esc walks back, the last first, as many as there is room for."""
        filters = self.marks.words(_SEPARATOR.join(filters_of(portfolio)))
        count = f"{portfolio.size} of {portfolio.total}"
        steps = [f"{filters}: {count}" if filters else f"all {portfolio.total}"]
        steps += map(one_line, self.further)
        separator = self.marks.words(_SEPARATOR)
        trail = separator.join(steps)
        return trail if cell_len(trail) < room else steps[0]


def filters_of(portfolio: Portfolio) -> list[str]:
    """Return what filters, the widest first: all, the domains, the query."""
    if portfolio.view_name:
        return ["All", one_line(portfolio.view_name)]
    chosen = [each.name for each in portfolio.register.domains if each.id in portfolio.domains]
    steps = [" + ".join(chosen)] if chosen else []
    steps += [] if portfolio.query.is_empty else [str(portfolio.query)]
    return ["All", *map(one_line, steps)] if steps else []
