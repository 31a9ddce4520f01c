"""What a document may hold, and what is refused before anything is touched."""

from __future__ import annotations

import datetime
import decimal
import enum
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import NotStorable
from store.storage.documents import DEEPEST, decode, encode

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**40), 10**40)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=20,
)
DOCUMENTS = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), VALUES)


@given(DOCUMENTS)
def test_what_is_read_back_is_what_was_given(document: dict[str, Any]) -> None:
    raw = encode(document)
    assert b"\n" not in raw
    assert decode(raw) == document
    assert encode(decode(raw)) == raw


def test_keys_are_sorted_at_every_level() -> None:
    assert encode({"b": {"z": 1, "a": 2}, "a": [{"d": 1, "c": 2}]}) == (
        b'{"a":[{"c":2,"d":1}],"b":{"a":2,"z":1}}'
    )


def test_tuples_become_lists_as_in_tinydb() -> None:
    assert decode(encode({"parties": ("IN", "US")})) == {"parties": ["IN", "US"]}


class Colour(enum.Enum):
    RED = 1


class Text(str):
    pass


@pytest.mark.parametrize(
    "value",
    [
        math.nan,
        math.inf,
        b"bytes",
        {1, 2},
        {1: "number as key"},
        {None: "nothing as key"},
        datetime.date(2025, 2, 6),
        decimal.Decimal("1.5"),
        Colour.RED,
        Text("a kind of text"),
        object(),
        "\ud800",
        {"\ud800": 1},
        10**5000,
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_json_cannot_say_is_refused_by_place(value: object) -> None:
    with pytest.raises(NotStorable):
        encode({"updates": [{"value": value}]})


def test_the_refusal_says_where() -> None:
    with pytest.raises(NotStorable, match=r"document\.updates\[1\]\.progress is nan"):
        encode({"updates": [{}, {"progress": math.nan}]})


def test_nesting_has_an_end() -> None:
    document: dict[str, Any] = {}
    for _ in range(DEEPEST - 1):
        document = {"in": document}
    assert decode(encode(document)) == document
    with pytest.raises(NotStorable, match="levels deep"):
        encode({"in": document})
    round_and_round: dict[str, Any] = {}
    round_and_round["self"] = round_and_round
    with pytest.raises(NotStorable):
        encode(round_and_round)
