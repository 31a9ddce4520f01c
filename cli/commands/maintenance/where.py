"""`entente where`: the files that Entente reads and writes."""

from __future__ import annotations

from pathlib import Path

import click

from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.output import write_items, write_lines
from store.text import one_line
from store.user.paths import config_file, journal_of


@click.command(
    "where",
    cls=SharedOptions,
    epilog="""\b
Examples:
  entente where
  entente where --json
""",
)
@pass_session
def command(session: Session) -> None:
    """Say where the files are.

    The register, the journal of its changes, and the configuration.
    """
    register = session.register_place
    written = {"register": str(register)}
    if isinstance(register, Path):
        places = {"register": register, "journal": journal_of(register)}
        written = {name: str(path.absolute()) for name, path in places.items()}
    written["config"] = str(config_file().absolute())
    _ = session.settings  # says what cannot be used in the configuration
    if session.json:
        write_items(session, [written])
        return
    if session.styled:
        for name, path in written.items():
            print(f"{name:<10}{one_line(path)}")
    else:
        write_lines(written.items())
    if isinstance(register, Path) and not register.exists():
        session.say("the register is not there yet")
