"""`entente instruments`: the documents and occasions that commitments were made in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import click
import msgspec

from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.output import JsonItem, write_items, write_lines
from cli.register_lists import (
    ACTIONS,
    may_go,
    place_of,
    require_uses,
    save_list,
    words_for,
)
from cli.sources import require_more_than_address
from store.model import register_edits as edits
from store.model.entities import Instrument, Register
from store.model.register_texts import INSTRUMENT_FIELDS, read_instrument
from store.model.reshaping import RegisterEdit
from store.query.following import following


def _field_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for field in reversed(INSTRUMENT_FIELDS):
        meaning = f"{field.label}: {field.help}."
        function = click.option(f"--{field.name}", metavar="TEXT", help=meaning)(function)
    return function


@click.command(
    "instruments",
    cls=SharedOptions,
    exits=(3, 5),
    epilog="""\b
Examples:
  entente instruments
  entente instruments add js27 --title 'Joint statement' --kind 'joint statement' --date 2027-02-13
  entente instruments edit js27 --source-title 'Joint statement' --source-url https://…
  entente instruments rename js27 'Joint statement of the leaders'
  entente instruments id js27 js-2027
  entente instruments move js-2027 1
  entente instruments merge js-2027 js25 --dry-run
  entente instruments remove js-2027 --yes

Plain lines hold id, date, kind, how many commitments were made in it, and title. An empty text
clears a field. What was made in one that is merged goes to the other; in one that is removed,
to none. --dry-run says what that is, and `undo` brings all of it back. Saved views that name an
instrument by its id or its whole title follow when it is renamed or merged.
""",
)
@click.argument("action", required=False, type=click.Choice(ACTIONS))
@click.argument("words", nargs=-1)
@_field_options
@click.option("--dry-run", is_flag=True, help="Say what uses it, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_session
def command(
    session: Session,
    /,
    action: str | None,
    words: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    **texts: str | None,
) -> None:
    """List the instruments, or change the list.

    They are added, edited, moved, merged and removed.
    """
    answers = {name.replace("_", "-"): text for name, text in texts.items() if text is not None}
    if action not in ("add", "edit") and answers:
        raise BadUsage("fields go with add and edit", hint="such as instruments edit ID --kind …")
    if title := answers.get("source-title"):
        require_more_than_address(title, "--source-url")
    if dry_run:
        require_uses(action)
    if action is None:
        _list(session)
        return
    first, *others = words_for("instruments", action, words)
    register = session.store.register
    if action != "add":
        first = edits.find_instrument(register, first).id
    if action == "edit" and not answers:
        raise BadUsage("there is no field to set", hint="such as --title or --date")
    if action in ("merge", "remove"):
        uses = edits.instrument_uses(register, first)
        into = f" into {edits.find_instrument(register, others[0]).id}" if others else ""
        doing = f"{action.capitalize()} the instrument {first}{into}"
        if not may_go(session, "instrument", doing, first, uses, dry_run=dry_run, yes=yes):
            return
    more = ", ".join(answers) if action == "edit" else " ".join(others)
    label = edits.label_of("instrument", first, action, more)

    def changed(now: Register) -> Register:
        if action == "add":
            title = {"title": " ".join(others)} if others else {}
            return edits.add_instrument(
                now, read_instrument(Instrument(first, ""), title | answers, session.as_of)
            )
        if action == "edit":
            return edits.edit_instrument(now, first, answers, session.as_of)
        return _changed(now, action, first, others, session)

    edit: RegisterEdit = changed
    if action in ("edit", "rename", "id", "merge"):
        heir = others[0] if action in ("id", "merge") else first
        edit = following(changed, "instrument", first, heir)
    save_list(session, edit, label)
    if session.json:
        _list(session)


def _changed(
    register: Register, action: str, first: str, others: list[str], session: Session
) -> Register:
    second = " ".join(others)
    if action == "rename":
        return edits.edit_instrument(register, first, {"title": second}, session.as_of)
    if action == "id":
        return edits.change_instrument_id(register, first, second)
    if action == "move":
        return edits.move_instrument(register, first, place_of(second))
    if action == "merge":
        return edits.merge_instruments(register, first, second)
    return edits.remove_instrument(register, first)


def _list(session: Session) -> None:
    register = session.store.register
    counts = Counter(each.instrument for each in register.commitments)
    if session.json:
        items: list[JsonItem] = [
            msgspec.to_builtins(each, enc_hook=str) | {"commitments": counts[each.id]}
            for each in register.instruments
        ]
        write_items(session, items)
        return
    if session.styled and register.instruments:
        from cli.render.tables import console, instruments_table

        screen = console()
        screen.print(instruments_table(register, screen.width, session.glyphs))
        return
    write_lines(
        (each.id, str(each.date or ""), each.kind, str(counts[each.id]), each.title)
        for each in register.instruments
    )
