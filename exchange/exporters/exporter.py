"""The two ways to export: to a path, and to a stream."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Protocol

from exchange.exporters.atomic import replacing
from exchange.exporters.formats import ExportFormat, ExportOptions, Written
from exchange.exporters.selection import Selection
from store.errors import BadValue
from store.register.reader import ReportProgress

DEFAULT = ExportOptions()


class _FormatWriter(Protocol):
    def __call__(
        self,
        selection: Selection,
        out: BinaryIO,
        options: ExportOptions,
        progress: ReportProgress | None,
    ) -> Written: ...


def write(
    selection: Selection,
    form: ExportFormat,
    out: BinaryIO,
    *,
    options: ExportOptions = DEFAULT,
    progress: ReportProgress | None = None,
) -> Written:
    """Write a text format to a stream of bytes, UTF-8, which is left open; return what came of it.

    `progress` is told how many commitments are written, and may raise to cancel. Raises
    `BadValue` for a format that needs a path.

    >>> from datetime import date
    >>> from io import BytesIO
    >>> from exchange.exporters import format_named, select
    >>> from store.model.entities import Commitment, Register
    >>> from store.query import EMPTY_QUERY
    >>> from store.register.store import Store
    >>> register = Register("Pledges", commitments=(Commitment("visits", "Port visits"),))
    >>> store = Store.create(Path("pledges.json"), register, user="desk")
    >>> out = BytesIO()
    >>> found = select(store, store.view(EMPTY_QUERY, date(2026, 11, 22)))
    >>> write(found, format_named("md"), out).told
    '1 commitment'
    >>> out.getvalue().decode().splitlines()[-1]
    '- **Port visits** (visits): not assessed'
    """
    if not form.is_text:
        raise BadValue(
            f"{form.name} cannot go to stdout", hint="say where to write it with -o PATH"
        )
    return _writer(form)(selection, out, options, progress)


def save(
    selection: Selection,
    form: ExportFormat,
    path: Path,
    *,
    force: bool = False,
    options: ExportOptions = DEFAULT,
    progress: ReportProgress | None = None,
) -> Written:
    """Write to a path, wholly or not at all; return how much, and what could not be said.

    What is there already gives way only to `force`. `progress` is told how many commitments are
    written, and may raise to cancel; then the path is as it was. Raises `Exists` and
    `CannotWrite`.

    >>> from datetime import date
    >>> from exchange.exporters import format_for, select
    >>> from store.model.entities import Commitment, Register
    >>> from store.portfolio.portfolio import Portfolio
    >>> from store.register.store import Store
    >>> register = Register("Pledges", commitments=(Commitment("visits", "Port visits"),))
    >>> store = Store.create(Path("pledges.json"), register, user="desk")
    >>> found = select(store, Portfolio(store.register, date(2026, 11, 22)))
    >>> path = Path("pledges.csv")
    >>> save(found, format_for(path, is_folder=False), path).told
    '1 commitment'
    >>> path.read_text(encoding="utf-8").splitlines()[1].split(",")[:2]
    ['visits', 'Port visits']
    """
    if form.name == "folder":
        from exchange.exporters.folder import save_folder

        return save_folder(selection, path, force=force, progress=progress)
    with replacing(path, force=force) as out:
        return _writer(form)(selection, out, options, progress)


def _writer(form: ExportFormat) -> _FormatWriter:
    # Loaded when asked for: some bring a library that takes a while.
    match form.name:
        case "csv":
            from exchange.exporters.csv import write_csv as writer
        case "xlsx":
            from exchange.exporters.xlsx import write_xlsx as writer
        case "json":
            from exchange.exporters.json import write_json as writer
        case "jsonl":
            from exchange.exporters.json import write_json_lines as writer
        case "ics":
            from exchange.exporters.ics import write_ics as writer
        case "taskwarrior":
            from exchange.exporters.taskwarrior import write_taskwarrior as writer
        case "md":
            from exchange.exporters.markdown import write_markdown as writer
        case _:
            from exchange.exporters.html import write_html as writer
    return writer
