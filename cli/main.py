"""The `entente` command itself: opens the board, or hands over to a command."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from datetime import date

import click

from cli.commands import COMMANDS
from cli.context import Session
from cli.errors import interrupted, problem_of, report
from cli.group import LazyGroup
from cli.look import marks_for
from cli.streams import finish, prepare, quiet
from store.errors import EntenteError


@click.command(
    "entente",
    cls=LazyGroup,
    names=COMMANDS,
    invoke_without_command=True,
    epilog="""\b
Examples:
  entente                                      open the board
  entente list 'domain:maritime is:overdue'    what is late at sea
  entente mark js25-p8i 40% --note 'Contract signed'
  entente --as-of 2025-11-01 list --json       how it stood that day

Exit codes: 0 done, 1 failed, 2 bad usage, 3 no such id, 4 damaged register,
5 locked or changed meanwhile, 6 doctor found something, 130 interrupted.
""",
)
@click.version_option(package_name="entente", message="%(prog)s %(version)s")
@click.pass_context
def entente(context: click.Context) -> int:
    """Track what governments promised each other: by whom, by when, on what evidence.

    Without a command the board opens. Data goes to stdout, words about it to stderr.
    """
    if context.invoked_subcommand is not None:
        return 0
    from cli.board import open_board

    session: Session = context.obj
    return open_board(session)


def main() -> None:
    """Run the command with the program's arguments, as of today, and exit."""
    # What a command leaves behind goes with the process; the board sees to its own.
    gc.disable()
    question = os.environ.get("_ENTENTE_COMPLETE")
    if question is None:
        code = run(sys.argv[1:], date.today())
    else:
        from cli.completing import answer

        code = answer(entente, question, date.today())
    gc.freeze()
    sys.exit(code)


def run(args: Sequence[str], today: date) -> int:
    """Run the command; return the exit code. Every mistake ends in words on stderr."""
    prepare()
    try:
        return _run(list(args), today)
    except BrokenPipeError:
        # The reader has seen enough; what was to be done is done.
        quiet()
        return 0


def _run(args: list[str], today: date) -> int:
    try:
        session = Session(today)
        with entente.make_context("entente", list(args), obj=session) as context:
            code = entente.invoke(context)
        session.close()
        finish()
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as stop:
        finish()
        return stop.exit_code
    except BrokenPipeError:
        raise
    except (KeyboardInterrupt, click.Abort):
        problem = interrupted()
    except (EntenteError, click.ClickException, OSError) as error:
        problem = problem_of(error)
    # The options may not have been read when something fails: look for them by name.
    options = args[: args.index("--")] if "--" in args else args
    report(problem, as_json="--json" in options, marks=marks_for(sys.stderr, "--ascii" in options))
    return problem.exit_code
