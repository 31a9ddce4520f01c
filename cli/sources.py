"""A source on a command line: its options, and what they say together."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

import click

from cli.context import Session
from cli.errors import BadUsage
from cli.terminal import glyphs_for, is_terminal
from store.model.entities import Source, SourceKind
from store.text import one_line, shown

_OPTIONS = (
    click.option("--source-title", metavar="TITLE", help="The headline, or what the source is."),
    click.option("--publisher", metavar="NAME", help="Who published it."),
    click.option("--url", help="Where it is to be read."),
    click.option("--official", "kind", flag_value="official", help="A party speaks of itself."),
    click.option("--independent", "kind", flag_value="independent", help="Somebody else speaks."),
    click.option("--source-date", metavar="DATE", help="When it was published."),
    click.option("--excerpt", metavar="TEXT", help="The exact words it rests on."),
    click.option("--no-excerpt", metavar="WHY", help="Why no words can be given."),
    click.option("--accessed", metavar="DATE", help="When it was read at its address."),
    click.option("--archive-url", metavar="URL", help="Where an archive keeps the page."),
)
_NAMES = (
    *("source_title", "publisher", "url", "kind", "source_date"),
    *("excerpt", "no_excerpt", "accessed", "archive_url"),
)

_KEYS = {"o": SourceKind.OFFICIAL, "i": SourceKind.INDEPENDENT}


def source_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a source."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def source_given(session: Session, told: Mapping[str, Any]) -> Source | None:
    """Return the source that the options say; None when they say none.

    Whether it is official follows from its address where no option says so; where that does not
    tell it either, somebody at a terminal is asked. Raises `BadUsage` for one without a title or
    with an address in its place, and `BadValue` for a date.
    """
    if not any(told[name] for name in _NAMES):
        return None
    title = (told["source_title"] or "").strip()
    if not title:
        raise BadUsage("a source needs --source-title", hint="give its headline, or say what it is")
    require_more_than_address(title, "--url")
    url = told["url"] or ""
    return Source(
        title,
        told["publisher"] or "",
        session.read_date(told["source_date"]),
        url,
        SourceKind(told["kind"]) if told["kind"] else _kind(session, title, url),
        excerpt=told["excerpt"] or "",
        accessed=session.read_date(told["accessed"]),
        archive_url=told["archive_url"] or "",
        no_excerpt=told["no_excerpt"] or "",
    )


def require_more_than_address(title: str, option: str) -> None:
    """Raise `BadUsage` for a source whose title is an address, which an option is there for."""
    if "." not in title:
        return
    from exchange.source_intake import is_bare_address  # only for what may be an address

    if is_bare_address(title):
        raise BadUsage(
            f"{shown(title)} is an address, which is no evidence yet",
            hint=f"say in --source-title what the page is called; {option} takes the address",
        )


def _kind(session: Session, title: str, url: str) -> SourceKind:
    """Return whose word a source is: by its address, else as somebody at a terminal says."""
    found = SourceKind.UNKNOWN
    if url:
        from exchange.source_intake import kind_of  # only for those who give an address

        found = kind_of(url, session.store.register)
    at_terminal = is_terminal(sys.stdin) and is_terminal(sys.stderr) and not session.json
    if found is not SourceKind.UNKNOWN or not at_terminal:
        return found
    question = f"Whose word is “{one_line(title)}”? o official, i independent, enter not known"
    said: str = click.prompt(
        glyphs_for(sys.stderr, session.ascii).words(question),
        default="",
        show_default=False,
        err=True,
    )
    return _KEYS.get(said.strip()[:1].casefold(), SourceKind.UNKNOWN)
