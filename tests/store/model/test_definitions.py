"""What the words and marks mean: one table, with the user's days and the terminal's glyphs."""

from __future__ import annotations

import pytest

from store.model.definitions import (
    DEFINITIONS_BY_WORD,
    LISTS,
    MEASURES,
    STATUSES,
    TIMELINE,
    Definition,
    definition,
)
from store.model.derived import Thresholds
from store.model.glyphs import ASCII, UNICODE
from store.model.status import Status

EVERY = (*STATUSES, *MEASURES, *TIMELINE, *LISTS)


@pytest.mark.parametrize("each", EVERY, ids=lambda each: each.word or each.meaning)
def test_each_is_a_sentence_without_holes(each: Definition) -> None:
    said = each.said()
    assert said
    assert not said.endswith(".")
    assert "{" not in said
    assert each.shown(ASCII).isascii()
    assert "{" not in each.shown(UNICODE)


def test_every_status_is_explained_and_no_word_twice() -> None:
    assert [each.word for each in STATUSES] == [each.words for each in Status]
    assert len(DEFINITIONS_BY_WORD) == len(STATUSES) + len(MEASURES)


def test_the_days_are_the_users() -> None:
    said = definition("stale", Thresholds(30, 100, 50, 20))
    assert said.startswith("Open, and not heard of for 100 days; for 50 days when")
    assert said.endswith("found none within 20 days.")
