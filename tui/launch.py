"""Running the board on an open register."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from datetime import date
from threading import Thread
from typing import TextIO

from store.errors import CannotRead, Locked, ReadOnly
from store.register.opening import Opened
from store.register.store import Store
from store.text import one_line
from store.user.config import Settings
from store.user.paths import state_file
from tui.app import BoardApp, OpenStore
from tui.ending import ended_by_signals


def run_board(
    opened: Opened,
    settings: Settings,
    as_of: date | None = None,
    ascii_only: bool = False,
    open_store: OpenStore | None = None,
) -> int:
    """Run the board until the user quits; return the exit code.

    Without an as-of date the board shows today, and goes on to tomorrow at midnight.
    Raises `Damaged` for a register that turns out to be so while it is read.
    """
    greeting = ""
    if opened.first_launch:
        greeting = _greeting(opened.store, settings)
    # A collection walks every entry of the register: none while it is read and first drawn.
    gc.disable()
    app = BoardApp(
        opened.store,
        (lambda: as_of) if as_of else date.today,
        settings=settings,
        ascii_only=ascii_only,
        greeting=greeting,
        state_file=state_file(),
        when_shown=lambda: _when_shown(app, opened.first_launch),
        open_store=open_store,
    )
    if is_in_browser():
        Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    with ended_by_signals(app.end_by_signal):
        app.run(mouse=settings.config.mouse)
    if app.failure:
        raise app.failure
    app.keep_recent()
    if app.store.past is None:
        _keep_visit(app.store)
    _close(app.store)
    return app.return_code or 0


def _greeting(store: Store, settings: Settings) -> str:
    """Return what is said of a copy that was just made: first the way to the other registers.

    A narrow terminal shows only the beginning.
    """
    from fixtures import SPOKEN, others_than
    from tui.commands.keymap import keymap_of

    keymap, _ = keymap_of(settings.config.keys)
    others = " and ".join(SPOKEN[name] for name in others_than(store.path))
    title = one_line(store.register.title)
    way = keymap.words(f"{{registers}} opens other registers, such as {others}")
    return f"{way} · this is your own copy of “{title}”, in {store.path}"


def _keep_visit(store: Store) -> None:
    """Remember that the board was seen today: what changes from now on is news to this user."""
    from store.user.paths import visits_file
    from store.user.visits import Visits

    Visits(visits_file(), store.place).keep_visit(date.today())


def _close(store: Store) -> None:
    """Make a checkpoint, or say why the journal stays as it is: all changes are in it."""
    try:
        store.close(checkpoint=store.read_only_reason is None)
    except (CannotRead, Locked, ReadOnly) as error:
        print(
            f"entente: all changes are saved, but {one_line(error.message)}: the journal is kept",
            file=sys.stderr,
        )


def _when_shown(app: BoardApp, first_launch: bool) -> None:
    _settle_garbage()
    if first_launch:
        from tui.controllers.forms import offer_follow_ups

        offer_follow_ups(app.board.board_context)


def _settle_garbage() -> None:
    """Leave what is loaded alone for good, and collect what is new only now and then."""
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)
    gc.enable()


_IN_A_BROWSER = "textual.drivers.web_driver:WebDriver"
"""The driver that Textual is told to use where a browser takes the place of a terminal."""
_SERVER_CHECK_SECONDS = 1.0
_SERVER_GONE_SECONDS = 3.0
"""How long a board has to save and close when its server is gone."""


def is_in_browser() -> bool:
    """Whether a browser takes the place of a terminal: then nothing can be asked beforehand."""
    return os.environ.get("TEXTUAL_DRIVER") == _IN_A_BROWSER


def _end_with(server: int) -> None:
    """End this process once the server that started it is gone.

    A server that was killed cannot tell its boards, and nobody sees them any more. What is being
    saved is saved first.
    """
    while os.getppid() == server:
        time.sleep(_SERVER_CHECK_SECONDS)
    while True:  # a board that does not answer the first is ended by the second
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_SERVER_GONE_SECONDS)


def why_no_board() -> str:
    """Return why the board cannot open here, or nothing when it can."""
    if is_in_browser():
        return ""
    if not _is_terminal(sys.stdin) or not _is_terminal(sys.stdout):
        return "the board needs a terminal; `entente list` prints without one"
    if os.environ.get("TERM", "").lower() in ("", "dumb", "unknown"):
        return "the board cannot draw on this terminal (TERM); try `entente list`"
    return ""


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()
