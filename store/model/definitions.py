"""What the words and marks of a register mean: one table for the board, the brief and the manual.

`?` on the board shows it first, a brief ends with those of its words, and `docs/definitions.md`
is made from it.
"""

from __future__ import annotations

from typing import NamedTuple

from store.model.derived import (
    AT_RISK_POINTS,
    BEHIND_POINTS,
    BEHIND_WEIGHT,
    DEFAULT,
    DUE_SOON_WEIGHT,
    NEAR_DUE_DAYS,
    NO_FOLLOW_UP_WEIGHT,
    OVERDUE_WEIGHT,
    PRIORITY_WEIGHTS,
    PROVISIONAL_WEIGHT,
    STALE_WEIGHT,
    TO_CONFIRM_WEIGHT,
    Thresholds,
)
from store.model.entities import Priority
from store.model.glyphs import Glyphs
from store.model.log import DISPUTE_DAYS
from store.model.status import Status


class Definition(NamedTuple):
    """One word or mark, and what it means."""

    word: str
    """The field's own term; empty for a mark that has none."""
    meaning: str
    """A sentence without its full stop; `{stale}` and the like stand for the user's thresholds."""
    mark: str = ""
    """How it is shown; `{g.missed}` and the like stand for the glyphs of the terminal."""
    also: str = ""
    """Other words that people look for."""

    def said(self, thresholds: Thresholds = DEFAULT) -> str:
        """Return what it means, with the number of days that hold for this user.

        >>> DEFINITIONS_BY_WORD["due soon"].said()
        'open, and due within 90 days'
        """
        return self.meaning.format(
            due_soon=thresholds.due_soon,
            stale=thresholds.stale,
            stale_near_due=thresholds.stale_near_due,
            unlooked=thresholds.unlooked,
        )

    def shown(self, glyphs: Glyphs) -> str:
        """Return its mark with the glyphs of a terminal."""
        return self.mark.format(g=glyphs)


_STATUSES = {
    Status.NOT_ASSESSED: "nobody has said yet how it stands",
    Status.NOT_STARTED: "nothing was done for it yet",
    Status.IN_PROGRESS: "something was done for it; a duty is being kept",
    Status.STALLED: "begun, and held up",
    Status.KEPT: "done as promised",
    Status.PARTLY_KEPT: "settled with a part of what was promised",
    Status.NOT_KEPT: "settled without what was promised",
    Status.WITHDRAWN: "given up by those who promised it",
}
_HIGH, _NORMAL, _LOW = (
    PRIORITY_WEIGHTS[each] for each in (Priority.HIGH, Priority.NORMAL, Priority.LOW)
)

STATUSES = tuple(
    Definition(status.words, _STATUSES[status], also=f"{status.code} status") for status in Status
)
"""The eight statuses; their glyphs are the status's own."""

MEASURES = (
    Definition(
        "overdue",
        "past the last day of the due date, and not settled",
        "{g.missed}6 {g.missed}-12d",
        "late past due",
    ),
    Definition("due soon", "open, and due within {due_soon} days", "+30d"),
    Definition(
        "stale",
        "open, and not heard of for {stale} days; for {stale_near_due} days when "
        f"{NEAR_DUE_DAYS} days or fewer are left, or none; not while somebody looked for news and "
        "found none within {unlooked} days",
        also="silent old quiet",
    ),
    Definition(
        "attention",
        f"a sum that says how pressing it is: overdue {OVERDUE_WEIGHT:g}, stale {STALE_WEIGHT:g}, "
        f"behind {BEHIND_WEIGHT:g}, due soon {DUE_SOON_WEIGHT:g}, provisional "
        f"{PROVISIONAL_WEIGHT:g}, to confirm {TO_CONFIRM_WEIGHT:g}, no follow-up open "
        f"{NO_FOLLOW_UP_WEIGHT:g}, priority high {_HIGH:g}, normal {_NORMAL:g} or low {_LOW:g}",
        also="urgency score ranks sort",
    ),
    Definition(
        "behind",
        f"progress trails the calendar by more than {BEHIND_POINTS} points",
        also="schedule",
    ),
    Definition(
        "at risk",
        f"progress trails the calendar by more than {AT_RISK_POINTS} points",
        also="behind schedule",
    ),
    Definition(
        "settled", "kept, partly kept, not kept or withdrawn; all others are open", also="open"
    ),
    Definition(
        "provisional",
        "settled, but no update that says so cites a source; left out of the counts of statuses "
        "and of progress",
        "*",
        "unsourced",
    ),
    Definition(
        "to confirm",
        "settled, and nobody but its writer has confirmed it yet; only in a register that asks for "
        "a second reader",
        "?",
        "second reader confirmed",
    ),
    Definition(
        "disputed",
        f"within {DISPUTE_DAYS} days of each other the latest official source and the latest "
        "independent one set different statuses, or a later source takes back that it was settled; "
        "and no update has weighed the two; other changes of status, told by sources of one kind "
        "or of a kind not known, are steps of one story and no dispute",
        "#",
        "contradict weigh",
    ),
    Definition(
        "claimed ahead",
        "an official source claims more than an independent one has seen",
        "^",
        "claim seen",
    ),
    Definition("self-declared", "the status rests only on parties speaking of themselves"),
    Definition(
        "progress",
        "as the latest update says; where none does, counted from the steps of a delivery that "
        "are met, and marked ~; an aim shows its steps, such as 1/3, and a duty the month it was "
        "last kept",
        "~40% 1/3",
        "percent done counted steps",
    ),
    Definition(
        "last kept",
        "when the last step of a duty or an aim was met; an event and news count for nothing, and "
        "without a step met nothing is said",
        also="last done duty aim",
    ),
    Definition(
        "slip",
        "from the date first promised to the one that holds, with - where it was brought forward; "
        "an update says that a date moves, and correcting a mistake moves nothing",
        also="slipped moved earlier",
    ),
    Definition("follow-up", "something that we must do about a commitment", also="to do task"),
    Definition(
        "as of",
        "the day that everything is worked out for: today, unless another was asked for",
        also="day past",
    ),
)
"""What is worked out from what was written down."""

TIMELINE = (
    Definition("", "time gone", "{g.elapsed}"),
    Definition("", "time ahead", "{g.ahead}"),
    Definition("", "start or end not known", "{g.open_end}"),
    Definition("", "milestone met", "{g.met}"),
    Definition("", "milestone open; after a move, the due date that holds", "{g.pending}"),
    Definition("", "where the due date was before it was moved", "{g.was_due}", "slip moved"),
    Definition("", "milestone past and not confirmed", "{g.missed}", "missed"),
    Definition("", "today", "{g.today}"),
    Definition("", "goes on before or after the time in view", "{g.earlier} {g.later}"),
    Definition("", "an instrument in force", "{g.band_start}{g.band}{g.band_end}"),
    Definition("", "the instrument of this row", "{g.band_start}{g.band_own}{g.band_end}"),
)
"""The marks on the timeline."""

LISTS = (
    Definition("", "what the list is sorted by", "{g.up} {g.down}"),
    Definition("", "a domain combined with others", "{g.chosen}"),
    Definition("", "a selected row", "{g.picked}"),
)
"""The other marks of the board."""

DEFINITIONS_BY_WORD = {each.word: each for each in (*STATUSES, *MEASURES)}


def definition(word: str, thresholds: Thresholds = DEFAULT) -> str:
    """Return what a word means as a sentence."""
    said = DEFINITIONS_BY_WORD[word].said(thresholds)
    return f"{said[:1].upper()}{said[1:]}."
