"""From the text of a query to the query, or to the mistake: pointed at, or mended where plain.

    query = and ("or" and)*        and  = term*
    term  = "-" term | "(" query ")" | word | "phrase" | field ":" value ("," value)*

`sort:` terms stand outside of all parentheses and filter nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple, Never, TypeVar
from unicodedata import category, east_asian_width

from store.errors import BadQuery, BadValue
from store.query.ast import (
    CAPITALS,
    FieldTest,
    FlagTest,
    Node,
    Not,
    Same,
    SortTerm,
    TextTest,
    all_of,
    any_of,
)
from store.query.fields import FIELDS_BY_NAME
from store.query.lexer import QueryToken, QueryWord, TokenKind, scan
from store.query.query import Query, each_key_once
from store.query.values import FLAG_PREFIXES, read_flag, read_sort, read_value
from store.query.vocabulary import EMPTY_VOCABULARY, Vocabulary
from store.text import did_you_mean, shown, visible

MOST_NESTED = 50
"""How deep parentheses and hyphens may go: more than a person would write."""

FIELD_NAMES = (*FIELDS_BY_NAME, *FLAG_PREFIXES, "sort")
"""Everything that may stand before a colon."""


def parse_query(text: str, vocabulary: Vocabulary = EMPTY_VOCABULARY) -> Query:
    """Return the query that a text says; of an empty text, the one that everything matches.

    The vocabulary says which domains there are; without one every domain is taken. Raises
    `BadQuery`, and nothing else: its `start` and `end` are the place of the mistake in the text,
    its `hint` the nearest that is right.

    >>> query = parse_query("status:stalled,in-progress -tag:draft sort:-due")
    >>> str(query.with_sort())
    'status:stalled,in-progress -tag:draft'
    >>> parse_query("stauts:kept")
    Traceback (most recent call last):
    store.errors.BadQuery: there is no field 'stauts' (at character 1)
    """
    return _Parser(text, vocabulary).query()


_QUOTE_OR = 'write a term on both sides, or the word in quotes: "or"'

Parsed = TypeVar("Parsed")


class _Parser:
    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._tokens = scan(text)
        self._at = 0
        self._vocabulary = vocabulary
        self._sort: list[SortTerm] = []

    def query(self) -> Query:
        tree = self._any(depth=0)
        if self._next is not None:
            _refuse(self._next, "')' closes nothing", 'take it out, or write it in quotes: ")"')
        sort = each_key_once(self._sort)
        by_domain = any(term.key == "domain" for term in sort)
        return Query(tree, sort, self._vocabulary.domain_ids if by_domain else ())

    @property
    def _next(self) -> QueryToken | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, kind: TokenKind) -> QueryToken | None:
        token = self._next
        if token is None or token.kind != kind:
            return None
        self._at += 1
        return token

    def _any(self, depth: int) -> Node | None:
        """Read terms joined by `or`; None when there is no term at all."""
        first = self._all(depth)
        separator = self._take("or")
        if separator is None:
            return first
        if first is None:
            _refuse(separator, "nothing stands before 'or'", _QUOTE_OR)
        branches = [first]
        while separator is not None:
            branch = self._all(depth)
            if branch is None:
                _refuse(separator, "nothing stands after 'or'", _QUOTE_OR)
            branches.append(branch)
            separator = self._take("or")
        return any_of(branches)

    def _all(self, depth: int) -> Node | None:
        terms: list[Node] = []
        while (token := self._next) is not None and token.kind not in ("or", ")"):
            if token.name == "sort" and depth == 0:
                self._at += 1
                self._sort += [_checked(read_sort, item) for item in _items(token)]
            else:
                terms.append(self._term(depth))
        return all_of(terms)

    def _term(self, depth: int) -> Node:
        token = self._tokens[self._at]
        self._at += 1
        if depth > MOST_NESTED:
            _refuse(token, "this is nested too deeply", f"{MOST_NESTED} levels are the most")
        match token.kind:
            case "(":
                return self._group(token, depth)
            case "-":
                return self._opposite(token, depth)
            case "field":
                return self._field(token)
            case _:
                return _text(token)

    def _group(self, opening: QueryToken, depth: int) -> Node:
        inside = self._any(depth + 1)
        closing = self._take(")")
        if closing is None:
            _refuse(opening, "'(' is never closed", "close it with ')', or write it in quotes")
        if inside is None:
            _refuse(opening, "nothing stands in '()'", "write a term in it", end=closing.end)
        return inside

    def _opposite(self, hyphen: QueryToken, depth: int) -> Node:
        token = self._next
        if token is None or token.start != hyphen.end or token.kind in ("or", ")"):
            _refuse(
                hyphen,
                "'-' leaves nothing out",
                'write it right before a term, such as -tag:draft, or in quotes: "-"',
            )
        if token.name == "sort":
            _refuse(token, "'sort:' cannot be left out", "to turn it around write sort:-due")
        return Not(self._term(depth + 1))

    def _field(self, token: QueryToken) -> Node:
        name = token.name
        items = _items(token)
        prefix = FLAG_PREFIXES.get(name)
        if prefix is not None:
            flags = tuple(_checked(partial(read_flag, prefix), item) for item in items)
            return FlagTest(prefix, flags)
        if name == "sort":
            _refuse(token, "'sort:' cannot stand in parentheses", "write it behind them")
        field = FIELDS_BY_NAME[name]
        read = partial(read_value, field, self._vocabulary)
        return FieldTest(name, tuple(_checked(read, item) for item in items))


def _text(token: QueryToken) -> TextTest:
    (item,) = token.items
    _check_quotes(item)
    if not item.text:
        _refuse(item, "nothing stands between the quotes", "write a word or phrase in them")
    if not item.quoted and item.text in CAPITALS:
        hint = f'{CAPITALS[item.text]}; to find the word itself write "{item.text}"'
        _refuse(item, f"{item.text} is not an operator here", hint)
    return TextTest(item.text)


def _items(token: QueryToken) -> tuple[QueryWord, ...]:
    """Return a field's values. Raises `BadQuery` for an unknown field or a value left out."""
    name = token.name
    if name not in FIELD_NAMES:
        hint = did_you_mean(name, FIELD_NAMES, named="fields are")
        _refuse(
            token,
            f"there is no field {shown(name)}",
            f"{hint}; to find the text itself write it in quotes",
            end=token.start + len(name),
        )
    for item in token.items:
        _check_quotes(item)
        if not item.text:
            hint = f"write one right behind it, such as {_example(name)}"
            where = f"'{name}:'" if len(token.items) == 1 else f"a comma of '{name}:'"
            _refuse(token, f"{where} has no value", hint, end=item.end)
    return token.items


def _example(name: str) -> str:
    field = FIELDS_BY_NAME.get(name)
    return field.example if field else f"{name}:{'overdue' if name == 'is' else 'due'}"


def _check_quotes(item: QueryWord) -> None:
    if not item.closed:
        _refuse(item, "the quote is never closed", 'close it with "')
    if item.glued:
        _refuse(item, "something sticks to the closing quote", "put a space behind the quote")


def _checked(read: Callable[[str], Parsed], item: QueryWord) -> Parsed:
    """Return what a reader makes of a value, its `BadValue` turned into a mistake with a place."""
    try:
        return read(item.text)
    except BadValue as error:
        raise _mistake(item.start, item.end, error.message, error.hint) from error


def _refuse(at: QueryToken | QueryWord, what: str, hint: str, *, end: int = -1) -> Never:
    raise _mistake(at.start, at.end if end < 0 else end, what, hint)


def _mistake(start: int, end: int, what: str, hint: str) -> BadQuery:
    return BadQuery(f"{what} (at character {start + 1})", hint=hint, start=start, end=end)


def point_at(text: str, error: BadQuery) -> str:
    """Return two lines: the query, and carets under the faulty part.

    Wide characters count two cells and combining ones none. What a terminal would act on
    is shown as `store.text.visible` does.
    """
    line = visible(text.replace("\n", " "))
    before = sum(map(_cells, line[: error.start]))
    under = sum(map(_cells, line[error.start : error.end]))
    return f"{line}\n{' ' * before}{'^' * max(1, under)}"


def _cells(char: str) -> int:
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


_MEANT = r"^did you mean (.+?)\?|: did you mean (.+?)\?"
"""Not compiled before there is a mistake."""


class CorrectedQuery(NamedTuple):
    """A query put right."""

    text: str
    word: str
    """What was probably meant."""
    end: int
    """Where that word ends."""


def mended(text: str, error: BadQuery, vocabulary: Vocabulary) -> CorrectedQuery | None:
    """Return the query with the word that its mistake's hint names.

    None when the hint names none, or the word would not put the mistake right.
    """
    found = re.search(_MEANT, error.hint)
    if not found:
        return None
    word = found[1] or found[2]
    token = next((each for each in scan(text) if each.start <= error.start < each.end), None)
    places = [(error.start, error.end)] + ([(token.start, token.end)] if token else [])
    for start, end in places:
        for put in _ways_to_put(word, text[start:end]):
            attempt = f"{text[:start]}{put}{text[end:]}"
            if _further(attempt, start + len(put), vocabulary):
                return CorrectedQuery(attempt, word, start + len(put))
    return None


def _ways_to_put(word: str, faulty: str) -> list[str]:
    """Return what may stand in place of a faulty part, its signs kept."""
    low, dots, high = faulty.partition("..")
    if dots and ".." not in word:
        return [f"{word}..{high}", f"{low}..{word}"]
    signs = faulty[: len(faulty) - len(faulty.lstrip("<>=-"))]
    return list(dict.fromkeys((f"{signs}{word}", word, str(Same(word)))))


def _further(text: str, end: int, vocabulary: Vocabulary) -> bool:
    """Whether a query is right up to a place."""
    try:
        parse_query(text, vocabulary)
    except BadQuery as error:
        return error.start >= end
    return True
