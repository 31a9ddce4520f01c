"""Texts of foreign files on their way into a register: cleaned, cut, made into ids."""

from __future__ import annotations

import html
import re
from hashlib import sha256
from unicodedata import normalize
from urllib.parse import urlsplit

from store.text import fold

MISSING = frozenset(("", "na", "n/a", "nd", "nr", "null", "none", "nan", "#n/a"))
"""How trackers write that there is nothing to say."""
HEADLINE = 120
"""The most characters of a title that is made from a longer text."""

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_SENTENCE = re.compile(r"(?<=[.!?;:])\s")
_IS_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 60
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "œ": "oe"})


def clean(text: str) -> str:
    r"""Return a cell's text: entities and literal `\u2019` escapes resolved, edges trimmed."""
    if "&" in text:
        text = html.unescape(text)
    if "\\u" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        # Two escapes may stand for one character; one alone stands for none.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.strip().strip("\ufeff\u200b").strip()


def present(text: str) -> str:
    """Return a cell's text, empty where it only says that nothing is known."""
    return "" if text.casefold() in MISSING else text


def headline(text: str) -> tuple[str, str]:
    """Return a title and, when the text is longer than a title can be, the text as summary."""
    line = " ".join(text.split())
    if len(line) <= HEADLINE:
        return line, ""
    first = _SENTENCE.split(line, maxsplit=1)[0].rstrip(";:")
    if len(first) > HEADLINE:
        first = line[: HEADLINE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return first, text


def slug(text: str) -> str:
    """Return text as an id: small letters, digits and hyphens; empty when nothing is left.

    A text too long for an id ends in a short sum of it, so that two stay two. So does one
    in a script that has no small letters.
    """
    if len(text) <= _LONGEST_SLUG and _IS_SLUG.fullmatch(text):
        return text
    plain = normalize("NFKD", fold(text).translate(_LETTERS))
    made = _NOT_SLUG.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")
    if len(made) > _LONGEST_SLUG:
        return f"{made[:_LONGEST_SLUG].rsplit('-', 1)[0]}-{short_sum(text)}"
    if not made and any(char.isalnum() for char in text):
        return short_sum(text)
    return made


def short_sum(text: str) -> str:
    """Return eight characters that stand for a text."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def split(text: str, separators: str = ";|\n") -> tuple[str, ...]:
    """Return the parts of a text that lists several things, each once."""
    parts = re.split(f"[{re.escape(separators)}]", text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def host(url: str) -> str:
    """Return the site of an address; the address itself when it has none."""
    try:
        found = urlsplit(url).hostname or ""
    except ValueError:
        found = ""
    return found.removeprefix("www.") or url
