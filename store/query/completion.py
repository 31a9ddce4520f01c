"""What could be written next in a query, with how many commitments it would find.

Counts are kept between keystrokes: make one `Completer` for a set of entries and ask it at
every key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain, islice

from msgspec import Struct

from store.errors import BadValue
from store.model.dates import NAMED_DAYS, read_date
from store.model.entry import Entry
from store.query.ast import FieldTest, FlagTest, Node, Same
from store.query.facets import Facets, FacetWords
from store.query.fields import (
    FIELDS,
    FIELDS_BY_NAME,
    FLAGS_BY_NAME,
    THINGS_BY_NAME,
    ChoiceField,
    DomainField,
    RangeField,
    TextField,
)
from store.query.lexer import QueryToken, QueryWord, ends_word, scan
from store.query.matcher import bounds
from store.query.sort import SORT_KEYS_BY_NAME
from store.query.values import read_value
from store.query.vocabulary import Vocabulary
from store.text import fold

MOST_SHOWN = 30
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
_DAYS = ("30", "90", "180", "270", "365")
_NUMBERS = {"moved": ("0", "1", "2", "3")}

_OPEN = ("id", "party", "lead", "instrument", "kind", "tag", "owner")
"""The fields whose words the register brings."""

Counted = Callable[[Node], "int | None"]


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
    """Completes queries over one set of entries, all derived for the as-of date.

    `counted` returns how many a term finds, where that is known without looking.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        entries: Sequence[Entry],
        as_of: date,
        counted: Counted = lambda _: None,
    ) -> None:
        self._vocabulary = vocabulary
        self._size = len(entries)
        self._as_of = as_of
        self._counted = counted
        self._facts = Facets(entries, as_of)
        self._declared = {
            "instrument": FacetWords(vocabulary.instruments),
            "kind": FacetWords(vocabulary.kinds),
        }

    def prepare(self) -> Iterator[None]:
        """Count for about a millisecond a step.

        Of a large register, what is not counted yet is offered without a count, and words of
        its own not at all.
        """
        return self._facts.prepare()

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
        if begins in FLAGS_BY_NAME:
            # Whoever wrote the whole word of a flag means that, before any field called so.
            for word in self._words("is", begins, only_beginnings=True):
                if word.text == begins:
                    yield _Word(f"is:{word.text}", word.count, word.description)
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
                if name == "is" and word.text == begins:
                    continue
                yield _Word(f"{name}:{word.text}", word.count, word.description)

    def _values(self, token: QueryToken, item: QueryWord) -> Iterator[_Word]:
        field = FIELDS_BY_NAME.get(token.name)
        if isinstance(field, RangeField):
            return self._range_words(field, item.text)
        return self._words(token.name, fold(item.text))

    def _words(self, name: str, typed: str, *, only_beginnings: bool = False) -> Iterator[_Word]:
        """Yield what fits behind the colon and holds what is typed, folded."""
        match name:
            case "is":
                for flag in _likely(typed, FLAGS_BY_NAME, only_beginnings):
                    count = self._known(FlagTest("is", (flag,)), self._facts.flagged, flag)
                    yield _Word(flag, count, FLAGS_BY_NAME[flag].meaning)
            case "has" | "no":
                for thing in _likely(typed, THINGS_BY_NAME, only_beginnings):
                    count = self._facts.having(thing)
                    if name == "no" and count is not None:
                        count = self._size - count
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
                    for choice in _likely(typed, field.choices, only_beginnings):
                        yield _Word(choice, self._count_choice(field, choice), field.name)
                elif isinstance(field, TextField) and name in _OPEN:
                    known = self._declared.get(name) or self._facts.words(name)
                    for word in known.likely(typed, MOST_SHOWN, only_beginnings=only_beginnings):
                        found = None if field.searched else self._facts.found(field, word)
                        yield _Word(str(Same(word)), found, field.name)

    def _known(self, term: Node, count: Callable[[str], int | None], name: str) -> int | None:
        known = self._counted(term)
        return count(name) if known is None else known

    def _count_choice(self, field: ChoiceField, choice: str) -> int | None:
        def count(name: str) -> int | None:
            groups = self._facts.groups(field.name)
            return None if groups is None else groups[(name,)]

        return self._known(FieldTest(field.name, (Same(choice),)), count, choice)

    def _domain_words(
        self, field: DomainField, typed: str, only_beginnings: bool
    ) -> Iterator[_Word]:
        domains = self._vocabulary.domains
        named = {name: each for each in domains for name in (each.name, each.id)}
        for domain in dict.fromkeys(map(named.__getitem__, _likely(typed, named, only_beginnings))):
            term = FieldTest(field.name, (Same(domain.id),))
            count = self._known(term, partial(self._facts.found, field), domain.id)
            yield _Word(str(Same(domain.id)), count, domain.name)

    def _exactly(self, field: RangeField, word: str) -> str:
        if field.unit == "day":
            return str(read_date(word, self._as_of))
        return f"{word} %" if field.unit == "percent" else field.meaning

    def _range_words(self, field: RangeField, written: str) -> Iterator[_Word]:
        """Yield dates, percentages or numbers behind a comparison or the first half of a range."""
        head = ""
        if ".." in written:
            head = written[: written.index("..") + 2]
        elif written[:1] in ("<", ">"):
            head = written[: 2 if written[1:2] == "=" else 1]
        typed = written[len(head) :].lower()
        numbers = self._facts.numbers(field)
        for word in _range_candidates(field, numbers.values if numbers else ()):
            if not word.startswith(typed):
                continue
            try:
                value = read_value(field, self._vocabulary, head + word)
                exact = self._exactly(field, word)
            except BadValue:
                continue
            low, high = bounds(field, value, self._as_of)
            count = numbers.between(low, high) if numbers else None
            yield _Word(head + word, count, exact)


def complete(
    text: str, cursor: int, vocabulary: Vocabulary, entries: Sequence[Entry], as_of: date
) -> list[Completion]:
    """Return what could be written at the cursor of one query, once; see `Completer.at`."""
    return Completer(vocabulary, entries, as_of).at(text, cursor)


def _likely(typed: str, words: Iterable[str], only_beginnings: bool) -> list[str]:
    """Return the words that contain what is typed, those that begin with it first."""
    return FacetWords(words).likely(typed, MOST_SHOWN, only_beginnings=only_beginnings)


def _range_candidates(field: RangeField, numbers: Sequence[int]) -> Iterable[str]:
    if field.unit == "percent":
        return _PERCENTS
    if field.unit == "number":
        return _NUMBERS.get(field.name, _DAYS)
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
