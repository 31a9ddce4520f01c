"""`entente completion`: what a shell has to read for the Tab key to work."""

from __future__ import annotations

import click

from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.output import write_items

SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    cls=SharedOptions,
    epilog="""\b
Examples:
  entente completion bash > ~/.local/share/bash-completion/completions/entente
  entente completion zsh > ~/.zfunc/_entente      # a folder of $fpath
  entente completion fish > ~/.config/fish/completions/entente.fish

The Tab key then knows commands, options, ids, statuses, domains and the words of queries.
""",
)
@click.argument("shell", metavar="bash|zsh|fish", shell_complete=lambda *_: list(SHELLS))
@pass_session
def command(session: Session, shell: str) -> None:
    """Print the completion script of a shell.

    Keep it where the shell looks for such scripts, or let its start-up file read it.
    """
    if shell not in SHELLS:
        from store.text import did_you_mean, shown

        raise BadUsage(f"there is no script for {shown(shell)}", hint=did_you_mean(shell, SHELLS))
    from cli.completion import script

    text = script(shell)
    if session.json:
        write_items(session, [{"shell": shell, "script": text}])
    else:
        click.echo(text, nl=False)
