"""What changed since a visit, a brief or a day: Enter on a change goes to its commitment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from textual import events

from store.errors import BadValue
from store.model.dates import WIDTHS, read_date
from store.model.entry import long_date
from store.model.glyphs import Glyphs
from store.register.change_rows import ChangeRow, headed
from store.text import counted, one_line
from tui.dialogs.picker import ChoosingScreen, matches
from tui.rendering.cells import fit
from tui.rendering.line_widget import Part
from tui.widgets.chooser import ChoiceRow

GO_TO, SINCE = "go to:", "since:"
"""How what is chosen begins: with a commitment, or with another day to look back to."""
_LEAST = 3
"""Characters from which a text may be meant as a day."""
_ROOMY = 90
"""From this width on ids have a column beside the words."""
_ID = 26


class LookBack(NamedTuple):
    """From when on changes are told, and what that day is called."""

    name: str
    since: date


class ChangesScreen(ChoosingScreen):
    """Lists changes; gives `go to:` with an id, or `since:` with a day that was typed.

    Tab and shift+tab step through the periods that are offered. `load` makes the rows of one.
    """

    def __init__(
        self,
        periods: Sequence[LookBack],
        until: date,
        load: Callable[[date], list[ChangeRow]],
        glyphs: Glyphs,
        within: str,
    ) -> None:
        foot = "type to narrow, or a day · tab other period · enter goes there · esc closes"
        super().__init__("", glyphs, prompt="> ", foot=foot)
        self.chooser.left_alone = frozenset({"tab", "shift+tab"})
        self._periods = periods
        self._place = 0
        self._until = until
        self._load = load
        self._within = within
        self._rows: list[ChangeRow] = []
        self._take_period(0)

    def _take_period(self, place: int) -> None:
        self._place = place % len(self._periods)
        period = self._periods[self._place]
        self._rows = self._load(period.since)
        name = f"{period.name}, " if period.name else ""
        title = f"Changed since {name}{long_date(period.since)}"
        self.chooser.retitle(title, f"{counted(len(self._rows), 'change')} {self._within}")

    def on_key(self, event: events.Key) -> None:
        """Show another period."""
        if event.key in ("tab", "shift+tab"):
            event.stop()
            event.prevent_default()
            self._take_period(self._place + (1 if event.key == "tab" else -1))
            self.narrow()

    def rows(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """Return the changes that match under their headings; a day that is typed comes first."""
        rows: list[ChoiceRow] = []
        day = self._typed_day(text)
        if day is not None:
            words = f"Since {long_date(day)}: what changed from then on"
            rows.append(ChoiceRow(((words, "plain"),), f"{SINCE}{day}"))
        found = [row for row in self._rows if matches(text, " ".join(map(str, row)))]
        for kind, under in headed(found):
            rows += [ChoiceRow(())] if rows else []
            heading: tuple[Part, ...] = ((kind.heading, "key"), (f"  {len(under)}", "muted"))
            rows.append(ChoiceRow(heading))
            rows += [self._row(each, width) for each in under]
        return rows or [ChoiceRow(((self._nothing(), "muted"),))]

    def _nothing(self) -> str:
        if self._rows:
            return "No change is told in these words: backspace"
        return "Nothing changed: tab looks further back, or type a day"

    def _row(self, row: ChangeRow, width: int) -> ChoiceRow:
        glyphs = self.glyphs
        column = WIDTHS["iso"] + 1
        parts: list[Part] = [(f"{row.when or glyphs.dash:<{column}}", "muted")]
        name, words = one_line(row.id), glyphs.words(one_line(row.words))
        used = column + 2
        if width >= _ROOMY:
            parts.append((f"{fit(name, _ID, glyphs.ellipsis)}  ", "plain"))
            used += _ID + 2
        else:
            words = f"{name}: {words}"
        parts.append((fit(words, max(1, width - used), glyphs.ellipsis), row.kind.tone))
        by = f" · {one_line(row.by)}" if row.by else ""
        return ChoiceRow(tuple(parts), GO_TO + row.id, hint=f"{one_line(row.title)}{by}")

    def _typed_day(self, text: str) -> date | None:
        if len(text.strip()) < _LEAST:
            return None
        try:
            day = read_date(text, self._until).first
        except BadValue:
            return None
        return day if day <= self._until else None
