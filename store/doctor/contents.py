"""What the documents of a register say, as far as they can be read, and what is wrong with it.

`read_contents` turns tables into values and keeps the unreadable ones aside; `check_contents`
finds ids used twice, references that lead nowhere, dates the wrong way round and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import msgspec

from store.doctor.findings import ExaminedCounts, Finding, FindingPlace, Severity
from store.model.dates import PartialDate
from store.model.derived import derive
from store.model.entities import Commitment, Instrument
from store.model.log import counting_updates
from store.model.register_texts import wrong_status_words
from store.register.codec import RegisterHead, StructType, decoder
from store.register.delta import ITEM_LISTS
from store.register.history import HistoryEntry
from store.register.migrations import SCHEMA, migrate
from store.storage.documents import Document, decode, encode
from store.storage.tables import Tables, TableView

SET_ASIDE = "unreadable"
"""The table of documents that cannot be read as what their own table holds."""
OURS = ("register", "instruments", "commitments", "history")
"""The tables that Entente reads."""
NAMELESS = re.compile(r"line [0-9]+")
"""What salvaging calls a table whose own name could not be read."""

_WHERE = re.compile(r"(.*) - at `\$\.?(.+)`", re.DOTALL)
_ABOUT, _TRANSACTION = decoder(RegisterHead), decoder(HistoryEntry)
_INSTRUMENT, _COMMITMENT = decoder(Instrument), decoder(Commitment)


class UnreadDocument(NamedTuple):
    """A document that cannot be read as what its table holds."""

    table: str
    row: int
    name: str
    """Its own id, or its number where that cannot be read either."""
    field: str
    """Where in it; empty for the document as a whole."""
    reason: str


@dataclass(frozen=True)
class Contents:
    """Everything that can be read, by table and row number, and what cannot."""

    about: dict[int, RegisterHead]
    """At most one: any further one is unread."""
    instruments: dict[int, Instrument]
    commitments: dict[int, Commitment]
    history: dict[int, HistoryEntry]
    unread: list[UnreadDocument]


def read_contents(view: TableView, schema: int = SCHEMA) -> Contents:
    """Read every document, as it would be after a migration from an older layout."""
    if schema < SCHEMA:
        view = _migrated(view, schema or 1)
    unread: list[UnreadDocument] = []
    about = _read(view, "register", _ABOUT, unread)
    for row in list(about)[1:]:
        del about[row]
        reason = "the register says already what it is about"
        unread.append(UnreadDocument("register", row, str(row), "", reason))
    instruments = _read(view, "instruments", _INSTRUMENT, unread)
    commitments = _read(view, "commitments", _COMMITMENT, unread)
    history = _read(view, "history", _TRANSACTION, unread)
    for row in [row for row, each in history.items() if each.number != row]:
        reason = f"it says to be change {history.pop(row).number}"
        unread.append(UnreadDocument("history", row, str(row), "number", reason))
    return Contents(about, instruments, commitments, history, unread)


def counted_in(view: TableView, contents: Contents, files: int = 0) -> ExaminedCounts:
    """Return how much was looked at, of which so many files."""
    return ExaminedCounts(
        commitments=view.count("commitments"),
        instruments=view.count("instruments"),
        domains=sum(len(each.domains) for each in contents.about.values()),
        changes=view.count("history"),
        files=files,
    )


def is_ours(view: TableView) -> bool:
    """Tell whether tables hold anything that only a register holds."""
    return any(
        view.count(name)
        for name in view.names()
        if name in (*OURS, SET_ASIDE) or NAMELESS.fullmatch(name)
    )


def name_of(raw: bytes, row: int) -> str:
    """Return a document's own id, or its number where it has none that can be read."""
    document = legible(raw)
    name = None if document is None else document.get("id")
    return name if isinstance(name, str) and name else str(row)


def legible(raw: bytes) -> Document | None:
    """Return a document, or None when it is not even JSON."""
    try:
        return decode(raw)
    except (ValueError, msgspec.DecodeError):
        return None


def twins(names: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Return those of numbered names that an earlier one has already."""
    seen: set[str] = set()
    found: dict[int, str] = {}
    for number, name in names:
        if name in seen:
            found[number] = name
        seen.add(name)
    return found


def item_twins(commitment: Commitment) -> list[tuple[str, int, str]]:
    """Return the list, place and id of each item whose id its commitment has given before."""
    seen: set[str] = set()
    found = []
    for name in ITEM_LISTS:
        for place, item in enumerate(getattr(commitment, name)):
            if item.id in seen:
                found.append((name, place, item.id))
            seen.add(item.id)
    return found


def _read(
    view: TableView,
    table: str,
    reader: msgspec.json.Decoder[StructType],
    unread: list[UnreadDocument],
) -> dict[int, StructType]:
    found: dict[int, StructType] = {}
    for row, raw in sorted(view.items(table)):
        try:
            found[row] = reader.decode(raw)
        except (ValueError, msgspec.DecodeError) as error:
            where = _WHERE.fullmatch(str(error))
            reason, field = (where[1], where[2]) if where else (str(error), "")
            unread.append(UnreadDocument(table, row, name_of(raw, row), field, reason))
    return found


def _migrated(view: TableView, schema: int) -> Tables:
    # What is not even JSON cannot be migrated: it stays as it is, to be found unreadable.
    raws = {name: dict(view.items(name)) for name in view.names()}
    documents: dict[str, dict[int, Document]] = {}
    for name, rows in raws.items():
        found = ((row, legible(raw)) for row, raw in rows.items())
        documents[name] = {row: each for row, each in found if each is not None}
    for name, rows_now in migrate(documents, schema).items():
        raws.setdefault(name, {}).update({row: encode(each) for row, each in rows_now.items()})
    return Tables(raws)


_KINDS = {
    "register": "what the register is about",
    "instruments": "an instrument",
    "commitments": "a commitment",
    "history": "a change",
}
_SLUG = re.compile(r"\w[\w.-]*")


def check_contents(view: TableView, contents: Contents, as_of: date) -> list[Finding]:
    """Return what is wrong with documents and with what they say of each other."""
    return [
        *_about(view, contents),
        *_unread(contents),
        *_set_aside(view),
        *_domains(contents),
        *_instruments(contents),
        *_ids(contents.commitments, "commitments"),
        *_links(contents),
        *_former_ids(contents),
        *(each for one in contents.commitments.values() for each in _commitment(one, as_of)),
    ]


def _about(view: TableView, contents: Contents) -> Iterator[Finding]:
    place = FindingPlace("register")
    if not contents.about:
        what = "it does not say what it is about"
        if is_ours(view):
            yield _mendable(place, what, "it is named after where it is kept")
        else:
            yield _error(place, what, "it may not be a register at all")
        return
    about = next(iter(contents.about.values()))
    yield from _order(place, about.start, about.end, "end")
    for name in twins(enumerate(each.id for each in about.domains)).values():
        what = f"the domain {name} is declared twice"
        yield _warning(FindingPlace("register", field="domains"), what, "a person can join the two")
    for what in wrong_status_words(about.status_words):
        mend = "`entente settings --status-word WORD=STATUS` sets it, `WORD=` removes it"
        yield _warning(FindingPlace("register", field="status_words"), what, mend)


def _unread(contents: Contents) -> Iterator[Finding]:
    for each in contents.unread:
        place = FindingPlace(each.table, each.name, each.field)
        what = f"it cannot be read as {_KINDS[each.table]}: {each.reason}"
        yield _mendable(place, what, f"it is kept in the table `{SET_ASIDE}`")


def _set_aside(view: TableView) -> Iterator[Finding]:
    for row, raw in sorted(view.items(SET_ASIDE)):
        kept = legible(raw) or {}
        what = f"set aside: {kept.get('table')} {kept.get('name', kept.get('row'))}"
        mend = "a person can write it anew from what it says"
        yield Finding(Severity.WARNING, FindingPlace(SET_ASIDE, str(row)), what, mend)
    for name in view.names():
        if NAMELESS.fullmatch(name) and view.count(name):
            what = f"{view.count(name)} documents of a table whose name is lost"
            yield _error(FindingPlace(name), what, "a person must say where they belong")


def _domains(contents: Contents) -> Iterator[Finding]:
    declared = {each.id for about in contents.about.values() for each in about.domains}
    used = ((one.id, name) for one in contents.commitments.values() for name in one.domains)
    for name, (first, count) in _first_uses(used, declared).items():
        what = f"the domain '{name}' is not declared{_also(count)}"
        yield _mendable(FindingPlace("commitments", first, "domains"), what, "it is declared")


def _instruments(contents: Contents) -> Iterator[Finding]:
    instruments = contents.instruments
    yield from _ids(instruments, "instruments")
    known = {"", *(each.id for each in instruments.values())}
    used = ((one.id, one.instrument) for one in contents.commitments.values())
    for name, (first, count) in _first_uses(used, known).items():
        what = f"there is no instrument '{name}'{_also(count)}"
        # An instrument is evidence: one that is made up would be worse than none.
        mend = "a person must name or add the one that is meant"
        yield _error(FindingPlace("commitments", first, "instrument"), what, mend)
    for one in instruments.values():
        if one.supersedes not in known:
            what = f"there is no instrument '{one.supersedes}'"
            mend = "a person can name or add the one that is meant"
            yield _warning(FindingPlace("instruments", one.id, "supersedes"), what, mend)
        yield from _order(FindingPlace("instruments", one.id), one.start, one.end, "end")


def _links(contents: Contents) -> Iterator[Finding]:
    """Yield links between commitments of which one end is not there."""
    known = {""}
    for one in contents.commitments.values():
        known |= {one.id, *one.former_ids}
    mend = "a person can bring that commitment back, or leave the link as a memory"
    for one in contents.commitments.values():
        for name in one.continues:
            if name not in known:
                what = f"it continues '{name}', which is not there"
                yield _warning(FindingPlace("commitments", one.id, "continues"), what, mend)
    for each in contents.instruments.values():
        used = [("decisions", item.id, item.commitment) for item in each.decisions]
        used += [("relations", item.id, item.earlier) for item in each.relations]
        used += [("relations", item.id, item.later) for item in each.relations]
        for field, item, name in used:
            if name not in known:
                what = f"there is no commitment '{name}'"
                place = FindingPlace("instruments", each.id, f"{field} {item}")
                yield _warning(place, what, mend)


def _ids(rows: dict[int, Commitment] | dict[int, Instrument], table: str) -> Iterator[Finding]:
    for row, name in twins((row, each.id) for row, each in rows.items()).items():
        what = f"document {row} has the id of an earlier one"
        yield _mendable(FindingPlace(table, name, "id"), what, "it gets an id of its own")
    for row, each in rows.items():
        if not _SLUG.fullmatch(each.id):
            what = f"document {row} has an id that is not letters, digits, '-', '_' and '.' alone"
            yield _error(
                FindingPlace(table, each.id or str(row), "id"), what, "a person must name it"
            )


def _former_ids(contents: Contents) -> Iterator[Finding]:
    """Yield the former ids by which one commitment would be looked for and another be found."""
    held = {each.id: each.id for each in contents.commitments.values()}
    for one in contents.commitments.values():
        for name in one.former_ids:
            if name in held:
                what = f"its former id {name} is one of {held[name]} too"
                place = FindingPlace("commitments", one.id, "former_ids")
                yield _warning(place, what, "a person can change the id of one of them")
            held.setdefault(name, one.id)


def _commitment(one: Commitment, as_of: date) -> Iterator[Finding]:
    place = FindingPlace("commitments", one.id)
    yield from _order(place, one.start, one.due, "due")
    yield from _later(one, as_of)
    for name, _, item in item_twins(one):
        what = f"{item} is the id of an earlier item of it"
        yield _mendable(place._replace(field=name), what, "the later one gets an id of its own")
    for update in one.updates:
        if update.progress is not None and not 0 <= update.progress <= 100:
            what = f"its progress {update.progress}% is not between 0 and 100"
            field = f"updates {update.id}"
            yield _error(place._replace(field=field), what, "a person must write a later one")
    yield from _unknown_updates(one)
    state = derive(one, as_of)
    if state.provisional:
        assessing = [each for each in counting_updates(one, as_of) if each.status is not None]
        what = f"{state.status.words} without a source"
        field = f"updates {assessing[-1].id}"
        yield _warning(place._replace(field=field), what, "a person can add the evidence")


def _order(
    place: FindingPlace, start: PartialDate | None, end: PartialDate | None, field: str
) -> Iterator[Finding]:
    if start and end and end.last < start.first:
        what = f"{end} is before the start {start}"
        yield _error(place._replace(field=field), what, "a person must say which is right")


def _unknown_updates(one: Commitment) -> Iterator[Finding]:
    """Yield the updates that speak of one which is not there."""
    known = {each.id for each in one.updates}
    for update in one.updates:
        for field, names in (
            ("corrects", (update.corrects,)),
            ("weighs", update.weighs),
            ("confirms", (update.confirms,)),
        ):
            for name in filter(None, names):
                if name not in known:
                    place = FindingPlace("commitments", one.id, f"updates {update.id}")
                    what = f"it {field} {name}, which is no update of it"
                    yield _warning(place, what, "a person must say which update is meant")


def _later(one: Commitment, as_of: date) -> Iterator[Finding]:
    """Yield what is said to have happened after the as-of date: until then it counts as nothing."""
    seen = [(f"updates {each.id}", each.date) for each in one.updates]
    seen += [(f"milestones {each.id}, met", each.met) for each in one.milestones if each.met]
    seen += [(f"follow_ups {each.id}, done", each.done) for each in one.follow_ups if each.done]
    for field, day in seen:
        if day.last > as_of:
            what = f"its date {day} is not over on {as_of}"
            mend = "a person must say when it was"
            yield _warning(FindingPlace("commitments", one.id, field), what, mend)


def _first_uses(used: Iterable[tuple[str, str]], known: set[str]) -> dict[str, tuple[str, int]]:
    """Return for each name nobody knows who uses it first, and how many do."""
    found: dict[str, tuple[str, int]] = {}
    for user, name in used:
        if name not in known:
            first, count = found.get(name, (user, 0))
            found[name] = first, count + 1
    return found


def _also(count: int) -> str:
    return f" (nor for {count - 1} more that use it)" if count > 1 else ""


def _error(place: FindingPlace, what: str, mend: str) -> Finding:
    return Finding(Severity.ERROR, place, what, mend)


def _warning(place: FindingPlace, what: str, mend: str) -> Finding:
    return Finding(Severity.WARNING, place, what, mend, editorial=True)


def _mendable(place: FindingPlace, what: str, mend: str) -> Finding:
    return Finding(Severity.ERROR, place, what, f"--repair: {mend}", by_repair=True)
