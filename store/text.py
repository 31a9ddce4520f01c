"""Text as people compare it, as a terminal may show it, and as a hint quotes it.

`fold` makes texts comparable, `visible` and `one_line` take from data what a terminal would act on,
`did_you_mean` names the nearest valid word, `addresses_in` finds the web addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import combining, normalize


def fold(text: str) -> str:
    """Return text for searching: case-folded, accents removed.

    Marks that are not accents but letters of their script, such as Hindi vowel signs,
    stay: only characters of combining class other than 0 go, as Unicode decomposes them.
    """
    if text.isascii():
        return text.lower()
    decomposed = normalize("NFKD", text.casefold())
    return normalize("NFC", _accents().sub("", decomposed))


@cache
def _accents() -> re.Pattern[str]:
    # The blocks of combining diacritics; Indic and Thai signs lie outside of them.
    blocks = (range(0x300, 0x370), range(0x1AB0, 0x2100))
    found = "".join(chr(code) for block in blocks for code in block if combining(chr(code)))
    return re.compile(f"[{found}]+")


def visible(text: str) -> str:
    """Return text that no terminal acts on: control characters become pictures of themselves.

    Newlines stay. Direction overrides and other invisible format characters that could
    reorder a line become U+FFFD. Everything printable is shown literally.
    """
    return text.translate(_pictures()) if not text.isprintable() else text


def one_line(text: str) -> str:
    """Return `visible` text on one line: runs of white space become single spaces."""
    return visible(" ".join(text.split()))


def escape_json(text: str) -> str:
    """Return JSON that says the same with escapes for what `visible` would replace."""
    return text.translate(_escapes()) if not text.isascii() or "\x7f" in text else text


# Thousands of characters, which few texts need: made for the first that does.


@cache
def _pictures() -> dict[int, str]:
    pictures = {code: chr(0x2400 + code) for code in range(0x20) if code != 0x0A}
    pictures |= {0x09: " ", 0x7F: "\u2421"}
    pictures |= dict.fromkeys([*range(0x80, 0xA0), 0x2028, 0x2029], "\ufffd")
    pictures |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF], "\ufffd")
    return pictures | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


@cache
def _escapes() -> dict[int, str]:
    # JSON escapes the lower control characters itself.
    return {code: f"\\u{code:04x}" for code in _pictures() if code >= 0x7F}


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number of things, such as `1 update` and `2 updates`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


_LONGEST_SHOWN = 40


def did_you_mean(
    word: str,
    valid: Iterable[str],
    *,
    named: str = "one of",
    spellings: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Return a hint with the nearest valid word, if any is near, and the list of all.

    A word that was only begun means the shortest one that begins so. `spellings` leads from other
    ways to write a valid word to that word.
    """
    from difflib import get_close_matches

    words = list(valid)
    near_to = {fold(each): meant for each, meant in spellings.items()}
    near_to |= {fold(each): each for each in words}
    typed = fold(word)
    near = sorted((each for each in near_to if each.startswith(typed)), key=len) if typed else []
    near = near or get_close_matches(typed, near_to, n=1, cutoff=0.6)
    listed = f"{named} {', '.join(words)}"
    return f"did you mean {near_to[near[0]]}? {listed}" if near else listed


class FoundAddress(NamedTuple):
    """A web address, and where it stands in a text."""

    url: str
    start: int
    end: int


def addresses_in(text: str) -> Iterator[FoundAddress]:
    """Find the web addresses in a running text, without the signs that follow them there.

    They are known by `https://`, `http://` or `www.`. A bracket that an address itself opens is
    its own.

    >>> [each.url for each in addresses_in("Signed (https://pib.gov.in/x), see www.mea.gov.in.")]
    ['https://pib.gov.in/x', 'www.mea.gov.in']
    """
    for found in _addresses().finditer(text):
        start, end = found.span()
        if text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end):
            end += 1
        yield FoundAddress(text[start:end], start, end)


@cache
def _addresses() -> re.Pattern[str]:
    return re.compile(r"(?:https?://|www\.)\S*[^\s,;.)\]>”\"']", re.IGNORECASE)


def shown(word: str) -> str:
    """Return a word in quotes for a message, shortened when it is long."""
    return f"'{word if len(word) <= _LONGEST_SHOWN else word[: _LONGEST_SHOWN - 1] + '…'}'"
