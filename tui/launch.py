"""Running the board on an open register."""

from __future__ import annotations

from datetime import date

from store.opening import Opened
from tui.app import BoardApp


def run_board(opened: Opened, as_of: date | None, ascii_only: bool) -> int:
    """Run the board until the user quits; return the exit code.

    Without an as-of date the board shows today, and goes on to tomorrow at midnight.
    """
    greeting = ""
    if opened.first_launch:
        greeting = f"This is your own copy of the India-US register, kept in {opened.store.path}"
    app = BoardApp(
        opened.store,
        (lambda: as_of) if as_of else date.today,
        ascii_only=ascii_only,
        greeting=greeting,
    )
    app.run()
    opened.store.close(fold=True)
    return app.return_code or 0
