"""The review queue and the why-trail on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.cells import cell_len
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.render.columns import NARROW_WIDTH
from cli.render.tables import empty_table, fit
from cli.terminal import STYLES
from store.model.entry import Entry
from store.model.glyphs import Glyphs
from store.portfolio.review import ReviewItem, ReviewReason
from store.portfolio.trail import TrailLink
from store.text import one_line

_LONGEST_ID = 26
_ROOM_FOR_TITLE = 120
"""From so many columns on a row has the title beside the id."""
_TITLE = 36
_GAP = 2
_GRAVE = (ReviewReason.OVERDUE, ReviewReason.MISSED_STEP, ReviewReason.DISPUTED)


def review_table(
    items: Sequence[ReviewItem], put_off: Mapping[str, date], width: int, glyphs: Glyphs
) -> Table:
    """Return the queue as rows: number, id, title where there is room, and the reasons."""
    ids = [one_line(each.entry.id) for each in items]
    most = _LONGEST_ID if width >= NARROW_WIDTH else 16
    columns = [("No.", max(3, len(str(len(items))))), ("Id", min(most, max(map(cell_len, ids))))]
    columns += [("Title", _TITLE)] if width >= _ROOM_FOR_TITLE else []
    rest = max(12, width - sum(cells + _GAP for _, cells in columns))
    table = empty_table(glyphs)
    for name, cells in (*columns, ("Why", rest)):
        table.add_column(name, width=cells, no_wrap=True, overflow="crop")
    table.columns[0].justify = "right"
    for number, item in enumerate(items, start=1):
        until = put_off.get(item.entry.id)
        words = [f"put off until {until}"] if until else []
        said = f" {glyphs.dot} ".join([*words, *item.words])
        style = STYLES["red" if item.reasons[0] in _GRAVE and not until else "plain"]
        row = [Text(str(number), "dim"), Text(fit(item.entry.id, columns[1][1], glyphs))]
        if width >= _ROOM_FOR_TITLE:
            row.append(Text(fit(item.entry.commitment.title, _TITLE, glyphs)))
        table.add_row(*row, Text(fit(glyphs.words(said), rest, glyphs), style))
    return table


def trail_page(entry: Entry, links: Sequence[TrailLink], width: int, glyphs: Glyphs) -> Group:
    """Return the chain under the commitment's title, each link below what rests on it."""
    title = Text.assemble((one_line(entry.commitment.title), "bold"), f"  {one_line(entry.id)}")
    lines: list[Text | Padding] = [title]
    for link in links:
        words = one_line(link.words)
        style = "bold" if link.style == "strong" else STYLES.get(link.style, STYLES["yellow"])
        if link.depth == 0:
            lines.append(Text())
        # Broken where the terminal ends, and indented as far as the first line.
        lines.append(
            Padding(Text(words, style), (0, 0, 0, min(2 * link.depth, width // 4)), expand=False)
        )
    return Group(*lines)
