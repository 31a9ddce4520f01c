"""The manual page of the formats: what can be imported and what can be exported."""

from __future__ import annotations

from docs.export_page import export_section
from docs.import_page import import_section

_OPENING = """\
# Formats

What others wrote down comes in by [import](#import), whatever it is written in; what is in a
register goes out by [export](#export), for other programs and for readers. `json`, `jsonl` and
`folder` lose nothing on the way out and back in, and `taskwarrior` loses nothing of a task.
"""


def formats_page() -> str:
    """Return `docs/formats.md`, in Markdown."""
    return "\n".join((_OPENING, import_section(), export_section()))
