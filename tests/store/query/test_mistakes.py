"""What a query says of its mistakes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import BadQuery
from store.query import Query, parse_query, point_at
from store.query.parser import mended
from tests.store.query.query_samples import AS_OF, ENTRIES, VOCABULARY


def mistake(text: str) -> BadQuery:
    with pytest.raises(BadQuery) as caught:
        parse_query(text, VOCABULARY)
    return caught.value


@pytest.mark.parametrize(
    ("query", "faulty", "message", "hint"),
    [
        ("goa statsu:kept", "statsu", "no field 'statsu'", "did you mean status?"),
        ("stat:kept", "stat", "no field 'stat'", "did you mean status?"),
        ("domain:mar", "mar", "no domain 'mar'", "did you mean maritime?"),
        ("https://example.org", "https", "no field 'https'", "quotes"),
        ("status:kept,stalld", "stalld", "'stalld' is not a status", "did you mean stalled?"),
        ("status:zzz", "zzz", "'zzz' is not a status", "one of not-assessed, not-started"),
        ("status:overdue", "overdue", "is not a status", "did you mean is:overdue?"),
        ("is:stalled", "stalled", "cannot follow 'is:'", "did you mean status:stalled?"),
        ("is:overdu", "overdu", "cannot follow 'is:'", "did you mean overdue?"),
        ("is:high", "high", "cannot follow 'is:'", "did you mean priority:high?"),
        ("no:sauce", "sauce", "cannot follow 'no:'", "did you mean source?"),
        ("has:overdue", "overdue", "cannot follow 'has:'", "did you mean is:overdue?"),
        ("priority:hihg", "hihg", "is not a priority", "did you mean high?"),
        ("domain:maritme", "maritme", "no domain 'maritme'", "did you mean maritime?"),
        (
            'domain:air,"Information sharin"',
            '"Information sharin"',
            "no domain",
            "did you mean information?",
        ),
        ("sort:deu", "deu", "'deu'", "did you mean due?"),
        ("sort:-deu", "-deu", "'-deu'", "did you mean due?"),
        ("(sort:due)", "sort:due", "parentheses", "behind"),
        ("goa -sort:due", "sort:due", "left out", "sort:-due"),
        ("due:<2026-13", "<2026-13", "'2026-13' is not in the calendar", "2025-12"),
        ("due:2025-02-29", "2025-02-29", "not in the calendar", "2025-12-31"),
        ("due:tody", "tody", "'tody' is not a date", "did you mean today?"),
        ("due:<", "<", "needs a date", "due:<2026-03"),
        ("due:..", "..", "no end", "a..b"),
        ("due:2027..2025", "2027..2025", "ends before it begins", "2025..2027"),
        ("progress:60..40", "60..40", "ends before it begins", "40..60"),
        ("progress:101", "101", "'101' is not a percentage", "0 to 100"),
        ("progress:half", "half", "not a percentage", "0 to 100"),
        ("status: kept", "status:", "'status:' has no value", "status:stalled"),
        ("party:a,,b", "party:a,", "a comma of 'party:' has no value", "party:india"),
        ('party:""', 'party:""', "has no value", "party:india"),
        ("is:", "is:", "has no value", "is:overdue"),
        ('""', '""', "nothing stands between", ""),
        ('goa "joint pat', '"joint pat', "never closed", 'close it with "'),
        ('party:"joint pat', '"joint pat', "never closed", 'close it with "'),
        ('"goa"x', '"goa"', "sticks", "space"),
        ("(goa", "(", "never closed", "close it"),
        ("goa)", ")", "closes nothing", "quotes"),
        ("goa ()", "()", "nothing stands in", "term"),
        ("goa or", "or", "nothing stands after 'or'", "both sides"),
        ("or goa", "or", "nothing stands before 'or'", "both sides"),
        ("sort:due or goa", "or", "nothing stands before 'or'", "both sides"),
        ("US - India", "-", "leaves nothing out", "in quotes"),
        ("goa -", "-", "leaves nothing out", "in quotes"),
        ("goa NOT india", "NOT", "not an operator", "hyphen"),
        ("goa AND india", "AND", "not an operator", "a space already means and"),
    ],
)
def test_a_mistake_names_the_word_its_place_and_a_way_out(
    query: str, faulty: str, message: str, hint: str
) -> None:
    error = mistake(query)
    assert query[error.start : error.end] == faulty
    assert message in error.message
    assert f"character {error.start + 1}" in error.message
    assert hint in error.hint


def test_a_party_or_tag_that_nobody_uses_is_no_mistake() -> None:
    query = parse_query("party:atlantis,mu tag:none owner:x lead:y", VOCABULARY)
    assert not any(query.matches(each, AS_OF) for each in ENTRIES)


def test_without_a_vocabulary_every_domain_is_taken() -> None:
    assert str(parse_query("domain:anything")) == "domain:anything"


@pytest.mark.parametrize("text", ["(" * 51 + "a" + ")" * 51, "-" * 51 + "a", "(" * 100_000])
def test_deep_nesting_is_refused(text: str) -> None:
    assert "nested too deeply" in mistake(text).message


def test_fifty_levels_are_read() -> None:
    assert str(parse_query("(" * 50 + "a" + ")" * 50)) == "a"
    assert parse_query("-" * 50 + "a").matches(ENTRIES[0], AS_OF)


def test_a_long_word_is_shortened_in_the_message() -> None:
    error = mistake("status:" + "x" * 5000)
    assert len(error.message) < 100
    assert error.end - error.start == 5000


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("goa statsu:kept", "goa statsu:kept\n    ^^^^^^"),
        ("日本 is:x", "日本 is:x\n        ^"),
        ("\x1b[1m is:x", "␛[1m is:x\n        ^"),
        ("a\nb is:x", "a b is:x\n       ^"),
        ("e\u0301 is:x", "e\u0301 is:x\n     ^"),
        ("is:日本", "is:日本\n   ^^^^"),
    ],
)
def test_carets_stand_under_the_faulty_word(query: str, lines: str) -> None:
    assert point_at(query, mistake(query)) == lines


def query_or_mistake(text: str) -> Query | BadQuery:
    try:
        return parse_query(text, VOCABULARY)
    except BadQuery as error:
        return error


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "(",
                ")",
                "-",
                " ",
                '"',
                ",",
                ":",
                "or",
                "OR",
                "..",
                "<",
                ">=",
                "*",
                "\\",
                "\n",
                "NOT",
            ),
            *("status", "due", "is", "has", "no", "sort", "progress", "domain", "party", "id"),
            *(
                "kept",
                "overdue",
                "source",
                "2026",
                "2026-Q3",
                "+30d",
                "eoy",
                "50",
                "maritime",
                "-due",
            ),
            *("[/]", "\x1b[31m", "हिन्दी", "ไทย", "\u202eשלום", "\ud800", "İ", "ß"),
            *(
                "status:",
                "due:",
                "is:",
                "sort:",
                "party:",
                "title:",
                "tag:",
                "+9999y",
                "x",
                "-due",
                "NOT",
            ),
        ]
    ),
    max_size=14,
).map("".join)


@given(st.one_of(st.text(), PIECES))
def test_any_text_is_a_query_or_a_mistake_with_a_place(text: str) -> None:
    query = query_or_mistake(text)
    if isinstance(query, BadQuery):
        assert 0 <= query.start < query.end <= len(text)
        assert query.message
        assert query.hint
        assert "^" in point_at(text, query)
        return
    assert parse_query(str(query), VOCABULARY) == query
    assert len(query.order(ENTRIES, AS_OF)) == len(ENTRIES)
    assert all(query.matches(each, AS_OF) in (True, False) for each in ENTRIES)


@pytest.mark.parametrize(
    ("typed", "right", "word"),
    [
        ("goa is:overdoo", "goa is:overdue", "overdue"),
        ("statsu:kept goa", "status:kept goa", "status"),
        ("status:kept,staled", "status:kept,stalled", "stalled"),
        ("domain:maritme sort:due", "domain:maritime sort:due", "maritime"),
        ("is:stalled goa", "status:stalled goa", "status:stalled"),
        ("sort:deu", "sort:due", "due"),
        ("sort:-deu", "sort:-due", "due"),
        ("due:>=tody", "due:>=today", "today"),
        ("due:tody..eoy", "due:today..eoy", "today"),
        ("due:today..eyo", "due:today..eoy", "eoy"),
        ("due:2026..2025", "due:2025..2026", "2025..2026"),
        ("is:overdoo status:staled", "is:overdue status:staled", "overdue"),
    ],
)
def test_a_mistake_is_mended_with_the_word_that_was_meant(
    typed: str, right: str, word: str
) -> None:
    found = mended(typed, mistake(typed), VOCABULARY)
    assert found is not None
    assert (found.text, found.word) == (right, word)
    assert word in right[: found.end]


@pytest.mark.parametrize("typed", ["status:xyzzy", "(goa", "or", "due:", '"goa', "nofield:x"])
def test_what_was_meant_is_not_made_up(typed: str) -> None:
    assert mended(typed, mistake(typed), VOCABULARY) is None
