"""The options that several commands take: of all, of those with a query, of those with `-o`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cli import candidates
from cli.context import Session
from cli.errors import BadUsage
from store.errors import BadValue


def shared_options() -> list[click.Parameter]:
    """Return the options of every command; what is given lands in the `Session`."""
    return [
        click.Option(
            ["--register", "given_register"],
            metavar="PATH",
            callback=_register,
            expose_value=False,
            shell_complete=candidates.files,
            help="Open this register instead of your own (or set ENTENTE_REGISTER).",
        ),
        click.Option(
            ["--as-of", "given_as_of"],
            metavar="DATE",
            callback=_as_of,
            expose_value=False,
            help="Show everything as it stood on this day: 2025-11-01, yesterday, -2w.",
        ),
        click.Option(
            ["--known-on"],
            metavar="DATE",
            callback=_known_on,
            expose_value=False,
            help="Show only what was written down by this day, which ends at midnight UTC.",
        ),
        _flag("--read-only", "Change nothing: neither the board nor a command can."),
        _flag("--json", "Write one JSON document, for scripts."),
        _flag("--plain", "Write plain lines, with tabs between columns, also on a terminal."),
        _flag("--ascii", "Draw with ASCII characters only."),
    ]


def view_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command that takes a query the option to begin with a saved one."""
    option = click.option(
        "--view",
        metavar="NAME",
        shell_complete=candidates.views,
        help="Begin with a saved view; QUERY then narrows it.",
    )
    return option(function)


def header_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command whose plain lines have columns the option to name them first."""
    option = click.option(
        "--header",
        is_flag=True,
        callback=_keep,
        expose_value=False,
        help="Begin plain lines with the names of their columns.",
    )
    return option(function)


STDOUT = "-"
_ONE_LETTER = re.compile("-[A-Za-z]")


class _Output(click.Option):
    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Name the short form too, which is read by the command itself."""
        record = super().get_help_record(ctx)
        return record and (f"-o, {record[0]}", record[1])


def output_option() -> click.Option:
    """Return the option for where to write; `-` and nothing mean stdout, and give None."""
    meaning = "Write to this file, and not to stdout."
    return _Output(
        ["--output"], metavar="PATH", callback=_path, help=meaning, shell_complete=candidates.files
    )


def force_option() -> click.Option:
    """Return the option that goes with it: to take the place of what is there."""
    return click.Option(["--force"], is_flag=True, help="Replace what is at PATH already.")


def _path(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value == "":
        raise click.BadParameter("it is empty", context, parameter)
    return None if value in (None, STDOUT) else value


def is_folder_name(name: str) -> bool:
    """Whether a path is written as a folder's, or is one's that is there."""
    return name.endswith("/") or Path(name).is_dir()


def refuse_options(
    context: click.Context, parameter: click.Parameter, words: tuple[str, ...]
) -> tuple[str, ...]:
    """Return words that may begin with a hyphen. Raises `NoSuchOption` for a mistyped option.

    Raises `BadUsage` for one that stands where it cannot be meant as such, and for one with a
    single hyphen: a letter, or the whole name of an option. Nobody leaves out what has an `f`
    in it, and what was meant as an option is not to find nothing.
    """
    known = [name for each in context.command.get_params(context) for name in each.opts]
    for word in words:
        name = word.partition("=")[0]
        if word.startswith("--"):
            if name in known:
                raise BadUsage(
                    f"{name} stands after --, where options are taken for words",
                    hint="put it before the --",
                )
            raise click.NoSuchOption(name, possibilities=known, ctx=context)
        if _ONE_LETTER.fullmatch(name) or f"-{name}" in known:
            near = [each for each in known if each.startswith(f"-{name}")]
            hint = f"did you mean {' or '.join(sorted(near))}?" if near else ""
            hint = hint or f"`{context.command_path} --help` shows the options"
            if parameter.name == "query":
                hint += f"; write '-\"{name[1:]}\"' to leave out what has this text"
            raise BadUsage(f"there is no option '{name}'", hint=hint)
    return words


def _flag(name: str, meaning: str) -> click.Option:
    return click.Option([name], is_flag=True, callback=_keep, expose_value=False, help=meaning)


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    # Not given after the command does not unsay what was given before it.
    if value:
        setattr(_session(context), str(parameter.name), True)


def _register(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    if not value:
        raise BadValue("--register is empty", hint="give the path of a register")
    _session(context).given_register = value


def _as_of(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        session = _session(context)
        session.given_as_of = session.read_day(value)


def _known_on(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    session = _session(context)
    day = session.read_day(value)
    if day > session.today:
        raise BadValue(f"nobody knows yet what is known on {day}", hint="give a day until today")
    session.known_on = day


def _session(context: click.Context) -> Session:
    return context.ensure_object(Session)
