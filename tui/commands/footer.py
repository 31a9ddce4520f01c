"""Where one can be on the board: what each place is for, and the keys that matter there."""

from __future__ import annotations

from typing import NamedTuple

from tui.commands.needs import BoardState


class BoardPlace(NamedTuple):
    """A panel or a line that takes the keys."""

    name: str
    about: str
    """For the help: what it shows and how it is used; `{undo}` and the like stand for keys."""
    footer: tuple[tuple[str, str], ...]
    """The commands its footer names, each with a word for what it does here."""
    keys: tuple[tuple[str, str], ...] = ()
    """Keys of its own that are no commands, each with what it does."""
    here: tuple[str, ...] = ()
    """The commands that only matter here, or here most of all."""
    needs_rows: bool = False
    """Whether its footer is of use only where a commitment is listed."""


_ALWAYS = (("palette", "commands"), ("help", "help"), ("quit", "quit"))
WITHOUT_COMMITMENTS = (
    ("add", "add"),
    ("read-statement", "read a statement"),
    ("import", "import"),
    ("undo", "undo"),
    *_ALWAYS,
)
"""What the footer names in a register that has no commitments yet: the ways to have some."""
WITHOUT_ROWS = (("add", "add"), ("back", "back"), ("filter", "filter"), ("undo", "undo"), *_ALWAYS)
"""What the footer names where no commitment is listed: the ways to have one."""
IN_THE_PAST = (
    ("change-before", "change before"),
    ("change-after", "after"),
    ("back", "present"),
    ("as-of", "another day"),
    ("filter", "filter"),
    *_ALWAYS,
)
"""What the footer of every panel names on a day that is gone, reached from the present."""
BEFORE_THE_OPENED_DAY = tuple(
    (each, "day opened on" if each == "back" else word) for each, word in IN_THE_PAST
)
"""The same on a board that was opened on a day that is gone, and has gone to one before."""
ON_THE_OPENED_DAY = (
    ("change-before", "change before"),
    ("as-of", "another day"),
    ("filter", "filter"),
    ("why", "why"),
    ("maximise", "maximise"),
    *_ALWAYS,
)
"""The same on the day itself: what can be done without writing."""
OF_A_PICTURE = (
    ("pictures", "next picture"),
    ("maximise", "maximise"),
    ("filter", "filter"),
    *_ALWAYS,
)
"""What the footer of the timeline names while a picture is drawn as a whole in its place."""
OF_A_SCORECARD = (("enter", "filter by this row"), *OF_A_PICTURE)
_TIME = ("pictures", "left", "right", "zoom-in", "zoom-out", "today", "find-bar", "bands")

PLACES = {
    "domains": BoardPlace(
        "Domains",
        "Where the cursor is filters the other panels. {mark} combines domains, {enter} goes to "
        "their commitments.",
        (("mark", "combine"), ("enter", "list"), ("back", "all"), ("filter", "filter"), *_ALWAYS),
        here=("mark", "enter", "back", "why"),
    ),
    "commitments": BoardPlace(
        "Commitments",
        "Press {mark} for the marking strip: a letter sets the status, a digit tens of percent. "
        "{enter} goes to the detail. {sort} sorts, {columns} chooses the columns.",
        (
            ("mark", "mark"),
            ("filter", "filter"),
            ("write-update", "update"),
            ("add-follow-up", "follow-up"),
            ("undo", "undo"),
            ("why", "why"),
            ("review", "review"),
            ("maximise", "maximise"),
            *_ALWAYS,
        ),
        needs_rows=True,
        here=(
            *("mark", "more", "less", "write-update", "add-follow-up", "enter", "why"),
            *("pick", "pick-all", "sort", "turn-around", "columns"),
        ),
    ),
    "timeline": BoardPlace(
        "Timeline",
        "Move in time with {left} and {right}, show more or less of it with {zoom-out} and "
        "{zoom-in}, find today with {today} and the bar of this row with {find-bar}; {bands} shows "
        "the periods of instruments. {pictures} shows pictures in its place: months heard, status "
        "over time, scorecards, the tree of instruments; {enter} on a row of a scorecard filters "
        "the list by it. {mark} marks as in the list.",
        (
            ("left", "earlier"),
            ("right", "later"),
            ("zoom-in", "closer"),
            ("zoom-out", "wider"),
            ("today", "today"),
            ("pictures", "picture"),
            ("mark", "mark"),
            ("maximise", "maximise"),
            *_ALWAYS,
        ),
        needs_rows=True,
        here=_TIME,
    ),
    "follow-ups": BoardPlace(
        "Follow-ups",
        "Overdue first. {mark} ticks one off; {enter} opens its commitment.",
        (
            ("mark", "tick"),
            ("add-follow-up", "follow-up"),
            ("enter", "commitment"),
            ("filter", "filter"),
            ("undo", "undo"),
            ("maximise", "maximise"),
            *_ALWAYS,
        ),
        needs_rows=True,
        here=("mark", "add-follow-up", "enter", "why"),
    ),
    "detail": BoardPlace(
        "Detail",
        "{mark} ticks the milestone or follow-up under the cursor; elsewhere it marks the "
        "commitment. {open} opens the source under the cursor.",
        (
            ("mark", "tick"),
            ("write-update", "update"),
            ("open", "source"),
            ("copy", "copy"),
            ("undo", "undo"),
            ("maximise", "maximise"),
            *_ALWAYS,
        ),
        needs_rows=True,
        here=("mark", "write-update", "why", "open", "copy", "copy-all"),
    ),
    "review": BoardPlace(
        "Review",
        "One commitment at a time, the worst first. Each answer is saved at once; {undo} takes it "
        "back. Leave at any time: {review} goes on where you were.",
        (
            ("write-update", "evidence"),
            ("mark", "status"),
            ("add-follow-up", "follow-up"),
            ("open", "source"),
            ("why", "why"),
            ("confirm", "confirm"),
            ("keep-copy", "copy"),
            ("undo", "undo"),
            ("help", "help"),
        ),
        keys=(
            ("n", "nothing found"),
            ("d", "due moved"),
            ("l", "later"),
            ("s", "skip"),
            ("b", "back"),
            ("esc", "leave"),
        ),
    ),
    "strip": BoardPlace(
        "Marking strip",
        "One key marks the commitment and closes the strip. Any other key leaves it, and "
        "changes nothing.",
        (),
        keys=(("letter", "status"), ("0-9", "tens of percent"), ("esc", "leave"), ("F1", "help")),
    ),
    "question": BoardPlace(
        "Question",
        "A key of the line answers it. Any other key leaves everything as it is.",
        (),
        keys=(("letter", "answer"), ("esc", "leave")),
    ),
    "evidence": BoardPlace(
        "Evidence line",
        "Title and address of the source of what was just settled.",
        (),
        keys=(
            ("enter", "save"),
            ("tab", "whole form"),
            ("esc", "no source yet"),
            ("F1", "help"),
        ),
    ),
    "filter": BoardPlace(
        "Filter line",
        "Words search titles, summaries, parties, instruments and updates; domain:, status:, "
        "party:, due:, is:overdue and more narrow it down.",
        (),
        keys=(
            ("enter", "keeps the filter"),
            ("tab", "takes the completion, or the word that was meant"),
            ("down up", "another completion; down: into the list; up: an earlier filter"),
            ("esc", "closes the completions, then gives the filter up"),
            ("F1", "help"),
        ),
    ),
}
"""The panels by their ids, and the lines that take the keys while they are open."""


REVIEW_MEANINGS = {
    "write-update": "write-evidence",
    "mark": "set-status",
    "add-follow-up": "write-follow-up",
    "open": "read-source",
    "why": "explain",
    "confirm": "confirm-settled",
    "keep-copy": "keep-source",
    "undo": "take-back",
    "help": "list-keys",
}
"""What the board's commands mean in a review, where they are about the commitment in view."""


def named_in(state: BoardState) -> tuple[tuple[str, str], ...]:
    """Return the commands that the footer names where one is, each with a word for it."""
    place = PLACES[state.place]
    if (state.past or state.opened_by) and place.footer:
        if not state.opened_by:
            return IN_THE_PAST
        return BEFORE_THE_OPENED_DAY if state.past else ON_THE_OPENED_DAY
    if not state.rows and place.needs_rows:
        return WITHOUT_ROWS if state.commitments else WITHOUT_COMMITMENTS
    if state.place == "timeline" and state.picture:
        return OF_A_SCORECARD if state.scorecard else OF_A_PICTURE
    return place.footer
