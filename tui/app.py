"""The Textual application around the board."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from textual import events, on
from textual.app import App
from textual.filter import LineFilter
from textual.message_pump import MessagePump
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import Widget

from exchange.vowel_signs import QUESTION, is_answer, remember_answer, take_answer
from store.errors import CannotRead, EntenteError, Locked, ReadOnly
from store.model.address import RegisterPlace, whole_name
from store.model.entities import Register
from store.portfolio.portfolio import Portfolio
from store.register.store import Store
from store.text import one_line
from store.user.config import NO_SETTINGS, Settings
from store.user.drafts import Drafts
from store.user.paths import drafts_folder
from tui.background import Working
from tui.ending import exit_code_of
from tui.messages import KeysAwaited, RegisterWanted, Unreadable
from tui.panels.panel import Panel
from tui.preferences import Preferences
from tui.screens.board import BoardScreen
from tui.themes import DARK, TERMINAL, THEMES, Colourless

OpenStore = Callable[[RegisterPlace], Store]
"""Opens another register as this one was opened. Raises what opening raises."""
_DAY_CHECK_SECONDS = 60.0
LARGE = 20_000
"""Registers of so many commitments are read behind a bar."""
MANY = 2_000
"""Of registers of so many the first rows are shown before the others are read."""


class TypedAhead:
    """Hands on keys and pastes one by one, in the order they came.

    Those that arrive together then mean what they mean one after the other: what follows `/` is
    the filter line's, and what follows the key that leaves a dialog is the board's.
    """

    _PASSES = 3
    """A key may post a message, and that may call back who opened the screen that it leaves."""
    _LOOK_SECONDS = 0.05
    """How often to look whether a widget that does not answer was taken away."""

    def __init__(self, app: BoardApp) -> None:
        self._app = app
        self._held: deque[events.Key | events.Paste] = deque()
        self._passes = 0
        """How often widgets are still to be waited for; 0 when all keys have acted."""
        self._typed_into: Widget | None = None
        """What the last key was text for: more text can follow at once."""
        self._wait: asyncio.Task[None] | None = None

    @property
    def is_idle(self) -> bool:
        """Whether every key that came has acted."""
        return not self._held and not self._passes

    async def take(self, event: events.Key | events.Paste) -> None:
        """Hand a key on at once, or when those before it have acted."""
        if self._app.stops_work(event):
            self._held.clear()  # it was for what now will not come
        self._held.append(event)
        await self.go_on()

    async def go_on(self) -> None:
        """Hand on what came meanwhile, as far as it can act."""
        app = self._app
        while self._held and app.is_ready_for(self._held[0]):
            into = app.focused if _is_text(self._held[0], app.focused) else None
            if self._passes and (into is None or into is not self._typed_into):
                return
            self._typed_into = into
            if not await app.hand_on(self._held.popleft()):
                waits, self._passes = bool(self._passes), self._PASSES
                if not waits:
                    self._wait = asyncio.create_task(self._await_effect())

    async def _await_effect(self) -> None:
        app = self._app
        while self._passes and app.return_code is None and app.screen_stack:
            place = app.screen, app.focused
            for pump in (app.focused or app.screen).ancestors_with_self:  # as messages rise
                await self._has_handled(pump)
            if self._passes > 1 or place == (app.screen, app.focused):
                self._passes -= 1
        app.call_later(self.go_on)

    async def _has_handled(self, pump: MessagePump) -> None:
        """Wait until a widget has handled all it was sent so far, or is no more."""
        handled = asyncio.Event()
        there = pump.call_later(handled.set)
        while there and not handled.is_set() and pump.is_attached:
            with suppress(TimeoutError):
                await asyncio.wait_for(handled.wait(), self._LOOK_SECONDS)


def _is_text(event: events.Key | events.Paste, focused: Widget | None) -> bool:
    """Whether a key is typed into the line that has the keys, and does nothing else."""
    if focused is None or not isinstance(event, events.Key):
        return False
    return focused.check_consume_key(event.key, event.character)


class BoardApp(App[None]):
    """Opens one register's board. `today` is asked again while the board stays open."""

    TITLE = "Entente"
    CSS_PATH = "board.tcss"
    ENABLE_COMMAND_PALETTE = False  # the board has a palette of its own
    theme = Reactive(DARK.name)
    """The theme most boards have is there from the first: every other reads all styles anew."""

    def __init__(
        self,
        store: Store,
        today: Callable[[], date],
        *,
        settings: Settings = NO_SETTINGS,
        state_file: Path | None = None,
        ascii_only: bool = False,
        greeting: str = "",
        drafts: Drafts | None = None,
        when_shown: Callable[[], None] | None = None,
        many: int = MANY,
        large: int = LARGE,
        open_store: OpenStore | None = None,
    ) -> None:
        """Show a store; without `open_store` no other register can be opened from here."""
        if os.environ.get("NO_COLOR") == "":
            del os.environ["NO_COLOR"]  # set but empty means nothing, says no-color.org
        colourless = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if colourless else None)
        self.animation_level = "none"  # a form's lines are where they belong at once
        self._store = store
        self._today = today
        self._preferences = Preferences(settings, ascii_only=ascii_only, state_file=state_file)
        self._greeting = greeting
        self._drafts = drafts or Drafts(drafts_folder(), store.place)
        self._when_shown = when_shown
        # What is wrong with what is shown first is said before the screen is handled.
        self._many, self._large = many, large
        self._first = self._first_view()
        self._open_store = open_store
        self.typed_ahead = TypedAhead(self)
        self._days_watched = False
        self.failure: EntenteError | None = None
        """Why the register could not be read after all."""
        self._colourless = Colourless() if colourless else None
        self.set_class(not self._preferences.glyphs.unicode, "-ascii", update=False)
        theme = TERMINAL.name if colourless else self._preferences.theme
        if theme != self.theme:
            self.theme = theme

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Ours. No other theme names the colours that the board draws with."""
        return {theme.name: theme for theme in THEMES}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Take away all colours where the user wants none."""
        return [self._colourless] if self._colourless else super().get_line_filters()

    def get_default_screen(self) -> Screen[None]:
        """Open the board as the one screen under all others, or what a large one is read in."""
        if self._first is not None:
            return self._make_board(self._first)
        from tui.screens.loading import ReadingScreen

        thresholds, glyphs = self._preferences.config.thresholds, self._preferences.glyphs
        return ReadingScreen(self._store, self._today(), thresholds, glyphs, self._take_register)

    @property
    def store(self) -> Store:
        """The open register; whoever ends the program closes it."""
        return self._store

    def _first_view(self) -> Portfolio | None:
        """Return what the board opens on, or None where all of it is to be read behind a bar."""
        store, today, thresholds = self._store, self._today(), self._preferences.config.thresholds
        if store.size >= self._large:
            return None
        if store.size >= self._many:
            return store.partial(today, thresholds)
        return Portfolio(store.register, today, thresholds=thresholds)

    def _make_board(self, view: Portfolio) -> BoardScreen:
        self.board = BoardScreen(
            self._store,
            view,
            self._preferences,
            self._drafts,
            greeting=self._greeting,
            when_read=self._when_shown,
        )
        return self.board

    def is_ready_for(self, event: events.Key | events.Paste) -> bool:
        """Tell whether a key may act: not before what it is for can be seen, nor near the end."""
        ends = self.return_code is not None or any(each.group == "quit" for each in self.workers)
        top = self._top
        if top is None or ends:
            return False
        if isinstance(top, Working):
            return self.stops_work(event)
        return not (isinstance(top, BoardScreen) and top.awaited)

    def stops_work(self, event: events.Key | events.Paste) -> bool:
        """Tell whether a key stops the work that is under way over the board."""
        top: object = self._top
        if isinstance(top, Working) and isinstance(event, events.Key):
            return event.key in top.STOPPED_BY
        return False

    @property
    def _top(self) -> Screen[object] | None:
        return self.screen_stack[-1] if self.screen_stack else None

    async def on_event(self, event: events.Event) -> None:
        """Take keys in turn; the mouse does nothing to a board that cannot be read."""
        top = self._top
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.typed_ahead.take(event)
        elif not (
            isinstance(event, events.MouseEvent)
            and isinstance(top, BoardScreen)
            and top.take(event)
        ):
            await super().on_event(event)

    @on(KeysAwaited)
    async def take_keys(self) -> None:
        """Hand on the keys that came before the board could take them."""
        await self.typed_ahead.go_on()

    async def hand_on(self, event: events.Key | events.Paste) -> bool:
        """Hand a key to what it is for; return whether it has acted already.

        The board takes its own at once: on the way through the queue of the focused widget, the
        picture that follows a key would come later.
        """
        board = self.screen
        if isinstance(event, events.Key) and isinstance(board, BoardScreen) and board.take(event):
            return self.screen is board
        await super().on_event(event)
        return False

    def on_mount(self) -> None:
        """Ask what is to be known of the terminal, and see to what follows later."""
        if self._driver is not None and not self.is_headless:
            # Nothing is drawn yet: what the question leaves on the screen is drawn over.
            self._driver.write(QUESTION)
            self._driver.flush()
        if self._first is not None:
            self._watch_days()

    def on_cursor_position(self, event: events.CursorPosition) -> None:
        """Draw all anew where the terminal's answer says that vowel signs are otherwise wide."""
        changes = take_answer(event.x, event.y)
        if is_answer(event.x, event.y) and self._preferences.state_file is not None:
            remember_answer(self._preferences.state_file, os.environ)
        if not changes:
            return
        for screen in self.screen_stack:
            for widget in screen.walk_children():
                if isinstance(widget, Panel):
                    widget.draw_rows_again()
                else:
                    widget.refresh(layout=True)
            if isinstance(screen, BoardScreen):
                screen.show(screen.view)

    def _take_register(self, read: Portfolio | EntenteError | None) -> None:
        if isinstance(read, Portfolio):
            self.push_screen(self._make_board(read))
            self._watch_days()
        else:
            self._end(read)

    @on(Unreadable)
    def end_unread(self, event: Unreadable) -> None:
        """End the program."""
        self._end(event.error)

    def end_by_signal(self, number: int) -> None:
        """Close the board for a signal, once everything is saved; the exit code says for which."""
        self.run_worker(self._end_saved(exit_code_of(number)), group="quit", exclusive=True)

    async def _end_saved(self, code: int) -> None:
        for each in self.screen_stack:
            if isinstance(each, BoardScreen):
                await each.store_worker.settle()
        self.exit(return_code=code)

    def _end(self, why: EntenteError | None) -> None:
        self.failure = why
        self.exit()

    def keep_recent(self) -> None:
        """Remember that this register was open, to be found again from another one's board."""
        self._preferences.keep_recent(whole_name(self._store.place))

    @on(RegisterWanted)
    def open_other(self, event: RegisterWanted) -> None:
        """Open another register in the place of this one; what is typed meanwhile is for it."""
        self.board.awaited += 1
        self.run_worker(self._leave_for(event, self.board), group="registers")

    async def _leave_for(self, wanted: RegisterWanted, board: BoardScreen) -> None:
        try:
            await self._open_other(wanted, board)
        finally:
            board.await_less()

    async def _open_other(self, wanted: RegisterWanted, board: BoardScreen) -> None:
        opens, left = self._open_store, self._store
        if opens is None:
            board.say("Only this register can be shown here", "orange")
            return
        board.say(f"Opening {one_line(whole_name(wanted.place))}")

        def opened() -> Store:
            if wanted.made is not None:
                Store.create(wanted.place, wanted.made, user=left.user).close()
            return opens(wanted.place)

        try:
            store = await asyncio.to_thread(opened)
        except EntenteError as error:
            board.say_error(error)
            return
        await board.store_worker.settle()
        board.store_worker.stop_polling()
        with suppress(CannotRead, Locked, ReadOnly):
            # All changes are in the journal, also where no checkpoint can be made.
            await asyncio.to_thread(left.close, checkpoint=left.read_only_reason is None)
        if left.past is None:
            from store.user.visits import Visits

            Visits(self._preferences.visits_file, left.place).keep_visit(self._today())
        self._store, self._greeting = store, ""
        self._drafts = Drafts(drafts_folder(), store.place)
        self._preferences.keep_recent(whole_name(left.place), whole_name(store.place))
        try:
            self._first = self._first_view()
        except EntenteError as error:
            self._end(error)
            return
        while self.screen is not board:
            await self.pop_screen()  # what work that ended meanwhile has opened over it
        board.show(Portfolio(Register(""), board.view.as_of))  # what it held may go
        screen = self.get_default_screen()
        if len(self.screen_stack) > 1:
            await self.switch_screen(screen)
        else:
            await self.push_screen(screen)  # the first screen is never taken away

    def _watch_days(self) -> None:
        if self._days_watched:
            return
        self._days_watched = True
        # The day may change while the board stays open.
        self.set_interval(_DAY_CHECK_SECONDS, self._turn_day)

    def _turn_day(self) -> None:
        today = self._today()
        if today != self.board.present:
            self.board.show_day(today)
