"""JSON, as one object with a commitment a line, and JSON lines, the register's head first."""

from __future__ import annotations

import json
from typing import BinaryIO

from exchange.exporters.formats import ExportOptions, Written, reported
from exchange.exporters.selection import Selection
from store.register.reader import ReportProgress
from store.storage.documents import Document
from store.text import escape_json


def write_json(
    selection: Selection, out: BinaryIO, options: ExportOptions, progress: ReportProgress | None
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


def write_json_lines(
    selection: Selection, out: BinaryIO, options: ExportOptions, progress: ReportProgress | None
) -> Written:
    """Write the head, then each commitment as it is kept."""
    out.write(one_line(selection.head) + b"\n")
    for raw in reported(selection.raw, progress):
        out.write(harmless(raw) + b"\n")
    return Written(len(selection.raw), "commitments")
