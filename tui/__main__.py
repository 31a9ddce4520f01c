"""`python -m tui [REGISTER]` opens the board, on the user's own register unless one is named."""

from __future__ import annotations

import sys

from fixtures import bundled
from store.errors import EntenteError
from store.register.opening import open_register
from store.text import one_line
from store.user.config import read_settings
from store.user.paths import config_file
from tui.launch import why_no_board


def main(arguments: list[str]) -> int:
    """Open the board; return the exit code, with one line on stderr when it cannot."""
    reason = why_no_board()
    if reason:
        print(f"entente: {reason}", file=sys.stderr)
        return 2
    try:
        opened = open_register(arguments[0] if arguments else None, bundled())
    except EntenteError as error:
        print(f"entente: {one_line(error.message)}", file=sys.stderr)
        return error.exit_code
    from tui.launch import run_board

    return run_board(opened, read_settings(config_file()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
