"""JSON: the whole register as one object, one commitment a line."""

from __future__ import annotations

import json
from typing import BinaryIO

from store.codec import Document
from store.exporting.formats import Options
from store.exporting.selection import Selection
from store.exporting.written import Progress, Written, reported
from store.text import escape_json


def write(
    selection: Selection, out: BinaryIO, options: Options, progress: Progress | None
) -> Written:
    """Write the head's fields, then `commitments`, each as it is kept."""
    out.write(one_line(selection.head).removesuffix(b"}") + b',"commitments":[')
    between = b"\n"
    for raw in reported(selection.raw, progress):
        out.write(between + harmless(raw))
        between = b",\n"
    out.write(b"\n]}\n" if selection.raw else b"]}\n")
    return Written(len(selection.raw), "commitments")


def one_line(document: Document) -> bytes:
    """Return a document as one line of JSON that no terminal acts on."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return escape_json(text).encode()


def harmless(raw: bytes) -> bytes:
    """Return the same JSON with escapes for what a terminal would act on."""
    return raw if raw.isascii() and b"\x7f" not in raw else escape_json(raw.decode()).encode()
