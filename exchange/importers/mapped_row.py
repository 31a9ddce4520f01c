"""Rows of a sheet whose columns are mapped to fields: each cell taken in, kept or reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exchange.escaping import listed_in, unguarded
from exchange.importers.columns.fitting import (
    NO_FACTS,
    FittedMapping,
    ReadDate,
    is_code,
    remember,
)
from exchange.importers.columns.sheet_fields import FOLLOWS, KINDS, OFFICIAL, PRIORITIES
from exchange.importers.readers.cells import LINK, as_written, kind_of_cell, url_of
from exchange.importers.readers.table import TableRow
from exchange.importers.records import (
    ImportedAssessment,
    ImportedCommitment,
    KnownIds,
    RefusedCommitment,
    UnreadCell,
)
from exchange.importers.values.cleaning import (
    FAULT_BEGINS,
    HEADLINE,
    LONGEST_MISSING,
    clean,
    first_address,
    headline,
    is_fault,
    is_struck_out,
    listed,
    may_be_address,
    says_nothing,
)
from exchange.importers.values.dates import UNSAID, has_no_end, is_whole_date, own_date, read_date
from exchange.importers.values.html_text import is_html
from exchange.importers.values.percents import plain_number, read_percent, whole
from store.model.dates import PartialDate
from store.model.entities import Measure, Source, SourceKind
from store.model.ids import short_sum, slug
from store.model.status import Status
from store.storage.documents import Document
from store.text import one_line

_PLAIN = {"summary": "\n\n", "clause": "; ", "lead": "; "}
"""The fields that are text, and what stands between several columns of one."""
_LISTS = ("parties", "tags", "former_ids", "continues")
_DATES = ("start", "due")
_CITED = ("source_title", "source_publisher", "source_url")
_WORD = re.compile(r"\w+")
_SHORT = 40
"""Characters: what is no longer is likely said in other rows as well."""


def _kind(raw: str) -> str:
    """Return what stands in a cell instead of a value; empty for a value."""
    if raw.__class__ is not str:
        return kind_of_cell(raw)
    return "error" if raw[0] in FAULT_BEGINS and is_fault(raw) else ""


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
        self._formed: set[str] = set()
        """Columns of whose cell only the text is stored, such as of HTML: it is kept as well."""
        self._linked: set[str] = set()
        self._unread: list[UnreadCell] = []
        self._domains: tuple[Document, ...] = ()
        self._instruments: list[Document] = []
        self._found = self._all_cells()

    def read(self) -> ImportedCommitment | RefusedCommitment:
        """Return what the row brings."""
        fields: Document = {}
        commitment_id, called = self._id(self._title(fields))
        if not fields:
            unread = [each for each in self._unread if each.column in self._columns["title"]]
            said = "".join(f", but “{one_line(each.written)}”" for each in unread[:1])
            return RefusedCommitment(self._number, f"it has no title{said}", commitment_id)
        if not commitment_id:
            return RefusedCommitment(
                self._number, "no id can be made of it: it has no letter or digit"
            )
        cells = self._found
        for name, between in _PLAIN.items():
            if name in cells and (text := self._text(name, between)):
                fields[name] = f"{fields[name]}\n\n{text}" if name in fields else text
        for name in _LISTS:
            if name in cells and (found := self._several(name)):
                fields[name] = found
        for name in _DATES:
            if name in cells:
                self._date(name, fields)
        if "priority" in cells:
            self._priority(fields)
        if "measure" in cells:
            self._measure(fields)
        if "domains" in cells:
            self._places(fields)
        if "instrument" in cells:
            self._made_in(fields)
        assessments = tuple(self._assessments())
        return ImportedCommitment(
            row=self._number,
            id=commitment_id,
            fields=fields,
            assessments=assessments,
            columns=self._aside(),
            domains=self._domains,
            instruments=tuple(self._instruments),
            unread=tuple(self._unread),
            foreign=not self._own,
            called=called,
        )

    def _all_cells(self) -> dict[str, list[tuple[str, str]]]:
        """Return each field's columns and the texts of their cells; no value is reported."""
        row, own, known = self._row, self._own, self._fit.known_cells
        found: dict[str, list[tuple[str, str]]] = {}
        for field, column in self._fit.pairs:
            raw = row.get(column, "")
            if not raw:
                continue
            if own:
                if kind := _kind(raw):
                    self._not_read(column, kind)
                    continue
                text = unguarded(raw) if raw[0] == "'" else raw
            elif raw.__class__ is str and raw in known:
                text = known[raw]
            else:
                text = self._said(field, column, raw)
                if not text:
                    continue
            if field in found:
                found[field].append((column, text))
            else:
                found[field] = [(column, text)]
        return found

    def _said(self, field: str, column: str, raw: str) -> str:
        """Return what a cell says; empty where it says nothing, which is reported."""
        is_plain = raw.__class__ is str
        if kind := _kind(raw):
            self._not_read(column, kind)
            return ""
        if "<" in raw and is_html(raw):
            self._formed.add(column)
            is_plain = False
        text = raw.strip()
        text = clean(unguarded(text) if text.startswith("'") else text)
        if len(text) <= LONGEST_MISSING and says_nothing(text):
            if not text or self._is_code(column, text):
                return text
            self._not_read(column, "blank")
            return ""
        if not text[:1].isalnum() and is_struck_out(text):
            if field == "status":
                return text  # some have a word that is nothing but a sign
            self._not_read(column, "blank")
            return ""
        if is_plain and len(raw) <= _SHORT:
            remember(self._fit.known_cells, raw, text)
        return text

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
        text = next(iter(columns.values()), "")
        if not self._own:
            text = " ".join(" ".join(columns.values()).split())
        if not text:
            return ""
        is_short = self._own or len(text) <= HEADLINE
        title, summary = (text, "") if is_short else headline(text)
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
                found += listed_in(text)
            else:
                parts, is_all = listed(text, self._mapping.separator)
                found += parts
                if not is_all:
                    self._formed.add(column)
            self._take(column)
        return list(dict.fromkeys(found))

    def _when(self, name: str) -> PartialDate | None:
        """Return the first date that a field's cells say; unread ones are reported."""
        found = None
        for column, text in self._cells(name):
            read = self._fit.known_dates.get((column, text)) or self._read_date(column, text)
            if read.date is None:
                if not read.has_no_end:
                    self._not_read(column, "date")
            elif found is None:
                found = read.date
                if read.is_all:
                    self._take(column)
        return found

    def _read_date(self, column: str, text: str) -> ReadDate:
        style = self._fit.styles.get(column, UNSAID)
        found = own_date(text) if self._own else read_date(text, style)
        is_all = found is not None and (self._own or is_whole_date(text, found))
        read = ReadDate(found, found is None and has_no_end(text), is_all)
        remember(self._fit.known_dates, (column, text), read)
        return read

    def _date(self, name: str, fields: Document) -> None:
        found = self._when(name)
        if found is not None:
            fields[name] = found.text
        elif any(has_no_end(text) for _, text in self._cells(name)):
            fields[name] = None

    def _priority(self, fields: Document) -> None:
        for column, text in self._cells("priority"):
            if found := PRIORITIES.get(text.casefold()):
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
        cells = self._found["domains"]
        text = cells[0][1] if len(cells) == 1 else ""
        read = self._fit.known_domains.get(text)
        if read is None:
            read = self._known.read_domains(self._several("domains"))
            if text:
                remember(self._fit.known_domains, text, read)
        if read.is_all:
            for column, _ in cells:
                self._take(column)
        else:
            self._taken.difference_update([column for column, _ in cells])
        self._domains = read.documents
        if read.ids:
            fields["domains"] = list(read.ids)

    def _made_in(self, fields: Document) -> None:
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
        cells = self._found
        before = set(self._taken)
        status, written, progress = self._status()
        if "progress" in cells and (stated := self._progress()) is not None:
            progress = stated
        note = self._text("note", "\n\n")
        source = None if self._columns.keys().isdisjoint(_CITED) else self._source()
        seen = self._when("assessed") if "assessed" in cells else None
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
        for name, meanings in (("source_official", OFFICIAL), ("source_kind", KINDS)):
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
            if len(shown) == 1 and not is_html(raw) and may_be_address(shown[0]):
                self._take(column)
                return unguarded(shown[0])
            # The first of several; the cell is kept with the others.
            if found := first_address(text):
                return found
            self._not_read(column, "value")
        return ""

    def _aside(self) -> dict[str, str]:
        """Return what the row says beyond what was taken, by column, as it is written."""
        taken = self._taken - self._formed if self._formed else self._taken
        if self._own:
            named = {each.column for each in self._unread}
            self._unread += [
                UnreadCell(self._number, column, text, "left")
                for column, text in self._row.items()
                if text and column not in (*taken, *named, *FOLLOWS)
            ]
            return {}
        row = self._row
        aside = dict.fromkeys(row, "")
        for column in row.keys() - taken:
            if (text := row[column]).strip():
                aside[column] = as_written(text)
        for part in self._fit.parts:
            aside.pop(part, None)
        for column, text in row.items():
            if text.__class__ is not str and (url := url_of(text)) and column not in self._linked:
                aside[column + LINK] = url
        return aside

    def _not_read(self, column: str, kind: str) -> None:
        cell = UnreadCell(self._number, column, as_written(self._row[column]), kind)
        if cell not in self._unread:
            self._unread.append(cell)
