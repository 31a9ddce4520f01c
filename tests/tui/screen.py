"""Driving the board in a test, and reading what a person would see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from time import monotonic

from textual import events
from textual._context import visible_screen_stack
from textual.keys import _character_to_key
from textual.pilot import Pilot

from store.model.entities import Commitment
from store.register.store import Store
from store.user.config import read_settings
from store.user.drafts import Drafts
from store.user.paths import config_file, drafts_folder
from tests.conftest import AS_OF, NOW, open_store
from tui.app import BoardApp, OpenStore

WIDE, MEDIUM, NARROW = (160, 45), (120, 35), (80, 24)
PATIENCE = 60.0
"""Seconds until a thing that never comes is a failure."""


async def keys_acted(app: BoardApp, pilot: Pilot[None]) -> None:
    """Wait until every key has acted that came so far, and what it opens late is there."""
    await pilot.pause(0)
    while app.return_code is None and not (app.typed_ahead.is_idle and not app.board.awaited):
        await pilot.pause(0)


class Board:
    """A running board, its keys and its screen."""

    def __init__(self, app: BoardApp, pilot: Pilot[None], store: Store) -> None:
        self.app = app
        self._pilot = pilot
        self._store = store
        self._drawn: list[str] | None = None

    async def press(self, *keys: str) -> None:
        """Press keys, each once what was saved by those before is there; wait until all rests."""
        for key in keys:
            await self._pilot.press(key)
            await keys_acted(self.app, self._pilot)
            await self.app.board.store_worker.settle()
        await self.rest()

    async def press_together(self, *keys: str) -> None:
        """Let keys arrive together, and wait until the board has come to rest."""
        for key in keys:
            character = key if len(key) == 1 else " " if key == "space" else None
            name = _character_to_key(key) if len(key) == 1 else key
            self.app.post_message(events.Key(name, character))
        await self.rest()

    async def type(self, text: str) -> None:
        """Type text, one character a key."""
        await self.press(*(KEYS.get(char, char) for char in text))

    async def rest(self) -> None:
        """Wait until all keys have acted, side panels have followed the cursor and all is drawn."""
        await keys_acted(self.app, self._pilot)
        await self._pilot.pause(0.012)
        await self.app.board.store_worker.settle()
        await self._pilot.pause()
        assert self.lines  # it can be drawn

    async def press_at_once(self, key: str) -> None:
        """Press a key without waiting for side panels."""
        await self._pilot.press(key)

    async def resize_at_once(self, width: int, height: int) -> None:
        """Change the terminal's size without waiting for side panels."""
        await self._pilot.resize_terminal(width, height)

    async def changed_register(self) -> None:
        """Wait until the board of another register is there."""
        before = self._store.place
        while self.app.store.place == before:
            await self._pilot.pause(0.02)
        self._store = self.app.store
        await self._pilot.pause(0.1)
        await self.rest()

    async def wait(self, seconds: float) -> None:
        """Leave the board alone for a while."""
        await self._pilot.pause(seconds)
        await self.rest()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds; fail when it never does."""
        end = monotonic() + PATIENCE
        while not holds():
            assert monotonic() < end, self.text
            await self._pilot.pause(0.01)
            await self.rest()

    async def shows(self, words: str) -> None:
        """Wait until some words are on the screen."""
        await self.until(lambda: words in self.text)

    async def says(self, words: str) -> None:
        """Wait until some words are in the line that says what happened."""
        await self.until(lambda: words in self.message)

    async def retype(self, text: str) -> None:
        """Replace what a line of a form holds."""
        await self.press("end", "ctrl+u")
        await self.type(text)

    async def edit_title(self, title: str) -> None:
        """Edit the title of the commitment under the cursor and save."""
        await self.press("e")
        await self.retype(title)
        await self.press("ctrl+s")

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal another size."""
        await self._pilot.resize_terminal(width, height)
        await self.rest()

    async def click(self, column: int, row: int) -> None:
        """Click a cell of the screen."""
        await self._pilot.click(offset=(column, row))
        await self.rest()

    async def paste(self, text: str) -> None:
        """Paste text, as a terminal with bracketed paste does."""
        self.app.post_message(events.Paste(text))
        await self.rest()

    async def switch_window(self) -> None:
        """Go to another window of the two panestop and come back."""
        self.app.post_message(events.AppBlur())
        await self.rest()
        self.app.post_message(events.AppFocus())
        await self.rest()

    async def wheel_down(self, column: int, row: int) -> None:
        """Turn the mouse wheel over a cell."""
        widget, _ = self.app.board.get_widget_at(column, row)
        args = (widget, column, row, 0, 1, 0, False, False, False)
        widget.post_message(events.MouseScrollDown(*args))
        await self.rest()

    @property
    def lines(self) -> list[str]:
        """The screen's lines as text, drawn once for as long as nothing else has its turn."""
        if self._drawn is None:
            self._drawn = self._draw()
            asyncio.get_running_loop().call_soon(self._forget)
        return list(self._drawn)

    def _forget(self) -> None:
        self._drawn = None

    def _draw(self) -> list[str]:
        # Textual has no public way to read a screen as text, with what lies under a dialog.
        visible_screen_stack.set(self.app._background_screens)
        strips = self.app.screen._compositor.render_strips()
        return [strip.text for strip in strips]

    @property
    def text(self) -> str:
        """The whole screen as text."""
        return "\n".join(self.lines)

    @property
    def message(self) -> str:
        """The line that says what happened."""
        return self.app.board.message.render_line(0).text.strip()

    @property
    def here(self) -> str:
        """The id of the commitment that the board is about."""
        return self.app.board.selected

    @property
    def focus(self) -> str:
        """The id of the panel that has the focus."""
        focused = self.app.focused
        return (focused.id or "") if focused else ""

    def panel(self, number: int, name: str) -> list[str]:
        """Return the lines inside a panel's frame, as they are on the screen."""
        lines = self.lines
        title = f"{number} {name}"
        top = next(y for y, line in enumerate(lines) if f"┌ {title}" in line)
        left = lines[top].index(f"┌ {title}")
        right = lines[top].index("┐", left)
        inside = []
        for line in lines[top + 1 :]:
            if line[left] != "│":
                break
            inside.append(line[left + 1 : right])
        return inside

    def saved(self, commitment_id: str) -> Commitment:
        """Return a commitment as another program would read it from the file."""
        register = open_store(self._store.path).register
        return next(each for each in register.commitments if each.id == commitment_id)


@asynccontextmanager
async def opened(
    store: Store,
    size: tuple[int, int] = WIDE,
    *,
    today: date = AS_OF,
    ascii_only: bool = False,
    config: str = "",
    state_file: Path | None = None,
    open_store: OpenStore | None = None,
) -> AsyncIterator[Board]:
    """Open the board on a store, with the text of a configuration beside it."""
    path = store.path.with_name("config.toml") if isinstance(store.place, Path) else config_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(config, encoding="utf-8")
    app = BoardApp(
        store,
        lambda: today,
        drafts=Drafts(drafts_folder(), store.place, clock=lambda: NOW),
        settings=read_settings(path),
        state_file=state_file,
        ascii_only=ascii_only,
        open_store=open_store,
    )
    async with app.run_test(size=size) as pilot:
        board = Board(app, pilot, store)
        await board.rest()
        while not app.board.view.is_whole:
            await pilot.pause(0.01)
        yield board


KEYS = {
    " ": "space",
    ":": "colon",
    "-": "minus",
    "/": "slash",
    ".": "full_stop",
    '"': "quotation_mark",
    "+": "plus",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
}
