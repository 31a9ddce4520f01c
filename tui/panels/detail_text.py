"""A commitment as text, for the clipboard."""

from __future__ import annotations

from store.entry import Entry
from store.model import Source
from store.portfolio import Portfolio
from store.text import one_line, visible
from tui.commands.keymap import Keymap
from tui.drawing.marks import Marks
from tui.panels.detail_lines import detail_lines

_WIDTH = 100


def short_text(entry: Entry, source: Source | None) -> str:
    """Return id and title, where it stands, and its newest source, a line each."""
    state, due = entry.derived, entry.commitment.due
    facts = [
        state.status.words,
        "" if state.progress is None else f"{'~' if state.counted else ''}{state.progress}%",
        f"due {due}" if due else "",
        f"overdue by {state.overdue_days} days" if state.overdue else "",
        f"as of {entry.as_of}",
    ]
    lines = [f"{entry.id}  {entry.commitment.title}", ", ".join(filter(None, facts))]
    if source:
        lines.append(", ".join(filter(None, (source.title, source.publisher, source.url))))
    return "\n".join(map(one_line, lines))


def whole_text(entry: Entry, view: Portfolio, marks: Marks, keymap: Keymap) -> str:
    """Return all that the detail says."""
    lines = detail_lines(entry, view.register, view.as_of, _WIDTH, marks, keymap)
    said = ("".join(text for text, _ in line.parts).rstrip().removeprefix(" ") for line in lines)
    return visible("\n".join((entry.id, *said)))
