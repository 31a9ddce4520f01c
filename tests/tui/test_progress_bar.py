"""The bar beside a percentage: as long as is true, and no longer."""

from __future__ import annotations

import pytest

from store.model.glyphs import ASCII, UNICODE
from store.model.status import Status
from store.portfolio.drawing import status_mix
from store.register.store import Store
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened
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


@pytest.mark.parametrize(
    ("statuses", "bar"),
    [
        ([(Status.IN_PROGRESS, 9), (Status.KEPT, 1)], "✓▸▸▸▸▸▸▸"),
        ([(Status.IN_PROGRESS, 1), (Status.KEPT, 1)], "✓✓✓✓▸▸▸▸"),
        ([(Status.NOT_ASSESSED, 3)], "????????"),
        ([], "        "),
    ],
)
def test_a_mix_gives_every_status_its_share_and_a_cell_at_least(
    statuses: list[tuple[Status, int]], bar: str
) -> None:
    assert "".join(text for text, _ in status_mix(statuses, 8, UNICODE)) == bar


def test_a_mix_fills_its_cells_whatever_the_counts_are() -> None:
    for width in range(12):
        for counts in ((1,), (1, 1, 1), (100, 1, 1, 1), tuple(range(1, 9))):
            statuses = list(zip(Status, counts, strict=False))
            drawn = "".join(text for text, _ in status_mix(statuses, width, ASCII))
            assert len(drawn) == width


async def test_a_domain_shows_its_mix_and_says_what_its_counts_are_out_of(
    small_store: Store,
) -> None:
    async with opened(small_store, NARROW) as board:
        await board.press("1")
        lines = board.panel(1, "Domains")
        assert "✓" in next(line for line in lines if "Air" in line)
        assert "1 overdue of 2 dated" in board.text


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_at_every_size_counts_say_what_they_are_out_of(
    india_us: Store, size: tuple[int, int]
) -> None:
    async with opened(india_us, size) as board:
        await board.press("1")
        foot = next(line for line in board.lines if line.startswith("└") and "overdue" in line)
        assert "9 overdue of 12" in foot or "9/12 overdue" in foot
        assert "stale of 63" in foot or "/63 stale" in foot
        # In 80 columns the words of the whole would take the day or the statuses from the top.
        told = "9 overdue" if size == NARROW else "9 overdue of 12 dated"
        assert f" {told}  as of" in board.lines[0]


async def test_the_legend_below_the_domains_says_what_overdue_is_out_of(india_us: Store) -> None:
    async with opened(india_us, WIDE) as board:
        assert "!    9  overdue of 12 dated" in "\n".join(board.panel(1, "Domains"))


async def test_no_title_goes_for_the_whole_of_a_count(india_us: Store) -> None:
    async with opened(india_us, (108, 30)) as board:
        assert "India-US defence partnership" in board.lines[0]
        assert " 9 overdue  as of" in board.lines[0]
