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
from cli.render.statements import verdict_item, write_proposals, write_verdicts
from cli.statement_files import DocumentOptions, document_options, file_argument, read
from store.errors import BadValue

if TYPE_CHECKING:
    from statements.capture.proposal import Capture, Proposal
    from statements.intake.intake import Taken
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
that --take does not name: levels, numbers of proposals, or both. What the register already
holds in the same words is not taken again. Reading HTML or PDF needs the extra `statements`.
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
    from statements.matching.matcher import Matcher
    from store.register.store import utc_now

    options = DocumentOptions(format_name, encoding, title, date, url, parties)
    with progress_bar(session, "reading") as progress:
        document = read(session, file, options, progress)
    with progress_bar(session, "looking for commitments") as progress:
        found = capture(document, parties=parties, progress=progress)
    intake = Intake(session.store, document, found.parties, session.as_of, utc_now())
    target = intake.instrument(instrument) if instrument else None
    chosen = _chosen(found.proposals, take)
    known = intake.already(found.proposals, target)
    fresh = [each for each in chosen if not any(each is held.proposal for held in known)]
    taken: list[Taken] = []
    if fresh and target is not None and not dry_run:
        written = intake.take(fresh, target)
        taken = written.taken
    matcher = Matcher(session.store.register)
    if session.json:
        names = {id(each.proposal): each.commitment_id for each in (*known, *taken)}
        items = _items(found, matcher, names, with_reasons)
        write_items(session, items, query=file)
    elif with_reasons:
        write_verdicts(session, document, found, known)
    else:
        write_proposals(session, found, matcher, known)
    _tell(session, found, fresh, known, taken, target, dry_run or take is None)


def _items(
    found: Capture, matcher: Matcher, names: dict[int, str], with_reasons: bool
) -> list[JsonItem]:
    items = []
    number = 0
    for verdict in found.verdicts:
        if not verdict.proposals and with_reasons:
            items.append({"sentence": verdict.sentence, "level": None, "reason": verdict.reason})
        for proposal in verdict.proposals:
            number += 1
            items.append(
                verdict_item(
                    proposal, number, matcher.match(proposal.quote), names.get(id(proposal))
                )
            )
    return items


def _chosen(proposals: Sequence[Proposal], take: str | None) -> list[Proposal]:
    """Return the proposals that `--take` names, in the order of the text. Raises `BadValue`."""
    if take is None:
        return []
    wanted: set[int] = set()
    for word in take.replace(" ", "").lower().split(","):
        levels = {each.level.value for each in proposals} | {"strong", "mid", "weak"}
        first, _, last = word.partition("-")
        if word == "all" or word in levels:
            wanted |= {
                place for place, each in enumerate(proposals) if word in ("all", each.level.value)
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
    found: Capture,
    fresh: list[Proposal],
    known: list[Taken],
    taken: list[Taken],
    target: Instrument | None,
    writes_nothing: bool,
) -> None:
    for remark in found.remarks:
        session.say(remark)
    parts = [f"{len(found.proposals)} proposals in {len(found.verdicts)} sentences"]
    if known:
        parts.append(f"{len(known)} already in the register")
    if taken and target is not None:
        left = len(found.proposals) - len(taken) - len(known)
        parts.append(f"{len(taken)} taken into {target.id}, {left} left")
        parts.append("`entente undo` takes it back")
    elif fresh:
        parts.append(f"{len(fresh)} would be taken; nothing was written")
    elif writes_nothing:
        parts.append("nothing was written; --take strong,mid takes those")
    else:
        parts.append("nothing new to take")
    session.say(" · ".join(parts))
