"""The classes of our commands: with shared options, with a query and `-o`, and the lazy group."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from cli.context import Session
from cli.errors import BadUsage
from cli.options import shared_options

pass_session = click.make_pass_decorator(Session)
"""Gives a command the session as its first argument."""


class SharedOptions(click.Command):
    """A command that takes the shared options, listed after its own in its help.

    `exits` are the exit codes it may have besides those that every command may.
    """

    def __init__(self, *args: Any, exits: tuple[int, ...] = (), **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.exits = exits
        self.shared = shared_options()
        self.params.extend(self.shared)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command's own options, then those that every command takes."""
        own = [
            each
            for each in self.get_params(ctx)
            if isinstance(each, click.Option) and each not in self.shared
        ]
        for heading, params in (("Options", own), ("Everywhere", self.shared)):
            records = [each.get_help_record(ctx) for each in params]
            with formatter.section(heading):
                formatter.write_dl([each for each in records if each])


class QueryWithOutput(SharedOptions):
    """A command with a query and `-o PATH`, where `-overdue` is a word and not `-o verdue`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; only `-o` standing alone is the option."""
        end = args.index("--") if "--" in args else len(args)
        spelled = ["--output" if each == "-o" else each for each in args[:end]]
        return super().parse_args(ctx, spelled + args[end:])


class LazyGroup(SharedOptions, click.Group):
    """A group whose commands are modules of `cli.commands`, loaded when they are named."""

    def __init__(self, *args: Any, modules: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of the help."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name; None when there is none."""
        if cmd_name not in self._modules:
            return None
        found: click.Command = import_module(self._modules[cmd_name]).command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command to run. Raises `BadUsage`, naming the nearest one."""
        name = args[0]
        found = self.get_command(ctx, name)
        if found is None:
            from difflib import get_close_matches

            near = get_close_matches(name, self._modules, n=1)
            hint = f"did you mean {near[0]}?" if near else "`entente --help` lists the commands"
            raise BadUsage(f"there is no command '{name}'", hint=hint)
        return name, found, args[1:]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands before the options: they are what people look for."""
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)
