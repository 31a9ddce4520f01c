"""The lists of objects in a JSON file: found, chosen or named by a path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from exchange.importers.readers.cells import json_cell
from store.errors import BadValue
from store.text import one_line

DEEPEST = 6
"""How many objects deep lists are looked for."""
KEY = "key"
"""The column of the keys of objects that are kept by key."""
_SAMPLE = 50
_SHOWN = 12
_PASSED = 50


class JsonList(NamedTuple):
    """One list of objects, and the way to it."""

    path: str
    """Such as `data.result`, or `features[].properties`; empty for the file itself."""
    items: list[Any]
    around: Mapping[str, Any]
    """The object it is in, to name what else that holds; empty for the file itself."""
    passed: tuple[str, ...] = ()
    """What a path with `[]` passes over: things on the way that have no such list."""


def lists_in(document: object) -> list[JsonList]:
    """Return every list that holds an object, outer ones first, in the file's order."""
    return list(_lists(document, "", {}, DEEPEST))


def _lists(value: object, path: str, around: Mapping[str, Any], deepest: int) -> Iterator[JsonList]:
    if isinstance(value, list):
        if any(isinstance(each, dict) for each in value):
            yield JsonList(path, value, around)
        elif items := _from_rows(value, around):
            yield JsonList(path, items, around)
        return
    if isinstance(value, dict) and deepest:
        for name, each in value.items():
            yield from _lists(each, f"{path}.{name}" if path else name, value, deepest - 1)


def _from_rows(rows: list[Any], around: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return rows of cells as objects; empty where nothing names their cells.

    Their names are the texts of the first row, or of a list beside the rows.
    """
    if not rows or not all(isinstance(each, list) for each in rows):
        return []
    width = max(map(len, rows))
    lists = [each for each in around.values() if isinstance(each, list) and each is not rows]
    names = next((each for each in lists if len(each) == width and _are_names(each)), None)
    if names is None:
        names, rows = rows[0], rows[1:]
        if not _are_names(names):
            return []
    heads = [*names, *(f"column {place}" for place in range(len(names) + 1, width + 1))]
    return [dict(zip(heads, row, strict=False)) for row in rows]


def _are_names(cells: list[Any]) -> bool:
    is_text = len(cells) > 1 and all(isinstance(each, str) and each.strip() for each in cells)
    return is_text and len(set(cells)) == len(cells)


def _by_key(
    value: object, path: str, around: Mapping[str, Any], deepest: int
) -> Iterator[JsonList]:
    """Yield objects that are kept by key, as a list of them with their keys."""
    if not isinstance(value, dict) or not deepest:
        return
    inner = list(value.values())
    if len(inner) > 1 and all(isinstance(each, dict) for each in inner):
        items = [{KEY: key, **each} for key, each in value.items()]
        yield JsonList(path, items, around)
    for name, each in value.items():
        yield from _by_key(each, f"{path}.{name}" if path else name, value, deepest - 1)


def chosen_list(
    document: object, path: str = "", wanted: Callable[[JsonList], float] | None = None
) -> JsonList | None:
    """Return the list of commitments in a JSON file; None where it holds no list of objects.

    `path` names it: keys with dots between, `[]` behind each list on the way. Without one it is
    the list that `wanted` likes best by a sample, and the longest of those it likes alike.
    Raises `BadValue` for a path that leads to no list.
    """
    if path:
        return _named(document, path)
    return next(iter(lists_by_rank(document, wanted)), None)


def _named(document: object, path: str) -> JsonList:
    # Keys may hold dots, and objects that are kept by key are no list that a path leads to.
    by_key = [] if lists_in(document) else list(_by_key(document, "", {}, DEEPEST))
    exact = next((each for each in by_key if each.path == path), None)
    if exact is not None:
        return exact
    try:
        return list_at(document, path)
    except BadValue:
        exact = next((each for each in lists_in(document) if each.path == path), None)
        if exact is None:
            raise
        return exact


def lists_by_rank(
    document: object, wanted: Callable[[JsonList], float] | None = None
) -> list[JsonList]:
    """Return the lists of a JSON file: the one that `wanted` likes best first, then the longest."""

    def rank(each: JsonList) -> tuple[float, int]:
        liked = wanted(each._replace(items=each.items[:_SAMPLE])) if wanted else 0.0
        return liked, len(each.items)

    found = lists_in(document) or list(_by_key(document, "", {}, DEEPEST))
    return sorted(found, key=rank, reverse=True)


def list_at(document: object, path: str) -> JsonList:
    """Return the list a path leads to; its objects know what stands around them.

    Raises `BadValue`, naming the step that leads nowhere.
    """
    found = JsonList("", document if isinstance(document, list) else [document], {})
    around: Mapping[str, Any] = {}
    passed: list[str] = []
    before = "the file"
    steps = [step for step in path.strip(".").split(".") if step not in ("", "[]")]
    for number, step in enumerate(steps):
        name = step.removesuffix("[]")
        items: list[Any] = []
        met = False
        for place, item in enumerate(found.items, start=1):
            value = item.get(name) if isinstance(item, dict) else None
            met |= isinstance(item, dict) and name in item
            inner = value if isinstance(value, list) else [value] if value is not None else []
            if not inner:
                passed.append(f"number {place:,} of {one_line(before)}, with no {one_line(name)}")
                continue
            if number == 0 and not isinstance(document, list):
                around = item
                items += inner
            else:
                items += [_within(each, item, name) for each in inner]
        if not met:
            raise BadValue(
                f"--list {path}: there is no '{step}'",
                hint=_hint(document),
            )
        found = JsonList(path, items, around, tuple(passed))
        before = name
    if not any(isinstance(each, dict) for each in found.items):
        raise BadValue(f"--list {path} leads to no list of objects", hint=_hint(document))
    return found


def _within(item: object, outer: Mapping[str, Any], name: str) -> object:
    """Return an object with what stands beside it in the one it is in."""
    if not isinstance(item, dict):
        return item
    beside = {key: value for key, value in outer.items() if key != name}
    return {
        **item,
        **{(key if key not in item else f"{name}^{key}"): each for key, each in beside.items()},
    }


def left_of(document: object, found: JsonList) -> list[str]:
    """Return what a file holds beside the list that is read, in words."""
    if not isinstance(document, dict):
        return []
    first = found.path.split(".")[0].removesuffix("[]")
    beside = {name: value for name, value in document.items() if name != first}
    if found.path != first and found.around is not document:
        beside |= dict(_on_the_way(document, found))
        beside |= {name: v for name, v in found.around.items() if v is not found.items}
    left = [f"{one_line(name)}{_size(value)}" for name, value in beside.items() if value != ""]
    more = len(found.passed) - _PASSED
    return [*left, *found.passed[:_PASSED], *([f"{more:,} more of these"] if more > 0 else [])]


def _on_the_way(document: Mapping[str, Any], found: JsonList) -> Iterator[tuple[str, Any]]:
    """Yield what stands beside the way to a list, below the first and above the last object."""
    value: Any = document
    way, rest = "", found.path
    while isinstance(value, dict) and value is not found.around:
        # Keys may hold dots themselves.
        key = max((each for each in value if rest.startswith(f"{each}.")), key=len, default=None)
        if key is None:
            return
        if way:
            yield from ((f"{way}{name}", each) for name, each in value.items() if name != key)
        value, way, rest = value[key], f"{way}{key}.", rest[len(key) + 1 :]


def _size(value: object) -> str:
    if isinstance(value, list | dict):
        return f" ({len(value):,})"
    text = one_line(json_cell(value))
    return f" “{text}”" if len(text) <= 40 else ""


def _hint(document: object) -> str:
    paths = [each.path for each in lists_in(document) if each.path]
    if not paths and isinstance(document, list):
        return "the file is a list itself: leave --list out"
    if not paths:
        return "the file holds no list of objects: leave --list out to read it as one"
    return "its lists: " + ", ".join(one_line(path) for path in paths[:_SHOWN])
