"""The layouts a register's documents had, and the way from each to the next.

Each step is a pure function from the tables of one layout to those of the next; nothing is
ever dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from msgspec import Struct

from store.errors import Damaged
from store.model.entities import Commitment, Instrument, Milestone, Source, SourceKind, Update
from store.register.codec import RegisterHead, from_document
from store.storage.documents import Document

TableDocuments = dict[str, dict[int, Document]]


def seal(tables: TableDocuments) -> TableDocuments:
    """From 1 to 2: the sealed file says its layout, the document about the register no longer."""
    about = {
        row: {key: item for key, item in document.items() if key != "schema"}
        for row, document in tables.get("register", {}).items()
    }
    return tables | {"register": about}


def tell_kinds(tables: TableDocuments) -> TableDocuments:
    """From 2 to 3: a source says its kind, where it said only whether it is official.

    `official: true` becomes the kind `official`, and a `false` that somebody wrote down
    `independent`. Where nothing was written, forms and imports had left it open: the kind stays
    unknown, for nobody has said that such a source is independent. The history is told alike, so
    that every change in it can still be undone. What a file had under a name that means
    something now, and that cannot mean that, is kept under `NAME_as_written`, or where that is
    taken too under the first of `NAME_as_written_2` and so on that is free.
    """
    changed = dict(tables)
    for name, kind in _TABLES.items():
        found = tables.get(name, {})
        changed[name] = {row: up_to_date(each, kind) for row, each in found.items()}
    changes = tables.get("history", {})
    changed["history"] = {row: _change_told(each) for row, each in changes.items()}
    return changed


_TABLES: dict[str, type[Struct]] = {
    "commitments": Commitment,
    "instruments": Instrument,
    "register": RegisterHead,
}
_NEW_FIELDS: dict[type[Struct], tuple[str, ...]] = {
    Commitment: ("measure", "clashes", "continues", "former_ids"),
    Instrument: ("decisions", "relations"),
    Update: ("by", "written", "corrects", "weighs", "searched", "due", "confidence", "confirms"),
    Milestone: ("kind",),
    Source: ("kind", "excerpt", "accessed", "archive_url", "copy", "no_excerpt"),
    RegisterHead: (
        *("official_bodies", "second_reader"),
        *("stale_days", "stale_days_near_due", "due_soon_days", "status_words"),
    ),
}
_USUAL: dict[type[Struct], Document] = {
    Commitment: {"id": "", "title": ""},
    Instrument: {"id": "", "title": ""},
    Update: {"id": "", "date": "2025"},
    Milestone: {"id": "", "title": ""},
    Source: {"title": ""},
    RegisterHead: {"title": ""},
}
_LISTS: dict[str, type[Struct]] = {
    "updates": Update,
    "milestones": Milestone,
    "instruments": Instrument,
}
_CHANGED: dict[str, type[Struct]] = {"touched": Commitment, "instruments": Instrument}
"""What a change did, by the kind of what it did it to."""


def up_to_date(document: Document, kind: type[Struct]) -> Document:
    """Return a document of layout 2, or one that is up to date, in the layout of today.

    `kind` is what it is read as: a commitment, an instrument, a domain or what a register says of
    itself. Sources, updates and milestones are found wherever they are in it.
    """
    return _set_aside(_told(document), kind)


def _change_told(document: Document) -> Document:
    """Return a document of the history, with what it changed told as the tables tell it."""
    told = _told(document)
    for name, kind in _CHANGED.items():
        if isinstance(told.get(name), dict):
            told[name] = {key: _delta_told(each, kind) for key, each in told[name].items()}
    if "head" in told:
        told["head"] = _delta_told(told["head"], RegisterHead)
    return told


def _delta_told(delta: object, kind: type[Struct]) -> object:
    """Return what a change did to a document, or to an item of it, both as before and as after."""
    if not isinstance(delta, dict):
        return delta
    sides = {name: delta[name] for name in ("before", "after") if isinstance(delta.get(name), dict)}
    told = delta | {name: _set_aside(each, kind) for name, each in sides.items()}
    lists = delta.get("items")
    if isinstance(lists, dict):
        told["items"] = {name: _items_told(name, items) for name, items in lists.items()}
    return told


def _items_told(name: str, items: object) -> object:
    kind = _LISTS.get(name)
    if kind is None or not isinstance(items, dict):
        return items
    return {key: _delta_told(each, kind) for key, each in items.items()}


def _told(document: Document) -> Document:
    told: Document = {}
    for name, item in document.items():
        if name == "source" and isinstance(item, dict):
            told[name] = _set_aside(_source(item), Source)
        elif isinstance(item, dict):
            told[name] = _told(item)
        elif isinstance(item, list):
            kind = _LISTS.get(name)
            items = [_told(each) if isinstance(each, dict) else each for each in item]
            told[name] = [
                _set_aside(each, kind) if kind and isinstance(each, dict) else each
                for each in items
            ]
        else:
            told[name] = item
    return told


def _source(source: Document) -> Document:
    kinds = {True: SourceKind.OFFICIAL.value, False: SourceKind.INDEPENDENT.value}
    official = source.get("official")
    if not isinstance(official, bool):
        return source
    told = _set_aside(source, Source)
    if "kind" in told:
        return source
    rest = {name: item for name, item in told.items() if name != "official"}
    return rest | {"kind": kinds[official]}


def _set_aside(document: Document, kind: type[Struct]) -> Document:
    """Return a document whose new fields can all be read; others have another name."""
    kept = dict(document)
    for name in _NEW_FIELDS.get(kind, ()):
        if name not in document:
            continue
        try:
            from_document(_USUAL[kind] | {name: document[name]}, kind, name)
        except (Damaged, ValueError):
            kept[_free_name(name, kept)] = kept.pop(name)
    return kept


def _free_name(name: str, taken: Mapping[str, object]) -> str:
    """Return a name for what was written under another, which nothing else has."""
    wanted = f"{name}_as_written"
    further = (f"{wanted}_{number}" for number in count(2))
    return wanted if wanted not in taken else next(each for each in further if each not in taken)


def as_layout_2(document: Document) -> Document:
    """Return a document the way layout 2 had it, to know one again by its digest."""
    told: Document = {}
    for name, item in document.items():
        if name == "source" and isinstance(item, dict) and item.get("kind") == "official":
            rest = {key: each for key, each in item.items() if key != "kind"}
            told[name] = rest | {"official": True}
        elif isinstance(item, dict):
            told[name] = as_layout_2(item)
        elif isinstance(item, list):
            told[name] = [as_layout_2(each) if isinstance(each, dict) else each for each in item]
        else:
            told[name] = item
    return told
