"""What people do to a register itself: its title, range and days, its domains and instruments.

Each is a pure function from a register to the changed register; `Store.restructure` saves the
difference as one change. `domain_uses` and `instrument_uses` say first what a removal touches.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from store.errors import BadValue, NotFound, NothingToDo
from store.model.entities import (
    Commitment,
    Domain,
    Instrument,
    Register,
    View,
)
from store.model.ids import SLUG
from store.model.register_texts import read_instrument
from store.text import counted, did_you_mean, shown

Numbered = TypeVar("Numbered", Domain, Instrument)


class Uses(NamedTuple):
    """What would change if a domain or an instrument went."""

    commitments: tuple[Commitment, ...]
    instruments: tuple[Instrument, ...] = ()
    """Those that took its place."""
    views: tuple[View, ...] = ()
    """Saved views whose query names it."""

    @property
    def words(self) -> str:
        """What uses it, in words; empty when nothing does."""
        told = [
            (len(self.commitments), "commitment"),
            (len(self.instruments), "later instrument"),
            (len(self.views), "saved view"),
        ]
        return ", ".join(counted(number, one) for number, one in told if number)


def domain_uses(register: Register, domain_id: str) -> Uses:
    """Return what uses a domain."""
    found = tuple(each for each in register.commitments if domain_id in each.domains)
    return Uses(found, (), _views_naming(register, domain_id))


def instrument_uses(register: Register, instrument_id: str) -> Uses:
    """Return what uses an instrument."""
    found = tuple(each for each in register.commitments if each.instrument == instrument_id)
    later = tuple(each for each in register.instruments if each.supersedes == instrument_id)
    return Uses(found, later, _views_naming(register, instrument_id))


def find_domain(register: Register, wanted: str) -> Domain:
    """Return a domain by its id or its name, whatever the case. Raises `NotFound`."""
    return _find(register.domains, wanted, "domain", {each.name: each for each in register.domains})


def find_instrument(register: Register, wanted: str) -> Instrument:
    """Return an instrument by its id. Raises `NotFound`."""
    return _find(register.instruments, wanted, "instrument", {})


def add_domain(register: Register, domain_id: str, name: str = "") -> Register:
    """Add a domain behind the others; without a name it is called as its id is."""
    _require_free(register.domains, domain_id, "domain")
    name = name.strip() or domain_id.replace("-", " ").capitalize()
    return replace(register, domains=(*register.domains, Domain(domain_id, name)))


def rename_domain(register: Register, domain_id: str, name: str) -> Register:
    """Give a domain another name. Raises `BadValue` for none."""
    domain = find_domain(register, domain_id)
    if not name.strip():
        raise BadValue("a domain needs a name", hint="such as Maritime security")
    if domain.name == name.strip():
        raise NothingToDo(f"{domain.id} is called so already")
    return _with_domain(register, domain.id, Domain(domain.id, name.strip()))


def change_domain_id(register: Register, domain_id: str, new: str) -> Register:
    """Give a domain another id, everywhere it is used."""
    domain = find_domain(register, domain_id)
    _require_free(register.domains, new, "domain")
    renamed = _with_domain(register, domain.id, Domain(new, domain.name))
    return _with_domains_swapped(renamed, domain.id, new)


def merge_domains(register: Register, gone_id: str, into_id: str) -> Register:
    """Put the commitments of one domain into another, and remove the first."""
    gone, into = find_domain(register, gone_id), find_domain(register, into_id)
    if gone.id == into.id:
        raise BadValue(f"{gone.id} cannot be merged into itself", hint="name two domains")
    return _without_domain(_with_domains_swapped(register, gone.id, into.id), gone.id)


def remove_domain(register: Register, domain_id: str) -> Register:
    """Remove a domain, also from the commitments that are in it."""
    domain = find_domain(register, domain_id)
    return _without_domain(_with_domains_swapped(register, domain.id, ""), domain.id)


def move_domain(register: Register, domain_id: str, place: int) -> Register:
    """Put a domain at a place of the list, counted from 1."""
    domain = find_domain(register, domain_id)
    return replace(register, domains=_moved(register.domains, domain, place))


def add_instrument(register: Register, instrument: Instrument) -> Register:
    """Add an instrument behind the others. Raises `BadValue`, also for no title."""
    _require_free(register.instruments, instrument.id, "instrument")
    checked = _checked(register, instrument)
    return replace(register, instruments=(*register.instruments, checked))


def edit_instrument(
    register: Register, instrument_id: str, answers: Mapping[str, str], as_of: date
) -> Register:
    """Set fields of an instrument from texts, by the names of `INSTRUMENT_FIELDS`."""
    before = find_instrument(register, instrument_id)
    after = _checked(register, read_instrument(before, answers, as_of))
    if after == before:
        raise NothingToDo(f"{before.id} says so already")
    return _with_instrument(register, before.id, after)


def change_instrument_id(register: Register, instrument_id: str, new: str) -> Register:
    """Give an instrument another id, everywhere it is used."""
    before = find_instrument(register, instrument_id)
    _require_free(register.instruments, new, "instrument")
    renamed = _with_instrument(register, before.id, replace(before, id=new))
    return _with_instruments_swapped(renamed, before.id, new)


def merge_instruments(register: Register, gone_id: str, into_id: str) -> Register:
    """Move what was made in one instrument to another, and remove the first.

    What only the first one says of itself, such as a date, the other takes over, and with it what
    was decided about the passages of its text.
    """
    gone, into = find_instrument(register, gone_id), find_instrument(register, into_id)
    if gone.id == into.id:
        raise BadValue(f"{gone.id} cannot be merged into itself", hint="name two instruments")
    filled = {
        name: getattr(gone, name)
        for name in ("kind", "date", "start", "end", "supersedes", "source")
        if getattr(gone, name) and not getattr(into, name)
    }
    merged = replace(into, **filled)
    if merged.supersedes in (gone.id, into.id):
        earlier = gone.supersedes if gone.supersedes != into.id else ""
        merged = replace(merged, supersedes=earlier)
    decided = {each.id: each for each in (*gone.decisions, *into.decisions)}
    related = {each.id: each for each in (*gone.relations, *into.relations)}
    merged = replace(merged, decisions=tuple(decided.values()), relations=tuple(related.values()))
    joined = _with_instrument(register, into.id, merged)
    return _without_instrument(_with_instruments_swapped(joined, gone.id, into.id), gone.id)


def remove_instrument(register: Register, instrument_id: str) -> Register:
    """Remove an instrument; what was made in it stays, made in none that is known."""
    gone = find_instrument(register, instrument_id)
    return _without_instrument(_with_instruments_swapped(register, gone.id, ""), gone.id)


def move_instrument(register: Register, instrument_id: str, place: int) -> Register:
    """Put an instrument at a place of the list, counted from 1."""
    found = find_instrument(register, instrument_id)
    return replace(register, instruments=_moved(register.instruments, found, place))


_LABELS = {
    "add": "added",
    "edit": "edited",
    "rename": "renamed to",
    "id": "id changed to",
    "move": "moved to place",
    "merge": "merged into",
    "remove": "removed",
}


def label_of(kind: str, name: str, action: str, more: str = "") -> str:
    """Return what the history calls an action on a list, such as `domain sea: merged into air`.

    >>> label_of("domain", "sea", "rename", "At sea")
    'domain sea: renamed to “At sea”'
    """
    if more:
        quoted = action in ("add", "rename")
        more = f" “{more}”" if quoted else f" {more}"
    return f"{kind} {name}: {_LABELS[action]}{more}"


def _checked(register: Register, instrument: Instrument) -> Instrument:
    if not instrument.title:
        raise BadValue("an instrument needs a title", hint="give it as it is headed")
    start, end = instrument.start, instrument.end
    if start and end and end.last < start.first:
        raise BadValue(f"end {end} is before start {start}", hint="change one of the two")
    if instrument.supersedes:
        older = find_instrument(register, instrument.supersedes)
        if older.id == instrument.id:
            raise BadValue(f"{older.id} cannot supersede itself", hint="name an earlier one")
    return instrument


def _find(
    items: Sequence[Numbered], wanted: str, kind: str, named: Mapping[str, Numbered]
) -> Numbered:
    for each in items:
        if each.id == wanted:
            return each
    for name, each in named.items():
        if name.casefold() == wanted.casefold():
            return each
    ids = [each.id for each in items]
    hint = did_you_mean(wanted, ids) if ids else f"this register has no {kind} yet"
    raise NotFound(f"there is no {kind} {shown(wanted)} in this register", hint=hint)


def _require_free(items: Sequence[Numbered], new: str, kind: str) -> None:
    if not SLUG.fullmatch(new):
        raise BadValue(
            f"{shown(new)} cannot be an id", hint="use small letters, digits and hyphens"
        )
    if any(each.id == new for each in items):
        raise BadValue(f"there is a {kind} '{new}' already", hint="choose another id")


def _moved(items: Sequence[Numbered], item: Numbered, place: int) -> tuple[Numbered, ...]:
    if not 1 <= place <= len(items):
        raise BadValue(f"there is no place {place}", hint=f"give 1 to {len(items)}")
    moved = [each for each in items if each is not item]
    moved.insert(place - 1, item)
    return tuple(moved)


def _with_domain(register: Register, domain_id: str, domain: Domain) -> Register:
    swapped = tuple(domain if each.id == domain_id else each for each in register.domains)
    return replace(register, domains=swapped)


def _without_domain(register: Register, domain_id: str) -> Register:
    return replace(
        register, domains=tuple(each for each in register.domains if each.id != domain_id)
    )


def _with_domains_swapped(register: Register, old: str, new: str) -> Register:
    def swapped(commitment: Commitment) -> Commitment:
        if old not in commitment.domains:
            return commitment
        ids = (new if each == old else each for each in commitment.domains)
        return replace(commitment, domains=tuple(dict.fromkeys(filter(None, ids))))

    return replace(register, commitments=tuple(map(swapped, register.commitments)))


def _with_instrument(register: Register, instrument_id: str, changed: Instrument) -> Register:
    swapped = tuple(changed if each.id == instrument_id else each for each in register.instruments)
    return replace(register, instruments=swapped)


def _without_instrument(register: Register, instrument_id: str) -> Register:
    left = tuple(each for each in register.instruments if each.id != instrument_id)
    return replace(register, instruments=left)


def _with_instruments_swapped(register: Register, old: str, new: str) -> Register:
    def made_in(each: Commitment) -> Commitment:
        return replace(each, instrument=new) if each.instrument == old else each

    def later_than(each: Instrument) -> Instrument:
        if any(one.of == old for one in each.relations):
            relations = tuple(
                replace(one, of=new) if one.of == old else one for one in each.relations
            )
            each = replace(each, relations=relations)
        if each.supersedes != old:
            return each
        return replace(each, supersedes="" if new == each.id else new)

    return replace(
        register,
        commitments=tuple(map(made_in, register.commitments)),
        instruments=tuple(map(later_than, register.instruments)),
    )


def _views_naming(register: Register, name: str) -> tuple[View, ...]:
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)
    return tuple(each for each in register.views if word.search(each.query))
