"""`entente edit`: change what a commitment says of itself, or many at once."""

from __future__ import annotations

from typing import Any

import click
from msgspec.structs import replace

from cli import candidates
from cli.bulk_edit import bulk_edit_options, edit_many, read_bulk_edit
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.fields import answered, field_options, undo_words
from cli.options import refuse_options
from cli.output import write_changed
from store.model.conflict import Conflict, clashes


@click.command(
    "edit",
    cls=SharedOptions,
    exits=(3, 5),
    context_settings={"ignore_unknown_options": True},
    epilog="""\b
Examples:
  entente edit js25-p8i --title 'Six more P-8I aircraft' --priority high
  entente edit js25-p8i --due 2027-Q1 --domains maritime,air
  entente edit js25-p8i --due '' --revision 4
  entente edit js25-p8i
  entente edit domain:air is:open --set lead='Ministry of Defence' --dry-run
  entente edit js25-p8i roadmap-2023 --add-tag chase --remove-tag draft

An empty text clears a field. Status and progress are set by `mark`. Another due date corrects a
mistake; `mark ID --due DATE` says that the promise was moved, and keeps the date it had. Without
a field it opens a text in VISUAL or EDITOR, on a terminal; what cannot be read in it is told and
kept. With --set, --add-… and --remove-… the words are ids, or the words of a query, and all that
they find is edited alike: it is said field by field what changes, more than ten are asked for
first, and one undo takes all of it back.
""",
)
@click.argument(
    "words",
    metavar="ID|QUERY...",
    nargs=-1,
    required=True,
    callback=refuse_options,
    shell_complete=candidates.ids,
)
@field_options
@bulk_edit_options
@click.option("--revision", type=int, help="Refuse when it is no longer at this revision.")
@pass_session
def command(
    session: Session,
    /,
    words: tuple[str, ...],
    revision: int | None,
    from_file: str | None,
    **given: Any,
) -> None:
    """Change what a commitment says of itself.

    Title, summary, dates and so on; in the editor also milestones and follow-ups.
    """
    options = read_bulk_edit(given)
    texts: dict[str, str | None] = given
    if options.is_meant:
        if from_file or revision is not None or any(each is not None for each in texts.values()):
            raise BadUsage(
                "options for one commitment do not go with those for many",
                hint="write --set FIELD=TEXT for all of them",
            )
        edit_many(session, words, options)
        return
    if len(words) > 1:
        raise BadUsage("several are edited by --set, --add-… or --remove-…", hint="or name one")
    base = session.entry(words[0]).commitment
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
    session.say(f"{change.label}{undo_words([(base, mine)])}")
    write_changed(session, [base.id])
