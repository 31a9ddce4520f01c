"""The numbers behind the pictures: nothing counted twice, nothing unknown taken for a zero."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from msgspec.structs import replace

from fixtures import bundled
from store.model.dates import PartialDate
from store.model.derived import derive
from store.model.entities import Commitment, Instrument, Register, Source, Update
from store.model.entry import Entry
from store.model.log import promised_on
from store.model.status import Status
from store.portfolio.pictures import (
    ComplianceGrid,
    GridRow,
    compliance_grid,
    heard_by_month,
    instrument_tree,
    member_codes,
    month_of_day,
    scorecard,
    statuses_by_month,
)
from store.portfolio.portfolio import Portfolio
from store.register.codec import read_register
from tests.registers import HOSTILE_REGISTER, SMALL_REGISTER

day = PartialDate.parse
TODAY = date(2026, 11, 22)
SOURCE = Source("Note", kind=SMALL_REGISTER.commitments[1].updates[0].source.kind)  # type: ignore[union-attr]  # it has one


def entries_of(register: Register, until: date = TODAY) -> Sequence[Entry]:
    """Return the entries of a register on a day."""
    return Portfolio(register, until).entries


def test_a_month_with_news_a_month_with_a_look_and_a_month_of_silence() -> None:
    updates = (
        Update("u1", day("2026-08-03"), "One."),
        Update("u2", day("2026-08-20"), "Two."),
        Update("u3", day("2026-10-01"), searched=("PIB",)),
        Update("u4", day("2026-12-01"), "Not known yet."),
    )
    heard = heard_by_month(Entry(Commitment("c", "C", updates=updates), None, TODAY))
    assert {month: tuple(each) for month, each in heard.items()} == {
        month_of_day(date(2026, 8, 1)): (2, 0),
        month_of_day(date(2026, 10, 1)): (0, 1),
    }


def test_a_corrected_update_was_no_news() -> None:
    updates = (
        Update("u1", day("2026-08-03"), "Wrong.", status=Status.KEPT),
        Update("u2", day("2026-09-03"), "Right.", corrects="u1"),
    )
    heard = heard_by_month(Entry(Commitment("c", "C", updates=updates), None, TODAY))
    assert list(heard) == [month_of_day(date(2026, 9, 1))]


@pytest.mark.parametrize("register", [SMALL_REGISTER, HOSTILE_REGISTER, "bundled"], ids=str)
def test_the_statuses_of_a_month_are_those_of_its_last_day(register: Register | str) -> None:
    if isinstance(register, str):
        register = read_register(bundled(), "the bundled register")
    entries = entries_of(register)
    for month in statuses_by_month(entries, 24):
        there = [
            entry
            for entry in entries
            if (promised := promised_on(entry.commitment, entry.instrument)) is None
            or promised <= month.last
        ]
        told = [derive(each.commitment, month.last).status for each in there]
        assert dict(month.counts) == {each: told.count(each) for each in set(told)}


def test_the_last_month_ends_today_and_the_others_on_their_last_day() -> None:
    months = statuses_by_month(entries_of(SMALL_REGISTER), 3)
    assert [str(each.last) for each in months] == ["2026-09-30", "2026-10-31", "2026-11-22"]
    assert statuses_by_month((), 12) == []
    assert statuses_by_month(entries_of(SMALL_REGISTER), 0) == []


def test_a_correction_changes_what_counted_only_from_its_day_on() -> None:
    updates = (
        Update("u1", day("2026-08-03"), "Wrong.", status=Status.KEPT),
        Update("u2", day("2026-10-03"), "Right.", corrects="u1"),
    )
    entries = [Entry(Commitment("c", "C", updates=updates), None, TODAY)]
    counts = [dict(each.counts) for each in statuses_by_month(entries, 5)]
    assert counts == [
        {},
        {Status.KEPT: 1},
        {Status.KEPT: 1},
        {Status.NOT_ASSESSED: 1},
        {Status.NOT_ASSESSED: 1},
    ]


def test_a_scorecard_counts_each_and_says_what_is_not_known() -> None:
    by_party = scorecard(entries_of(SMALL_REGISTER), SMALL_REGISTER, "party")
    assert [(each.name, each.size) for each in by_party] == [
        ("All", 3),
        ("Avalon", 2),
        ("Borduria", 2),
    ]
    every, avalon, borduria = by_party
    assert (every.kept, every.open, every.unknown, every.provisional) == (1, 1, 1, 1)
    assert every.unknown_percent == 33
    assert (avalon.kept, avalon.open, avalon.unknown) == (1, 1, 0)
    assert (borduria.kept, borduria.open, borduria.unknown) == (0, 1, 1)


def test_domains_keep_the_registers_order_and_what_has_none_comes_last() -> None:
    lone = Commitment("lone", "Lone")
    register = replace(SMALL_REGISTER, commitments=(*SMALL_REGISTER.commitments, lone))
    found = scorecard(entries_of(register), register, "domain")
    assert [each.name for each in found] == ["All", "Maritime", "Air", "no domain"]
    found = scorecard(entries_of(register), register, "instrument")
    names = [each.name for each in found]
    assert names == ["All", "Harbour Pact", "Old Harbour Pact", "no instrument"]
    assert scorecard((), register, "party") == []


def test_every_figure_of_a_row_adds_up() -> None:
    register = read_register(bundled(), "the bundled register")
    for by in ("party", "domain", "instrument"):
        for row in scorecard(entries_of(register), register, by):
            told = row.kept + row.partly + row.broken + row.open + row.unknown + row.withdrawn
            assert told == row.size == sum(row.statuses.values())


def _member(base: str, party: str, status: Status | None) -> Commitment:
    updates = (Update("u1", day("2026-01-01"), "Said.", SOURCE, status),) if status else ()
    return Commitment(f"{base}-{party.lower()}", base, parties=(party,), updates=updates)


def test_a_blank_of_the_grid_is_not_zero() -> None:
    commitments = (
        _member("g20-1", "India", Status.KEPT),
        _member("g20-1", "Japan", Status.IN_PROGRESS),
        _member("g20-1", "Italy", None),
        _member("g20-2", "India", Status.NOT_KEPT),
    )
    grid = compliance_grid([Entry(each, None, TODAY) for each in commitments])
    assert grid == ComplianceGrid(
        ("India", "Japan", "Italy"),
        (GridRow("g20-1", "g20-1", ("+1", "0", "")), GridRow("g20-2", "g20-2", ("-1", "", ""))),
    )
    assert compliance_grid(entries_of(SMALL_REGISTER)) is None


def test_members_have_two_letters_of_one_cell_and_no_two_alike() -> None:
    names = ["India", "Indonesia", "Italy", "A", "A", "日本", "中国", "", "Ö B", "‮x", "Åland-e"]
    codes = member_codes(names)
    assert codes[:7] == ("IN", "ID", "IT", "A", "5", "6", "7")
    assert len(set(codes)) == len(codes) == len(names)
    assert all(1 <= len(code) <= 2 for code in codes)
    assert len(set(member_codes(["Same"] * 90))) == 90


def test_the_tree_has_each_instrument_once_under_what_replaced_it() -> None:
    found = instrument_tree(SMALL_REGISTER, entries_of(SMALL_REGISTER))
    assert [(each.depth, each.instrument.id) for each in found] == [
        (0, "pact-2025"),
        (1, "pact-2015"),
    ]
    assert sum(found[0].statuses.values()) == 2
    assert found[1].statuses == {Status.NOT_ASSESSED: 1}


def test_a_chain_that_closes_on_itself_is_cut() -> None:
    one = Instrument("a", "A", supersedes="b")
    other = Instrument("b", "B", supersedes="a")
    own = Instrument("c", "C", supersedes="c")
    register = Register("R", instruments=(one, other, own))
    found = instrument_tree(register, ())
    assert sorted(each.instrument.id for each in found) == ["a", "b", "c"]
