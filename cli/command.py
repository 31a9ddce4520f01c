"""The `entente` command with all its commands and options, as click has them."""

from __future__ import annotations

import click

from cli.command_classes import LazyGroup
from cli.commands import COMMANDS
from cli.context import Session
from cli.errors import BadUsage


@click.command(
    "entente",
    cls=LazyGroup,
    modules=COMMANDS,
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


def invoke(args: list[str], session: Session) -> int:
    """Run the command; return the exit code. Raises `BadUsage` and what the command raises."""
    try:
        with entente.make_context("entente", args, obj=session) as context:
            code = entente.invoke(context)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except click.ClickException as error:
        raise _bad_usage(error) from error
    return code if isinstance(code, int) else 0


def _bad_usage(error: click.ClickException) -> BadUsage:
    context = error.ctx if isinstance(error, click.UsageError) else None
    hint = f"`{context.command_path if context else 'entente'} --help` shows how"
    message = error.format_message()
    if isinstance(error, click.NoSuchOption):
        message = f"there is no option '{error.option_name}'"
        near = error.possibilities or []
        hint = f"did you mean {' or '.join(sorted(near))}?" if near else hint
    bad = BadUsage(message[:1].lower() + message[1:].rstrip("."), hint=hint)
    bad.exit_code = error.exit_code
    return bad
