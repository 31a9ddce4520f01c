"""Text cut and padded to an exact number of terminal cells, wide characters included."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len, set_cell_size

from store.text import one_line


@lru_cache(maxsize=16384)
def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """Return one line of exactly `width` cells; what is cut ends in an ellipsis.

    Control characters come out as pictures of themselves, so a text never moves the
    terminal's cursor.
    """
    if width <= 0:
        return ""
    line = one_line(text)
    length = cell_len(line)
    if length <= width:
        return line + " " * (width - length)
    return set_cell_size(set_cell_size(line, width - 1).rstrip() + ellipsis, width)


def fit_right(text: str, width: int, ellipsis: str = "…") -> str:
    """Return one line of exactly `width` cells, pushed to the right."""
    line = fit(text, width, ellipsis)
    kept = line.rstrip()
    return " " * (width - cell_len(kept)) + kept


def wrap(text: str, width: int) -> list[str]:
    """Return text in lines of at most `width` cells, broken between words where possible."""
    if width <= 0:
        return []
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in one_line(paragraph).split():
            while cell_len(word) > width:
                if line:
                    lines.append(line)
                    line = ""
                head = set_cell_size(word, width).rstrip() or word[0]
                lines.append(head)
                word = word[len(head) :]
            joined = f"{line} {word}" if line else word
            if cell_len(joined) <= width:
                line = joined
            else:
                lines.append(line)
                line = word
        lines.append(line)
    return lines
