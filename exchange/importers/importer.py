"""Importing files: one call for the command line and for the board."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from exchange.importers.columns.mapping import ColumnMapping
from exchange.importers.copies import bring_copies, take_in_copies
from exchange.importers.detect import ImportOpener
from exchange.importers.formats import require_format
from exchange.importers.merge import CommitmentMerge
from exchange.importers.readers.files import quiet, require_encoding
from exchange.importers.records import FilePart, ImportedCommitment, KnownIds
from exchange.importers.report import ImportReport
from exchange.importers.table_import import Ask, AskRest, nobody, nothing_more
from store.errors import BadValue, NothingToDo
from store.model.dates import PartialDate
from store.register.history import HistoryEntry
from store.register.reader import ReportProgress
from store.register.store import Store
from store.storage.documents import Document
from store.text import one_line

_OFTEN = 512
"""After so many commitments one can stop an import again."""


@dataclass(frozen=True)
class ImportRequest:
    """What is to be imported, and how."""

    as_of: date
    format: str = ""
    """The format to take the file for; empty to tell by content."""
    columns: ColumnMapping | None = None
    """How the columns of a sheet are mapped."""
    encoding: str = ""
    """What tables in text files are written in; empty to tell by their bytes."""
    list_path: str = ""
    """The way to the list in a JSON file, such as `data.result`; empty to find it."""
    sheets: tuple[str, ...] = ()
    """The sheets of a workbook; empty to choose them by their columns."""
    dry_run: bool = False
    ask: Ask = nobody
    ask_rest: AskRest = nothing_more
    progress: ReportProgress = quiet
    """Told how much is read, then how much is written; raises to stop, and nothing is changed."""
    fresh: bool = False
    """Whether the register was made for this import, and takes its title from it.

    Copies of sources are then taken in once it is where it stays, by `take_in_copies`.
    """

    def showing(self, progress: ReportProgress) -> ImportRequest:
        """Return the same, with somebody who is told how far it is."""
        return replace(self, progress=progress)

    def of_part(self, part: FilePart | None) -> ImportRequest:
        """Return the same, for one of the parts of a file; None is the one found by itself."""
        if part is None:
            return self
        if part.is_sheet:
            return replace(self, sheets=part.names)
        return replace(self, list_path=part.names[0])

    def for_new(self) -> ImportRequest:
        """Return the same, for a register that is made for it."""
        return replace(self, fresh=True)


class ImportResult(NamedTuple):
    """What an import did."""

    reports: list[ImportReport]
    """One a file."""
    change: HistoryEntry | None
    """None when nothing was to be changed, or not to be."""


def import_files(store: Store, paths: Sequence[Path], request: ImportRequest) -> ImportResult:
    """Bring what files say into a register, all of it as one transaction.

    Returns a report for each file, with every row and value that was not taken, and the entry in
    the history; none of a dry run, or when the register says all of it already. Raises `BadFile`
    for a file that cannot be read, `BadValue` for a format or an encoding that does not exist,
    `ChangeRefused` when the register is changed meanwhile, and what `Store.write_all` raises;
    then the register is as it was.

    >>> from store.model.entities import Register
    >>> sheet = Path("promises.csv")
    >>> _ = sheet.write_text("id,title,due\\nvisits,Yearly port visits,\\nlost,,2027\\n")
    >>> store = Store.create(Path("pledges.json"), Register("Pledges"), user="desk")
    >>> done = import_files(store, [sheet], ImportRequest(date(2026, 11, 22), dry_run=True))
    >>> done.reports[0].summary, done.reports[0].refused[0].reason
    ('1 new, 1 refused', 'it has no title')
    """
    if request.format:
        require_format(request.format)
    require_encoding(request.encoding)
    merge = CommitmentMerge(store, request.as_of, fresh=request.fresh)
    reports = _take_all(paths, merge, request)
    change = None if request.dry_run else _write(store, merge, reports, request.progress)
    folders = any(each.format == "folder" for each in reports)
    if folders and not request.fresh and bring_copies(paths):
        register = None if request.dry_run else store.register
        take_in_copies(store.place, paths, reports, register)
    return ImportResult(reports, change)


def _write(
    store: Store,
    merge: CommitmentMerge,
    reports: Sequence[ImportReport],
    progress: ReportProgress,
) -> HistoryEntry | None:
    if not len(merge.changes):
        return None
    names = ", ".join(each.file for each in reports)
    label = f"import of {names}: {', '.join(each.summary for each in reports)}"
    try:
        return store.write_all(merge.changes, label, progress=progress, state=merge.state)
    except NothingToDo:
        return None


def parts_of(path: Path) -> list[FilePart]:
    """Return the tables of a file that holds several, for somebody to choose from.

    What is read without a choice comes first. Empty where there is nothing to choose. Raises
    `BadFile` for a file that cannot be read.
    """
    opener = ImportOpener(KnownIds(frozenset(), {}, {}))
    with ExitStack() as held:
        return opener.parts(path, held)


class _Attentive:
    """Says again and again how far it is, so that what takes long can be stopped meanwhile."""

    def __init__(self, progress: ReportProgress) -> None:
        self._progress = progress
        self._last = (0, 1)
        self._is_new = False

    def __call__(self, done: int, total: int) -> None:
        self._last, self._is_new = (done, total), True
        self._progress(done, total)

    def again(self) -> None:
        """Say what was said last, if nothing was said since; raises to stop."""
        if not self._is_new:
            self._progress(*self._last)
        self._is_new = False


def _take_all(
    paths: Sequence[Path], merge: CommitmentMerge, request: ImportRequest
) -> list[ImportReport]:
    """Read files, those of commitments before the sheets of what belongs to them.

    As in a workbook, a sheet of updates wins over what the first one sums up of them. The reports
    come in the order of the files.
    """
    opener = _opener(merge, request, quiet)
    lists = [opener.list_in(path) if len(paths) > 1 else "" for path in paths]
    logged = "updates" in lists
    places = sorted(range(len(paths)), key=lambda place: bool(lists[place]))
    taken = {place: _take(paths[place], merge, request, logged=logged) for place in places}
    return [taken[place] for place in range(len(paths))]


def _opener(
    merge: CommitmentMerge, request: ImportRequest, progress: ReportProgress
) -> ImportOpener:
    return ImportOpener(
        merge.known,
        request.format,
        request.columns,
        request.ask,
        progress,
        request.encoding,
        request.list_path,
        request.sheets,
        request.ask_rest,
    )


def _take(
    path: Path, merge: CommitmentMerge, request: ImportRequest, *, logged: bool
) -> ImportReport:
    """Read one file; where updates are `logged` in another, our own sheet assesses nothing."""
    progress = _Attentive(request.progress)
    opener = _opener(merge, request, progress)
    with ExitStack() as held:
        source = opener.open(path, held)
        report = ImportReport(one_line(path.name), source.format, encoding=source.encoding)
        merge.begin(report)
        late: list[str] = []
        for count, piece in enumerate(source.pieces):
            if count % _OFTEN == _OFTEN - 1:
                progress.again()
            if logged and isinstance(piece, ImportedCommitment) and not piece.foreign:
                piece = piece._replace(assessments=())
            if isinstance(piece, ImportedCommitment):
                late += _not_over(piece, request.as_of)
            merge.take(piece)
        report.rows = source.rows
        report.remarks.extend(source.remarks)
        report.unread.extend(source.left)
        if late:
            report.remarks.append(_not_over_words(late, request.as_of))
    return report


_HAPPENED = (("updates", "date"), ("milestones", "met"), ("follow_ups", "done"))
_MOST_NAMED = 5


def _not_over(imported: ImportedCommitment, as_of: date) -> list[str]:
    """Return what a commitment brings as seen, met or done by a date that is not over, in words.

    It is taken as the file says it, and counts once the date is over.
    """
    dated = [
        (str(each.get("id") or name), str(each.get(field) or ""))
        for name, field in _HAPPENED
        for each in _dicts(imported.fields.get(name))
    ]
    # One of a period that runs is dated by today, and its note says so.
    told = [(each.column, each.seen) for each in imported.assessments]
    dated += [(column, str(seen)) for column, seen in told if seen and seen.first > as_of]
    dated += [("evidence", str(imported.evidence_seen or ""))] if imported.evidence else []
    this_year = str(as_of.year)
    # Most are of years that are over: those are not read again.
    late = [(what, day) for what, day in dated if day[:4] >= this_year and _is_later(day, as_of)]
    return [one_line(f"{imported.id} {what} ({day})") for what, day in late]


def _not_over_words(found: Sequence[str], as_of: date) -> str:
    """Return the remark on what is not over yet, the first of it by name."""
    more = f", and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    named = ", ".join(found[:_MOST_NAMED])
    return f"not over on {as_of}, taken and shown once it is: {named}{more}"


def _dicts(listed: object) -> list[Document]:
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _is_later(text: str, as_of: date) -> bool:
    try:
        return PartialDate.parse(text).last > as_of
    except BadValue:
        return False  # what is no date is named elsewhere
