"""Opening the board: only on a terminal that can draw it."""

from __future__ import annotations

from cli.context import Session
from cli.errors import BadUsage, NoTerminal
from cli.terminal import is_plain_locale
from store.errors import NoRegister
from store.model.address import RegisterPlace
from store.register.opening import Opened, empty_register, title_for
from store.register.store import Store
from store.text import one_line
from store.user.config import read_settings
from store.user.paths import chosen_register, config_file, user_name
from tui.launch import is_in_browser, why_no_board


def open_board(session: Session) -> int:
    """Run the board until the user quits; return its exit code.

    Raises `NoTerminal` before anything is opened or written. A register that does not
    exist is offered to be made.
    """
    if session.json:
        raise BadUsage("--json needs a command", hint="such as `entente list --json`")
    reason = why_no_board()
    if reason:
        raise NoTerminal(reason)
    opened = _opened(session)
    from tui.launch import run_board

    session.day_said = True  # by the board itself, all the time
    settings = read_settings(config_file())  # the board itself says what is wrong with it

    def another(place: RegisterPlace) -> Store:
        return Store(place, user=user_name(), read_only=session.read_only, past=session.past)

    ascii_only = session.ascii or is_plain_locale()
    return run_board(opened, settings, session.given_day, ascii_only, another)


def _opened(session: Session) -> Opened:
    path = chosen_register(session.given_register)
    try:
        return session.opened
    except NoRegister as error:
        if session.read_only or is_in_browser():
            raise  # nothing may be made, or nobody is there who could be asked
        question = f"There is no register at {path}. Make an empty one there?"
        if path is None or not _confirmed(question):
            raise NoRegister(error.message, hint="nothing was made") from error
    register = empty_register(title_for(path))
    return Opened(Store.create(path, register, user=user_name()), first_launch=False)


def _confirmed(question: str) -> bool:
    import click  # only where there is something to ask: it takes a while

    try:
        return click.confirm(one_line(question), err=True)
    except click.Abort as error:
        raise KeyboardInterrupt from error
