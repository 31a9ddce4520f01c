"""What a board or a list shows: a register seen through filters on one day.

`Portfolio` is the view itself; `ById` and `Ids` are its cheap views of entries by id, and
`named_views` says which queries are saved under which name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from datetime import date
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from store.errors import BadQuery
from store.model.derived import DEFAULT, Thresholds
from store.model.entities import Domain, Register, View
from store.model.entry import Entry
from store.model.status import Status
from store.portfolio.bitset import every, with_bit
from store.portfolio.counts import DomainSummary as DomainSummary
from store.portfolio.index import Index
from store.portfolio.lazy_rows import LazyRows
from store.query import EMPTY_QUERY, Query, Vocabulary

if TYPE_CHECKING:
    from store.portfolio.follow_ups import ListedFollowUps
    from store.query.ast import Node

Member = TypeVar("Member")


class ById(Mapping[str, Entry]):
    """Entries by id, in the register's order, made of what an index has."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def __getitem__(self, commitment_id: str) -> Entry:
        return self._index.entry(commitment_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.rows)

    def __len__(self) -> int:
        return len(self._index.rows)


class Ids(Set[str]):
    """The ids of a set of positions."""

    def __init__(self, index: Index, bits: int) -> None:
        self._index = index
        self._bits = bits

    def __contains__(self, commitment_id: object) -> bool:
        place = self._index.rows.get(commitment_id) if isinstance(commitment_id, str) else None
        return place is not None and bool(self._bits >> place & 1)

    def __iter__(self) -> Iterator[str]:
        return (entry.id for entry in self._index.pick(self._bits))

    def __len__(self) -> int:
        return self._bits.bit_count()

    @classmethod
    def _from_iterable(cls, it: Iterable[Member]) -> frozenset[Member]:
        # What two sets of ids have in common is a plain set.
        return frozenset(it)


AT_ONCE = 2000
"""Entries that can be looked at, for whatever query, within a few milliseconds."""
_STEP = 200
"""Commitments whose texts are folded in about a millisecond."""


class Portfolio:
    """Commitments, the filters applied to them, and the as-of date. Never changes.

    Every `with_` method returns a new portfolio. `held` are ids that stay in view although
    the filters no longer match them, such as a commitment that was just marked. `total` is
    how many commitments there are when `register` brings only those that the query may match.

    >>> from store.model.dates import PartialDate
    >>> from store.model.entities import Commitment
    >>> from store.query import parse_query
    >>> promise = Commitment("p8i", "Six more P-8I aircraft", due=PartialDate.parse("2026-10"))
    >>> duty = Commitment("visits", "Yearly port visits")
    >>> register = Register("Pledges", commitments=(promise, duty))
    >>> late = Portfolio(register, date(2026, 11, 22)).with_query(parse_query("is:overdue"))
    >>> [entry.id for entry in late.rows], late.describe()
    (['p8i'], 'is:overdue: 1 of 2')
    """

    is_whole = True
    """Whether it knows all that it shows; a `PartialPortfolio` does not."""

    def __init__(
        self,
        register: Register,
        as_of: date,
        *,
        domains: tuple[str, ...] = (),
        query: Query = EMPTY_QUERY,
        held: frozenset[str] = frozenset(),
        total: int | None = None,
        thresholds: Thresholds = DEFAULT,
        index: Index | None = None,
    ) -> None:
        """Show a register; an `index` of the same register and day spares making one."""
        self.register = register
        self.as_of = as_of
        self.domains = domains
        self.query = query
        self.held = held
        self.total = len(register.commitments) if total is None else total
        self._usual = thresholds
        self._index = index or Index(register, as_of, thresholds)
        self.thresholds = self._index.thresholds
        """After how many days things change: as the register says, else as the user does."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every commitment of the register, in its order."""
        return self._index.entries

    @property
    def by_id(self) -> Mapping[str, Entry]:
        """Every commitment of the register by its id."""
        return ById(self._index)

    @cached_property
    def found(self) -> tuple[Entry, ...]:
        """What the query matches, in any domain, in the register's order."""
        return self._index.pick(self._found)

    @cached_property
    def matching(self) -> tuple[Entry, ...]:
        """What the query and the chosen domains match, in the register's order."""
        return self._index.pick(self._matching)

    @property
    def matching_ids(self) -> Set[str]:
        """The ids of what the filters match."""
        return Ids(self._index, self._matching)

    @property
    def size(self) -> int:
        """How many the filters match."""
        return self._matching.bit_count()

    @cached_property
    def rows(self) -> Sequence[Entry]:
        """What a list shows: what matches and what is held, in the query's order.

        Made only as far as somebody looks.
        """
        return self._index.ordered(self._shown, self.query)

    @cached_property
    def shown(self) -> tuple[Entry, ...]:
        """The rows, all of them made."""
        return tuple(self.rows)

    @cached_property
    def _shown(self) -> int:
        bits = self._matching
        for each in self.held & self._index.rows.keys() if self.held else ():
            bits = with_bit(bits, self._index.rows[each], True)
        return bits

    def row_of(self, commitment_id: str) -> int | None:
        """Return in which row a commitment is, or None."""
        place = self._index.rows.get(commitment_id)
        if place is None or not self._shown >> place & 1:
            return None
        if not self.query.sort:
            return (self._shown & every(place)).bit_count()
        entry, rows = self.entries[place], self.rows
        return rows.place_of(entry) if isinstance(rows, LazyRows) else rows.index(entry)

    def at_once(self) -> bool:
        """Return whether what it shows is known, or found before anybody notices."""
        index = self._index
        sorts = bool(self.query.sort) and index.count > AT_ONCE and not index.sorted(self.query)
        return not sorts and index.search(self.query.tree).length <= AT_ONCE

    def look(self) -> Iterator[None]:
        """Look for what the query matches, for about a millisecond a step.

        Whoever goes through the steps need not wait for anything that the portfolio tells.
        """
        return self._index.look(self.query.tree)

    def counted(self, term: Node) -> int | None:
        """Return how many of all a term finds, or None where that takes looking."""
        from store.portfolio.search import counted

        found = counted(term, self._index)
        return None if found is None else found.bit_count()

    def sort(self) -> None:
        """Sort as the query does. Takes a while at first; may be done in another thread."""
        self._index.sort(self.query)

    def first_rows(self, most: int) -> list[Entry]:
        """Return the first rows without finding the others, at most so many, perhaps fewer."""
        search = self._index.search(self.query.tree)
        places = self._index.places(search.bits & self._chosen, self.query)
        return search.first(islice(places, AT_ONCE), most)

    @cached_property
    def _found(self) -> int:
        return self._index.find(self.query.tree)

    @cached_property
    def _matching(self) -> int:
        return self._found & self._chosen

    @cached_property
    def _chosen(self) -> int:
        """The positions of all that is in the chosen domains."""
        chosen = 0
        for each in self.domains:
            chosen |= self._index.counts.domain(each)
        return chosen if self.domains else self._index.everything

    def prepare(self) -> Iterator[int]:
        """Get ready to look for words, a few hundred commitments a step; yield how many are done.

        For a board with nothing else to do: without it the first word typed pays for all.
        """
        for done, entry in enumerate(self.entries, start=1):
            _ = entry.folded
            if done % _STEP == 0:
                yield done

    def with_query(self, query: Query) -> Portfolio:
        """Return the same register seen through another query."""
        return self._but(query=query, held=frozenset())

    def with_domains(self, domains: tuple[str, ...]) -> Portfolio:
        """Return the same register seen in these domains only; none means all."""
        return self._but(domains=domains, held=frozenset())

    def with_held(self, ids: Iterable[str]) -> Portfolio:
        """Return the same view, with these commitments kept in it."""
        return self._but(held=self.held | frozenset(ids))

    def with_register(self, register: Register) -> Portfolio:
        """Return the same filters over a newer state of the register.

        A domain that is gone from it does not filter any more.
        """
        gone = {each.id for each in self.register.domains} if self.domains else set()
        gone -= {each.id for each in register.domains}
        left = tuple(each for each in self.domains if each not in gone)
        return self._but(register=register, domains=left)

    def with_as_of(self, as_of: date) -> Portfolio:
        """Return the same filters as they stood on another day."""
        return self.on_day(as_of, self.register)

    def on_day(self, as_of: date, register: Register) -> Portfolio:
        """Return the same filters over a register as it stood on another day."""
        return Portfolio(
            register,
            as_of,
            domains=self.domains,
            query=self.query,
            thresholds=self._usual,
        )

    def _but(
        self,
        *,
        register: Register | None = None,
        domains: tuple[str, ...] | None = None,
        query: Query | None = None,
        held: frozenset[str] | None = None,
    ) -> Portfolio:
        register = register or self.register
        return Portfolio(
            register,
            self.as_of,
            domains=self.domains if domains is None else domains,
            query=self.query if query is None else query,
            held=self.held if held is None else held,
            thresholds=self._usual,
            index=self._index.after(register),
        )

    def describe(self) -> str:
        """Return the filters, how much they leave, and the order if there is one.

        Such as `Maritime, status:stalled: 6 of 52, sort:due`; a saved view by its name.
        """
        if self.view_name:
            return f"{self.view_name}: {self.size} of {self.total}"
        names = [each.name for each in self.register.domains if each.id in self.domains]
        parts = [" + ".join(names)] if names else []
        parts += [str(self.query.tree)] if self.query.tree else []
        count = f"{self.size} of {self.total}"
        said = f"{', '.join(parts)}: {count}" if parts else f"all {self.total}"
        order = ",".join(map(str, self.query.sort))
        return f"{said}, sort:{order}" if order else said

    @property
    def view_name(self) -> str:
        """The name of the saved view that this is; empty when it is none."""
        if self.query.is_empty and not self.domains:
            return ""

        named = named_views(self.register.views, self.register.domains)
        return named.get(self.query.with_domains(self.domains), "")

    @cached_property
    def statuses(self) -> Counter[Status]:
        """How many of those matching have each status."""
        counts = self._index.counts
        statuses = {each: (self._matching & counts.status(each)).bit_count() for each in Status}
        return Counter({status: count for status, count in statuses.items() if count})

    @property
    def overdue(self) -> int:
        """How many of those matching are overdue."""
        return (self._matching & self._index.counts.overdue).bit_count()

    @property
    def dated(self) -> int:
        """How many of those matching are open and have a due date: what `overdue` is out of."""
        return (self._matching & self._index.counts.dated).bit_count()

    @cached_property
    def domain_summaries(self) -> tuple[DomainSummary, ...]:
        """All, then each of the register's domains, over what the query matches."""
        found, counts = self._found, self._index.counts
        return tuple(
            DomainSummary.of(each, found, counts) for each in (None, *self.register.domains)
        )

    @cached_property
    def follow_ups(self) -> ListedFollowUps:
        """Follow-ups of those matching: overdue first, then by date, undated, then done ones."""
        return self._index.follow_ups.among(self._matching, self._index.count, self.as_of)

    def row_of_follow_up(self, commitment_id: str, follow_up_id: str) -> int | None:
        """Return at which place of `follow_ups` one is, or None."""
        place = self._index.rows.get(commitment_id)
        if place is None:
            return None
        steps = self.register.commitments[place].follow_ups
        found = next((each for each in steps if each.id == follow_up_id), None)
        return self.follow_ups.row_of(place, found) if found else None


@lru_cache(maxsize=4)
def named_views(views: tuple[View, ...], domains: tuple[Domain, ...]) -> Mapping[Query, str]:
    """Return the name of each query that is saved; the first name of those saved twice."""
    from store.query import parse_query

    vocabulary = Vocabulary(domains)
    named: dict[Query, str] = {}
    for view in views:
        with suppress(BadQuery):
            named.setdefault(parse_query(view.query, vocabulary), view.name)
    return named
