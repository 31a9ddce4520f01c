"""Work that takes a while: it is seen, it can be stopped, and it ends in words."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from store.errors import BadValue, Damaged, EntenteError
from store.model.entities import Commitment, Register
from store.model.glyphs import UNICODE
from store.register.migrations import SCHEMA
from store.register.reader import ReportProgress
from store.register.store import Store
from store.storage import Database
from tests.conftest import AS_OF, make_store, open_store
from tests.registers import SMALL_REGISTER
from tests.tui.screen import opened
from tui.app import BoardApp
from tui.dialogs.progress import JobScreen
from tui.screens.board import BoardScreen

Result = str | EntenteError | None


def _text(app: App[None]) -> str:
    # Textual has no public way to read a screen as text.
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def test_a_job_shows_how_far_it_is_and_gives_what_it_made(small_store: Store) -> None:
    go_on = threading.Event()
    results: list[Result] = []

    def work(progress: ReportProgress) -> str:
        progress(1, 4)
        go_on.wait(5)
        return "made"

    async with opened(small_store) as board:
        app = board.app
        await app.push_screen(JobScreen("Export of 4", work, UNICODE), results.append)
        await board.shows("25%")
        assert "Export of 4" in board.text
        assert results == []
        go_on.set()
        await board.until(lambda: results == ["made"])


async def test_esc_stops_a_job(small_store: Store) -> None:
    go_on = threading.Event()
    results: list[Result] = []

    def work(progress: ReportProgress) -> str:
        progress(1, 4)
        go_on.wait(5)
        progress(2, 4)
        return "made"

    async with opened(small_store) as board:
        app = board.app
        await app.push_screen(JobScreen("Import", work, UNICODE), results.append)
        await board.wait(0.1)
        await board.press("escape")
        await board.shows("stopping")
        go_on.set()
        await board.until(lambda: results == [None])


async def test_a_job_that_fails_hands_over_the_error(small_store: Store) -> None:
    results: list[Result] = []

    def work(progress: ReportProgress) -> str:
        raise BadValue("no such file")

    async with opened(small_store) as board:
        app = board.app
        await app.push_screen(JobScreen("Import", work, UNICODE), results.append)
        await board.until(lambda: bool(results))
    (error,) = results
    assert isinstance(error, BadValue)


async def _ends(app: App[None], pilot: Pilot[None]) -> None:
    """Wait until a program that is to end by itself has ended."""
    for _ in range(100):
        if not app.is_running:
            return
        await pilot.pause(0.02)
    raise AssertionError("it runs on")


# Reading a large register


def _large(store: Store) -> BoardApp:
    return BoardApp(store, lambda: AS_OF, large=1)


async def test_a_large_register_is_read_behind_a_bar_and_then_shown(small_store: Store) -> None:
    app = _large(small_store)
    async with app.run_test(size=(120, 35)) as pilot:
        while not isinstance(app.screen, BoardScreen):
            await pilot.pause(0.02)
        await pilot.press("down")
        await pilot.pause(0.1)
        assert "2 of 4" in _text(app)
        assert app.board.selected == "pilot-school"


async def test_reading_is_stopped_with_esc_and_nothing_is_lost(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slow(progress: ReportProgress) -> object:
        progress(1, 4)
        go_on.wait(5)
        progress(2, 4)
        return small_store.register

    monkeypatch.setattr(small_store, "read", slow)
    app = _large(small_store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        assert "Reading" in _text(app)
        await pilot.press("escape")
        go_on.set()
        await _ends(app, pilot)
    assert app.failure is None
    assert open_store(small_store.path).register == SMALL_REGISTER


async def test_a_large_register_that_turns_out_damaged_ends_in_words(register_path: Path) -> None:
    make_store(register_path, SMALL_REGISTER).close(checkpoint=True)
    with Database(register_path, schema=SCHEMA) as db:
        db.table("commitments").update({"title": 7}, doc_ids=[1])
    app = _large(open_store(register_path))
    async with app.run_test() as pilot:
        await _ends(app, pilot)
    assert isinstance(app.failure, Damaged)
    assert "port-visits" in app.failure.message


# Opening one of some thousands


def _many(store: Store) -> BoardApp:
    return BoardApp(store, lambda: AS_OF, many=1)


async def test_the_rest_is_read_once_the_first_rows_are_shown(small_store: Store) -> None:
    app = _many(small_store)
    async with app.run_test(size=(160, 45)) as pilot:
        while "1 overdue" not in _text(app):
            await pilot.pause(0.05)
        assert "1 of 4" in _text(app)
        assert any(line.split()[:3] == ["│›", "All", "4"] for line in _text(app).splitlines())


async def test_the_first_rows_are_shown_before_anything_is_counted(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.board._BREATH_SECONDS", 60)
    app = _many(small_store)
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.pause(0.1)
        assert "1 of 4" in _text(app)
        assert "Port visits every year" in _text(app)
        for nothing_yet in ("1 overdue", "No follow-ups", "Ask for"):
            assert nothing_yet not in _text(app)


async def test_a_key_pressed_at_once_acts_on_the_whole_register(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.board._BREATH_SECONDS", 60)
    app = _many(small_store)
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.press("4")
        await pilot.pause(0.1)
        assert "1 overdue" in _text(app)
        assert "Ask for the visit plan" in _text(app)


async def test_one_of_thousands_that_turns_out_damaged_ends_in_words(register_path: Path) -> None:
    commitments = tuple(Commitment(f"c{n}", "One of many") for n in range(300))
    make_store(register_path, Register("Many", commitments=commitments)).close(checkpoint=True)
    with Database(register_path, schema=SCHEMA) as db:
        db.table("commitments").update({"title": 7}, doc_ids=[280])
    app = _many(open_store(register_path))
    async with app.run_test() as pilot:
        await _ends(app, pilot)
    assert isinstance(app.failure, Damaged)
    assert "c279" in app.failure.message
