"""One line of text while it is edited: a text, a cursor, and what each key makes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from rich.cells import cell_len

from exchange.vowel_signs import whole_characters
from store.text import visible


class EditedLine(NamedTuple):
    """A text and where the cursor is in it. Never changes: every key makes a new one.

    The cursor stands before a whole character, wide or combined, never inside of one.
    """

    text: str = ""
    cursor: int = 0
    """How many code points stand before the cursor."""

    @classmethod
    def of(cls, text: str) -> EditedLine:
        """Return a line with the cursor at its end."""
        return cls("").insert(text)

    def press(self, key: str, character: str | None) -> EditedLine | None:
        """Return the line after a key, as Textual names it; None for a key that edits nothing."""
        edit = _EDITS.get(key)
        if edit:
            return edit(self)
        if character and character.isprintable():
            return self.insert(character)
        return None

    def insert(self, text: str) -> EditedLine:
        """Return the line with a text put in at the cursor; its lines are joined by spaces."""
        return self.replace(self.cursor, self.cursor, text)

    def replace(self, start: int, end: int, text: str) -> EditedLine:
        """Return the line with other text from `start` to `end`, and the cursor behind it."""
        put = _joined(text)
        whole = f"{self.text[:start]}{put}{self.text[end:]}"
        return EditedLine(whole, _whole(whole, start + len(put)))

    def at_cell(self, cell: int) -> EditedLine:
        """Return the line with the cursor on the character that covers a cell."""
        used = 0
        for start, _, cells in _characters(self.text):
            if used + cells > cell:
                return self._replace(cursor=start)
            used += cells
        return self._replace(cursor=len(self.text))

    def cell_of(self, index: int) -> int:
        """Return how many cells the text before an index takes."""
        return cell_len(shown(self.text)[:index])

    @property
    def cell(self) -> int:
        """How many cells stand before the cursor."""
        return self.cell_of(self.cursor)

    @property
    def under(self) -> str:
        """The whole character that the cursor stands on; empty at the end."""
        return self.text[self.cursor : _next(self)]

    def _cut(self, start: int, end: int) -> EditedLine:
        return self.replace(start, end, "")


class TextWindow(NamedTuple):
    """The part of a line that is in view, in three pieces, all of it safe to draw."""

    before: str
    under: str
    """What the cursor stands on; a space at the end of the line."""
    after: str
    left: int
    """How many cells of the line are out of view on the left."""


def window(line: EditedLine, width: int, left: int, earlier: str, later: str) -> TextWindow:
    """Return what to draw in `width` cells, moved no further from `left` than it must be.

    What is out of view on a side is told by the mark `earlier` or `later`, one cell each.
    """
    text = shown(line.text)
    total, cursor = cell_len(text) + 1, line.cell
    under = max(1, cell_len(shown(line.under)))
    if total <= width:
        left = 0
    else:
        # A cell on either side belongs to a mark.
        left = min(left, max(0, cursor - 1))
        left = max(left, cursor + under + 1 - width)
        left = max(0, min(left, total - width))
    pieces = ["", "", ""]
    used = 0
    for start, end, cells in (*_characters(line.text), (len(text), len(text) + 1, 1)):
        first, used = used - left, used + cells
        place = 0 if start < line.cursor else 1 if start == line.cursor else 2
        if first >= 0 and first + cells <= width:
            pieces[place] += text[start:end] or " "
        elif first < width and first + cells > 0:
            pieces[place] += " " * (min(width, first + cells) - max(0, first))  # cut in two
    before, here, after = pieces
    if left:
        before = earlier + _without_cell(before, first=True)
    if total - left > width and after:
        after = _without_cell(after, first=False) + later
    return TextWindow(before, here or " ", after, left)


def shown(text: str) -> str:
    """Return text that no terminal acts on, with as many code points as it has."""
    safe = visible(text).replace("\n", " ")
    # A joiner with nothing before it to join is measured in two ways: give it a cell.
    return f"\ufffd{safe[1:]}" if safe.startswith(("\u200d", "\ufe0f")) else safe


def _without_cell(text: str, *, first: bool) -> str:
    """Return a text one cell shorter at one end; half of a wide character becomes a space."""
    characters = [(text[start:end], cells) for start, end, cells in whole_characters(text)]
    while characters:
        _, cells = characters.pop(0 if first else -1)
        if cells:
            characters.insert(0 if first else len(characters), (" " * (cells - 1), cells - 1))
            break
    return "".join(each for each, _ in characters)


def _characters(text: str) -> list[tuple[int, int, int]]:
    """Return the whole characters: where each begins and ends, and its cells."""
    return whole_characters(shown(text))


def _joined(text: str) -> str:
    """Return text on one line, without what cannot be typed."""
    if text.isprintable():
        return text
    lines = (_typeable(line) for line in text.splitlines())
    return " ".join(line for line in lines if line)


def _typeable(line: str) -> str:
    return "".join(char for char in line.replace("\t", " ") if char >= " " and char != "\x7f")


def _whole(text: str, at: int) -> int:
    """Return where the whole character that holds an index ends, unless one begins there."""
    for start, end, _ in _characters(text):
        if start == at:
            return at
        if start < at < end:
            return end
    return len(text)


def _next(line: EditedLine) -> int:
    found = (end for start, end, _ in _characters(line.text) if start >= line.cursor)
    return next(found, len(line.text))


def _previous(line: EditedLine) -> int:
    found = [start for start, _, _ in _characters(line.text) if start < line.cursor]
    return found[-1] if found else 0


def _word_left(line: EditedLine) -> int:
    kept = line.text[: line.cursor].rstrip()
    while kept and not _parts_words(kept[-1]):
        kept = kept[:-1]
    if len(kept) == len(line.text[: line.cursor].rstrip()):
        kept = kept[:-1]  # a colon or the like is a word of its own
    return _floor(line.text, len(kept))


def _word_right(line: EditedLine) -> int:
    text, at = line.text, line.cursor
    while at < len(text) and text[at].isspace():
        at += 1
    start = at
    while at < len(text) and not _parts_words(text[at]):
        at += 1
    return _whole(text, at if at > start else min(at + 1, len(text)))


def _parts_words(char: str) -> bool:
    return char.isspace() or char in ':,()"'


def _floor(text: str, at: int) -> int:
    """Return where the whole character that holds an index begins."""
    found = [start for start, _, _ in _characters(text) if start <= at]
    return found[-1] if found and at < len(text) else at


def _blank_left(line: EditedLine) -> int:
    """Return where the word before the cursor begins, words parted by spaces alone."""
    kept = line.text[: line.cursor].rstrip()
    return _floor(line.text, len(kept) - len(kept.split(" ")[-1]))


def _to(find: Callable[[EditedLine], int]) -> Callable[[EditedLine], EditedLine]:
    return lambda line: line._replace(cursor=find(line))


def _start(_: EditedLine) -> int:
    return 0


def _end(line: EditedLine) -> int:
    return len(line.text)


def _back(find: Callable[[EditedLine], int]) -> Callable[[EditedLine], EditedLine]:
    return lambda line: line._cut(find(line), line.cursor)


def _forth(find: Callable[[EditedLine], int]) -> Callable[[EditedLine], EditedLine]:
    return lambda line: line._cut(line.cursor, find(line))


_EDITS: Mapping[str, Callable[[EditedLine], EditedLine]] = {
    "left": _to(_previous),
    "right": _to(_next),
    "home": _to(_start),
    "ctrl+a": _to(_start),
    "end": _to(_end),
    "ctrl+e": _to(_end),
    "ctrl+left": _to(_word_left),
    "alt+left": _to(_word_left),
    "alt+b": _to(_word_left),
    "ctrl+right": _to(_word_right),
    "alt+right": _to(_word_right),
    "alt+f": _to(_word_right),
    "backspace": _back(_previous),
    "delete": _forth(_next),
    "ctrl+d": _forth(_next),
    "ctrl+w": _back(_blank_left),
    "alt+backspace": _back(_word_left),
    "ctrl+backspace": _back(_word_left),
    "ctrl+delete": _forth(_word_right),
    "alt+d": _forth(_word_right),
    "ctrl+u": _back(_start),
    "ctrl+k": _forth(_end),
}
"""What editing keys do, the same as in most shells."""
