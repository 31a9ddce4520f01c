"""The lists of a brief as tables of words."""

from __future__ import annotations

from collections.abc import Callable

from store.brief.claims import (
    Addition,
    Assessment,
    DateMove,
    Late,
    Listing,
    Move,
    News,
    Silence,
    Standing,
    Step,
)
from store.brief.claims import Row as Item
from store.brief.page import Line, Row, Say, Table, naming
from store.status import Status
from store.wording import counted


class Rows:
    """Makes tables of a brief's lists, with the glyphs that the reader's screen has."""

    def __init__(self, *, ascii_only: bool) -> None:
        self._ascii = ascii_only

    def moves(self, listed: Listing[Move]) -> Table:
        """Return the statuses that moved."""

        def row(each: Move) -> Row:
            seen = (Say(each.when.text if each.when else "not dated", each.notes),)
            was, now = (
                (self.status(each.before)._replace(notes=each.before_notes),),
                self.standing(each.standing),
            )
            return Row(naming(each.subject), (was, now, seen, (Say(each.text),)))

        return _table("Status moved", ("Was", "Is", "Seen", "What was seen"), listed, row)

    def dates(self, listed: Listing[DateMove]) -> Table:
        """Return the dates that were changed."""

        def row(each: DateMove) -> Row:
            what = f"milestone: {each.milestone}" if each.milestone else "due date"
            cells = (what, str(each.before or "no date"), str(each.after or "no date"))
            saved = Say(f"{each.saved} by {each.user}")
            moved = Say(_moved(each), each.notes, "red" if each.slipped else None)
            said = (*map(Say, cells), moved, saved)
            return Row(naming(each.subject), tuple((cell,) for cell in said))

        columns = ("Which date", "Was", "Is", "Moved", "Changed in the register")
        return _table("Dates moved", columns, listed, row)

    def news(self, listed: Listing[News]) -> Table:
        """Return the updates that are new."""

        def row(each: News) -> Row:
            seen = [Say(each.when.text, each.notes)]
            if each.recorded:
                seen.append(Say(f", recorded {each.recorded}", look="muted"))
            sets: list[Say] = [self.status(each.status)] if each.status else []
            if each.progress is not None:
                sets.append(Say(f"{', ' if sets else ''}{each.progress}% done"))
            return Row(naming(each.subject), (tuple(seen), tuple(sets), (Say(each.text),)))

        return _table("New updates", ("Seen", "Sets", "What was seen"), listed, row)

    def additions(self, listed: Listing[Addition]) -> Table:
        """Return the commitments that were added to the register."""

        def row(each: Addition) -> Row:
            return Row(naming(each.subject), ((Say(f"{each.saved} by {each.user}", each.notes),),))

        return _table("Added to the register", ("Added",), listed, row)

    def silent(self, caption: str, listed: Listing[Silence]) -> Table:
        """Return commitments that have not been heard of."""

        def row(each: Silence) -> Row:
            heard = (Say(each.heard.text, each.notes),)
            cells = (heard, (Say(f"{each.days:,}"),), (Say(str(each.since)),))
            return Row(naming(each.subject), (*cells, self.standing(each.standing)))

        columns = ("Last heard of", "Days ago", "Stale since", "Status")
        return _table(caption, columns, listed, row)

    def overdue(self, listed: Listing[Late]) -> Table:
        """Return the commitments past due."""

        def row(each: Late) -> Row:
            days = (Say(f"{each.days:,}", tone="red"),)
            due = (Say(each.due.text, each.notes),)
            return Row(naming(each.subject), (due, days, self.standing(each.standing)))

        return _table("Commitments past due", ("Due", "Days over", "Status"), listed, row)

    def steps(self, caption: str, listed: Listing[Step]) -> Table:
        """Return due dates, milestones and follow-ups, past or ahead."""
        owned = any(each.owner for each in listed.rows)
        ahead = all(each.days >= 0 for each in listed.rows)

        def row(each: Step) -> Row:
            what = f"{each.kind}: {each.title}" if each.title else each.kind
            days = Say(f"{abs(each.days):,}", tone=None if ahead else "red")
            cells = [(Say(what),), (Say(each.when.text, each.notes),), (days,)]
            return Row(naming(each.subject), (*cells, *([(Say(each.owner),)] if owned else [])))

        columns = ("What", "By" if ahead else "Was due", "Days left" if ahead else "Days over")
        return _table(caption, (*columns, *(["Owner"] if owned else [])), listed, row)

    def assessments(self, caption: str, listed: Listing[Assessment]) -> Table:
        """Return statuses that rest on weak evidence."""

        def row(each: Assessment) -> Row:
            since = (Say(each.when.text if each.when else ""),)
            return Row(naming(each.subject), (self.standing(each.standing), since))

        return _table(caption, ("Status", "First seen"), listed, row)

    def status(self, status: Status) -> Say:
        """Return a status with its glyph."""
        glyph = status.ascii if self._ascii else status.glyph
        return Say(f"{glyph} {status.words}", tone=status.tone)

    def standing(self, standing: Standing) -> Line:
        """Return a status, and percent done where it is known, with what they rest on."""
        status = self.status(standing.status)
        mark = "*" if standing.provisional else ""
        if standing.progress is None or standing.status.settled:
            return (status._replace(text=status.text + mark, notes=standing.notes),)
        done = "of milestones met" if standing.counted else "done"
        return status, Say(f", {standing.progress}% {done}", standing.notes)


def _table(
    caption: str, columns: tuple[str, ...], listed: Listing[Item], row: Callable[[Item], Row]
) -> Table:
    left = listed.left_out
    after = f"{left:,} more are not listed here; --json lists all." if left else ""
    return Table(
        f"{caption}: {listed.total:,}",
        ("Commitment", *columns),
        tuple(map(row, listed.rows)),
        after=after,
    )


def _moved(move: DateMove) -> str:
    if move.days is None:
        return "first dated" if move.before is None else "date dropped"
    if move.days == 0:
        return "written differently"
    return f"{counted(abs(move.days), 'day')} {'later' if move.slipped else 'earlier'}"
