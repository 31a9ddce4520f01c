"""A register's own words for statuses: read from texts, changed, and what is wrong with them."""

from __future__ import annotations

import pytest

from store.errors import BadValue, NotFound
from store.model.entities import OwnStatusWord
from store.model.register_texts import (
    change_status_words,
    read_status_words,
    status_words_text,
    wrong_status_words,
)
from tests.registers import HOSTILE_TEXTS

WORDS = (OwnStatusWord("on track", "in-progress"), OwnStatusWord("half done", "in-progress 50%"))


def test_words_are_read_from_lines_and_written_as_the_same() -> None:
    text = "on  track =  In Progress\n\nhalf done=in-progress 50%\n"
    assert read_status_words(text) == WORDS
    assert read_status_words(status_words_text(WORDS)) == WORDS
    assert read_status_words("") == ()


def test_of_a_word_said_twice_the_later_counts_in_the_place_of_the_first() -> None:
    assert read_status_words("done = kept\nlate = stalled\nDONE = partly-kept") == (
        OwnStatusWord("DONE", "partly-kept"),
        OwnStatusWord("late", "stalled"),
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("done", "is no WORD=STATUS"),
        ("= kept", "is no WORD=STATUS"),
        ("done =", "is given no status"),
        ("done = finished", "'finished', for the status word 'done', is no status"),
        ("done = kept 101%", "is no status"),
        ("a = kept b = stalled", "is no status"),
        ("Not Kept = withdrawn", "'Not Kept' is a status itself"),
    ],
)
def test_what_is_no_word_with_a_status_is_said(line: str, said: str) -> None:
    with pytest.raises(BadValue) as raised:
        read_status_words(line)
    assert said in raised.value.message
    assert raised.value.hint


def test_words_are_added_changed_and_removed_one_by_one() -> None:
    changed = change_status_words(WORDS, ["On-Track=stalled", "half done=", "late=not-kept"])
    assert changed == (OwnStatusWord("On-Track", "stalled"), OwnStatusWord("late", "not-kept"))
    assert change_status_words(WORDS, [""]) == ()
    assert change_status_words(WORDS, ["", "late=stalled"]) == (OwnStatusWord("late", "stalled"),)
    with pytest.raises(NotFound, match="there is no status word 'on trak'") as raised:
        change_status_words(WORDS, ["on trak="])
    assert "on track" in str(raised.value.hint)


def test_what_is_wrong_with_words_that_a_file_brought_is_said() -> None:
    brought = (
        OwnStatusWord("done", "kept"),
        OwnStatusWord("Done", "stalled"),
        OwnStatusWord("late", "slow"),
        OwnStatusWord("kept", "not-kept"),
        OwnStatusWord(" ", "kept"),
    )
    assert list(wrong_status_words(brought)) == [
        "the status word 'Done' is there twice, and the first one counts",
        "'slow', for the status word 'late', is no status",
        "the status word 'kept' is a status itself, and is read as that",
        "a status word is empty",
    ]
    assert list(wrong_status_words(WORDS)) == []


def test_hostile_words_are_kept_and_written_in_one_line_each() -> None:
    words = tuple(OwnStatusWord(each, "kept") for each in HOSTILE_TEXTS)
    lines = status_words_text(words).splitlines()
    assert len(lines) == len(words)
