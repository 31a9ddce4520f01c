"""`entente settings`: what a register says of itself, and after how many days things are stale."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.output import JsonItem, write_items, write_lines
from store.model.entities import Register
from store.model.register_texts import SETTINGS, set_about, setting_text
from store.text import counted


def _setting_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for field in reversed(SETTINGS):
        meaning = f"{field.label}: {field.help}."
        function = click.option(f"--{field.name}", metavar="TEXT", help=meaning)(function)
    return function


@click.command(
    "settings",
    cls=SharedOptions,
    exits=(5,),
    epilog="""\b
Examples:
  entente settings
  entente settings --title 'Pledges of the coalition' --start 2024 --end 2035
  entente settings --stale-days 180 --stale-days-near-due 60
  entente settings --stale-days ''

An empty text clears a setting. Days that the register says hold for everybody who opens it;
without them those of your own configuration do.
""",
)
@_setting_options
@pass_session
def command(session: Session, /, **texts: str | None) -> None:
    """Show or change what the register says of itself.

    Title, range of the timeline, days after which a commitment is stale, official sites.
    """
    answers = {name.replace("_", "-"): text for name, text in texts.items() if text is not None}
    if answers:
        named = ", ".join(answers)
        change = session.store.restructure(
            lambda register: set_about(register, answers, session.as_of), f"settings: {named}"
        )
        session.say(f"{change.label} · `entente undo` takes it back")
        if not session.json:
            return
    register = session.store.register
    if session.json:
        write_items(session, [_item(register)])
        return
    rows = [(each.name, setting_text(register, each.name) or "-") for each in SETTINGS]
    if not session.styled:
        write_lines((name, "" if text == "-" else text) for name, text in rows)
        return
    width = max(len(name) for name, _ in rows)
    write_lines((f"{name:<{width}}  {text}",) for name, text in rows)
    session.say(
        f"{counted(len(register.domains), 'domain')} · "
        f"{counted(len(register.instruments), 'instrument')} · "
        f"{counted(len(register.commitments), 'commitment')}"
    )


def _item(register: Register) -> JsonItem:
    return {
        "title": register.title,
        "start": register.start and str(register.start),
        "end": register.end and str(register.end),
        "stale_days": register.stale_days,
        "stale_days_near_due": register.stale_days_near_due,
        "due_soon_days": register.due_soon_days,
        "official_bodies": list(register.official_bodies),
        "second_reader": register.second_reader,
    }
