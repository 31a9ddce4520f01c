"""The numbers behind pictures: what was heard when, statuses over time, scorecards, a tree.

Pure functions of entries and a day. Nothing here makes one score of many: counts stand with
their number, and what is not known has a count of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple, assert_never
from unicodedata import east_asian_width

from store.model.dates import last_of_month
from store.model.derived import derive
from store.model.entities import Instrument, Register
from store.model.entry import Entry
from store.model.ids import slug
from store.model.log import counting_updates, is_news, promised_on
from store.model.status import Status

OPEN = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.STALLED)
"""What counts as open in a scorecard: known, and not settled."""
ScorecardBy = Literal["party", "domain", "instrument"]


class HeardMonth(NamedTuple):
    """What came of one commitment in one month."""

    news: int
    looks: int
    """Looks that found nothing."""


def month_of_day(day: date) -> int:
    """Return the number of a month: those since the year 0."""
    return day.year * 12 + day.month - 1


def heard_by_month(entry: Entry) -> dict[int, HeardMonth]:
    """Return in which months anything was heard of a commitment, or looked for in vain.

    >>> from store.model.dates import PartialDate
    >>> from store.model.entities import Commitment, Update
    >>> seen = Update("u1", PartialDate.parse("2026-10-31"), "Signed.")
    >>> looked = Update("u2", PartialDate.parse("2026-11-02"), searched=("PIB",))
    >>> entry = Entry(Commitment("c", "C", updates=(seen, looked)), None, date(2026, 11, 22))
    >>> [tuple(each) for each in heard_by_month(entry).values()]
    [(1, 0), (0, 1)]
    """
    months: dict[int, HeardMonth] = {}
    for update in counting_updates(entry.commitment, entry.as_of):
        month = month_of_day(update.date.last)
        news, looks = months.get(month, HeardMonth(0, 0))
        heard = is_news(update)
        looked = bool(update.searched) and not heard
        months[month] = HeardMonth(news + heard, looks + looked)
    return months


def heard_in(entry: Entry, months: Iterable[int]) -> list[HeardMonth | None]:
    """Return what came of a commitment in each of some months, by `month_of_day`.

    None before it was promised, and after the entry's as-of date.
    """
    heard = heard_by_month(entry)
    promised = promised_on(entry.commitment, entry.instrument)
    begins = month_of_day(promised) if promised else min(heard, default=0)
    until = month_of_day(entry.as_of)
    silent = HeardMonth(0, 0)
    return [
        heard.get(month, silent) if begins <= month <= until or month in heard else None
        for month in months
    ]


class StatusMonth(NamedTuple):
    """How many commitments had each status at the end of a month."""

    last: date
    """The last day of the month, or the as-of date in the month that is running."""
    counts: Counter[Status]
    """Of those that had been promised by then."""


def statuses_by_month(entries: Sequence[Entry], months: int) -> list[StatusMonth]:
    """Return the statuses at the end of each of so many months, the running one last.

    Of commitments as they are filtered on the entries' as-of date.
    """
    if not entries or months < 1:
        return []
    until = entries[0].as_of
    first = max(month_of_day(until) - months + 1, 12)
    ends = [_end(month, until) for month in range(first, month_of_day(until) + 1)]
    changes: list[Counter[Status]] = [Counter() for _ in ends]
    for entry in entries:
        held: Status | None = None
        for month, status in _steps(entry, first, ends):
            if held is not None:
                changes[month][held] -= 1
            changes[month][status] += 1
            held = status
    counts: Counter[Status] = Counter()
    found = []
    for last, change in zip(ends, changes, strict=True):
        counts.update(change)
        found.append(StatusMonth(last, Counter({key: n for key, n in counts.items() if n})))
    return found


def _end(month: int, until: date) -> date:
    return min(until, last_of_month(month // 12, month % 12 + 1))


def _steps(entry: Entry, first: int, ends: Sequence[date]) -> Iterator[tuple[int, Status]]:
    """Yield from which month on, counted from the first, a commitment has which status."""
    commitment, until = entry.commitment, ends[-1]
    promised = promised_on(commitment, entry.instrument)
    if promised is not None and promised > until:
        return
    begins = 0 if promised is None else max(0, month_of_day(promised) - first)
    if any(each.corrects for each in commitment.updates):
        # A correction changes what counted before it: only the whole log tells.
        for month in range(begins, len(ends)):
            yield month, derive(commitment, ends[month]).status
        return
    steps = {begins: Status.NOT_ASSESSED}
    for update in counting_updates(commitment, until):
        if update.status is not None:
            steps[max(begins, month_of_day(update.date.last) - first)] = update.status
    yield from sorted(steps.items())


class Score(NamedTuple):
    """How the commitments of one party, domain or instrument stand."""

    id: str
    """Empty for those that name none."""
    name: str
    size: int
    """How many are counted: those settled without a source are left out."""
    kept: int
    partly: int
    broken: int
    """Not kept."""
    open: int
    unknown: int
    """Not assessed."""
    withdrawn: int
    provisional: int
    """How many are left out."""
    statuses: Counter[Status]
    """The same, by status."""

    @property
    def unknown_percent(self) -> int:
        """The share of what is not known, in percent of those counted."""
        return round(100 * self.unknown / self.size) if self.size else 0


def scorecard(entries: Iterable[Entry], register: Register, by: ScorecardBy) -> list[Score]:
    """Return a score for each party, domain or instrument, the largest first, and one for all.

    That of all is the first. What names several counts in each of them; what names none has a
    row without an id at the end. Domains keep the register's order.
    """
    groups: dict[str, list[Entry]] = {}
    if by == "domain":
        groups = {each.id: [] for each in register.domains}
    every = list(entries)
    without: list[Entry] = []
    for entry in every:
        keys = _keys(entry, by)
        for key in keys:
            groups.setdefault(key, []).append(entry)
        if not keys:
            without.append(entry)
    names = {each.id: each.name for each in register.domains} if by == "domain" else {}
    if by == "instrument":
        names = {each.id: each.title for each in register.instruments}
    scores = [_score(key, names.get(key, key), found) for key, found in groups.items() if found]
    if by != "domain":
        scores.sort(key=lambda each: (-each.size, each.name))
    last = [_score("", f"no {by}", without)] if without else []
    return [_score("", "All", every), *scores, *last] if every else []


def _keys(entry: Entry, by: ScorecardBy) -> tuple[str, ...]:
    commitment = entry.commitment
    if by == "instrument":
        return (commitment.instrument,) if commitment.instrument else ()
    if by == "party":
        return tuple(dict.fromkeys(commitment.parties))
    if by == "domain":
        return tuple(dict.fromkeys(commitment.domains))
    assert_never(by)


def _score(key: str, name: str, entries: Sequence[Entry]) -> Score:
    counted = [entry.derived.status for entry in entries if not entry.derived.provisional]
    statuses = Counter(counted)
    return Score(
        key,
        name,
        len(counted),
        kept=statuses[Status.KEPT],
        partly=statuses[Status.PARTLY_KEPT],
        broken=statuses[Status.NOT_KEPT],
        open=sum(statuses[each] for each in OPEN),
        unknown=statuses[Status.NOT_ASSESSED],
        withdrawn=statuses[Status.WITHDRAWN],
        provisional=len(entries) - len(counted),
        statuses=statuses,
    )


class GridRow(NamedTuple):
    """What every member of a summit did about one commitment of it."""

    id: str
    """What the ids of the members' commitments begin with."""
    title: str
    """That of the first of them."""
    marks: tuple[str, ...]
    """`+1`, `0`, `-1`, a status's own glyph or nothing, for each member."""


class ComplianceGrid(NamedTuple):
    """What each member of a summit did about each commitment of it."""

    members: tuple[str, ...]
    rows: tuple[GridRow, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """What each member is called over its column."""
        return member_codes(self.members)


_MARKS = {Status.KEPT: "+1", Status.IN_PROGRESS: "0", Status.NOT_KEPT: "-1"}
"""As summit compliance is marked; any other status is shown by its own glyph."""


def compliance_grid(entries: Iterable[Entry]) -> ComplianceGrid | None:
    """Return the grid of a register with one commitment a member; None for any other.

    That is how summit compliance is kept: the ids are alike but for the member's name. A blank
    was not assessed, which is not the same as 0.
    """
    rows: dict[str, dict[str, str]] = {}
    titles: dict[str, str] = {}
    members: dict[str, None] = {}
    for entry in entries:
        commitment = entry.commitment
        ending = f"-{slug(commitment.parties[0])}" if len(commitment.parties) == 1 else ""
        if len(ending) < 2 or not commitment.id.endswith(ending):
            continue
        status, member = entry.derived.status, commitment.parties[0]
        mark = "" if status is Status.NOT_ASSESSED else _MARKS.get(status, status.ascii)
        base = commitment.id.removesuffix(ending)
        rows.setdefault(base, {})[member] = mark
        titles.setdefault(base, commitment.title)
        members.setdefault(member)
    if not any(len(marks) > 1 for marks in rows.values()):
        return None
    listed = tuple(
        GridRow(base, titles[base], tuple(marks.get(member, "") for member in members))
        for base, marks in rows.items()
    )
    return ComplianceGrid(tuple(members), listed)


def member_codes(names: Iterable[str]) -> tuple[str, ...]:
    """Return a code of two letters for each member, no two alike.

    They are its initials, else its first letter with another of its letters. A member whose
    letters are all taken, or all two cells wide, has the number of its place in the list.

    >>> member_codes(["India", "Indonesia", "South Africa", "Saudi Arabia", "United Kingdom"])
    ('IN', 'ID', 'SA', 'SU', 'UK')
    """
    codes: dict[str, None] = {}
    for place, name in enumerate(names, 1):
        words = ["".join(filter(_is_narrow, word)) for word in name.upper().split()]
        words = [word for word in words if word]
        letters = "".join(words)
        initials = "".join(word[0] for word in words)
        ways = [initials[:2]] if len(words) > 1 else []
        ways += [letters[0] + other for other in letters[1:]] or [letters] if letters else []
        codes[next((way for way in ways if way not in codes), str(place))] = None
    return tuple(codes)


def _is_narrow(char: str) -> bool:
    """Whether a character is a letter that takes one cell."""
    return char.isalpha() and east_asian_width(char) not in "WF"


class TreeBranch(NamedTuple):
    """An instrument in the tree of what took the place of what."""

    depth: int
    """How many took its place, one after the other."""
    instrument: Instrument
    statuses: Counter[Status]
    """What it still carries: the commitments made in it, by status."""


def instrument_tree(register: Register, entries: Iterable[Entry]) -> list[TreeBranch]:
    """Return the instruments, the newest first, each over the one it took the place of.

    A chain that leads back to itself is cut where it closes.
    """
    carried: dict[str, Counter[Status]] = {}
    for entry in entries:
        held = carried.setdefault(entry.commitment.instrument, Counter())
        held[entry.derived.status] += 1
    known = {each.id: each for each in register.instruments}
    replaced = {each.supersedes for each in register.instruments if each.supersedes != each.id}
    seen: set[str] = set()
    branches: list[TreeBranch] = []
    newest = sorted(known.values(), key=_age)
    for root in (*(each for each in newest if each.id not in replaced), *newest):
        here: Instrument | None = root
        depth = 0
        while here is not None and here.id not in seen:
            seen.add(here.id)
            branches.append(TreeBranch(depth, here, carried.get(here.id, Counter())))
            here, depth = known.get(here.supersedes), depth + 1
    return branches


def _age(instrument: Instrument) -> tuple[int, str]:
    day = instrument.date.last.toordinal() if instrument.date else 0
    return -day, instrument.id
