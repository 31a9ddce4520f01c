"""The program: bare, it opens the board; with words, it runs a command."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from datetime import date
from types import FrameType

from cli.context import Session
from cli.errors import interrupted, problem_of, report, with_saved
from cli.terminal import drain, finish, glyphs_for, prepare, quiet
from store.errors import EntenteError

ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""What asks a program to end. The board has handlers of its own while it is open."""


def main() -> None:
    """Run the program with its arguments, as of today, and exit."""
    heed_signals()
    question = os.environ.get("_ENTENTE_COMPLETE")
    if question is None:
        code = run(sys.argv[1:], date.today())
    else:
        from cli.command import entente
        from cli.completion import answer

        code = answer(entente, question, date.today())
    gc.freeze()
    sys.exit(code)


def heed_signals() -> None:
    """Let what asks a program to end run through all that clears up, as Ctrl-C does."""
    for number in ENDING:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


def run(args: Sequence[str], today: date) -> int:
    """Run the program; return the exit code. Every mistake ends in words on stderr."""
    prepare()
    try:
        return _run(list(args), today)
    except BrokenPipeError:
        # The reader has seen enough; what was to be done is done.
        quiet()
        return 0


def _run(args: list[str], today: date) -> int:
    session = Session(today)
    try:
        code = _act(args, session)
        finish()
        return code
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        problem = interrupted()
    except (EntenteError, OSError) as error:
        problem = problem_of(error)
    problem = with_saved(problem, session.saved)
    drain()
    # The options may not have been read when something fails: look for them by name.
    options = args[: args.index("--")] if "--" in args else args
    report(
        problem, as_json="--json" in options, glyphs=glyphs_for(sys.stderr, "--ascii" in options)
    )
    return problem.exit_code


def _act(args: list[str], session: Session) -> int:
    if args:
        from cli.command import invoke  # only where there are words to parse: it takes a while

        code = invoke(list(args), session)
    else:
        from cli.board import open_board

        code = open_board(session)
    session.close()
    return code
