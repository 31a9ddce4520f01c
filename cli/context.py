"""What the shared options say, and the register they lead to."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cli.terminal import glyphs_for, is_terminal, quiet, width_of, wrapped
from store.errors import BadQuery, BadValue, NotFound, not_found
from store.model.address import RegisterPlace, required_path
from store.model.dates import PartialDate
from store.model.entities import View
from store.model.entry import Entry
from store.model.glyphs import Glyphs
from store.register.opening import Opened, open_register
from store.register.store import Store
from store.text import one_line
from store.user.config import Settings, read_settings
from store.user.paths import (
    REGISTER_VARIABLE,
    chosen_register,
    config_file,
    own_copy,
    own_register,
)

if TYPE_CHECKING:
    from store.portfolio.portfolio import Portfolio
    from store.query import Query
    from store.register.past import PastDay
    from store.user.visits import Visits


_NAME = re.compile(r"[a-z][a-z-]*", re.ASCII)
"""What the name of a bundled register looks like."""


class Session:
    """One run of the command: what was asked for, and the register, opened on first use."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.given_register: str | None = None
        self.given_as_of: date | None = None
        self.known_on: date | None = None
        self.read_only = False
        self.json = False
        self.plain = False
        self.ascii = False
        self.header = False
        """Whether plain lines begin with a row of the names of their columns."""
        self.saved_elsewhere = ""
        """The label of a change that was saved in a register made by this run."""
        self._opened: Opened | None = None
        self.day_said = False
        """Whether it was said that what was shown is the past."""

    @property
    def given_day(self) -> date | None:
        """The day that the options ask for; None for today, whichever day that comes to be."""
        return self.given_as_of or self.known_on

    @property
    def as_of(self) -> date:
        """The day everything is derived for and changes are dated by."""
        return self.given_day or self.today

    @property
    def past(self) -> PastDay | None:
        """The past day that is looked at; None for today, and for days to come."""
        if self.as_of >= self.today and self.known_on is None:
            return None
        from store.register.past import PastDay

        given = {"--as-of": self.given_as_of, "--known-on": self.known_on}
        asked_by = " and ".join(each for each, day in given.items() if day)
        return PastDay(self.as_of, self.known_on, asked_by)

    @cached_property
    def settings(self) -> Settings:
        """The user's configuration; what cannot be used in it is said on stderr."""
        settings = read_settings(config_file())
        for remark in settings.remarks:
            self.say(f"entente: {settings.told(remark)}")
        return settings

    @property
    def glyphs(self) -> Glyphs:
        """The glyphs for stdout, and the user's way of writing dates."""
        glyphs = glyphs_for(sys.stdout, self.ascii)
        dates = self.settings.config.dates
        return glyphs if dates == glyphs.dates else replace(glyphs, dates=dates)

    @property
    def styled(self) -> bool:
        """Whether to draw tables and panels rather than plain lines."""
        return is_terminal(sys.stdout) and not self.plain

    @property
    def register_place(self) -> RegisterPlace:
        """Where the register is that would be opened, whether it exists or not."""
        if name := self._bundled_name():
            return own_copy(name)
        return chosen_register(self.given_register) or own_register()

    @property
    def register_path(self) -> Path:
        """The same for what needs a file. Raises `BadValue` for a register in a database."""
        return required_path(self.register_place)

    @property
    def makes_copy(self) -> bool:
        """Whether a register that is not there yet begins as a copy of a bundled one."""
        return bool(self._bundled_name()) or chosen_register(self.given_register) is None

    @property
    def opened(self) -> Opened:
        """The open register. Raises `NoRegister`, `CannotRead` or `Damaged`."""
        name = "" if self._opened else self._bundled_name()
        if name:
            from store.register.opening import open_copy

            path = own_copy(name)
            self._opened = open_copy(path, _bundled(name), read_only=self.read_only, past=self.past)
        if self._opened is None:
            copies = chosen_register(self.given_register) is None and not own_register().exists()
            self._opened = open_register(
                self.given_register,
                _bundled() if copies else b"",
                read_only=self.read_only,
                past=self.past,
            )
        return self._opened

    def _bundled_name(self) -> str:
        """Return which bundled register is named, where no file is called so."""
        named = self.given_register or os.environ.get(REGISTER_VARIABLE, "")
        if not _NAME.fullmatch(named) or Path(named).exists():
            return ""
        from fixtures import BUNDLED  # only for those who name no path

        return named if named in BUNDLED else ""

    @cached_property
    def store(self) -> Store:
        """The register's store; says so on stderr when this was the moment it was made."""
        if self.opened.first_launch and not self.json:
            title = self.opened.store.register.title
            self.say(f"{title}: your own copy is now at {self.opened.store.path}")
            if others := _others(self.opened.store.path):
                self.say(f"also bundled: {others}")
        day = self.known_on
        if day is not None and not self.json and not self.opened.store.log(until=day):
            self.say(f"no change is known of {day} or before: dates alone tell what was there")
        return self.opened.store

    def say_on_day(self, words: str) -> None:
        """Say what was printed, and the day on which it holds; of a past one, that it is past."""
        past, day = self.past, self.glyphs.date(self.as_of)
        self.day_said = True
        self.say(f"{words} · THE PAST, {past.words}" if past else f"{words} · as of {day}")

    def say_past(self) -> None:
        """Say that what was read of the register is the past, if it is and was not said yet."""
        if self._opened is not None and self.past and not self.day_said:
            self.day_said = True
            self.say(f"THE PAST, {self.past.words}")

    def say(self, words: str) -> None:
        """Write one line about the data to stderr; under --json only errors go there."""
        if self.json:
            return
        glyphs = glyphs_for(sys.stderr, self.ascii)
        line = glyphs.words(one_line(words))
        try:
            for each in _packed(line, f" {glyphs.dot} ", width_of(sys.stderr)):
                print(wrapped(each, sys.stderr), file=sys.stderr, flush=True)
        except OSError:  # what nobody can be told is done all the same
            quiet(2)

    @property
    def visits(self) -> Visits:
        """When this person last was at the register, and last made a brief of it."""
        from store.user.paths import visits_file
        from store.user.visits import Visits

        return Visits(visits_file(), self.store.place)

    @property
    def saved(self) -> str:
        """The label of the last change that this run has saved; empty when it saved none."""
        return self.saved_elsewhere or (self._opened.store.saved if self._opened else "")

    def close(self) -> None:
        """Let go of the register, if one was opened; say last that what was shown is the past."""
        self.say_past()
        if self._opened is not None:
            self._opened.store.close()

    def query(self, words: tuple[str, ...], view: str | None = None) -> Query:
        """Read a query, and a saved view it narrows.

        Raises `BadQuery` with the place pointed out in a note, and `NotFound` for the view.
        """
        typed = self._read(" ".join(words))
        return typed if view is None else typed & self._read(self._view(view).query)

    def _view(self, name: str) -> View:
        from store.query.suggestions import with_shipped

        views = with_shipped(tuple(self.store.views), self.store.user)
        kept = {each.name.casefold(): each for each in views}
        found = kept.get(" ".join(name.split()).casefold())
        if found is None:
            from store.text import did_you_mean, shown

            names = [each.name for each in kept.values()]
            hint = did_you_mean(name, names) if names else "`entente views --help` saves one"
            raise NotFound(f"there is no view {shown(name)}", hint=hint)
        return found

    def _read(self, text: str) -> Query:
        from store.query import parse_query, point_at

        try:
            return parse_query(text, self.store.vocabulary)
        except BadQuery as error:
            error.add_note(point_at(text, error))
            raise

    def portfolio(self, words: tuple[str, ...] = (), view: str | None = None) -> Portfolio:
        """Return the register on the as-of date, seen through a query and a saved view."""
        return self.store.view(self.query(words, view), self.as_of, self.settings.config.thresholds)

    def entry(self, commitment_id: str) -> Entry:
        """Return one commitment on the as-of date. Raises `NotFound`."""
        entries = self.portfolio().by_id
        current = self.current_id(commitment_id)
        if current not in entries:
            raise not_found(commitment_id, entries)
        return entries[current]

    def current_id(self, commitment_id: str) -> str:
        """Return the id that a commitment has today, by one it has or had; any other as it is."""
        if commitment_id in self.store.ids():
            return commitment_id
        return self.store.former_ids().get(commitment_id, commitment_id)

    def read_date(self, text: str | None) -> PartialDate | None:
        """Read an exact, partial or relative date; None stays None. Raises `BadValue`."""
        if text is None:
            return None
        from store.model.dates import read_date

        return read_date(text, self.as_of)

    def read_day(self, text: str) -> date:
        """Read one exact day, counted from today when relative. Raises `BadValue`."""
        from store.model.dates import read_date

        found = read_date(text, self.today)
        if found.precision != "day":
            raise BadValue(f"'{text}' is not one day", hint="write it as 2025-12-31")
        return found.first


def _packed(line: str, joint: str, width: int) -> Iterator[str]:
    """Yield a line in pieces that break at its joints where it is wider than the terminal."""
    held = ""
    for part in line.split(joint):
        if held and len(held) + len(joint) + len(part) > width:
            yield held
            held = part
        else:
            held = f"{held}{joint}{part}" if held else part
    yield held


def _bundled(name: str = "india-us") -> bytes:
    # Only read where it is about to be copied: finding it in the package takes a while.
    from fixtures import bundled

    return bundled(name)


def _others(path: Path) -> str:
    """Return how the other bundled registers are opened; empty where there is none."""
    from fixtures import others_than

    return ", ".join(f"`entente --register {name}`" for name in others_than(path))
