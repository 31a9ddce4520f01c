"""Pictures of the board, to be looked at before they are accepted: `make snapshots`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from store.store import Store
from tests.conftest import AS_OF
from tests.tui.screen import MEDIUM, NARROW, WIDE
from tui.app import BoardApp
from tui.themes import LIGHT

Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing blink or move."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr("textual.widgets.Input.cursor_blink", False)


def _settled(*keys: str) -> Callable[[Pilot[None]], object]:
    async def run(pilot: Pilot[None]) -> None:
        await pilot.press(*keys)
        await pilot.pause(0.2)

    return run


def _board(store: Store, *, ascii_only: bool = False) -> BoardApp:
    return BoardApp(store, lambda: AS_OF, greeting="Ready", ascii_only=ascii_only)


def test_wide(india_us: Store, snap_compare: Compare) -> None:
    app = _board(india_us)
    assert snap_compare(app, terminal_size=WIDE, run_before=_settled("1", "down", "down", "down"))


def test_medium(india_us: Store, snap_compare: Compare) -> None:
    app = _board(india_us)
    assert snap_compare(app, terminal_size=MEDIUM, run_before=_settled("down", "5"))


def test_narrow(india_us: Store, snap_compare: Compare) -> None:
    app = _board(india_us)
    assert snap_compare(app, terminal_size=NARROW, run_before=_settled("down", "down"))


def test_light(india_us: Store, snap_compare: Compare) -> None:
    app = _board(india_us)
    app.theme = LIGHT.name
    assert snap_compare(app, terminal_size=WIDE, run_before=_settled("pagedown", "4"))


def test_ascii(india_us: Store, snap_compare: Compare) -> None:
    app = _board(india_us, ascii_only=True)
    assert snap_compare(app, terminal_size=MEDIUM, run_before=_settled("down"))


def test_marking_strip(india_us: Store, snap_compare: Compare) -> None:
    app = _board(india_us)
    assert snap_compare(app, terminal_size=WIDE, run_before=_settled("down", "space"))


def test_filter_mistake(india_us: Store, snap_compare: Compare) -> None:
    app = _board(india_us)
    keys = ["minus" if char == "-" else "colon" if char == ":" else char for char in "is:overdoo"]
    assert snap_compare(app, terminal_size=MEDIUM, run_before=_settled("slash", *keys))


def test_update_form(india_us: Store, snap_compare: Compare) -> None:
    app = _board(india_us)
    assert snap_compare(app, terminal_size=MEDIUM, run_before=_settled("w", "S", "e", "e", "n"))


def test_wide_characters(hostile_store: Store, snap_compare: Compare) -> None:
    app = _board(hostile_store)
    assert snap_compare(app, terminal_size=WIDE, run_before=_settled("down", "down", "down"))
