"""What leads to something whose id is another one now: commitments, and updates that are named.

A copy in which somebody changed an id has a commitment that names its former one. Before three
copies are merged, all of them are given the later id, so that what the others did under the
former one goes to the same commitment.
"""

from __future__ import annotations

from collections.abc import Mapping

from store.storage.documents import Document

FORMER = "former_ids"
_NAMING = ("corrects", "confirms", "weighs")
"""The fields of an update that name others."""
CommitmentsById = Mapping[str, Document]


def later_ids(
    base: CommitmentsById, ours: CommitmentsById, theirs: CommitmentsById
) -> dict[str, str]:
    """Return by its former id the id that a commitment of all copies is to have.

    Only for ids that a side has changed: what was merged into another one that was there already
    is no change of an id. Where both sides changed one, the first by the alphabet is taken. Where
    something else got the same id on another side, the commitment keeps its former one.

    >>> was, now = {"a": {"id": "a"}}, {"b": {"id": "b", "former_ids": ["a"]}}
    >>> later_ids(was, now, was)
    {'a': 'b'}
    >>> later_ids(was, now, was | {"b": {"id": "b"}})
    {'a': 'a'}
    """
    found: dict[str, str] = {}
    for side in (ours, theirs):
        for name, document in side.items():
            gone = (each for each in _former_ids(document) if each in base and each not in side)
            former = next(gone, None)
            if former is not None and name not in base:
                found[former] = min(name, found.get(former, name))
    given = list(found.values())

    def is_its_own(former: str, name: str) -> bool:
        there = [side[name] for side in (ours, theirs) if name in side]
        return given.count(name) == 1 and all(former in _former_ids(each) for each in there)

    return {each: name if is_its_own(each, name) else each for each, name in found.items()}


def with_later_ids(
    side: CommitmentsById, base: CommitmentsById, later: Mapping[str, str]
) -> dict[str, Document]:
    """Return the commitments of one copy under the later ids, whatever they are called in it."""
    renamed: dict[str, Document] = {}
    for name, document in side.items():
        formers = [name, *(each for each in _former_ids(document) if each not in side)]
        former = next((each for each in formers if each in later), name)
        target = later.get(former, name)
        if name in base and name not in later:
            target = name
        if target == name:
            renamed[name] = document
            continue
        kept = [each for each in _former_ids(document) if each != target]
        if name not in base and target != former:
            kept.append(name)  # the other side chose another id: this one finds it too
        rest = {field: item for field, item in document.items() if field != FORMER}
        renamed[target] = rest | {"id": target} | ({FORMER: kept} if kept else {})
    return renamed


def without_living(document: Document, living: CommitmentsById) -> Document:
    """Return a commitment without former ids that another one has now."""
    former = _former_ids(document)
    kept = [each for each in former if each not in living]
    if len(kept) == len(former):
        return document
    rest = {name: item for name, item in document.items() if name != FORMER}
    return rest | ({FORMER: kept} if kept else {})


def _former_ids(document: Document) -> list[str]:
    found = document.get(FORMER)
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def names_in(update: Mapping[str, object]) -> set[str]:
    """Return the ids of the updates that one names."""
    named = [update.get(each) for each in _NAMING]
    several = [name for each in named for name in (each if isinstance(each, list) else [each])]
    return {each for each in several if isinstance(each, str) and each}


def naming(update: Document, called: Mapping[str, str]) -> Document:
    """Return an update that names others as they are `called` now, by the ids they had.

    >>> naming({"id": "u2", "corrects": "u1"}, {"u1": "uqj4536"})
    {'id': 'u2', 'corrects': 'uqj4536'}
    """
    if not called.keys() & names_in(update):
        return update

    def now(name: object) -> object:
        return called.get(name, name) if isinstance(name, str) else name

    said = {
        name: [now(one) for one in value] if isinstance(value, list) else now(value)
        for name, value in update.items()
        if name in _NAMING
    }
    return {**update, **said}
