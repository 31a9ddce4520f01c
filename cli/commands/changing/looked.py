"""`entente looked`: write down that somebody looked for news and found none."""

from __future__ import annotations

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.output import write_changed
from store.model.edits import write_update


@click.command(
    "looked",
    cls=SharedOptions,
    exits=(3, 5),
    epilog="""\b
Examples:
  entente looked js25-p8i --where PIB --where defense.gov
  entente looked js25-p8i js25-stryker --where 'PIB, defense.gov' --date 2026-11-20
  entente looked js25-p8i --where PIB --note 'The page of the tender is gone'

It sets no status and is no news: absence is bounded by where somebody looked, and when. All the
commitments named get the entry together, or none. Found something? `entente mark` writes it.
""",
)
@click.argument("ids", nargs=-1, required=True, metavar="ID...", shell_complete=candidates.ids)
@click.option("--where", multiple=True, metavar="PLACE", help="Where nothing was found.")
@click.option("--date", "seen", metavar="DATE", help="When it was looked at, if not today.")
@click.option("--note", default="", help="What is worth knowing about the search.")
@pass_session
def command(
    session: Session, ids: tuple[str, ...], where: tuple[str, ...], seen: str | None, note: str
) -> None:
    """Say that you looked for news and found none.

    A commitment that was looked at lately is silent, and no longer stale.
    """
    places = [place.strip() for each in where for place in each.split(",") if place.strip()]
    if not places:
        raise BadUsage(
            "looked needs --where: what was not found is only known for where one looked",
            hint="such as `entente looked js25-p8i --where PIB`",
        )
    day = session.read_date(seen)
    change = session.store.change(
        tuple(dict.fromkeys(ids)),
        lambda each: write_update(
            each, session.as_of, searched=places, seen=day, note=note.strip()
        ),
    )
    session.say(f"{change.label} · `entente undo` takes it back")
    write_changed(session, dict.fromkeys(ids))
