"""The order a query puts commitments in."""

from __future__ import annotations

import pytest

from store.model.dates import PartialDate
from store.model.entities import Commitment, FollowUp
from store.model.entry import Entry
from store.query import SortTerm, parse_query
from tests.store.query.query_samples import AS_OF, VOCABULARY, due_on, listed

P8I, PORTS, SHARE, ENGINE, BARE = "js25-p8i", "js25-ports", "fw35-share", "engine", "bare"


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", [P8I, PORTS, SHARE, ENGINE, BARE]),
        ("sort:due", [P8I, PORTS, ENGINE, SHARE, BARE]),
        ("sort:-due", [SHARE, ENGINE, PORTS, P8I, BARE]),
        ("sort:start", [PORTS, P8I, SHARE, ENGINE, BARE]),
        ("sort:-start", [P8I, PORTS, SHARE, ENGINE, BARE]),
        ("sort:title", [ENGINE, BARE, PORTS, SHARE, P8I]),
        ("sort:-title", [P8I, SHARE, PORTS, BARE, ENGINE]),
        ("sort:id", [BARE, ENGINE, SHARE, P8I, PORTS]),
        ("sort:status", [BARE, PORTS, P8I, SHARE, ENGINE]),
        ("sort:progress", [P8I, PORTS, SHARE, ENGINE, BARE]),
        ("sort:-progress", [SHARE, PORTS, P8I, ENGINE, BARE]),
        ("sort:updated", [P8I, SHARE, ENGINE, PORTS, BARE]),
        ("sort:-updated", [PORTS, ENGINE, SHARE, P8I, BARE]),
        ("sort:-attention", [P8I, PORTS, BARE, ENGINE, SHARE]),
        ("sort:attention", [P8I, PORTS, BARE, ENGINE, SHARE]),
        ("sort:domain", [P8I, PORTS, SHARE, ENGINE, BARE]),
        ("sort:-domain", [ENGINE, SHARE, P8I, PORTS, BARE]),
        ("sort:priority", [P8I, PORTS, ENGINE, BARE, SHARE]),
        ("sort:-priority", [SHARE, PORTS, ENGINE, BARE, P8I]),
        ("sort:-overdue", [P8I, PORTS, SHARE, ENGINE, BARE]),
        ("sort:overdue", [PORTS, P8I, SHARE, ENGINE, BARE]),
        ("sort:party", [SHARE, ENGINE, P8I, PORTS, BARE]),
        ("sort:-party", [P8I, PORTS, SHARE, ENGINE, BARE]),
        ("sort:lead", [P8I, PORTS, SHARE, ENGINE, BARE]),
        ("sort:instrument", [SHARE, P8I, PORTS, ENGINE, BARE]),
        ("sort:-instrument", [ENGINE, P8I, PORTS, SHARE, BARE]),
        ("sort:domain,-due", [PORTS, P8I, SHARE, ENGINE, BARE]),
        ("sort:priority sort:title", [P8I, ENGINE, BARE, PORTS, SHARE]),
        ("party:india sort:-due", [SHARE, PORTS, P8I]),
    ],
)
def test_order(query: str, ids: list[str]) -> None:
    assert listed(query) == ids


def test_missing_values_come_last_either_way_and_ties_keep_their_order() -> None:
    entries = due_on(None, "2026-12-31", "2026", "2025", None, "2026-Q4")
    for query, dues in (
        ("sort:due", ["2025", "2026-12-31", "2026", "2026-Q4", "none", "none"]),
        ("sort:-due", ["2026-12-31", "2026", "2026-Q4", "2025", "none", "none"]),
    ):
        assert [each.id for each in parse_query(query).order(entries, AS_OF)] == dues


def test_open_follow_ups_sort_by_the_one_that_is_due_first() -> None:
    late = FollowUp("f1", "Ask", due=PartialDate.parse("2027"))
    soon = FollowUp("f2", "Ask", due=PartialDate.parse("2026-12-01"))
    done = FollowUp("f3", "Ask", due=PartialDate.parse("2026"), done=PartialDate.parse("2026-02"))
    entries = [
        Entry.of(Commitment(ident, "x", follow_ups=follow_ups), {}, AS_OF)
        for ident, follow_ups in (
            ("none", ()),
            ("done", (done,)),
            ("late", (late, done)),
            ("soon", (late, soon)),
            ("undated", (FollowUp("f1", "Ask"),)),
        )
    ]
    for query, ids in (
        ("sort:follow-up", ["soon", "late", "none", "done", "undated"]),
        ("sort:-follow-up", ["late", "soon", "none", "done", "undated"]),
    ):
        assert [each.id for each in parse_query(query).order(entries, AS_OF)] == ids


def test_domains_sort_in_the_registers_order_only_when_it_is_known() -> None:
    assert parse_query("sort:domain", VOCABULARY).domain_order == VOCABULARY.domain_ids
    assert parse_query("sort:due", VOCABULARY).domain_order == ()


def test_another_order_can_be_set() -> None:
    query = parse_query("goa sort:due").with_sort(
        SortTerm("title", descending=True), SortTerm("id")
    )
    assert str(query) == "goa sort:-title,id"
    assert str(query.with_sort()) == "goa"


def test_ordering_leaves_the_given_entries_alone() -> None:
    entries = due_on("2026", "2025")
    parse_query("sort:due").order(entries, AS_OF)
    assert [each.id for each in entries] == ["2026", "2025"]
