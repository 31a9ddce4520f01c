"""The `entente` command, also as `python -m entente`."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the program with its arguments, as of today, and exit."""
    # A command ends before collecting would pay, and loading modules leaves no garbage. It is off
    # before the imports, which take most of a short command; the board turns it on again.
    gc.disable()
    from cli.main import main as run_and_exit

    run_and_exit()


if __name__ == "__main__":
    main()
