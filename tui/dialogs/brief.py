"""The brief of what is shown, to be read on the board and saved as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.cells import cell_len
from textual import events
from textual.geometry import Size

from exchange.brief import Brief
from exchange.brief.page import COLUMNS, BriefStyle
from exchange.brief.text import to_text
from store.model.glyphs import Glyphs
from tui.dialogs.picker import ChoicesScreen
from tui.rendering.cells import wrap
from tui.rendering.line_widget import Part
from tui.rendering.pictures import TEXT_MEASURE
from tui.widgets.chooser import Choices

FORMS = (
    (".html", "a web page; printed, the short brief is one sheet of A4"),
    (".md", "Markdown with footnotes"),
    (".txt", "plain text of a letter's width"),
)
"""What a brief is saved as, by the ending of the file."""


_LEAP = 10
"""By so many rows a page key moves the cursor of a list."""


class BriefScreen(ChoicesScreen[BriefStyle | None]):
    """Shows a brief; gives the style to save it in, None when it was only read."""

    def __init__(self, brief: Brief, glyphs: Glyphs) -> None:
        self._text = _BriefText(brief, glyphs)
        super().__init__(self._text)

    def on_key(self, event: events.Key) -> None:
        """Show the annex or only the first page, save, or leave."""
        event.stop()
        if event.key in ("escape", "q", "B"):
            self.dismiss(None)
        elif event.key == "a":
            self._text.turn()
        elif event.key == "x":
            self.dismiss(self._text.style)


class _BriefText(Choices):
    MARKED = False

    def __init__(self, brief: Brief, glyphs: Glyphs) -> None:
        super().__init__(
            "Brief", "x saves it · a shows the annex, or the first page alone · esc closes", glyphs
        )
        self._brief = brief
        self.style = BriefStyle(not glyphs.unicode, glyphs.dates, short=True)
        self._lines: Sequence[str] = ()
        self._width = 0

    def turn(self) -> None:
        """Show the annex too, or the first page alone, from its beginning."""
        self.style = self.style._replace(short=not self.style.short)
        self._width = 0
        self.cursor = self._top = 0
        self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return min(COLUMNS + 5, viewport.width)

    def row_count(self) -> int:
        width = max(8, min(COLUMNS + 5, self.app.size.width) - 5)
        if width != self._width:
            self._width = width
            self._lines = list(_narrowed(to_text(self._brief, self._fitting(width)), width))
        return len(self._lines)

    def _fitting(self, width: int) -> BriefStyle:
        return self.style._replace(columns=min(width, COLUMNS), text=TEXT_MEASURE)

    def row_parts(self, index: int, width: int) -> list[Part]:
        line = self._lines[index]
        body = line.lstrip()
        indent = " " * (len(line) - len(body))
        under = self._lines[index + 1] if index + 1 < len(self._lines) else ""
        heading = index == 0 or (body and under == "-" * cell_len(line))
        # Columns of figures keep the spaces between them.
        return [(indent, "plain"), (body, "strong" if heading else "plain")]

    def go_to(self, index: int) -> None:
        """Scroll by rows, or by all that is in view: a text has no row to stand on."""
        step = index - self.cursor
        if abs(step) == _LEAP:
            step = step // _LEAP * (self.page - 1)
        self._top = max(0, min(self._top + step, self.row_count() - self.page))
        self.cursor = self._top
        self.refresh()


def _narrowed(text: str, width: int) -> Iterator[str]:
    """Yield lines of at most a width; what is broken keeps its indent."""
    for line in text.splitlines():
        if cell_len(line) <= width:
            yield line
            continue
        body = line.lstrip()
        indent = " " * min(len(line) - len(body), width // 2)
        yield from (f"{indent}{each}" for each in wrap(body, width - len(indent)))


def written_brief(brief: Brief, style: BriefStyle, path: Path) -> str:
    """Return a brief as the ending of a path says."""
    if path.suffix == ".html":
        from exchange.brief.html import to_html

        return to_html(brief, style)
    if path.suffix == ".md":
        from exchange.brief.markdown import to_markdown

        return to_markdown(brief, style)
    return to_text(brief, style)
