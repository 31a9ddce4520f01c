"""`entente changes`: what is not as it was."""

from __future__ import annotations

from datetime import date

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.options import refuse_options, view_option
from cli.output import JsonItem, write_items, write_lines
from store.errors import BadValue
from store.register.change_rows import ChangeRow, rows_of
from store.register.changes import changes_since, later

_USUAL_DAYS = 90
_VISIT, _BRIEF = "visit", "brief"


@click.command(
    "changes",
    cls=SharedOptions,
    exits=(3,),
    context_settings={"ignore_unknown_options": True},
    epilog=f"""\b
Examples:
  entente changes
  entente changes --since -30d domain:maritime
  entente changes --since brief --json
  entente changes --since 2025-10-01 --until 2025-12-31

Plain lines hold kind, date, id, what changed and who wrote it, with tabs between them. Kinds are
settled, status, date, news, silent, added and looked. A visit is kept when the board is closed, a
brief when one is made. Where no visit is known, {_USUAL_DAYS} days are looked back.
""",
)
@click.argument("query", nargs=-1, callback=refuse_options, shell_complete=candidates.query)
@click.option(
    "--since",
    metavar="DAY",
    help="A day (2026-05-01, -6m), `visit` or `brief`: your last one. [visit]",
)
@click.option("--until", metavar="DAY", help="Tell what changed by the end of this day. [today]")
@view_option
@pass_session
def command(
    session: Session,
    query: tuple[str, ...],
    since: str | None,
    until: str | None,
    view: str | None,
) -> None:
    """List what changed, what is new and what went silent.

    From the end of a day on, of all commitments or of those that QUERY finds.
    """
    if until is not None:
        if session.given_as_of is not None:
            raise BadUsage("--until and --as-of name the same day", hint="leave one of them out")
        session.given_as_of = session.read_day(until)
    first, named = _since(session, since)
    if first > session.as_of:
        raise BadValue(
            f"{first} is after {session.as_of}, until when changes are told",
            hint="give an earlier day to --since",
        )
    portfolio = session.portfolio(query, view)
    history = session.store.log(since=first)
    rows = rows_of(changes_since(portfolio.matching, history, first))
    told = f"since {first}{named}, until {session.as_of}"
    if session.json:
        write_items(session, [_item(row, first) for row in rows], str(portfolio.query))
    elif session.styled:
        from cli.render.changes import print_changes

        print_changes(rows, session.glyphs)
        session.say(f"{len(rows) or 'no'} changes {told}")
    else:
        write_lines(_line(session, row) for row in rows)
        if not rows:
            session.say(f"no changes {told}")


def _since(session: Session, given: str | None) -> tuple[date, str]:
    """Return the day to look back to, and what it is. Raises `BadValue`."""
    if given == _BRIEF:
        day = session.visits.last_brief()
        if day is None:
            raise BadValue(
                "no brief of this register is known",
                hint="`entente brief` makes one; give a day to --since",
            )
        return day, ", your last brief"
    if given in (None, _VISIT):
        day = session.visits.last_visit(session.today)
        if day is not None and day <= session.as_of:
            return day, ", your last visit"
        if given is None:
            return later(session.as_of, -_USUAL_DAYS), ""
        raise BadValue(
            f"no visit to this register by {session.as_of} is known",
            hint="a visit is kept when the board is closed; give a day to --since",
        )
    found = session.read_date(given)
    assert found is not None
    return found.first, ""


def _item(row: ChangeRow, since: date) -> JsonItem:
    said = {name: value for name, value in row._asdict().items() if name != "kind"}
    return {"kind": row.kind.value, **said, "since": since.isoformat()}


def _line(session: Session, row: ChangeRow) -> tuple[str, ...]:
    return row.kind.value, row.when, row.id, session.glyphs.words(row.words), row.by
