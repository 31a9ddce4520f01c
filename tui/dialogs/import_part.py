"""Saying which sheet of a workbook, or which list of a JSON file, is to be imported."""

from __future__ import annotations

from collections.abc import Sequence

from exchange.importers.records import FilePart
from store.model.glyphs import Glyphs
from store.text import counted, one_line
from tui.dialogs.picker import ListedScreen
from tui.widgets.chooser import ChoiceRow

_MOST_COLUMNS = 12


def part_screen(file: str, parts: Sequence[FilePart], glyphs: Glyphs) -> ListedScreen:
    """Return a screen that gives the place of the part that was chosen, as text.

    The first one is what would be read without a choice. Esc gives nothing.
    """
    what = "sheet" if parts[0].is_sheet else "list"
    rows = [
        ChoiceRow(
            ((_name(part), "plain"),),
            str(place),
            right=(_size(part), "muted"),
            hint=_columns(part),
        )
        for place, part in enumerate(parts)
    ]
    title = f"Which {what} of {one_line(file)}?"
    return ListedScreen(title, glyphs, rows, foot="enter chooses · type to narrow · esc gives up")


def _name(part: FilePart) -> str:
    names = ", ".join(map(one_line, part.names)) or "the file itself"
    if len(part.names) > 1:
        return f"All {len(part.names)} sheets of one shape: {names}"
    return f"{names} (hidden)" if part.hidden else names


def _size(part: FilePart) -> str:
    return counted(len(part.columns), "column") if part.is_sheet else counted(part.items, "item")


def _columns(part: FilePart) -> str:
    shown = ", ".join(map(one_line, part.columns[:_MOST_COLUMNS]))
    return shown + (" …" if len(part.columns) > _MOST_COLUMNS else "")
