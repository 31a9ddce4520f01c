"""`entente capture`: propose the commitments that a document makes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.output import JsonItem, progress_bar, write_items
from cli.render.statements import passage_item, write_proposals, write_verdicts
from cli.statement_files import (
    DocumentOptions,
    document_options,
    file_argument,
    kept_copy,
    read_with_original,
)
from store.errors import BadValue

if TYPE_CHECKING:
    from statements.intake.passages import ReadPassage, StatementReading
    from statements.matching.matcher import Matcher
    from store.model.entities import Instrument


@click.command(
    "capture",
    cls=SharedOptions,
    exits=(3, 5),
    epilog="""\b
Examples:
  entente capture statement.pdf --dry-run
  entente capture communique.docx --json | jq '.items[] | select(.level == "strong")'
  entente capture statement.md --instrument new --take strong,mid
  pbpaste | entente capture - --instrument joint-statement-2025-02-13 --take 3,7

Each proposal has its exact words, its level (strong: will, commit, pledge; mid: intend, seek;
weak: support, look forward to), who promises, by when, and why it is one. Nothing is taken
that --take does not name: levels, numbers of proposals, or both. What was taken keeps a copy of
the document beside the register. What the register already holds in the same words, and what was
decided when it was read before, here or on the board, is not taken again. Reading HTML or PDF
needs the extra `statements`.
""",
)
@file_argument
@click.option(
    "--instrument",
    metavar="ID|new",
    shell_complete=candidates.values_of("instrument"),
    help="The instrument it is, by its id; new makes one of its title and date.",
)
@click.option(
    "--take", metavar="LEVELS", help="What to take into the register: strong,mid or 1,4-6 or all."
)
@click.option("--all", "with_reasons", is_flag=True, help="Show what was left out too, and why.")
@click.option("--dry-run", is_flag=True, help="Show what would be taken; write nothing.")
@document_options
@pass_session
def command(
    session: Session,
    file: str,
    instrument: str | None,
    take: str | None,
    with_reasons: bool,
    dry_run: bool,
    format_name: str | None,
    encoding: str,
    title: str | None,
    date: str | None,
    url: str | None,
    parties: tuple[str, ...],
) -> None:
    """Propose the commitments that a document makes.

    Reads text, Markdown, HTML, DOCX and PDF. What --take names is taken as one change, which
    `undo` takes back: each becomes a commitment not yet assessed, its words and place kept.
    """
    if take is not None and instrument is None:
        raise BadUsage(
            "--take needs to know which instrument the document is",
            hint="give --instrument with an id of the register, or `--instrument new`",
        )
    from statements.capture.capture import capture
    from statements.intake.intake import Intake
    from statements.intake.passages import StatementReading
    from statements.intake.reading_session import instrument_for, recognise, titled
    from statements.matching.matcher import Matcher
    from store.model.reading_decisions import Decided

    options = DocumentOptions(format_name, encoding, title, date, url, parties)
    with progress_bar(session, "reading") as progress:
        document, original = read_with_original(session, file, options, progress)
    with progress_bar(session, "looking for commitments") as progress:
        found = capture(document, parties=parties, progress=progress)
    register = session.store.register
    target = instrument_for(document, instrument, register) if instrument else None
    reading = StatementReading(document, found, target.decisions if target else ())
    if target is not None:
        document = titled(document, target)
        recognise(reading, target, register)
    proposed = [reading.passages[each] for each in reading.shown(everything=False)]
    chosen = _chosen(proposed, take)
    known = [each for each in proposed if not each.is_open]
    fresh = [each for each in chosen if each.is_open]
    taken: list[ReadPassage] = []
    if fresh and target is not None and not dry_run:
        for each in fresh:
            reading.decide(reading.passages.index(each), Decided.TAKEN)
        matcher = Matcher(register)
        matches = {each.id: matcher.match(each.proposal.quote) for each in fresh}
        intake = Intake(
            session.store, document, found.parties, session.as_of, session.store.clock()
        )
        taken = intake.write(
            reading, target, copy=kept_copy(session, file, original), matches=matches
        ).taken
    if session.json:
        matcher = Matcher(session.store.register)
        write_items(session, _items(reading, matcher, with_reasons), query=file)
    elif with_reasons:
        write_verdicts(session, reading)
    else:
        write_proposals(session, proposed, Matcher(session.store.register))
    _tell(session, reading, fresh, known, taken, target, dry_run or take is None)


def _items(reading: StatementReading, matcher: Matcher, with_reasons: bool) -> list[JsonItem]:
    items: list[JsonItem] = []
    number = 0
    for passage in reading.passages:
        if passage.proposed or passage.decided is not None:
            number += 1
            items.append(passage_item(passage, number, matcher.match(passage.proposal.quote)))
        elif with_reasons:
            items.append(
                {
                    "sentence": passage.proposal.sentence,
                    "level": None,
                    "reason": passage.reason,
                }
            )
    return items


def _chosen(proposals: Sequence[ReadPassage], take: str | None) -> list[ReadPassage]:
    """Return the proposals that `--take` names, in the order of the text. Raises `BadValue`."""
    if take is None:
        return []
    wanted: set[int] = set()
    for word in take.replace(" ", "").lower().split(","):
        levels = {each.proposal.level.value for each in proposals} | {"strong", "mid", "weak"}
        first, _, last = word.partition("-")
        if word == "all" or word in levels:
            wanted |= {
                place
                for place, each in enumerate(proposals)
                if word in ("all", each.proposal.level.value)
            }
        elif first.isdecimal() and (last.isdecimal() or not last):
            wanted |= set(range(int(first) - 1, int(last or first)))
        elif word:
            raise BadValue(
                f"--take does not know '{word}'",
                hint="give levels (strong,mid,weak), numbers of proposals (1,4-6), or all",
            )
    beyond = [each + 1 for each in wanted if not 0 <= each < len(proposals)]
    if beyond:
        raise BadValue(
            f"there is no proposal {min(beyond)}", hint=f"they go from 1 to {len(proposals)}"
        )
    return [proposals[place] for place in sorted(wanted)]


def _tell(
    session: Session,
    reading: StatementReading,
    fresh: list[ReadPassage],
    known: list[ReadPassage],
    taken: list[ReadPassage],
    target: Instrument | None,
    writes_nothing: bool,
) -> None:
    for remark in reading.remarks:
        session.say(remark)
    total = len(reading.counted)
    parts = [f"{total} proposals in {len(reading.document.sentences)} sentences"]
    there = sum(bool(each.commitment) for each in known)
    if there:
        parts.append(f"{there} already in the register")
    if len(known) > there:
        parts.append(f"{len(known) - there} decided to be no commitment")
    if taken and target is not None:
        parts.append(f"{len(taken)} taken into {target.id}, {total - len(taken) - len(known)} left")
        parts.append("`entente undo` takes it back")
    elif fresh:
        parts.append(f"{len(fresh)} would be taken; nothing was written")
    elif writes_nothing:
        parts.append("nothing was written; --take strong,mid takes those")
    else:
        parts.append("nothing new to take")
    session.say(" · ".join(parts))
