"""The review's screen: one commitment at a time, beside the queue, over the whole board."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.strip import Strip

from store.model.glyphs import Glyphs
from tui.commands.footer import REVIEW_MEANINGS
from tui.commands.keymap import Keymap, read_key
from tui.dialogs.dialog import Dialog
from tui.layout import layout_for
from tui.messages import MarkingLeft, ProgressMarked
from tui.panels.panel import Panel
from tui.panels.review import ReviewPagePanel, ReviewQueuePanel, ReviewRow
from tui.rendering.cells import fit
from tui.rendering.line_widget import LineWidget, Part
from tui.widgets.bars import MessageLine
from tui.widgets.key_hints import KeyHints
from tui.widgets.mark_strip import MarkStrip

if TYPE_CHECKING:
    from tui.panels.detail_lines import DetailLine

BESIDE = 100
"""From so many columns on the queue stands beside the commitment."""

OWN_KEYS = {
    "n": "nothing-found",
    "d": "due-moved",
    "l": "put-off",
    "s": "next-one",
    "enter": "next-one",
    "right": "next-one",
    "b": "one-before",
    "left": "one-before",
    "escape": "leave",
    "q": "leave",
}
"""The keys of the review's own, and what they mean; all others are the board's."""


class ReviewPicture(NamedTuple):
    """What the screen shows."""

    scope: str
    tally: str
    """Such as `12 of 45 · 31 left · about 14 min`."""
    order: Sequence[str]
    here: int
    row: Callable[[str], ReviewRow]
    name: str
    """The id of the commitment in view."""
    lines: Callable[[int], Sequence[DetailLine]]
    """Returns the page's lines for a width."""
    answered: bool
    """Whether the commitment in view has its answer."""


class ReviewScreen(Dialog[None]):
    """Shows what the controller says, and tells it each key by what that means."""

    def __init__(self, act: Callable[[str], None], glyphs: Glyphs, keymap: Keymap) -> None:
        super().__init__()
        self._act = act
        self._keymap = keymap
        self._head = ReviewHead(id="review-head")
        self._queue = ReviewQueuePanel(id="review-queue")
        self._page = ReviewPagePanel(id="review-page")
        self._message = MessageLine(id="review-message")
        self._strip = MarkStrip(id="review-strip")
        self._keys = KeyHints("review", id="review-keys")
        for widget in (
            *(self._head, self._queue, self._page),
            *(self._message, self._strip, self._keys),
        ):
            widget.glyphs, widget.keymap = glyphs, keymap
        self._subject = ""
        self.marked: Callable[[ProgressMarked], None] = lambda _: None
        """Is called with the mark chosen in the strip."""

    def compose(self) -> ComposeResult:
        """Lay out head, queue and page, the message, and the keys."""
        yield self._head
        with Horizontal(id="review-body"):
            yield self._queue
            yield self._page
        yield self._message
        yield self._strip
        yield self._keys

    def on_mount(self) -> None:
        """Give the page the keys."""
        self._page.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Leave the queue out where there is no room for it."""
        width = event.size.width
        self.set_class(width < BESIDE, "-narrow")
        self.set_class(self._is_too_small, "-too-small")

    @property
    def _is_too_small(self) -> bool:
        return layout_for(*self.app.size) == "too-small"

    @property
    def address(self) -> str:
        """The address of the source under the cursor of the page, if any."""
        return self._page.address

    def show(self, picture: ReviewPicture) -> None:
        """Show another commitment, or the same as it stands now."""
        self._head.show(picture.scope, picture.tally)
        self._queue.show(picture.order, picture.here, picture.row)
        self._page.show(picture.name, picture.lines, anew=picture.name != self._subject)
        self._subject = picture.name
        self._keys.rename(**({"s": "next"} if picture.answered else {}))

    def take_words(self, words: tuple[str, str, str]) -> None:
        """Say what the board says."""
        self._message.words = words

    def ask_mark(self, subject: str) -> None:
        """Open the marking strip."""
        self._message.display = False
        self._strip.ask(subject)

    @on(ProgressMarked)
    def take_mark(self, event: ProgressMarked) -> None:
        """Hand over the mark chosen."""
        event.stop()
        self._close_strip()
        self.marked(event)

    @on(MarkingLeft)
    def leave_mark(self, event: MarkingLeft) -> None:
        """Go back to the page with nothing marked."""
        event.stop()
        self._close_strip()

    def _close_strip(self) -> None:
        self._message.display = True
        self._page.focus()

    @on(Panel.CursorMoved)
    def follow_queue(self, event: Panel.CursorMoved) -> None:
        """Go to the row of the queue that was clicked."""
        event.stop()
        event.panel.followed = True
        if event.panel is self._queue:
            self._act(f"row {self._queue.cursor}")
            self._page.focus()

    @on(KeyHints.Clicked)
    def take_click(self, event: KeyHints.Clicked) -> None:
        """Do what the key that was clicked does."""
        event.stop()
        self._take(read_key(event.key) if event.key != "esc" else "escape")

    def on_key(self, event: events.Key) -> None:
        """Tell what a key means."""
        event.stop()
        if self._is_too_small and event.key != "escape":
            return  # what acts must be seen to act
        self._take(event.key)

    def _take(self, key: str) -> None:
        own = OWN_KEYS.get(key, "")
        command = self._keymap.command(key)
        if own:
            self._act(own)
        elif command and not self._page.take_move(command.id):
            self._act(REVIEW_MEANINGS.get(command.id, ""))


class ReviewHead(LineWidget):
    """The top line: what is gone through, and how far that is."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self._scope = self._tally = ""

    def show(self, scope: str, tally: str) -> None:
        """Show how far it is."""
        if (scope, tally) != (self._scope, self._tally):
            self._scope, self._tally = scope, tally
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line: how far it is comes before what is gone through."""
        width, name = self.size.width, " Review  "
        tally = self.glyphs.words(f"{self._tally} ")
        room = width - len(name) - cell_len(tally)
        parts: list[Part] = [(name, "strong")]
        if room > 0:
            parts.append((fit(self._scope, room, self.glyphs.ellipsis), "muted"))
        parts.append((tally, "key"))
        return self.strip(parts, width)
