"""How many entries say what, for completion: each word, number and domain with its count.

Counted when asked for, or beforehand in small steps while nothing else is to be done.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, islice

from store.model.entry import Entry
from store.query.fields import (
    FIELDS,
    FIELDS_BY_NAME,
    FLAGS,
    FLAGS_BY_NAME,
    THINGS,
    THINGS_BY_NAME,
    ChoiceField,
    RangeField,
    TextField,
)
from store.query.matcher import text_test
from store.text import fold


class FacetWords:
    """Words in their order, found by how they begin or what they hold, case- and accent-blind."""

    def __init__(self, words: Iterable[str], folded: Iterable[str] | None = None) -> None:
        """Take words, and what `fold` makes of each when that is known."""
        self._words = tuple(words)
        texts = map(fold, self._words) if folded is None else folded
        joined = "\n".join([text.replace("\n", " ") for text in texts])
        self._folded = f"\n{joined}\n" if self._words else ""

    def __len__(self) -> int:
        return len(self._words)

    def likely(self, typed: str, most: int, *, only_beginnings: bool = False) -> list[str]:
        """Return the words that contain what is typed, folded, those that begin with it first."""
        if "\n" in typed:
            return []
        found = list(islice(self._places(f"\n{typed}"), most))
        if typed and not only_beginnings and len(found) < most:
            began = set(found)
            inside = (place for place in self._places(typed) if place not in began)
            found += islice(inside, most - len(found))
        return [self._words[place] for place in found]

    def _places(self, part: str) -> Iterator[int]:
        """Yield which words hold a text; a line break at its start is the start of the word."""
        text = self._folded
        place, counted, at = -1, 0, 0
        while (at := text.find(part, at)) >= 0 and at + len(part) < len(text):
            start = at + 1 if part.startswith("\n") else at
            place += text.count("\n", counted, start)
            counted = start
            yield place
            at = text.index("\n", start)


_COUNTED = (
    *("status", "party", "tag", "domain", "priority", "owner", "kind"),
    *(field.name for field in FIELDS if isinstance(field, ChoiceField)),
)
"""Fields of few different texts."""
FEW = 1000
"""Entries that are counted when asked: one fact of theirs takes less than a millisecond."""
_STEP = 500
_MOST_GROUPS = 300
"""Different things said in a field, up to which each is looked at for a count."""
_MOST_SAID = 20_000
"""Different things said in a field, from which it is free text and nothing to choose from."""

FacetGroup = tuple[str, ...]


class FacetNumbers:
    """What a field of days or percentages says, and how often."""

    def __init__(self, counts: Counter[int]) -> None:
        self.values = sorted(counts)
        self._sums = list(accumulate((counts[each] for each in self.values), initial=0))

    def between(self, low: int, high: int) -> int:
        """Return how many lie from `low` to `high`, both included."""
        start, end = bisect_left(self.values, low), bisect_right(self.values, high)
        return max(0, self._sums[end] - self._sums[start])


class Facets:
    """Counts of one set of entries, all derived for the as-of date.

    Of more than a thousand entries nothing is known before `prepare` has got to it.
    """

    def __init__(self, entries: Sequence[Entry], as_of: date) -> None:
        self._entries = entries
        self._as_of = as_of
        self._groups: dict[str, Counter[FacetGroup]] = {}
        self._singles: dict[str, Counter[str]] = {}
        self._words: dict[str, FacetWords] = {}
        self._numbers: dict[str, FacetNumbers] = {}
        self._flags: dict[str, int] = {}
        self._things: dict[str, int] = {}
        self._few = len(entries) <= FEW

    def prepare(self) -> Iterator[None]:
        """Count everything, for about a millisecond a step."""
        for name in _COUNTED:
            yield from self._count_groups(name)
        for flag in FLAGS:
            yield from self._count_flag(flag.name)
        for field in FIELDS:
            if isinstance(field, RangeField):
                yield from self._count_numbers(field)
        yield from self._count_groups("instrument")
        yield from self._count_groups("lead")
        for thing in THINGS:
            yield from self._count_thing(thing.name)
        for name in ("party", "tag", "owner", "lead", "id"):
            yield from self._gather(name)

    def groups(self, name: str) -> Counter[FacetGroup] | None:
        """Return what is said in a field of texts, all texts of an entry together."""
        if name not in self._groups and self._few:
            _go_through(self._count_groups(name))
        return self._groups.get(name)

    def words(self, name: str) -> FacetWords:
        """Return the different texts of a field, as far as they are known."""
        if name not in self._words and self._few:
            _go_through(self._gather(name))
        return self._words.get(name, _NO_WORDS)

    def found(self, field: TextField, word: str) -> int | None:
        """Return how many entries a text in a field finds; None when that is not known."""
        groups = self.groups(field.name)
        if not groups:
            return None if groups is None or self._entries else 0
        if field.whole and not word.endswith("*"):
            return self._singles_of(field.name, groups)[fold(word)]
        if len(groups) > _MOST_GROUPS:
            return None
        met = text_test(field, [word])
        return sum(count for texts, count in groups.items() if met(texts))

    def numbers(self, field: RangeField) -> FacetNumbers | None:
        """Return what a field of days or percentages says."""
        if field.name not in self._numbers and self._few:
            _go_through(self._count_numbers(field))
        return self._numbers.get(field.name)

    def flagged(self, name: str) -> int | None:
        """Return for how many entries a flag holds."""
        if name not in self._flags and self._few:
            _go_through(self._count_flag(name))
        return self._flags.get(name)

    def having(self, name: str) -> int | None:
        """Return how many entries have a thing."""
        if name not in self._things and self._few:
            _go_through(self._count_thing(name))
        return self._things.get(name)

    def _blocks(self) -> Iterator[Sequence[Entry]]:
        return (
            self._entries[start : start + _STEP] for start in range(0, len(self._entries), _STEP)
        )

    def _count_groups(self, name: str) -> Iterator[None]:
        field = FIELDS_BY_NAME[name]
        groups: Counter[FacetGroup] = Counter()
        for block in self._blocks():
            if isinstance(field, TextField):
                groups.update(map(field.reads, block))
            elif isinstance(field, ChoiceField):
                groups.update((each,) for each in map(field.reads, block))
            if len(groups) > _MOST_SAID:
                groups.clear()
                break
            yield
        self._groups[name] = groups

    def _gather(self, name: str) -> Iterator[None]:
        if name == "id":
            texts: Iterable[str] = (entry.id for entry in self._entries)
        else:
            groups = self.groups(name)
            texts = (text for group in groups or () for text in group)
        folded: dict[str, str] = {}
        for text in filter(None, texts):
            folded[text] = fold(text)
            if len(folded) % _STEP == 0:
                yield
        self._words[name] = FacetWords(folded, folded.values())

    def _singles_of(self, name: str, groups: Counter[FacetGroup]) -> Counter[str]:
        if name not in self._singles:
            singles: Counter[str] = Counter()
            for texts, count in groups.items():
                for text in set(map(fold, texts)):
                    singles[text] += count
            self._singles[name] = singles
        return self._singles[name]

    def _count_numbers(self, field: RangeField) -> Iterator[None]:
        counts: Counter[int] = Counter()
        for block in self._blocks():
            read = (field.reads(entry, self._as_of) for entry in block)
            counts.update(each for each in read if each is not None)
            yield
        self._numbers[field.name] = FacetNumbers(counts)

    def _count_flag(self, name: str) -> Iterator[None]:
        holds, count = FLAGS_BY_NAME[name].holds, 0
        for block in self._blocks():
            count += sum(map(holds, block))
            yield
        self._flags[name] = count

    def _count_thing(self, name: str) -> Iterator[None]:
        held, count = THINGS_BY_NAME[name].held, 0
        for block in self._blocks():
            count += sum(held(entry, self._as_of) for entry in block)
            yield
        self._things[name] = count


_NO_WORDS = FacetWords(())


def _go_through(steps: Iterable[None]) -> None:
    for _ in steps:
        pass
