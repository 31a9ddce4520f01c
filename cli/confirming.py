"""Asking before much is changed, and only on a terminal that can answer."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from cli.errors import BadUsage
from cli.terminal import is_terminal
from store.errors import NothingToDo
from store.text import one_line

MANY = 10
"""More than so many commitments are not changed without asking."""


def confirm(command: str, lines: Iterable[str], question: str, *, yes: bool) -> None:
    """Ask on the terminal, under lines that say what is meant; with `yes` ask nothing.

    Raises `BadUsage` where there is no terminal, and `NothingToDo` for a no.
    """
    if yes:
        return
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise BadUsage(
            f"{command} asks first, and there is no terminal: {one_line(question)}",
            hint="add --yes",
        )
    for line in lines:
        click.echo(one_line(line), err=True)
    if not click.confirm(one_line(question), err=True):
        raise NothingToDo("nothing was changed")
