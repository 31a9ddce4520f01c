"""Work on the store: what is to be done, what came of it, and what to do then."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from store.errors import EntenteError
    from store.history import Transaction
    from store.model import Commitment, Register

    Edit = Callable[[Commitment], Commitment]
    Work = Callable[[], Transaction]
    Done = Callable[[Transaction], None]


class Outcome(NamedTuple):
    """What came of work on the store."""

    result: Transaction | EntenteError
    register: Register
    news: list[Transaction] | None
    """What other processes had changed until then."""


class Plan(NamedTuple):
    """What to do with the outcome of work on the store."""

    done: Done
    select: str
    travel: bool
    then: Callable[[], None]
    kept: str


class Saving(NamedTuple):
    """What becomes of a form's draft: `then` forgets it once saved, `kept` says where it is."""

    then: Callable[[], None]
    kept: str


def nothing_more() -> None:
    """Do nothing after saving."""
