"""What a query says, as small values that print themselves in the one canonical way."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from store.query.lexer import FIELD_NAME, ends_word, quote

Comparison = Literal["<", "<=", ">", ">="]
FlagPrefix = Literal["is", "has", "no"]

CAPITALS = {
    "AND": "a space already means and",
    "NOT": "a hyphen before a word leaves it out, such as -draft",
}
"""Operators of other languages, refused in capitals, each with what to write here instead."""


class Same(Struct, frozen=True):
    """A value that is met by being (or containing, or lying within) what is written."""

    text: str

    def __str__(self) -> str:
        plain = self.text and self.text[0] != '"'
        if plain and not any(ends_word(char) or char == "," for char in self.text):
            return self.text
        return quote(self.text)


class Compared(Struct, frozen=True):
    """A value that is met by lying on one side of what is written."""

    comparison: Comparison
    text: str

    def __str__(self) -> str:
        return f"{self.comparison}{self.text}"


class Between(Struct, frozen=True):
    """A value that is met by lying from `low` to `high`, both included; empty is open."""

    low: str
    high: str

    def __str__(self) -> str:
        return f"{self.low}..{self.high}"


TermValue: TypeAlias = Same | Compared | Between


class TextTest(Struct, frozen=True):
    """A word or phrase, to be found anywhere in a commitment."""

    text: str

    def __str__(self) -> str:
        text = self.text
        reserved = text.lower() == "or" or text in CAPITALS
        if (
            not text
            or reserved
            or text[0] in '-"'
            or FIELD_NAME.match(text)
            or any(map(ends_word, text))
        ):
            return quote(text)
        return text


class FieldTest(Struct, frozen=True):
    """A field that must meet any one of the values."""

    field: str
    values: tuple[TermValue, ...]

    def __str__(self) -> str:
        return f"{self.field}:{','.join(map(str, self.values))}"


class FlagTest(Struct, frozen=True):
    """Flags of which any one must hold (`is`, `has`) or be missing (`no`)."""

    prefix: FlagPrefix
    names: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.prefix}:{','.join(self.names)}"


class Not(Struct, frozen=True):
    """The opposite of a term."""

    term: Node

    def __str__(self) -> str:
        return f"-({self.term})" if isinstance(self.term, And | Or) else f"-{self.term}"


class And(Struct, frozen=True):
    """Two terms or more that must all be met."""

    terms: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(f"({term})" if isinstance(term, Or) else str(term) for term in self.terms)


class Or(Struct, frozen=True):
    """Two terms or more of which one must be met."""

    terms: tuple[Node, ...]

    def __str__(self) -> str:
        return " or ".join(map(str, self.terms))


Node: TypeAlias = TextTest | FieldTest | FlagTest | Not | And | Or


class SortTerm(Struct, frozen=True):
    """A key to sort by, turned around or not."""

    key: str
    descending: bool = False

    def __str__(self) -> str:
        return f"-{self.key}" if self.descending else self.key


def all_of(terms: list[Node]) -> Node | None:
    """Return the node that demands every term, None when there is none to demand."""
    flat: list[Node] = []
    for term in terms:
        flat += term.terms if isinstance(term, And) else [term]
    return flat[0] if len(flat) == 1 else And(tuple(flat)) if flat else None


def any_of(terms: list[Node]) -> Node:
    """Return the node that demands one of the terms, of which there is at least one."""
    flat: list[Node] = []
    for term in terms:
        flat += term.terms if isinstance(term, Or) else [term]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))
