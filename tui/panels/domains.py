"""Panel 1: the fields of cooperation, with counts and the mix of statuses."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from store.model.status import Status
from store.portfolio.counts import DomainSummary, overdue_words, stale_words
from store.portfolio.drawing import STATUS_ORDER, status_mix
from store.portfolio.portfolio import Portfolio
from tui.panels.panel import Panel
from tui.rendering.cells import fit
from tui.rendering.line_widget import Part, length

_LEAST_BAR, _MOST_BAR = 3, 12
"""A shorter bar would say nothing, a longer one no more."""
_REST = 2 + 1
"""Cells of the marks and of the gap after the count."""
_DIGITS = 4
"""Counts of fewer digits take as much room."""


_AROUND = 6
"""Cells of the corners, the rule and the gaps of the lower edge."""


class LegendLine(NamedTuple):
    """One line below the domains: a status, or None for overdue, and how many have it."""

    status: Status | None
    number: int
    words: str
    brief: str
    """The words where those have no room."""
    style: str


class DomainsPanel(Panel):
    """All commitments, then each domain. Where the cursor is filters the other panels."""

    NUMBER = 1
    NAME = "Domains"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self._summaries: tuple[DomainSummary, ...] = ()
        self._late = 0
        """Cells of how many are overdue: none where nothing is."""
        self._digits = _DIGITS
        """Cells of the greatest count."""
        self._longest = 0
        """Cells of the longest name; the bars make room for it."""
        self.combined: tuple[str, ...] = ()
        self._legend: tuple[LegendLine, ...] = ()
        """What the filters leave, in the marks and words of its statuses."""

    @property
    def here(self) -> str:
        """The id of the domain under the cursor; empty for all."""
        domain = self._summaries[self.cursor].domain if self._summaries else None
        return domain.id if domain else ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The domains to filter by: those combined, else the one under the cursor."""
        return self.combined or ((self.here,) if self.here else ())

    def combine(self) -> None:
        """Add the domain under the cursor to those combined, or take it out again."""
        if not self.here:
            self.combined = ()
        elif self.here in self.combined:
            self.combined = tuple(each for each in self.combined if each != self.here)
        else:
            self.combined = (*self.combined, self.here)

    def choose(self, domain_id: str) -> None:
        """Put the cursor on a domain, without telling the board."""
        self.combined = ()
        ids = [each.domain.id if each.domain else "" for each in self._summaries]
        self.place(ids.index(domain_id) if domain_id in ids else 0)

    def clear(self) -> None:
        """Go back to all domains, without telling the board."""
        self.combined = ()
        self.place(0)

    def watch_portfolio(self, portfolio: Portfolio | None) -> None:
        """Take the new figures; the cursor stays on its domain."""
        here = self.here
        self._summaries = portfolio.domain_summaries if portfolio else ()
        late = max((each.overdue for each in self._summaries), default=0)
        self._late = len(f" !{late} ") if late else 0
        most = max((each.size or 0 for each in self._summaries), default=0)
        self._digits = max(_DIGITS, len(f" {most}"))
        names = [each.domain.name for each in self._summaries if each.domain]
        self._longest = max(map(cell_len, names), default=0)
        ids = [each.domain.id if each.domain else "" for each in self._summaries]
        self.place(ids.index(here) if here in ids else 0)
        legend = self._legend_of(portfolio) if portfolio else ()
        if legend != self._legend:
            self._legend = legend
            self.refresh()

    def _legend_of(self, portfolio: Portfolio) -> tuple[LegendLine, ...]:
        counts = portfolio.statuses
        lines = [
            LegendLine(status, counts[status], status.words, status.words, status.tone)
            for status in STATUS_ORDER
            if counts.get(status)
        ]
        if portfolio.overdue:
            whole = overdue_words(portfolio.overdue, portfolio.dated).partition(" ")[2]
            lines.append(LegendLine(None, portfolio.overdue, whole, "overdue", "red"))
        return tuple(lines)

    def row_count(self) -> int:
        """Return how many domains there are, All included."""
        return len(self._summaries)

    def row_keys(self) -> Sequence[object]:
        """Return the figures of each domain, and whether it is combined with others."""
        combined = self.combined
        return [(each, each.domain and each.domain.id in combined) for each in self._summaries]

    def drawn_with(self) -> Hashable:
        """Return what the widths of the columns come from."""
        return self._late, self._digits, self._longest

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Draw name, count, the mix of statuses, and how many are overdue."""
        summary, glyphs = self._summaries[index], self.glyphs
        domain = summary.domain
        mark = glyphs.cursor if index == self.cursor else " "
        mark += glyphs.chosen if domain and domain.id in self.combined else " "
        name = domain.name if domain else "All"
        style = "strong" if index == self.cursor else "plain"
        if summary.size is None:
            return [(mark, "key"), (fit(name, width - len(mark), glyphs.ellipsis), style)]
        count = f"{summary.size:>{self._digits}} "
        figures: list[Part] = [(count, "plain" if summary.size else "muted")]
        bar = self._bar_width(width)
        figures += status_mix(summary.statuses, bar, self.glyphs)
        if self._late:
            overdue = f"!{summary.overdue}" if summary.overdue else ""
            figures += [(f" {overdue:<{self._late - 1}}", "red")]
        name_width = self._room(width) - bar
        return [(mark, "key"), (fit(name, name_width, glyphs.ellipsis), style), *figures]

    def foot(self) -> Part:
        """Say what is overdue and stale in the domain under the cursor, and out of how many."""
        if not self._summaries:
            return "", "muted"
        summary = self._summaries[self.cursor]
        room = self.outer_size.width - _AROUND
        # A count is never cut: words give way first, then what it is out of.
        for parts in _pressing(summary, self.glyphs.missed):
            if cell_len(text := " · ".join(parts)) <= room:
                return text, "plain" if summary.overdue else "muted"
        return "", "muted"

    def below_parts(self, line: int, width: int) -> list[Part]:
        """Show what the filters leave, status by status, where the panel has room for all of it."""
        legend = self._legend
        if not 0 < line <= len(legend) or self.page - self.row_count() <= len(legend):
            return []
        status, number, words, brief, style = legend[line - 1]
        mark = self.glyphs.status(status) if status else self.glyphs.missed
        head: list[Part] = [(f"  {mark} ", style), (f"{number:>{self._digits}}  ", "plain")]
        room = width - length(head)
        said = words if cell_len(words) <= room else brief
        return [*head, (fit(said, room, self.glyphs.ellipsis), "muted")]

    def _room(self, width: int) -> int:
        """Return the cells that the figures leave."""
        return width - _REST - self._digits - self._late

    def _bar_width(self, width: int) -> int:
        """Return the cells that names and figures leave for a bar: none where too few."""
        left = self._room(width) - self._longest
        return min(left, _MOST_BAR) if left >= _LEAST_BAR else 0


def _pressing(summary: DomainSummary, missed: str) -> Iterator[list[str]]:
    """Yield how many are overdue and how many stale, in the words for ever less room."""
    late, dated, stale, still_open = summary.overdue, summary.dated, summary.stale, summary.open
    forms = (
        (overdue_words(late, dated), stale_words(stale, still_open)),
        (f"{late} overdue of {dated}", f"{stale} stale of {still_open}"),
        (f"{late}/{dated} overdue", f"{stale}/{still_open} stale"),
        (f"{late} overdue", f"{stale} stale"),
        (f"{missed}{late}", f"{stale} stale"),
    )
    for of_overdue, of_stale in forms:
        yield [words for words, number in ((of_overdue, late), (of_stale, stale)) if number]
