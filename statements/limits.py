"""How large a document may be, so that reading one takes bounded time and memory.

The largest communiqués there are have some hundred pages; these limits leave them far behind.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of one document; what is larger is refused, never cut short."""

    file_bytes: int = 48_000_000
    """Bytes of the file itself."""
    unpacked_bytes: int = 96_000_000
    """Bytes of the text parts of a DOCX after unpacking."""
    packing_ratio: int = 200
    """How many times larger than its packed form a part of a DOCX may be."""
    characters: int = 3_000_000
    """Characters of text, about a thousand pages."""
    pages: int = 2_000
    """Pages of a PDF."""
    nesting: int = 2_000
    """How deep the elements of an HTML or DOCX file may be nested."""
    sentence: int = 3_000
    """Characters of one sentence; a longer run without a full stop is taken in pieces."""


LIMITS = Limits()
"""The limits that hold unless a caller gives others."""
