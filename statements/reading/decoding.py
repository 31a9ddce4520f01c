"""Bytes to text: the encodings a document comes in."""

from __future__ import annotations

import codecs

from store.errors import BadFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000


def decode(raw: bytes, name: str, encoding: str = "") -> str:
    """Return the text that bytes hold.

    `encoding` is used where it is given; else a byte order mark, UTF-8, and at last the most
    likely of the encodings the bytes could be in. Raises `BadFile` for what is no text.
    """
    try:
        text = _decoded(raw, encoding)
    except (UnicodeError, LookupError) as error:
        raise BadFile(
            f"{name} is not text in {encoding or 'any encoding known here'}",
            hint="save it as UTF-8 text, or give a DOCX, PDF or HTML file",
        ) from error
    if text.count("\0") > len(text) // 200 or _controls(text) > 8 + len(text) // 50:
        raise BadFile(
            f"{name} is not a text",
            hint="capture reads text, Markdown, HTML, DOCX and PDF",
        )
    return text.replace("\0", " ")


def _decoded(raw: bytes, encoding: str) -> str:
    if encoding:
        return raw.decode(encoding)
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw.decode(name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes  # only for the few that are not UTF-8

    best = from_bytes(raw[:_SAMPLE]).best()
    if best is None:
        raise LookupError("no encoding fits")
    return raw.decode(best.encoding, "replace")


def _controls(text: str) -> int:
    return sum(text.count(chr(code)) for code in (*range(1, 9), *range(14, 32)))
