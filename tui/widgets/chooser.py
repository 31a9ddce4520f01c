"""A list to choose from by typing: a line of text, and under it the rows that match."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from store.model.glyphs import Glyphs
from tui.rendering.cells import fit, wrap
from tui.rendering.line_widget import LineWidget, Part, length

_HEAD, _FOOT = 2, 2
_ROOMY = 60
"""From this width on a sentence finds room in one line."""
_WHEEL_ROWS = 3


class ChoiceRow(NamedTuple):
    """One line of the list."""

    parts: tuple[Part, ...]
    value: str = ""
    """What choosing it gives; empty for headings and remarks, which are passed over."""
    right: Part = ("", "muted")
    hint: str = ""
    """A sentence about it, shown under the list while the cursor is on it."""


class Chooser(LineWidget, can_focus=True):
    """Typing narrows, arrows move, Enter chooses, Esc leaves. Only the rows in view are drawn."""

    class Typed(Message):
        """The text changed, or the width that rows have: new rows are wanted."""

    class Moved(Message):
        """The cursor came to another row."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    class Chosen(Message):
        """A row was chosen; an empty value says that none was."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    class Pasted(Message):
        """A text of several lines was pasted, and such a one is taken as a whole."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, title: str, prompt: str, foot: str) -> None:
        super().__init__(id="chooser")
        self.takes_texts = False
        """Whether a text of several lines is told as `Pasted`, not typed."""
        self.text = ""
        self.rows: Sequence[ChoiceRow] = ()
        self.cursor = 0
        self.top = 0
        self.left_alone: frozenset[str] = frozenset()
        """Keys that the screen around it takes."""
        self.remark = ""
        """What the title line says at its right end."""
        self._awaits_rows = True
        """Whether other rows were asked for, and are not there yet."""
        self._chooses_next = False
        """Whether Enter was pressed meanwhile: it means a row of those to come."""
        self._title = title
        self._prompt = prompt
        self._foot = foot

    @property
    def room(self) -> int:
        """How many cells a row has."""
        return max(8, self.size.width)

    @property
    def page(self) -> int:
        """How many rows are in view."""
        return max(1, self.size.height - _HEAD - self._under)

    @property
    def _under(self) -> int:
        """How many lines stand under the rows: a hint, over two of them if narrow, and the keys."""
        return _FOOT if self.size.width >= _ROOMY else _FOOT + 1

    @property
    def here(self) -> ChoiceRow | None:
        """The row under the cursor, if it can be chosen."""
        row = self.rows[self.cursor] if self.cursor < len(self.rows) else None
        return row if row and row.value else None

    def retitle(self, title: str, remark: str) -> None:
        """Say something else in the title line, and at its right end."""
        self._title, self.remark = title, remark
        self.refresh()

    def show(self, rows: Sequence[ChoiceRow], *, first: bool = False, start: str = "") -> None:
        """Show other rows, the cursor on a value, or on the first, or where it was."""
        value = start or (self.here.value if self.here and not first else "")
        self.rows = rows
        values = [row.value for row in rows]
        self.cursor = self.top = 0
        if value and value in values:
            self._go_to(values.index(value), 1)
        elif any(row.value for row in rows[: self.page]):
            # Else the cursor waits above: nothing is chosen that is not in view.
            self._go_to(0, 1)
        self.refresh()
        self._awaits_rows = False
        if self._chooses_next:
            self._choose()

    def _choose(self) -> None:
        self._chooses_next = self._awaits_rows
        if self.here and not self._awaits_rows:
            self.post_message(self.Chosen(self.here.value))

    def _ask_for_rows(self) -> None:
        self._awaits_rows = True
        self.post_message(self.Typed())

    def _go_to(self, index: int, step: int) -> None:
        """Put the cursor on a row, or the nearest that can be chosen, in this direction first."""
        rows, before = self.rows, self.here
        if not rows:
            return
        index = min(max(0, index), max(0, len(rows) - 1))
        ahead = range(index, len(rows)) if step > 0 else range(index, -1, -1)
        back = range(index, -1, -1) if step > 0 else range(index, len(rows))
        found = next((each for each in (*ahead, *back) if rows[each].value), None)
        if found is None:
            return
        self.cursor = found
        # A heading right above the first rows comes into view with them.
        least = 0 if not any(row.value for row in rows[:found]) else found
        if least < self.top:
            self.top = least
        elif found >= self.top + self.page:
            self.top = found - self.page + 1
        self.refresh()
        if self.here and self.here != before:
            self.post_message(self.Moved(self.here.value))

    def on_mount(self) -> None:
        """Take the keys."""
        self.focus()

    def on_resize(self) -> None:
        """Ask for rows that fit."""
        self._ask_for_rows()

    def on_key(self, event: events.Key) -> None:
        """Move, type, choose, leave."""
        if event.key in self.left_alone:
            return
        event.stop()
        event.prevent_default()
        moves = {
            "down": (self.cursor + 1, 1),
            "up": (self.cursor - 1, -1),
            "pagedown": (self.cursor + self.page, 1),
            "pageup": (self.cursor - self.page, -1),
            "home": (0, 1),
            "end": (len(self.rows) - 1, -1),
        }
        if event.key in moves:
            index, step = moves[event.key]
            if step < 0 and not any(row.value for row in self.rows[: self.cursor]):
                self.scroll_rows(-self.page)
            self._go_to(index, step)
        elif event.key == "enter":
            self._choose()
        elif event.key == "escape":
            self.post_message(self.Chosen(""))
        elif event.key == "backspace":
            self._type(self.text[:-1])
        elif event.key in ("ctrl+u", "ctrl+w"):
            kept = self.text.rstrip().rpartition(" ")[0] if event.key == "ctrl+w" else ""
            self._type(kept)
        elif event.character and event.character.isprintable():
            self._type(self.text + event.character)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Return whether a key is text to be typed."""
        return character is not None and character.isprintable()

    def on_paste(self, event: events.Paste) -> None:
        """Type what is pasted."""
        event.stop()
        event.prevent_default()
        if self.takes_texts and len(event.text.strip().splitlines()) > 1:
            self.post_message(self.Pasted(event.text))
        else:
            self._type(self.text + " ".join(event.text.split()))

    def _type(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.refresh()
            self._ask_for_rows()

    def on_click(self, event: events.Click) -> None:
        """Choose the row clicked."""
        offset = event.get_content_offset(self)
        index = self.top + offset.y - _HEAD if offset and offset.y >= _HEAD else -1
        in_list = offset is not None and offset.y < _HEAD + self.page
        if in_list and 0 <= index < len(self.rows) and self.rows[index].value:
            self.cursor = index
            self.post_message(self.Chosen(self.rows[index].value))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the rows."""
        event.stop()
        self.scroll_rows(_WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the rows."""
        event.stop()
        self.scroll_rows(-_WHEEL_ROWS)

    def scroll_rows(self, rows: int) -> None:
        """Scroll by rows, as far as there are any."""
        self.top = max(0, min(self.top + rows, len(self.rows) - self.page))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the title, the text, a row, or what is said under them."""
        width, glyphs = self.size.width, self.glyphs
        if y == 0:
            remark = glyphs.words(self.remark)
            if cell_len(self._title) + 2 + cell_len(remark) > width:
                remark = ""
            title = fit(self._title, width - cell_len(remark), glyphs.ellipsis)
            return self.strip([(title, "strong"), (remark, "muted")], width)
        if y == 1:
            # The end of a long text is what is being typed.
            shown = self.text
            while cell_len(self._prompt) + cell_len(shown) >= width and shown:
                shown = shown[1:]
            used = cell_len(self._prompt) + cell_len(shown)
            return Strip.join(
                [
                    self.strip([(self._prompt, "key"), (shown, "plain")], used),
                    self.strip([], 1, "cursor"),
                    self.strip([], max(0, width - used - 1)),
                ]
            )
        height = self.size.height
        if y == height - 1:
            foot = self._foot.split(" · ")
            while len(foot) > 1 and cell_len(" · ".join(foot)) > width:
                del foot[0]  # how to leave is the last
            said = fit(glyphs.words(" · ".join(foot)), width, glyphs.ellipsis)
            return self.strip([(said, "muted")], width)
        if y >= height - self._under:
            hint = glyphs.words(self.here.hint if self.here else "")
            line = y - height + self._under
            if self._under > _FOOT:
                first, *rest = wrap(hint, width)
                hint = " ".join(rest) if line else first
            return self.strip([(fit(hint, width, glyphs.ellipsis), "plain")], width)
        return self._row(self.top + y - _HEAD, width)

    def _row(self, index: int, width: int) -> Strip:
        if index >= len(self.rows):
            return self.strip([], width)
        row = self.rows[index]
        right, style = row.right
        right = self.glyphs.words(right)
        here = index == self.cursor and bool(row.value)
        mark = f"{self.glyphs.cursor} " if here else "  "
        background = "cursor" if here else "plain"
        room = width - cell_len(right)
        left = self.strip(self._fitting([(mark, "key"), *row.parts], room), room, background)
        if not right:
            return left
        return Strip.join([left, self.strip([(right, style)], cell_len(right), background)])

    def _fitting(self, parts: list[Part], room: int) -> list[Part]:
        """Return the pieces that have room, an ellipsis where a word is cut."""
        fitting: list[Part] = []
        for text, style in parts:
            if cell_len(text.rstrip()) > room:
                return [*fitting, (fit(text, room, self.glyphs.ellipsis), style)]
            fitting.append((text, style))
            room -= cell_len(text)
        return fitting


_EDGES = 2
_WIDTH = 66
"""Cells of a list whose keys need no more."""


class Choices(LineWidget, can_focus=True):
    """Rows with a cursor, a title in the frame and the keys below. Scrolls when it must.

    A subclass says what its rows are and what is done with the one under the cursor.
    """

    MARKED = True
    """Whether the row under the cursor is marked; a text to be read has no such row."""

    class Taken(Message):
        """A row was chosen by a click."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, title: str, keys: str, glyphs: Glyphs) -> None:
        super().__init__()
        self.glyphs = glyphs
        self.cursor = 0
        self._title = title
        self._keys = glyphs.words(keys)
        self._top = 0

    def row_count(self) -> int:
        """Return how many rows there are."""
        raise NotImplementedError

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Return what one row shows in `width` cells."""
        raise NotImplementedError

    @property
    def page(self) -> int:
        """How many rows are in view."""
        return max(1, self.size.height - _EDGES - len(self._key_lines(self.size.width)))

    def go_to(self, index: int) -> None:
        """Move the cursor to a row, as far as there are any."""
        self.cursor = max(0, min(index, self.row_count() - 1))
        self.refresh()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width that keeps the keys on one line."""
        return max(_WIDTH, cell_len(self._keys) + 4)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines it would fill."""
        return self.row_count() + _EDGES + len(self._key_lines(width))

    def render_line(self, y: int) -> Strip:
        """Draw an edge, a row, or the keys."""
        width, height = self.size
        glyphs, inside = self.glyphs, width - 2
        if y in (0, height - 1):
            return self._edge(width, top=y == 0)
        keys = self._key_lines(width)
        page = self.page
        self._top = max(min(self._top, self.cursor), self.cursor - page + 1)
        line = y - 1
        if line >= page:
            said = keys[line - page] if line - page < len(keys) else ""
            middle = self.strip([(f" {said}", "muted")], inside)
        elif self._top + line < self.row_count():
            index = self._top + line
            here = self.MARKED and index == self.cursor
            background = "cursor" if here else "plain"
            mark = glyphs.cursor if here else " "
            parts = [(f"{mark} ", "key"), *self.row_parts(index, inside - 3)]
            middle = self.strip(parts, inside, background)
        else:
            middle = self.strip([], inside)
        edge = self.strip([(glyphs.edge, "frame-focus")], 1)
        return Strip.join([edge, middle, edge])

    def on_key(self, event: events.Key) -> None:
        """Move the cursor as everywhere."""
        step = _STEPS.get(self.key_meant(event))
        if step is not None:
            event.stop()
            self.go_to(self.cursor + step)

    def key_meant(self, event: events.Key, *, digit: bool = False) -> str:
        """Return the key as the preset of the keyboard has it; of a digit too, where one is."""
        meant = self.keymap.typed(event.character, digit=digit)
        return event.key if meant == (event.character or "") else meant

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        event.stop()
        index = self._top + event.y - 1
        page = self.size.height - _EDGES - len(self._key_lines(self.size.width))
        if 0 < event.y <= page and index < self.row_count():
            self.go_to(index)
            self.post_message(self.Taken(index))

    def _key_lines(self, width: int) -> list[str]:
        return wrap(self._keys, width - 4)

    def _edge(self, width: int, *, top: bool) -> Strip:
        glyphs = self.glyphs
        left = glyphs.corner_top_left if top else glyphs.corner_bottom_left
        right = glyphs.corner_top_right if top else glyphs.corner_bottom_right
        title = fit(self._title, min(cell_len(self._title), width - 6)) if top else ""
        words: list[Part] = [(f" {title} ", "strong")] if title else []
        rule = glyphs.rule * (width - 2 - length(words))
        parts = [(left, "frame-focus"), *words, (rule, "frame-focus"), (right, "frame-focus")]
        return self.strip(parts, width)


_ALL = 10_000
_STEPS = {
    "down": 1,
    "j": 1,
    "up": -1,
    "k": -1,
    "pagedown": 10,
    "pageup": -10,
    "home": -_ALL,
    "g": -_ALL,
    "end": _ALL,
    "G": _ALL,
}
