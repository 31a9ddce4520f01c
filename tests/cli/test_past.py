"""Commands on a past day: each says that it is the past, once, and never into data for scripts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.register.store import Store
from tests.cli.conftest import Run
from tests.cli.terminal import on_terminal, without_colour

SHOWING = (
    "list",
    "follow-ups",
    "show port-visits",
    "domains",
    "instruments",
    "settings",
    "review",
    "changes",
    "log",
    "why port-visits",
    "views",
    "brief",
    "export --format csv",
)
PAST = ("--as-of", "2026-11-01", "--known-on", "2026-11-02")
SAID = "THE PAST, as of 2026-11-01, as known on 2026-11-02"


@pytest.mark.parametrize("command", SHOWING)
@pytest.mark.usefixtures("small")
def test_whatever_shows_a_past_day_says_so(entente: Run, command: str) -> None:
    past = entente(*command.split(), *PAST)
    assert (past.code, past.err.count(SAID), "THE PAST" in past.out) == (0, 1, False)
    assert past.err.rstrip().endswith(SAID)
    present = entente(*command.split())
    assert "PAST" not in present.err


def test_a_day_before_the_history_is_told_by_dates_and_says_so(entente: Run, small: Path) -> None:
    said = "no change is known of 2025-01-31 or before: dates alone tell what was there"
    early = ("--known-on", "2025-01-31")
    assert entente("list", *early).err.count(said) == 1
    assert entente("list", *early).out == entente("list", "--as-of", "2025-01-31").out
    store = Store(small, user="ana", clock=lambda: datetime(2026, 11, 20, 12, tzinfo=UTC))
    store.change(["port-visits"], lambda each: replace(each, lead="Navy"))
    store.close()
    assert said in entente("list", *early).err
    assert "no change is known" not in entente("list", "--known-on", "2026-11-20").err


@pytest.mark.parametrize("command", SHOWING[:-1])
@pytest.mark.usefixtures("small")
def test_json_of_a_past_day_stays_as_it_is(entente: Run, command: str) -> None:
    result = entente(*command.split(), "--json", *PAST)
    assert (result.code, result.err) == (0, "")


@pytest.mark.parametrize("command", ["list", "follow-ups", "show port-visits", "domains"])
@pytest.mark.usefixtures("small")
def test_a_terminal_is_told_in_the_last_line(command: str) -> None:
    shown = without_colour(on_terminal(*command.split(), "--as-of", "2025-11-01").out)
    assert shown.count("THE PAST") == 1
    assert shown.rstrip().endswith("THE PAST, as of 2025-11-01")


@pytest.mark.parametrize("days", [PAST, PAST[:2], PAST[2:]])
@pytest.mark.usefixtures("small")
def test_a_browser_gets_the_board_of_the_same_day(
    entente: Run, monkeypatch: pytest.MonkeyPatch, days: tuple[str, ...]
) -> None:
    boards: list[list[str]] = []

    class Server:
        address = "http://127.0.0.1:1"

        def __init__(self, board: list[str], **settings: object) -> None:
            boards.append(board)

        def run(self) -> None:
            """Serve nothing."""

    monkeypatch.setattr("cli.board_server.BoardServer", Server)
    assert entente("serve", *days).code == 0
    (board,) = boards
    assert [each for each in board if each.startswith(("--as-of", "--known-on", "2026"))] == [*days]


@pytest.mark.usefixtures("small")
def test_what_cannot_be_written_is_refused_once(entente: Run) -> None:
    refused = entente("mark", "port-visits", "60%", *PAST)
    assert refused.code == 1
    assert "THE PAST" not in refused.err
