"""Rows of a sheet whose columns are mapped to fields, ours or somebody else's."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from exchange.crosswalk import read_word
from exchange.escaping import unguarded
from exchange.importers.mapping import ColumnMapping
from exchange.importers.parsing import present, slug, split
from exchange.importers.records import (
    ImportedAssessment,
    ImportedCommitment,
    KnownIds,
    RefusedCommitment,
    UnreadCell,
)
from exchange.importers.row_draft import RowDraft
from exchange.importers.table import TableRow
from store.model.entities import Priority, Source
from store.model.status import Status

_PLAIN = ("summary", "clause", "lead")
_LISTS = ("parties", "tags")
_DATES = ("start", "due")
_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,15}))?\s*(%?)", re.ASCII)
_WHOLE = 100
_YES = frozenset(("yes", "y", "true", "1", "official"))


class MappedRow(RowDraft):
    """A row whose columns a mapping leads to our fields, read field by field."""

    def __init__(self, number: int, row: TableRow, columns: ColumnMapping, known: KnownIds) -> None:
        super().__init__(number, row, scheme=columns.statuses, order=columns.dates)
        self._columns = columns
        self._known = known

    def read(self) -> ImportedCommitment | RefusedCommitment:
        """Return what the row brings."""
        title, commitment_id = self.cell("title"), self.cell("id")
        if not self._columns.own:
            title = " ".join(title.split())
            if commitment_id not in self._known.commitments:
                commitment_id = slug(commitment_id or title)
        if not title:
            return RefusedCommitment(self.number, "it has no title", commitment_id)
        if not commitment_id:
            return RefusedCommitment(
                self.number, "no id can be made of it: it has no letter or digit"
            )
        self.set("title", title)
        for name in _PLAIN:
            self.set(name, self.cell(name))
        for name in _LISTS:
            self.set(name, self._several(name))
        for name in _DATES:
            self.date(name, self._column(name))
        self._set_priority()
        self._set_places()
        self._set_assessment()
        found = self.commitment(commitment_id)
        return found._replace(columns={}, foreign=False) if self._columns.own else found

    def cell(self, name: str) -> str:
        """Return the text of a field's cell; empty when it has no column."""
        return self.look(self._column(name))

    def look(self, column: str) -> str:
        """Return a cell as its writer meant it; of a sheet of ours, every letter of it."""
        text = unguarded(self._row.get(column, "")) if column else ""
        return text if self._columns.own else present(text.strip())

    def not_read(self, column: str, kind: str = "value") -> None:
        """Report a cell that could not be read, with every letter of it."""
        self._unread.append(UnreadCell(self.number, column, self._row[column], kind))

    def _column(self, name: str) -> str:
        return self._columns.fields.get(name) or ""

    def _several(self, name: str) -> list[str]:
        text = self.cell(name)
        if self._columns.own:
            return text.split("; ") if text else []
        return list(split(text, ";\n"))

    def _set_priority(self) -> None:
        written = self.cell("priority").casefold()
        if written in [each.value for each in Priority]:
            self.set("priority", written)
        elif written:
            self.not_read(self._column("priority"))

    def _set_places(self) -> None:
        for name in self._several("domains"):
            if found := self._known.domains.get(name.casefold()) or slug(name):
                self.known_domain(found, name)
        title = self.cell("instrument")
        if not title:
            return
        known = title in self._known.instruments
        found = title if known else slug(title)
        if known or not found:
            self.fields["instrument"] = found
        else:
            self.instrument(found, title=title)

    def _set_assessment(self) -> None:
        written, progress = self.cell("status"), self._progress()
        word = read_word(self._scheme, written) if written else None
        if written and word is None:
            self.not_read(self._column("status"), "status")
        status = word.status if word else None
        if progress is None and word is not None:
            progress = word.progress
        note, source = self.cell("note"), self._source()
        seen = self.seen(self._column("assessed"))
        if self._columns.own and status is Status.NOT_ASSESSED and seen is None:
            return
        if status is not None or progress is not None or note or source:
            said = (
                written if word else "",
                str(progress or ""),
                note,
                source.url if source else "",
            )
            told = " · ".join(filter(None, said))
            self._assessments.append(
                ImportedAssessment("status", told, status, progress, note, source, seen)
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
            self.not_read(self._column("progress"))
        return None

    def _source(self) -> Source | None:
        title, url = self.cell("source_title"), self.cell("source_url")
        publisher = self.cell("source_publisher")
        if not (title or url or publisher):
            return None
        published = self.seen(self._column("source_date"))
        official = self.cell("source_official").casefold() in _YES
        return Source(title or publisher or url, publisher, published, url, official)

    def _aside(self) -> dict[str, str]:
        mapped = set(self._columns.fields.values())
        unread = {each.column for each in self._unread}
        return {
            name: "" if name in mapped and name not in unread else present(text)
            for name, text in self._row.items()
        }
