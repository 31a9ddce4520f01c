"""Text cut and padded to an exact number of terminal cells, wide characters included."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from rich.cells import cell_len, set_cell_size

from exchange.vowel_signs import forget_with
from store.text import one_line

LONGEST = 20_000
"""Characters of a text that are shown in lines: more than anybody reads on a board."""
_ROUNDS = 3
"""How often what is still alike is cut further on: some differ soon, some of those only later."""
_SHORTEST_PATH = 24
"""Characters that are left of a path: enough to know it by."""
_SHORTEST_QUOTE = 16
"""Cells that are left of a text in quotes."""
_QUOTED = re.compile(r"“[^“”]+”|\"[^\"]+\"")


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """Return one line of exactly `width` cells; what is cut ends in an ellipsis.

    Control characters come out as pictures of themselves, so a text never moves the
    terminal's cursor.
    """
    # Cut before it is measured or remembered: a text may be as long as a file can be.
    return _fit(text[: _ample(width)], width, ellipsis)


def _ample(width: int) -> int:
    """Return how many characters fill a width for certain, marks that take no cell among them."""
    return 16 * max(width, 0) + 64


@lru_cache(maxsize=16384)
def _fit(text: str, width: int, ellipsis: str) -> str:
    if width <= 0:
        return ""
    line = one_line(text)
    length = cell_len(line)
    if length <= width:
        return line + " " * (width - length)
    return set_cell_size(set_cell_size(line, width - 1).rstrip() + ellipsis, width)


forget_with(_fit.cache_clear)


def told_apart(texts: Sequence[str], width: int, ellipsis: str = "…") -> list[str]:
    """Return lines of exactly `width` cells; what would be cut to the same is cut in its middle.

    There the words are left out with which such texts begin alike.

    >>> told_apart(["Joint statement of 2023", "Joint statement of 2025", "Pact"], 14)
    ['Joint sta…2023', 'Joint sta…2025', 'Pact          ']
    """
    lines = [one_line(each[:LONGEST]) for each in texts]
    cut = [fit(each, width, ellipsis) for each in lines]
    for _ in range(_ROUNDS):
        alike: defaultdict[str, set[str]] = defaultdict(set)
        for line, each in zip(lines, cut, strict=True):
            alike[each].add(line)
        for place, line in enumerate(lines):
            others = alike[cut[place]]
            if len(others) > 1:
                pairs = zip(min(others), max(others), strict=False)
                differs = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
                rest = line[max(line.rfind(" ", 0, differs) + 1, differs - width // 6) :]
                room = max(width // 3, width - cell_len(rest) - 1)
                head = set_cell_size(line, room).rstrip()
                cut[place] = fit(f"{head}{ellipsis}{rest}", width, ellipsis)
    return cut


def fit_right(text: str, width: int, ellipsis: str = "…") -> str:
    """Return one line of exactly `width` cells, pushed to the right."""
    line = fit(text, width, ellipsis)
    kept = line.rstrip()
    return " " * (width - cell_len(kept)) + kept


def fit_message(text: str, width: int, ellipsis: str = "…") -> str:
    """Return a message as one line of exactly `width` cells.

    Where it is too long, the paths and addresses in it give way first, in their middle: how they
    begin and end tells which they are. Then the longest text in quotes does, at its end. So what
    is said behind them stays: what became of it, and the key that takes it back.
    """
    line = one_line(text[: _ample(width)])
    words = line.split(" ")
    excess = cell_len(line) - width
    for at in sorted(range(len(words)), key=lambda each: -len(words[each])):
        path, length = words[at], len(words[at])
        # Some characters have no cell of their own, so that one go may not be enough.
        for _ in range(3):
            if excess > 0 and "/" in path and length > _SHORTEST_PATH:
                length = max(length - excess, _SHORTEST_PATH)
                words[at] = _without_middle(path, length, ellipsis)
                excess = cell_len(" ".join(words)) - width
    said = " ".join(words)
    return fit(_with_shorter_quote(said, excess, ellipsis) if excess > 0 else said, width, ellipsis)


def _with_shorter_quote(message: str, excess: int, ellipsis: str) -> str:
    """Return a message whose longest quoted text has so many cells less, or as few as it may."""
    quoted = max(_QUOTED.finditer(message), key=lambda each: len(each[0]), default=None)
    if quoted is None:
        return message
    text = quoted[0][1:-1]
    room = max(cell_len(text) - excess, min(_SHORTEST_QUOTE, cell_len(text)))
    shorter = fit(text, room, ellipsis).rstrip()
    return f"{message[: quoted.start() + 1]}{shorter}{message[quoted.end() - 1 :]}"


def _without_middle(path: str, length: int, ellipsis: str) -> str:
    """Return a path of at most so many characters, of whole folders where that is possible."""
    edge = length // 4
    head = path[: path.rfind("/", 1, edge) + 1] or path[:edge]
    tail = path[len(head) + len(ellipsis) - length :]
    folder = tail.find("/")
    return head + ellipsis + (tail[folder:] if 0 < folder <= edge else tail)


def wrap(text: str, width: int) -> list[str]:
    """Return text in lines of at most `width` cells, broken between words where possible.

    Of a text beyond all reading the beginning is returned, with a line that says how much
    is left out.
    """
    if width <= 0:
        return []
    lines: list[str] = []
    for paragraph in text[:LONGEST].splitlines() or [""]:
        line = ""
        for word in one_line(paragraph).split():
            for part in _parts(word, width):
                joined = f"{line} {part}" if line else part
                if line and cell_len(joined) > width:
                    lines.append(line)
                    line = part
                else:
                    line = joined
        lines.append(line)
    if len(text) > LONGEST:
        rest = f"… and {len(text) - LONGEST:,} more characters"
        lines += [rest] if len(rest) <= width else wrap(rest, width)
    return lines


def _parts(word: str, width: int) -> Iterator[str]:
    """Yield a word in pieces that fit into a width."""
    start = 0
    while cell_len(head := _head(word, start, width)) > width:
        piece = set_cell_size(head, width).rstrip() or head[0]
        yield piece
        start += len(piece)
    yield word[start:]


def _head(word: str, start: int, width: int) -> str:
    """Return as much of a word from a place on as goes beyond a width, or the rest of it."""
    count = width + 1
    while cell_len(head := word[start : start + count]) <= width and start + count < len(word):
        count *= 2  # there are marks in it that take no cell of their own
    return head
