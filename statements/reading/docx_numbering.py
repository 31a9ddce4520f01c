"""The numbers Word writes before paragraphs: counted from the definitions in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"))
_LONGEST = 20


@dataclass(slots=True)
class _Level:
    """How one depth of a list is numbered."""

    start: int = 1
    style: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """The levels of each abstract list, by the list's id and the depth."""
    lists: dict[str, str] = field(default_factory=dict)
    """The abstract list that each list used in the text is made from."""
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def next(self, list_id: str, depth: int) -> tuple[str, bool]:
        """Count one more item of a list; return its number as shown, and whether it is a bullet."""
        levels = self.levels.get(self.lists.get(list_id, ""), {})
        level = levels.get(depth)
        if list_id == "0" or level is None:
            return "", False
        counts = self._counts.setdefault(self.lists[list_id], [])
        while len(counts) <= depth:
            above = levels.get(len(counts))
            counts.append((above.start if above else 1) - 1)
        counts[depth] += 1
        del counts[depth + 1 :]
        if level.style in ("bullet", "none"):
            return "", level.style == "bullet"
        shown = _PLACE.sub(lambda place: _shown(levels, counts, int(place[1]) - 1), level.text)
        return shown.strip()[:_LONGEST], False


def _shown(levels: dict[int, _Level], counts: list[int], depth: int) -> str:
    if depth >= len(counts):
        return ""
    level, count = levels.get(depth) or _Level(), max(counts[depth], 1)
    match level.style:
        case "lowerLetter":
            return _letter(count)
        case "upperLetter":
            return _letter(count).upper()
        case "lowerRoman":
            return _roman(count)
        case "upperRoman":
            return _roman(count).upper()
        case _:
            return str(count)


def _letter(count: int) -> str:
    # After z Word goes on with aa, bb, cc.
    return chr(97 + (count - 1) % 26) * min(1 + (count - 1) // 26, 4)


def _roman(count: int) -> str:
    words = ""
    rest = min(count, 399)
    for value, letters in (*_ROMAN, (1, "i")):
        words += letters * (rest // value)
        rest %= value
    return words


def read_numbering(elements: Iterable[tuple[str, Element]]) -> Numbering:
    """Read the starts and ends of the elements of `word/numbering.xml`; none give no lists."""
    numbering = Numbering()
    for event, element in elements:
        if event == "start":
            continue
        if element.tag == f"{W}abstractNum":
            levels = numbering.levels.setdefault(element.get(f"{W}abstractNumId", ""), {})
            for each in element.findall(f"{W}lvl"):
                depth = _whole(each.get(f"{W}ilvl", ""), 0)
                levels[depth] = _Level(
                    _whole(_of(each, "start"), 1),
                    _of(each, "numFmt") or "decimal",
                    _of(each, "lvlText"),
                )
        elif element.tag == f"{W}num":
            numbering.lists[element.get(f"{W}numId", "")] = _of(element, "abstractNumId")
    return numbering


def _of(element: Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise
