"""`entente changes`: since a day, a visit or a brief, on a terminal, in plain lines, as JSON."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.user.paths import visits_file
from store.user.visits import Visits
from tests.cli.conftest import Run, make
from tests.cli.terminal import on_terminal, without_colour
from tests.registers import HOSTILE_REGISTER


def test_it_lists_what_changed_since_a_day(entente: Run, small: Path) -> None:
    result = entente("changes", "--since", "2025-06")
    assert result.code == 0
    lines = result.out.splitlines()
    assert lines[0] == "settled\t2025-10-31\tpilot-school\tin progress → kept: Opened.\t"
    assert [each.split("\t")[0] for each in lines] == ["settled", "news", "silent"]
    assert not result.err


def test_json_has_every_field(entente: Run, small: Path) -> None:
    result = entente("changes", "--since", "2025-06", "domain:air", "--json")
    assert result.json["query"] == "domain:air"
    assert result.items[0] == {
        "kind": "settled",
        "id": "pilot-school",
        "title": "Pilot school opened",
        "when": "2025-10-31",
        "before": "in progress",
        "after": "kept",
        "words": "in progress → kept: Opened.",
        "by": "",
        "since": "2025-06-01",
    }


def test_it_ends_on_a_day(entente: Run, small: Path) -> None:
    result = entente("changes", "--since", "2025-03", "--until", "2025-05-31")
    assert [each.split("\t")[:3] for each in result.out.splitlines()] == [
        ["status", "2025-05-12", "port-visits"],
        ["news", "2025-05-12", "port-visits"],
    ]
    same = entente("changes", "--since", "2025-03", "--as-of", "2025-05-31")
    assert same.out == result.out


def test_without_a_day_it_goes_back_to_the_last_visit(entente: Run, small: Path) -> None:
    assert entente("changes").err == "no changes since 2026-08-24, until 2026-11-22\n"
    Visits(visits_file(), small).keep_visit(date(2025, 10, 1))
    result = entente("changes")
    assert [each.split("\t")[0] for each in result.out.splitlines()] == ["settled", "news"]
    assert entente("changes", "--since", "visit").out == result.out


def test_a_brief_is_remembered_unless_it_is_of_the_past(entente: Run, small: Path) -> None:
    assert entente("changes", "--since", "brief").code == 2
    entente("brief", "--as-of", "2025-06-01")
    assert entente("changes", "--since", "brief").code == 2
    entente("brief")
    result = entente("changes", "--since", "brief")
    assert result.err == "no changes since 2026-11-22, your last brief, until 2026-11-22\n"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--since", "visit"), "no visit to this register by 2026-11-22 is known"),
        (("--since", "brief"), "no brief of this register is known"),
        (("--since", "soon"), "soon"),
        (("--since", "2027"), "2027-01-01 is after 2026-11-22"),
        (("--until", "2025"), "'2025' is not one day"),
        (("--until", "2025-01-01", "--as-of", "2025-01-01"), "--until and --as-of"),
        (("status:",), ""),
    ],
)
def test_what_cannot_be_told_is_named(
    entente: Run, small: Path, given: tuple[str, ...], said: str
) -> None:
    result = entente("changes", *given)
    assert result.code == 2
    assert said in result.err
    assert not result.out


@pytest.mark.parametrize("width", [140, 60])
def test_a_terminal_gets_headings(small: Path, width: int) -> None:
    shown = without_colour(on_terminal("changes", "--since", "2025-02-01", columns=width).out)
    assert "Settled  1" in shown
    assert "New evidence" in shown
    assert "pilot-school" in shown


def test_hostile_texts_reach_no_terminal(entente: Run, tmp_path: Path) -> None:
    register = str(make(tmp_path / "h.json", HOSTILE_REGISTER))
    result = entente("changes", "--since", "1990", "--register", register)
    assert result.code == 0
    assert "\x1b" not in result.out
