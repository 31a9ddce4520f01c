"""The brief: what happened to a portfolio since a day, as a report with numbered notes.

`compose` works out the claims and what each rests on, a `Brief`; `wording.page_of` puts them into
words once, and `markdown`, `html` and `text` write that page. The same register, day and query
give the same bytes on any machine. A brief never reads the clock and claims nothing without a
note that says where it comes from.
"""

from exchange.brief.compose import MOST_ROWS, USUAL_DAYS, compose
from exchange.brief.model import Brief, NoteKind

__all__ = ["MOST_ROWS", "USUAL_DAYS", "Brief", "NoteKind", "compose"]
