"""The `entente` command, also as `python -m entente`."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the program with its arguments, as of today, and exit."""
    # Nothing that is loaded or that a command leaves behind is garbage before the process ends;
    # the board sees to its own. Off before the imports, which are most of a short command.
    gc.disable()
    from cli.main import main as run_and_exit

    run_and_exit()


if __name__ == "__main__":
    main()
