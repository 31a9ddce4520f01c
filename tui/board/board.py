"""What a controller may ask of the board: all that the controllers know of it stands here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from store.errors import EntenteError
from store.model.entry import Entry
from store.portfolio.portfolio import Portfolio
from tui.board.layout import BoardLayout
from tui.board.store_worker import StoreWorker
from tui.commands.needs import BoardState
from tui.panels.panel import DetailItem
from tui.preferences import Preferences

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from store.user.drafts import Drafts
    from tui.widgets.prompts import Choice

Answer = TypeVar("Answer")


class Board(Protocol):
    """What is shown, what is selected, and ways to say something and to ask.

    The board's screen is one. Panels and lines are the layout's, changes the store worker's.
    """

    selected: str
    """The id of the commitment that the whole board is about; settable."""
    picked: frozenset[str]
    """The ids of the commitments selected to be marked together; settable."""

    @property
    def app(self) -> App[object]:
        """The application, for what concerns the whole terminal."""

    @property
    def selected_now(self) -> str:
        """The id of the commitment selected, where the cursor was moved this instant too."""

    @property
    def in_front(self) -> bool:
        """Whether no dialog lies over the board."""

    @property
    def view(self) -> Portfolio:
        """The portfolio that is shown."""

    present: date
    """The day that is today for this board, whichever one is shown."""

    @property
    def entry(self) -> Entry | None:
        """The commitment that the board is about, if the filters leave any."""

    @property
    def item_here(self) -> DetailItem | None:
        """The milestone, follow-up or update under the cursor of the active panel."""

    def show(self, portfolio: Portfolio) -> None:
        """Let every panel draw another portfolio; the cursor stays where it can."""

    def show_state(self, state: str) -> None:
        """Say what becomes of changes: `saving`, `saved` or `read-only`."""

    def settle_selection(self) -> None:
        """Take the commitment under the list's cursor as the board's."""

    def update_keys(self) -> None:
        """Dim and name the keys anew, if what decides about them has changed."""

    def say(self, words: str, style: str = "plain") -> None:
        """Show a message until the next one."""

    def say_error(self, error: EntenteError, kept: str = "") -> None:
        """Show what went wrong, the way out, and where what was written is kept."""

    def ask(
        self,
        question: str,
        choices: tuple[Choice, ...],
        left: str,
        otherwise: Choice | None = None,
        *,
        gives_way: bool = False,
    ) -> None:
        """Ask in one line; `left` is what to say when nothing is answered, if anything.

        `otherwise` is done by every key that is none of the answers. A question that nobody has
        asked for `gives_way`: other keys do what they always do, and the message stays in view.
        """

    def open_dialog(
        self, dialog: Screen[Answer], answered: Callable[[Answer | None], None] | None = None
    ) -> None:
        """Open a screen over the board; `answered` gets what it gives, None when it was left."""

    def state(self) -> BoardState:
        """Return all that decides which commands can act."""

    def run_command(self, command_id: str) -> None:
        """Run a command, or say why it cannot act."""

    def why_not(self, command_id: str) -> str:
        """Return why a command cannot act now; empty when it can."""

    def start_work(self, work: Coroutine[None, None, None], *, opens: bool = False) -> None:
        """Run work in the event loop; keys wait for what it `opens`, or brings to the cursor."""

    def run_in_background(
        self, group: str, work: Callable[[], Awaitable[None]], *, exclusive: bool = True
    ) -> None:
        """Run work in the event loop, in place of what of its group still runs."""

    def stop_background(self, group: str) -> None:
        """Give up what of a group still runs."""

    def after_picture(self, act: Callable[[], None]) -> None:
        """Do something once what is shown now is on the screen."""


class BoardContext(NamedTuple):
    """What a controller works with."""

    board: Board
    layout: BoardLayout
    """The panels by name, the lines that come and go, and their places."""
    store_worker: StoreWorker
    """Changes to the register."""
    preferences: Preferences
    """Glyphs, keys and what the configuration says."""
    drafts: Drafts
    """What is typed in forms and not saved yet."""


def state_of(context: BoardContext, *, marked: bool) -> BoardState:
    """Return all that decides which commands can act on a board.

    `marked` is whether anything was marked that could be repeated.
    """
    board, layout, store_worker, preferences, _ = context
    view, item = board.view, board.item_here
    return BoardState(
        keyed=preferences.keymap.words,
        place=layout.place,
        active=layout.active,
        tiny=layout.layout_name == "tiny",
        maximised=layout.maximised,
        list_shown=layout.commitments.display,
        timeline_shown=layout.timeline.display and not layout.timeline.picture,
        picture=layout.timeline.draws_whole,
        scorecard=layout.active == "timeline" and layout.timeline.is_scorecard,
        bands=layout.bands,
        colours=not board.app.no_color,
        in_browser=board.app.is_web,
        read_only=store_worker.read_only_reason or "",
        past=store_worker.past_day is not None,
        opened_by=past.asked_by if (past := store_worker.past) else "",
        commitments=view.total > 0,
        periods=layout.timeline.has_periods,
        rows=layout.commitments.row_count() > 0,
        entry=board.entry is not None,
        item=item.kind if item else "",
        selected=len(board.picked),
        filtered=view.query.tree is not None,
        domains=bool(view.domains),
        sorted=bool(view.query.sort),
        marked=marked,
    )
