"""A portfolio that was changed step by step shows what one made anew would."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.model.dates import PartialDate
from store.model.derived import Thresholds
from store.model.edits import add_follow_up, write_update
from store.model.entities import (
    Commitment,
    Domain,
    FollowUp,
    Instrument,
    Register,
    Source,
    SourceKind,
    Update,
    View,
)
from store.model.entry import Entry
from store.model.status import Status
from store.portfolio.portfolio import Portfolio
from store.query import parse_query
from tests.conftest import AS_OF, saved

DOMAINS = ("air", "maritime", "space")
WORDS = ("patrol", "Patrouille", "aircraft", "délivery", "deliver", "offer", "off")
QUERIES = (
    "",
    "p",
    "pat",
    "patrol",
    "patrol air",
    "patrol aircraft",
    "patrol -off",
    "patrol -offer",
    "off or patrol",
    "domain:maritime",
    "domain:maritime,air delivery",
    "status:stalled,kept",
    "status:stalled domain:air deliver",
    "is:overdue",
    "is:stale,overdue",
    "is:open -is:stale",
    "is:settled sort:due",
    "is:provisional",
    "has:follow-up sort:-attention",
    "sort:-progress,title",
    "patrol sort:domain,-due",
    "due:<2027 progress:>20",
    "id:c1*",
    "owner:mira",
)


def _commitment(number: int, chance: random.Random) -> Commitment:
    day = PartialDate.parse(f"{chance.randint(2024, 2028)}-{chance.randint(1, 12):02}")
    made = Commitment(
        f"c{number}",
        " ".join(chance.choices(WORDS, k=2)),
        instrument=chance.choice(("", "pact")),
        domains=tuple(chance.sample((*DOMAINS, "undeclared"), chance.randint(0, 2))),
        start=PartialDate.parse("2024"),
        due=chance.choice((None, day)),
        follow_ups=tuple(
            FollowUp(f"f{n}", "Ask", chance.choice(("", "mira")), chance.choice((None, day)))
            for n in range(chance.randint(0, 2))
        ),
    )
    for _ in range(chance.randint(0, 3)):
        made = _marked(made, chance)
    return made


def _marked(each: Commitment, chance: random.Random) -> Commitment:
    return write_update(
        each,
        AS_OF,
        note=chance.choice(WORDS),
        status=chance.choice((None, *Status)),
        progress=chance.choice((None, 0, 40, 100)),
        source=chance.choice((None, Source("Paper", kind=SourceKind.OFFICIAL))),
        seen=PartialDate.parse(f"{chance.randint(2024, 2025)}-{chance.randint(1, 12):02}"),
    )


def _changed(register: Register, chance: random.Random, fresh: int) -> Register:
    """Change, add, remove or move some commitments, or another part of the register."""
    all_of = list(register.commitments)
    kind = chance.choice(("mark", "mark", "follow", "rename", "add", "remove", "move", "domain"))
    places = chance.sample(range(len(all_of)), min(len(all_of), chance.randint(1, 3)))
    for place in sorted(places, reverse=True):
        each = all_of[place]
        if kind == "mark":
            all_of[place] = _marked(each, chance)
        elif kind == "follow":
            done = tuple(replace(f, done=PartialDate.of(AS_OF)) for f in each.follow_ups)
            all_of[place] = saved(add_follow_up(replace(each, follow_ups=done), "Ask again"))
        elif kind == "rename":
            all_of[place] = replace(each, id=f"c{fresh + place}", domains=("space",))
        elif kind == "remove":
            del all_of[place]
        elif kind == "add":
            all_of.insert(place, _commitment(fresh + place, chance))
        elif kind == "move":
            all_of.append(all_of.pop(place))
    if kind == "domain":
        pact = Instrument("pact", chance.choice(WORDS), "framework")
        register = replace(register, instruments=(pact,), domains=register.domains[::-1])
    return replace(register, commitments=tuple(all_of))


def _seen(portfolio: Portfolio) -> dict[str, object]:
    return {
        "shown": [(each.id, each.commitment, each.instrument) for each in portfolio.shown],
        "matching": [each.id for each in portfolio.matching],
        "ids": set(portfolio.matching_ids),
        "found": [each.id for each in portfolio.found],
        "states": [each.derived for each in portfolio.shown],
        "texts": [each.folded for each in portfolio.shown],
        "statuses": portfolio.statuses,
        "overdue": portfolio.overdue,
        "domains": portfolio.domain_summaries,
        "follow-ups": [(each.entry.id, each[1:]) for each in portfolio.follow_ups],
        "text": portfolio.describe(),
        "by id": {key: each.commitment for key, each in portfolio.by_id.items()},
    }


def _known_beforehand(portfolio: Portfolio) -> None:
    """What can be told before anything is looked for agrees with what is found."""
    first_rows = portfolio.first_rows(3)
    counted = {
        text: portfolio.counted(term)
        for text in QUERIES
        if (term := parse_query(text).tree) is not None
    }
    for _ in portfolio.look():
        pass
    portfolio.sort()
    matching = portfolio.with_held([])
    rows = [each for each in matching.rows if each.id in matching.matching_ids]
    assert first_rows == rows[: len(first_rows)]
    assert portfolio.query.sort or len(first_rows) == min(3, len(rows))
    for text, count in counted.items():
        assert count in (None, portfolio.with_domains(()).with_query(parse_query(text)).size), text
    for row, entry in enumerate(portfolio.rows):
        assert portfolio.row_of(entry.id) == row
        assert portfolio.rows[row] is entry
    listed = portfolio.follow_ups
    for row, each in enumerate(listed):
        assert portfolio.row_of_follow_up(each.entry.id, each.follow_up.id) == row
    assert listed.open == sum(each.follow_up.done is None for each in listed)
    assert listed.overdue(AS_OF) == sum((each.overdue_days or 0) > 0 for each in listed)


def _anew(portfolio: Portfolio) -> Portfolio:
    return Portfolio(
        portfolio.register,
        portfolio.as_of,
        domains=portfolio.domains,
        query=portfolio.query,
        held=portfolio.held,
        thresholds=portfolio.thresholds,
    )


@given(st.integers(0, 1 << 32), st.integers(0, 30))
@settings(max_examples=60)
def test_every_step_shows_what_a_new_portfolio_would(seed: int, count: int) -> None:
    chance = random.Random(seed)
    register = Register(
        "Test",
        domains=tuple(Domain(each, each.title()) for each in DOMAINS),
        instruments=(Instrument("pact", "Patrol pact", "framework"),),
        commitments=tuple(_commitment(number, chance) for number in range(count)),
    )
    portfolio = Portfolio(register, AS_OF, thresholds=Thresholds(stale=400))
    for step in range(12):
        earlier, before = portfolio, _seen(portfolio)
        match chance.choice(("query", "query", "query", "domains", "held", "register", "register")):
            case "query":
                portfolio = portfolio.with_query(parse_query(chance.choice(QUERIES)))
            case "domains":
                chosen = tuple(chance.sample(DOMAINS, chance.randint(0, 2)))
                portfolio = portfolio.with_domains(chosen)
            case "held":
                ids = [each.id for each in portfolio.entries] + ["nobody"]
                portfolio = portfolio.with_held([chance.choice(ids)])
            case _:
                register = _changed(portfolio.register, chance, 100 * (step + 1))
                portfolio = portfolio.with_register(register)
        _known_beforehand(portfolio.with_held([]))
        assert _seen(portfolio) == _seen(_anew(portfolio))
        assert _seen(earlier) == before


@given(st.integers(0, 1 << 32), st.sampled_from(QUERIES))
@settings(max_examples=60)
def test_what_is_found_and_counted_is_what_each_entry_says(seed: int, text: str) -> None:
    chance = random.Random(seed)
    commitments = tuple(_commitment(number, chance) for number in range(25))
    domains = tuple(Domain(each, each) for each in DOMAINS)
    portfolio = Portfolio(Register("Test", domains=domains, commitments=commitments), AS_OF)
    portfolio = portfolio.with_query(parse_query("patrol")).with_query(parse_query(text))
    query = portfolio.query
    entries = [Entry(each, None, AS_OF) for each in commitments]
    expected = [each for each in entries if query.matches(each, AS_OF)]
    states = [each.derived for each in expected]
    assert [each.id for each in portfolio.found] == [each.id for each in expected]
    assert [each.id for each in portfolio.shown] == [
        each.id for each in query.order(expected, AS_OF)
    ]
    assert portfolio.statuses == Counter(each.status for each in states)
    assert portfolio.overdue == sum(each.overdue for each in states)
    for summary in portfolio.domain_summaries:
        inside = [
            each.derived
            for each in expected
            if summary.domain is None or summary.domain.id in each.commitment.domains
        ]
        measured = [each.progress or 0 for each in inside if each.is_measured]
        mean = (round(sum(measured) / len(measured)), len(measured)) if measured else None
        assert summary[1:] == (
            len(inside),
            mean,
            sum(each.overdue for each in inside),
            sum(each.stale for each in inside),
            sum(each.overdue_days is not None for each in inside),
            sum(not each.status.settled for each in inside),
            tuple(
                (status, count)
                for status in Status
                if (count := sum(each.status is status for each in inside))
            ),
        )


def test_a_row_is_found_by_its_id() -> None:
    commitments = tuple(Commitment(f"c{n}", f"Title {9 - n}") for n in range(10))
    portfolio = Portfolio(Register("Test", commitments=commitments), AS_OF)
    assert portfolio.row_of("c3") == 3
    sorted_by_title = portfolio.with_query(parse_query("sort:title"))
    assert sorted_by_title.row_of("c3") == 6
    assert sorted_by_title.row_of("nobody") is None
    assert "c3" in portfolio.matching_ids
    assert "c3" not in portfolio.with_query(parse_query("id:c4")).matching_ids


def test_a_search_of_many_goes_in_steps_and_shows_its_first_rows_before() -> None:
    commitments = tuple(Commitment(f"c{n}", "Odd" if n % 2 else "Even") for n in range(6000))
    portfolio = Portfolio(Register("Test", commitments=commitments), AS_OF)
    assert portfolio.at_once()
    odd = portfolio.with_query(parse_query("odd"))
    assert not odd.at_once()
    assert [each.id for each in odd.first_rows(3)] == ["c1", "c3", "c5"]
    assert len(list(odd.look())) > 5
    assert odd.at_once()
    assert odd.size == 3000
    last = odd.with_query(parse_query("odd sort:-id"))
    assert not last.at_once()
    assert last.first_rows(3) == []
    last.sort()
    assert last.at_once()
    assert [each.id for each in last.first_rows(2)] == ["c999", "c997"]
    none = portfolio.with_query(parse_query("neither"))
    assert none.first_rows(3) == []
    assert (none.size, len(none.rows), none.row_of("c1")) == (0, 0, None)


def test_a_saved_view_is_told_by_its_name() -> None:
    views = (View("Late", "id:c1 sort:due"), View("Sea", "domain:sea id:c1"), View("Odd", "is:odd"))
    register = Register(
        "Test",
        domains=(Domain("sea", "Sea"),),
        commitments=(Commitment("c1", "One", domains=("sea",)), Commitment("c2", "Two")),
        views=views,
    )
    portfolio = Portfolio(register, AS_OF)
    assert (portfolio.view_name, portfolio.describe()) == ("", "all 2")
    late = portfolio.with_query(parse_query("id:c1 sort:due"))
    assert late.describe() == "Late: 1 of 2"
    assert late.with_domains(("sea",)).view_name == ""
    sea = portfolio.with_query(parse_query("id:c1")).with_domains(("sea",))
    assert sea.describe() == "Sea: 1 of 2"


def test_thresholds_stay_through_every_step() -> None:
    quiet = Commitment("c1", "Quiet", updates=(Update("u1", PartialDate.parse("2026-10-01")),))
    register = Register("Test", commitments=(quiet,))
    days = Thresholds(stale=30)
    portfolio = Portfolio(register, AS_OF, thresholds=days)
    portfolio = portfolio.with_query(parse_query("is:stale")).with_domains(()).with_held([])
    portfolio = portfolio.with_register(replace(register, title="Other"))
    assert [each.id for each in portfolio.with_as_of(AS_OF).shown] == ["c1"]
    assert Portfolio(register, AS_OF, query=portfolio.query).shown == ()
    assert portfolio.with_as_of(date(2026, 10, 30)).shown == ()


@pytest.mark.parametrize("progress", [-5, 250])
def test_a_progress_off_the_scale_counts_as_its_end(progress: int) -> None:
    odd = Update("u1", PartialDate.parse("2026"), status=Status.IN_PROGRESS, progress=progress)
    register = Register("Test", commitments=(Commitment("c1", "Odd", updates=(odd,)),))
    (everything,) = Portfolio(register, date(2027, 1, 1)).domain_summaries
    assert everything.progress == (min(100, max(0, progress)), 1)


def test_getting_ready_goes_in_steps() -> None:
    commitments = tuple(Commitment(f"c{n}", "Title") for n in range(450))
    portfolio = Portfolio(Register("Test", commitments=commitments), AS_OF)
    assert list(portfolio.prepare()) == [200, 400]
