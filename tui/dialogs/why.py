"""The why-trail over the board: what something rests on, and the ways to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from store.model.glyphs import Glyphs
from store.portfolio.trail import TrailLink, TrailTarget
from tui.commands.keymap import Keymap
from tui.dialogs.dialog import Dialog
from tui.panels.panel import Panel
from tui.panels.trail import TrailPanel
from tui.widgets.bars import MessageLine

_WAYS = "{enter} goes there · esc closes · {open} opens · {copy} copies · {why} other chain"


class Trail(NamedTuple):
    """One chain, as it is to be shown."""

    title: str
    links: Sequence[TrailLink]
    start: TrailLink | None
    """The link to begin on."""
    cite: Callable[[], str]
    """Returns what is copied of it."""
    cited: str
    """What that is called."""


class TrailActions(NamedTuple):
    """What can be done from a chain without leaving it."""

    open_at: Callable[[str], None]
    """Opens an address."""
    copy: Callable[[Trail], None]
    """Copies the chain as a footnote."""


class WhyScreen(Dialog[TrailTarget | None]):
    """Shows one of several chains at a time; gives where to go, or None."""

    def __init__(
        self,
        trails: Sequence[Callable[[], Trail]],
        actions: TrailActions,
        glyphs: Glyphs,
        keymap: Keymap,
    ) -> None:
        super().__init__()
        self._trails = trails
        self._actions = actions
        self._keymap = keymap
        self._place = 0
        self._trail = trails[0]()
        self._panel = TrailPanel(id="trail")
        self._message = MessageLine(id="trail-message")
        self._panel.glyphs = self._message.glyphs = glyphs
        self._panel.keymap = keymap

    def compose(self) -> ComposeResult:
        """Lay out the chain, and below it the keys."""
        with Container(id="why"):
            yield self._panel
            yield self._message

    def on_mount(self) -> None:
        """Give the chain the keys."""
        self._panel.focus()
        self._say_ways()
        self._show()

    def _show(self) -> None:
        self._panel.show(self._trail.title, self._trail.links, self._trail.start)

    def renew(self) -> None:
        """Make the chain anew: more is known of it."""
        self._trail = self._trails[self._place]()._replace(start=None)
        self._show()

    def take_words(self, words: tuple[str, str, str]) -> None:
        """Say what came of a key, until the next one."""
        self._message.words = words

    def _say_ways(self) -> None:
        self._message.say(self._keymap.words(_WAYS), "muted")

    def on_panel_entered(self, event: Panel.Entered) -> None:
        """Go where a link leads that was clicked twice."""
        event.stop()
        self._go()

    def on_key(self, event: events.Key) -> None:
        """Move, go, open, copy, or leave."""
        event.stop()
        self._say_ways()
        command = self._keymap.command(event.key)
        command_id = command.id if command else ""
        if event.key == "escape" or command_id in ("quit", "back"):
            self.dismiss(None)
        elif event.key == "enter":
            self._go()
        elif command_id == "why":
            self._place = (self._place + 1) % len(self._trails)
            self._trail = self._trails[self._place]()
            self._show()
        elif command_id == "open":
            self._open()
        elif command_id == "copy":
            self._actions.copy(self._trail)
        else:
            self._panel.take_move(command_id)

    def _go(self) -> None:
        link = self._panel.here
        if link is not None and link.target is not None:
            self.dismiss(link.target)
        else:
            self._message.say("This line leads nowhere", "orange")

    def _open(self) -> None:
        link = self._panel.here
        source = link.source if link else None
        if source is None or not (source.url or source.archive_url):
            self._message.say("No address here: go to a line of a source", "orange")
        else:
            archived = link is not None and link.kind == "copy" and source.archive_url
            self._actions.open_at(archived or source.url or source.archive_url)
