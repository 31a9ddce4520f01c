"""What all panels share: a frame, rows drawn line by line, a cursor and a scroll position."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Iterable, Sequence
from typing import ClassVar, Literal, NamedTuple

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from store.model.glyphs import Glyphs
from store.portfolio.portfolio import Portfolio
from tui.background import Debouncer
from tui.rendering.cells import wrap
from tui.rendering.frame import lower_edge, past_glyphs, upper_edge
from tui.rendering.line_widget import LineWidget, Part

_WHEEL_ROWS = 3
NOTIFY_SECONDS = 0.003
"""What follows from a step of the cursor would hold up the picture of the step itself."""
_MOST_DRAWN = 1000
"""Rows kept as drawn: a few screens full."""


class PanelMessage(Message):
    """Something that a panel tells the board of itself."""

    def __init__(self, panel: Panel) -> None:
        super().__init__()
        self.panel = panel


DetailItemKind = Literal["milestone", "follow-up", "update"]


class DetailItem(NamedTuple):
    """What stands under the cursor of a panel when it is not a commitment."""

    kind: DetailItemKind
    of: str
    """The commitment's id."""
    id: str
    title: str

    @property
    def ticks(self) -> bool:
        """Whether it can be ticked off."""
        return self.kind != "update"


class Picture(NamedTuple):
    """What all lines of one picture of a panel have in common."""

    width: int
    height: int
    frame: str
    header: int
    """How many lines stay above the rows."""
    keys: Sequence[object]
    """For each row, what it shows."""


class Panel(LineWidget, can_focus=True):
    """A framed list of rows. A subclass says what its rows are and how each is drawn.

    `cursor` is the row acted on, `top` the first one in view. Lines are made on demand, so
    a panel of a hundred thousand rows costs what its visible ones cost. Having neither border
    nor padding, it asks for `outer_size`, which costs less than `size`.
    """

    NUMBER: ClassVar[int]
    NAME: ClassVar[str]

    portfolio: reactive[Portfolio | None] = reactive(None, always_update=True, repaint=False)

    class CursorMoved(PanelMessage):
        """The cursor came to rest on another row."""

    class Scrolled(PanelMessage):
        """The wheel turned over the rows."""

    class Entered(PanelMessage):
        """A row was opened with a second click."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self.cursor = 0
        self.top = 0
        self.title = self.NAME
        """What the panel is called at the moment."""
        self.draws_whole = False
        """Whether what it shows is drawn as a whole, and has no rows."""
        self.followed = True
        """Whether the board has seen to what follows from where the cursor is."""
        self._past = False
        self._drawn: dict[tuple[object, bool, str], Strip] = {}
        """Rows as drawn, by what they show, whether the cursor is on them, and their frame."""
        self._drawn_with: Hashable = None
        self._edges: dict[str, Strip] = {}
        self._edge_debouncer = Debouncer(self, self._redraw_lower_edge)

    @property
    def past(self) -> bool:
        """Whether it shows a day that is gone, which its frame says."""
        return self._past

    @past.setter
    def past(self, past: bool) -> None:
        if past != self._past:
            self._past = past
            self.draw_lines_again()

    def row_count(self) -> int:
        """Return how many rows there are."""
        raise NotImplementedError

    def row_keys(self) -> Sequence[object]:
        """Return for each row what it shows: one with the same key may be kept as drawn."""
        return range(self.row_count())

    def drawn_with(self) -> Hashable:
        """Return what all rows depend on besides their keys; none is kept when it changes.

        A panel that does not say more keeps no row beyond the next `refresh`.
        """
        return self.times_forgotten

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Return what one row shows in `width` cells."""
        raise NotImplementedError

    @property
    def header_height(self) -> int:
        """How many lines stay above the rows, such as one of column titles."""
        return 0

    def header_parts(self, line: int, width: int) -> list[Part]:
        """Return what one of the lines above the rows shows."""
        return []

    def blank_parts(self, width: int) -> list[Part]:
        """Return what a line below the last row shows."""
        return []

    def whole_parts(self, line: int, width: int) -> list[Part]:
        """Return a line of what takes the place of the rows, where `draws_whole` says so."""
        return []

    def whole_background(self, line: int) -> str:
        """Return what a line of it lies on: the panel's own ground, or that of a cursor."""
        return "plain"

    def header_clicked(self, line: int, column: int) -> None:
        """Do what a click on a line above the rows asks for."""

    def note(self) -> Part:
        """Return the remark beside the panel's name."""
        return "", "muted"

    def foot(self) -> Part:
        """Return the remark in the lower edge: where the cursor is."""
        count = self.row_count()
        return (f"{self.cursor + 1} of {count}" if count else ""), "muted"

    def empty(self) -> str:
        """Return what to do next when there are no rows; `{add}` and the like stand for keys."""
        return ""

    @property
    def page(self) -> int:
        """How many rows are in view."""
        return max(1, self.outer_size.height - 2 - self.header_height)

    def move(self, rows: int) -> None:
        """Move the cursor by rows, as far as there are any."""
        self.go_to(self.cursor + rows)

    def go_to(self, index: int) -> None:
        """Move the cursor to a row and tell the board, once the row has had its picture."""
        if self.put(index) and self.followed:
            self.followed = False
            asyncio.get_running_loop().call_later(NOTIFY_SECONDS, self._notify)

    def take_move(self, command_id: str) -> bool:
        """Move the cursor as a command of the board says; return whether it is one of moving."""
        moves = {
            "down": 1,
            "up": -1,
            "page-down": self.page,
            "page-up": -self.page,
            "first": -self.row_count(),
            "last": self.row_count(),
        }
        if command_id in moves:
            self.move(moves[command_id])
        return command_id in moves

    def _notify(self) -> None:
        if self.is_running:
            self.post_message(self.CursorMoved(self))

    def put(self, index: int) -> bool:
        """Move the cursor to a row among the same rows; return whether it moved. Nobody is told."""
        count = self.row_count()
        target = min(max(0, index), max(0, count - 1))
        before, top = self.cursor, self.top
        if target == before:
            return False
        self.cursor = target
        self.top = self._top_showing_cursor(count)
        if self.top == top:
            # The lower edge waits: drawn now, it would have the lines between drawn as well.
            self.redraw_lines(self._line_of(before), self._line_of(target))
            self._edge_debouncer.restart()
        else:
            self.draw_lines_again()
        return True

    def place(self, index: int) -> None:
        """Put the cursor on a row after the rows have changed; nobody is told."""
        count = self.row_count()
        self.cursor = min(max(0, index), max(0, count - 1))
        self.top = self._top_showing_cursor(count)
        self.refresh()

    def show_cursor(self) -> None:
        """Scroll just as far as it takes to see the cursor, and draw everything anew."""
        self.top = self._top_showing_cursor(self.row_count())
        self.refresh()

    def scroll_rows_to(self, top: int) -> None:
        """Show rows from `top` on."""
        top = max(0, min(top, self.row_count() - self.page))
        if top != self.top:
            self.top = top
            self.draw_lines_again()

    def _top_showing_cursor(self, count: int) -> int:
        page = self.page
        top = max(min(self.top, self.cursor), self.cursor - page + 1)
        return max(0, min(top, count - page))

    def _line_of(self, index: int) -> int:
        return index - self.top + 1 + self.header_height

    def redraw_lines(self, *lines: int) -> None:
        """Draw lines of the panel again, counted from its upper edge."""
        width, height = self.outer_size
        self.refresh(*(Region(0, line, width, 1) for line in {*lines} if 0 <= line < height))

    def _redraw_lower_edge(self) -> None:
        self.redraw_lines(self.outer_size.height - 1)

    def draw_lines(self, ys: Iterable[int]) -> list[Strip]:
        """Draw some of the lines; rows that show the same as before are kept as they are."""
        paint, width = self._paint or self.paint, self.outer_size.width
        drawn_with = paint, width, self.drawn_with()
        if drawn_with != self._drawn_with:
            self._drawn_with = drawn_with
            self._drawn.clear()
            self._edges.clear()
        frame = "frame-focus" if self.has_focus else "frame"
        frame += "-past" if self._past else ""
        picture = Picture(*self.outer_size, frame, self.header_height, self.row_keys())
        return [self._draw_line(y, picture) for y in ys]

    def draw_rows_again(self) -> None:
        """Draw every row anew: the same text may be as wide as another number of cells."""
        self._drawn.clear()
        self._edges.clear()
        self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        """Draw one line: an edge, the column titles, a row, or what stands in for none."""
        return self.draw_lines([y])[0]

    def _draw_line(self, y: int, picture: Picture) -> Strip:
        width, height, frame, header, keys = picture
        if y == 0:
            return self._upper_edge(width, frame)
        if y == height - 1:
            return self._lower_edge(width, frame)
        if self.draws_whole:
            parts, background = self.whole_parts(y - 1, width - 2), self.whole_background(y - 1)
            return self._framed(self.strip(parts, width - 2, background), frame)
        index = self.top + y - 1 - header
        if y > header and index < len(keys):
            key = keys[index], index == self.cursor, frame
            line = self._drawn.get(key)
            if line is None:
                line = self._drawn[key] = self._framed(self._row(index, width - 2), frame)
                if len(self._drawn) > _MOST_DRAWN:
                    self._drawn.clear()
            return line
        return self._framed(self._inside(y - 1, width - 2), frame)

    def _framed(self, inside: Strip, frame: str) -> Strip:
        edge = self._edges.get(frame)
        if edge is None:
            edge = self._edges[frame] = self.strip([(self._frame_glyphs.edge, frame)], 1)
        return Strip.join([edge, inside, edge])

    def _row(self, index: int, width: int) -> Strip:
        background = "plain"
        if index == self.cursor:
            background = "cursor" if self.has_focus else "cursor-away"
        return self.strip(self.row_parts(index, width), width, background)

    def _inside(self, line: int, width: int) -> Strip:
        if line < self.header_height:
            return self.strip(self.header_parts(line, width), width)
        if self.row_count() == 0:
            lines = wrap(self.keymap.words(self.empty()), width - 2)
            line -= max(1, self.header_height)
            text = lines[line] if 0 <= line < len(lines) else ""
            return self.strip([(" " + text, "muted")], width)
        below = line - self.header_height - self.row_count() + self.top
        return self.strip(self.below_parts(below, width) or self.blank_parts(width), width)

    def below_parts(self, line: int, width: int) -> list[Part]:
        """Return what a line below the last row shows, counted from 0; nothing: as it is blank."""
        return []

    def _upper_edge(self, width: int, frame: str) -> Strip:
        name = self.NUMBER, self.title, "strong" if self.has_focus else "plain"
        return self.strip(upper_edge(name, self.note(), width, frame, self._frame_glyphs), width)

    def _lower_edge(self, width: int, frame: str) -> Strip:
        return self.strip(lower_edge(self.foot(), width, frame, self._frame_glyphs), width)

    @property
    def _frame_glyphs(self) -> Glyphs:
        return past_glyphs(self.glyphs) if self._past else self.glyphs

    def on_focus(self) -> None:
        """Draw the frame and the cursor as those of the panel in use."""
        self.draw_lines_again()

    def on_blur(self) -> None:
        """Draw the frame and the cursor as those of a panel at rest."""
        self.draw_lines_again()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.show_cursor()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the rows; the cursor stays where it is."""
        event.stop()
        self._wheel(_WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the rows; the cursor stays where it is."""
        event.stop()
        self._wheel(-_WHEEL_ROWS)

    def _wheel(self, rows: int) -> None:
        self.scroll_rows_to(self.top + rows)
        self.post_message(self.Scrolled(self))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row clicked; a click on the cursor's row opens it."""
        line = event.y - 1
        if 0 <= line < self.header_height:
            self.header_clicked(line, event.x - 1)
            return
        index = self.top + line - self.header_height
        if line < 0 or event.y == self.outer_size.height - 1 or not 0 <= index < self.row_count():
            return
        if index == self.cursor:
            self.post_message(self.Entered(self))
        else:
            self.go_to(index)
