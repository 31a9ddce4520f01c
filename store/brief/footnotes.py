"""What a note says, in words."""

from __future__ import annotations

from store.brief.claims import Note
from store.text import one_line


def told(note: Note) -> tuple[str, str]:
    """Return a note's title; and who published it when, and for whom they speak."""
    who = ", ".join(one_line(part) for part in (note.publisher, note.date) if one_line(part))
    kind = f"{note.kind.value.capitalize()}."
    return one_line(note.title) or "Untitled", f"{who}. {kind}" if who else kind
