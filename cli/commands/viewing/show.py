"""`entente show`: all that is known of one commitment."""

from __future__ import annotations

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.output import commitment_item, write_items, write_lines


@click.command(
    "show",
    cls=SharedOptions,
    exits=(3,),
    epilog="""\b
Examples:
  entente show js25-p8i
  entente show js25-p8i --as-of 2025-11-01
  entente show js25-p8i --json

Plain lines begin with what they tell: a fact's name, instrument, milestone, follow-up, update.
That of `heard` has a month, two years ago or that of the promise, the month of today, and a
mark for each month between: news (or how many), a look that found nothing, or silence.
""",
)
@click.argument("commitment_id", metavar="ID", shell_complete=candidates.ids)
@pass_session
def command(session: Session, commitment_id: str) -> None:
    """Show one commitment with its evidence.

    Facts, milestones, follow-ups, updates with their sources, and the instrument.
    """
    entry = session.entry(commitment_id)
    if session.json:
        write_items(session, [commitment_item(session, entry)])
        return
    register = session.store.register
    if session.styled:
        from cli.render.commitment_panels import commitment_page
        from cli.render.tables import console

        screen = console()
        page, width = commitment_page(entry, register, session.as_of, session.glyphs, screen.width)
        screen.print(page, width=width)
    else:
        from cli.render.commitment import commitment_lines

        write_lines(commitment_lines(entry, register, session.as_of, session.glyphs))
