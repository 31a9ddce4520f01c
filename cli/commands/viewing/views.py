"""`entente views`: queries that the register keeps under a name."""

from __future__ import annotations

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.options import refuse_options
from cli.output import JsonItem, write_items, write_lines
from store.errors import BadQuery
from store.model.entities import View


@click.command(
    "views",
    cls=SharedOptions,
    exits=(3, 5),
    context_settings={"ignore_unknown_options": True},
    epilog="""\b
Examples:
  entente views
  entente views --save 'late at sea' 'domain:maritime is:overdue sort:due'
  entente views --remove 'late at sea'
  entente list --view 'late at sea'

Late, Stale, Next 90 days, Undated, Claimed ahead and Mine are there for --view in every register.

Plain lines hold name, how many it finds and query, with tabs between them.
""",
)
@click.argument("query", nargs=-1, callback=refuse_options, shell_complete=candidates.query)
@click.option("--save", metavar="NAME", help="Keep QUERY under this name.")
@click.option("--remove", metavar="NAME", help="Forget this view.", shell_complete=candidates.views)
@pass_session
def command(session: Session, query: tuple[str, ...], save: str | None, remove: str | None) -> None:
    """List the saved views, or save and remove them.

    They are kept in the register: the board shows them too.
    """
    if save is not None and remove is not None:
        raise BadUsage("--save and --remove do not go together", hint="use one of them")
    if query and save is None:
        raise BadUsage("a query needs a name to be kept under", hint="add --save NAME")
    if save is not None:
        session.query(query)
        change = session.store.save_view(save, " ".join(query))
    elif remove is not None:
        change = session.store.remove_view(remove)
    else:
        _list(session)
        return
    session.say(f"{change.label} · `entente undo` takes it back")
    if session.json:
        _list(session)


def _list(session: Session) -> None:
    found = [(view, _count(session, view)) for view in session.store.views]
    if session.json:
        write_items(session, [_item(view, count) for view, count in found])
    elif session.styled and found:
        from cli.render.tables import console, views_table

        screen = console()
        screen.print(views_table(found, screen.width, session.glyphs))
    elif found:
        write_lines((view.name, _said(count), view.query) for view, count in found)
    elif session.styled:
        session.say("no view is saved; `entente views --save NAME QUERY` saves one")


def _count(session: Session, view: View) -> int | None:
    """Return how many commitments a view finds; None when its query no longer reads."""
    try:
        return len(session.portfolio((view.query,)).matching)
    except BadQuery:
        return None


def _said(count: int | None) -> str:
    return "" if count is None else str(count)


def _item(view: View, count: int | None) -> JsonItem:
    return {"name": view.name, "query": view.query, "finds": count}
