"""What a desk officer hands upward: a brief of a portfolio, worked out once, written three ways."""

from store.brief.brief import Brief
from store.brief.claims import NoteKind
from store.brief.content import MOST_ROWS, USUAL_DAYS, compose

__all__ = ["MOST_ROWS", "USUAL_DAYS", "Brief", "NoteKind", "compose"]
