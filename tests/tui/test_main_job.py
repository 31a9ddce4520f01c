"""The main job: filter by domain, mark progress, find it saved."""

from __future__ import annotations

import threading
from typing import Any, cast

import pytest

from store.model.derived import derive
from store.model.status import Status
from store.register.history import HistoryEntry
from store.register.store import Store
from tests.conftest import AS_OF, open_store
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened

pytestmark = pytest.mark.usefixtures("either_storage")


async def test_the_board_opens_with_all_five_panels(india_us: Store) -> None:
    async with opened(india_us) as board:
        for title in ("1 Domains", "2 Commitments", "3 Timeline", "4 Follow-ups", "5 Detail"):
            assert f"┌ {title}" in board.text
        every = len(india_us.register.commitments)
        assert f"all {every}" in board.lines[0]
        assert f"1 of {every}" in board.text


async def test_moving_in_domains_filters_the_others_at_once(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("1", "down")
        shown = "\n".join(board.panel(2, "Commitments"))
        assert "Port visits" in shown
        assert "Common airfield code" not in shown
        assert "Maritime: 2 of 4" in board.lines[0]
        assert "Find the draft" not in "\n".join(board.panel(4, "Follow-ups"))
        await board.press("down")
        assert "Air: 3 of 4" in board.lines[0]


async def test_two_keys_mark_a_percentage_and_it_is_on_disk(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("space", "6")
        assert derive(board.saved("port-visits"), AS_OF).progress == 60
        assert "60%" in board.panel(2, "Commitments")[1]
        assert "saved" in board.message
        assert "u undo" in board.message


@pytest.mark.parametrize("status", list(Status))
async def test_two_keys_mark_each_status(small_store: Store, status: Status) -> None:
    async with opened(small_store) as board:
        await board.press("j", "j", "space", status.key)
        assert derive(board.saved("airfield-code"), AS_OF).status is status
        assert status.code in board.panel(2, "Commitments")[3]


async def test_any_other_key_leaves_the_strip_and_marks_nothing(small_store: Store) -> None:
    before = small_store.state
    async with opened(small_store) as board:
        for key in ("escape", "space", "enter", "z", "down"):
            await board.press("space", key)
            assert board.focus == "commitments"
            assert "Nothing was marked" in board.message
        assert board.here == "port-visits"
    assert open_store(small_store.path).state == before


async def test_another_window_in_between_marks_nothing_unseen(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("space")
        await board.switch_window()
        assert "k kept" in board.lines[-2]
        await board.press("k")
        assert derive(board.saved("port-visits"), AS_OF).status is Status.KEPT
        assert "saved" in board.message


async def test_a_click_closes_the_strip_and_messages_come_back(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("space")
        await board.click(50, 5)
        await board.press("plus")
        assert "saved" in board.lines[-2]


async def test_nothing_is_marked_on_a_board_that_cannot_be_seen(small_store: Store) -> None:
    before = small_store.state
    async with opened(small_store) as board:
        here = board.here
        await board.press("space")
        await board.resize(39, 9)
        await board.press("k", "space", "k", "plus", "j")
        await board.resize(160, 45)
        assert board.here == here
        assert "Port visits" in board.text
    assert open_store(small_store.path).state == before
    assert open_store(small_store.path).log() == []


async def test_follow_ups_make_their_commitment_the_boards(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("G", "4")
        assert board.here == "port-visits"
        await board.press("enter")
        assert (board.focus, board.here) == ("commitments", "port-visits")


async def test_a_ticked_follow_up_leaves_the_cursor_on_the_next(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("4", "space")
        await board.press("space")
        tasks = board.saved("port-visits").follow_ups
        assert [each.done is not None for each in tasks] == [True, True]


async def test_a_follow_up_ticked_while_the_one_above_is_saved_is_the_next(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = threading.Event()
    change = small_store.change

    def slow(*given: Any) -> HistoryEntry:
        saved.wait(5)
        return change(*given)

    monkeypatch.setattr(small_store, "change", slow)
    async with opened(small_store) as board:
        for key in ("4", "space", "space", "space", "space"):
            await board.press_at_once(key)
        assert board.app.board.store_worker.waiting == 3  # the fourth finds none left to tick
        saved.set()
        await board.rest()
        tasks = board.saved("port-visits").follow_ups
        assert [each.done is not None for each in tasks] == [True, True]
        await board.press("space")
        tasks = board.saved("port-visits").follow_ups
        assert [each.done is not None for each in tasks].count(True) == 1


@pytest.mark.parametrize("change", ["change", "undo"])
async def test_what_is_saved_late_leaves_the_cursor_where_it_was_moved_to(
    small_store: Store, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    saved, quick = threading.Event(), getattr(small_store, change)

    def slow(*given: Any) -> HistoryEntry:
        saved.wait(5)
        return cast(HistoryEntry, quick(*given))

    # What follows from a step of the cursor may come after what was saved.
    monkeypatch.setattr("tui.panels.panel.NOTIFY_SECONDS", 60)
    async with opened(small_store) as board:
        await board.press("space", "5")
        monkeypatch.setattr(small_store, change, slow)
        for key in ("u", "j") if change == "undo" else ("space", "6", "j"):
            await board.press_at_once(key)
        saved.set()
        await board.rest()
        assert (board.here, board.app.board.selected) == ("pilot-school", "pilot-school")


async def test_pasted_lines_are_all_kept(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("w")
        await board.paste("First line.\r\nSecond line.\nThird.")
        await board.press("ctrl+s")
        assert board.saved("port-visits").updates[-1].note == "First line.\nSecond line.\nThird."


async def test_a_commitment_is_added(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("a")
        await board.type("Not A Slug")
        assert "use small letters" in board.text
        await board.press("ctrl+u")
        await board.type("sea-lanes")
        await board.press("enter")
        await board.type("Sea lanes kept open")
        await board.press("ctrl+s")
        assert board.here == "sea-lanes"
        assert board.saved("sea-lanes").title == "Sea lanes kept open"
        await board.press("u")
        assert "Sea lanes" not in "\n".join(board.panel(2, "Commitments"))


async def test_plus_and_minus_move_by_five(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("space", "4", "plus", "plus", "minus")
        assert derive(board.saved("port-visits"), AS_OF).progress == 45


async def test_one_key_ticks_a_follow_up(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("4", "space")
        assert board.saved("port-visits").follow_ups[0].done is not None
        assert "done" in board.message
        await board.press("u")
        assert board.saved("port-visits").follow_ups[0].done is None


async def test_one_key_ticks_a_milestone_in_the_detail(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("5")
        for _ in range(40):
            if board.app.board.detail.item == "m2":
                break
            await board.press("j")
        await board.press("space")
        assert board.saved("port-visits").milestones[1].met is not None
        assert board.app.board.detail.item == "m2"


async def test_undo_and_redo_by_key(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("space", "6", "u")
        assert derive(board.saved("port-visits"), AS_OF).counted
        assert "Took back" in board.message
        await board.press("U")
        assert derive(board.saved("port-visits"), AS_OF).progress == 60
        await board.press("u", "u")
        assert "nothing to undo" in board.message


async def test_the_cursor_stays_on_what_was_marked_out_of_the_filter(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("status:in-progress")
        await board.press("enter", "space", "k")
        assert board.here == "port-visits"
        assert "Port visits" in board.panel(2, "Commitments")[1]
        assert "0 of 4" in board.lines[0]
        await board.press("escape")
        assert board.here == "port-visits"


async def test_an_update_is_written_with_its_source(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("w")
        await board.type("A second ship called.")
        await board.press("enter")
        await board.type("Ships at the quay")
        await board.press("enter")
        await board.type("The Daily")
        await board.press("ctrl+s", "i")
        update = board.saved("port-visits").updates[-1]
        assert update.note == "A second ship called."
        assert update.source is not None
        assert (update.source.title, update.source.publisher) == ("Ships at the quay", "The Daily")
        await board.press("5", "G", "pageup")
        assert "Ships at the quay" in "\n".join(board.panel(5, "Detail"))


async def test_a_wrong_answer_in_a_form_is_said_and_saves_nothing(small_store: Store) -> None:
    before = small_store.state
    async with opened(small_store) as board:
        await board.press("f")
        await board.type("Ask again")
        await board.press("enter", "enter")
        await board.type("soonish")
        assert "'soonish' is not a date" in board.text
        await board.press("ctrl+s")
        assert open_store(small_store.path).state == before
        await board.press("escape")
        assert "not saved, kept as a draft" in board.message


async def test_a_follow_up_is_added(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("f")
        await board.type("Ask again")
        await board.press("enter", "enter")
        await board.type("2026-12-24")
        await board.press("enter")
        added = board.saved("port-visits").follow_ups[-1]
        assert (added.title, str(added.due)) == ("Ask again", "2026-12-24")
        assert "Ask again" in "\n".join(board.panel(4, "Follow-ups"))


async def test_a_provisional_mark_is_settled_by_writing_its_source(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("space", "k")
        assert "KEPT*" in board.panel(2, "Commitments")[1]
        await board.press("escape", "w", "enter")
        await board.type("Communique")
        await board.press("ctrl+s", "o")
        assert "KEPT*" not in board.panel(2, "Commitments")[1]
        assert not derive(board.saved("port-visits"), AS_OF).provisional


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW, (60, 16), (40, 10)])
async def test_the_main_job_works_at_every_size(small_store: Store, size: tuple[int, int]) -> None:
    async with opened(small_store, size) as board:
        await board.press("space", "6")
        assert derive(board.saved("port-visits"), AS_OF).progress == 60
        assert "saved" in board.message
