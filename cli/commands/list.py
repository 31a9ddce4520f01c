"""`entente list`: the commitments that a query finds."""

from __future__ import annotations

import click

from cli.context import Session, pass_session
from cli.group import SharedOptions
from cli.look import days_left, done
from cli.options import refuse_options
from cli.output import commitment_item, say, write_items, write_lines
from store.entry import Entry
from store.portfolio import Portfolio
from store.status import Status


@click.command(
    "list",
    cls=SharedOptions,
    context_settings={"ignore_unknown_options": True},
    epilog="""\b
Examples:
  entente list
  entente list 'domain:maritime,air status:stalled'
  entente list 'is:overdue -tag:draft sort:due'
  entente list '(port or "joint patrol") due:<2026' --json

Plain lines hold id, status, done, due, days left and title, with tabs between them.
""",
)
@click.argument("query", nargs=-1, callback=refuse_options)
@pass_session
def command(session: Session, query: tuple[str, ...]) -> None:
    """List commitments, all or those that QUERY finds.

    ~50% is counted from milestones; * marks what was settled without a source.
    """
    portfolio = session.portfolio(query)
    if session.json:
        items = [commitment_item(session, entry) for entry in portfolio.shown]
        write_items(session, items, str(portfolio.query))
    elif session.styled:
        from cli.tables import commitments_table, console

        screen = console()
        if portfolio.shown:
            screen.print(commitments_table(portfolio.shown, screen.width, session.marks))
        say(session, _footer(session, portfolio))
    else:
        write_lines(map(_line, portfolio.shown))


def _line(entry: Entry) -> tuple[str, ...]:
    commitment, state = entry.commitment, entry.derived
    due = commitment.due.text if commitment.due else ""
    days = days_left(state.overdue_days)
    return (commitment.id, state.status.value, done(entry), due, days, commitment.title)


def _footer(session: Session, portfolio: Portfolio) -> str:
    counts = [
        f"{session.marks.status(status)} {portfolio.statuses[status]} {status.words}"
        for status in Status
        if portfolio.statuses[status]
    ]
    parts = [portfolio.describe(), ", ".join(counts)]
    parts += [f"{portfolio.overdue} overdue"] if portfolio.overdue else []
    parts += [f"as of {session.as_of}"]
    return " · ".join(part for part in parts if part)
