"""Pictures in the place of the timeline: stepped through by one key, of what is filtered."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from store.model.entities import Commitment, Register, Update
from store.model.glyphs import ASCII, UNICODE
from store.model.status import Status
from store.portfolio.drawing import grid_lines, statuses_over_time
from store.portfolio.pictures import compliance_grid, statuses_by_month
from store.portfolio.portfolio import Portfolio
from store.register.store import Store
from tests.conftest import AS_OF, make_store
from tests.registers import HOSTILE_REGISTER
from tests.store.portfolio.test_pictures import SOURCE, day
from tests.tui.screen import MEDIUM, NARROW, WIDE, Board, opened
from tui.panels.pictures import TITLES, PictureName, picture_lines, scores_of
from tui.rendering.pictures import TEXT_MEASURE

pytestmark = pytest.mark.sweep


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW], ids=["wide", "medium", "narrow"])
async def test_one_key_steps_through_all_pictures_and_back(
    india_us: Store, size: tuple[int, int]
) -> None:
    async with opened(india_us, size) as board:
        titles = []
        for _ in range(7):
            await board.press("P")
            titles.append(board.app.board.timeline.title)
            assert f"3 {titles[-1]}" in board.text
            assert board.message.startswith(titles[-1])
        expected = [title for name, title in TITLES.items() if name not in ("", "grid")]
        assert titles == [*expected, "Timeline"]


async def test_months_stand_on_the_rows_of_the_list(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("P")
        rows = board.panel(3, "Months heard")
        assert "◆" in rows[1]
        # Heard in February and May 2025, silent since.
        assert rows[1].rstrip().endswith("◆··◆" + "·" * 18)
        await board.press("down")
        assert board.here == "pilot-school"
        await board.press("3", "left")
        assert board.panel(3, "Months heard")[1] != rows[1]


async def test_a_picture_is_of_what_the_filter_finds(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("P", "P", "P")
        assert "3 Scorecard by party of 4 commitments" in board.text
        assert "1 settled without a source: left out" in board.text
        await board.press("slash")
        await board.type("domain:maritime")
        await board.press("enter")
        assert "3 Scorecard by party of 2 commitments" in board.text
        assert "left out" not in board.text


async def test_a_picture_follows_a_mark(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("P", "P")
        assert "▸ in progress 1" in board.text
        await board.press("down", "down", "space", Status.IN_PROGRESS.key)
        await board.press("escape")
        assert "▸ in progress 2" in board.text


async def test_the_timelines_keys_say_where_it_is(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("P", "3", "less_than_sign")
        assert "P steps back to it" in board.message


async def test_what_has_no_room_is_reached_sideways(india_us: Store) -> None:
    async with opened(india_us) as board:
        await board.press("3", "P", "P", "P")
        assert "lines below" in board.text
        first = board.panel(3, "Scorecard by party")
        await board.press("right")
        assert board.panel(3, "Scorecard by party") != first
        await board.press(*["right"] * 30)
        assert "lines below" not in board.text
        await board.press(*["left"] * 30)
        assert board.panel(3, "Scorecard by party") == first


async def test_a_click_on_a_picture_moves_no_cursor(india_us: Store) -> None:
    async with opened(india_us) as board:
        await board.press("P", "P", "P")
        here = board.here
        await board.click(120, 10)
        assert board.here == here
        assert board.focus == "timeline"


async def test_a_grid_is_shown_where_there_is_one(register_path: Path) -> None:
    store = make_store(register_path, _summit())
    async with opened(store) as board:
        await board.press("P", "P", "P", "P", "P", "P")
        assert "3 Compliance" in board.text
        rows = [line.split() for line in board.panel(3, "Compliance")]
        assert rows[0] == ["IN", "UK"]
        assert rows[1] == ["g20-1", "+1", "0"]
        assert rows[2] == ["g20-2", "-1"]
        assert "blank: not assessed, which is not 0" in board.text


def _summit() -> Register:
    return Register(
        "Summit",
        commitments=tuple(
            Commitment(
                f"{base}-{name.lower().replace(' ', '-')}",
                base,
                parties=(name,),
                updates=(Update("u1", day("2026-01-01"), "Said.", SOURCE, status),)
                if status
                else (),
            )
            for base, name, status in (
                ("g20-1", "India", Status.KEPT),
                ("g20-1", "United Kingdom", Status.IN_PROGRESS),
                ("g20-2", "India", Status.NOT_KEPT),
                ("g20-2", "United Kingdom", None),
            )
        ),
    )


@pytest.mark.parametrize("name", [each for each in TITLES if each not in ("", "months")])
@pytest.mark.parametrize("width", [10, 30, 54, 76, 118])
async def test_no_line_is_wider_than_its_room(
    india_us: Store, name: PictureName, width: int
) -> None:
    for register in (india_us.register, HOSTILE_REGISTER, _summit(), Register("Empty")):
        for glyphs in (UNICODE, ASCII):
            for line in picture_lines(name, Portfolio(register, AS_OF), width, 20, glyphs):
                if width >= 54:
                    assert cell_len("".join(text for text, _ in line)) <= width, line


def test_columns_are_as_high_as_what_they_stand_for() -> None:
    entries = Portfolio(_summit(), AS_OF).entries
    months = statuses_by_month(entries, 20)
    lines = statuses_over_time(months, 40, 12, ASCII)
    last = [line[-1][0][-1] for line in lines[:8]]
    assert "".join(last) == "??xx>>vv"
    assert "".join(text for text, _ in lines[10]).split()[0] == "v"


def test_members_that_have_no_room_are_counted() -> None:
    grid = compliance_grid(Portfolio(_summit(), AS_OF).entries)
    assert grid is not None
    said = [
        "".join(text for text, _ in line) for line in grid_lines(grid, 12, UNICODE, TEXT_MEASURE)
    ]
    assert any("1 member more: maximise the panel" in each for each in said)


async def test_hostile_texts_and_ascii(hostile_store: Store) -> None:
    async with opened(hostile_store, ascii_only=True) as board:
        for _ in range(7):
            await board.press("P")
            # Glyphs of ours are ASCII; what a register says stays as it is.
            assert "\x1b" not in board.text


def listed(board: Board) -> list[str]:
    """Return the ids of the commitments in the list."""
    return [entry.id for entry in board.app.board.view.shown]


async def show_picture(board: Board, title: str) -> None:
    """Step to a picture and into its panel."""
    while board.app.board.timeline.title != title:
        await board.press("P")
    await board.press("3")


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW], ids=["wide", "medium", "narrow"])
@pytest.mark.parametrize("by", ["party", "domain", "instrument"])
async def test_enter_on_any_row_of_a_scorecard_lists_what_it_counts(
    india_us: Store, size: tuple[int, int], by: PictureName
) -> None:
    entries = Portfolio(india_us.register, AS_OF).entries
    scores = scores_of(by, Portfolio(india_us.register, AS_OF))
    async with opened(india_us, size) as board:
        for place in (1, 2, len(scores) - 1):
            await show_picture(board, TITLES[by])
            await board.press("home", *["down"] * place, "enter")
            assert board.focus == "commitments"
            score = scores[place]
            found = listed(board)
            assert len(found) == score.size + score.provisional, score
            assert board.here == found[0]
            await board.press("escape")
            assert len(listed(board)) == len(entries)


async def test_a_row_of_a_scorecard_narrows_what_is_filtered_already(india_us: Store) -> None:
    async with opened(india_us) as board:
        await board.press("slash")
        await board.type("is:overdue or is:stale")
        await board.press("enter")
        before = listed(board)
        await show_picture(board, "Scorecard by domain")
        await board.press("down", "enter")
        view = board.app.board.view
        assert str(view.query.tree).startswith("(is:overdue or is:stale) domain:")
        assert set(listed(board)) < set(before)
        again = str(view.query)
        await board.press("3", "home", "down", "enter")
        assert str(board.app.board.view.query) == again  # not demanded twice
        await board.press("slash")
        assert again in board.text


async def test_the_cursor_stays_on_its_row_of_a_scorecard(india_us: Store) -> None:
    async with opened(india_us) as board:
        await show_picture(board, "Scorecard by party")
        await board.press("down", "down", "down")
        rows = board.panel(3, "Scorecard by party")
        assert rows[4].startswith("› Ministry of Defence (")
        await board.press("enter", "3")
        rows = board.panel(3, "Scorecard by party")
        assert [row[2:21] for row in rows if row[0] == "›"] == ["Ministry of Defence"]
        await board.press("escape", "escape", "3", "P")
        assert board.panel(3, "Scorecard by domain")[1].startswith("› All")


async def test_the_row_of_all_only_goes_back_to_the_list(india_us: Store) -> None:
    async with opened(india_us) as board:
        await show_picture(board, "Scorecard by party")
        assert "enter filters" not in board.text
        await board.press("enter")
        assert board.focus == "commitments"
        assert board.app.board.view.query.is_empty


async def test_a_party_whose_name_is_in_another_one(register_path: Path) -> None:
    store = make_store(
        register_path,
        Register(
            "Pledges",
            commitments=(
                Commitment("a", "A", parties=("India",)),
                Commitment("b", "B", parties=('Indian Ocean (Rim), "the" group',)),
                Commitment("c", "C", domains=("gone",)),
            ),
        ),
    )
    async with opened(store) as board:
        found = {}
        for place in (1, 2, 3):
            await show_picture(board, "Scorecard by party")
            await board.press("home", *["down"] * place, "enter")
            found[str(board.app.board.view.query)] = listed(board)
            await board.press("escape")
        assert found == {
            "party:=India": ["a"],
            'party:"=Indian Ocean (Rim), \\"the\\" group"': ["b"],
            "no:party": ["c"],
        }
        await show_picture(board, "Scorecard by domain")
        await board.press("home", "down", "enter")
        assert listed(board) == ["c"]  # a domain that the register does not list


async def test_the_row_that_enter_takes_is_marked_and_kept_in_view(india_us: Store) -> None:
    async with opened(india_us, NARROW) as board:
        await show_picture(board, "Scorecard by instrument")
        rows = board.panel(3, "Scorecard by instrument")
        assert rows[1].startswith("› All")
        assert "enter filters" not in board.text
        await board.press("down")
        assert "enter filters" in board.text
        await board.press("end")
        rows = board.panel(3, "Scorecard by instrument")
        last = scores_of("instrument", board.app.board.view)[-1].name
        assert any(row.startswith(f"› {last[:12]}") for row in rows), rows
        await board.press("home")
        assert board.panel(3, "Scorecard by instrument")[1].startswith("› All")


async def test_a_second_click_on_a_row_of_a_scorecard_filters_by_it(india_us: Store) -> None:
    async with opened(india_us) as board:
        await show_picture(board, "Scorecard by domain")
        region = board.app.board.timeline.region
        at = region.x + 5, region.y + 3
        await board.click(*at)
        assert board.app.board.view.query.is_empty
        await board.click(*at)
        assert str(board.app.board.view.query).startswith("domain:")


async def test_a_scorecard_can_be_looked_through_in_the_past(india_us: Store) -> None:
    async with opened(india_us) as board:
        await show_picture(board, "Scorecard by domain")
        await board.press("down", "left_square_bracket")
        await board.press("enter")
        assert str(board.app.board.view.query).startswith("domain:")
        assert board.app.board.store_worker.past_day is not None


def test_titles_stand_beside_the_ids_of_the_grid_where_there_is_room() -> None:
    register = _summit()
    named = tuple(
        replace(each, title=f"A promise about harbours, {each.id[:5]}")
        for each in register.commitments
    )
    grid = compliance_grid(Portfolio(replace(register, commitments=named), AS_OF).entries)
    assert grid is not None
    for width in (20, 30, 31, 40, 60, 118):
        lines = grid_lines(grid, width, UNICODE, TEXT_MEASURE)
        said = ["".join(text for text, _ in line) for line in lines]
        assert all(cell_len(line) <= width for line in said[:3]), width
        at = said[0].index("IN") + 1
        assert [line[at] for line in said[1:3]] == ["1", "1"], said
        assert ("A promise" in said[1]) is (width >= 31), width
    assert said[1].startswith("g20-1   A promise about harbours, g20-1")


async def test_the_footer_names_what_counts_over_a_picture(india_us: Store) -> None:
    async with opened(india_us, NARROW) as board:
        await board.press("3")
        assert "left earlier" in board.lines[-1]
        await board.press("P", "P")
        assert "left earlier" not in board.lines[-1]
        assert "P next picture" in board.lines[-1]
        assert "enter filter" not in board.lines[-1]
        await board.press("P")
        assert board.lines[-1].split("  ")[0].strip() == "enter filter by this row"
        await board.press("P", "P", "P", "P")
        assert "left earlier" in board.lines[-1]
