"""`entente keep`: a copy of a source, so that the evidence outlives its link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.output import write_changed, write_items, write_lines
from cli.statement_files import read_stdin
from store.model.edits import sourced_update
from store.register.keeping import keep_source
from store.register.kept_copies import (
    MOST_BYTES,
    CopyProblem,
    KeptCopies,
    copies_of,
    read_source,
    require_worth_keeping,
)
from store.text import counted


@click.command(
    "keep",
    cls=SharedOptions,
    exits=(3, 5, 6),
    epilog="""\b
Examples:
  entente keep page.html --for js25-p8i
  entente keep order.pdf --for js25-p8i --update u3
  entente keep --check

The copy goes into a folder beside the register, named by its SHA-256; nothing is fetched from
the network, and nothing kept is ever opened to be shown. Without --update it is the newest
update with a source that the copy belongs to. A second copy for the same update takes the place
of the first, which is named; its file stays. Keeping a page again puts right a copy that is
missing or was changed. --check exits 6 when a copy is missing or changed.
""",
)
@click.argument("file", required=False, shell_complete=candidates.files)
@click.option(
    "--for",
    "commitment_id",
    metavar="ID",
    shell_complete=candidates.ids,
    help="The commitment whose source it is.",
)
@click.option(
    "--update", "update_id", default="", metavar="UPDATE", help="The update whose source it is."
)
@click.option("--check", is_flag=True, help="Tell which copies are missing or changed.")
@pass_session
def command(
    session: Session, file: str | None, commitment_id: str | None, update_id: str, check: bool
) -> int:
    """Keep a copy of a source beside the register.

    Save the page or PDF yourself; the evidence then outlives its link.
    """
    if check:
        if file or commitment_id:
            raise BadUsage("--check takes no file and no --for", hint="it looks at all copies")
        return _check(session)
    if not file or not commitment_id:
        raise BadUsage(
            "keep needs a file and --for ID", hint="such as `entente keep page.pdf --for js25-p8i`"
        )
    # Whether there is a source for it is asked before anything is written.
    commitment = session.entry(commitment_id).commitment
    sourced_update(commitment, update_id)
    path = Path(file).expanduser()
    data = _stdin() if file == "-" else read_source(path)
    kept = keep_source(
        session.store,
        commitment,
        update_id,
        data,
        suffix=path.suffix,
        called="stdin" if file == "-" else path.name,
    )
    session.say(f"{kept.words} · `entente undo` takes it back" if kept.is_change else kept.words)
    write_changed(session, [commitment_id])
    return 0


def _stdin() -> bytes:
    data = read_stdin(MOST_BYTES)
    require_worth_keeping(data, "stdin")
    return data


def _check(session: Session) -> int:
    register = session.store.register
    copies = KeptCopies(session.store.path)
    found = list(copies.problems(register.commitments, register.instruments))
    if session.json:
        write_items(session, [each._asdict() for each in found])
    else:
        write_lines(_lines(found))
        whole = sum(1 for _ in copies_of(register.commitments, register.instruments))
        session.say(f"{len(found):,} of {counted(whole, 'copy', 'copies')} missing or changed")
    return 6 if found else 0


def _lines(found: list[CopyProblem]) -> Iterator[tuple[str, ...]]:
    for each in found:
        yield each.commitment, each.update, each.copy, each.what
