"""The page for `man entente`, made from the commands themselves, in the macros of man(7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from cli.command import entente
from cli.command_classes import SharedOptions
from cli.commands import COMMANDS
from cli.errors import EXITS
from docs.commands_page import ARGUMENTS, command_named
from store.user.paths import CONFIG_VARIABLE, REGISTER_VARIABLE

_ENVIRONMENT = (
    (REGISTER_VARIABLE, "The register to open where --register names none."),
    (CONFIG_VARIABLE, "The configuration file to read instead of the usual one."),
    ("NO_COLOR", "When it is set and not empty, nothing is printed in colour."),
    ("VISUAL, EDITOR", "The editor that opens where a commitment is edited as a text."),
    ("XDG_DATA_HOME, XDG_CONFIG_HOME, XDG_STATE_HOME", "Where the files below are looked for."),
)
_FILES = (
    ("~/.local/share/entente/register.json", "Your own register; its journal lies beside it."),
    ("~/.config/entente/config.toml", "The configuration; there need not be one."),
    ("~/.local/state/entente", "Chosen columns and colours, and what is typed and not saved yet."),
)


def man_page() -> str:
    """Return `docs/entente.1`: every command with its options, the exit codes and the files."""
    lines = [
        '.TH ENTENTE 1 "" "Entente" "User Commands"',
        ".SH NAME",
        r"entente \- track what governments promised each other",
        ".SH SYNOPSIS",
        r".B entente",
        r"[\fIoptions\fR] [\fIcommand\fR [\fIarguments\fR]]",
        ".SH DESCRIPTION",
        "Without a command the board opens. Data goes to standard output, words about it to",
        "standard error. Nothing asks a question unless there is a terminal to answer on.",
        ".SH OPTIONS OF EVERY COMMAND",
        *_options(click.Context(entente, info_name="entente"), entente.shared),
        ".SH COMMANDS",
    ]
    for name in COMMANDS:
        lines += _command(name)
    lines += [".SH EXIT STATUS", *_listed((str(code), text) for code, text in EXITS.items())]
    lines += [".SH ENVIRONMENT", *_listed(_ENVIRONMENT), ".SH FILES", *_listed(_FILES)]
    return "\n".join(lines) + "\n"


def _command(name: str) -> Iterator[str]:
    command: SharedOptions = command_named(name)
    context = click.Context(command, parent=click.Context(entente, info_name="entente"))
    context.info_name = name
    usage = " ".join(command.collect_usage_pieces(context))
    yield f".SS {_escaped(f'{name} {usage}')}"
    for place, paragraph in enumerate((command.help or "").strip().split("\n\n")):
        if place:
            yield ".PP"
        yield _text(" ".join(paragraph.split()))
    own = [each for each in command.params if each not in command.shared]
    for each in own:
        if isinstance(each, click.Argument):
            yield from _listed([(each.make_metavar(context), _plain(ARGUMENTS[str(each.name)]))])
    yield from _options(context, own)


def _options(context: click.Context, params: Sequence[click.Parameter]) -> Iterator[str]:
    records = [each.get_help_record(context) for each in params if isinstance(each, click.Option)]
    yield from _listed(record for record in records if record)


def _listed(rows: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> Iterator[str]:
    for term, meaning in rows:
        yield ".TP"
        yield rf"\fB{_escaped(term)}\fR"
        yield _text(meaning)


def _plain(text: str) -> str:
    """Return a sentence of the Markdown manual without its links."""
    return text.replace("[queries](queries.md)", "entente's queries")


def _text(text: str) -> str:
    """Return running text, with nothing at the start of a line that roff takes for a request."""
    escaped = _escaped(text)
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped


def _escaped(text: str) -> str:
    return text.replace("\\", r"\e").replace("-", r"\-").replace("`", r"\(ga")
