"""`entente list`: the commitments that a query finds."""

from __future__ import annotations

from collections.abc import Sequence

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.options import header_option, refuse_options, view_option
from cli.output import commitment_item, write_items, write_lines
from cli.render.columns import PLAIN, columns_for, read_columns, text_in
from store.model.status import Status
from store.portfolio.columns import COLUMNS, Column
from store.portfolio.counts import overdue_words
from store.portfolio.portfolio import Portfolio

_NAMES = ", ".join(each.id for each in COLUMNS)


@click.command(
    "list",
    cls=SharedOptions,
    exits=(3,),
    context_settings={"ignore_unknown_options": True},
    epilog=f"""\b
Examples:
  entente list
  entente list 'domain:maritime,air status:stalled'
  entente list 'is:overdue -tag:draft sort:due'
  entente list '(port or "joint patrol") due:<2026' --json
  entente list --view 'late at sea'
  entente list --columns status,updated,attention,title sort:-attention

Plain lines hold id, status, done, due, days left and title, or the columns chosen, with tabs
between them. JSON always holds every field. Columns: {_NAMES}.
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
@header_option
@pass_session
def command(session: Session, query: tuple[str, ...], names: str | None, view: str | None) -> None:
    """List commitments, all or those that QUERY finds.

    ~50% is counted from steps; * marks what was settled without a source.
    """
    chosen = None if names is None else read_columns(names)
    portfolio = session.portfolio(query, view)
    if session.json:
        items = [commitment_item(session, entry) for entry in portfolio.shown]
        write_items(session, items, str(portfolio.query))
    elif session.styled:
        from cli.render.tables import commitments_table, console

        screen = console()
        columns = chosen or columns_for(screen.width)
        left_out: Sequence[Column] = ()
        if portfolio.shown:
            table = commitments_table(
                portfolio.shown, columns, portfolio.query.sort, screen.width, session.glyphs
            )
            screen.print(table)
            left_out = columns[len(table.columns) :]
        session.say_on_day(_footer(session, portfolio, left_out))
        if not portfolio.shown and (meant := _meant(portfolio)):
            session.say(f"did you mean {meant}?")
    else:
        columns = chosen or PLAIN
        heads = [each.id for each in columns] if session.header else ()
        rows = ([text_in(each, entry) for each in columns] for entry in portfolio.shown)
        write_lines(rows, heads)


def _meant(portfolio: Portfolio) -> str:
    """Return the query that was meant by bare words nothing has; empty where none was."""
    from store.query.suggestions import meant_term

    found = meant_term(str(portfolio.query))
    return found.text if found else ""


def _footer(session: Session, portfolio: Portfolio, left_out: Sequence[Column]) -> str:
    counts = [
        f"{session.glyphs.status(status)} {portfolio.statuses[status]} {status.words}"
        for status in Status
        if portfolio.statuses[status]
    ]
    parts = [portfolio.describe(), *counts]
    if portfolio.overdue:
        parts.append(overdue_words(portfolio.overdue, portfolio.dated))
    parts += [f"no room for {', '.join(each.id for each in left_out)}"] if left_out else []
    return " · ".join(parts)
