"""What is offered while a query is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import BadQuery
from store.query import EMPTY_VOCABULARY, parse_query
from store.query.complete import MOST_SHOWN, Completer, Completion, complete
from tests.store.query.query_samples import AS_OF, ENTRIES, VOCABULARY, found


def offered(typed: str) -> list[Completion]:
    """The completions at the `|` of what is typed, or at its end."""
    before, _, after = typed.partition("|")
    return complete(before + after, len(before), VOCABULARY, ENTRIES, AS_OF)


def texts(typed: str) -> list[str]:
    return [each.text for each in offered(typed)]


def counts(typed: str) -> dict[str, int | None]:
    return {each.text: each.count for each in offered(typed)}


def test_an_empty_query_offers_the_fields() -> None:
    everything = texts("")
    assert everything[:3] == ["id:", "title:", "domain:"]
    assert everything[-4:] == ["is:", "has:", "no:", "sort:"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("st", ["status:", "start:", "is:stale", "status:stalled"]),
        ("over", ["is:overdue"]),
        ("MARI", ["domain:maritime"]),
        ("defense", ["domain:industry"]),
        ("unit", ['party:"United States"']),
        ("goa -tag:dr", ["draft", '"draft text"']),
        ("(ta", ["tag:"]),
        ("-(ta", ["tag:"]),
        ("status:sta", ["stalled", "not-started"]),
        ("status:kept,wi", ["withdrawn"]),
        ("domain:shar", ["information"]),
        ("party:stat", ['"United States"']),
        ('party:"uni', ['"United States"']),
        ("has:fol", ["follow-up"]),
        ("sort:d", ["due", "domain", "id", "updated", "overdue"]),
        ("sort:-att", ["-attention"]),
        ("due:tod", ["today"]),
        ("due:<eo", ["<eow", "<eom", "<eoq", "<eoy"]),
        ("due:today..eoy", ["today..eoy"]),
        ("due:2025..2026", ["2025..2026"]),
        ("progress:>=", [">=0", ">=25", ">=50", ">=75", ">=100"]),
        ("owner:m", ["Meera"]),
        ("id:fw", ["fw35-share"]),
        ("kind:", ['"joint statement"', "framework"]),
        ("title:p", []),
        ("nofield:x", []),
        ('"goa', []),
        ('party:"India"', []),
        ("goa)", []),
        ("zzz", []),
    ],
)
def test_offers(typed: str, first: list[str]) -> None:
    assert texts(typed)[: len(first) or None] == first


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("st|", "status:"),
        ("goa st| india", "goa status: india"),
        ("st|atu", "status:"),
        ("status:sta|", "status:stalled"),
        ("status:sta|xyz,kept)", "status:stalled,kept)"),
        ('party:"uni|" goa', 'party:"United States" goa'),
        ('party:"uni| goa', 'party:"United States" goa'),
    ],
)
def test_the_word_at_the_cursor_is_replaced(typed: str, result: str) -> None:
    best = offered(typed)[0]
    text = typed.replace("|", "")
    assert text[: best.start] + best.text + text[best.end :] == result


@pytest.mark.parametrize(
    "field",
    [
        *("is:", "has:", "no:", "status:", "priority:", "domain:", "party:", "tag:", "owner:"),
        *("kind:", "lead:", "due:", "due:<", "due:>=", "due:2026..", "updated:>", "progress:"),
    ],
)
def test_counts_are_what_the_finished_term_finds(field: str) -> None:
    name = field.split(":")[0]
    given_counts = counts(field)
    assert given_counts
    for text, count in given_counts.items():
        try:
            assert count == len(found(f"{name}:{text}")), text
        except BadQuery:
            pytest.fail(f"{name}:{text} is offered, but a mistake")


def test_without_a_vocabulary_only_fixed_words_are_offered() -> None:
    assert complete("party:", 6, EMPTY_VOCABULARY, ENTRIES, AS_OF) == []
    assert complete("status:kep", 10, EMPTY_VOCABULARY, ENTRIES, AS_OF)[0].text == "kept"


@given(st.text(alphabet=' ()-":,.<>=abdiosu2\\', max_size=12), st.integers(0, 12))
def test_completing_never_fails_and_stays_in_the_text(text: str, cursor: int) -> None:
    cursor = min(cursor, len(text))
    completions = Completer(VOCABULARY, ENTRIES, AS_OF).at(text, cursor)
    assert len(completions) <= MOST_SHOWN
    for each in completions:
        assert 0 <= each.start <= cursor <= each.end <= len(text)
        assert each.description


@given(st.sampled_from(["st", "is:", "party:", "tag:dr", "due:", "due:<", "sort:-", "domain:a"]))
def test_what_is_offered_can_be_read(typed: str) -> None:
    for each in offered(typed):
        text = typed[: each.start] + each.text
        if not text.endswith(":"):
            parse_query(text, VOCABULARY)
