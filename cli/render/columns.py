"""The columns of a printed list: chosen by name, and what is shown in them."""

from __future__ import annotations

from cli.errors import BadUsage
from store.model.dates import PartialDate
from store.model.entry import Entry, progress_words
from store.model.glyphs import Glyphs
from store.portfolio.columns import ALIASES, COLUMNS_BY_ID, Column


def shown_in(column: Column, entry: Entry, glyphs: Glyphs) -> str:
    """Return what a terminal is shown in a column: a status as its mark and code.

    `?` is after one that waits for a second reader.
    """
    state = entry.derived
    if column.id == "status":
        return f"{glyphs.status(state.status)} {state.status.code}{'?' if state.to_confirm else ''}"
    text = text_in(column, entry)
    if text and (column.dated or column.id == "when") and text[0].isdigit():
        text = glyphs.date(PartialDate.parse(text))
    return text or ("-" if column.id == "done" else "")


def text_in(column: Column, entry: Entry) -> str:
    """Return what a column says in a line for other programs; empty when that is not known."""
    return done_words(entry) if column.id == "done" else column.text(entry)


def tone_of(column: Column, entry: Entry) -> str:
    """Return the name of the style a terminal shows a cell in."""
    if column.id == "status":
        return entry.derived.status.tone
    if column.id == "days" or (column.id == "when" and entry.derived.overdue):
        return "red" if entry.derived.overdue else "muted"
    return "muted" if column.id == "id" else "plain"


def done_words(entry: Entry) -> str:
    """Return how far it has come; `*` is after what is provisional."""
    return f"{progress_words(entry)}{'*' if entry.derived.provisional else ''}"


def read_columns(text: str) -> tuple[Column, ...]:
    """Read names with commas between. Raises `BadUsage`, naming the nearest valid one."""
    found = []
    for word in filter(None, (each.strip().lower() for each in text.split(","))):
        name = ALIASES.get(word, word)
        if name not in COLUMNS_BY_ID:
            from store.query.fields import FLAGS
            from store.text import did_you_mean, shown

            flags = {flag.name: "flags" for flag in FLAGS}
            raise BadUsage(
                f"there is no column {shown(word)}",
                hint=did_you_mean(word, COLUMNS_BY_ID, spellings=flags | ALIASES),
            )
        found.append(COLUMNS_BY_ID[name])
    if not found:
        raise BadUsage("--columns is empty", hint=f"one or more of {', '.join(COLUMNS_BY_ID)}")
    return tuple(dict.fromkeys(found))


PLAIN = read_columns("id,status,done,due,days,title")
"""What a line for other programs holds."""
NARROW_WIDTH, ROOMY_WIDTH = 80, 100
"""Below so many columns a table keeps only what matters most, and has all from so many on."""
WIDE = read_columns("status,done,due,days,id,title")
MEDIUM = read_columns("status,done,when,id,title")
NARROW = read_columns("status,when,title")


def columns_for(width: int) -> tuple[Column, ...]:
    """Return the columns of a list for which none were chosen, in a terminal so wide.

    In a usual one the days are left to the due date: the id has to be read whole to be of use.
    """
    return WIDE if width >= ROOMY_WIDTH else MEDIUM if width >= NARROW_WIDTH else NARROW
