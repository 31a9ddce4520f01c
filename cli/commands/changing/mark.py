"""`entente mark`: say how commitments stand, and on what evidence."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.options import refuse_options
from cli.output import write_changed
from cli.sources import source_given, source_options
from store.errors import BadValue, NothingToDo
from store.model.dates import PartialDate
from store.model.edits import Edit, UpdateFields, confirm, step_progress, write_update
from store.model.entities import Commitment, Confidence
from store.model.status import Status, read_status

_PERCENT = re.compile(r"([+\-\u2212]?)(\d{1,6})%?", re.ASCII)


class MarkWanted(NamedTuple):
    """What is said of a commitment: a status, percent done, or points to move by."""

    status: Status | None = None
    progress: int | None = None
    step: int | None = None


@click.command(
    "mark",
    cls=SharedOptions,
    exits=(3, 5),
    context_settings={"ignore_unknown_options": True},
    epilog="""\b
Examples:
  entente mark js25-p8i stalled --note 'No offer letter yet'
  entente mark js25-p8i 40%
  entente mark js25-p8i roadmap-2023 +10
  entente mark js25-p8i kept --date 2026-11-20 --official \\
      --source-title 'Contract signed' --publisher 'Ministry of Defence' --url https://… \\
      --excerpt 'The contract was signed today'
  entente mark js25-p8i --due 2027-06 --note 'Moved by half a year'
  entente mark js25-p8i stalled --weighs u3 --weighs u4 --confidence moderate
  entente mark js25-p8i --corrects u4 --note 'That report was of another aircraft'
  entente mark js25-p8i --confirm

A status is one of not-assessed, not-started, in-progress, stalled, kept, partly-kept,
not-kept, withdrawn. --confirm says, as a second reader, that the settled status which somebody
else wrote is right. All the commitments named are marked together, or none. With --due the
status may be left out: the promised date moves, and the date it had stays in the log. So it may
with --corrects: what was wrong counts no more, and --note or a source says why. An update is
named by its id, or by the beginning of it, as `entente show ID` gives it. Whether a source is
official follows from its address where the register knows that; else it is unknown.
""",
)
@click.argument(
    "words",
    nargs=-1,
    required=True,
    metavar="ID... STATUS|40%|+10|-5",
    callback=refuse_options,
    shell_complete=candidates.glyphs,
)
@click.option("--note", default="", help="What was seen, in your own words.")
@source_options
@click.option("--date", "seen", metavar="DATE", help="When it was seen, if not today.")
@click.option("--due", metavar="DATE", help="The due date from now on: the promise was moved.")
@click.option("--corrects", default="", metavar="UPDATE", help="The update that this corrects.")
@click.option("--weighs", multiple=True, metavar="UPDATE", help="An update it decides between.")
@click.option(
    "--confidence",
    type=click.Choice([each.value for each in Confidence]),
    metavar="LEVEL",
    help="high, moderate or low.",
)
@click.option("--confirm", "confirms", is_flag=True, help="Confirm what somebody else settled.")
@pass_session
def command(
    session: Session,
    /,
    words: tuple[str, ...],
    note: str,
    seen: str | None,
    due: str | None,
    corrects: str,
    weighs: tuple[str, ...],
    confidence: str | None,
    confirms: bool,
    **told: Any,
) -> None:
    """Set status or progress of commitments, or move their date.

    Each gets an update in its log, with the note and the source given.
    """
    if confirms:
        others = any((due, corrects, weighs, confidence, *told.values()))
        _confirm(session, words, note.strip(), session.read_date(seen), others=others)
        return
    ids, mark = _wanted(words, without_mark=bool(due is not None or weighs or corrects))
    said = UpdateFields(
        note=note.strip(),
        source=source_given(session, told),
        seen=session.read_date(seen),
        due=session.read_date(due),
        corrects=corrects,
        weighs=weighs,
        confidence=Confidence(confidence) if confidence else None,
    )
    edit = _edit(mark, said, session.as_of, alone=len(ids) == 1)
    change = session.store.change(ids, edit)
    session.say(f"marked {change.label} · `entente undo` takes it back")
    write_changed(session, ids)


def _confirm(
    session: Session, words: tuple[str, ...], note: str, seen: PartialDate | None, *, others: bool
) -> None:
    """Confirm commitments as a second reader, all of them or none."""
    if others:
        raise BadUsage(
            "--confirm confirms what is there: it takes no source and sets nothing",
            hint="leave the other options out, but for --note and --date",
        )
    ids, reader = tuple(dict.fromkeys(words)), session.store.user
    change = session.store.change(
        ids, lambda each: confirm(each, session.as_of, reader, note=note, seen=seen)
    )
    session.say(f"{change.label} · `entente undo` takes it back")
    write_changed(session, ids)


def read_mark(text: str) -> MarkWanted:
    """Read a status, a percentage, or a signed number of points. Raises `BadValue`."""
    found = _PERCENT.fullmatch(text.strip())
    if found is None:
        try:
            return MarkWanted(status=read_status(text))
        except BadValue as error:
            raise BadValue(error.message, hint=f"{error.hint}; or 40%, +10, -5") from error
    sign, number = found[1], int(found[2])
    if not sign:
        return MarkWanted(progress=number)
    return MarkWanted(step=number if sign == "+" else -number)


def _wanted(words: tuple[str, ...], *, without_mark: bool) -> tuple[tuple[str, ...], MarkWanted]:
    """Return the ids and the mark among the words; with a date to move to no mark is needed."""
    if len(words) >= 2:
        try:
            return tuple(dict.fromkeys(words[:-1])), read_mark(words[-1])
        except BadValue:
            if not without_mark:
                raise
    if not without_mark:
        raise BadUsage(
            "mark needs an id and what to set", hint="such as `entente mark js25-p8i 40%`"
        )
    return tuple(dict.fromkeys(words)), MarkWanted()


def _edit(mark: MarkWanted, said: UpdateFields, as_of: date, *, alone: bool) -> Edit:
    def edit(commitment: Commitment) -> Commitment:
        if mark.step is None:
            return write_update(
                commitment, as_of, status=mark.status, progress=mark.progress, **said
            )
        try:
            return step_progress(commitment, as_of, mark.step, **said)
        except NothingToDo:
            if alone:
                raise
            return commitment  # it is there already; the others go on

    return edit
