"""The manual page of the command line, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill

import click

from cli.command import entente
from cli.command_classes import SharedOptions
from cli.commands import COMMANDS
from cli.errors import ALWAYS, EXITS
from exchange.escaping import table
from store.user.paths import REGISTER_VARIABLE

_HEAD = f"""\
# Commands

`entente` opens the board. Every other job is a command that needs no terminal. Data goes to
stdout, words about it to stderr; nothing asks a question unless there is a terminal to answer
on. `{REGISTER_VARIABLE}` names the register to open where `--register` does not.

On a terminal there are tables, cut to its width; in a pipe, or with `--plain`, lines with tabs
between the columns and no colour. `NO_COLOR` leaves the colours out on a terminal too.

What is shown of a past day (`--as-of`, `--known-on`) is said to be THE PAST, in words on stderr;
`--json` has the day as `as_of`.

`entente completion` makes the Tab key know commands, options, ids, statuses, domains, saved
views and the words of [queries](queries.md).
"""

_JSON = """\
## JSON

With `--json` a command writes one document:

```json
{"schema": 1, "as_of": "2026-11-22", "query": "is:overdue", "count": 1, "items": [{"id": "…"}]}
```

An item that is a commitment has every field that is kept, also the empty ones and those Entente
does not know, and what follows from them on that day: `status`, `progress`, `overdue_days`,
`behind`, `unheard_days`, `unlooked_days`, `stale`, `silent`, `claimed`, `seen`, `claimed_ahead`,
`disputed`, `moved`, `slip_days`, `schedule`, `steps`, `provisional`, `to_confirm`, `attention` and
so on. `due` is the date that holds then, `first_due` the one the promise itself gave: null where
only updates give one. Commands that change something write what they changed. A mistake is written
to stderr, and nothing to stdout:

```json
{"error": {"code": "not-found", "message": "…", "hint": "…"}}
```
"""


ARGUMENTS = {
    "query": "what to find, in the words of [queries](queries.md); without one, all",
    "commitment_id": "the id of a commitment",
    "ids": "the ids of commitments",
    "words": "ids of commitments, then a status, percent done, or points to move by",
    "files": "the files to read",
    "file": "a document, such as a statement, a page or a press release; - is stdin",
    "earlier": "a document, or the id of an instrument",
    "later": "the document or instrument that came after it",
    "new_id": "the id that the commitment is to have",
    "into_id": "the id of the commitment that stays",
    "path": "where to make it: a path, or the address of a database",
    "action": "what to do with the list; without one, show it",
    "item": "the id of a milestone or follow-up, or the beginning of it",
    "title": "what is to be done, in one or more words",
    "shell": "the shell to complete in",
    "folder": "a working copy of git",
    "source": "the file or address to copy",
    "target": "where to: a path or address at which there is nothing yet",
    "base": "the version that both sides started from; an empty file where there is none",
    "ours": "one side, which the result takes the place of",
    "theirs": "the other side",
    "name": "what messages call the file",
}
"""What each argument means, by its name in the code."""


def commands_page() -> str:
    """Return `docs/commands.md`."""
    parts = [_HEAD, _contents(), _shared(), _JSON, _exits()]
    parts += [_command(name) for name in COMMANDS]
    return "\n".join(parts)


def _contents() -> str:
    rows = ((f"[`{name}`](#entente-{name})", _summary(command_named(name))) for name in COMMANDS)
    return table(("command", "what it does"), rows)


def _shared() -> str:
    context = click.Context(entente, info_name="entente")
    rows = _options(context, entente.shared)
    return "## Options of every command\n\n" + table(("option", "meaning"), rows)


def _exits() -> str:
    rows = ((str(code), meaning) for code, meaning in EXITS.items())
    return "## Exit codes\n\n" + table(("code", "means"), rows)


def _command(name: str) -> str:
    command = command_named(name)
    context = click.Context(command, parent=click.Context(entente, info_name="entente"))
    context.info_name = name
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [f"## entente {name}", "", f"    entente {name} {usage}", ""]
    lines += [*_paragraphs(command.help or ""), ""]
    own = [each for each in command.params if each not in command.shared]
    rows = [*_arguments(context, own), *_options(context, own)]
    if rows:
        lines += [table(("argument or option", "meaning"), rows)]
    examples, told = _epilog(command.epilog or "")
    if examples:
        lines += ["```sh", *examples, "```", ""]
    lines += [part for text in told for part in (text, "")]
    codes = ", ".join(map(str, sorted({*ALWAYS, *command.exits})))
    lines += [f"[Exit codes](#exit-codes): {codes}.", ""]
    return "\n".join(lines)


def command_named(name: str) -> SharedOptions:
    """Return a command of `entente` by its name."""
    command = entente.get_command(click.Context(entente), name)
    assert isinstance(command, SharedOptions)
    return command


def _summary(command: click.Command) -> str:
    return (command.help or "").strip().split("\n\n")[0]


def _arguments(
    context: click.Context, params: Sequence[click.Parameter]
) -> Iterator[tuple[str, str]]:
    for each in params:
        if isinstance(each, click.Argument):
            yield f"`{each.make_metavar(context)}`", ARGUMENTS[str(each.name)]


def _options(
    context: click.Context, params: Sequence[click.Parameter]
) -> Iterator[tuple[str, str]]:
    for each in params:
        record = each.get_help_record(context) if isinstance(each, click.Option) else None
        if record:
            yield f"`{record[0]}`", record[1]


def _paragraphs(text: str) -> Iterator[str]:
    for place, paragraph in enumerate(text.strip().split("\n\n")):
        if place:
            yield ""
        yield _filled(paragraph)


def _epilog(text: str) -> tuple[list[str], list[str]]:
    """Return the example lines of an epilog, and its paragraphs."""
    examples: list[str] = []
    told = []
    for part in filter(None, map(str.strip, text.split("\n\n"))):
        lines = part.removeprefix("\b").strip("\n").splitlines()
        if lines[0] == "Examples:":
            examples = [line.removeprefix("  ") for line in lines[1:]]
        elif part.startswith("\b"):
            told.append("\n".join(["```text", *lines, "```"]))
        else:
            told.append(_filled(part))
    return examples, told


def _filled(text: str) -> str:
    return fill(" ".join(text.split()), 96, break_long_words=False, break_on_hyphens=False)
