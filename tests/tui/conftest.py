"""What every test of the board shares: it waits no longer than it must, and draws what is seen."""

from __future__ import annotations

import asyncio
from time import monotonic, process_time

import pytest
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.message_pump import MessagePump
from textual.pilot import Pilot, WaitForScreenTimeout
from textual.screen import Screen

_render_update = Compositor.render_update
_parse_rules = Stylesheet._parse_rules
_parsed: dict[object, list[RuleSet]] = {}
_rested_at = 0.0
"""How much time of the processor had been used when the board was last seen at rest."""


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for rest in steps of a millisecond, and let the cursor rest sooner."""
    # Textual has no public way to say how often it looks whether a key has been dealt with.
    for module in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{module}.wait_for_idle", _idle)
    monkeypatch.setattr(Pilot, "_wait_for_screen", _all_handled)
    monkeypatch.setattr(Stylesheet, "_parse_rules", _parsed_once)
    monkeypatch.setattr("tui.background.DEBOUNCE_SECONDS", 0.004)
    monkeypatch.setattr("tui.panels.panel.NOTIFY_SECONDS", 0.001)
    # Each change is drawn for a terminal that is none, a third of all the work of these tests.
    # `Board.rest` draws the screen as it has become; the real terminals hold what is sent there.
    monkeypatch.setattr(Compositor, "render_update", _only_whole_pictures)


async def _idle(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until there is nothing to do three times running.

    Once is not enough: where the machine is busy this process may simply not have had its turn.
    After a key Textual waits twice: what has done nothing since then is at rest still.
    """
    global _rested_at
    if _is_quiet_since(_rested_at):
        return
    start, quiet = monotonic(), 0
    while quiet < 3 and monotonic() - start < max_sleep:
        before = process_time()
        await asyncio.sleep(0.001)
        quiet = quiet + 1 if _is_quiet_since(before) else 0
    _rested_at = process_time()


def _is_quiet_since(before: float) -> bool:
    # What can go on and has not had its turn yet: asyncio has no public way to ask for it.
    waits = bool(getattr(asyncio.get_running_loop(), "_ready", ()))
    return not waits and process_time() - before < 0.0002


async def _all_handled(self: Pilot[object], timeout: float = 30.0) -> bool:
    """Wait until every widget has handled what it was sent.

    Textual sends each of them one message more and counts the answers, a fifth of the work of
    these tests. Here each is looked at instead: whether it waits for its next message.
    """
    app, end = self.app, monotonic() + timeout
    while app._exception is None:
        if not app.screen_stack:
            return False
        if all(_waits(each) for each in (app, *app.screen.walk_children(with_self=True))):
            return True
        if monotonic() > end:
            raise WaitForScreenTimeout(f"after {timeout} seconds some widgets still work")
        # At once, where something can go on; else what is waited for is a timer or a thread.
        await asyncio.sleep(0 if getattr(asyncio.get_running_loop(), "_ready", ()) else 0.001)
    return False


def _waits(pump: MessagePump) -> bool:
    if pump._closing or pump._closed:
        return True
    queue = vars(pump).get("_message_queue")  # Textual has no public way to it
    return queue is not None and queue.empty() and bool(queue.ready_event._waiters)


def _parsed_once(
    self: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    """Parse styles once for all boards: nothing changes rules, and each board would parse them."""
    args = css, read_from, is_default_rules, tie_breaker, scope
    key = args, tuple(sorted(self._variables.items()))
    if key not in _parsed:
        _parsed[key] = _parse_rules(self, *args)
    return _parsed[key]


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
