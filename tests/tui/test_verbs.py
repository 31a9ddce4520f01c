"""What each verb does with a selection, how many it asks about, and what reopens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.model.dates import PartialDate
from store.model.derived import derive
from store.model.describe import describe_all
from store.model.edits import write_update
from store.model.entities import Commitment, Update
from store.model.status import Status
from store.register.store import Store
from tests.conftest import AS_OF, make_store, open_store
from tests.registers import SMALL_REGISTER
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened

SIZES = [WIDE, MEDIUM, NARROW]


@pytest.fixture
def twelve(register_path: Path) -> Store:
    """A register of twelve open commitments."""
    many = tuple(Commitment(f"c{number:02}", f"Promise {number}") for number in range(12))
    return make_store(register_path, replace(SMALL_REGISTER, commitments=many))


def _status(store: Store, commitment_id: str) -> Status:
    register = open_store(store.path).register
    found = next(each for each in register.commitments if each.id == commitment_id)
    return derive(found, AS_OF).status


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("key", "asks"),
    [("w", "Update: 2 selected"), ("f", "New follow-up: 2 selected"), ("m", "New milestone: 2 se")],
)
async def test_what_is_written_down_names_the_selected(
    small_store: Store, size: tuple[int, int], key: str, asks: str
) -> None:
    async with opened(small_store, size) as board:
        await board.press("v", "v", key)
        assert asks in board.text


@pytest.mark.parametrize("key", ["f", "m"])
async def test_one_item_is_added_to_all_that_are_selected(small_store: Store, key: str) -> None:
    async with opened(small_store) as board:
        await board.press("v", "v", key)
        await board.type("Ask the ministry")
        await board.press("ctrl+s")
        assert "2 commitments: " in board.message
        for each in ("port-visits", "pilot-school"):
            saved = board.saved(each)
            items = saved.follow_ups if key == "f" else saved.milestones
            assert items[-1].title == "Ask the ministry"
        assert not board.saved("airfield-code").milestones
        await board.press("u")
        assert not board.saved("pilot-school").follow_ups


@pytest.mark.parametrize("key", ["E", "K"])
async def test_what_takes_one_at_a_time_says_so(small_store: Store, key: str) -> None:
    async with opened(small_store) as board:
        await board.press("v", "v", "v", key)
        assert "3 selected, and this takes one at a time: esc selects none" in board.message
        assert board.focus == "commitments"


async def test_an_item_under_the_cursor_is_edited_whatever_is_selected(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("v", "v", "4", "e")
        assert "Edit follow-up" in board.text


async def test_export_writes_what_is_selected(small_store: Store, tmp_path: Path) -> None:
    async with opened(small_store) as board:
        await board.press("v", "down", "v", "x")
        assert "Export 2 selected as" in board.text
        await board.type(str(tmp_path / "two.json"))
        await board.press("enter")
        await board.says("written to")
    told = json.loads((tmp_path / "two.json").read_text())
    assert [each["id"] for each in told["commitments"]] == ["port-visits", "airfield-code"]


async def test_removing_in_the_domains_asks_about_no_commitment(small_store: Store) -> None:
    async with opened(small_store) as board:
        for keys in (("1", "D"), ("2", "v", "1", "D")):
            await board.press(*keys)
            assert "No commitment is under the cursor in Domains: 2 goes" in board.message
            assert board.focus == "domains"


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["space", "plus", "w", "f", "m"])
async def test_more_than_ten_are_asked_about_first(
    twelve: Store, key: str, size: tuple[int, int]
) -> None:
    async with opened(twelve, size) as board:
        await board.press("V", key)
        asked = board.text
        assert "12 selected:" in asked
        assert "all 12" in asked
        await board.press("escape")
        assert "Nothing was" in board.message
        await board.press("escape", *["v"] * 10, key)
        assert "10 selected:" not in board.text


async def test_removing_many_asks_once(twelve: Store) -> None:
    async with opened(twelve) as board:
        await board.press("V", "D")
        assert "Remove 12 commitments?" in board.lines[-2]
        await board.press("y")
        assert "12 commitments: removed" in board.message


@pytest.mark.parametrize("keys", [("space", "4"), ("minus",), ("space", "s")])
async def test_reopening_asks_and_says_status_and_percent(
    small_store: Store, keys: tuple[str, ...]
) -> None:
    says = {"4": "in progress, 40%", "minus": "in progress, 95%", "s": "stalled"}[keys[-1]]
    async with opened(small_store) as board:
        await board.press("down", *keys)
        assert f"Settled. Reopen pilot-school: kept → {says}?" in board.lines[-2]
        await board.press("escape")
        assert "Nothing was marked" in board.message
        assert _status(small_store, "pilot-school") is Status.KEPT
        await board.press(*keys, "y")
        assert f"pilot-school: kept → {says} · saved" in board.message
        await board.press("u")
    assert _status(small_store, "pilot-school") is Status.KEPT


async def test_a_repeated_mark_reopens_nothing_unasked(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("space", "4", "down", "full_stop")
        assert "Settled. Reopen pilot-school: kept → in progress, 40%?" in board.lines[-2]
        await board.press("full_stop")
        assert "Nothing was marked" in board.message
    assert _status(small_store, "pilot-school") is Status.KEPT


async def test_of_several_the_settled_ones_may_be_left_out(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("v", "v", "v", "space", "3")
        assert "1 of 3 is settled:  y reopens it too  n marks the other 2" in board.lines[-2]
        await board.press("n")
        assert "2 commitments: " in board.message
        assert derive(board.saved("airfield-code"), AS_OF).progress == 30
    assert _status(small_store, "pilot-school") is Status.KEPT


async def test_settling_one_that_is_settled_asks_nothing(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("down", "space", "x")
        assert "pilot-school: kept → not kept" in board.text
    assert _status(small_store, "pilot-school") is Status.NOT_KEPT


async def test_many_marked_alike_are_told_with_what_changed(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("V", "space", "9", "y")
        assert "4 commitments: 90%, 2 moved to in progress" in board.message


def test_a_change_of_several_is_told_by_where_it_led() -> None:
    def marked(status: Status | None, percent: int) -> tuple[Commitment, Commitment]:
        log = (Update("u1", PartialDate.of(AS_OF), status=status),) if status else ()
        before = Commitment("c", "Promise", updates=log)
        return before, write_update(before, AS_OF, progress=percent)

    assert describe_all([marked(None, 90), marked(Status.STALLED, 90)]) == (
        "2 commitments: 90%, 1 moved to in progress"
    )
    assert describe_all([marked(None, 90), marked(Status.STALLED, 80)]) == "2 commitments: changed"
