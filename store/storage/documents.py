"""Between documents and the JSON bytes that are kept of them."""

from __future__ import annotations

import math
from typing import Any

import msgspec
from msgspec import Raw

from store.errors import NotStorable
from store.text import shown, visible

Document = dict[str, Any]

DEEPEST = 100
"""Levels of nesting, the document itself the first: few enough to be read at any call depth."""

_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(Document)
_fields_decoder = msgspec.json.Decoder(dict[str, Raw])
_value_decoder = msgspec.json.Decoder()


def encode(document: Document) -> bytes:
    """Return a document as one line of JSON, keys sorted. Raises `NotStorable`, saying where."""
    raw = encode_plain(document)
    # What reads back as it was given is as JSON says it; as many levels need as many brackets.
    if raw.count(b"{") + raw.count(b"[") > DEEPEST or _decoder.decode(raw) != document:
        _check(document, "document", DEEPEST)
    return raw


def encode_plain(document: Document) -> bytes:
    """Return as `encode` does a document that holds nothing but what JSON can say.

    That is certain of one that was read from JSON and changed in fields whose types are known.
    Raises `NotStorable` for a text that is no Unicode.
    """
    try:
        return _encoder.encode(document)
    except UnicodeEncodeError as error:
        raise NotStorable(
            f"{shown(visible(error.object))} is not wholly Unicode: it cannot be kept",
            hint="type it again, in a terminal and with a keyboard set to UTF-8",
        ) from error
    except (TypeError, ValueError, RecursionError) as error:
        _check(document, "document", DEEPEST)
        raise NotStorable(f"a document cannot be written as JSON: {error}") from error


def needle(text: str) -> bytes:
    """Return a text as documents hold it, to look for among their bytes.

    One that is no Unicode stands in none; a few of those found for it do not say it either.
    """
    return msgspec.json.encode(text.encode("utf-8", "replace").decode())


def decode(raw: bytes) -> Document:
    """Return a fresh document, shared with nobody."""
    return _decoder.decode(raw)


def decode_fields(raw: bytes) -> dict[str, Raw]:
    """Return the fields of a document, each as the JSON that is kept of it."""
    return _fields_decoder.decode(raw)


def decode_value(raw: Raw) -> object:
    """Return what a field says, shared with nobody."""
    return _value_decoder.decode(raw)


def _check(value: object, where: str, levels: int) -> None:
    # The encoder alone would turn NaN into null and bytes, sets and dates into strings or
    # lists: the document read back would not be the one given.
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return
    if isinstance(value, float):
        if not math.isfinite(value):
            raise NotStorable(f"{where} is {value}, which JSON cannot say")
    elif levels == 0:
        raise NotStorable(f"{where[:60]}… is nested more than {DEEPEST} levels deep")
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise NotStorable(f"{where} has the key {key!r}; keys must be text")
            if item.__class__ is str:
                continue
            _check(item, f"{where}.{key}", levels - 1)
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            if item.__class__ is str:
                continue
            _check(item, f"{where}[{index}]", levels - 1)
    elif not isinstance(value, str | int):
        raise NotStorable(f"{where} is a {kind.__name__}, which JSON cannot say")
