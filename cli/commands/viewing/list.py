"""`entente list`: the commitments that a query finds."""

from __future__ import annotations

from collections.abc import Sequence

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.options import refuse_options, view_option
from cli.output import commitment_item, write_items, write_lines
from cli.render.columns import NARROW, PLAIN, WIDE, PrintedColumn, read_columns
from store.model.status import Status
from store.portfolio.portfolio import Portfolio


@click.command(
    "list",
    cls=SharedOptions,
    exits=(3,),
    context_settings={"ignore_unknown_options": True},
    epilog="""\b
Examples:
  entente list
  entente list 'domain:maritime,air status:stalled'
  entente list 'is:overdue -tag:draft sort:due'
  entente list '(port or "joint patrol") due:<2026' --json
  entente list --view 'late at sea'
  entente list --columns status,updated,attention,title sort:-attention

Plain lines hold id, status, done, due, days left and title, or the columns chosen, with tabs
between them. Columns: status, done, due, days, when, id, title, domain, party, lead,
instrument, priority, tag, start, updated, stale, behind, attention, milestones, follow-ups,
owner. JSON always holds every field.
""",
)
@click.argument("query", nargs=-1, callback=refuse_options, shell_complete=candidates.query)
@click.option(
    "--columns",
    "names",
    metavar="NAMES",
    shell_complete=candidates.columns,
    help="Show these columns, such as status,due,title.",
)
@view_option
@pass_session
def command(session: Session, query: tuple[str, ...], names: str | None, view: str | None) -> None:
    """List commitments, all or those that QUERY finds.

    ~50% is counted from milestones; * marks what was settled without a source.
    """
    chosen = None if names is None else read_columns(names)
    portfolio = session.portfolio(query, view)
    if session.json:
        items = [commitment_item(session, entry) for entry in portfolio.shown]
        write_items(session, items, str(portfolio.query))
    elif session.styled:
        from cli.render.tables import NARROW_WIDTH, commitments_table, console

        screen = console()
        columns = chosen or (WIDE if screen.width >= NARROW_WIDTH else NARROW)
        left_out: Sequence[PrintedColumn] = ()
        if portfolio.shown:
            table = commitments_table(
                portfolio.shown, columns, portfolio.query.sort, screen.width, session.glyphs
            )
            screen.print(table)
            left_out = columns[len(table.columns) :]
        session.say(_footer(session, portfolio, left_out))
    else:
        columns = chosen or PLAIN
        write_lines([each.text(entry) for each in columns] for entry in portfolio.shown)


def _footer(session: Session, portfolio: Portfolio, left_out: Sequence[PrintedColumn]) -> str:
    counts = [
        f"{session.glyphs.status(status)} {portfolio.statuses[status]} {status.words}"
        for status in Status
        if portfolio.statuses[status]
    ]
    parts = [portfolio.describe(), *counts]
    parts += [f"{portfolio.overdue} overdue"] if portfolio.overdue else []
    parts += [f"no room for {', '.join(each.name for each in left_out)}"] if left_out else []
    parts += [f"as of {session.as_of}"]
    return " · ".join(parts)
