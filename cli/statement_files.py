"""Documents on the command line: a file or stdin, read with a bar and its remarks said."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli import candidates
from cli.context import Session
from store.errors import CannotRead

if TYPE_CHECKING:
    from statements.reading.document import StatementDocument

FORMATS = ("text", "md", "html", "docx", "pdf")
"""The names of the formats, as `statements.reading.reader.FORMATS` has them."""


@dataclass(frozen=True)
class DocumentOptions:
    """What a user says of a document that it may not say itself."""

    format_name: str | None = None
    encoding: str = ""
    title: str | None = None
    date: str | None = None
    url: str | None = None
    parties: tuple[str, ...] = ()


def document_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say how a document is to be read."""
    for option in (
        click.option(
            "--party",
            "parties",
            multiple=True,
            metavar="NAME",
            help="A state that speaks in it, where it does not say; may be given several times.",
        ),
        click.option("--url", metavar="URL", help="Where it was published."),
        click.option("--date", "date", metavar="DATE", help="When it was issued."),
        click.option("--title", metavar="TEXT", help="Its title, where it has none or another."),
        click.option(
            "--encoding", default="", metavar="NAME", help="What a text is written in: cp1252."
        ),
        click.option(
            "--format",
            "format_name",
            type=click.Choice(FORMATS),
            metavar="FORMAT",
            help="What to take it for: text, md, html, docx or pdf.",
        ),
    ):
        function = option(function)
    return function


file_argument = click.argument("file", metavar="FILE|-", shell_complete=candidates.files)
"""A document: the path of a file, or - for stdin."""


def read(
    session: Session,
    name: str,
    options: DocumentOptions,
    progress: Callable[[int, int], None] | None = None,
) -> StatementDocument:
    """Read a document; say on stderr what should be known of how. Raises as the reader does."""
    return read_with_original(session, name, options, progress)[0]


def read_with_original(
    session: Session,
    name: str,
    options: DocumentOptions,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[StatementDocument, bytes]:
    """Read a document, and return it with the bytes it was read from. Raises as the reader does."""
    from statements.limits import LIMITS
    from statements.reading.reader import read_bytes, read_file

    raw = read_stdin(LIMITS.file_bytes) if name == "-" else read_file(Path(name))
    document = read_bytes(
        raw,
        "stdin" if name == "-" else name,
        format_name=options.format_name or "",
        encoding=options.encoding,
        progress=progress,
    )
    said = session.read_date(options.date)
    known = replace(
        document,
        title=options.title or document.title,
        date=said or document.date,
        url=options.url or document.url,
        remarks=() if said else document.remarks,
    )
    return known, raw


def kept_copy(session: Session, name: str, raw: bytes) -> str:
    """Keep a document beside the register, and return what it is known by.

    Empty where the register is in a database, which has no folder beside it.
    """
    from store.register.kept_copies import KeptCopies

    if not isinstance(session.store.place, Path) or session.store.read_only_reason is not None:
        return ""
    suffix = ".txt" if name == "-" else Path(name).suffix
    return KeptCopies(session.store.path).keep_bytes(raw, suffix)


def read_stdin(most: int) -> bytes:
    """Return what comes through stdin, up to one byte more than `most`. Raises `CannotRead`."""
    try:
        return sys.stdin.buffer.read(most + 1)
    except (OSError, AttributeError) as error:
        raise CannotRead("stdin cannot be read", hint="give the path of a document") from error
