"""What a commitment's state rests on: its updates, its instrument, and the sources, numbered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from cli.facts import origin, span_of
from cli.frames import grid
from cli.look import STYLES, Marks
from store.model import Instrument, Source, Update
from store.text import one_line, visible


class Footnotes:
    """The sources of a page: each is given once, at its end, under the number it was cited by."""

    def __init__(self) -> None:
        self._cited: list[Source] = []

    def cite(self, source: Source | None) -> str:
        """Return the number of a source, such as `[2]`; nothing without one."""
        if source is None:
            return ""
        if source not in self._cited:
            self._cited.append(source)
        return f"[{self._cited.index(source) + 1}]"

    def __len__(self) -> int:
        return len(self._cited)

    def listed(self) -> RenderableType:
        """Return the sources that were cited, by their numbers."""
        return grid([Text(self.cite(each), "dim"), _source(each)] for each in self._cited)


def update_lines(
    known: Sequence[Update], later: int, as_of: date, notes: Footnotes, marks: Marks
) -> RenderableType:
    """Return updates, newest first, each with what it sets and who said so."""
    parts: list[RenderableType] = []
    for update in reversed(known):
        parts.append(_update(update, marks))
        body = Text(visible(update.note))
        if update.source:
            kind = _kind(update.source)
            publisher = one_line(update.source.publisher or update.source.title)
            body.append("\n" if update.note else "")
            body.append_text(kind).append(f" {marks.dot} {publisher} ", "dim")
            body.append(notes.cite(update.source), "dim")
        if body.plain:
            parts.append(Padding(body, (0, 0, 0, 2)))
    if later:
        parts.append(Text(f"{later} later than {as_of}", "dim"))
    return Group(*parts)


def instrument_lines(
    instruments: Sequence[Instrument], notes: Footnotes, marks: Marks
) -> RenderableType:
    """Return the instrument of a commitment, then what it superseded, back to the first."""
    parts: list[RenderableType] = []
    for place, instrument in enumerate(instruments):
        about = ", ".join(part for part in (instrument.kind, span_of(instrument)) if part)
        line = Text("" if place == 0 else f"{'  ' * (place - 1)}supersedes ", "dim")
        line.append(one_line(instrument.title), "" if place else "bold")
        if about:
            line.append(f" {marks.dot} {one_line(about)}", "dim")
        line.append(f" {notes.cite(instrument.source)}" if instrument.source else "", "dim")
        parts.append(line)
    return Group(*parts)


def _update(update: Update, marks: Marks) -> Text:
    line = Text.assemble((update.date.text, "bold"))
    if update.status:
        glyph = f"  {marks.status(update.status)} {update.status.words}"
        line.append(glyph, STYLES[update.status.tone])
    if update.progress is not None:
        line.append(f"  {update.progress}%")
    line.append(f"  {one_line(update.id)}", "dim")
    if update.status and update.source is None:
        line.append("  no source", STYLES["yellow"])
    return line


def _source(source: Source) -> Text:
    _, _, rest = origin(source).partition(": ")
    text = Text.assemble(_kind(source), f": {one_line(rest)}")
    if source.url:
        text.append(f"\n{one_line(source.url)}", "dim")
    return text


def _kind(source: Source) -> Text:
    return Text(
        "official" if source.official else "independent",
        STYLES["blue" if source.official else "green"],
    )
