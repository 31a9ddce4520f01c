"""JSON as a text: read alike by every Python, and what is written twice in it named.

What is nested deeper than any list of commitments is refused. Of a key that one object has twice
only the last value is read, as everywhere; the others are told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from store.text import one_line

DEEPEST = 500
"""Levels that are read. Interpreters give up at depths of their own, some of them much later."""
_OTHERS = bytes(each for each in range(256) if each not in b"[]{}")
_TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]')
_PASSES = 64
_KEY_END = re.compile(r'"\s*:')
_LONGEST = 40


def decode_json(text: str) -> Any:
    """Return what a JSON text says. Raises `msgspec.DecodeError` and `RecursionError`.

    >>> decode_json('{"a": [1, 2]}')
    {'a': [1, 2]}
    """
    if _is_too_deep(text.encode("utf-8", "surrogatepass")):
        raise RecursionError(f"nested more than {DEEPEST} levels deep")
    return msgspec.json.decode(text)


def _is_too_deep(text: bytes) -> bool:
    # Brackets alone, with the pairs inside taken out again and again: what usual files leave of
    # that is nothing, or the odd bracket of a text.
    left = text.translate(None, _OTHERS)
    for _ in range(_PASSES):
        if len(left) <= DEEPEST:
            return False
        left = left.replace(b"[]", b"").replace(b"{}", b"")
    depth = 0
    for found in _TOKENS.finditer(text):
        token = found[0]
        if token in b"[{":
            depth += 1
            if depth > DEEPEST:
                return True
        elif token in b"]}":
            depth -= 1
    return False


def repeated_keys(text: str, value: object) -> list[str]:
    """Return in words each key that an object has again, with the value that is not read.

    `value` is what `decode_json` made of the text.

    >>> repeated_keys('{"due": 2030, "due": 2031}', {"due": 2031})
    ['due: 2030']
    """
    # In a text there may be more that looks like the end of a key, but never less.
    if sum(1 for _ in _KEY_END.finditer(text)) == _keys_in(value):
        return []
    found: list[str] = []

    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        whole: dict[str, Any] = {}
        for key, each in pairs:
            if key in whole:
                found.append(f"{one_line(key)}: {_shown(whole[key])}")
            whole[key] = each
        return whole

    json.loads(text, object_pairs_hook=made, parse_int=str, parse_float=str)
    return found


def _shown(value: object) -> str:
    text = one_line(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _keys_in(value: object) -> int:
    count = 0
    left: list[Iterator[Any]] = [iter((value,))]
    while left:
        for each in left[-1]:
            if each.__class__ is dict:
                count += len(each)
                left.append(iter(each.values()))
                break
            if each.__class__ is list:
                left.append(iter(each))
                break
        else:
            left.pop()
    return count
