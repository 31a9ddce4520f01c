"""From a query's tree to one fast function that says whether an entry matches.

Also what may be known without matching: how costly a term is, and whether one query narrows
another, whose finds can then be searched instead of everything.

Dates are resolved and words folded once, here, not for every entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from datetime import date
from typing import TypeAlias

from store.errors import BadValue
from store.model.dates import read_date
from store.model.entry import Entry
from store.query.ast import (
    And,
    Between,
    Compared,
    FieldTest,
    FlagTest,
    Node,
    Not,
    Or,
    Same,
    TermValue,
    TextTest,
)
from store.query.fields import (
    FIELDS_BY_NAME,
    FLAGS_BY_NAME,
    THINGS_BY_NAME,
    ChoiceField,
    QueryField,
    RangeField,
    TextField,
)
from store.text import fold

Match: TypeAlias = Callable[[Entry], bool]

WHOLE = "="
"""Before the text of a field that is met by a part of it: the whole is meant."""
_HIGHEST = date.max.toordinal() + 1
_LOWEST = -_HIGHEST
"""Both lie outside of every day's ordinal, every percentage and every number of days."""


def compile_node(node: Node, as_of: date) -> Match:
    """Return the function that says whether an entry, derived for `as_of`, matches."""
    match node:
        case TextTest(text):
            return _contains(fold(text))
        case FieldTest(name, values):
            return _field(FIELDS_BY_NAME[name], values, as_of)
        case FlagTest():
            return _flags(node, as_of)
        case Not(term):
            test = compile_node(term, as_of)
            return lambda entry: not test(entry)
        case And(terms):
            # What costs little decides first: most entries never reach the text search.
            return _every([compile_node(term, as_of) for term in sorted(terms, key=cost)])
        case Or(terms):
            return _some([compile_node(term, as_of) for term in sorted(terms, key=cost)])


def bounds(field: RangeField, value: TermValue, as_of: date) -> tuple[int, int]:
    """Return the lowest and the highest number of the field's unit that meet a value."""
    match value:
        case Between(low, high):
            return (
                _period(field, low, as_of)[0] if low else _LOWEST,
                _period(field, high, as_of)[1] if high else _HIGHEST,
            )
        case Compared(comparison, text):
            first, last = _period(field, text, as_of)
            return {
                "<": (_LOWEST, first - 1),
                "<=": (_LOWEST, last),
                ">": (last + 1, _HIGHEST),
                ">=": (first, _HIGHEST),
            }[comparison]
        case Same(text):
            return _period(field, text, as_of)


def text_test(field: TextField, wanted: Iterable[str]) -> Callable[[tuple[str, ...]], bool]:
    """Return the function that says whether a field's texts meet one of those wanted."""
    needles = [fold(text) for text in wanted]
    if not field.whole:
        within = [needle for needle in needles if _bare(needle) == needle]
        alike = {_bare(needle) for needle in needles}.difference(within)
        return lambda texts: any(
            folded in alike or any(needle in folded for needle in within)
            for folded in map(fold, texts)
        )
    exact = {needle for needle in needles if not needle.endswith("*")}
    beginnings = tuple(needle[:-1] for needle in needles if needle.endswith("*"))
    return lambda texts: any(
        folded in exact or folded.startswith(beginnings) for folded in map(fold, texts)
    )


def cost(node: Node) -> int:
    """Return how long a term takes, to sort by: what costs little should decide first.

    What the commitment says in one word; in a few; what is derived of it; all of its texts.
    """
    match node:
        case TextTest():
            return 3
        case FieldTest(name):
            field = FIELDS_BY_NAME[name]
            if isinstance(field, TextField):
                return 3 if field.searched else 1
            return 0 if isinstance(field, ChoiceField) and field.kept else 2
        case FlagTest():
            return 2
        case _:
            return 4


def _contains(needle: str) -> Match:
    return lambda entry: needle in entry.folded


def _every(tests: list[Match]) -> Match:
    # Halves of halves: never deep, not even for a thousand terms.
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 3:  # as many as people mostly type
        one, two, three = tests
        return lambda entry: one(entry) and two(entry) and three(entry)
    first, second = _every(tests[: len(tests) // 2]), _every(tests[len(tests) // 2 :])
    return lambda entry: first(entry) and second(entry)


def _some(tests: list[Match]) -> Match:
    if len(tests) == 1:
        return tests[0]
    first, second = _some(tests[: len(tests) // 2]), _some(tests[len(tests) // 2 :])
    return lambda entry: first(entry) or second(entry)


def _flags(node: FlagTest, as_of: date) -> Match:
    if node.prefix == "is":
        return _some([FLAGS_BY_NAME[name].holds for name in node.names])
    wanted = node.prefix == "has"
    return _some([_held(name, wanted, as_of) for name in node.names])


def _held(name: str, wanted: bool, as_of: date) -> Match:
    held = THINGS_BY_NAME[name].held
    return lambda entry: held(entry, as_of) is wanted


def _field(field: QueryField, values: tuple[TermValue, ...], as_of: date) -> Match:
    match field:
        case RangeField():
            return _some([_within(field, bounds(field, value, as_of), as_of) for value in values])
        case ChoiceField():
            return _chosen(field, {str(value) for value in values})
        case TextField():
            return _texts(field, [value.text for value in values if isinstance(value, Same)])
    raise AssertionError(f"no way to match {field.name}")


def _within(field: RangeField, ends: tuple[int, int], as_of: date) -> Match:
    reads = field.reads
    low, high = ends

    def within(entry: Entry) -> bool:
        number = reads(entry, as_of)
        return number is not None and low <= number <= high

    return within


def _chosen(field: ChoiceField, wanted: Set[str]) -> Match:
    reads = field.reads
    return lambda entry: reads(entry) in wanted


def _texts(field: TextField, wanted: list[str]) -> Match:
    found = text_test(field, wanted)
    reads = field.reads
    if field.searched:
        # Folding every title takes long; the entry's own folded text rules most of them out.
        parts = [text.removesuffix("*") if field.whole else _bare(text) for text in wanted]
        possible = _some([_contains(fold(part)) for part in parts])
        return lambda entry: possible(entry) and found(reads(entry))
    # Many entries share the few parties and domains of a register.
    known: dict[tuple[str, ...], bool] = {}

    def remembered(entry: Entry) -> bool:
        texts = reads(entry)
        try:
            return known[texts]
        except KeyError:
            return known.setdefault(texts, found(texts))

    return remembered


def _bare(text: str) -> str:
    return text.removeprefix(WHOLE) or text


def _period(field: RangeField, text: str, as_of: date) -> tuple[int, int]:
    if field.unit != "day":
        return int(text), int(text)
    try:
        period = read_date(text, as_of)
    except BadValue:
        # Only an offset of thousands of years can lead out of the calendar.
        return (_LOWEST, _LOWEST) if text.startswith("-") else (_HIGHEST, _HIGHEST)
    return period.first.toordinal(), period.last.toordinal()


def terms_of(tree: Node | None) -> tuple[Node, ...]:
    """Return the terms that a tree demands, all of them."""
    if tree is None:
        return ()
    return tree.terms if isinstance(tree, And) else (tree,)


def narrows(tree: Node | None, other: Node | None) -> bool:
    """Whether all that `tree` finds is certain to be found by `other` too.

    False also where that cannot be seen at once.
    """
    ours = terms_of(tree)
    return all(any(_implies(term, wanted) for term in ours) for wanted in terms_of(other))


def _implies(term: Node, other: Node) -> bool:
    if term == other:
        return True
    match term, other:
        case TextTest(text), TextTest(shorter):
            return fold(shorter) in fold(text)
        case Not(inner), Not(wider):
            return _implies(wider, inner)
        case FieldTest(field, values), FieldTest(same, more) if field == same:
            return set(values) <= set(more)
        case Or(terms), _:
            return all(_implies(each, other) for each in terms)
        case And(terms), _:
            return any(_implies(each, other) for each in terms)
        case _, Or(terms):
            return any(_implies(term, each) for each in terms)
        case _, And(terms):
            return all(_implies(term, each) for each in terms)
    return False
