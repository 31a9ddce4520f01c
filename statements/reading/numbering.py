"""The numbers that paragraphs carry: `17.`, `(b)`, `iv)`, `Article III`."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"""(?:
      (?P<named>(?:Article|Section|Chapter|Annex|Paragraph|Part|Para\.?)\s+(?:\d{1,3}|[IVXLC]{1,7}|[A-Z])
          (?=[\s.:\-–—]|$)[.:]?)
    | (?P<decimal>\d{1,3}(?:\.\d{1,3}){1,4}[.)]?)
    | (?P<plain>\d{1,3}[.)]|\(\d{1,3}\)|§\s?\d{1,3})
    | (?P<letter>\([a-z]{1,2}\)|[a-z]{1,2}\)|[a-zA-Z]\.(?=\s+[A-Z])|\([A-Z]\)|[A-Z]\))
    | (?P<roman>\([ivxlc]{1,6}\)|[ivxlc]{1,6}[.)]|[IVXLC]{1,6}[.)])
    | (?P<bullet>[•‣◦▪▫●○■□·∙–—*+\uf0b7\uf0a7-]|o(?=\s))
    )(?:\s+|$)""",
    re.VERBOSE,
)
_INLINE = re.compile(
    r"(?<![\w(])(?:\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)|(?:[a-z]|[ivx]{1,4}|\d{1,2})\))\s+(?=\S)"
)


def leading_number(text: str) -> tuple[str, int, bool]:
    """Return the number a paragraph starts with, how long it is, and whether it is a sub-item.

    The number is as written, a bullet has none; the length includes the space after it. An
    initial before a name, such as `J. Smith`, is no number.

    >>> leading_number("17. We will meet.")
    ('17.', 4, False)
    >>> leading_number("(b) hold a summit;")
    ('(b)', 4, True)
    >>> leading_number("2030 is the date.")
    ('', 0, False)
    """
    found = _NUMBER.match(text)
    if found is None or found.end() == 0:
        return "", 0, False
    if found["bullet"]:
        return "", found.end(), True
    number = found[0].strip()
    sub = found["letter"] is not None or found["roman"] is not None or number.startswith("(")
    return number, found.end(), sub and not number.isupper()


def is_chapter(number: str) -> bool:
    """Whether a number names a part of a treaty, which then stands for what follows."""
    return number[:1].isalpha() and " " in number


def inline_items(text: str, after: str = "") -> list[tuple[int, int, str]]:
    """Return the items written out inside one sentence: where each starts, its words, its mark.

    Only where at least two marks of one kind follow each other in order: `(a) … (b) …`. `after`
    is the mark the text itself has before it, which counts as the first.

    >>> [mark for _, _, mark in inline_items("We will: (a) meet; and (b) report.")]
    ['(a)', '(b)']
    >>> inline_items("See paragraph (b) of the annex.")
    []
    """
    marks = [(each.start(), each.end(), each[0].strip()) for each in _INLINE.finditer(text)]
    best: list[tuple[int, int, str]] = []
    bare_after = after.strip("().")
    for first, opening in (("a", 97), ("i", 0), ("1", 49)):
        run: list[tuple[int, int, str]] = []
        if bare_after and bare_after == first and after != f"{first}.":
            run.append((0, 0, after))
        for mark in marks:
            bare = mark[2].strip("()")
            if bare == _nth(first, opening, len(run)):
                run.append(mark)
        if len(run) >= 2 and len(run) > len(best):
            best = run
    return best


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def _nth(first: str, opening: int, index: int) -> str:
    if first == "i":
        return _ROMAN[index] if index < len(_ROMAN) else ""
    if first == "1":
        return str(index + 1)
    return chr(opening + index) if index < 26 else ""
