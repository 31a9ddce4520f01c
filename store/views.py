"""Saved views: queries that a register keeps under a name."""

from __future__ import annotations

from store.codec import Document
from store.errors import BadValue, NotFound, NothingToDo
from store.history import Transaction
from store.query import parse_query
from store.query.nearest import did_you_mean, shown
from store.writing import Writing


def save(writing: Writing, name: str, query: str) -> Transaction:
    """Keep a query under a name. Raises `BadValue`, `BadQuery` and `NothingToDo`."""
    name, query = " ".join(name.split()), query.strip()
    if not name:
        raise BadValue("a view needs a name", hint="name it for what it shows: late at sea")
    parse_query(query, writing.reading.vocabulary)
    row, before = writing.reading.head()
    kept = list(before.get("views", []))
    place = _place(kept, name)
    view = {"name": name, "query": query}
    if place is None:
        kept.append(view)
    elif kept[place] | view == kept[place]:
        raise NothingToDo(f"the view “{name}” is kept so already")
    else:
        kept[place] = kept[place] | view
    writing.put("register", row, "", before, before | {"views": kept})
    return writing.record(f"view “{name}” {'saved' if place is None else 'changed'}")


def remove(writing: Writing, name: str) -> Transaction:
    """Remove a view. Raises `NotFound`."""
    row, before = writing.reading.head()
    kept = list(before.get("views", []))
    place = _place(kept, name)
    if place is None:
        names = [each["name"] for each in kept]
        hint = did_you_mean(name, names) if names else "no view was saved yet"
        raise NotFound(f"there is no view {shown(name)}", hint=hint)
    gone = kept.pop(place)
    rest = {key: item for key, item in before.items() if key != "views"}
    writing.put("register", row, "", before, rest | ({"views": kept} if kept else {}))
    return writing.record(f"view “{gone['name']}” removed")


def _place(kept: list[Document], name: str) -> int | None:
    wanted = " ".join(name.split()).casefold()
    found = (place for place, each in enumerate(kept) if each["name"].casefold() == wanted)
    return next(found, None)
