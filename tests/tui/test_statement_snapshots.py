"""Pictures of reading and comparing statements, to be looked at before they are accepted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.register.store import Store
from store.user.drafts import Drafts
from store.user.paths import drafts_folder
from tests.conftest import AS_OF, NOW, make_store
from tests.statements.test_confirming import REGISTER
from tests.tui.screen import MEDIUM, NARROW, WIDE, keys_acted
from tests.tui.test_reading_statements import TEXT
from tui.app import BoardApp
from tui.themes import DARK, LIGHT, TERMINAL

pytestmark = pytest.mark.sweep

Compare = Callable[..., bool]

READ = ("R", *"declaration", "enter", "enter")
COMPARE = ("L", *"2023", "enter", *"2025", "enter")
SIZES = {"wide": WIDE, "medium": MEDIUM, "narrow": NARROW}


@pytest.fixture(autouse=True)
def statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "declaration.md").write_text(TEXT, encoding="utf-8")


def _same(
    store: Store,
    compare: Compare,
    size: tuple[int, int],
    keys: tuple[str, ...],
    *,
    theme: str = DARK.name,
    ascii_only: bool = False,
) -> bool:
    drafts = Drafts(drafts_folder(), store.path, clock=lambda: NOW)
    app = BoardApp(store, lambda: AS_OF, drafts=drafts, greeting="Ready", ascii_only=ascii_only)
    app.theme = theme

    async def rest(pilot: Pilot[None]) -> None:
        await keys_acted(app, pilot)
        await pilot.pause(0.012)
        await app.board.store_worker.settle()
        for _ in range(400):
            await pilot.pause()
            if not app.screen.query("#job"):
                break
            await pilot.pause(0.02)
        await pilot.pause()

    async def run(pilot: Pilot[None]) -> None:
        await rest(pilot)
        for key in keys:
            await pilot.press(key)
            await rest(pilot)

    return compare(app, terminal_size=size, run_before=run)


@pytest.mark.parametrize("size", SIZES)
def test_reading(small_store: Store, snap_compare: Compare, size: str) -> None:
    assert _same(small_store, snap_compare, SIZES[size], (*READ, "x", "n", "t", "p", "end"))


@pytest.mark.parametrize("size", SIZES)
def test_comparing(register_path: Path, snap_compare: Compare, size: str) -> None:
    store = make_store(register_path, REGISTER)
    assert _same(store, snap_compare, SIZES[size], (*COMPARE, "y", "p"))


def test_reading_light(small_store: Store, snap_compare: Compare) -> None:
    assert _same(small_store, snap_compare, MEDIUM, (*READ, "t"), theme=LIGHT.name)


def test_comparing_light(register_path: Path, snap_compare: Compare) -> None:
    store = make_store(register_path, REGISTER)
    assert _same(store, snap_compare, MEDIUM, COMPARE, theme=LIGHT.name)


def test_reading_without_colour(
    small_store: Store, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert _same(small_store, snap_compare, WIDE, (*READ, "t"), theme=TERMINAL.name)


def test_comparing_without_colour(
    register_path: Path, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    store = make_store(register_path, REGISTER)
    assert _same(store, snap_compare, WIDE, COMPARE, theme=TERMINAL.name)


def test_reading_ascii(small_store: Store, snap_compare: Compare) -> None:
    assert _same(small_store, snap_compare, MEDIUM, (*READ, "x"), ascii_only=True)


@pytest.mark.parametrize("size", SIZES)
def test_looking_up_a_passage(register_path: Path, snap_compare: Compare, size: str) -> None:
    store = make_store(register_path, REGISTER)
    assert _same(store, snap_compare, SIZES[size], (*COMPARE, "slash", "down"))
