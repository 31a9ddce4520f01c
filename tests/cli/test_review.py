"""`entente review`, `looked` and `why`: the queue, the look that found nothing, and the chain."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.user.paths import review_folder
from store.user.review_book import ReviewBook
from tests.cli.conftest import AS_OF, TODAY, Run
from tests.cli.terminal import on_terminal, without_colour

pytestmark = pytest.mark.usefixtures("small")
QUEUE = ["port-visits", "weather-data", "pilot-school"]


def _listed(result: str) -> list[str]:
    return [line.split("\t")[0] for line in result.splitlines()]


def test_the_queue_is_worst_first_with_its_reasons(entente: Run) -> None:
    result = entente("review")
    assert _listed(result.out) == QUEUE
    assert result.out.splitlines()[0] == (
        "port-visits\toverdue,missed-step,stale\toverdue by 326 days, no word since its date; step "
        "“Second visit” was planned for 2025-11, no word since; stale: nothing heard for 559 "
        "days\tPort visits every year"
    )


def test_a_query_narrows_it_and_its_order_counts(entente: Run) -> None:
    assert _listed(entente("review", "domain:air").out) == ["weather-data", "pilot-school"]
    by_title = entente("review", "sort:title").out.splitlines()
    titles = [line.split("\t")[-1] for line in by_title]
    assert titles == sorted(titles)


def test_json_has_the_commitment_and_why_it_is_here(entente: Run) -> None:
    first = entente("review", "--json").items[0]
    assert first["reasons"] == ["overdue", "missed-step", "stale"]
    assert first["why"][0].startswith("overdue by 326 days")
    assert first["put_off_until"] is None
    assert first["updates"]


def test_what_was_put_off_on_the_board_is_left_out_until_its_day(entente: Run, small: Path) -> None:
    book = ReviewBook(review_folder(), small)
    book.put_off_until("port-visits", date(2026, 12, 6), TODAY)
    assert _listed(entente("review").out) == QUEUE[1:]
    everything = entente("review", "--all", "--json").items
    assert everything[0]["put_off_until"] == "2026-12-06"
    assert _listed(entente("review", "--as-of", "2026-12-06").out)[0] == "port-visits"
    shown = without_colour(on_terminal("review", *AS_OF, columns=120).out)
    assert "1 put off, --all lists them" in shown


@pytest.mark.parametrize("columns", [60, 80, 120, 160])
def test_a_terminal_gets_a_table_no_wider_than_it_is(columns: int) -> None:
    for command in (("review",), ("why", "pilot-school")):
        lines = without_colour(on_terminal(*command, *AS_OF, columns=columns).out).splitlines()
        assert max(map(len, lines)) <= columns
        assert len(lines) > 3


def test_a_look_that_found_nothing_is_written_for_all_or_none(entente: Run) -> None:
    result = entente("looked", "port-visits", "airfield-code", "--where", "PIB, The Daily")
    assert result.code == 0
    assert "2 commitments: looked in PIB, The Daily: nothing found" in result.err
    update = entente("show", "port-visits", "--json").items[0]["updates"][-1]
    assert update["searched"] == ["PIB", "The Daily"]
    assert (update["status"], update["date"]) == (None, "2026-11-22")
    assert _listed(entente("review").out) == QUEUE[1:]
    assert entente("looked", "weather-data", "nothing", "--where", "PIB").code == 3
    assert len(entente("show", "weather-data", "--json").items[0]["updates"]) == 1
    entente("undo")
    assert _listed(entente("review").out) == QUEUE


def test_a_look_may_have_been_on_another_day_and_have_a_note(entente: Run) -> None:
    args = ("looked", "port-visits", "--where", "PIB", "--where", "Hansard")
    assert entente(*args, "--date", "2026-11-20", "--note", "Page gone").code == 0
    update = entente("show", "port-visits", "--json").items[0]["updates"][-1]
    assert update["date"] == "2026-11-20"
    assert update["note"] == "Page gone"
    assert update["searched"] == ["PIB", "Hansard"]


@pytest.mark.parametrize("where", [(), ("--where", " , ")])
def test_a_look_says_where(entente: Run, where: tuple[str, ...]) -> None:
    result = entente("looked", "port-visits", *where)
    assert result.code == 2
    assert "needs --where" in result.err


def test_a_look_cannot_have_been_tomorrow(entente: Run) -> None:
    result = entente("looked", "port-visits", "--where", "PIB", "--date", "2026-11-23")
    assert result.code == 2
    assert "cannot be dated 2026-11-23" in result.err


def test_the_chain_goes_from_the_status_to_the_source(entente: Run) -> None:
    lines = [line.split("\t") for line in entente("why", "pilot-school").out.splitlines()]
    assert lines[0][:4] == ["status", "0", "value", "Status ✓ kept"]
    assert [
        "status",
        "1",
        "update",
        "update u2 of 2025-10-31: kept",
        "https://example.org/note",
    ] in lines
    assert {line[0] for line in lines} == {"status", "done", "due", "attention", "review"}
    items = entente("why", "pilot-school", "--json").items
    assert items[1]["source_kind"] == "official"
    assert items[1]["item"] == "u2"


def test_a_footnote_is_one_line(entente: Run) -> None:
    line = entente("why", "pilot-school", "--footnote").out
    assert line.startswith("Pilot school opened: kept, as of 2026-11-22. Press note, Ministry")
    assert line.count("\n") == 1


def test_a_copy_that_was_changed_is_said_to_be(entente: Run, small: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("It is open.", encoding="utf-8")
    assert entente("keep", str(page), "--for", "pilot-school").code == 0
    assert "still the same" in entente("why", "pilot-school").out
    copy = next(small.with_name("small.sources").iterdir())
    copy.write_text("It is shut.", encoding="utf-8")
    assert "changed since it was kept" in entente("why", "pilot-school").out
    copy.unlink()
    assert ": missing" in entente("why", "pilot-school").out
