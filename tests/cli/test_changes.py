"""Ticking, following up, taking back, and the log of it all."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from store.model.edits import tick
from store.register.store import Store
from tests.cli.conftest import AS_OF, Run

pytestmark = pytest.mark.usefixtures("small")


def test_ticking_a_milestone_meets_it_and_again_opens_it(entente: Run) -> None:
    met = entente("done", "port-visits", "m2", "--json").items[0]
    assert met["milestones"][1]["met"] == "2026-11-22"
    assert (met["steps_met"], met["steps"]) == (2, 2)
    # All steps met is not yet kept: nobody has said so.
    assert (met["status"], met["progress"]) == ("in-progress", None)
    opened = entente("done", "port-visits", "m2", "--json").items[0]
    assert opened["milestones"][1]["met"] is None


def test_ticking_says_what_was_ticked(entente: Run) -> None:
    result = entente("done", "port-visits", "f1")
    assert result == (
        0,
        "",
        "port-visits: follow-up “Ask for the visit plan” done · `entente undo` takes it back\n",
    )


def test_ticking_what_is_not_there_names_what_is(entente: Run) -> None:
    result = entente("done", "port-visits", "m9")
    assert result.code == 3
    assert "hint: it has m1, m2, f1, f2" in result.err


def test_follow_ups_come_with_the_most_overdue_first(entente: Run) -> None:
    result = entente("follow-ups", "--json")
    assert [(each["commitment"], each["id"]) for each in result.items] == [
        ("port-visits", "f1"),
        ("port-visits", "f2"),
        ("airfield-code", "f1"),
    ]
    assert result.items[0] == {
        "commitment": "port-visits",
        "commitment_title": "Port visits every year",
        "id": "f1",
        "title": "Ask for the visit plan",
        "owner": "mira",
        "due": "2026-11-10",
        "done": None,
        "overdue_days": 12,
    }
    assert entente("follow-ups").out.splitlines()[:2] == [
        "port-visits\tf1\t!-12d\t2026-11-10\t\tmira\tAsk for the visit plan",
        "port-visits\tf2\t+9d\t2026-12-01\t\t\tCount the visits",
    ]


def test_follow_ups_that_are_done_are_listed_on_demand(entente: Run) -> None:
    entente("done", "port-visits", "f1")
    assert [each["id"] for each in entente("follow-ups", "owner:mira", "--json").items] == ["f2"]
    every = entente("follow-ups", "id:port-visits", "--all", "--json").items
    assert [(each["id"], each["done"]) for each in every] == [("f2", None), ("f1", "2026-11-22")]


def test_a_follow_up_takes_a_relative_due_date(entente: Run) -> None:
    result = entente(
        *("follow", "airfield-code", "Ask", "again", "--due", "+30d", "--owner", "mira", "--json")
    )
    made = result.items[0]["follow_ups"][1]
    assert made == {
        "id": made["id"],
        "title": "Ask again",
        "owner": "mira",
        "due": "2026-12-22",
        "done": None,
    }


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("airfield-code", " "), 2),
        (("airfield-code", "x", "--due", "2026-13"), 2),
        (("nowhere-at-all", "x"), 3),
    ],
)
def test_a_follow_up_that_cannot_be_is_refused(
    entente: Run, small: Path, args: tuple[str, ...], code: int
) -> None:
    before = small.read_bytes()
    assert entente("follow", *args).code == code
    assert small.read_bytes() == before


@pytest.mark.parametrize(
    ("args", "title", "owner", "due"),
    [
        (("--owner", "ana"), "Count the visits", "ana", "2026-12-01"),
        (("--due", "+30d"), "Count the visits", "", "2026-12-22"),
        (("--due", ""), "Count the visits", "", None),
        (("Count", "them", "--owner", "ana"), "Count them", "ana", "2026-12-01"),
    ],
)
def test_what_is_given_is_set_of_a_follow_up_that_is_there(
    entente: Run, args: tuple[str, ...], title: str, owner: str, due: str | None
) -> None:
    first = entente("show", "port-visits", "--json").items[0]["follow_ups"][0]
    result = entente("follow", "port-visits", *args, "--item", "f2", "--json")
    assert result.code == 0
    made = {"id": "f2", "title": title, "owner": owner, "due": due, "done": None}
    assert result.items[0]["follow_ups"] == [first, made]
    assert "follow-up" in entente("undo").err
    assert entente("follow-ups", "owner:ana").out == ""


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("port-visits",), 2, "--item ITEM changes a follow-up that is there"),
        (("port-visits", "--item", "f2"), 2, "there is nothing to set"),
        (("port-visits", "--item", "f9", "--owner", "x"), 3, "f9"),
        (("port-visits", "--item", "m1", "--owner", "x"), 3, "m1"),
        (("port-visits", "--item", "f2", "--due", "soon"), 2, "soon"),
        (("port-visits", " ", "--item", "f2"), 2, "title"),
        (("port-visits", "Ask", "--due", ""), 2, "date"),
    ],
)
def test_a_follow_up_that_cannot_be_changed_stays(
    entente: Run, small: Path, args: tuple[str, ...], code: int, said: str
) -> None:
    before = small.read_bytes()
    result = entente("follow", *args)
    assert (result.code, result.out) == (code, "")
    assert said in result.err
    assert small.read_bytes() == before


def test_undo_and_redo_work_across_processes(process: Run, small: Path) -> None:
    def status() -> str:
        result = process("show", "port-visits", "--json", *AS_OF)
        return str(result.items[0]["status"])

    assert process("mark", "port-visits", "stalled", *AS_OF).code == 0
    assert status() == "stalled"
    undone = process("undo", *AS_OF)
    assert undone.code == 0
    assert undone.out == ""
    assert undone.err == (
        "taken back: port-visits: in progress → stalled · `entente redo` does it again\n"
    )
    assert status() == "in-progress"
    redone = process("redo", "--json", *AS_OF)
    assert [item["status"] for item in redone.items] == ["stalled"]
    assert status() == "stalled"
    assert [each.kind for each in Store(small, user="x").log()] == ["redo", "undo", "change"]


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_nothing_to_take_back_fails(entente: Run, command: str) -> None:
    result = entente(command, "--json")
    assert result.code == 1
    assert result.error["code"] == "nothing-to-do"


def test_the_log_tells_who_did_what(entente: Run) -> None:
    entente("mark", "port-visits", "stalled")
    entente("done", "airfield-code", "f1")
    entente("undo")
    result = entente("log", "--json")
    assert [(each["number"], each["kind"], each["of"]) for each in result.items] == [
        (3, "undo", 2),
        (2, "change", 0),
        (1, "change", 0),
    ]
    assert result.items[2]["label"] == "port-visits: in progress → stalled"
    assert list(result.items[2]["touched"]) == ["port-visits"]
    assert result.items[2]["user"] == "ana"
    lines = [line.split("\t") for line in entente("log", "port-visits").out.splitlines()]
    assert [(line[0], *line[2:]) for line in lines] == [
        ("1", "ana", "change", "port-visits: in progress → stalled")
    ]


def test_the_log_of_something_unknown_is_a_mistake(entente: Run) -> None:
    assert entente("log", "airfield-code") == (0, "", "")
    assert entente("log", "airfield").code == 3


def test_where_names_the_files(entente: Run, small: Path, home: Path) -> None:
    (item,) = entente("where", "--json").items
    assert item["register"] == str(small)
    assert Path(item["journal"]).parent == small.parent
    assert item["config"] == str(home / "entente" / "config.toml")
    assert f"register\t{small}" in entente("where").out


def test_where_makes_nothing(entente: Run, tmp_path: Path) -> None:
    absent = tmp_path / "absent" / "register.json"
    result = entente("where", "--register", str(absent))
    assert f"register\t{absent}" in result.out
    assert result.err == "the register is not there yet\n"
    assert not absent.parent.exists()


def test_the_log_begins_with_the_day_asked_for(entente: Run, small: Path) -> None:
    times = (datetime(2026, 11, day, 12, tzinfo=UTC) for day in (10, 20))
    with closing(Store(small, user="ana", clock=lambda: next(times))) as store:
        for _ in range(2):
            store.change(["port-visits"], lambda each: tick(each, "m2", date(2026, 11, 22)))
    for since, count in (("2026-11-10", 2), ("2026-11-11", 1), ("-2d", 1), ("2027", 0)):
        result = entente("log", "--since", since, "--json")
        assert (result.code, result.json["count"]) == (0, count)
    assert entente("log", "port-visits", "--since", "2026-11").out.count("\n") == 2
    assert entente("log", "--since", "soon").code == 2
