"""`entente show`: one commitment, as data and as lines."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import AS_OF, Run
from tests.cli.terminal import on_terminal, without_colour

pytestmark = pytest.mark.usefixtures("small")


def test_one_item_in_the_same_envelope(entente: Run) -> None:
    shown = entente("show", "port-visits", "--json")
    listed = entente("list", "id:port-visits", "--json")
    assert shown.json["count"] == 1
    assert shown.items == listed.items


def test_lines_begin_with_what_they_tell(entente: Run) -> None:
    lines = entente("show", "port-visits").out.splitlines()
    assert "title\tPort visits every year" in lines
    assert "status\tin-progress" in lines
    assert "standing\toverdue by 326 days" in lines
    assert "domains\tMaritime" in lines
    assert "instrument\tHarbour Pact\tframework\t2025-02-06" in lines
    assert "supersedes\tOld Harbour Pact\tframework\t2015-02-06" in lines
    assert "milestone\tm1\t2025-05\tmet 2025-05-12\tFirst visit" in lines
    assert "follow-up\tf1\t2026-11-10\topen\tmira\tAsk for the visit plan" in lines
    updates = [line for line in lines if line.startswith("update")]
    assert [line.split("\t")[1] for line in updates] == ["u2", "u1"]
    assert "independent: The Daily, Ministers agree, 2025-02-06" in updates[0]


def test_a_past_day_knows_no_later_update(entente: Run) -> None:
    lines = entente("show", "pilot-school", "--as-of", "2025-10-30").out.splitlines()
    assert [line.split("\t")[1] for line in lines if line.startswith("update")] == ["u1"]
    assert "status\tin-progress" in lines


def test_an_unknown_id_names_the_nearest(entente: Run) -> None:
    result = entente("show", "port-visit")
    assert result == (
        3,
        "",
        "entente: no commitment has the id 'port-visit'\nhint: did you mean port-visits?\n",
    )


def test_what_was_heard_is_one_mark_a_month(entente: Run) -> None:
    lines = entente("show", "port-visits").out.splitlines()
    name, first, last, marks = next(line for line in lines if line.startswith("heard")).split("\t")
    assert (name, first, last) == ("heard", "2025-02", "2026-11")
    assert marks == "◆··◆··················"


def test_nothing_is_told_of_the_months_before_a_promise(entente: Run) -> None:
    lines = entente("show", "port-visits", "--as-of", "2024-01-01").out.splitlines()
    assert not [line for line in lines if line.startswith("heard")]


@pytest.mark.parametrize("words", ["~50%", "60%"])
def test_a_percent_is_written_alike_wherever_it_is_said(entente: Run, words: str) -> None:
    if words == "60%":
        entente("mark", "port-visits", "60%", "--note", "Seen.")
    assert f"\t{words}\t" in entente("list", "id:port-visits").out
    assert f"done\t{words}" in entente("show", "port-visits").out.splitlines()
    assert f"Done {words}" in entente("why", "port-visits").out
    brief = " ".join(entente("brief").out.split())
    assert f"in progress, {words}" in brief
    markdown = entente("export", "--format", "md").out
    assert f"in progress, {words}," in markdown.replace("\\~", "~")
    on_screen = " ".join(without_colour(on_terminal("show", "port-visits", *AS_OF).out).split())
    assert re.search(rf"done \S+ {words} │", on_screen)
