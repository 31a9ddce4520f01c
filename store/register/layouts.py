"""The layouts a register's documents had, and the way from each to the next.

Each step is a pure function from the tables of one layout to those of the next; nothing is
ever dropped.
"""

from __future__ import annotations

from msgspec import Struct

from store.errors import Damaged
from store.model.entities import Commitment, Milestone, Source, SourceKind, Update
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
    something now, and that cannot mean that, is kept under `NAME_as_written`.
    """
    changed = dict(tables)
    for name in ("commitments", "instruments", "history"):
        changed[name] = {row: up_to_date(each) for row, each in tables.get(name, {}).items()}
    heads = tables.get("register", {})
    changed["register"] = {row: _set_aside(each, RegisterHead) for row, each in heads.items()}
    return changed


_NEW_FIELDS: dict[type[Struct], tuple[str, ...]] = {
    Commitment: ("measure", "former_ids"),
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
    Update: {"id": "", "date": "2025"},
    Milestone: {"id": "", "title": ""},
    Source: {"title": ""},
    RegisterHead: {"title": ""},
}
_LISTS: dict[str, type[Struct]] = {"updates": Update, "milestones": Milestone}


def up_to_date(document: Document) -> Document:
    """Return a document of layout 2, or one that is up to date, in the layout of today.

    Also a document of the history, or the text of an import: sources, updates and milestones are
    found wherever they are in it.
    """
    told = _told(document)
    return _set_aside(told, Commitment) if "title" in told else told


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
    if not isinstance(official, bool) or "kind" in source:
        return source
    rest = {name: item for name, item in source.items() if name != "official"}
    return rest | {"kind": kinds[official]}


def _set_aside(document: Document, kind: type[Struct]) -> Document:
    """Return a document whose new fields can all be read; others have another name."""
    kept = dict(document)
    for name in _NEW_FIELDS[kind]:
        if name not in document:
            continue
        try:
            from_document(_USUAL[kind] | {name: document[name]}, kind, name)
        except (Damaged, ValueError):
            kept[f"{name}_as_written"] = kept.pop(name)
    return kept


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
