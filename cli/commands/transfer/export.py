"""`entente export`: what a query finds, for other programs and for readers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from cli import candidates
from cli.command_classes import QueryWithOutput, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.options import force_option, is_folder_name, output_option, refuse_options, view_option
from cli.output import progress_bar, write_items
from cli.terminal import is_terminal, stdout_sink
from exchange.exporters import (
    FORMATS,
    SHEETS,
    ExportFormat,
    ExportOptions,
    Selection,
    Written,
    format_for,
    format_named,
    save,
    select,
    write,
)
from store.errors import BadValue

_EXAMPLES = """\b
Examples:
  entente export -o commitments.xlsx
  entente export 'domain:maritime is:open' --format csv > maritime.csv
  entente export --format csv --sheet updates --bom -o updates.csv
  entente export is:overdue -o overdue.html
  entente export --format folder -o register/ --force

"""
_ABOUT = "Formats:\n" + "\n".join(f"  {each.name:12} {each.about}" for each in FORMATS)


@click.command(
    "export",
    cls=QueryWithOutput,
    exits=(3,),
    context_settings={"ignore_unknown_options": True},
    epilog=f"{_EXAMPLES}\b\n{_ABOUT}\n",
    params=[output_option(), force_option()],
)
@click.argument("query", nargs=-1, callback=refuse_options, shell_complete=candidates.query)
@click.option(
    "--format",
    "form",
    type=click.Choice([each.name for each in FORMATS]),
    metavar="FORMAT",
    help="What to write; without it the ending of PATH says.",
)
@click.option(
    "--sheet",
    type=click.Choice(SHEETS),
    metavar="SHEET",
    help=f"What a csv holds: {', '.join(SHEETS)}.",
)
@click.option("--bom", is_flag=True, help="Begin a csv with a byte-order mark, for Excel.")
@view_option
@pass_session
def command(
    session: Session,
    query: tuple[str, ...],
    output: str | None,
    form: str | None,
    force: bool,
    sheet: str | None,
    bom: bool,
    view: str | None,
) -> None:
    """Write commitments for other programs and readers.

    All or those that QUERY finds. Nothing is left half written, and no file is replaced
    without --force.
    """
    chosen = _format(form, output, query)
    if chosen.name != "csv" and (sheet or bom):
        raise BadUsage(
            f"{'--sheet' if sheet else '--bom'} is for csv, not {chosen.name}",
            hint="leave it out, or say --format csv",
        )
    if output is None and not chosen.is_text:
        raise BadUsage(
            f"{chosen.name} cannot go to stdout", hint="say where to write it with -o PATH"
        )
    if output is None and session.json:
        raise BadUsage(
            "--json tells what was written, and stdout is taken by the data",
            hint="add -o PATH, or leave --json out",
        )
    options = ExportOptions(sheet=sheet or SHEETS[0], bom=bom)
    selection = select(session.store, session.portfolio(query, view))
    is_shown = output is None and is_terminal(sys.stdout)
    with progress_bar(session, "exporting", unless=is_shown) as progress:
        if output is None:
            out = stdout_sink()
            written = write(selection, chosen, out, options=options, progress=progress)
            out.flush()
        else:
            written = save(
                selection, chosen, Path(output), force=force, options=options, progress=progress
            )
    _tell(session, selection, chosen, written, output)


def _format(form: str | None, output: str | None, query: Sequence[str]) -> ExportFormat:
    if form is not None:
        return format_named(form)
    if output is None:
        names = ", ".join(each.name for each in FORMATS)
        path = next(filter(_is_path, query), "PATH")
        raise BadUsage("which format?", hint=f"say -o {path}, or --format, one of {names}")
    return format_for(Path(output), is_folder=is_folder_name(output))


def _is_path(word: str) -> bool:
    """Whether a word of a query is more likely the file to write: its ending says a format."""
    try:
        format_for(Path(word), is_folder=False)
    except BadValue:
        return False
    return True


def _tell(
    session: Session, selection: Selection, form: ExportFormat, written: Written, output: str | None
) -> None:
    if session.json:
        item = {
            "file": str(Path(output or "").absolute()),
            "format": form.name,
            "of": written.of,
            "count": written.number,
            "commitments": len(selection.entries),
            "notes": list(written.notes),
        }
        write_items(session, [item], selection.query)
        return
    session.say(f"{written.told} written" + (f" to {output}" if output else ""))
    for note in written.notes:
        session.say(note)
