"""A query prints itself, and reads back as itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.query import EMPTY_QUERY, Query, SortTerm, parse_query
from store.query.ast import (
    Between,
    Compared,
    FieldTest,
    FlagPrefix,
    FlagTest,
    Node,
    Not,
    Same,
    TextTest,
    all_of,
    any_of,
)
from store.query.fields import FIELDS, FLAGS, THINGS
from store.query.sort import SORT_KEYS_BY_NAME
from tests.store.query.query_samples import AS_OF, ENTRIES, VOCABULARY


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("", ""),
        ("  goa   india ", "goa india"),
        ('"goa"', "goa"),
        ('"joint patrol"', '"joint patrol"'),
        ('"or" "-x" "a:b" "NOT" "("', '"or" "-x" "a:b" "NOT" "("'),
        ('"say \\"hi\\" \\\\"', '"say \\"hi\\" \\\\"'),
        ('10:30 [x]:y 5"', '10:30 [x]:y 5"'),
        ("((goa))", "goa"),
        ("(goa india) navy", "goa india navy"),
        ("(goa or india) or navy", "goa or india or navy"),
        ("(goa or india) navy", "(goa or india) navy"),
        ("(goa india) or navy", "goa india or navy"),
        ("goa OR navy", "goa or navy"),
        ("-(goa navy)", "-(goa navy)"),
        ("-(-goa)", "--goa"),
        ("Status:STAL,notk", "status:stalled,not-kept"),
        ("IS:Overdue", "is:overdue"),
        ("DUE:<=2026-q3,TODAY,+30D..", "due:<=2026-Q3,today,+30d.."),
        ("progress:050%..60%", "progress:50..60"),
        ('domain:"Information Sharing",AIR', "domain:information,air"),
        ('party:"United States",india', 'party:"United States",india'),
        ('title:"a,b","(c)"', 'title:"a,b","(c)"'),
        ("title:a-b title:-x title:<b>", "title:a-b title:-x title:<b>"),
        ("sort:-due goa sort:title,due", "goa sort:-due,title"),
        ("goa or navy sort:due", "goa or navy sort:due"),
    ],
)
def test_canonical_text(written: str, printed: str) -> None:
    assert str(parse_query(written, VOCABULARY)) == printed


DATES = st.sampled_from(["2026", "2026-Q3", "2025-12", "2025-12-31", "today", "eoy", "+30d", "-2w"])
TEXTS = st.one_of(
    st.text(min_size=1),
    st.sampled_from(["or", "OR", "AND", "-x", '"', "\\", '\\"', "a b", "a,b", "x:y", "(", "*"]),
)


def compared(values: st.SearchStrategy[str]) -> st.SearchStrategy[Same | Compared | Between]:
    return st.one_of(
        st.builds(Same, values),
        st.builds(Compared, st.sampled_from(["<", "<=", ">", ">="]), values),
        st.builds(Between, values, st.just("")),
        st.builds(Between, st.just(""), values),
        st.builds(Between, st.just("2025"), st.just("2026")),
    )


def field_test(names: list[str], values: st.SearchStrategy[object]) -> st.SearchStrategy[Node]:
    several = st.lists(values, min_size=1, max_size=3).map(tuple)
    return st.builds(FieldTest, st.sampled_from(names), several)


def flag_test(prefix: FlagPrefix, names: list[str]) -> st.SearchStrategy[Node]:
    several = st.lists(st.sampled_from(names), min_size=1, max_size=3).map(tuple)
    return st.builds(FlagTest, st.just(prefix), several)


NUMBERS = st.integers(0, 100).map(str)
LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.builds(TextTest, TEXTS),
    field_test(["title", "party", "tag", "id", "owner"], st.builds(Same, TEXTS)),
    field_test(["domain"], st.builds(Same, st.sampled_from(["maritime", "air", "industry"]))),
    field_test(["status"], st.builds(Same, st.sampled_from(["kept", "not-kept"]))),
    field_test(["due", "start", "updated"], compared(DATES)),
    field_test(["progress"], st.builds(Compared, st.just(">="), NUMBERS)),
    st.builds(
        FlagTest,
        st.just("is"),
        st.lists(st.sampled_from([f.name for f in FLAGS]), min_size=1).map(tuple),
    ),
    st.builds(
        FlagTest,
        st.just("no"),
        st.lists(st.sampled_from([t.name for t in THINGS]), min_size=1).map(tuple),
    ),
)


def some(terms: list[Node]) -> Node:
    tree = all_of(terms)
    assert tree is not None
    return tree


TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=1, max_size=3).map(some),
        st.lists(inner, min_size=1, max_size=3).map(any_of),
    ),
    max_leaves=8,
)


def _as_sorted(key: str, descending: bool) -> SortTerm:
    return SortTerm(key, descending or key == "attention")  # the most pressing is always first


SORTS = st.lists(
    st.builds(_as_sorted, st.sampled_from([*SORT_KEYS_BY_NAME]), st.booleans()),
    unique_by=lambda term: term.key,
    max_size=3,
).map(tuple)


@given(TREES, SORTS)
def test_every_query_reads_back_as_itself(tree: Node, sort: tuple[SortTerm, ...]) -> None:
    by_domain = any(term.key == "domain" for term in sort)
    query = Query(tree, sort, VOCABULARY.domain_ids if by_domain else ())
    again = parse_query(str(query), VOCABULARY)
    assert again == query
    assert str(again) == str(query)
    assert [again.matches(each, AS_OF) for each in ENTRIES] == [
        query.matches(each, AS_OF) for each in ENTRIES
    ]


def test_queries_combine() -> None:
    left, right = parse_query("goa or navy sort:due"), parse_query("is:open sort:title,-due")
    assert str(left & right) == "(goa or navy) is:open sort:due,title"
    assert left & EMPTY_QUERY == left
    assert EMPTY_QUERY & left == left


def test_domains_are_added_and_fields_taken_out() -> None:
    query = parse_query("goa or navy sort:due").with_domains(("maritime", "air"))
    assert str(query) == "domain:maritime,air (goa or navy) sort:due"
    assert str(query.without("domain")) == "goa or navy sort:due"
    assert query.with_domains(()) == query
    assert str(parse_query("domain:air").without("domain")) == ""
    assert str(parse_query("-domain:air a").without("domain")) == "-domain:air a"
    assert EMPTY_QUERY.without("domain") == EMPTY_QUERY


def test_emptiness() -> None:
    assert EMPTY_QUERY.is_empty
    assert parse_query("  ") == EMPTY_QUERY
    assert not parse_query("sort:due").is_empty
    assert not parse_query("x").is_empty


def test_equal_queries_are_one_key() -> None:
    assert len({parse_query("goa  is:open"), parse_query("goa IS:open")}) == 1


def test_every_example_of_a_field_reads_back() -> None:
    for field in FIELDS:
        assert str(parse_query(field.example)) == field.example
