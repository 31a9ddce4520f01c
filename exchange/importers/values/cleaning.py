"""A cell's text on its way into a register: entities resolved, HTML made plain, long titles cut."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from html.entities import html5
from urllib.parse import urlsplit

from exchange.importers.values.html_text import is_html, text_of_html

MISSING = frozenset(
    (
        *("", "na", "n/a", "n.a.", "n.a", "n. a.", "nd", "n/d", "nr", "null", "none", "nan"),
        *("#n/a", "\\n", "(null)", "<null>", "[null]", "(none)", "(blank)", "<na>", "nat"),
        *("undefined", "k.a.", "k. a.", "keine angabe", "s/d", "н/д", "нет данных", "無", "无"),
        *("немає даних", "なし", "없음", "해당 없음", "ไม่มี", "لا يوجد"),
    )
)
"""How trackers and databases write that there is nothing to say; MySQL writes `\\N`."""
HEADLINE = 120
"""The most characters of a title that is made from a longer text."""

LONGEST_MISSING = max(map(len, MISSING))
_STROKES = re.compile(r"[-\u2010-\u2015\u2212\uff0d\u30fc_.\u2026?/\s]{1,12}")
"""Dashes, dots and question marks, as people strike out a cell where there is nothing to say."""
_FAULTS = re.compile(
    r"#(?:REF|NAME|VALUE|DIV/0|NULL|NUM|SPILL|CALC|ERROR|FIELD|BLOCKED|CONNECT|UNKNOWN|BUSY|"
    r"BEZUG|WERT|ZAHL|VALEUR|NOM|NOMBRE|¡REF|¡VALOR|¿NOMBRE|¡DIV/0|¡NUM)[!?]|#NV|Err:\d{3}"
)
"""What a spreadsheet writes for a calculation that came to nothing, also into CSV."""
FAULT_BEGINS = ("#", "E")
"""What each of these begins with: hardly a cell does."""
_ENTITY = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")
_ADDRESS = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s<>"']+""")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_SENTENCE = re.compile(r"(?<=[.!?;:])\s")
_EDGES = "\ufeff\u200b"
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_NUMBER = re.compile(r"[+-]?\d[\d.,'\u00a0\u202f ]*")


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


def is_year(text: str) -> bool:
    """Whether a cell is a year in which something can have been promised, or be due."""
    return _YEAR.fullmatch(text.strip()) is not None


def is_number(text: str) -> bool:
    """Whether a cell is a number, with whatever parts its thousands and its decimals."""
    return _NUMBER.fullmatch(text.strip()) is not None


def says_nothing(text: str) -> bool:
    """Whether a cell only says that nothing is known."""
    text = text.strip()
    return len(text) <= LONGEST_MISSING and text.casefold() in MISSING


def is_struck_out(text: str) -> bool:
    """Whether a cell holds nothing but dashes, dots or question marks.

    >>> is_struck_out("--"), is_struck_out("P-8I")
    (True, False)
    """
    return _STROKES.fullmatch(text) is not None


def is_fault(text: str) -> bool:
    """Whether a cell says only that a calculation of a spreadsheet came to nothing.

    >>> is_fault("#REF!"), is_fault("#7")
    (True, False)
    """
    return text[:1] in FAULT_BEGINS and _FAULTS.fullmatch(text.strip()) is not None


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


_BULLET = re.compile(r"\s*(?:[•●▪◦‣⁃·∙*–—-]\s+|[•●▪◦‣⁃]|\(?\d{1,2}[.)]\s+)")
_QUOTED = re.compile(r"""\[\s*(?:(['"])(?:(?!\1)[^\\])*\1\s*,?\s*)+\]""")
_BETWEEN_QUOTES = re.compile(r"""(['"])((?:(?!\1).)*)\1""")


def listed(text: str, separator: str = "") -> tuple[list[str], bool]:
    """Return the things that a cell lists, and whether they are all that it says.

    They stand between `;`, or what the mapping names, and on lines of their own; also behind
    bullets and numbers, or as a program writes a list.

    >>> listed("• India\\n• Japan")
    (['India', 'Japan'], False)
    >>> listed('["India", "Japan"]')
    (['India', 'Japan'], False)
    """
    if text.startswith("[") and _QUOTED.fullmatch(text):
        return [match[2] for match in _BETWEEN_QUOTES.finditer(text) if match[2].strip()], False
    parts = split(text, f"{separator or ';'}\n")
    if len(parts) > 1 and all(map(_BULLET.match, parts)):
        return [each for part in parts if (each := _BULLET.sub("", part, count=1))], False
    # A word such as None may be a name, and NA is a country.
    said = [each for each in parts if not (is_struck_out(each) or is_unsaid(each))]
    return said, len(said) == len(parts)


def is_unsaid(text: str) -> bool:
    """Whether a text is one of the signs for "nothing" that cannot be a name or a code."""
    return not text.isalpha() and says_nothing(text)


def first_address(text: str) -> str:
    """Return the first address in a text, without the signs of the sentence it stands in."""
    found = _ADDRESS.search(text)
    return found[0].rstrip(").,;") if found else ""


def may_be_address(text: str) -> bool:
    """Whether a text of one line may be an address, rather than what a link is called.

    >>> may_be_address("ports.example/a"), may_be_address("Press release")
    (True, False)
    """
    if text.startswith(("<", "=")):
        return False
    return not any(each.isspace() for each in text) and any(each in text for each in ".:/")


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
