"""Putting what a file brings beside what the register has: new, changed, unchanged or refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from exchange.importers.changes import changes_between, text_of
from exchange.importers.merge_lists import (
    CutText,
    mended,
    read_commitment,
    with_assessments,
    with_items,
    with_updates,
)
from exchange.importers.records import (
    ImportedAssessment,
    ImportedCommitment,
    ImportedHead,
    ImportedPiece,
    KnownIds,
    RefusedCommitment,
)
from exchange.importers.report import ImportReport
from exchange.importers.values.dates import has_no_end
from store.errors import BadValue
from store.model.entities import Domain, OwnStatusWord, Source
from store.model.ids import SUM, apart, require_slug, short_sum
from store.register.changeset import ChangeSet
from store.register.codec import from_document, overlay
from store.register.store import Store
from store.storage.documents import Document, decode, encode
from store.text import one_line

LISTS = ("milestones", "follow_ups")
_ITEMS = frozenset((*LISTS, "updates"))
_NOBODYS = "no commitment has this id; the sheet of commitments comes first, or both together"
_TABLES = ("table", "sheet")
"""The formats of files that may be workbooks of ours."""
_KEPT = ("id", "revision")
_LONGEST = 80
_LATER = ("excerpt", "accessed", "archive_url", "copy", "no_excerpt")
"""What a row's source says beyond its title, publisher, date and address."""
_TRUTHS = ("True", "False", "TRUE", "FALSE")


class CommitmentMerge:
    """The changes that files make to a register, as they add up row by row."""

    def __init__(self, store: Store, as_of: date, *, fresh: bool = False) -> None:
        """Compare with the register as it is now; a `fresh` one was made for this import."""
        self.state = store.state
        self.changes = ChangeSet()
        self.report = ImportReport("", "")
        self._store = store
        self._as_of = as_of
        self._fresh = fresh
        self._ids = store.ids()
        self._former = store.former_ids()
        self._pending: set[str] = set()
        self._summed = {each for each in self._ids if _ends_in_sum(each)}
        """The ids that may have been made to tell one name from another."""
        self._instruments = {each["id"]: each for each in store.instrument_documents()}
        self._head = store.head()
        self._domains = {each["id"] for each in self._head.get("domains", [])}
        self._rows: dict[str, tuple[str, str]] = {}
        """By id: the row it was first met in, in words, and what that row said, in short."""

    def begin(self, report: ImportReport) -> None:
        """Go on with another file, which is reported by itself."""
        self.report = report
        self._rows = {}

    @property
    def known(self) -> KnownIds:
        """What the register has, with what was taken in so far."""
        named = {each["name"].casefold(): each["id"] for each in self._head.get("domains", [])}
        named |= {each: each for each in self._domains}
        titles = {each: str(known.get("title", "")) for each, known in self._instruments.items()}
        return KnownIds(self._ids | self._pending, titles, named, self._words())

    def _words(self) -> tuple[OwnStatusWord, ...]:
        said = self._head.get("status_words", [])
        return tuple(from_document(each, OwnStatusWord, "status_words") for each in said)

    @property
    def title(self) -> str:
        """The register's title."""
        return str(self._head.get("title", ""))

    def take(self, piece: ImportedPiece) -> None:
        """Take in one piece of a file; what cannot be is refused, and reported."""
        match piece:
            case RefusedCommitment():
                self.report.refuse(piece.row, piece.reason, piece.id)
            case ImportedHead():
                self.report.unread.extend(piece.unread)
                self._take_about(piece)
            case ImportedCommitment():
                self.report.unread.extend(piece.unread)
                self._take_commitment(piece)

    def _take_about(self, about: ImportedHead) -> None:
        if self._fresh and not self._domains:
            # With the fields that only the file knows.
            self.changes.head({"domains": list(about.domains)})
            self._domains = {each["id"] for each in about.domains}
            self.report.domains += len(self._domains)
        self._want_domains(about.domains)
        self._say_other_names(about.domains)
        self._say_other_instruments(about.instruments)
        self._want_instruments(about.instruments)
        known = {each["name"].casefold(): each for each in self._head.get("views", [])}
        for view in about.views:
            ours = known.get(view.name.casefold())
            if ours is None:
                self.changes.view(view)
            elif ours.get("query") != view.query:
                self._say_stays(f"the view {view.name}", view.query, ours.get("query"))
        for name, value in about.fields.items():
            # What a register says of itself is its owner's: a file adds to it at most.
            if name not in self._head or (self._fresh and self._head[name] != value):
                self.changes.head({name: value})
                self._head[name] = value
            elif self._head[name] != value:
                self._say_stays(f"the register's {name}", value, self._head[name])

    def _say_other_names(self, domains: tuple[Document, ...]) -> None:
        ours = {each["id"]: each.get("name", "") for each in self._head.get("domains", [])}
        for each in domains:
            if each["id"] in ours and each.get("name") != ours[each["id"]]:
                self._say_stays(f"the domain {each['id']}", each.get("name"), ours[each["id"]])

    def _say_other_instruments(self, instruments: tuple[Document, ...]) -> None:
        for each in instruments:
            ours = self._instruments.get(each["id"], {})
            for name, value in each.items():
                if name in ours and ours[name] != value:
                    self._say_stays(f"the {name} of the instrument {each['id']}", value, ours[name])

    def _say_stays(self, what: str, theirs: object, ours: object) -> None:
        """Report what the file says otherwise of something that stays as it is here."""
        said, stays = (one_line(text_of(each))[:_LONGEST] for each in (theirs, ours))
        self.report.remarks.append(f"{what} is “{said}” in the file and stays “{stays}”")

    def _known_as(self, imported: ImportedCommitment) -> ImportedCommitment:
        """Return a commitment under the id it has here, where the file has one from before.

        Also the other way round: a file can know a later id of what is here.
        """
        former = imported.fields.get("former_ids")
        if not self._former and not former:
            return imported
        names = [str(each) for each in former] if isinstance(former, list) else []
        if imported.id in self._ids or imported.id in self._pending:
            return imported
        known = [self._former.get(imported.id, ""), *(each for each in names if each in self._ids)]
        found = next(filter(None, known), "")
        if not found:
            return imported
        self.report.remarks.append(f"{imported.id} is known here as {found}")
        left = [each for each in names if each != found]
        fields = {**imported.fields, "id": found, "former_ids": left or None}
        return imported._replace(id=found, fields=fields)

    def _take_commitment(self, imported: ImportedCommitment) -> None:
        imported = self._known_as(imported)
        imported, old = self._told_apart(imported)
        try:
            require_slug(imported.id)
        except BadValue as error:
            self._refuse(imported, error.message)
            return
        said = _fingerprint(imported)
        if imported.id in self._rows:
            first, before = self._rows[imported.id]
            where = f"{sheet}: " if (sheet := _sheet_of(imported)) else ""
            if before == said:
                self.report.twice(imported.row, f"{where}the same as {first}", imported.id)
            else:
                reason = f"{first} has the id '{imported.id}' already, and says something else"
                self.report.refuse(imported.row, where + reason, imported.id, duplicate=True)
            return
        try:
            document = self._merged(old, imported, said)
            if document is not None:
                self.changes.commitment(document)
        except BadValue as error:
            self._refuse(imported, _short(error.message))
            return
        sheet = _sheet_of(imported)
        self._rows[imported.id] = f"row {imported.row}" + (f" of {sheet}" if sheet else ""), said
        if document is None:
            self.report.unchanged += 1
            return
        self._want_domains(imported.domains)
        self._want_instruments(imported.instruments)
        self._pending.add(imported.id)
        if _ends_in_sum(imported.id):
            self._summed.add(imported.id)
        if old is None:
            self.report.new += 1
        else:
            self.report.changed.append(imported.id)
            self.report.changes += changes_between(imported.row, old, document)

    def _refuse(self, imported: ImportedCommitment, reason: str) -> None:
        for sheet, row in imported.rows or (("", imported.row),):
            where = f"sheet “{sheet}”: " if sheet else ""
            self.report.refuse(row, f"{where}{reason}", imported.id)

    def _told_apart(
        self, imported: ImportedCommitment
    ) -> tuple[ImportedCommitment, Document | None]:
        """Return what a row brings under an id that nothing else has, and what has it already.

        Two names can make one id, such as 1.1 and 1-1: the second gets a short sum of its name.
        What a commitment was called in the file it came from is kept with it.
        """
        if not imported.called or not imported.id:
            return imported, self._now(imported.id)
        # Few registers have any such id, and a sum is made of each row otherwise.
        if self._summed and (other := apart(imported.id, imported.called)) in self._summed:
            return imported._replace(id=other), self._now(other)
        old = self._now(imported.id)
        if old is None:
            return imported, None
        memory = _mapping(_mapping(old.get("imported")).get(self.report.format))
        if memory.get("called", imported.called) == imported.called:
            return imported, old
        return imported._replace(id=apart(imported.id, imported.called)), None

    def _now(self, commitment_id: str) -> Document | None:
        """Return a commitment as it is, with what earlier files made of it."""
        saved = self._store.document(commitment_id) if commitment_id in self._ids else None
        if commitment_id not in self._pending:
            return saved
        if saved is None:
            return decode(self.changes.added(commitment_id))
        return self.changes.commitment_over(commitment_id, saved)

    def _merged(
        self, old: Document | None, imported: ImportedCommitment, said: str
    ) -> Document | None:
        """Return the document to save; None when nothing would change."""
        memory = _mapping((old or {}).get("imported"))
        known = _mapping(memory.get(self.report.format))
        if imported.foreign and known.get("row") == said:
            # As it was the last time: whatever was done to it since then stays.
            return None
        if imported.whole and old is None:
            return dict(imported.fields)
        imported = self._with_whole_texts(imported, old)
        document: Document = dict(old or {"id": imported.id})
        for name, value in imported.fields.items():
            if name in LISTS:
                document[name] = with_items(document, name, value)
            elif name == "updates":
                document[name] = with_updates(document, value)
            elif name in ("tags", "former_ids"):
                document[name] = list(dict.fromkeys([*document.get(name, []), *(value or ())]))
            elif name not in _KEPT and not (value is None and _is_as_before(known, imported)):
                _set(document, name, value)
        log = with_assessments(document, imported, self._as_of)
        if log:
            document["updates"] = log
        columns = _columns(known, imported)
        if old is not None and _same(document, old) and _alike(columns) == _alike(_columns(known)):
            return None
        if imported.foreign:
            entry: Document = {"row": said}
            if imported.called:
                entry["called"] = imported.called
            if columns:
                entry["columns"] = columns
            document["imported"] = {**memory, self.report.format: entry}
        if old is None and not document.get("title"):
            raise BadValue(_NOBODYS if imported.fields.keys() <= _ITEMS else "it has no title")
        return document

    def _with_whole_texts(
        self, imported: ImportedCommitment, old: Document | None
    ) -> ImportedCommitment:
        """Return what a file brings, with texts that a workbook has cut as they are here."""
        if self.report.format not in _TABLES:
            return imported
        cut: list[CutText] = []
        fields = mended(imported.fields, old, "", cut)
        for each in cut:
            stays = "stays whole here" if each.is_known else "is taken so: the rest is not in it"
            where = one_line(f"{imported.id}: {each.where}")
            self.report.remarks.append(f"{where} is cut in the file, and {stays}")
        return imported._replace(fields=fields) if cut else imported

    def _want_domains(self, domains: tuple[Document, ...]) -> None:
        for each in domains:
            if each["id"] not in self._domains:
                self._domains.add(each["id"])
                self.changes.domain(Domain(each["id"], each["name"]))
                self.report.domains += 1

    def _want_instruments(self, instruments: tuple[Document, ...]) -> None:
        """Add instruments, or fill in what the register does not know of them."""
        for document in instruments:
            known = self._instruments.get(document["id"], {})
            merged = {**document, **{name: value for name, value in known.items() if value}}
            if merged == known:
                continue
            try:
                self.changes.instrument(merged)
            except BadValue as error:
                self.report.refuse(0, _short(error.message), str(document["id"]))
                continue
            if known:
                self.report.instruments_changed += 1
            else:
                self.report.instruments += 1
            self._instruments[document["id"]] = merged


def _sheet_of(imported: ImportedCommitment) -> str:
    """Return the sheet that a row stands in, in words; empty where only one is read."""
    sheet = imported.rows[0][0] if imported.rows else ""
    return f"sheet “{sheet}”" if sheet else ""


def _ends_in_sum(commitment_id: str) -> bool:
    """Whether an id ends as `apart` and `slug` make it end."""
    return len(commitment_id) == SUM or commitment_id[-SUM - 1 : -SUM] == "-"


def _is_as_before(known: Mapping[str, Any], imported: ImportedCommitment) -> bool:
    """Whether a file said the last time already, in the same words, that there is no date."""
    before = _columns(known)
    return any(
        before.get(name) == text for name, text in imported.columns.items() if has_no_end(text)
    )


def _set(document: Document, name: str, value: object) -> None:
    if value is None:
        document.pop(name, None)
    else:
        document[name] = value


def _same(document: Document, old: Document) -> bool:
    merged = encode(overlay(document, read_commitment(document)))
    # Others write 3 as 3.0, which is the same.
    return merged == encode(old) or decode(merged) == old


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _columns(
    known: Mapping[str, Any], imported: ImportedCommitment | None = None
) -> dict[str, Any]:
    columns = {**_mapping(known.get("columns")), **(imported.columns if imported else {})}
    return {name: text for name, text in columns.items() if text}


def _fingerprint(imported: ImportedCommitment) -> str:
    """Return what stands for everything a row says, apart from when it was read."""
    said = [
        imported.fields,
        [
            (each.column, each.written, each.note, _told_by(each.source), _day(each))
            for each in imported.assessments
        ],
        [each.url for each in imported.evidence],
        _alike(imported.columns),
    ]
    return short_sum(msgspec.json.encode(said, order="sorted").decode())


def _told_by(source: Source | None) -> list[object]:
    if source is None:
        return []
    told = [source.title, source.publisher, str(source.date), source.url, source.official]
    # What came to be read later: without it a row is known again as it was then.
    later = {name: str(getattr(source, name)) for name in _LATER if getattr(source, name)}
    return [*told, later] if later else told


def _day(assessment: ImportedAssessment) -> str:
    return str(assessment.seen or "") if assessment.dated else ""


def _alike(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns as they are compared: one program writes True, another true."""
    return {
        name: text.lower() if text in _TRUTHS else text for name, text in columns.items() if text
    }


def _short(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= 200 else line[:199] + "…"
