"""`entente follow-ups`: what is to be chased, the most overdue first."""

from __future__ import annotations

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.options import header_option, refuse_options, view_option
from cli.output import JsonItem, write_items, write_lines
from store.portfolio.columns import days_left
from store.portfolio.follow_ups import ListedFollowUp, UnplannedFollowUps


@click.command(
    "follow-ups",
    cls=SharedOptions,
    exits=(3,),
    context_settings={"ignore_unknown_options": True},
    epilog="""\b
Examples:
  entente follow-ups
  entente follow-ups 'domain:maritime owner:mira'
  entente follow-ups --all --json

Plain lines hold commitment, item, days left, due, done, owner and title, with tabs between.
""",
)
@click.argument("query", nargs=-1, callback=refuse_options, shell_complete=candidates.query)
@click.option("--all", "with_done", is_flag=True, help="Also those that are done.")
@view_option
@header_option
@pass_session
def command(session: Session, query: tuple[str, ...], with_done: bool, view: str | None) -> None:
    """List what is to be chased, most overdue first.

    Open follow-ups, all or those of the commitments that QUERY finds.
    """
    portfolio = session.portfolio(query, view)
    listed = [each for each in portfolio.follow_ups if with_done or not each.done]
    if session.json:
        write_items(session, list(map(_item, listed)), str(portfolio.query))
    elif session.styled:
        from cli.render.tables import console, follow_ups_table

        screen = console()
        if listed:
            screen.print(follow_ups_table(listed, screen.width, session.glyphs))
        late = sum((each.overdue_days or 0) > 0 for each in listed)
        counted = f"{len(listed)} follow-up{'' if len(listed) == 1 else 's'}, {late} overdue"
        if unplanned := UnplannedFollowUps.among(portfolio.matching).words():
            session.say(
                f"{unplanned} {session.glyphs.dot} `entente follow ID --item ITEM` sets them"
            )
        session.say_on_day(f"{counted} · {portfolio.describe()}")
    else:
        write_lines(map(_line, listed), _NAMES if session.header else ())


_NAMES = ("commitment", "item", "days", "due", "done", "owner", "title")
"""The columns of a plain line."""


def _item(listed: ListedFollowUp) -> JsonItem:
    task = listed.follow_up
    return {
        "commitment": listed.entry.id,
        "commitment_title": listed.entry.commitment.title,
        "id": task.id,
        "title": task.title,
        "owner": task.owner,
        "due": task.due.text if task.due else None,
        "done": task.done.text if task.done else None,
        "overdue_days": listed.overdue_days,
    }


def _line(listed: ListedFollowUp) -> tuple[str, ...]:
    task = listed.follow_up
    due, done = (each.text if each else "" for each in (task.due, task.done))
    days = days_left(listed.overdue_days)
    return (listed.entry.id, task.id, days, due, done, task.owner, task.title)
