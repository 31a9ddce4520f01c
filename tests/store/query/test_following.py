"""Saved views follow what they name: to another id, another name, and what it was merged into."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from store.model.entities import Commitment, Domain, Instrument, Register, View
from store.model.register_edits import (
    change_domain_id,
    change_instrument_id,
    merge_domains,
    merge_instruments,
    rename_domain,
)
from store.query.following import following

REGISTER = Register(
    "Pledges",
    domains=(Domain("sea", "At sea"), Domain("air", "In the air")),
    instruments=(
        Instrument("pact", "Harbour pact"),
        Instrument("old-pact", "Harbour pact of old"),
        Instrument("talks", "Talks"),
    ),
    commitments=(Commitment("a", "A", domains=("sea",), instrument="pact"),),
)


def _with(query: str) -> Register:
    return replace(REGISTER, views=(View("v", query),))


def _query(register: Register) -> str:
    return register.views[0].query


@pytest.mark.parametrize(
    ("query", "renamed", "merged"),
    [
        ("domain:sea", "domain:ocean", "domain:air"),
        ("DOMAIN:SEA sort:-due", "domain:ocean sort:-due", "domain:air sort:-due"),
        ('domain:"at sea" is:open', "domain:ocean is:open", "domain:air is:open"),
        ("domain:sea,air", "domain:ocean,air", "domain:air"),
        ("domain:air,sea", "domain:air,ocean", "domain:air"),
        ("-domain:sea port", "-domain:ocean port", "-domain:air port"),
        ("domain:sea or domain:air", "domain:ocean or domain:air", "domain:air"),
        ("(a or -(b domain:sea)) c", "(a or -(b domain:ocean)) c", "(a or -(b domain:air)) c"),
        # What names no domain, or another one, stays as somebody wrote it.
        ("DOMAIN:air", "DOMAIN:air", "DOMAIN:air"),
        ("sea  tag:sea", "sea  tag:sea", "sea  tag:sea"),
        ("domain:nowhere", "domain:nowhere", "domain:nowhere"),
        ("(", "(", "("),
    ],
)
def test_views_that_name_a_domain(query: str, renamed: str, merged: str) -> None:
    rename = following(
        lambda each: change_domain_id(each, "sea", "ocean"), "domain", "sea", "ocean"
    )
    assert _query(rename(_with(query))) == renamed
    merge = following(lambda each: merge_domains(each, "sea", "air"), "domain", "sea", "air")
    assert _query(merge(_with(query))) == merged


def test_a_view_that_names_a_domain_by_its_name() -> None:
    edit = following(lambda each: rename_domain(each, "sea", "Maritime"), "domain", "sea", "sea")
    assert _query(edit(_with('domain:"At sea",air'))) == "domain:sea,air"
    assert _query(edit(_with("domain:SEA"))) == "domain:SEA"


def test_a_name_that_another_domain_gets_is_not_taken_for_it() -> None:
    def swapped(register: Register) -> Register:
        there = rename_domain(register, "sea", "Elsewhere")
        return rename_domain(there, "air", "At sea")

    edit = following(swapped, "domain", "sea", "sea")
    assert _query(edit(_with('domain:"At sea"'))) == "domain:sea"


@pytest.mark.parametrize(
    ("query", "renamed", "merged"),
    [
        ("instrument:talks", "instrument:round-1", "instrument:pact"),
        ("instrument:=TALKS is:open", "instrument:=round-1 is:open", "instrument:=pact is:open"),
        ("-instrument:talks", "-instrument:round-1", "-instrument:pact"),
        # A part of a title finds what it finds.
        ("instrument:tal", "instrument:tal", "instrument:tal"),
        ("talks", "talks", "talks"),
    ],
)
def test_views_that_name_an_instrument_by_its_id(query: str, renamed: str, merged: str) -> None:
    def with_title(register: Register) -> Register:
        # Another title than its id, or the title alone would find it still.
        *others, talks = register.instruments
        return replace(register, instruments=(*others, replace(talks, title="Round one")))

    rename = following(
        lambda each: change_instrument_id(each, "talks", "round-1"),
        "instrument",
        "talks",
        "round-1",
    )
    assert _query(rename(with_title(_with(query)))) == renamed
    merge = following(
        lambda each: merge_instruments(each, "talks", "pact"), "instrument", "talks", "pact"
    )
    assert _query(merge(with_title(_with(query)))) == merged


def _titled(register: Register, name: str, title: str) -> Register:
    changed = (
        replace(each, title=title) if each.id == name else each for each in register.instruments
    )
    return replace(register, instruments=tuple(changed))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        # Others are still found by the old title: the new one stands beside it.
        ('instrument:"harbour pact"', 'instrument:"harbour pact","Port treaty"'),
        ('instrument:"=harbour pact"', 'instrument:"=Port treaty"'),
        ("instrument:pact", "instrument:pact"),  # its id
        ('instrument:"harbour pact",talks', 'instrument:"harbour pact","Port treaty",talks'),
    ],
)
def test_a_view_that_names_a_title(query: str, wanted: str) -> None:
    edit = following(
        lambda each: _titled(each, "pact", "Port treaty"), "instrument", "pact", "pact"
    )
    assert _query(edit(_with(query))) == wanted


def test_a_longer_title_is_still_found_by_the_shorter_one() -> None:
    edit = following(
        lambda each: _titled(each, "talks", "Talks of 2027"), "instrument", "talks", "talks"
    )
    assert _query(edit(_with("instrument:Talks"))) == "instrument:Talks"
