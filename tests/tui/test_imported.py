"""What was imported is on the board."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.model.entities import Register
from tests.conftest import make_store
from tests.exchange.importers.files import LATER, bring, csv_text, sample, written
from tests.tui.screen import opened

SHOWN = (
    ("ogp.csv", 5, "Harbour contracts", "▸ PROG"),
    ("g20.csv", 9, "We will open our harbours to each other.", "✗ NOTK"),
    ("gao.csv", 3, "The Secretary of Ports should light every buoy.", "▸ PROG"),
    ("nz-promises.csv", 4, "Build two piers.", "✓ KEPT"),
    ("canada-commitments.csv", 2, "Keep the lighthouse lit.", "? N/A"),
    ("canada-consolidated.csv", 3, "Build the King’s pier – in stone.", "? N/A"),
    ("trumptracker.json", 3, "Ban the gulls", "✗ NOTK"),
    ("scorecard.csv", 3, "Dig new wells", "▸ PROG"),
)


@pytest.mark.parametrize(("name", "count", "title", "status"), SHOWN)
async def test_the_board_lists_what_a_file_brought(
    tmp_path: Path, name: str, count: int, title: str, status: str
) -> None:
    store = make_store(tmp_path / "new.json", Register("New"))
    bring(store, sample(name))
    async with opened(store, today=LATER) as board:
        assert f"all {count}" in board.text
        rows = [line for line in board.panel(2, "Commitments") if title[:24] in line]
        assert any(status in line for line in rows)


async def test_tasks_are_among_the_follow_ups(tmp_path: Path) -> None:
    store = make_store(tmp_path / "new.json", Register("New"))
    bring(store, sample("taskwarrior.json"))
    async with opened(store, today=LATER) as board:
        shown = "\n".join(board.panel(4, "Follow-ups"))
        assert "Ask for the visit plan" in shown
        assert "Buy chalk" in shown


async def test_a_member_of_the_g20_is_found_by_its_party(tmp_path: Path) -> None:
    store = make_store(tmp_path / "new.json", Register("New"))
    bring(store, sample("g20.csv"))
    async with opened(store, today=LATER) as board:
        await board.press("slash")
        await board.type("party:borduria status:not-kept")
        await board.press("enter")
        assert "1 of 9" in board.text
        assert board.here == "2011-2-borduria"


async def test_long_names_of_domains_have_the_room_that_figures_leave(tmp_path: Path) -> None:
    store = make_store(tmp_path / "new.json", Register("New"))
    rows = [["id", "title", "domains"], ["a", "One", "Labour and Skills"]]
    bring(store, written(tmp_path, "x.csv", csv_text(rows)))
    async with opened(store, today=LATER) as board:
        assert any("Labour and Skills" in line for line in board.panel(1, "Domains"))
