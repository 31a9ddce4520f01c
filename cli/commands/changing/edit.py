"""`entente edit`: change what a commitment says of itself."""

from __future__ import annotations

import click
from msgspec.structs import replace

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.fields import answered, field_options
from cli.output import write_changed
from store.model.conflict import Conflict, clashes


@click.command(
    "edit",
    cls=SharedOptions,
    exits=(3, 5),
    epilog="""\b
Examples:
  entente edit js25-p8i --title 'Six more P-8I aircraft' --priority high
  entente edit js25-p8i --due 2027-Q1 --domains maritime,air
  entente edit js25-p8i --due '' --revision 4
  entente edit js25-p8i

An empty text clears a field. Status and progress are set by `mark`. Without a field it opens
a text in VISUAL or EDITOR, on a terminal; what cannot be read in it is told and kept.
""",
)
@click.argument("commitment_id", metavar="ID", shell_complete=candidates.ids)
@field_options
@click.option("--revision", type=int, help="Refuse when it is no longer at this revision.")
@pass_session
def command(
    session: Session,
    /,
    commitment_id: str,
    revision: int | None,
    from_file: str | None,
    **texts: str | None,
) -> None:
    """Change what a commitment says of itself.

    Title, summary, dates and so on; in the editor also milestones and follow-ups.
    """
    base = session.entry(commitment_id).commitment
    with answered(session, base, texts, from_file) as mine:
        if revision is not None:
            base = replace(base, revision=revision)
        try:
            change = session.store.save(base, mine)
        except Conflict as conflict:
            for field in clashes(conflict):
                conflict.add_note(f"{field.name}, saved: {field.show(conflict.theirs)}")
                conflict.add_note(f"{field.name}, yours: {field.show(conflict.mine)}")
            raise
    session.say(f"{change.label} · `entente undo` takes it back")
    write_changed(session, [commitment_id])
