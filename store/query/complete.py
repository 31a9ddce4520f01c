"""What could be written next in a query, with how many commitments it would find.

Counts are kept between keystrokes: make one `Completer` for a set of entries and ask it at
every key.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice

from msgspec import Struct

from store.entry import Entry
from store.errors import BadValue
from store.query.fields import (
    FIELDS,
    FIELDS_BY_NAME,
    ChoiceField,
    DomainField,
    RangeField,
    TextField,
)
from store.query.flags import FLAGS_BY_NAME, THINGS_BY_NAME
from store.query.match import bounds, text_test
from store.query.relative import NAMED_DAYS, read_date
from store.query.sort import SORT_KEYS_BY_NAME
from store.query.tokens import Item, Token, ends_word, scan
from store.query.tree import Same
from store.query.values import read_value
from store.query.vocabulary import Vocabulary
from store.text import fold

MOST_SHOWN = 20
"""Completions offered at once; typing on brings up the others."""

PREFIXES: Mapping[str, str] = {
    "is": "how it stands, such as is:overdue",
    "has": "what it has, such as has:follow-up",
    "no": "what it lacks, such as no:source",
    "sort": "the order, such as sort:due or sort:-due",
}
"""What stands before a colon without being a field, with a phrase for each."""

_OFFSETS = ("+30d", "+90d", "-30d", "-90d")
_PERCENTS = ("0", "25", "50", "75", "100")

_OPEN_WORDS: Mapping[str, Callable[[Vocabulary], tuple[str, ...]]] = {
    "id": lambda words: words.ids,
    "party": lambda words: words.parties,
    "lead": lambda words: words.leads,
    "instrument": lambda words: words.instruments,
    "kind": lambda words: words.kinds,
    "tag": lambda words: words.tags,
    "owner": lambda words: words.owners,
}


class Completion(Struct, frozen=True):
    """One way to go on."""

    text: str
    """What to put in place of the characters `start` to `end`."""
    start: int
    end: int
    count: int | None
    """Commitments the finished term would find; None where that says nothing."""
    description: str


class _Word(Struct, frozen=True):
    """A word that could be written, before it is known where."""

    text: str
    count: int | None
    description: str


class Completer:
    """Completes queries over one set of entries, all derived for the as-of date."""

    def __init__(self, vocabulary: Vocabulary, entries: Sequence[Entry], as_of: date) -> None:
        self._vocabulary = vocabulary
        self._entries = entries
        self._as_of = as_of
        self._groups: dict[str, Counter[tuple[str, ...]]] = {}
        self._numbers: dict[str, list[int]] = {}
        self._flagged: dict[str, int] = {}
        self._having: dict[str, int] = {}

    def at(self, text: str, cursor: int) -> list[Completion]:
        """Return what could be written at the cursor, the likeliest first; at most 20.

        The word around the cursor is what is replaced. Never raises on a faulty query.
        """
        written = scan(text[:cursor])
        token = written[-1] if written and written[-1].end == cursor else None
        if token is None or token.kind in ("(", "-"):
            return _placed(self._terms(""), cursor, _word_end(text, cursor, ""))
        if not token.items or (token.items[-1].quoted and token.items[-1].closed):
            return []
        item = token.items[-1]
        if token.kind == "field":
            end = cursor + 1 if item.quoted and text[cursor : cursor + 1] == '"' else cursor
            if not item.quoted:
                end = _word_end(text, cursor, ",")
            return _placed(self._values(token, item), item.start, end)
        if item.quoted:
            return []
        return _placed(self._terms(item.text), item.start, _word_end(text, cursor, ""))

    def _terms(self, typed: str) -> Iterator[_Word]:
        """Yield the beginnings of terms, and whole terms whose value begins as typed."""
        begins = fold(typed)
        for field in FIELDS:
            if field.name.startswith(begins):
                yield _Word(f"{field.name}:", None, field.meaning)
        for prefix, meaning in PREFIXES.items():
            if prefix.startswith(begins):
                yield _Word(f"{prefix}:", None, meaning)
        if not begins:
            return
        for name in ("is", "status", "priority", "domain", "party", "tag"):
            for word in self._words(name, begins, only_beginnings=True):
                yield _Word(f"{name}:{word.text}", word.count, word.description)

    def _values(self, token: Token, item: Item) -> Iterator[_Word]:
        field = FIELDS_BY_NAME.get(token.name)
        if isinstance(field, RangeField):
            return self._range_words(field, item.text)
        return self._words(token.name, fold(item.text))

    def _words(self, name: str, typed: str, *, only_beginnings: bool = False) -> Iterator[_Word]:
        """Yield what fits behind the colon and holds what is typed, folded."""
        match name:
            case "is":
                for flag in _likely(typed, FLAGS_BY_NAME, only_beginnings):
                    yield _Word(flag, self._count_flag(flag), FLAGS_BY_NAME[flag].meaning)
            case "has" | "no":
                for thing in _likely(typed, THINGS_BY_NAME, only_beginnings):
                    having = self._count_having(thing)
                    count = having if name == "has" else len(self._entries) - having
                    yield _Word(thing, count, THINGS_BY_NAME[thing].meaning)
            case "sort":
                turned = "-" if typed.startswith("-") else ""
                for key in _likely(typed.removeprefix("-"), SORT_KEYS_BY_NAME, only_beginnings):
                    meaning = SORT_KEYS_BY_NAME[key].meaning
                    described = f"turned around: {meaning}" if turned else meaning
                    yield _Word(turned + key, None, described)
            case _:
                field = FIELDS_BY_NAME.get(name)
                if isinstance(field, DomainField):
                    yield from self._domain_words(field, typed, only_beginnings)
                elif isinstance(field, ChoiceField):
                    groups = self._count_groups(field)
                    for choice in _likely(typed, field.choices, only_beginnings):
                        yield _Word(choice, groups[(choice,)], field.name)
                elif isinstance(field, TextField) and name in _OPEN_WORDS:
                    known = _OPEN_WORDS[name](self._vocabulary)
                    for word in _likely(typed, known, only_beginnings):
                        found = None if field.searched else self._count_found(field, word)
                        yield _Word(str(Same(word)), found, field.name)

    def _domain_words(
        self, field: DomainField, typed: str, only_beginnings: bool
    ) -> Iterator[_Word]:
        domains = self._vocabulary.domains
        named = {name: each for each in domains for name in (each.name, each.id)}
        for domain in dict.fromkeys(map(named.__getitem__, _likely(typed, named, only_beginnings))):
            count = self._count_found(field, domain.id)
            yield _Word(str(Same(domain.id)), count, domain.name)

    def _range_words(self, field: RangeField, written: str) -> Iterator[_Word]:
        """Yield dates or percentages behind a comparison or the first half of a range."""
        head = ""
        if ".." in written:
            head = written[: written.index("..") + 2]
        elif written[:1] in ("<", ">"):
            head = written[: 2 if written[1:2] == "=" else 1]
        typed = written[len(head) :].lower()
        numbers = self._sort_numbers(field)
        for word in _range_candidates(field, numbers):
            if not word.startswith(typed):
                continue
            try:
                value = read_value(field, self._vocabulary, head + word)
                exact = (
                    f"{word} %" if field.unit == "percent" else str(read_date(word, self._as_of))
                )
            except BadValue:
                continue
            low, high = bounds(field, value, self._as_of)
            count = max(0, bisect_right(numbers, high) - bisect_left(numbers, low))
            yield _Word(head + word, count, exact)

    def _count_found(self, field: TextField, word: str) -> int:
        found = text_test(field, [word])
        return sum(count for texts, count in self._count_groups(field).items() if found(texts))

    def _count_groups(self, field: TextField | ChoiceField) -> Counter[tuple[str, ...]]:
        """Count the entries by all they say in a field: most registers repeat themselves."""
        groups = self._groups.get(field.name)
        if groups is None:
            if isinstance(field, TextField):
                groups = Counter(map(field.reads, self._entries))
            else:
                groups = Counter((each,) for each in map(field.reads, self._entries))
            self._groups[field.name] = groups
        return groups

    def _sort_numbers(self, field: RangeField) -> list[int]:
        if field.name not in self._numbers:
            read = (field.reads(entry, self._as_of) for entry in self._entries)
            self._numbers[field.name] = sorted(each for each in read if each is not None)
        return self._numbers[field.name]

    def _count_flag(self, name: str) -> int:
        if name not in self._flagged:
            self._flagged[name] = sum(map(FLAGS_BY_NAME[name].holds, self._entries))
        return self._flagged[name]

    def _count_having(self, name: str) -> int:
        if name not in self._having:
            held = THINGS_BY_NAME[name].held
            self._having[name] = sum(held(entry, self._as_of) for entry in self._entries)
        return self._having[name]


def complete(
    text: str, cursor: int, vocabulary: Vocabulary, entries: Sequence[Entry], as_of: date
) -> list[Completion]:
    """Return what could be written at the cursor of one query, once; see `Completer.at`."""
    return Completer(vocabulary, entries, as_of).at(text, cursor)


def _likely(typed: str, words: Iterable[str], only_beginnings: bool) -> list[str]:
    """Return the words that contain what is typed, those that begin with it first."""
    begin: list[str] = []
    contain: list[str] = []
    for word in words:
        folded = fold(word)
        if folded.startswith(typed):
            begin.append(word)
        elif typed in folded and not only_beginnings:
            contain.append(word)
    return [*begin, *contain]


def _range_candidates(field: RangeField, numbers: Sequence[int]) -> Iterable[str]:
    if field.unit == "percent":
        return _PERCENTS
    if not numbers:
        return (*NAMED_DAYS, *_OFFSETS)
    years = range(date.fromordinal(numbers[0]).year, date.fromordinal(numbers[-1]).year + 1)
    return chain(NAMED_DAYS, _OFFSETS, (f"{year:04}" for year in years))


def _placed(words: Iterable[_Word], start: int, end: int) -> list[Completion]:
    return [
        Completion(word.text, start, end, word.count, word.description)
        for word in islice(words, MOST_SHOWN)
    ]


def _word_end(text: str, at: int, stops: str) -> int:
    while at < len(text) and not ends_word(text[at]) and text[at] not in stops:
        at += 1
    return at
