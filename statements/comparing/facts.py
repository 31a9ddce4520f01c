"""What changed between two undertakings: level, date, amount, scope and who, as facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from statements.comparing.undertaking import Undertaking

What = Literal["level", "date", "amount", "scope", "who"]
FactChange = Literal["up", "down", "gained", "lost", "nearer", "later", "changed"]

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALES = {
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that differs; what is alike on both sides is no fact."""

    what: What
    change: FactChange
    earlier: str
    later: str

    def __str__(self) -> str:
        if self.earlier and self.later:
            return f"{self.what} {self.change}: {self.earlier} → {self.later}"
        return f"{self.what} {self.change}: {self.earlier or self.later}"


def facts_of(earlier: Undertaking, later: Undertaking) -> tuple[Fact, ...]:
    """Return what changed from one undertaking to the other."""
    return (
        *_level(earlier, later),
        *_date(earlier, later),
        *_amount(earlier, later),
        *_scope(earlier, later),
        *_who(earlier, later),
    )


def _level(earlier: Undertaking, later: Undertaking) -> Iterator[Fact]:
    if earlier.level is None or later.level is None or earlier.level == later.level:
        return
    change: FactChange = "up" if later.level.rank > earlier.level.rank else "down"
    yield Fact("level", change, earlier.level.value, later.level.value)


def _date(earlier: Undertaking, later: Undertaking) -> Iterator[Fact]:
    before, after = earlier.due, later.due
    if before is None and after is None:
        if earlier.when.lower() != later.when.lower():
            if earlier.when and later.when:
                yield Fact("date", "changed", earlier.when, later.when)
            else:
                yield Fact("date", "lost" if earlier.when else "gained", earlier.when, later.when)
    elif before is None or after is None:
        if earlier.when and later.when:
            yield Fact("date", "changed", earlier.when, later.when)
        else:
            yield Fact("date", "gained" if before is None else "lost", earlier.when, later.when)
    elif before != after:
        # Only where one period lies wholly before the other is it nearer or later.
        if after.last < before.first:
            yield Fact("date", "nearer", before.text, after.text)
        elif after.first > before.last:
            yield Fact("date", "later", before.text, after.text)
        else:
            yield Fact("date", "changed", before.text, after.text)


@dataclass(frozen=True, slots=True)
class _Amount:
    value: float
    unit: str


def _amount(earlier: Undertaking, later: Undertaking) -> Iterator[Fact]:
    before = {each.unit: (each.value, text) for text in earlier.amounts for each in _read(text)}
    after = {each.unit: (each.value, text) for text in later.amounts for each in _read(text)}
    for unit, (value, text) in before.items():
        if unit not in after:
            yield Fact("amount", "lost", text, "")
        elif after[unit][0] != value:
            yield Fact("amount", "up" if after[unit][0] > value else "down", text, after[unit][1])
    for unit, (_, text) in after.items():
        if unit not in before:
            yield Fact("amount", "gained", "", text)


def _read(text: str) -> Iterator[_Amount]:
    """Read an amount as a value and its unit; two amounts of other units are not compared."""
    low = text.lower()
    number = _NUMBER.search(low)
    if number is None:
        return
    value = float(number[0].replace(",", ""))
    for name, scale in _SCALES.items():
        if re.search(rf"(?<![a-z]){name}\b", low):
            value *= scale
    unit = _NUMBER.sub("", low, count=1)
    for name in (
        *_SCALES,
        "more than",
        "at least",
        "up to",
        "over",
        "nearly",
        "approximately",
        "around",
        "about",
        "some",
        "additional",
        "new",
    ):
        unit = re.sub(rf"(?<![a-z]){name}\b", "", unit)
    unit = " ".join(unit.split()).replace("per cent", "%").replace("percent", "%")
    unit = {"usd $": "$", "usd": "$", "us$": "$", "dollars": "$"}.get(unit, unit)
    yield _Amount(value, unit)


def _scope(earlier: Undertaking, later: Undertaking) -> Iterator[Fact]:
    before = {each.lower(): each for each in earlier.named}
    after = {each.lower(): each for each in later.named}
    lost = [name for low, name in before.items() if not _is_in(low, later.quote)]
    gained = [name for low, name in after.items() if not _is_in(low, earlier.quote)]
    if lost:
        yield Fact("scope", "lost", ", ".join(lost), "")
    if gained:
        yield Fact("scope", "gained", "", ", ".join(gained))


def _is_in(name: str, quote: str) -> bool:
    return name in quote.lower()


def _who(earlier: Undertaking, later: Undertaking) -> Iterator[Fact]:
    if earlier.by != later.by:
        yield Fact("who", "changed", earlier.by, later.by)
