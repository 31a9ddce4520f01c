"""`entente merge`: one commitment where two were written down."""

from __future__ import annotations

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.confirming import confirm
from cli.context import Session
from cli.output import planned_item, write_changed, write_items, write_lines
from store.model.entry import Entry
from store.model.reshaping import find_commitment, merge_into, merge_words


@click.command(
    "merge",
    cls=SharedOptions,
    exits=(3, 5),
    epilog="""\b
Examples:
  entente merge p8i-more js25-p8i --dry-run
  entente merge p8i-more js25-p8i --yes

Milestones, follow-ups, updates, parties, domains and tags are put together, and empty fields
are filled. Where both say something else the field stays, and the summary tells what ID said.
INTO is found by the id of both from then on.
""",
)
@click.argument("commitment_id", metavar="ID", shell_complete=candidates.ids)
@click.argument("into_id", metavar="INTO", shell_complete=candidates.ids)
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_session
def command(session: Session, commitment_id: str, into_id: str, dry_run: bool, yes: bool) -> None:
    """Merge one commitment into another.

    Asks first; `undo` brings both back.
    """
    register = session.store.register
    gone, into = (find_commitment(register, each) for each in (commitment_id, into_id))
    merged = find_commitment(merge_into(register, gone.id, into.id), into.id)
    told = [session.glyphs.words(each) for each in merge_words(into, gone, merged, session.as_of)]
    if dry_run:
        if session.json:
            here = session.entry(into.id)
            entry = Entry(merged, here.instrument, here.as_of, here.thresholds)
            write_items(session, [planned_item(entry)])
        else:
            write_lines((each,) for each in told)
        return
    confirm("merge", told, f"Merge {gone.id} into {into.id}?", yes=yes)
    change = session.store.restructure(
        lambda now: merge_into(now, gone.id, into.id), f"{into.id}: {gone.id} merged into it"
    )
    session.say(f"{change.label} · `entente undo` takes it back")
    write_changed(session, [into.id])
