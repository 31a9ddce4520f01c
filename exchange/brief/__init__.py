"""What a desk officer hands upward: a brief of a portfolio, worked out once, written three ways."""

from exchange.brief.compose import MOST_ROWS, USUAL_DAYS, compose
from exchange.brief.model import Brief, NoteKind

__all__ = ["MOST_ROWS", "USUAL_DAYS", "Brief", "NoteKind", "compose"]
