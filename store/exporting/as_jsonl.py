"""JSON lines: the head on the first, then one commitment a line."""

from __future__ import annotations

from typing import BinaryIO

from store.exporting.as_json import harmless, one_line
from store.exporting.formats import Options
from store.exporting.selection import Selection
from store.exporting.written import Progress, Written, reported


def write(
    selection: Selection, out: BinaryIO, options: Options, progress: Progress | None
) -> Written:
    """Write the head, then each commitment as it is kept."""
    out.write(one_line(selection.head) + b"\n")
    for raw in reported(selection.raw, progress):
        out.write(harmless(raw) + b"\n")
    return Written(len(selection.raw), "commitments")
