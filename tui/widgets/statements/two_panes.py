"""Two panes: a text on one side, what is to be decided about it on the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip

from store.model.glyphs import Glyphs
from tui.rendering.cells import fit, wrap
from tui.rendering.frame import progress_bar
from tui.rendering.line_widget import LineWidget, Part, length

SIDE_BY_SIDE = 100
"""From so many columns on the panes stand side by side; else one above the other."""
_LEFT_SHARE = 0.52
_UPPER_SHARE = 0.45
_HEAD = 2
_WHEEL = 3
_MESSAGE_LINES, _MESSAGE_ROOM = 3, 16
"""Lines of a long message, where the two panes has so many."""


class PaneLine(NamedTuple):
    """A line of a pane."""

    parts: tuple[Part, ...] = ()
    value: str = ""
    """What a click on it tells; empty for a line that is only read."""
    here: bool = False
    """Whether it is what the pane is about: it stays in view."""


class PaneKey(NamedTuple):
    """A key that the two panes names below its panes."""

    key: str
    """As Textual names it."""
    shown: str
    label: str


class TwoPanes(LineWidget, can_focus=True):
    """Draws what it is given. A subclass makes the panes, for the room they have."""

    class Clicked(Message):
        """A line that says something was clicked."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    class KeyClicked(Message):
        """The name of a key was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Turned(Message):
        """The wheel was turned over the text: by so many steps, downwards or up."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, title: str, keys: Sequence[PaneKey], glyphs: Glyphs) -> None:
        super().__init__(id="panes")
        self.glyphs = glyphs
        self.title = title
        self.place = 0
        """Which of the things gone through is shown."""
        self.progress = ""
        """How far it is, in words."""
        self.short_progress = ""
        """The same, for where there is little room."""
        self.share = 0.0
        self.message = ""
        self.message_style = "plain"
        self._keys = tuple(keys)
        self._rows: list[Strip] = []
        self._drawn_for = (0, 0)
        self._clicks: dict[int, list[tuple[int, int, str]]] = {}
        """By line: from which cell to which a click tells what."""
        self._key_clicks: dict[int, list[tuple[int, int, str]]] = {}
        self._scrolled = 0
        self._most = 0
        self._right_from = (0, 0)
        """The first cell and line of the right, or lower, pane."""

    # What a subclass says

    def text_lines(self, width: int, height: int) -> list[PaneLine]:
        """Return the lines of the text, for so many cells and lines."""
        raise NotImplementedError

    def proposal_lines(self, width: int) -> list[PaneLine]:
        """Return the lines of what is to be decided, as many as there are."""
        raise NotImplementedError

    def title_for(self, width: int) -> str:
        """Return the title in exactly so many cells."""
        return fit(self.title, width, self.glyphs.ellipsis)

    # What is shown

    def draw_anew(self, *, from_the_top: bool = False) -> None:
        """Draw all again; `from_the_top` scrolls the proposal back."""
        if from_the_top:
            self._scrolled = 0
        self._drawn_for = (0, 0)
        self.refresh()

    def say(self, words: str, style: str = "plain") -> None:
        """Show a message until the next one."""
        self.message, self.message_style = words, style
        self.draw_anew()

    def scroll_proposal(self, lines: int) -> None:
        """Scroll what is to be decided, as far as there is more."""
        self._scrolled = max(0, min(self._scrolled + lines, self._most))
        self.draw_anew()

    def on_resize(self) -> None:
        """Lay out for the new size."""
        self.draw_anew()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, height = self.size
        if self._drawn_for != (width, height):
            self._lay_out(width, height)
        return self._rows[y] if y < len(self._rows) else self.strip([], width)

    def _lay_out(self, width: int, height: int) -> None:
        self._drawn_for = (width, height)
        self._clicks, self._key_clicks = {}, {}
        keys = self._key_rows(width, max(1, height // 4))
        said = self._message_rows(width, height)
        room = max(0, height - _HEAD - len(said) - len(keys))
        body = self._beside(width, room) if width >= SIDE_BY_SIDE else self._above(width, room)
        self._rows = [*self._head(width), *body, *said]
        for row in keys:
            self._rows.append(self._key_strip(row, width, len(self._rows)))

    def _message_rows(self, width: int, height: int) -> list[Strip]:
        """Return the message, over several lines where it is long and there is room."""
        words = self.glyphs.words(self.message)
        lines = wrap(words, max(1, width)) if height >= _MESSAGE_ROOM else [words]
        if len(lines) > _MESSAGE_LINES:
            lines = [*lines[: _MESSAGE_LINES - 1], " ".join(lines[_MESSAGE_LINES - 1 :])]
        return [
            self.strip([(fit(each, width, self.glyphs.ellipsis), self.message_style)], width)
            for each in lines or [""]
        ]

    def _head(self, width: int) -> list[Strip]:
        glyphs = self.glyphs
        progress = self.progress if width >= SIDE_BY_SIDE else self.short_progress
        progress = glyphs.words(progress)
        room = max(0, width - cell_len(progress) - 3)
        title = self.title_for(room)
        first = self.strip([(" ", "plain"), (title, "strong"), (f" {progress} ", "plain")], width)
        bar = progress_bar(self.share, max(0, width - 2), glyphs)
        return [first, self.strip([(" ", "plain"), *bar], width)]

    def _beside(self, width: int, room: int) -> list[Strip]:
        left = int(width * _LEFT_SHARE)
        right = width - left - 3
        self._right_from = (left + 1, _HEAD)
        texts = self._pane(self.text_lines(left, room), room)
        told = self._scrolling(self.proposal_lines(right), room)
        rows = []
        for y in range(room):
            self._note_click(texts[y], _HEAD + y, 0, left)
            self._note_click(told[y], _HEAD + y, left + 1, width)
            edge = self.strip([(f" {self.glyphs.edge} ", "frame")], 3)
            rows.append(
                Strip.join(
                    [self.strip(texts[y].parts, left), edge, self.strip(told[y].parts, right)]
                )
            )
        return rows

    def _above(self, width: int, room: int) -> list[Strip]:
        upper = int(room * _UPPER_SHARE)
        lower = max(0, room - upper - 1)
        self._right_from = (0, _HEAD + upper)
        texts = self._pane(self.text_lines(width, upper), upper)
        told = self._scrolling(self.proposal_lines(width), lower)
        rows = []
        for y, line in enumerate(texts):
            self._note_click(line, _HEAD + y, 0, width)
            rows.append(self.strip(line.parts, width))
        if room:
            rows.append(self.strip([(self.glyphs.rule * width, "frame")], width))
        for y, line in enumerate(told):
            self._note_click(line, _HEAD + upper + 1 + y, 0, width)
            rows.append(self.strip(line.parts, width))
        return rows

    def _note_click(self, line: PaneLine, y: int, first: int, last: int) -> None:
        if line.value:
            self._clicks.setdefault(y, []).append((first, last, line.value))

    def _pane(self, lines: list[PaneLine], room: int) -> list[PaneLine]:
        """Return as many lines as there is room for, those that it is about among them."""
        here = [place for place, each in enumerate(lines) if each.here]
        first = 0
        if here and len(lines) > room:
            # A third of the room is left for what stands before.
            long = here[-1] - here[0] + 1
            before = max(0, min(room // 3, room - long))
            first = max(0, min(here[0] - before, len(lines) - room))
        shown = lines[first : first + room]
        return shown + [PaneLine()] * (room - len(shown))

    def _scrolling(self, lines: list[PaneLine], room: int) -> list[PaneLine]:
        self._most = max(0, len(lines) - room)
        self._scrolled = min(self._scrolled, self._most)
        shown = lines[self._scrolled : self._scrolled + room]
        left = len(lines) - self._scrolled - room
        if left > 0 and room > 1:
            words = self.glyphs.words(f" … {left + 1} more lines: page down")
            shown[-1] = PaneLine(((words, "muted"),))
        return shown + [PaneLine()] * (room - len(shown))

    def _key_rows(self, width: int, most: int) -> list[list[PaneKey]]:
        rows: list[list[PaneKey]] = [[]]
        used = 1
        for each in self._keys:
            cells = cell_len(self.glyphs.words(each.shown)) + cell_len(each.label) + 3
            if used + cells > width and rows[-1]:
                rows.append([])
                used = 1
            rows[-1].append(each)
            used += cells
        return rows[:most]

    def _key_strip(self, row: list[PaneKey], width: int, y: int) -> Strip:
        parts: list[Part] = [(" ", "plain")]
        for each in row:
            first = length(parts)
            parts += [(self.glyphs.words(each.shown), "key"), (f" {each.label}", "muted")]
            self._key_clicks.setdefault(y, []).append((first, length(parts), each.key))
            parts.append(("  ", "muted"))
        return self.strip(parts, width)

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Tell which line, or which key, was clicked."""
        event.stop()
        for first, last, key in self._key_clicks.get(event.y, ()):
            if first <= event.x < last:
                self.post_message(self.KeyClicked(key))
                return
        for first, last, value in self._clicks.get(event.y, ()):
            if first <= event.x < last:
                self.post_message(self.Clicked(value))
                return

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go on in the text, or scroll the proposal."""
        event.stop()
        self._turn(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go back in the text, or scroll the proposal."""
        event.stop()
        self._turn(event, -1)

    def _turn(self, event: events.MouseEvent, step: int) -> None:
        if event.x >= self._right_from[0] and event.y >= self._right_from[1]:
            self.scroll_proposal(step * _WHEEL)
        else:
            self.post_message(self.Turned(step))
