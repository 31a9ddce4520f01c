"""Writing a document where it was asked for: a file, or stdout."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from cli.group import SharedOptions


class SavingCommand(SharedOptions):
    """A command with `--output FILE`, also written `-o FILE`.

    The short one is only read as a word by itself: `-owner:mira` is part of a query.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line."""
        end = args.index("--") if "--" in args else len(args)
        spelled = ["--output" if word == "-o" else word for word in args[:end]]
        return super().parse_args(ctx, spelled + args[end:])


def save_text(path: Path, text: str, *, force: bool) -> None:
    """Write a text to a file as UTF-8, whole or not at all. Raises `Exists` or `CannotWrite`."""
    from store.exporting.writing import replacing

    with replacing(path, force=force) as file:
        file.write(text.encode())


def print_text(text: str) -> None:
    """Write a text to stdout as UTF-8, whatever the locale: the bytes are the document."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text)
