"""Writes the pages that come from code, and the screenshot: `python -m docs.pages`."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from docs.commands_page import commands_page
from docs.config_page import config_page
from docs.definitions_page import definitions_page
from docs.formats_page import formats_page
from docs.keys_page import keys_page
from docs.man_page import man_page
from docs.queries_page import queries_page
from fixtures import bundled
from store.register.codec import read_register
from store.register.store import Store
from tui.app import BoardApp

FOLDER = Path(__file__).parent
SCREENSHOT_DAY = date(2026, 11, 22)

_KEYS = ("1", "down", "down", "down", "2", "b", *["down"] * 8)


async def _board() -> str:
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    with tempfile.TemporaryDirectory() as folder:
        register = read_register(bundled(), "the bundled register")
        store = Store.create(Path(folder) / "register.json", register, user="reader")
        app = BoardApp(store, lambda: SCREENSHOT_DAY, greeting="Maritime chosen · space marks")
        async with app.run_test(size=(160, 45)) as pilot:
            await pilot.press(*_KEYS)
            await pilot.pause(0.2)
            return app.export_screenshot(title="Entente")


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "definitions.md": definitions_page,
    "keys.md": keys_page,
    "queries.md": queries_page,
    "config.md": config_page,
    "formats.md": formats_page,
    "entente.1": man_page,
    "board.svg": lambda: asyncio.run(_board()),
}
"""Every generated page by its file name, and what makes it."""


if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
