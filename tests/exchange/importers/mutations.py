"""Files as they should not be: bytes, values and parts changed at random, by a fixed seed."""

from __future__ import annotations

import io
import json
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

NASTY: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 101, 10**18, 1e300, 0.5, "", " ", "\0", "x" * 5000, "\ud7ff"),
    *("2026-13", "9999-99-99", "../../etc/passwd", "=1+1", "\x1b[31m[/]", "\u202e", "−1", "id"),
    *([], {}, [[]], {"a": {"b": []}}, ["a", 1, None], {"id": 1}, {"title": None, "date": 3}),
)
_TOKENS = (
    *(b"\0", b'"', b",", b";", b"\t", b"\n", b"\r", b"{", b"[[[[[[", b"\xff\xfe", b"\xef\xbb\xbf"),
    *(b"9" * 40, b"1e999", b"../../../etc/passwd", b"&amp;&#0;", b"\\ud800", b"null", b"-1"),
    *(b"=1+1", b"\xe2\x88\x92", b'"id":', b'{"a":', b"\x1b[31m", b"'", b"sep=;\n"),
    b'<!DOCTYPE a [<!ENTITY b "c">]>',
)


def mutated(data: bytes, random: Random) -> bytes:
    """Return a file that was changed in a few places."""
    if data.startswith(b"PK") and random.random() < 0.8:
        return _parts(data, random)
    if data.lstrip().startswith((b"{", b"[")) and random.random() < 0.7:
        return _values(data, random)
    return _bytes(data, random)


def _bytes(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 8)):
        start = random.randrange(len(changed) + 1)
        end = min(len(changed), start + random.randint(1, 40))
        match random.randrange(6):
            case 0:
                changed[start:end] = random.randbytes(end - start)
            case 1:
                del changed[start:end]
            case 2:
                changed[start:start] = random.choice(_TOKENS)
            case 3:
                changed[start:start] = changed[start:end] * random.randint(1, 4)
            case 4:
                changed[start:end] = random.choice(_TOKENS)
            case _:
                del changed[max(1, start) :]
    return bytes(changed)


def _values(data: bytes, random: Random) -> bytes:
    try:
        values = [json.loads(data)]
    except ValueError:
        values = [json.loads(line) for line in data.splitlines()]
    for _ in range(random.randint(1, 4)):
        place = random.randrange(len(values))
        values[place] = _changed(values[place], random)
    return "\n".join(json.dumps(each) for each in values).encode()


def _changed(value: Any, random: Random) -> Any:
    """Return a JSON value with one place in it changed, most often deep inside."""
    if isinstance(value, dict) and value and random.random() < 0.9:
        key = random.choice(list(value))
        if random.random() < 0.15:
            return {name: each for name, each in value.items() if name != key}
        return value | {key: _changed(value[key], random)}
    if isinstance(value, list) and value and random.random() < 0.9:
        place = random.randrange(len(value))
        if random.random() < 0.15:
            return [*value, value[place]]
        return [*value[:place], _changed(value[place], random), *value[place + 1 :]]
    return random.choice(NASTY)


def _parts(data: bytes, random: Random) -> bytes:
    with ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice(list(parts))
    if random.random() < 0.1:
        del parts[name]
    else:
        parts[name] = _bytes(parts[name], random)
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return packed.getvalue()
