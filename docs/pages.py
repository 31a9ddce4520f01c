"""Writes the pages that come from code, and the screenshot: `python -m docs.pages`."""

from __future__ import annotations

import asyncio
import os
import tempfile
from datetime import date
from pathlib import Path

from docs.commands_page import commands_page
from fixtures import bundled
from store.codec import read_register
from store.config_page import config_page
from store.query.docs import queries_page
from store.store import Store
from tui.app import BoardApp
from tui.keys_page import keys_page

FOLDER = Path(__file__).parent
SCREENSHOT_DAY = date(2026, 11, 22)

_KEYS = ("1", "down", "down", "down", "2", "down", "down", "down", "down", "down", "down")


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    return {
        "commands.md": commands_page(),
        "keys.md": keys_page(),
        "queries.md": queries_page(),
        "config.md": config_page(),
        "board.svg": asyncio.run(_board()),
    }


async def _board() -> str:
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    with tempfile.TemporaryDirectory() as folder:
        register = read_register(bundled(), "the bundled register")
        store = Store.create(Path(folder) / "register.json", register, user="reader")
        app = BoardApp(store, lambda: SCREENSHOT_DAY, greeting="Maritime chosen · space marks")
        async with app.run_test(size=(150, 42)) as pilot:
            await pilot.press(*_KEYS)
            await pilot.pause(0.2)
            return app.export_screenshot(title="Entente")


if __name__ == "__main__":
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
