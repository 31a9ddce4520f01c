"""`entente views`, and lists that begin with one."""

from __future__ import annotations

import pytest

from tests.cli.conftest import AS_OF, Run
from tests.cli.terminal import on_terminal, without_colour

pytestmark = pytest.mark.usefixtures("small")


def test_a_view_is_saved_used_narrowed_and_removed(entente: Run) -> None:
    assert entente("views") == (0, "", "")
    saved = entente("views", "--save", "In the air", "domain:air", "sort:-due", "--json")
    assert saved.code == 0
    assert saved.items == [{"name": "In the air", "query": "domain:air sort:-due", "finds": 3}]
    assert entente("views").out == "In the air\t3\tdomain:air sort:-due\n"
    listed = entente("list", "--view", "in the AIR", "--json")
    assert listed.json["query"] == "domain:air sort:-due"
    assert [each["id"] for each in listed.items] == [
        "airfield-code",
        "pilot-school",
        "weather-data",
    ]
    narrowed = entente("list", "--view", "In the air", "status:kept", "--json")
    assert [each["id"] for each in narrowed.items] == ["pilot-school"]
    tasks = entente("follow-ups", "--view", "In the air", "--json")
    assert [each["commitment"] for each in tasks.items] == ["airfield-code"]
    assert entente("views", "--remove", "in the air", "--json").items == []
    assert entente("undo").code == 0
    assert len(entente("views", "--json").items) == 1


def test_the_order_typed_goes_before_that_of_the_view(entente: Run) -> None:
    entente("views", "--save", "air", "domain:air sort:-due")
    listed = entente("list", "--view", "air", "sort:-title")
    titles = [line.split("\t")[-1] for line in listed.out.splitlines()]
    assert titles == sorted(titles, reverse=True)


def test_a_terminal_is_shown_a_table_or_how_to_begin(entente: Run) -> None:
    assert "--save" in on_terminal("views", *AS_OF).out
    entente("views", "--save", "air", "domain:air")
    lines = without_colour(on_terminal("views", *AS_OF).out).splitlines()
    assert lines[0].split() == ["View", "Finds", "Query"]
    assert lines[2].split() == ["air", "3", "domain:air"]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("views", "is:overdue"), 2, "add --save NAME"),
        (("views", "--save", " ", "is:overdue"), 2, "needs a name"),
        (("views", "--save", "x", "stauts:kept"), 2, "did you mean status?"),
        (("views", "--save", "x", "--remove", "y"), 2, "do not go together"),
        (("views", "--remove", "x"), 3, "no view 'x'"),
        (("list", "--view", "x"), 3, "no view 'x'"),
    ],
)
def test_mistakes_say_what_to_do(entente: Run, args: tuple[str, ...], code: int, said: str) -> None:
    result = entente(*args)
    assert (result.code, result.out) == (code, "")
    assert said in result.err


@pytest.mark.usefixtures("small")
def test_views_are_there_before_any_was_saved(entente: Run) -> None:
    assert [each["id"] for each in entente("list", "--view", "late", "--json").items] == [
        "port-visits"
    ]
    assert entente("list", "--view", "Next 90 days").code == 0
    assert entente("views", "--json").items == []
