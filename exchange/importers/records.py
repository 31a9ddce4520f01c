"""What a reader hands over: commitments as a file speaks of them, and what it could not read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from store.model.dates import PartialDate
from store.model.entities import OwnStatusWord, Source, View
from store.model.ids import slug
from store.model.status import Status
from store.storage.documents import Document


class UnreadCell(NamedTuple):
    """A value that could not be read, kept as it was written."""

    row: int
    column: str
    written: str
    kind: str
    """`date`, `status` or `value`; `formula` or `error` for a cell of a workbook that holds no
    value, `blank` for a word that says that there is none, `left` for one nothing is read from."""


class ImportedAssessment(NamedTuple):
    """What a file says of how far a commitment has come."""

    column: str
    """Where it says so; an assessment is known again by its column."""
    written: str
    status: Status | None
    progress: int | None = None
    note: str = ""
    source: Source | None = None
    seen: PartialDate | None = None
    """When it was made, if the file says."""
    dated: bool = False
    """Whether the row itself says when, rather than the file as a whole."""


class ImportedCommitment(NamedTuple):
    """One commitment as one row speaks of it."""

    row: int
    id: str
    fields: Document
    """As they are kept, only those the file speaks of; None takes a field away."""
    assessments: tuple[ImportedAssessment, ...] = ()
    evidence: tuple[Source, ...] = ()
    evidence_seen: PartialDate | None = None
    columns: Mapping[str, str] = MappingProxyType({})
    """What the file says beyond that, by column: kept, not shown. Empty for what it does not."""
    foreign: bool = True
    """Whether it is another tracker's: the row is remembered, to see when it changes."""
    domains: tuple[Document, ...] = ()
    instruments: tuple[Document, ...] = ()
    unread: tuple[UnreadCell, ...] = ()
    called: str = ""
    """What the file calls it: told apart by that, should two be made into one id."""
    rows: tuple[tuple[str, int], ...] = ()
    """The sheet and the number of each row that speaks of it, where they are several."""
    whole: bool = False
    """Whether it is all there is of the commitment, to be kept as it is where it is new."""


class RefusedCommitment(NamedTuple):
    """A row that cannot become a commitment."""

    row: int
    reason: str
    id: str = ""


class ImportedHead(NamedTuple):
    """What a file says of the register as a whole."""

    fields: Document
    """Title, start, end and whatever else a register is kept with."""
    views: tuple[View, ...] = ()
    domains: tuple[Document, ...] = ()
    instruments: tuple[Document, ...] = ()
    unread: tuple[UnreadCell, ...] = ()


ImportedPiece = ImportedCommitment | RefusedCommitment | ImportedHead


class FilePart(NamedTuple):
    """One of several tables that a file holds, for somebody to choose from."""

    names: tuple[str, ...]
    """The sheets that are read together, or the way to one list."""
    columns: tuple[str, ...]
    is_sheet: bool
    items: int = 0
    """How many objects a list holds; 0 for sheets, whose rows are not counted beforehand."""
    hidden: bool = False
    """Whether it is a sheet that its workbook does not show."""


class ReadDomains(NamedTuple):
    """A cell of domains, read."""

    ids: tuple[str, ...]
    documents: tuple[Document, ...]
    """The domains by those ids, as a register keeps them."""
    is_all: bool
    """Whether that is all that the cell says."""


class KnownIds(NamedTuple):
    """The ids of a register, its domains by name, and its words for statuses."""

    commitments: frozenset[str]
    instruments: dict[str, str]
    """Titles by id; those that a file brings are added as its rows are read."""
    domains: dict[str, str]
    """Ids by folded name and by id; likewise."""
    status_words: tuple[OwnStatusWord, ...] = ()

    def read_domains(self, names: Iterable[str]) -> ReadDomains:
        """Return the domains that a file names; those that nobody knew are known from now on."""
        found: dict[str, str] = {}
        known = self.domains
        is_all = True
        for name in names:
            domain_id = known.get(name.casefold()) or slug(name)
            if domain_id and domain_id not in known:
                known[domain_id] = known[name.casefold()] = domain_id
            # Or else it has no id, or one of something that is called otherwise.
            is_own = name == domain_id or known.get(name.casefold()) == domain_id
            is_all = is_all and bool(domain_id) and is_own
            if domain_id:
                found.setdefault(domain_id, name)
        documents = tuple({"id": each, "name": name} for each, name in found.items())
        return ReadDomains(tuple(found), documents, is_all)
