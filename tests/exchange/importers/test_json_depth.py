"""How deep JSON may be nested does not hang on the interpreter."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.importers.readers.json_text import DEEPEST, decode_json, repeated_keys

values = st.recursive(
    st.one_of(st.none(), st.integers(), st.text(max_size=9), st.sampled_from(["[[[", "}]{", '"['])),
    lambda each: st.one_of(st.lists(each), st.dictionaries(st.text(max_size=3), each)),
)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"x":"]", "b":'])
@pytest.mark.parametrize("closed", [True, False])
def test_what_is_nested_deeper_is_refused(opening: str, closed: bool) -> None:
    levels = 2 * DEEPEST
    ending = "".join({"[": "]", "{": "}"}[each] for each in reversed(opening) if each in "[{")
    text = opening * levels + "1" + (ending * levels if closed else "")
    with pytest.raises(RecursionError, match="nested more than 500 levels deep"):
        decode_json(text)


def test_what_is_nested_as_deep_as_it_may_is_read() -> None:
    assert decode_json("[" * DEEPEST + "]" * DEEPEST) is not None
    with pytest.raises(RecursionError):
        decode_json("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))


def test_brackets_in_texts_and_many_side_by_side_are_not_deep() -> None:
    texts = ["[" * 3000, "}{[" * 3000, '"\\[' * 3000]
    assert decode_json(json.dumps(texts)) == texts
    assert len(decode_json("[" + ",".join(["[{}]"] * 5000) + "]")) == 5000


@given(values)
def test_everything_else_is_read_as_ever(value: object) -> None:
    text = json.dumps(value)
    assert decode_json(text) == msgspec.json.decode(text)


pairs = st.recursive(
    st.one_of(st.none(), st.integers(), st.text(max_size=4), st.sampled_from(['a": ', '\\":'])),
    lambda each: st.one_of(
        st.lists(each, max_size=3), st.dictionaries(st.text(max_size=2), each, max_size=3)
    ),
)


@given(pairs)
def test_nothing_is_said_of_keys_that_are_there_once(value: object) -> None:
    text = json.dumps(value, indent=1)
    assert repeated_keys(text, decode_json(text)) == []


@pytest.mark.parametrize(
    "text", ['{"k": %s, "k":2}', '[{"x": [{"k" :%s,\n"\\u006b" : 2}]}, "a\\": "]']
)
@given(value=pairs)
def test_a_value_that_another_one_of_its_key_takes_away_is_said(text: str, value: object) -> None:
    whole = text % json.dumps(value)
    (said,) = repeated_keys(whole, decode_json(whole))
    assert said.startswith("k: ")
