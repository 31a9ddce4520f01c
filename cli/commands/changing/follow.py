"""`entente follow`: note something to do about a commitment, or change what was noted."""

from __future__ import annotations

import click
from msgspec import UNSET

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.output import write_changed
from store.model.edits import add_follow_up, edit_follow_up
from store.model.entities import Commitment


@click.command(
    "follow",
    cls=SharedOptions,
    exits=(3, 5),
    epilog="""\b
Examples:
  entente follow js25-p8i 'Ask for the contract date' --due +30d --owner mira
  entente follow js25-p8i 'Get the 2027 work plan' --due 2027-Q1
  entente follow js25-p8i --item f1 --owner mira --due 2027-01-15
  entente follow js25-p8i --item f1 --due ''

With --item a follow-up that is there is changed, named by its id, or the beginning of it, as
`entente follow-ups` gives it. What is not given stays; --due '' and --owner '' clear.
`entente done` ticks it.
""",
)
@click.argument("commitment_id", metavar="ID", shell_complete=candidates.ids)
@click.argument("title", nargs=-1)
@click.option("--item", metavar="ITEM", help="Change this follow-up, and add none.")
@click.option("--due", metavar="DATE", help="2026-12-31, 2026-12, 2026-Q4, +30d, eoy.")
@click.option(
    "--owner",
    metavar="NAME",
    help="Who does it.",
    shell_complete=candidates.values_of("owner"),
)
@pass_session
def command(
    session: Session,
    commitment_id: str,
    title: tuple[str, ...],
    item: str | None,
    due: str | None,
    owner: str | None,
) -> None:
    """Add a follow-up to a commitment, or change one."""
    words = " ".join(title)
    if item is None and not title:
        raise BadUsage(
            "it is not said what is to be done",
            hint="such as 'Ask for the date'; --item ITEM changes a follow-up that is there",
        )
    if item is not None and not title and owner is None and due is None:
        raise BadUsage(
            "there is nothing to set", hint="give --owner, --due or another title, or all of them"
        )
    day = None if due is None or (item and not due.strip()) else session.read_date(due)

    def edit(commitment: Commitment) -> Commitment:
        if item is None:
            return add_follow_up(commitment, words, owner=owner or "", due=day)
        return edit_follow_up(
            commitment,
            item,
            title=words if title else UNSET,
            owner=UNSET if owner is None else owner,
            due=UNSET if due is None else day,
        )

    change = session.store.change([commitment_id], edit)
    session.say(f"{change.label} · `entente undo` takes it back")
    write_changed(session, [commitment_id])
