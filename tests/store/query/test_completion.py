"""What is offered while a query is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import BadQuery
from store.query import EMPTY_VOCABULARY, parse_query
from store.query.completion import MOST_SHOWN, Completer, Completion, complete
from store.query.facets import FEW, FacetWords
from store.text import fold
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


WORDS = st.lists(st.text(alphabet="abÄé -\n", max_size=5))


@given(WORDS, st.text(alphabet="abé -\n", max_size=2), st.integers(1, 6), st.booleans())
def test_words_are_found_by_how_they_begin_then_by_what_they_hold(
    words: list[str], typed: str, most: int, only_beginnings: bool
) -> None:
    typed = fold(typed)
    begin = [each for each in words if fold(each).replace("\n", " ").startswith(typed)]
    hold = [
        each
        for each in words
        if typed in fold(each).replace("\n", " ") and each not in begin and not only_beginnings
    ]
    found = FacetWords(words).likely(typed, most, only_beginnings=only_beginnings)
    assert found == ([] if "\n" in typed else [*begin, *hold][:most])


def test_a_large_register_is_counted_in_steps_and_offers_what_it_knows_until_then() -> None:
    many = [entry for entry in ENTRIES for _ in range(1 + FEW // len(ENTRIES))]
    completer = Completer(VOCABULARY, many, AS_OF, lambda term: 7 if "kept" in str(term) else None)

    def counts_of(typed: str) -> dict[str, int | None]:
        return {each.text: each.count for each in completer.at(typed, len(typed))}

    assert counts_of("status:ke") == {"kept": 7, "partly-kept": 7, "not-kept": 7}
    assert counts_of("status:sta")["stalled"] is None
    assert counts_of("tag:") == {}
    steps = list(completer.prepare())
    assert len(steps) > 20
    each_of = complete("tag:", 4, VOCABULARY, ENTRIES, AS_OF)
    times = len(many) // len(ENTRIES)
    assert counts_of("tag:") == {each.text: times * (each.count or 0) for each in each_of}
    assert counts_of("id:fw35-s") == {"fw35-share": None}
    for typed in ("is:", "has:", "no:", "due:", "party:", "priority:", "kind:", "domain:"):
        few = complete(typed, len(typed), VOCABULARY, ENTRIES, AS_OF)
        assert counts_of(typed) == {each.text: times * (each.count or 0) for each in few}, typed


def test_without_entries_only_fixed_words_are_offered() -> None:
    assert complete("party:", 6, EMPTY_VOCABULARY, (), AS_OF) == []
    assert complete("domain:", 7, EMPTY_VOCABULARY, (), AS_OF) == []
    assert complete("status:kep", 10, EMPTY_VOCABULARY, (), AS_OF)[0].text == "kept"


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
