"""The history of a register: every change as a transaction that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct

from store.errors import NothingToDo, NotStorable
from store.touch import Touch

Kind = Literal["change", "undo", "redo"]

_ENCODER = msgspec.json.Encoder(order="sorted")
_ALWAYS = ("number", "time", "user", "label")


class Step(Struct, frozen=True):
    """What is needed of a transaction to find the one to undo."""

    number: int
    user: str
    kind: Kind = "change"
    of: int = 0


class Transaction(Struct, frozen=True):
    """One change to a register, by one user, saved at one moment."""

    number: int
    time: str
    """When it was saved, UTC, ISO 8601 to the second."""
    user: str
    label: str
    """What was done, in words."""
    kind: Kind = "change"
    of: int = 0
    """For an undo or redo: the number of the transaction it undid or did again."""
    touched: dict[str, Touch] = {}
    """By commitment id."""
    instruments: dict[str, Touch] = {}
    """By instrument id."""
    head: Touch | None = None
    """What it did to the register's own fields, its domains and its views."""

    def touches(self) -> Iterator[Place]:
        """Yield every document it touched."""
        for name, touch in self.touched.items():
            yield Place("commitments", name, touch)
        for name, touch in self.instruments.items():
            yield Place("instruments", name, touch)
        if self.head is not None:
            yield Place("register", "", self.head)

    def encoded(self) -> bytes:
        """Return its document's JSON, made without a copy of what may be a whole register.

        Raises `NotStorable`. What it touched has been through `encode` already.
        """
        said = {name: getattr(self, name) for name in self.__struct_fields__}
        kept = {name: item for name, item in said.items() if item or name in _ALWAYS}
        try:
            return _ENCODER.encode(kept)
        except ValueError as error:  # a text that is no Unicode
            raise NotStorable(f"a change cannot be written as JSON: {error}") from error


class Place(NamedTuple):
    """A touch and the document it was done to."""

    table: str
    name: str
    """Its id; empty for the register's own document."""
    touch: Touch


def last_to_undo(steps: Iterable[Step], user: str) -> int:
    """Return the number of the user's newest change that still stands. Raises `NothingToDo`."""
    done, _ = _stacks(steps, user)
    if not done:
        raise NothingToDo("there is nothing to undo", hint="`entente log` lists every change")
    return done[-1]


def last_to_redo(steps: Iterable[Step], user: str) -> int:
    """Return the number of the change undone last, with no new one since. Raises `NothingToDo`."""
    _, undone = _stacks(steps, user)
    if not undone:
        raise NothingToDo("there is nothing to redo", hint="`entente log` lists every change")
    return undone[-1]


def _stacks(steps: Iterable[Step], user: str) -> tuple[list[int], list[int]]:
    done: list[int] = []
    undone: list[int] = []
    for step in steps:
        if step.user != user:
            continue
        if step.kind == "undo" and done:
            undone.append(done.pop())
        elif step.kind == "redo" and undone:
            done.append(undone.pop())
        elif step.kind == "change":
            done.append(step.number)
            undone.clear()
    return done, undone
