"""`entente import`: bring in commitments that others wrote down."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.output import progress_bar, write_items, write_lines
from cli.render.import_report import report_item, report_lines, report_text, write_tables
from cli.terminal import is_terminal
from exchange.importers.columns.mapping import read_mapping
from exchange.importers.copies import bring_copies, take_in_copies
from exchange.importers.formats import FORMATS, NAMES
from exchange.importers.importer import ImportRequest, ImportResult, import_files
from exchange.importers.report import ImportReport
from exchange.importers.table_import import Ask, AskRest, nobody, nothing_more
from store.errors import Exists
from store.model.entities import Register
from store.register.copying import being_made_at
from store.register.opening import is_register_at, title_for
from store.text import counted, escape_json
from store.user.paths import user_name

_EXAMPLES = """\b
Examples:
  entente import promises.csv --dry-run
  entente import promises.csv --into promises.json
  entente import pledges.xlsx --map title=Pledge --map due=Deadline
  entente import tasks.json --format taskwarrior

"""
_FORMATS = "Formats, told by content:\n" + "\n".join(
    f"  {each.name:20} {each.title}" for each in FORMATS
)
_END = """\
Exits with 0 also when rows were refused; with 1 when nothing of a file could be taken."""


@click.command(
    "import",
    cls=SharedOptions,
    exits=(5,),
    epilog=f"{_EXAMPLES}\b\n{_FORMATS}\n\n{_END}\n",
)
@click.argument(
    "files",
    nargs=-1,
    metavar="FILE...",
    type=click.Path(path_type=Path),
    shell_complete=candidates.files,
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(NAMES),
    metavar="FORMAT",
    help="What to take the files for, whatever is in them.",
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="MAP",
    help="A mapping file, or FIELD=COLUMN; may be given several times.",
)
@click.option(
    "--encoding",
    default="",
    metavar="NAME",
    help="What text tables are written in, where it is told wrongly: cp1254.",
)
@click.option(
    "--list",
    "list_path",
    default="",
    metavar="PATH",
    help="Which list of a JSON file to read: data.result.",
)
@click.option(
    "--sheet",
    "sheets",
    multiple=True,
    metavar="NAME",
    help="Which sheet of a workbook to read; may be given several times, and hold *.",
)
@click.option(
    "--report",
    "report_path",
    type=click.Path(path_type=Path),
    metavar="PATH",
    shell_complete=candidates.files,
    help="Write the whole report here: .json, or lines of text.",
)
@click.option("--dry-run", is_flag=True, help="Report what would be done; write nothing.")
@click.option(
    "--into",
    metavar="PATH",
    shell_complete=candidates.files,
    help="Import into this register; make it if need be.",
)
@pass_session
def command(
    session: Session,
    files: tuple[Path, ...],
    format_name: str | None,
    mapping: tuple[str, ...],
    encoding: str,
    list_path: str,
    sheets: tuple[str, ...],
    report_path: Path | None,
    dry_run: bool,
    into: str | None,
) -> int:
    """Bring in commitments from files.

    It is one change, which `undo` takes back; importing a file again changes nothing. What
    cannot be read is reported, never guessed.
    """
    if not files:
        raise BadUsage("import needs a file", hint="such as `entente import promises.csv`")
    if into is not None and session.given_register:
        raise BadUsage("--into and --register name two registers", hint="leave one of them out")
    request = replace(
        _request(session, format_name or "", mapping),
        encoding=encoding,
        list_path=list_path,
        sheets=sheets,
        dry_run=dry_run,
    )
    with _report_file(report_path) as report:
        done = _import(session, files, request, into)
        if report is not None:
            _write_report(report, report_path, done, dry_run)
    _tell(session, done, dry_run)
    return 1 if any(each.refused and not each.total for each in done.reports) else 0


def _request(session: Session, format_name: str, mapping: tuple[str, ...]) -> ImportRequest:
    ask: Ask = nobody
    ask_rest: AskRest = nothing_more
    if is_terminal(sys.stdin) and is_terminal(sys.stderr) and not session.json:
        from cli import prompts

        ask, ask_rest = prompts.ask_columns, prompts.ask_rest
    return ImportRequest(
        as_of=session.as_of,
        format=format_name,
        columns=read_mapping(mapping) if mapping else None,
        ask=ask,
        ask_rest=ask_rest,
    )


def _import(
    session: Session, files: tuple[Path, ...], request: ImportRequest, into: str | None
) -> ImportResult:
    with progress_bar(session, "importing") as progress:
        if progress is not None:
            request = request.showing(progress)
        if into is None:
            return import_files(session.store, files, request)
        if not into.strip():
            raise BadUsage("--into is empty", hint="give the path of a register")
        session.given_register = into
        place = session.register_place
        if is_register_at(place):
            return import_files(session.store, files, request)
        about, keep = Register(title=title_for(place)), not request.dry_run
        with being_made_at(place, about, user=user_name(), keep=keep) as store:
            done = import_files(store, files, request.for_new())
            brings = bring_copies(files)
            register = store.register if keep and brings else None
        if brings:
            take_in_copies(place, files, done.reports, register)
        session.saved_elsewhere = done.change.label if done.change else ""
        return done


@contextmanager
def _report_file(path: Path | None) -> Iterator[BinaryIO | None]:
    """Open the file for a report before anything is done: it appears when it is whole."""
    if path is None:
        yield None
        return
    from exchange.exporters.atomic import replacing

    if path.expanduser().exists():
        raise Exists(f"{path} exists already", hint="choose another path for the report")
    with replacing(path.expanduser(), force=False) as out:
        yield out


def _write_report(out: BinaryIO, path: Path | None, done: ImportResult, dry_run: bool) -> None:
    if path is not None and path.suffix.lower() == ".json":
        import json

        items = [report_item(each) | {"dry_run": dry_run} for each in done.reports]
        out.write(escape_json(json.dumps(items, ensure_ascii=False, indent=1)).encode())
        return
    for line in report_text(done.reports):
        out.write(f"{line}\n".encode())


def _tell(session: Session, done: ImportResult, dry_run: bool) -> None:
    change = done.change.number if done.change else None
    if session.json:
        items = [report_item(each) | {"dry_run": dry_run} for each in done.reports]
        write_items(session, [each | {"transaction": change} for each in items])
        return
    if session.styled:
        write_tables(done.reports, session.glyphs)
    else:
        for each in done.reports:
            write_lines(report_lines(each))
    session.say(_summary(session, done.reports, change, dry_run))


def _summary(
    session: Session, reports: list[ImportReport], change: int | None, dry_run: bool
) -> str:
    if dry_run:
        return "nothing was written: this was a dry run"
    if change is None:
        return "nothing was changed"
    told = [
        counted(sum(each.new for each in reports), "new commitment"),
        counted(sum(len(each.changed) for each in reports), "changed one"),
    ]
    words = " and ".join(each for each in told if not each.startswith("0 ")) or _beside(reports)
    return f"{words} in {session.register_place} · `entente undo` takes it back"


def _beside(reports: list[ImportReport]) -> str:
    """Return what was changed where no commitment was."""
    return ", ".join(each.beside for each in reports if each.beside) or "the register's own texts"
