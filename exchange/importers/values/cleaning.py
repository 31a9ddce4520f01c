"""A cell's text on its way into a register: entities resolved, HTML made plain, long titles cut."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from html.entities import html5
from urllib.parse import urlsplit

from exchange.importers.values.html_text import is_html, text_of_html

MISSING = frozenset(("", "na", "n/a", "nd", "nr", "null", "none", "nan", "#n/a"))
"""How trackers write that there is nothing to say."""
HEADLINE = 120
"""The most characters of a title that is made from a longer text."""

LONGEST_MISSING = max(map(len, MISSING))
_ENTITY = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")
_ADDRESS = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s<>"']+""")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_SENTENCE = re.compile(r"(?<=[.!?;:])\s")
_EDGES = "\ufeff\u200b"


def clean(text: str) -> str:
    r"""Return a cell's text: HTML made plain, entities and `\u2019` escapes resolved, trimmed.

    An entity ends with its `;`. Addresses stay as they are, byte for byte.

    >>> clean("R&amp;D, see https://example.org/?a=1&copy=2")
    'R&D, see https://example.org/?a=1&copy=2'
    """
    if "&" in text or "\\u" in text or "<" in text:
        text = text_of_html(text) if is_html(text) else _outside_addresses(text)
    text = text.strip()
    if text and (text[0] in _EDGES or text[-1] in _EDGES):
        text = text.strip(_EDGES).strip()
    return text


def _outside_addresses(text: str) -> str:
    if "://" not in text:
        return _resolved(text)
    parts: list[str] = []
    end = 0
    for match in _ADDRESS.finditer(text):
        parts += [_resolved(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, _resolved(text[end:])])


def _resolved(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    if "\\u" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        # Two escapes may stand for one character; one alone stands for none.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _entity(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return html5.get(f"{name};", match[0])
    code = int(decimal) if decimal else int(hexadecimal, 16)
    # What no text holds stays as it is written; unescape knows the old numbers of Windows.
    if code < 0x20 and code not in (0x9, 0xA, 0xD):
        return match[0]
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return match[0]
    return unescape(match[0])


def says_nothing(text: str) -> bool:
    """Whether a cell only says that nothing is known."""
    text = text.strip()
    return len(text) <= LONGEST_MISSING and text.casefold() in MISSING


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


def split(text: str, separators: str = ";|\n") -> tuple[str, ...]:
    """Return the parts of a text that lists several things, each once."""
    parts = _between(separators).split(text)
    if len(parts) == 1:
        return (alone,) if (alone := text.strip()) else ()
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


@cache
def _between(separators: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(separators)}]")


def host(url: str) -> str:
    """Return the site of an address; the address itself when it has none."""
    try:
        found = urlsplit(url).hostname or ""
    except ValueError:
        found = ""
    return found.removeprefix("www.") or url
