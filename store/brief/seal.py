"""The hash that tells which data a brief was made of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256

from store.codec import Document, to_document
from store.entry import Entry
from store.model import Instrument


def seal(entries: Iterable[Entry]) -> str:
    """Return the SHA-256 of commitments and the instruments they name.

    Their documents as ASCII JSON with sorted keys and no white space, one a line, the lines
    sorted. How often a commitment was saved is left out: a change undone gives the hash back.
    """
    lines: list[str] = []
    instruments: dict[str, Instrument] = {}
    for entry in entries:
        document = to_document(entry.commitment)
        document.pop("revision", None)
        lines.append(_line(document))
        if entry.instrument:
            instruments[entry.instrument.id] = entry.instrument
    lines += [_line(to_document(each)) for each in instruments.values()]
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _line(document: Document) -> str:
    return json.dumps(document, sort_keys=True, separators=(",", ":"))
