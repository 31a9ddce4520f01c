"""What every test of the board shares: it waits no longer than it must, and draws what is seen."""

from __future__ import annotations

import asyncio
from time import monotonic, process_time

import pytest
from textual._compositor import Compositor
from textual.screen import Screen

_render_update = Compositor.render_update


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for rest in steps of a millisecond, and let the cursor rest sooner."""
    # Textual has no public way to say how often it looks whether a key has been dealt with.
    for module in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{module}.wait_for_idle", _idle)
    monkeypatch.setattr("tui.background.DEBOUNCE_SECONDS", 0.004)
    monkeypatch.setattr("tui.panels.panel.NOTIFY_SECONDS", 0.001)
    # Each change is drawn for a terminal that is none, a third of all the work of these tests.
    # `Board.rest` draws the screen as it has become; the real terminals hold what is sent there.
    monkeypatch.setattr(Compositor, "render_update", _only_whole_pictures)


async def _idle(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until there is nothing to do three times running.

    Once is not enough: where the machine is busy this process may simply not have had its turn.
    """
    start, quiet = monotonic(), 0
    loop = asyncio.get_running_loop()
    while quiet < 3 and monotonic() - start < max_sleep:
        before = process_time()
        await asyncio.sleep(0.001)
        # What can go on and has not had its turn yet: asyncio has no public way to ask for it.
        waits = bool(getattr(loop, "_ready", ()))
        quiet = 0 if waits or process_time() - before >= 0.0002 else quiet + 1


def _only_whole_pictures(
    self: Compositor,
    full: bool = False,
    screen_stack: list[Screen[object]] | None = None,
    simplify: bool = False,
) -> object:
    if full:
        return _render_update(self, full, screen_stack, simplify)
    self._dirty_regions.clear()
    return None
