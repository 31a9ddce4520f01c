"""The lines of a review's page: what a look at one commitment needs, and what came of it all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from store.model.entities import Register
from store.model.entry import Entry
from store.model.glyphs import Glyphs
from store.model.log import is_done, known_updates, struck_ids
from store.model.wording import answers
from store.text import counted
from store.user.review_book import ReviewAnswer, ReviewSession
from tui.commands.keymap import Keymap
from tui.panels.detail_lines import (
    DetailLine,
    DetailWriter,
    write_follow_up,
    write_state,
    write_update,
    write_why_here,
)
from tui.panels.review import promised_words

_LAST = 3
"""So many of the latest updates are shown."""
_SAID: dict[ReviewAnswer, str] = {
    "looked": "looked at, nothing found",
    "changed": "changed",
    "later": "put off",
}


def review_lines(
    entry: Entry,
    register: Register,
    width: int,
    glyphs: Glyphs,
    keymap: Keymap,
    answer: ReviewAnswer | None = None,
) -> list[DetailLine]:
    """Return the page of one commitment, none of its lines wider than `width` cells.

    Why it is here; what was promised; what is claimed and seen, and its date; the last entries
    with their words and sources; what is left for us to do.
    """
    writer = DetailWriter(width, glyphs, keymap)
    commitment, as_of = entry.commitment, entry.as_of
    writer.text(commitment.title, style="strong")
    write_state(writer, entry)
    if answer is not None:
        writer.fact("Answered", _SAID[answer], "green")
    write_why_here(writer, entry)
    writer.gap()
    words, where = promised_words(entry)
    if words:
        writer.fact("Promised", f"“{words}”")
        writer.fact("", where, "muted")
    else:
        writer.fact("Promised", commitment.summary or "no words are kept")
    made_in = entry.instrument.title if entry.instrument else commitment.instrument
    made_in = ", ".join(filter(None, (made_in, commitment.clause)))
    if made_in:
        writer.fact("", made_in, "muted")
    told = dict(answers(entry))
    for name in ("claimed", "seen", "schedule"):
        writer.fact(name.capitalize(), told[name])
    if steps := told.get("steps"):
        writer.fact("Steps", steps)
    updates = known_updates(commitment, as_of)
    if updates:
        shown = updates[-_LAST:]
        more = f"{len(shown)} of {len(updates)}" if len(updates) > len(shown) else ""
        writer.heading("Last entries", ", ".join(filter(None, ("newest first", more))))
        struck = struck_ids(commitment, as_of)
        for update in reversed(shown):
            write_update(writer, update, commitment.id, struck)
    else:
        writer.heading("No entry yet", "")
    left = [each for each in commitment.follow_ups if not is_done(each, as_of)]
    if left:
        writer.heading("Open follow-ups", "")
        for follow_up in left:
            write_follow_up(writer, follow_up, commitment.id, as_of)
    else:
        writer.heading("No open follow-up", keymap.words("{add-follow-up} adds one"))
    if words and commitment.summary:
        writer.heading("In short", "")
        writer.text(commitment.summary)
    return writer.lines


def summary_lines(
    session: ReviewSession,
    put_off: dict[str, date],
    titles: Sequence[tuple[str, str]],
    width: int,
    glyphs: Glyphs,
    keymap: Keymap,
) -> list[DetailLine]:
    """Return what came of a review that was gone through: counted, then row by row.

    `titles` are the ids in the queue, each with its title.
    """
    writer = DetailWriter(width, glyphs, keymap)
    total = counted(len(session.answers), "commitment")
    writer.text(f"The queue is done: {total} looked through", style="strong")
    writer.gap()
    for answer, words, style in (
        ("looked", "nothing found", "green"),
        ("changed", "changed", "blue"),
        ("later", "put off", "muted"),
    ):
        number = sum(given == answer for given in session.answers.values())
        writer.line([(f"{number:>4}  {words}", style if number else "muted")])
    writer.heading("What was answered", keymap.words("{undo} takes the last back"))
    for commitment_id, title in titles:
        given = session.answer(commitment_id)
        if given is None:
            continue
        until = put_off.get(commitment_id)
        words = f"{_SAID[given]} until {until}" if given == "later" and until else _SAID[given]
        writer.text(f"{title}: {words}", indent=2)
    return writer.lines
