"""Filtering a large register: first rows at once, the rest between the keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from store.model.dates import PartialDate
from store.model.entities import Commitment, Domain, Register
from store.portfolio.portfolio import Portfolio
from store.register.store import Store
from tests.conftest import make_store
from tests.tui.screen import Board, opened

pytestmark = pytest.mark.sweep

MANY = 5000


@pytest.fixture
def large(register_path: Path) -> Store:
    """A store too large to be searched at once: every second commitment is odd."""
    commitments = tuple(
        Commitment(
            f"c{n}",
            "Odd thing" if n % 2 else "Even thing",
            domains=("sea",) if n % 5 else ("air",),
            due=PartialDate.parse(str(2030 - n % 7)),
        )
        for n in range(MANY)
    )
    domains = (Domain("sea", "Sea"), Domain("air", "Air"))
    return make_store(register_path, Register("Large", domains=domains, commitments=commitments))


async def found(board: Board, words: str) -> None:
    """Wait until the board says what was found."""
    await board.shows(words)


async def test_first_rows_show_before_all_is_counted(large: Store) -> None:
    async with opened(large, (80, 24)) as board:
        await board.press("slash")
        await board.type("odd")
        await found(board, "odd: 2500 of 5000")
        assert board.here == "c1"
        assert "1 of 2500" in board.text
        await board.type(" -thing")
        await found(board, "0 of 5000")
        await board.press("escape")
        await found(board, "all 5000")


async def test_keys_typed_at_once_end_with_the_last_query(large: Store) -> None:
    async with opened(large) as board:
        await board.press("slash")
        for key in "odd c77":
            await board.press_at_once("space" if key == " " else key)
        await found(board, "odd c77: 6 of 5000")
        assert board.here == "c77"
        await board.press("enter", "down")
        assert board.here == "c771"


async def test_domains_chosen_while_it_looks_narrow_what_is_found(large: Store) -> None:
    async with opened(large) as board:
        await board.press("slash")
        await board.type("odd")
        await board.press("enter")
        for key in ("1", "down", "down"):
            await board.press_at_once(key)
        await found(board, "Air, odd: 500 of 5000")
        assert [line.split()[1] for line in board.panel(1, "Domains")[:2]] == ["2500", "2000"]


async def test_a_search_that_ends_late_leaves_the_cursor_where_it_was_moved_to(
    large: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end, look = Event(), Portfolio.look

    def look_long(portfolio: Portfolio) -> Iterator[None]:
        while not may_end.is_set():
            yield
        yield from look(portfolio)

    async with opened(large) as board:
        await board.press("down", "slash")
        await board.type("odd thin")
        monkeypatch.setattr(Portfolio, "look", look_long)
        await board.press_together("g", "enter", "down", "down")
        assert board.here == "c5"
        may_end.set()
        await found(board, "odd thing: 2500 of 5000")
        assert board.here == "c5"


async def test_an_order_comes_with_the_rows(large: Store) -> None:
    async with opened(large) as board:
        await board.press("slash")
        await board.type("sort:due odd")
        await found(board, "odd: 2500 of 5000, sort:due")
        await board.press("enter", "home")
        assert board.here == "c13"
        await board.press("end")
        assert "2500 of 2500" in board.text


async def test_completions_of_a_large_register_come_with_counts_once_counted(large: Store) -> None:
    async with opened(large) as board:
        await board.press("slash")
        await board.type("domain:a")
        await board.until(lambda: any("air" in line and "1,000" in line for line in board.lines))


async def test_the_counts_of_a_domain_are_never_cut(register_path: Path) -> None:
    late = [
        Commitment(f"c{each}", "Late", domains=("air",), due=PartialDate.parse("2020"))
        for each in range(12345)
    ]
    register = Register("Late", domains=(Domain("air", "Air"),), commitments=tuple(late))
    async with opened(make_store(register_path, register)) as board:
        for line in board.panel(1, "Domains")[:2]:
            assert "12345" in line.split()
            assert "!12345" in line.split()
