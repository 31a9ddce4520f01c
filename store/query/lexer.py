"""From the text of a query to its tokens, each with its place.

Scanning never fails: what is wrong (a quote left open, a value left out) is written in the
tokens, for the parser to refuse and for completion to go on from.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

TokenKind = Literal["(", ")", "-", "or", "text", "field"]

FIELD_NAME = re.compile(r"([A-Za-z][A-Za-z_-]*):", re.ASCII)
"""A field's name with its colon; `10:30` and `[x]:` stay plain words."""

_QUOTED_CHARACTER = re.compile(r'\\([\\"])')


class QueryWord(NamedTuple):
    """One piece of text: a bare word, or one value of a comma list."""

    text: str
    """What is meant, without quotes and escapes."""
    start: int
    end: int
    quoted: bool = False
    closed: bool = True
    """False when the quote that opens it is never closed."""
    glued: bool = False
    """True when something stands right behind the closing quote."""


class QueryToken(NamedTuple):
    """One step of a query, with its first character's offset and the one behind its last."""

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    """The field as written, in small letters; only of a field's token."""
    items: tuple[QueryWord, ...] = ()
    """The text's one item, or a field's values; a value left out is an empty item."""


def scan(text: str) -> list[QueryToken]:
    """Return the tokens of a query, in order."""
    tokens: list[QueryToken] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _token(text, at)
        tokens.append(token)
        at = token.end
    return tokens


def ends_word(char: str) -> bool:
    """Whether a character ends a bare word."""
    return char.isspace() or char in "()"


def quote(text: str) -> str:
    """Return text in quotes, readable by `scan`."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _token(text: str, at: int) -> QueryToken:
    match text[at]:
        case "(":
            return QueryToken("(", at, at + 1)
        case ")":
            return QueryToken(")", at, at + 1)
        case "-":
            return QueryToken("-", at, at + 1)
        case '"':
            item = _quoted(text, at, "")
            return QueryToken("text", at, item.end, items=(item,))
    field = FIELD_NAME.match(text, at)
    if field:
        items = _values(text, field.end())
        return QueryToken("field", at, items[-1].end, field[1].lower(), items)
    item = _bare(text, at, "")
    kind: TokenKind = "or" if item.text.lower() == "or" else "text"
    return QueryToken(kind, at, item.end, items=(item,))


def _values(text: str, at: int) -> tuple[QueryWord, ...]:
    items = [_value(text, at)]
    while text.startswith(",", items[-1].end):
        items.append(_value(text, items[-1].end + 1))
    return tuple(items)


def _value(text: str, at: int) -> QueryWord:
    return _quoted(text, at, ",") if text.startswith('"', at) else _bare(text, at, ",")


def _bare(text: str, start: int, stops: str) -> QueryWord:
    end = start
    while end < len(text) and not ends_word(text[end]) and text[end] not in stops:
        end += 1
    return QueryWord(text[start:end], start, end)


def _quoted(text: str, start: int, stops: str) -> QueryWord:
    close = start + 1
    while close < len(text) and text[close] != '"':
        close += 2 if text[close] == "\\" and text[close + 1 : close + 2] in ('"', "\\") else 1
    closed = close < len(text)
    inside = _QUOTED_CHARACTER.sub(r"\1", text[start + 1 : close])
    end = close + 1 if closed else len(text)
    glued = end < len(text) and not ends_word(text[end]) and text[end] not in stops
    return QueryWord(inside, start, end, quoted=True, closed=closed, glued=glued)
