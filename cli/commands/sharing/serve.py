"""`entente serve`: the board in a browser, for those without a terminal."""

from __future__ import annotations

import errno
import ipaddress
import os
import sys

import click

from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.output import write_items
from store.errors import BadValue, CannotRead
from store.model.address import whole_name

LOOPBACK = "127.0.0.1"
_NO_SUCH_ADDRESS = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


@click.command(
    "serve",
    cls=SharedOptions,
    exits=(5,),
    epilog="""\b
Examples:
  entente serve                        look at the board, on this machine alone
  entente serve --write --port 8765    and mark progress there
  entente serve --most 3               for a wall screen and two more

Stop it with Ctrl-C. Whoever has the address has the board: it holds a token that is made
anew at each start. The address itself travels as it is: for another machine than this one,
put the office's own proxy with HTTPS before it.
""",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    metavar="NUMBER",
    help="The port to listen on; 0 takes one that is free.",
)
@click.option("--write", is_flag=True, help="Let the boards change the register.")
@click.option(
    "--most",
    type=click.IntRange(1, 100),
    default=10,
    show_default=True,
    metavar="NUMBER",
    help="How many boards may be open at once.",
)
@click.option(
    "--allow-address",
    metavar="ADDRESS",
    default="",
    help="Listen on this address of this machine instead of its loopback.",
)
@pass_session
def command(session: Session, port: int, write: bool, most: int, allow_address: str) -> None:
    """Show the board in a browser.

    Each tab is a board of its own on the same register, read-only unless --write is given.
    A closed tab ends its board.
    """
    host = _address(allow_address) if allow_address else LOOPBACK
    try:
        from cli.board_server import BoardServer
    except ModuleNotFoundError as error:
        raise BadUsage(
            "the board in a browser needs textual-serve, which is not installed",
            hint="install Entente with it: pipx install 'entente[serve]'",
        ) from error
    register = whole_name(session.register_place)
    title = session.store.register.title
    if write and session.store.read_only_reason:
        raise BadUsage(
            f"{register} can only be read: {session.store.read_only_reason}",
            hint="leave --write out",
        )
    session.close()
    # `-P`: nothing is imported from the folder that the server happens to be started in.
    board = [sys.executable, "-P", "-m", "entente", "--register", register]
    board += [] if write else ["--read-only"]
    board += ["--as-of", session.given_as_of.isoformat()] if session.given_as_of else []
    board += ["--known-on", session.known_on.isoformat()] if session.known_on else []
    board += ["--ascii"] if session.ascii else []
    try:
        server = BoardServer(board, host=host, port=port, title=title, most=most)
    except OSError as error:
        if error.errno in _NO_SUCH_ADDRESS:
            raise BadValue(
                f"this machine has no address {host}",
                hint="give one of its own, or 0.0.0.0 for all that it has",
            ) from error
        why = os.strerror(error.errno) if error.errno else str(error)
        raise CannotRead(
            f"port {port} of {host} cannot be had: {why.lower()}",
            hint="choose another with --port, or 0 for one that is free",
        ) from error
    listens_on = ipaddress.ip_address(host)
    if not listens_on.is_loopback:
        session.say("Other machines can reach it, and whoever reads the address has the board.")
    if listens_on.is_unspecified:
        session.say(f"There, put this machine's name or address in the place of {host}.")
    what = "changes are saved" if write else "nothing can be changed"
    if session.json:
        told = {"address": server.address, "register": register, "write": write, "most": most}
        write_items(session, [told])
        sys.stdout.flush()
    else:
        print(server.address, flush=True)
        session.say(f"The board is there until you press Ctrl-C; {what}.")
    server.run()


def _address(text: str) -> str:
    if text.casefold() == "localhost":
        return LOOPBACK
    try:
        return str(ipaddress.ip_address(text))
    except ValueError as error:
        raise BadValue(
            f"'{text}' is not an address of a machine",
            hint="such as 192.0.2.10, or 0.0.0.0 for all addresses of this one",
        ) from error
