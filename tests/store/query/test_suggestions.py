"""Bare words that were meant as terms, and the views that every register has."""

from __future__ import annotations

import pytest

from store.model.entities import View
from store.query import parse_query
from store.query.suggestions import meant_term, shipped_views, with_shipped


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("overdue", "is:overdue"),
        ("Late", "is:overdue"),
        ("stale", "is:stale"),
        ("domain:air stale", "domain:air is:stale"),
        ("stalled", "status:stalled"),
        ("undated party:india", "no:due party:india"),
    ],
)
def test_a_bare_word_is_put_as_the_term_it_names(typed: str, meant: str) -> None:
    found = meant_term(typed)
    assert found is not None
    assert found.text == meant
    parse_query(found.text)


@pytest.mark.parametrize("typed", ["", "harbour", '"overdue"', "is:overdue", "tag:stale"])
def test_other_words_and_quoted_ones_stay(typed: str) -> None:
    assert meant_term(typed) is None


def test_shipped_views_can_be_read_for_anybody() -> None:
    for user in ("mira", 'a "b" \\c', "", "or"):
        for view in shipped_views(user):
            parse_query(view.query)


def test_a_registers_own_view_comes_before_a_shipped_one_of_its_name() -> None:
    own = (View("late", "is:overdue domain:air"),)
    names = [each.name for each in with_shipped(own, "mira")]
    assert names == ["late", "Stale", "Next 90 days", "Undated", "Claimed ahead", "Mine"]
