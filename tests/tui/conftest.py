"""What every test of the board shares: it waits no longer than it must."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for rest in steps of two milliseconds, and let the cursor rest sooner."""
    # Textual has no public way to say how often it looks whether a key has been dealt with.
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.002)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.0001)
    monkeypatch.setattr("tui.background.DEBOUNCE_SECONDS", 0.004)
    monkeypatch.setattr("tui.panels.panel.NOTIFY_SECONDS", 0.001)
