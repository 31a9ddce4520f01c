"""Rows of a sheet whose columns are mapped to fields, ours or somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from exchange.crosswalk import read_word
from exchange.importers.mapping import ColumnMapping
from exchange.importers.parsing import has_no_end, present, read_date, slug, split
from exchange.importers.records import (
    ImportedAssessment,
    ImportedCommitment,
    KnownIds,
    RefusedCommitment,
    UnreadCell,
)
from exchange.importers.table import TableRow
from exchange.spreadsheet import unguarded
from store.model.entities import Priority, Source
from store.model.status import Status
from store.storage.documents import Document

_PLAIN = ("summary", "clause", "lead")
_LISTS = ("parties", "tags")
_DATES = ("start", "due")
_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,15}))?\s*(%?)", re.ASCII)
_WHOLE = 100
_YES = frozenset(("yes", "y", "true", "1", "official"))


class MappedRow:
    """One row, read field by field."""

    def __init__(self, number: int, row: TableRow, columns: ColumnMapping, known: KnownIds) -> None:
        self._number = number
        self._row = row
        self._columns = columns
        self._known = known
        self._unread: list[UnreadCell] = []
        self._domains: list[Document] = []
        self._instruments: list[Document] = []

    def read(self) -> ImportedCommitment | RefusedCommitment:
        """Return what the row brings."""
        title, commitment_id = self.cell("title"), self.cell("id")
        if not self._columns.own:
            title = " ".join(title.split())
            if commitment_id not in self._known.commitments:
                commitment_id = slug(commitment_id or title)
        if not title:
            return RefusedCommitment(self._number, "it has no title", commitment_id)
        if not commitment_id:
            return RefusedCommitment(
                self._number, "no id can be made of it: it has no letter or digit"
            )
        fields: Document = {"title": title}
        fields |= {name: text for name in _PLAIN if (text := self.cell(name))}
        fields |= {name: found for name in _LISTS if (found := self._several(name))}
        for name in _DATES:
            self._date(name, fields)
        self._priority(fields)
        self._places(fields)
        assessments = tuple(self._assessments())
        mapped = set(self._columns.fields.values())
        unread = {each.column for each in self._unread}
        aside = {
            name: "" if name in mapped and name not in unread else present(text)
            for name, text in self._row.items()
        }
        return ImportedCommitment(
            row=self._number,
            id=commitment_id,
            fields=fields,
            assessments=assessments,
            columns={} if self._columns.own else aside,
            domains=tuple(self._domains),
            instruments=tuple(self._instruments),
            unread=tuple(self._unread),
            foreign=not self._columns.own,
        )

    def cell(self, name: str) -> str:
        """Return the text of a field's cell; empty when it has no column."""
        column = self._columns.fields.get(name)
        text = self._row.get(column, "") if column else ""
        text = unguarded(text)
        return text if self._columns.own else present(text.strip())

    def _several(self, name: str) -> list[str]:
        text = self.cell(name)
        if self._columns.own:
            return text.split("; ") if text else []
        return list(split(text, ";\n"))

    def _date(self, name: str, fields: Document) -> None:
        written = self.cell(name)
        if not written:
            return
        found = None if has_no_end(written) else read_date(written, self._columns.dates)
        fields[name] = found.text if found else None
        if found is None and not has_no_end(written):
            self._not_read(name, "date")

    def _priority(self, fields: Document) -> None:
        written = self.cell("priority").casefold()
        if written in [each.value for each in Priority]:
            fields["priority"] = written
        elif written:
            self._not_read("priority", "value")

    def _places(self, fields: Document) -> None:
        domains = {}
        for name in self._several("domains"):
            found = self._known.domains.get(name.casefold()) or slug(name)
            if found:
                domains[found] = name
        self._domains = [{"id": each, "name": name} for each, name in domains.items()]
        if domains:
            fields["domains"] = list(domains)
        instrument = self.cell("instrument")
        if instrument:
            known = instrument in self._known.instruments
            found = instrument if known else slug(instrument)
            fields["instrument"] = found
            if not known and found:
                self._instruments = [{"id": found, "title": instrument}]

    def _assessments(self) -> Iterator[ImportedAssessment]:
        written, progress = self.cell("status"), self._progress()
        word = read_word(self._columns.statuses, written) if written else None
        if written and word is None:
            self._not_read("status", "status")
        status = word.status if word else None
        if progress is None and word is not None:
            progress = word.progress
        note, source = self.cell("note"), self._source()
        seen = read_date(self.cell("assessed"), self._columns.dates)
        if self.cell("assessed") and seen is None:
            self._not_read("assessed", "date")
        if self._columns.own and status is Status.NOT_ASSESSED and seen is None:
            return
        if status is not None or progress is not None or note or source:
            said = (
                written if word else "",
                str(progress or ""),
                note,
                source.url if source else "",
            )
            yield ImportedAssessment(
                "status", " · ".join(filter(None, said)), status, progress, note, source, seen
            )

    def _progress(self) -> int | None:
        written = self.cell("progress")
        match = _PERCENT.fullmatch(written)
        # Half of what writes 0.4 means 40 %; that is not for us to say.
        if match and (match[3] or not match[2] or int(match[1])):
            number = Decimal(f"{match[1]}.{match[2] or 0}")
            if number <= _WHOLE:
                return int(number.quantize(Decimal(1), ROUND_HALF_UP))
        if written:
            self._not_read("progress", "value")
        return None

    def _source(self) -> Source | None:
        title, url = self.cell("source_title"), self.cell("source_url")
        publisher = self.cell("source_publisher")
        if not (title or url or publisher):
            return None
        published = read_date(self.cell("source_date"), self._columns.dates)
        if self.cell("source_date") and published is None:
            self._not_read("source_date", "date")
        official = self.cell("source_official").casefold() in _YES
        return Source(title or publisher or url, publisher, published, url, official)

    def _not_read(self, name: str, kind: str) -> None:
        column = self._columns.fields[name]
        self._unread.append(UnreadCell(self._number, column, self._row[column], kind))
