"""`entente list`: the envelope, the fields, the query, and lines for other programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fixtures import bundled
from store.model.entities import Commitment
from store.portfolio.columns import COLUMNS_BY_ID as COLUMNS
from store.query.fields import FLAGS
from tests.cli.conftest import AS_OF, Run
from tests.cli.terminal import on_terminal

DERIVED = {
    "status",
    "progress",
    "overdue_days",
    "behind",
    "stale_days",
    "provisional",
    "self_declared",
    "attention",
}
LATER = {
    *("first_due", "moved", "slip_days", "schedule", "measured_as", "steps_met", "steps"),
    *("last_kept", "unheard_days", "unlooked_days", "stale", "silent", "claimed", "seen"),
    *("claimed_ahead", "disputed", "confidence", "to_confirm"),
}


@pytest.mark.usefixtures("small")
def test_the_envelope_says_what_was_asked(entente: Run) -> None:
    result = entente("list", "domain:maritime", "sort:-due", "--json")
    assert result.code == 0
    assert {key: result.json[key] for key in ("schema", "as_of", "query", "count")} == {
        "schema": 1,
        "as_of": "2026-11-22",
        "query": "domain:maritime sort:-due",
        "count": 2,
    }
    assert [item["id"] for item in result.items] == ["pilot-school", "port-visits"]
    assert result.err == ""


@pytest.mark.usefixtures("small")
def test_an_item_has_every_field_also_the_empty_ones(entente: Run) -> None:
    items = {item["id"]: item for item in entente("list", "--json").items}
    for item in items.values():
        assert set(item) == set(Commitment.__struct_fields__) | DERIVED | LATER
    sparse = items["airfield-code"]
    assert sparse["summary"] == ""
    assert sparse["start"] is None
    assert sparse["updates"] == []
    assert sparse["due"] == "2027-01-15"
    assert sparse["follow_ups"] == [
        {"id": "f1", "title": "Find the draft", "owner": "", "due": None, "done": None}
    ]
    assert items["port-visits"]["updates"][0]["source"]["kind"] == "independent"


@pytest.mark.usefixtures("small")
def test_derived_fields_are_those_of_the_day(entente: Run) -> None:
    items = {item["id"]: item for item in entente("list", "--json").items}
    visits = items["port-visits"]
    assert {key: visits[key] for key in DERIVED - {"attention"}} == {
        "status": "in-progress",
        "progress": 50,
        "overdue_days": 326,
        "behind": 50,
        "stale_days": 559,
        "provisional": False,
        "self_declared": False,
    }
    assert visits["attention"] == 31.0
    assert items["pilot-school"]["self_declared"] is True
    assert items["pilot-school"]["overdue_days"] is None
    assert items["weather-data"]["provisional"] is True


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("day", "status"),
    [("2025-02-06", "in-progress"), ("2025-10-30", "in-progress"), ("2025-10-31", "kept")],
)
def test_a_past_day_shows_the_status_it_had(entente: Run, day: str, status: str) -> None:
    result = entente("--as-of", day, "list", "id:pilot-school", "--json")
    assert result.json["as_of"] == day
    assert [item["status"] for item in result.items] == [status]


@pytest.mark.usefixtures("small")
def test_shared_options_stand_before_or_after_the_command(entente: Run) -> None:
    before = entente("--as-of", "2025-10-31", "--json", "list", "status:kept")
    after = entente("list", "status:kept", "--json", "--as-of", "2025-10-31")
    assert before.out == after.out
    assert before.json["count"] == 1


@pytest.mark.usefixtures("small")
def test_relative_days_count_from_today(entente: Run) -> None:
    assert entente("list", "--json", "--as-of", "-1y").json["as_of"] == "2025-11-22"


@pytest.mark.usefixtures("small")
def test_piped_lines_hold_one_commitment_each(entente: Run) -> None:
    result = entente("list")
    rows = [line.split("\t") for line in result.out.splitlines()]
    assert rows == [
        ["port-visits", "in-progress", "~50%", "2025-12", "!-326d", "Port visits every year"],
        ["pilot-school", "kept", "100%", "2026", "", "Pilot school opened"],
        ["airfield-code", "not-assessed", "", "2027-01-15", "+54d", "Common airfield code"],
        ["weather-data", "withdrawn", "*", "", "", "Weather data shared"],
    ]
    assert result.err == ""


@pytest.mark.usefixtures("small")
def test_a_query_may_begin_with_a_hyphen(entente: Run) -> None:
    result = entente("list", "-status:kept", "-has:due", "--json")
    assert [item["id"] for item in result.items] == ["weather-data"]


@pytest.mark.usefixtures("small")
def test_nothing_found_is_no_failure(entente: Run) -> None:
    assert entente("list", "status:stalled") == (0, "", "")
    assert entente("list", "status:stalled", "--json").json["items"] == []


@pytest.mark.usefixtures("small")
def test_a_mistake_in_the_query_is_pointed_at(entente: Run) -> None:
    result = entente("list", "port", "stauts:kept")
    assert result.code == 2
    assert result.out == ""
    assert result.err.splitlines()[:3] == [
        "entente: there is no field 'stauts' (at character 6)",
        "  port stauts:kept",
        "       ^^^^^^",
    ]
    assert "did you mean status?" in result.err


@pytest.mark.usefixtures("small")
def test_an_unknown_domain_is_a_mistake(entente: Run) -> None:
    result = entente("list", "domain:martime", "--json")
    assert result.code == 2
    assert result.error["code"] == "bad-query"
    assert "maritime" in result.error["hint"]


def test_the_first_run_makes_a_register_of_ones_own(entente: Run, home: Path) -> None:
    first = entente("list")
    assert len(first.out.splitlines()) == len(json.loads(bundled())["commitments"])
    own, others = first.err.splitlines()
    assert str(home) in own
    assert others == "also bundled: `entente --register quad`"
    assert entente("list").err == ""


@pytest.mark.usefixtures("small")
def test_columns_are_chosen_by_name_in_their_order(entente: Run) -> None:
    names = "title,Progress, updated,attention,milestones,follow-ups,owner,domain,stale"
    rows = entente("list", "--columns", names, "id:port-visits,pilot-school").out.splitlines()
    assert rows == [
        "Port visits every year\t~50%\t2025-05-12\t31\t1/2\t2\tmira\tmaritime\t559d",
        "Pilot school opened\t100%\t2025-10-31\t0\t\t\t\tair, maritime\t387d",
    ]


@pytest.mark.usefixtures("small")
def test_the_flags_that_hold_are_a_column_in_the_order_of_the_query_language(
    entente: Run,
) -> None:
    names = [flag.name for flag in FLAGS]
    lines = entente("list", "--columns", "flags,id").out.splitlines()
    assert len(lines) == 4
    for line in lines:
        flags, found = line.split("\t")
        held = flags.split(", ")
        assert held == sorted(held, key=names.index)
        for name in names:
            assert (found in entente("list", f"is:{name}").out) == (name in held)


def test_the_first_due_date_is_a_column_also_where_an_update_gave_it(entente: Run) -> None:
    rows = entente("list", "--columns", "first-due,due,id", "is:moved sort:id").out.splitlines()
    assert rows == [
        "2025\t2026-03\tf404-order-2021",
        "2025-03\t2026-03\tf414-engine",
        "2027-02\t2029-01\tmq9b-2024",
    ]
    before = entente("--as-of", "2023-07-01", "list", "--columns", "first-due,id", "id:f414-engine")
    assert before.out == "\tf414-engine\n"


@pytest.mark.usefixtures("small")
def test_every_column_can_be_shown(entente: Run) -> None:
    for name in COLUMNS:
        assert len(entente("list", "--columns", name).out.splitlines()) == 4
        assert name in entente("list", "--help").out


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("names", "hint"),
    [
        ("stauts,due", "did you mean status?"),
        (",", "one or"),
        ("disputed", "did you mean flags?"),
        ("claimed-ahead", "did you mean flags?"),
        ("self-declared", "did you mean flags?"),
    ],
)
def test_a_column_that_is_none_names_the_nearest(entente: Run, names: str, hint: str) -> None:
    result = entente("list", "--columns", names)
    assert (result.code, result.out) == (2, "")
    assert hint in result.err


@pytest.mark.usefixtures("small")
def test_a_bare_word_that_finds_nothing_names_the_term_that_was_meant() -> None:
    shown = on_terminal("list", "late", *AS_OF).out
    assert "did you mean is:overdue?" in shown
