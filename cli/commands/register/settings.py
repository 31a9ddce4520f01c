"""`entente settings`: what a register says of itself, and after how many days things are stale."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
from msgspec.structs import asdict, replace

from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.output import JsonItem, write_items, write_lines
from store.model.entities import Register
from store.model.register_texts import SETTINGS, change_status_words, set_about, setting_text
from store.text import counted

_WORDS = "status-words"


def _setting_options(function: Callable[..., Any]) -> Callable[..., Any]:
    meaning = "What a word of imported files means; WORD= removes one, '' all. Can be repeated."
    function = click.option("--status-word", metavar="WORD=STATUS", multiple=True, help=meaning)(
        function
    )
    for field in reversed(SETTINGS):
        if field.name == _WORDS:
            continue
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
  entente settings --status-word 'on track=in-progress' --status-word done=kept
  entente settings --status-word done=

An empty text clears a setting. Days that the register says hold for everybody who opens it;
without them those of your own configuration do. Status words are read when files are imported
into this register; a status may have a percentage behind it: 'half done=in-progress 50%'.
""",
)
@_setting_options
@pass_session
def command(session: Session, /, status_word: tuple[str, ...], **texts: str | None) -> None:
    """Show or change what the register says of itself.

    Title, range of the timeline, days after which a commitment is stale, official sites, and the
    words that its files have for statuses.
    """
    answers = {name.replace("_", "-"): text for name, text in texts.items() if text is not None}
    if answers or status_word:
        named = ", ".join([*answers, *(["status-word"] if status_word else [])])

        def edit(register: Register) -> Register:
            words = change_status_words(register.status_words, status_word)
            return replace(set_about(register, answers, session.as_of), status_words=words)

        change = session.store.restructure(edit, f"settings: {named}")
        session.say(f"{change.label} · `entente undo` takes it back")
        if not session.json:
            return
    register = session.store.register
    if session.json:
        write_items(session, [_item(register)])
        return
    rows = [(each.name, _shown(register, each.name) or "-") for each in SETTINGS]
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


def _shown(register: Register, name: str) -> str:
    return "; ".join(setting_text(register, name).splitlines())


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
        "status_words": [asdict(each) for each in register.status_words],
    }
