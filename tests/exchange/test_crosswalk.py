"""The words of other trackers, there and back."""

from __future__ import annotations

import pytest

from exchange.crosswalk import SCHEMES, WORDS, read_word, write_word
from store.model.status import Status

TABLE = (
    ("ogp", "No Evidence Available", Status.NOT_ASSESSED, None),
    ("ogp", "Not Started", Status.NOT_STARTED, None),
    ("ogp", "Limited", Status.IN_PROGRESS, 33),
    ("ogp", "Substantial", Status.IN_PROGRESS, 67),
    ("ogp", "Complete", Status.KEPT, None),
    ("ogp", "Withdrawn", Status.WITHDRAWN, None),
    ("politifact", "Not Yet Rated", Status.NOT_ASSESSED, None),
    ("politifact", "In the Works", Status.IN_PROGRESS, None),
    ("politifact", "Stalled", Status.STALLED, None),
    ("politifact", "Promise Kept", Status.KEPT, None),
    ("politifact", "Compromise", Status.PARTLY_KEPT, None),
    ("politifact", "Promise Broken", Status.NOT_KEPT, None),
    ("g20", "0", Status.IN_PROGRESS, None),
    ("g20", "+1", Status.KEPT, None),
    ("g20", "-1", Status.NOT_KEPT, None),
    ("gao", "Open", Status.NOT_STARTED, None),
    ("gao", "Open--Partially Addressed", Status.IN_PROGRESS, None),
    ("gao", "Closed--Implemented", Status.KEPT, None),
    ("gao", "Closed--Not Implemented", Status.NOT_KEPT, None),
    ("iati", "1", Status.NOT_STARTED, None),
    ("iati", "4", Status.KEPT, None),
    ("iati", "5", Status.WITHDRAWN, None),
    ("iati", "6", Status.STALLED, None),
)


@pytest.mark.parametrize(("scheme", "word", "status", "progress"), TABLE)
def test_a_word_of_the_table_goes_there_and_back(
    scheme: str, word: str, status: Status, progress: int | None
) -> None:
    found = read_word(scheme, word)
    assert found is not None
    assert (found.status, found.progress) == (status, progress)
    assert write_word(scheme, status, progress) == word


@pytest.mark.parametrize(
    ("scheme", "written", "status"),
    [
        ("gao", "open — partially addressed", Status.IN_PROGRESS),
        ("gao", "Closed - Not Implemented", Status.NOT_KEPT),
        ("g20", "\u22121", Status.NOT_KEPT),
        ("g20", "\u2212", Status.NOT_KEPT),
        ("g20", "+", Status.KEPT),
        ("g20", " 1.0", Status.KEPT),
        ("iati", "2", Status.IN_PROGRESS),
        ("iati", "3", Status.IN_PROGRESS),
        ("ogp", "completed", Status.KEPT),
        ("scorecard", "In Progress", Status.IN_PROGRESS),
        ("nz", "Not delivered", Status.NOT_KEPT),
    ],
)
def test_dashes_spaces_and_case_do_not_matter(scheme: str, written: str, status: Status) -> None:
    found = read_word(scheme, written)
    assert found is not None
    assert found.status is status


@pytest.mark.parametrize(
    ("scheme", "written"),
    [
        ("ogp", "Nearly complete"),
        ("g20", "2"),
        ("g20", "10"),
        ("gao", "Kept"),
        ("iati", "7"),
        ("", ""),
    ],
)
def test_a_word_that_is_not_in_the_table_means_nothing(scheme: str, written: str) -> None:
    assert read_word(scheme, written) is None


def test_a_tracker_without_a_word_for_a_status_gets_none() -> None:
    assert write_word("g20", Status.WITHDRAWN) is None


def test_ogp_gets_the_word_nearest_to_the_progress() -> None:
    assert write_word("ogp", Status.IN_PROGRESS, 40) == "Limited"
    assert write_word("ogp", Status.IN_PROGRESS, 90) == "Substantial"


@pytest.mark.parametrize("scheme", [each.name for each in SCHEMES])
def test_no_two_words_of_a_tracker_are_one_when_read(scheme: str) -> None:
    words = [each for each in WORDS if each.scheme == scheme]
    assert words
    assert [read_word(scheme, each.word) for each in words] == words
