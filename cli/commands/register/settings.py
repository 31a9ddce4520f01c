"""`entente settings`: what a register says of itself, and after how many days things are stale."""

from __future__ import annotations

from collections.abc import Callable
from shlex import quote
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
_BODIES = "official-bodies"


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

Official sites are those of a built-in list of governments until the register names its own: then
they are those alone, and it is said which no longer are. An empty text goes back to the list.
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

        before = session.store.register
        change = session.store.restructure(edit, f"settings: {named}")
        session.say(f"{change.label} · `entente undo` takes it back")
        if _BODIES in answers:
            _say_no_longer_official(session, before)
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


def _say_no_longer_official(session: Session, before: Register) -> None:
    """Say which sites were a party's own word and are not now, and how they are again."""
    # Only for those who set the sites.
    from exchange.source_intake import no_longer_official, official_bodies_of

    after = session.store.register
    gone = no_longer_official(before, after)
    if not gone:
        return
    every = ", ".join((*official_bodies_of(after), *gone))
    session.say(f"no longer official: {', '.join(gone)}")
    session.say(f"to have them beside the others: entente settings --{_BODIES} {quote(every)}")
    if not before.official_bodies:
        session.say(f"to have the built-in sites alone again: entente settings --{_BODIES} ''")


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
