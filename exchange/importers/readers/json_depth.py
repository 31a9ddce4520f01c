"""JSON that is nested deeper than any list of commitments, refused alike by every Python."""

from __future__ import annotations

import re
from typing import Any

import msgspec

DEEPEST = 500
"""Levels that are read. Interpreters give up at depths of their own, some of them much later."""
_OTHERS = bytes(each for each in range(256) if each not in b"[]{}")
_TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]')
_PASSES = 64


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
