"""The history of a register: every change as a transaction that can be undone.

A transaction keeps, for each commitment it touched, only the fields that changed, as
they were before and after. Undoing puts the old ones back, and only when they still are
as the transaction left them: nobody's later change is lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from msgspec import Struct

from store.codec import Document
from store.errors import Damaged, NothingToDo

Kind = Literal["change", "undo", "redo"]


class Touch(Struct, frozen=True, omit_defaults=True):
    """What a transaction did to one commitment; None where it did not exist."""

    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


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


def difference(before: Document | None, after: Document | None) -> Touch:
    """Return what changed between two versions of a document."""
    if before is None or after is None:
        return Touch(before, after)
    changed = [key for key in before | after if before.get(key) != after.get(key)]
    return Touch(
        {key: before[key] for key in changed if key in before},
        {key: after[key] for key in changed if key in after},
    )


def still_as_left(
    document: Document | None, left: dict[str, Any] | None, other: Iterable[str]
) -> bool:
    """Whether a document still has the fields a transaction left, and none of `other`."""
    if document is None or left is None:
        return document == left
    return all(document.get(key) == left.get(key) for key in {*left, *other})


def put_back(
    document: Document | None, left: dict[str, Any] | None, wanted: dict[str, Any] | None
) -> Document | None:
    """Return the document with the fields `left` by a transaction as `wanted` instead."""
    if document is None or left is None or wanted is None:
        return wanted
    kept = {key: item for key, item in document.items() if key not in left and key not in wanted}
    return kept | wanted


def last_to_undo(history: Iterable[Transaction], user: str) -> Transaction:
    """Return the user's newest change that still stands. Raises `NothingToDo`."""
    done, _ = _stacks(history, user)
    if not done:
        raise NothingToDo("there is nothing to undo", hint="`entente log` lists every change")
    return done[-1]


def last_to_redo(history: Iterable[Transaction], user: str) -> Transaction:
    """Return the user's change undone last, with no new change since. Raises `NothingToDo`."""
    _, undone = _stacks(history, user)
    if not undone:
        raise NothingToDo("there is nothing to redo", hint="`entente log` lists every change")
    return undone[-1]


def _stacks(
    history: Iterable[Transaction], user: str
) -> tuple[list[Transaction], list[Transaction]]:
    done: list[Transaction] = []
    undone: list[Transaction] = []
    for transaction in history:
        if transaction.user != user:
            continue
        if transaction.kind != "change":
            taken, given = (done, undone) if transaction.kind == "undo" else (undone, done)
            if not taken:
                number, kind = transaction.number, transaction.kind
                raise Damaged(f"history {number}: there was nothing to {kind}")
            given.append(taken.pop())
        else:
            done.append(transaction)
            undone.clear()
    return done, undone
