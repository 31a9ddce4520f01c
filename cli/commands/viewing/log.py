"""`entente log`: every change to the register, newest first."""

from __future__ import annotations

import click
import msgspec

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.options import header_option
from cli.output import JsonItem, write_items, write_lines
from store.errors import not_found
from store.register.history import HistoryEntry


@click.command(
    "log",
    cls=SharedOptions,
    exits=(3,),
    epilog="""\b
Examples:
  entente log
  entente log js25-p8i
  entente log --since -2w --json

Plain lines hold number, time (UTC), user, kind and what was done, with tabs between them.
""",
)
@click.argument("commitment_id", metavar="[ID]", default="", shell_complete=candidates.ids)
@click.option("--since", metavar="DATE", help="Only those from this day on, in UTC.")
@header_option
@pass_session
def command(session: Session, commitment_id: str, since: str | None) -> None:
    """List changes, newest first: when, who, what.

    Those of the whole register, or of one commitment.
    """
    first = session.read_date(since)
    history = session.store.log(commitment_id)
    if commitment_id and not history:
        known = [commitment.id for commitment in session.store.register.commitments]
        if commitment_id not in known:
            raise not_found(commitment_id, known)
    if first:
        day = first.first.isoformat()
        history = [each for each in history if each.time[:10] >= day]
    if session.json:
        write_items(session, list(map(_item, history)))
    elif session.styled:
        from cli.render.tables import console, log_table

        screen = console()
        if history:
            screen.print(log_table(history, screen.width, session.glyphs))
        else:
            session.say("nothing was changed")
    else:
        rows = (_line(session, each) for each in history)
        write_lines(rows, _NAMES if session.header else ())


_NAMES = ("number", "time", "user", "kind", "what")
"""The columns of a plain line."""


def _item(change: HistoryEntry) -> JsonItem:
    item: JsonItem = msgspec.to_builtins(change)
    return item


def _line(session: Session, change: HistoryEntry) -> tuple[str, ...]:
    kind = f"{change.kind} of {change.of}" if change.of else change.kind
    label = session.glyphs.words(change.label)
    return (str(change.number), change.time, change.user, kind, label)
