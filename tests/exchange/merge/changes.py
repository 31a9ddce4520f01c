"""What people make of a commitment and of a register: any of the changes that they can make."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from exchange.merge import RegisterState
from store.storage.documents import Document

WORDS = st.sampled_from(["a", "b", "ç", "[/]", "\x1b[31m"])
DAYS = st.sampled_from(["2026", "2027-Q1", "2027-03-01"])
PLAIN_FIELDS = {
    "title": WORDS,
    "due": DAYS,
    "lead": WORDS,
    "measure": st.sampled_from(["delivery", "duty", "aim"]),
    "watched_by": st.fixed_dictionaries({"desk": WORDS}),
}
WORD_LISTS = ("tags", "parties", "former_ids", "continues")
ITEMS = {
    "milestones": {"title": WORDS, "date": DAYS, "met": DAYS, "kind": st.just("event")},
    "follow_ups": {"title": WORDS, "owner": WORDS, "due": DAYS, "done": DAYS},
}
SOURCES = st.fixed_dictionaries(
    {"title": WORDS}, optional={"copy": st.sampled_from(["0a" * 32, "0b" * 32]), "url": WORDS}
)
UPDATES = {
    "note": WORDS,
    "written": st.sampled_from(["2027-03-01T09:00:00Z", "2027-03-01T10:00:00Z"]),
    "searched": st.lists(WORDS, min_size=1, max_size=3, unique=True),
    "status": st.sampled_from(["met", "on-track"]),
    "source": SOURCES,
}
NAMING = ("confirms", "corrects")
"""The fields of an update that name another of its log."""
INSTRUMENTS = {"title": WORDS, "date": DAYS, "source": SOURCES}
DECIDED = {
    "decided": st.sampled_from(["taken", "later", "no-commitment"]),
    "commitment": st.sampled_from(["p8i", "javelin"]),
}
RELATIONS = {
    "relation": st.sampled_from(["carried", "weaker"]),
    "later": st.sampled_from(["p8i", "javelin"]),
}
SETTINGS = {
    "title": WORDS,
    "second_reader": st.just(True),
    "stale_days": st.integers(30, 32),
    "stale_days_near_due": st.integers(10, 12),
    "due_soon_days": st.integers(10, 12),
}
REQUIRED = ("id", "title", "name", "query", "date", "decided", "relation")

BASE: Document = {
    "id": "p8i",
    "title": "Six aircraft",
    "due": "2026",
    "tags": ["air", "navy"],
    "domains": ["maritime"],
    "milestones": [
        {"id": "m1", "title": "Offer", "date": "2025"},
        {"id": "m2", "title": "Contract", "date": "2026"},
        {"id": "m3", "title": "Delivery"},
    ],
    "follow_ups": [{"id": "f1", "title": "Ask for the date", "owner": "ana"}],
    "updates": [{"id": "u1", "date": "2025-02-13", "note": "Announced"}],
    "watched_by": {"desk": "south"},
    "imported": {"ogp": {"row": 4}, "csv": {"row": 2}},
}
UNDECIDED = BASE | {
    "clashes": [
        {"at": ["due"], "values": ["2027", None]},
        {"at": ["lead"], "values": ["a", "b"]},
        {"at": ["milestones", "m2", "date"], "values": ["2027-03-01", "2027-Q1"]},
    ]
}
HEAD: Document = {
    "title": "Pledges",
    "domains": [{"id": "air", "name": "Air"}, {"id": "sea", "name": "Sea"}],
    "views": [{"name": "Late", "query": "is:overdue"}],
    "instruments": [
        {
            "id": "js25",
            "title": "Joint statement",
            "decisions": [
                {"id": "0a", "decided": "taken", "commitment": "p8i"},
                {"id": "0b", "decided": "later"},
            ],
            "relations": [{"id": "js23-0c", "relation": "carried", "of": "js23"}],
        }
    ],
}
OTHERS = tuple({"id": each, "title": each.upper(), "due": "2026"} for each in ("javelin", "quad"))
REGISTER = RegisterState(
    HEAD | {"order": ["p8i", "javelin", "quad"]}, {each["id"]: each for each in (BASE, *OTHERS)}
)


@st.composite
def versions(draw: st.DrawFn, base: Document = BASE) -> Document:
    """What one person made of a commitment."""
    document = deepcopy(base)
    for _ in range(draw(st.integers(0, 4))):
        edit(draw, document)
    steps = {each["id"] for each in document.get("milestones", [])}
    open_still = [
        each
        for each in document.pop("clashes", [])
        if each["at"][0] != "milestones" or each["at"][1] in steps
    ]
    return document | ({"clashes": open_still} if open_still else {})


@st.composite
def registers(draw: st.DrawFn) -> RegisterState:
    """What one person made of a register."""
    state = deepcopy(REGISTER)
    head, commitments, order = state.head, dict(state.commitments), list(state.order)
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.integers(0, 8))
        name = draw(st.sampled_from(order))
        if kind <= 2:
            edit(draw, commitments[name])
        elif kind == 3 and len(order) > 1:
            order.remove(name)
            del commitments[name]
        elif kind == 4:
            new = draw(st.sampled_from(["ai", "zumwalt"]))
            if new not in order:
                order.insert(draw(st.integers(0, len(order))), new)
                commitments[new] = {"id": new, "title": draw(WORDS)}
        elif kind == 5:
            order = draw(st.permutations(order))
        elif kind == 6 and name in REGISTER.commitments:
            later = f"{draw(st.sampled_from(['early', 'late']))}-{name}"
            order[order.index(name)] = later
            commitments[later] = _under(later, commitments.pop(name))
        else:
            _edit_head(draw, head)
    return RegisterState(head | {"order": order}, commitments)


def edit(draw: st.DrawFn, document: Document) -> None:
    """Change one thing in a commitment."""
    kind = draw(st.integers(0, 5))
    if kind <= 1:
        _set(draw, document, PLAIN_FIELDS)
    elif kind == 2:
        _change_words(draw, document, draw(st.sampled_from(WORD_LISTS)))
    elif kind == 3:
        name = draw(st.sampled_from(list(ITEMS)))
        _change_items(
            draw, document, name, [f"{name[0]}{each}" for each in range(1, 6)], ITEMS[name]
        )
    elif kind == 4:
        _log(draw, document)
    else:
        memory = document.setdefault("imported", {})
        memory[draw(st.sampled_from(["ogp", "csv"]))] = {"row": draw(st.integers(1, 3))}
        if draw(st.booleans()):
            del document["imported"]


def _under(name: str, document: Document) -> Document:
    former = [*document.get("former_ids", []), document["id"]]
    return document | {"id": name, "former_ids": former}


def _edit_head(draw: st.DrawFn, head: Document) -> None:
    kind = draw(st.integers(0, 4))
    if kind == 0:
        _set(draw, head, SETTINGS)
    elif kind == 1:
        _change_items(draw, head, "domains", ["air", "sea", "ai"], {"name": WORDS})
    elif kind == 2:
        _change_words(draw, head, "official_bodies")
    elif kind == 3:
        _change_items(draw, head, "instruments", ["js25", "js23", "soi"], INSTRUMENTS)
    elif head.get("instruments"):
        one = draw(st.sampled_from(head["instruments"]))
        _change_items(draw, one, "decisions", ["0a", "0b", "0c"], DECIDED)
        _change_items(draw, one, "relations", ["js23-0c", "js23-0d"], RELATIONS)


def _set(draw: st.DrawFn, document: Document, fields: dict[str, st.SearchStrategy[Any]]) -> None:
    """Give a field a value, or take it away; whoever does so has chosen between open ones."""
    name = draw(st.sampled_from(list(fields)))
    if name in REQUIRED or draw(st.integers(0, 3)):
        document[name] = draw(fields[name])
    else:
        document.pop(name, None)
    if "clashes" in document:
        left = [each for each in document.pop("clashes") if each["at"] != [name]]
        document.update({"clashes": left} if left else {})


def _change_words(draw: st.DrawFn, document: Document, name: str) -> None:
    words = list(document.get(name, []))
    kind = draw(st.integers(0, 2))
    if kind == 0:
        words.insert(draw(st.integers(0, len(words))), f"t-{draw(WORDS)}")
    elif kind == 1 and words:
        words.remove(draw(st.sampled_from(words)))
    elif words:
        words = draw(st.permutations(words))
    _put(document, name, list(dict.fromkeys(words)))


def _change_items(
    draw: st.DrawFn,
    document: Document,
    name: str,
    ids: list[str],
    fields: dict[str, st.SearchStrategy[Any]],
) -> None:
    items = list(document.get(name, []))
    kind = draw(st.integers(0, 3))
    if kind == 0 and items:
        _set(draw, draw(st.sampled_from(items)), fields)
    elif kind == 1 and items:
        items.remove(draw(st.sampled_from(items)))
    elif kind == 2 and items:
        items = draw(st.permutations(items))
    else:
        new = draw(st.sampled_from(ids))
        if new not in [each["id"] for each in items]:
            said = {each: draw(fields[each]) for each in fields if each in REQUIRED}
            items.insert(draw(st.integers(0, len(items))), {"id": new, **said})
    _put(document, name, items)


def _log(draw: st.DrawFn, document: Document) -> None:
    log = document.setdefault("updates", [])
    new: Document = {"id": f"u{draw(st.integers(2, 4))}", "date": draw(DAYS)}
    if new["id"] in [each["id"] for each in log]:
        return
    fields = dict(UPDATES)
    if log:
        fields |= dict.fromkeys(NAMING, st.sampled_from([each["id"] for each in log]))
    for name in draw(st.sets(st.sampled_from(list(fields)), min_size=1)):
        new[name] = draw(fields[name])
    log.append(new)


def _put(document: Document, name: str, items: list[Any]) -> None:
    if items:
        document[name] = items
    else:
        document.pop(name, None)
