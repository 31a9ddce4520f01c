"""The option `-o`, beside a query whose words may begin with a hyphen."""

from __future__ import annotations

from pathlib import Path

import click

from cli import candidates
from cli.group import SharedOptions

STDOUT = "-"


class QueryWithOutput(SharedOptions):
    """A command with a query and `-o PATH`, where `-overdue` is a word and not `-o verdue`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; only `-o` standing alone is the option."""
        end = args.index("--") if "--" in args else len(args)
        spelled = ["--output" if each == "-o" else each for each in args[:end]]
        return super().parse_args(ctx, spelled + args[end:])


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
