"""One row of a published format on its way to a commitment: what is used, kept, not read."""

from __future__ import annotations

from collections.abc import Iterator

from exchange.crosswalk import NO_WORDS, RegisterWords, read_word
from exchange.importers.readers.cells import as_written, kind_of_cell, url_of
from exchange.importers.readers.table import TableRow, column_name
from exchange.importers.records import ImportedAssessment, ImportedCommitment, UnreadCell
from exchange.importers.values.cleaning import clean, headline, host, is_struck_out, present, split
from exchange.importers.values.dates import Order, has_no_end, read_date
from exchange.importers.values.html_text import is_html
from store.model.dates import PartialDate
from store.model.entities import Priority, Source
from store.model.ids import slug
from store.register.codec import to_document
from store.storage.documents import Document


class RowDraft:
    """What a row brings, gathered column by column; the rest of its columns is kept aside."""

    def __init__(
        self,
        number: int,
        row: TableRow,
        *,
        scheme: str = "",
        words: RegisterWords = NO_WORDS,
        order: Order = "",
    ) -> None:
        self.number = number
        self.fields: Document = {}
        self._row = row
        self._scheme = scheme
        self._words = words
        self._order = order
        self._used: set[str] = set()
        """Columns whose text is to be found again in what the row brings, or is kept beside it."""
        self._settled: set[str] = set()
        """Columns that were read into something else than their text, such as a date."""
        self._assessments: list[ImportedAssessment] = []
        self._evidence: dict[str, Source] = {}
        self._domains: dict[str, Document] = {}
        self._instruments: dict[str, Document] = {}
        self._unread: list[UnreadCell] = []

    def text(self, column: str) -> str:
        """Return a cell, empty where it says that nothing is known; what it says is used then."""
        name = column_name(self._row, column)
        text = self.look(name)
        if is_struck_out(text):
            return ""
        if text:
            self._used.add(name)
        return text

    def settle(self, column: str) -> None:
        """Say that all that a cell says was read, though its text is not stored."""
        self._settled.add(column_name(self._row, column))

    def look(self, column: str) -> str:
        """Return a cell that is also kept aside, as it says more than is taken from it."""
        raw = self._row.get(column_name(self._row, column), "")
        return "" if kind_of_cell(raw) else present(clean(raw))

    def set(self, name: str, value: object) -> None:
        """Set a field, unless there is nothing to say."""
        if value:
            self.fields[name] = value

    def promise(self, text: str, short: str = "") -> None:
        """Set title and summary from a text that may be long, and its short title if any."""
        title, summary = headline(short or text)
        if short and text and " ".join(text.split()) != title:
            summary = f"{summary}\n\n{text}" if summary and summary != text else text
        self.set("title", title)
        self.set("summary", summary)

    def date(self, name: str, column: str) -> None:
        """Set a date; what cannot be read is kept as written, and reported."""
        written = self.look(column)
        if not written:
            return
        if has_no_end(written):
            self.fields[name] = None
            return
        found = read_date(written, self._order)
        if found:
            self.fields[name] = found.text
            self.settle(column)
        else:
            self._unread.append(UnreadCell(self.number, column, written, "date"))

    def seen(self, column: str) -> PartialDate | None:
        """Return the date a cell says something was seen or published; reported if unread."""
        written = self.look(column)
        found = read_date(written, self._order) if written else None
        if written and found is None:
            self._unread.append(UnreadCell(self.number, column, written, "date"))
        return found

    def assess(
        self,
        column: str,
        *,
        note: str = "",
        source: Source | None = None,
        seen: PartialDate | None = None,
    ) -> None:
        """Take a cell as an assessment; a word that nobody has is reported.

        What a register says of its words comes before the crosswalk.
        """
        written = self.look(column)
        if not written:
            return
        word = self._words.read(written) or read_word(self._scheme, written)
        if word is None:
            self._unread.append(UnreadCell(self.number, column, written, "status"))
            return
        self.settle(column)
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
            self._domains[found] = {"id": found, "name": name or domain_id}
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
        self, commitment_id: str, called: str = "", evidence_seen: PartialDate | None = None
    ) -> ImportedCommitment:
        """Return what the row brings, under the id made of what the file calls it."""
        stored = self._stored(called)
        columns = {
            name: "" if not text.strip() or self._is_taken(name, stored) else as_written(text)
            for name, text in self._row.items()
        }
        return ImportedCommitment(
            row=self.number,
            id=commitment_id,
            fields=self.fields,
            assessments=tuple(self._assessments),
            evidence=tuple(self._evidence.values()),
            evidence_seen=evidence_seen,
            columns=columns,
            domains=tuple(self._domains.values()),
            instruments=tuple(self._instruments.values()),
            unread=tuple(self._unread),
            called=called,
        )

    def _stored(self, called: str) -> str:
        """Return all the texts that the row brings."""
        sources = [*self._evidence.values(), *(each.source for each in self._assessments)]
        brought = [
            self.fields,
            *self._domains.values(),
            *self._instruments.values(),
            *(to_document(each) for each in sources if each),
        ]
        texts = [called, *(each.note for each in self._assessments), *_texts(brought)]
        return "\n".join(" ".join(text.split()) for text in texts)

    def _is_taken(self, name: str, stored: str) -> bool:
        """Whether all that a cell says is stored; what it shows beside its text is not."""
        raw = self._row[name]
        if is_html(raw) or url_of(raw):
            return False
        if name in self._settled:
            return True
        if name not in self._used:
            return False
        text = self.look(name)
        return " ".join(text.split()) in stored or all(
            " ".join(part.split()) in stored for part in split(text)
        )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _plain(fact: object) -> object:
    if isinstance(fact, PartialDate):
        return fact.text
    return to_document(fact) if isinstance(fact, Source) else fact
