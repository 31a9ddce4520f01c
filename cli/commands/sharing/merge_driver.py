"""`entente merge-driver`: merges one file of an exported folder, for git."""

from __future__ import annotations

from pathlib import Path

import click

from cli.clashes import clash_item, clash_row
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.output import write_items, write_lines

_FILE = click.Path(path_type=Path)


@click.command(
    "merge-driver",
    cls=SharedOptions,
    epilog="""\b
Examples:
  entente merge-driver base.json ours.json theirs.json
  entente sync FOLDER --install        has git run it

Exits with 1 when a field was set differently on both sides. The file is whole then, with the
field as it was and both values in its `clashes`.
""",
)
@click.argument("base", metavar="BASE", type=_FILE)
@click.argument("ours", metavar="OURS", type=_FILE)
@click.argument("theirs", metavar="THEIRS", type=_FILE)
@click.argument("name", metavar="[NAME]", required=False, default="")
@pass_session
def command(session: Session, base: Path, ours: Path, theirs: Path, name: str) -> int:
    """Merge two versions of a file by field and item.

    Git runs it, with what both started from, the two versions and the file's name; the result
    takes the place of OURS.
    """
    from exchange.sync.driver import merge_files

    clashes = merge_files(base, ours, theirs, name or str(ours))
    if session.json:
        write_items(session, [clash_item(each) for each in clashes])
    else:
        write_lines(clash_row(each) for each in clashes)
    if clashes:
        session.say(f"{name or ours}: both values are kept, and nothing was chosen")
    return 1 if clashes else 0
