"""What a person's review of a register is at: answers given, what was put off, where they look.

A `ReviewBook` belongs to one person and one register, and lies with the board's own memory: what
is found out goes into the register, how somebody gets through the queue does not.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct, field

from store.errors import CannotRead
from store.model.address import RegisterPlace, whole_name
from store.plain_files import read_plain

ReviewAnswer = Literal["looked", "changed", "later"]
"""What was done about a commitment: nothing found, something written down, put off."""

USUAL_DAYS = 14
"""After so many days what is put off comes back, until somebody says otherwise."""
_REST_DAYS = 14
"""A review left longer ago is begun anew: other things are pressing by then."""
_LONGEST_NAME = 40


class GivenAnswer(Struct):
    """One answer, in the order in which they were given."""

    of: str
    """The id of the commitment."""
    answer: ReviewAnswer
    saved: bool = True
    """Whether the register has it, rather than this book alone."""


class ReviewSession(Struct):
    """One way through the queue, which may be left and taken up again."""

    began: date
    scope: str
    """What the queue was made of: the filters of the board, in words."""
    order: list[str] = field(default_factory=list)
    """The ids in the queue, the worst first."""
    given: list[GivenAnswer] = field(default_factory=list)
    here: str = ""
    """The id of the commitment in view."""

    def answer(self, commitment_id: str) -> ReviewAnswer | None:
        """Return the last answer about a commitment; None while there is none."""
        return next(
            (each.answer for each in reversed(self.given) if each.of == commitment_id), None
        )

    @property
    def answers(self) -> dict[str, ReviewAnswer]:
        """The last answer about each commitment that has one."""
        return {each.of: each.answer for each in self.given}

    @property
    def left(self) -> list[str]:
        """The ids still without an answer, in order."""
        answered = self.answers
        return [each for each in self.order if each not in answered]

    def after(self, commitment_id: str) -> str:
        """Return the next id without an answer after one, around the end; empty at the end."""
        start = self.order.index(commitment_id) + 1 if commitment_id in self.order else 0
        answered = self.answers
        around = [*self.order[start:], *self.order[:start]]
        return next((each for each in around if each not in answered and each != commitment_id), "")

    def step(self, steps: int) -> str:
        """Return the id so many places on, as far as there are any; empty in an empty queue."""
        if not self.order:
            return ""
        place = self.order.index(self.here) if self.here in self.order else 0
        return self.order[min(max(0, place + steps), len(self.order) - 1)]

    def count(self, answer: ReviewAnswer) -> int:
        """Return about how many commitments this was answered at least once."""
        return len({each.of for each in self.given if each.answer == answer})

    def take_back(self, touched: set[str]) -> str:
        """Forget the last answer about one of these commitments; return which it was about."""
        for place in range(len(self.given) - 1, -1, -1):
            if self.given[place].of in touched:
                return self.given.pop(place).of
        return ""


class _Page(Struct):
    """What lies on the disk."""

    register: str
    places: list[str] = field(default_factory=list)
    days: int = USUAL_DAYS
    later: dict[str, date] = field(default_factory=dict)
    session: ReviewSession | None = None


class ReviewBook:
    """The book of one register. Every change is on the disk when the method returns.

    `trouble` says why it could not be kept; the review goes on all the same.
    """

    def __init__(self, folder: Path, register: RegisterPlace) -> None:
        """Read what is there; what cannot be read is put aside, and the book begun anew."""
        self.trouble = ""
        name = whole_name(register).encode("utf-8", "backslashreplace").decode("utf-8")
        short = re.sub(r"[^A-Za-z0-9-]+", "-", Path(name).stem)[:_LONGEST_NAME].strip("-")
        digest = blake2b(name.encode(), digest_size=6).hexdigest()
        self.path = folder / f"{short}-{digest}.json"
        self._page = self._read(name) or _Page(name)

    @property
    def places(self) -> tuple[str, ...]:
        """Where somebody looked last."""
        return tuple(self._page.places)

    @property
    def days(self) -> int:
        """After how many days something was last put off to come back."""
        return self._page.days

    @property
    def session(self) -> ReviewSession | None:
        """The review that was left, or is going on."""
        return self._page.session

    def put_off(self, as_of: date) -> dict[str, date]:
        """Return what does not come back until after a day, each with the day it does."""
        return {each: day for each, day in self._page.later.items() if day > as_of}

    def begin(self, scope: str, queue: list[str], as_of: date) -> ReviewSession:
        """Take up the review of the same scope that was left lately, or begin one.

        What was answered stays where it was, and what the queue holds beyond it follows.
        """
        left = self._page.session
        fresh = left is not None and left.scope == scope and left.left
        if left is None or not fresh or abs((as_of - left.began).days) > _REST_DAYS:
            left = ReviewSession(as_of, scope, list(queue))
        else:
            wanted, answered = set(queue), left.answers
            kept = [each for each in left.order if each in wanted or each in answered]
            there = set(kept)
            left.order = [*kept, *(each for each in queue if each not in there)]
        if left.here not in left.order or left.answer(left.here):
            left.here = left.after(left.here)
        self._page.session = left
        self.save()
        return left

    def end(self) -> None:
        """Forget a review that was gone through to its end."""
        self._page.session = None
        self.save()

    def remember_places(self, places: tuple[str, ...]) -> None:
        """Keep where somebody looked, as what is offered the next time."""
        self._page.places = list(places)
        self.save()

    def put_off_until(self, commitment_id: str, day: date, as_of: date) -> None:
        """Let a commitment wait until a day. Days that are over are forgotten."""
        later = {each: until for each, until in self._page.later.items() if until > as_of}
        self._page.later = later | {commitment_id: day}
        self._page.days = (day - as_of).days
        self.save()

    def bring_back(self, commitment_id: str) -> None:
        """Let a commitment wait no longer."""
        self._page.later.pop(commitment_id, None)
        self.save()

    def save(self) -> None:
        """Write the book, in one piece."""
        fresh = self.path.with_suffix(f".{os.getpid()}.new")
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh.write_bytes(msgspec.json.encode(self._page))
            os.replace(fresh, self.path)
        except OSError as error:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            self.trouble = f"where you are cannot be kept in {self.path.parent}: {error.strerror}"
        else:
            self.trouble = ""

    def _read(self, register: str) -> _Page | None:
        try:
            page = msgspec.json.decode(read_plain(self.path), type=_Page)
        except FileNotFoundError:
            return None
        except (OSError, CannotRead, msgspec.MsgspecError, UnicodeDecodeError):
            with suppress(OSError):
                os.replace(self.path, self.path.with_suffix(".unreadable"))
            return None
        return page if page.register == register else None


def days_later(text: str, as_of: date) -> date | None:
    """Return the day that a number of days leads to, 1 to 3,650; None for anything else."""
    word = text.strip().removesuffix("d").strip().removeprefix("+")
    if not (word.isascii() and word.isdecimal()) or not 1 <= int(word) <= 3650:
        return None
    return as_of + timedelta(days=int(word))
