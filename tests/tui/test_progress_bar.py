"""The bar beside a percentage: as long as is true, and no longer."""

from __future__ import annotations

import pytest

from store.model.glyphs import ASCII, UNICODE
from store.register.store import Store
from tests.tui.screen import NARROW, WIDE, opened
from tui.rendering.frame import progress_bar


@pytest.mark.parametrize(
    ("share", "bar"),
    [
        (0, "░░░░"),
        (0.03, "░░░░"),
        (0.04, "▏░░░"),
        (0.5, "██░░"),
        (0.82, "███▎"),
        (0.99, "███▉"),
        (1, "████"),
    ],
)
def test_a_bar_is_drawn_to_an_eighth_of_a_cell_and_never_too_long(share: float, bar: str) -> None:
    assert "".join(text for text, _ in progress_bar(share, 4, UNICODE)) == bar


def test_in_ascii_a_bar_is_drawn_to_a_cell() -> None:
    assert "".join(text for text, _ in progress_bar(0.82, 4, ASCII)) == "###."


async def test_domains_that_differ_by_a_few_points_have_other_bars(india_us: Store) -> None:
    async with opened(india_us, WIDE) as board:
        lines = board.panel(1, "Domains")
        bars = {name: next(line for line in lines if name in line)[18:22] for name in NAMES}
        assert len(set(bars.values())) == len(NAMES), bars


async def test_a_domains_bar_takes_the_room_there_is(india_us: Store) -> None:
    async with opened(india_us, NARROW) as board:
        await board.press("1")
        land = next(line for line in board.panel(1, "Domains") if "Land" in line)
        assert "███████▋░░  77%" in land


NAMES = ("Exercises", "Logistics", "Land")
"""88 %, 71 % and 77 % done."""
