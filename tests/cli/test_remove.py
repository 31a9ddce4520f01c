"""`entente remove`."""

from __future__ import annotations

import pytest

from tests.cli.conftest import AS_OF, Run
from tests.cli.terminal import on_terminal

pytestmark = pytest.mark.usefixtures("small")


def _ids(entente: Run) -> list[str]:
    return [item["id"] for item in entente("list", "--json").items]


def test_what_is_removed_is_told_and_comes_back_to_its_place(entente: Run) -> None:
    before = _ids(entente)
    result = entente("remove", "pilot-school", "port-visits", "--yes", "--json")
    assert (result.code, result.err) == (0, "")
    assert [item["id"] for item in result.items] == ["pilot-school", "port-visits"]
    assert _ids(entente) == ["airfield-code", "weather-data"]
    assert entente("add", "port-visits", "--title", "again").code == 2
    assert entente("undo").code == 0
    assert _ids(entente) == before


def test_without_a_terminal_it_wants_yes(entente: Run) -> None:
    result = entente("remove", "pilot-school")
    assert (result.code, result.out) == (2, "")
    assert "--yes" in result.err
    assert len(_ids(entente)) == 4


def test_an_unknown_id_removes_none(entente: Run) -> None:
    assert entente("remove", "pilot-school", "pilot-scool", "--yes").code == 3
    assert len(_ids(entente)) == 4


def test_a_terminal_is_asked_and_no_is_the_answer_of_enter(entente: Run) -> None:
    kept = on_terminal("remove", "pilot-school", *AS_OF, keys="\r")
    assert kept.code == 1
    assert "Pilot school opened" in kept.out
    assert len(_ids(entente)) == 4
    assert on_terminal("remove", "pilot-school", *AS_OF, keys="y\r").code == 0
    assert len(_ids(entente)) == 3
