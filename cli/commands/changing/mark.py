"""`entente mark`: say how commitments stand, and on what evidence."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.options import refuse_options
from cli.output import write_changed
from store.errors import BadValue, NothingToDo
from store.model.dates import PartialDate
from store.model.edits import Edit, step_progress, write_update
from store.model.entities import Commitment, Source
from store.model.status import Status, read_status

_PERCENT = re.compile(r"([+\-\u2212]?)(\d{1,6})%?", re.ASCII)


class MarkWanted(NamedTuple):
    """What is said of a commitment: a status, percent done, or points to move by."""

    status: Status | None = None
    progress: int | None = None
    step: int | None = None


class EvidenceGivenWithMark(NamedTuple):
    """What an update says besides."""

    note: str
    source: Source | None
    seen: PartialDate | None


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
      --source-title 'Contract signed' --publisher 'Ministry of Defence' --url https://…

A status is one of not-assessed, not-started, in-progress, stalled, kept, partly-kept,
not-kept, withdrawn. All the commitments named are marked together, or none.
""",
)
@click.argument(
    "words",
    nargs=-1,
    required=True,
    metavar="ID... STATUS|40%|+10|-5",
    callback=refuse_options,
    shell_complete=candidates.marks,
)
@click.option("--note", default="", help="What was seen, in your own words.")
@click.option("--source-title", metavar="TITLE", help="The headline, or what the source is.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--url", help="Where it is to be read.")
@click.option("--official", is_flag=True, help="A party speaks of itself.")
@click.option("--source-date", metavar="DATE", help="When it was published.")
@click.option("--date", "seen", metavar="DATE", help="When it was seen, if not today.")
@pass_session
def command(
    session: Session,
    words: tuple[str, ...],
    note: str,
    source_title: str | None,
    publisher: str | None,
    url: str | None,
    official: bool,
    source_date: str | None,
    seen: str | None,
) -> None:
    """Set the status or progress of commitments.

    Each gets an update in its log, with the note and the source given.
    """
    if len(words) < 2:
        raise BadUsage(
            "mark needs an id and what to set", hint="such as `entente mark js25-p8i 40%`"
        )
    ids, mark = tuple(dict.fromkeys(words[:-1])), read_mark(words[-1])
    published = session.read_date(source_date)
    source = _source(source_title, publisher, url, official, published)
    evidence = EvidenceGivenWithMark(note.strip(), source, session.read_date(seen))
    edit = _edit(mark, evidence, session.as_of, alone=len(ids) == 1)
    change = session.store.change(ids, edit)
    session.say(f"marked {change.label} · `entente undo` takes it back")
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


def _source(
    title: str | None,
    publisher: str | None,
    url: str | None,
    official: bool,
    published: PartialDate | None,
) -> Source | None:
    if not (title or publisher or url or official or published):
        return None
    if not (title or "").strip():
        raise BadUsage("a source needs --source-title", hint="give its headline, or say what it is")
    return Source((title or "").strip(), publisher or "", published, url or "", official)


def _edit(mark: MarkWanted, evidence: EvidenceGivenWithMark, as_of: date, *, alone: bool) -> Edit:
    note, source, seen = evidence

    def edit(commitment: Commitment) -> Commitment:
        if mark.step is None:
            return write_update(
                commitment,
                as_of,
                note=note,
                source=source,
                status=mark.status,
                progress=mark.progress,
                seen=seen,
            )
        try:
            return step_progress(commitment, as_of, mark.step, note=note, source=source, seen=seen)
        except NothingToDo:
            if alone:
                raise
            return commitment  # it is there already; the others go on

    return edit
