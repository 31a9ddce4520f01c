"""Rows of a sheet whose columns are mapped to fields: each cell taken in, kept or reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exchange.escaping import unguarded
from exchange.importers.columns.fitting import NO_FACTS, FittedMapping, is_code
from exchange.importers.columns.sheet_fields import FOLLOWS
from exchange.importers.readers.cells import as_written, kind_of_cell, url_of
from exchange.importers.readers.table import TableRow
from exchange.importers.records import (
    ImportedAssessment,
    ImportedCommitment,
    KnownIds,
    RefusedCommitment,
    UnreadCell,
)
from exchange.importers.values.cleaning import LONGEST_MISSING, clean, headline, says_nothing, split
from exchange.importers.values.dates import UNSAID, has_no_end, plain_date_text, read_date
from exchange.importers.values.html_text import is_html
from exchange.importers.values.percents import plain_number, read_percent, whole
from store.errors import BadValue
from store.model.dates import PartialDate
from store.model.entities import Measure, Priority, Source, SourceKind
from store.model.ids import short_sum, slug
from store.model.status import Status
from store.storage.documents import Document

_PLAIN = {"summary": "\n\n", "clause": "; ", "lead": "; "}
"""The fields that are text, and what stands between several columns of one."""
_LISTS = ("parties", "tags", "former_ids", "continues")
_DATES = ("start", "due")
_PRIORITIES = {each.value: each.value for each in Priority} | {"medium": Priority.NORMAL.value}
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s<>\"']+")
_KINDS = {each.value: each for each in SourceKind}
_OFFICIAL = (
    _KINDS
    | dict.fromkeys(("yes", "y", "true", "1"), SourceKind.OFFICIAL)
    | dict.fromkeys(("no", "n", "false", "0"), SourceKind.UNKNOWN)
)
_WORD = re.compile(r"\w+")
LINK = " (link)"
"""Behind the name of a column, where the addresses of its cells are kept."""


class MappedRow:
    """One row, read field by field.

    What is stored counts as taken. Every other cell that holds anything is kept as it is
    written, beside the commitment, and named in the report where a field was to be made of it.
    """

    def __init__(self, number: int, row: TableRow, fit: FittedMapping, known: KnownIds) -> None:
        self._number = number
        self._row = row
        self._fit = fit
        self._mapping = fit.mapping
        self._own = fit.mapping.own
        self._columns = fit.columns
        self._known = known
        self._taken: set[str] = set()
        """Columns all of whose text is stored."""
        self._take = self._taken.add
        self._html: set[str] = set()
        """Columns whose cell is HTML: only its text is stored, so the cell is kept as well."""
        self._linked: set[str] = set()
        self._unread: list[UnreadCell] = []
        self._domains: list[Document] = []
        self._instruments: list[Document] = []
        self._found = dict(self._all_cells())

    def read(self) -> ImportedCommitment | RefusedCommitment:
        """Return what the row brings."""
        fields: Document = {}
        commitment_id, called = self._id(self._title(fields))
        if not fields:
            return RefusedCommitment(self._number, "it has no title", commitment_id)
        if not commitment_id:
            return RefusedCommitment(
                self._number, "no id can be made of it: it has no letter or digit"
            )
        for name, between in _PLAIN.items():
            if text := self._text(name, between):
                fields[name] = f"{fields[name]}\n\n{text}" if name in fields else text
        for name in _LISTS:
            if found := self._several(name):
                fields[name] = found
        for name in _DATES:
            self._date(name, fields)
        self._priority(fields)
        self._measure(fields)
        self._places(fields)
        assessments = tuple(self._assessments())
        return ImportedCommitment(
            row=self._number,
            id=commitment_id,
            fields=fields,
            assessments=assessments,
            columns=self._aside(),
            domains=tuple(self._domains),
            instruments=tuple(self._instruments),
            unread=tuple(self._unread),
            foreign=not self._own,
            called=called,
        )

    def _all_cells(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Yield each field with the columns and texts of its cells; no value is reported."""
        for field, columns in self._columns.items():
            found: list[tuple[str, str]] = []
            for column in columns:
                raw = self._row.get(column, "")
                if not raw:
                    continue
                if self._own:
                    found.append((column, unguarded(raw) if raw[0] == "'" else raw))
                    continue
                if raw.__class__ is not str and (kind := kind_of_cell(raw)):
                    self._not_read(column, kind)
                    continue
                if "<" in raw and is_html(raw):
                    self._html.add(column)
                text = raw.strip()
                text = clean(unguarded(text) if text.startswith("'") else text)
                if not text:
                    continue
                nothing = len(text) <= LONGEST_MISSING and says_nothing(text)
                if nothing and not self._is_code(column, text):
                    self._not_read(column, "blank")
                else:
                    found.append((column, text))
            if found:
                yield field, found

    def _cells(self, name: str) -> Sequence[tuple[str, str]]:
        """Return the columns and texts of a field's cells that say something."""
        return self._found.get(name, ())

    def _is_code(self, column: str, text: str) -> bool:
        codes = self._fit.facts.get(column, NO_FACTS).codes
        return bool(codes) and is_code(text, codes)

    def _text(self, name: str, between: str = "; ") -> str:
        cells = self._found.get(name)
        if cells is None:
            return ""
        for column, _ in cells:
            self._take(column)
        if len(cells) == 1:
            return cells[0][1]
        return between.join(dict.fromkeys(text for _, text in cells))

    def _title(self, fields: Document) -> str:
        """Set the title, cut where it is long, and return the whole of it."""
        columns = dict(self._cells("title"))
        text = (
            next(iter(columns.values()), "")
            if self._own
            else " ".join(" ".join(each.split()) for each in columns.values())
        )
        if not text:
            return ""
        title, summary = (text, "") if self._own else headline(text)
        fields["title"] = title
        if summary and "summary" not in self._columns:
            fields["summary"] = "\n\n".join(columns.values())
            summary = ""
        if not summary:
            for column in columns:
                self._take(column)
        return text

    def _id(self, title: str) -> tuple[str, str]:
        """Return the id of the row, and the name that it is made of."""
        parts = dict(self._cells("id"))
        text = " ".join(parts.values())
        made = text if self._own or text in self._known.commitments else slug(text)
        if made or self._own:
            for column in parts:
                self._take(column)
            return made, text
        # Signs alone make no other promise of a title.
        return slug(title), short_sum(" ".join(_WORD.findall(title.casefold())))

    def _several(self, name: str) -> list[str]:
        found: list[str] = []
        for column, text in self._cells(name):
            if self._own:
                found += text.split("; ")
            else:
                found += split(text, (self._mapping.separator or ";") + "\n")
            self._take(column)
        return list(dict.fromkeys(found))

    def _when(self, name: str) -> PartialDate | None:
        """Return the first date that a field's cells say; unread ones are reported."""
        found = None
        for column, text in self._cells(name):
            style = self._fit.styles.get(column, UNSAID)
            read = _own_date(text) if self._own else read_date(text, style)
            if read is None:
                if not has_no_end(text):
                    self._not_read(column, "date")
            elif found is None:
                found = read
                if self._own or _is_all(text, read):
                    self._take(column)
        return found

    def _date(self, name: str, fields: Document) -> None:
        found = self._when(name)
        if found is not None:
            fields[name] = found.text
        elif any(has_no_end(text) for _, text in self._cells(name)):
            fields[name] = None

    def _priority(self, fields: Document) -> None:
        for column, text in self._cells("priority"):
            if found := _PRIORITIES.get(text.casefold()):
                fields["priority"] = found
                self._take(column)
            else:
                self._not_read(column, "value")

    def _measure(self, fields: Document) -> None:
        for column, text in self._cells("measure"):
            if text.casefold() in [each.value for each in Measure]:
                fields["measure"] = text.casefold()
                self._take(column)
            else:
                self._not_read(column, "value")

    def _places(self, fields: Document) -> None:
        domains: dict[str, str] = {}
        columns = [column for column, _ in self._cells("domains")]
        known = self._known.domains
        for name in self._several("domains"):
            found = known.get(name.casefold()) or slug(name)
            if found and found not in known:
                known[found] = known[name.casefold()] = found
            if not found or (name != found and known.get(name.casefold()) != found):
                # It has no id, or one of something that is called otherwise.
                self._taken.difference_update(columns)
            if found:
                domains.setdefault(found, name)
        self._domains = [{"id": each, "name": name} for each, name in domains.items()]
        if domains:
            fields["domains"] = list(domains)
        cells = dict(self._cells("instrument"))
        instrument = "; ".join(cells.values())
        found = instrument if instrument in self._known.instruments else slug(instrument)
        if not found:
            return
        fields["instrument"] = found
        title = self._known.instruments.setdefault(found, instrument)
        self._instruments = [{"id": found, "title": title}]
        if instrument in (found, title):
            for column in cells:
                self._take(column)

    def _assessments(self) -> Iterator[ImportedAssessment]:
        before = set(self._taken)
        status, written, progress = self._status()
        stated = self._progress()
        progress = progress if stated is None else stated
        note, source = self._text("note", "\n\n"), self._source()
        seen = self._when("assessed")
        told = status is not None or progress is not None or note or source
        if not told or (self._own and status is Status.NOT_ASSESSED and seen is None):
            # Nothing comes of these cells, but of a status that is the usual one.
            self._taken.intersection_update(before)
            if status is not None:
                self._taken.update(self._columns["status"])
            return
        said = (written, str(progress or ""), note, source.url if source else "")
        yield ImportedAssessment(
            "status", " · ".join(filter(None, said)), status, progress, note, source, seen, True
        )

    def _status(self) -> tuple[Status | None, str, int | None]:
        for column, text in self._cells("status"):
            word = self._fit.read_status(text)
            if word is None:
                self._not_read(column, "status")
                continue
            self._take(column)
            return word.status, text, word.progress
        return None, "", None

    def _progress(self) -> int | None:
        for column, text in self._cells("progress"):
            scale = self._mapping.percent
            facts = self._fit.facts.get(column, NO_FACTS)
            # Where nothing is greater than 1, a number may be a share as well.
            doubtful = facts.fractions and not scale and plain_number(text) is not None
            found = None if doubtful else read_percent(text, scale)
            if found is None:
                self._not_read(column, "value")
                continue
            if found == found.to_integral_value():
                self._take(column)
            return whole(found)
        return None

    def _source(self) -> Source | None:
        title = self._text("source_title")
        publisher = self._text("source_publisher")
        url = self._address()
        if not (title or url or publisher):
            return None
        published = self._when("source_date")
        return Source(
            title or publisher or url,
            publisher,
            published,
            url,
            self._source_kind(),
            excerpt=self._text("source_excerpt", "\n"),
            accessed=self._when("source_accessed"),
            archive_url=self._text("source_archive_url"),
            copy=self._text("source_copy"),
            no_excerpt=self._text("source_no_excerpt"),
        )

    def _source_kind(self) -> SourceKind:
        """Return whose word a source is; that it is not official makes nobody independent."""
        found = SourceKind.UNKNOWN
        for name, meanings in (("source_official", _OFFICIAL), ("source_kind", _KINDS)):
            for column, text in self._cells(name):
                if text.casefold() in meanings:
                    found = meanings[text.casefold()]
                    self._take(column)
                else:
                    self._not_read(column, "value")
        return found

    def _address(self) -> str:
        """Return where a cell leads, or the address it shows; byte for byte, either way."""
        linked = ((c, url_of(self._row.get(c, ""))) for c in self._columns.get("source_url", ()))
        for column, url in linked:
            if url:
                self._linked.add(column)
                return url
        for column, text in self._cells("source_url"):
            if self._own:
                self._take(column)
                return text
            raw = self._row[column]
            shown = [each.strip() for each in raw.splitlines() if each.strip()]
            if len(shown) == 1 and not is_html(raw):
                self._take(column)
                return unguarded(shown[0])
            # The first of several; the cell is kept with the others.
            found = _ADDRESS.search(text)
            return found[0].rstrip(").,;") if found else text.splitlines()[0]
        return ""

    def _aside(self) -> dict[str, str]:
        """Return what the row says beyond what was taken, by column, as it is written."""
        taken, parts = self._taken - self._html, self._fit.parts
        if self._own:
            named = {each.column for each in self._unread}
            self._unread += [
                UnreadCell(self._number, column, text, "left")
                for column, text in self._row.items()
                if text and column not in (*taken, *named, *FOLLOWS)
            ]
            return {}
        aside = {
            column: "" if column in taken or not text.strip() else as_written(text)
            for column, text in self._row.items()
            if column not in parts
        }
        for column, text in self._row.items():
            if text.__class__ is not str and (url := url_of(text)) and column not in self._linked:
                aside[column + LINK] = url
        return aside

    def _not_read(self, column: str, kind: str) -> None:
        cell = UnreadCell(self._number, column, as_written(self._row[column]), kind)
        if cell not in self._unread:
            self._unread.append(cell)


def _own_date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except BadValue:
        return None


def _is_all(text: str, read: PartialDate) -> bool:
    """Whether a date is all that a cell says: no time of day, no zone."""
    if text == read.text:
        return True
    plain = plain_date_text(text)
    if ":" not in plain:
        return not (plain.isdecimal() and len(plain) >= 10)
    clock = plain.rpartition(" ")[2].rpartition("t")[2]
    return clock.strip("0:.") == "" and plain.startswith(read.text)
