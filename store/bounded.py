"""Reading small files that somebody named, which may be anything: no more than they may hold."""

from __future__ import annotations

import re
from os import PathLike
from typing import Any

from store.errors import CannotRead
from store.plain_files import open_plain

MOST_TEXT = 16 * 1024 * 1024
"""Bytes of a text that a person writes: a commitment, an update."""
_A_TEXT = "give the path of a text, or - for stdin"
_MOST_PARTS = 32
"""Parts of a key, outside of quotation marks: `keys.undo` has two."""
_QUOTED = re.compile(
    r'"""(?s:.*?)"""'
    r"|'''(?s:.*?)'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
)
_MANY_PARTS = re.compile(rf"^[^\n]*?(?:\.[^.\n]*){{{_MOST_PARTS}}}", re.MULTILINE)


def read_bounded(name: str | int | PathLike[str], most: int = MOST_TEXT) -> bytes:
    """Return what a file holds, given by its path or as a descriptor, which stays open.

    Raises `OSError`, and `CannotRead` for what is no plain file and when it holds more than
    `most` bytes: a pipe or a device may have no end.
    """
    descriptor = name if isinstance(name, int) else open_plain(name, hint=_A_TEXT)
    with open(descriptor, "rb", closefd=not isinstance(name, int)) as file:
        data = file.read(most + 1)
    if len(data) > most:
        where = "the standard input" if isinstance(name, int) else f"{name}"
        raise CannotRead(f"{where} holds more than {most:,} bytes", hint="name a smaller text")
    return data


def read_bounded_text(name: str | int | PathLike[str], most: int = MOST_TEXT) -> str:
    """Return a text of UTF-8, every end of a line as a newline.

    Raises `OSError`, `CannotRead` and `UnicodeDecodeError`.
    """
    text = read_bounded(name, most).decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse_toml(text: str) -> dict[str, Any]:
    """Return what a TOML text says. Raises `ValueError` and `RecursionError` for what is none.

    A key of thousands of parts is refused: the memory it takes grows with their square.
    """
    import tomllib  # only where there is such a text: it takes a while

    deep = _MANY_PARTS.search(_QUOTED.sub("", text))
    if deep is not None:
        raise ValueError(f"a key has more than {_MOST_PARTS} parts: {deep[0].strip()[:40]}…")
    return tomllib.loads(text)
