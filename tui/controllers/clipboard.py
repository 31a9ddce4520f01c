"""Reaching beyond the board: copying, opening a source, letting go of the mouse."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from functools import partial
from shutil import which
from typing import TYPE_CHECKING

from store.model.entities import Source
from store.model.entry import Entry
from store.model.log import known_updates
from store.text import one_line
from tui.board.board import BoardContext
from tui.controllers.base import Controller, named
from tui.panels.detail_lines import short_text, whole_text
from tui.platform import (
    hand_over,
    is_web_address,
    listen_to_mouse,
    open_address,
    opener_for,
    through_terminal,
    tool_for,
)

if TYPE_CHECKING:
    from tui.widgets.chooser import ChoiceRow


class ClipboardController(Controller):
    """Copies, opens, and gives the mouse back. Nothing of it waits for another program."""

    def __init__(self, context: BoardContext) -> None:
        super().__init__(context)
        self._has_mouse = self.preferences.config.mouse

    # Copying

    def copy(self) -> None:
        """Copy what identifies what is selected or here, or the address under the cursor."""
        address = self.layout.detail.address if self.layout.place == "detail" else ""
        if address:
            self.copy_text(one_line(address), "the address")
            return
        entries = self._entries
        texts = [short_text(each, next(iter(_sources(each)), None)) for each in entries]
        self.copy_text("\n\n".join(texts), self._named)

    def copy_all(self) -> None:
        """Copy everything that the detail says of what is selected, or of the one here."""
        view = self.board.view
        texts = (whole_text(each, view, self.glyphs, self.keymap) for each in self._entries)
        self.copy_text("\n\n".join(texts), f"all about {self._named}")

    @property
    def _entries(self) -> list[Entry]:
        """What is selected, also out of view, else what is under the cursor."""
        known = self.board.view.by_id
        return [known[each] for each in self.meant if each in known]

    @property
    def _named(self) -> str:
        return one_line(named(self.meant))

    def copy_text(self, text: str, what: str) -> None:
        """Copy a text, and say what it was."""
        self.board.run_in_background("copy", partial(self._copied, text, what))

    async def _copied(self, text: str, what: str) -> None:
        if self.board.app.is_web:  # a tool would copy on the server
            self.board.app.copy_to_clipboard(text)
            self.board.say(f"Copied {what} through the browser, where it allows that")
            return
        tool = tool_for(os.environ, which, sys.platform)
        copied = await asyncio.to_thread(hand_over, tool, text) if tool else False
        if tool and copied:
            self.board.say(f"Copied {what} with {tool.name}")
        else:
            self.board.app.copy_to_clipboard(text)
            self.board.say(f"Copied {what} {through_terminal(os.environ)}")

    # Opening

    def open_source(self) -> None:
        """Open the source under the cursor, the only one there is, or the one chosen."""
        address = self.layout.detail.source if self.layout.place == "detail" else ""
        if address:
            self.open_at(address)
        else:
            self.open_source_of(self._entries, self._named)

    def open_source_of(self, entries: Sequence[Entry], whose: str) -> None:
        """Open the only source that commitments have, or the one chosen of several."""
        from tui.dialogs.picker import ListedScreen

        board = self.board
        found = (source for each in entries for source in _sources(each) if source.url)
        sources = list({source.url: source for source in found}.values())
        if len(sources) == 1:
            self.open_at(sources[0].url)
        elif sources:
            foot = "type to narrow · enter opens · esc closes"
            rows = list(map(self._row, sources))
            title = f"Sources of {whose}, newest first"
            screen = ListedScreen(title, self.glyphs, rows, foot=foot)
            board.open_dialog(screen, lambda chosen: self.open_at(chosen) if chosen else None)
        else:
            words = f"No source of {whose} has an address: "
            board.say(words + self.keyed("{write-update} writes an update with one"), "orange")

    def _row(self, source: Source) -> ChoiceRow:
        from tui.widgets.chooser import ChoiceRow

        when = f" {self.glyphs.date(source.date)}" if source.date else ""
        said = one_line(f"{source.title}, {source.publisher}{when}")
        return ChoiceRow(((said, "plain"),), source.url, hint=one_line(source.url))

    def open_at(self, address: str) -> None:
        """Open an address in the browser, if it is one of the web."""
        if not is_web_address(address):
            self.board.say(
                f"Not an address of the web, so not opened: {one_line(address)}", "orange"
            )
            return
        self.board.run_in_background("open", partial(self._opened, address), exclusive=False)

    async def _opened(self, address: str) -> None:
        if self.board.app.is_web:
            self.board.app.open_url(address)
            self.board.say(f"Opened {address}")
            return
        opener = opener_for(os.environ, which, sys.platform)
        opened = await asyncio.to_thread(open_address, opener, address) if opener else False
        if opened:
            self.board.say(f"Opened {address}")
        else:
            self.board.say(
                f"No browser can be opened from here; the address is {address}", "orange"
            )

    # The mouse

    def toggle_mouse(self) -> None:
        """Leave the mouse to the terminal, or take it again."""
        self._has_mouse = not self._has_mouse
        listen_to_mouse(self.board.app, self._has_mouse)
        if self._has_mouse:
            self.board.say("The board listens to the mouse again")
        else:
            words = "The mouse is the terminal's: select and copy with it · {mouse} takes it back"
            self.board.say(self.keyed(words))


def _sources(entry: Entry) -> list[Source]:
    """Return the sources known on the entry's day, newest first, each address once."""
    seen: dict[str, Source] = {}
    for update in reversed(known_updates(entry.commitment, entry.as_of)):
        if update.source:
            seen.setdefault(update.source.url or update.source.title, update.source)
    return list(seen.values())
