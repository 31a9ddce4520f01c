"""Turning one row of a sheet into what it brings: which columns were used, what was not read."""

from __future__ import annotations

from exchange.crosswalk import read_word
from exchange.importers.parsing import Order, has_no_end, headline, host, present, read_date, slug
from exchange.importers.records import ImportedAssessment, ImportedCommitment, UnreadCell
from exchange.importers.table import TableRow, column_name
from store.model.dates import PartialDate
from store.model.entities import Priority, Source
from store.register.codec import to_document
from store.storage.documents import Document


class RowDraft:
    """What a row brings, gathered column by column; the rest of its columns is kept aside."""

    def __init__(self, number: int, row: TableRow, *, scheme: str = "", order: Order = "") -> None:
        self.number = number
        self.fields: Document = {}
        self._row = row
        self._scheme = scheme
        self._order = order
        self._used: set[str] = set()
        self._assessments: list[ImportedAssessment] = []
        self._evidence: dict[str, Source] = {}
        self._domains: dict[str, Document] = {}
        self._instruments: dict[str, Document] = {}
        self._unread: list[UnreadCell] = []

    def text(self, column: str) -> str:
        """Return a cell, empty where it says that nothing is known; the column is used then."""
        name = column_name(self._row, column)
        self._used.add(name)
        return present(self._row.get(name, ""))

    def look(self, column: str) -> str:
        """Return a cell that is also kept aside, as it says more than is taken from it."""
        return present(self._row.get(column_name(self._row, column), ""))

    def set(self, name: str, value: object) -> None:
        """Set a field, unless there is nothing to say."""
        if value:
            self.fields[name] = value

    def promise(self, text: str, short: str = "") -> None:
        """Set title and summary from a text that may be long, and its short title if any."""
        title, summary = headline(short or text)
        if short and text and " ".join(text.split()) != title:
            summary = text
        self.set("title", title)
        self.set("summary", summary)

    def date(self, name: str, column: str) -> None:
        """Set a date; what cannot be read is kept as written, and reported."""
        written = self.look(column)
        if not written:
            return
        found = None if has_no_end(written) else read_date(written, self._order)
        self.fields[name] = found.text if found else None
        if found:
            self.text(column)
        elif not has_no_end(written):
            self.not_read(column, "date")

    def seen(self, column: str) -> PartialDate | None:
        """Return the date a cell says something was seen or published; reported if unread."""
        written = self.look(column)
        found = read_date(written, self._order) if written else None
        if written and found is None:
            self.not_read(column, "date")
        return found

    def assess(
        self,
        column: str,
        *,
        note: str = "",
        source: Source | None = None,
        seen: PartialDate | None = None,
    ) -> None:
        """Take a cell as an assessment; a word the crosswalk does not have is reported."""
        written = self.look(column)
        if not written:
            return
        word = read_word(self._scheme, written)
        if word is None:
            self.not_read(column, "status")
            return
        self._used.add(column_name(self._row, column))
        self._assessments.append(
            ImportedAssessment(column, written, word.status, word.progress, note, source, seen)
        )

    def cite(self, url: str) -> None:
        """Take an address as evidence."""
        if url:
            self._evidence[url] = Source(title=host(url), url=url)

    def domain(self, name: str, domain_id: str = "") -> None:
        """Put the commitment into a domain, which the register gets if it has it not."""
        found = slug(domain_id or name)
        if found:
            self.known_domain(found, name or domain_id)

    def known_domain(self, domain_id: str, name: str) -> None:
        """Put the commitment into the domain of an id, which is taken as it is."""
        self._domains[domain_id] = {"id": domain_id, "name": name}
        self.fields["domains"] = list(self._domains)

    def instrument(self, instrument_id: str, **facts: object) -> None:
        """Say where the commitment was made; the register gets the instrument if it has it not."""
        document = {name: _plain(fact) for name, fact in facts.items() if fact}
        self._instruments[instrument_id] = {"id": instrument_id} | document
        self.fields["instrument"] = instrument_id

    def tag(self, *names: str) -> None:
        """Add tags."""
        tags = [*self.fields.get("tags", []), *names]
        self.set("tags", list(dict.fromkeys(each for each in tags if each)))

    def high_priority(self) -> None:
        """Say that it matters more than usual."""
        self.fields["priority"] = Priority.HIGH.value

    def not_read(self, column: str, kind: str = "value") -> None:
        """Report a cell that could not be read."""
        self._unread.append(UnreadCell(self.number, column, self.look(column), kind))

    def commitment(
        self, commitment_id: str, evidence_seen: PartialDate | None = None
    ) -> ImportedCommitment:
        """Return what the row brings, under the id it has in the register."""
        return ImportedCommitment(
            row=self.number,
            id=commitment_id,
            fields=self.fields,
            assessments=tuple(self._assessments),
            evidence=tuple(self._evidence.values()),
            evidence_seen=evidence_seen,
            columns=self._aside(),
            domains=tuple(self._domains.values()),
            instruments=tuple(self._instruments.values()),
            unread=tuple(self._unread),
        )

    def _aside(self) -> dict[str, str]:
        """Return what is kept of the row as it was written: the columns that were not used."""
        return {
            name: "" if name in self._used else present(text) for name, text in self._row.items()
        }


def _plain(fact: object) -> object:
    if isinstance(fact, PartialDate):
        return fact.text
    return to_document(fact) if isinstance(fact, Source) else fact
