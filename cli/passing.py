"""How a command gets the session it runs in."""

from __future__ import annotations

import click

from cli.context import Session

pass_session = click.make_pass_decorator(Session)
"""Gives a command the session as its first argument."""
