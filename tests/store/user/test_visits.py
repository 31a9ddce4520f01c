"""When somebody was at a register last: kept per person and register, and never in the way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.user.visits import Visits

TODAY = date(2026, 11, 22)


def test_the_last_visit_is_the_one_before_today(tmp_path: Path) -> None:
    visits = Visits(tmp_path / "state" / "visits.json", Path("a.json"))
    assert visits.last_visit(TODAY) is None
    visits.keep_visit(TODAY)
    assert visits.last_visit(TODAY) == TODAY
    visits.keep_visit(date(2026, 11, 20))
    assert visits.last_visit(TODAY) == date(2026, 11, 20)
    visits.keep_visit(date(2026, 11, 23))
    assert visits.last_visit(date(2026, 11, 23)) == TODAY


def test_registers_and_briefs_are_kept_apart(tmp_path: Path) -> None:
    path = tmp_path / "visits.json"
    one, other = Visits(path, Path("a.json")), Visits(path, Path("b.json"))
    one.keep_visit(TODAY)
    one.keep_brief(date(2026, 11, 1))
    assert other.last_visit(TODAY) is None
    other.keep_brief(TODAY)
    assert (one.last_visit(TODAY), one.last_brief()) == (TODAY, date(2026, 11, 1))
    assert other.last_brief() == TODAY


@pytest.mark.parametrize(
    "written", ["", "[]", "{", '{"%s": 3}', '{"%s": {"visits": [1, "x", null], "brief": []}}']
)
def test_what_cannot_be_read_is_as_if_it_were_not_there(tmp_path: Path, written: str) -> None:
    path = tmp_path / "visits.json"
    register = tmp_path / "a.json"
    path.write_text(written.replace("%s", str(register)), encoding="utf-8")
    visits = Visits(path, register)
    assert visits.last_visit(TODAY) is None
    assert visits.last_brief() is None
    assert visits.keep_visit(TODAY)
    assert visits.last_visit(TODAY) == TODAY


def test_a_place_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not Visits(tmp_path / "file" / "visits.json", Path("a.json")).keep_visit(TODAY)
    assert not Visits(None, Path("a.json")).keep_brief(TODAY)
    assert Visits(None, Path("a.json")).last_visit(TODAY) is None
