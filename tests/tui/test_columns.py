"""The columns of the list: what they show, and which find room."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from store.model.dates import PartialDate
from store.model.entities import Commitment, Register
from store.model.entry import Entry
from store.model.glyphs import ASCII, UNICODE
from store.portfolio.columns import COLUMNS, COLUMNS_BY_ID
from store.query.sort import SORT_KEYS_BY_NAME
from store.register.store import Store
from tests.conftest import make_store
from tests.registers import HOSTILE_REGISTER, SMALL_REGISTER
from tests.tui.screen import MEDIUM, NARROW, opened
from tui.panels.columns import ColumnLook, cell_parts, due_cells, placed, title_row

AS_OF = date(2026, 11, 22)
DOMAINS = {domain.id: domain.name for domain in SMALL_REGISTER.domains}
ENTRIES = {
    each.id: Entry.of(each, {one.id: one for one in SMALL_REGISTER.instruments}, AS_OF)
    for each in SMALL_REGISTER.commitments
}


def _shown(column_id: str, commitment_id: str, *, with_days: bool = False) -> str:
    column = COLUMNS_BY_ID[column_id]
    look = ColumnLook(UNICODE, DOMAINS, with_days=with_days)
    parts = cell_parts(column, ENTRIES[commitment_id], look, column.width or 30)
    return "".join(text for text, _ in parts).strip()


@pytest.mark.parametrize(
    ("column", "commitment", "shown"),
    [
        ("status", "port-visits", "▸ PROG"),
        ("status", "weather-data", "- WDRN*"),
        ("done", "port-visits", "~50%"),
        ("due", "port-visits", "!-326d"),
        ("due", "airfield-code", "2027-01-15"),
        ("days", "port-visits", "!-326d"),
        ("days", "airfield-code", "+54d"),
        ("days", "pilot-school", ""),
        ("title", "pilot-school", "Pilot school opened"),
        ("id", "pilot-school", "pilot-school"),
        ("domain", "pilot-school", "Air +1"),
        ("domain", "port-visits", "Maritime"),
        ("party", "port-visits", "Avalon, Borduria"),
        ("lead", "port-visits", ""),
        ("priority", "port-visits", "high"),
        ("updated", "port-visits", "2025-05-12"),
        ("updated", "airfield-code", ""),
        ("attention", "port-visits", "31.0"),
        ("next", "port-visits", "!-12d  Ask for the visi…"),
        ("next", "airfield-code", "—      Find the draft"),
        ("next", "pilot-school", ""),
        ("instrument", "port-visits", "Harbour Pact"),
        ("instrument", "weather-data", ""),
    ],
)
def test_a_column_shows_what_is_known_and_nothing_else(
    column: str, commitment: str, shown: str
) -> None:
    assert _shown(column, commitment) == shown


def test_beside_a_column_of_days_the_due_date_stays_a_date() -> None:
    assert _shown("due", "port-visits", with_days=True) == "2025-12"


def test_every_column_can_be_sorted_by() -> None:
    assert all(column.sort in SORT_KEYS_BY_NAME for column in COLUMNS if column.sort)


@pytest.mark.parametrize(
    ("width", "ids"),
    [
        (36, ["status", "due", "title"]),
        (56, ["status", "done", "due", "title"]),
        (66, ["status", "done", "due", "title"]),
        (90, ["status", "done", "due", "title", "id"]),
        (111, ["status", "done", "due", "title", "id", "domain"]),
        (140, ["status", "done", "due", "title", "id", "domain", "updated"]),
    ],
)
def test_columns_come_by_themselves_as_the_width_allows(width: int, ids: list[str]) -> None:
    assert [column.id for column, _ in placed((), width)] == ids


def test_chosen_columns_keep_their_order_and_give_way_to_the_title() -> None:
    chosen = ("id", "title", "next", "due", "party")
    assert [column.id for column, _ in placed(chosen, 140)] == [*chosen]
    assert [column.id for column, _ in placed(chosen, 60)] == ["id", "title", "due"]
    assert [column.id for column, _ in placed(chosen, 20)] == ["title"]
    assert [column.id for column, _ in placed(("due",), 40)] == ["due", "title"]


@pytest.mark.parametrize(
    ("dues", "style", "cells"),
    [
        ((), "iso", 7),
        ((None, "2035"), "iso", 7),
        (("2035", "2026-Q3"), "iso", 7),
        (("2035", "2026-03-31", None), "iso", 10),
        (("2026-03",), "day-month", 8),
        (("2026-03-31",), "day-month", 11),
        (("2026-03-31",), "month-day", 12),
    ],
)
def test_due_dates_take_the_room_of_the_longest(
    dues: tuple[str | None, ...], style: str, cells: int
) -> None:
    commitments = tuple(
        Commitment(f"c{place}", "C", due=PartialDate.parse(due) if due else None)
        for place, due in enumerate(dues)
    )
    assert due_cells(Register("R", commitments=commitments), style) == cells
    widths = {column.id: width for column, width in placed((), 140, 10, cells)}
    assert (widths["due"], widths["updated"]) == (cells, 10)
    chosen = {column.id: width for column, width in placed(("when", "start"), 60, 12, cells)}
    assert (chosen["when"], chosen["start"]) == (cells, 12)


async def test_the_due_column_keeps_its_width_whatever_is_filtered(tmp_path: Path) -> None:
    commitments = (
        Commitment("exact", "Exact", due=PartialDate.parse("2028-12-31")),
        *(Commitment(f"short{n}", f"Short {n}", due=PartialDate.parse("2035")) for n in range(60)),
    )
    store = make_store(tmp_path / "r.json", Register("R", commitments=commitments))
    async with opened(store, MEDIUM) as board:
        before = board.panel(2, "Commitments")[0].index("Title")
        await board.press("G")
        assert board.panel(2, "Commitments")[0].index("Title") == before
        await board.type("/Short")
        assert board.panel(2, "Commitments")[0].index("Title") == before
        assert "2035       Short" in board.text
        await board.press("escape", "g", "g", "D", "y")
        assert board.panel(2, "Commitments")[0].index("Title") == before - 3
        assert "2035    Short" in board.text


@given(
    st.lists(st.sampled_from([column.id for column in COLUMNS]), unique=True),
    st.integers(1, 300),
    st.sampled_from(HOSTILE_REGISTER.commitments),
    st.sampled_from((UNICODE, ASCII)),
)
def test_any_columns_fill_any_width_with_any_text(
    chosen: list[str], width: int, commitment: object, glyphs: object
) -> None:
    columns = placed(tuple(chosen), width)
    assert sum(cells + 1 for _, cells in columns) - 1 == width
    title = next(cells for column, cells in columns if column.id == "title")
    assert title >= min(width, 12)
    assert len(columns) == 1 or title >= width // 5
    hostile = {domain.id: domain.name for domain in HOSTILE_REGISTER.domains}
    instruments = {each.id: each for each in HOSTILE_REGISTER.instruments}
    entry = Entry.of(commitment, instruments, AS_OF)  # type: ignore[arg-type]  # one of the samples
    look = ColumnLook(glyphs, hostile)  # type: ignore[arg-type]  # one of the samples
    for column, cells in columns:
        text = "".join(part for part, _ in cell_parts(column, entry, look, cells))
        assert cell_len(text) == cells, column.id
        assert "\x1b" not in text
    titles = title_row(columns, "due", "▲")
    assert sum(cell_len(text) for text, _ in titles) == width


async def test_columns_are_chosen_where_they_are_in_view(small_store: Store) -> None:
    async with opened(small_store, NARROW) as board:
        await board.press("3", "c")
        assert board.message == "The list is not in view: 2 shows it"
        await board.press("2", "c")
        assert "[✓] Due" in board.text


async def test_the_flags_that_hold_are_a_column_of_the_board(small_store: Store) -> None:
    async with opened(small_store, (160, 60)) as board:
        await board.press("2", "c")
        rows = [line for line in board.lines if "[✓] " in line or "[ ] " in line]
        place = next(place for place, row in enumerate(rows) if "] Flags " in row)
        await board.press(*["down"] * place, "space", "enter", "z")
        shown = board.panel(2, "Commitments")
        assert " Flags" in shown[0]
        assert any("open" in row for row in shown[1:])


async def test_no_two_columns_that_can_be_chosen_have_one_name(small_store: Store) -> None:
    async with opened(small_store, (120, 60)) as board:
        await board.press("c")
        rows = [line.split("] ", 1)[1] for line in board.lines if "[✓] " in line or "[ ] " in line]
        names = [row.split("  ")[0] for row in rows]
        assert "Due" in names
        assert len(names) == len(set(names))
