"""`entente compare`: what one document did with the promises of another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.output import progress_bar, write_items
from cli.render.statements import write_comparisons
from cli.statement_files import DocumentOptions, read
from store.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from statements.comparing.compare import StatementComparison
    from statements.comparing.undertaking import Side

FORMATS = ("md", "html", "csv")


@click.command(
    "compare",
    cls=SharedOptions,
    exits=(3,),
    epilog="""\b
Examples:
  entente compare statement-2023.md statement-2025.pdf
  entente compare joint-statement-2025-02-13 next-statement.docx --json
  entente compare 2023.md 2025.md --write html > comparison.html

A and B are documents, or ids of instruments of the register: their text is compared where it was
read and kept, else their commitments. Shown are facts (level, date, amount, scope, who) and a
relation to be confirmed: carried on, firmer, weaker, merged, reported done, not found again, new.
Not found again never means dropped: the candidates are given, for a person to look at. On the
board each can be confirmed; between two instruments what was confirmed is told too.
""",
)
@click.argument("earlier", metavar="A", shell_complete=candidates.files)
@click.argument("later", metavar="B", shell_complete=candidates.files)
@click.option(
    "--write",
    "written",
    type=click.Choice(FORMATS),
    metavar="FORMAT",
    help="Write it to stdout as md, html or csv.",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Compare what promises nothing too, not only with --json.",
)
@click.option(
    "--party",
    "parties",
    multiple=True,
    metavar="NAME",
    help="A state that speaks in them, where they do not say.",
)
@pass_session
def command(
    session: Session,
    earlier: str,
    later: str,
    written: str | None,
    everything: bool,
    parties: tuple[str, ...],
) -> None:
    """Show what one document did with promises of another.

    A is the earlier, B the later; what only B promises is new.
    """
    if earlier == later == "-":
        raise BadUsage("only one of the two can be stdin", hint="give the path of the other")
    if written and session.json:
        raise BadUsage("--json and --write do not go together", hint="use one of them")
    from statements.comparing.compare import compare

    with progress_bar(session, "reading") as progress:
        before = _side(session, earlier, parties, progress)
        after = _side(session, later, parties, progress)
    with progress_bar(session, "comparing") as progress:
        found = compare(before, after, progress=progress)
    confirmed = _confirmed(session, earlier, later, after, found)
    shown = [each for each in found if everything or session.json or not each.is_position]
    if session.json:
        from statements.comparing.export import comparison_item

        write_items(
            session,
            [comparison_item(each, confirmed.get(id(each), "")) for each in shown],
            query=f"{earlier} {later}",
        )
    elif written:
        from statements.comparing.export import WRITERS

        titles = (before.title or earlier, after.title or later)
        print(WRITERS[written](shown, *titles, confirmed), end="")
    else:
        write_comparisons(session, shown, confirmed)
    from collections import Counter

    counts = Counter(each.relation for each in shown)
    session.say(" · ".join(f"{count} {relation.words}" for relation, count in counts.most_common()))


def _side(
    session: Session,
    name: str,
    parties: tuple[str, ...],
    progress: Callable[[int, int], None] | None,
) -> Side:
    """Read a side: a file if there is one of that name, else an instrument of the register."""
    from statements.comparing.sides import side_of_instrument
    from statements.comparing.undertaking import side_of_document

    if name == "-" or Path(name).exists():
        document = read(session, name, DocumentOptions(), progress)
        return side_of_document(document, parties=parties, progress=progress)
    for each in session.store.register.instruments:
        if each.id == name:
            return side_of_instrument(session.store, each, parties=parties, progress=progress)
    raise NotFound(
        f"'{name}' is neither a file nor an instrument of the register",
        hint="give the path of a document; `entente list --json` names the instruments",
    )


def _confirmed(
    session: Session,
    earlier: str,
    later: str,
    side: Side,
    found: Sequence[StatementComparison],
) -> dict[int, str]:
    """Return what a reader confirmed of each comparison, where both sides are instruments."""
    from statements.comparing.confirming import ReviewedComparison

    if Path(earlier).exists() or Path(later).exists() or "-" in (earlier, later):
        return {}
    known = {each.id: each for each in session.store.register.instruments}
    review = ReviewedComparison(known[earlier], known[later], side, found)
    return {
        id(each.found): each.confirmed.words for each in review.pairs if each.confirmed is not None
    }
