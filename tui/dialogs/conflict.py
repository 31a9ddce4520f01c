"""The choice between two versions of a commitment: one of them, or field by field."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from exchange.merge.choice import conflict_of, with_version
from store.model.conflict import Clash, Conflict, clashes, merged
from store.model.entities import Commitment
from store.model.glyphs import Glyphs
from tui.dialogs.dialog import Dialog
from tui.rendering.cells import fit
from tui.rendering.line_widget import LineWidget, Part

_LABEL = 10
_LINES_A_FIELD = 3
_HEAD, _FOOT = 3, 3


class ConflictScreen(Dialog[Commitment | None]):
    """Shows each field in both versions; gives the commitment to save, or None for theirs."""

    VERSIONS = ("mine", "theirs")
    KEYS = " m mine · t theirs · M T all of them · ctrl+s save · esc drop mine"

    def __init__(self, conflict: Conflict, glyphs: Glyphs) -> None:
        super().__init__()
        self._conflict = conflict
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """Lay out the one widget in its frame."""
        versions = ConflictingVersions(self._conflict, clashes(self._conflict), id="versions")
        versions.glyphs = self._glyphs
        with Container(id="conflict"):
            yield versions

    def decide(self, mine: list[str]) -> None:
        """Hand over the commitment with these fields mine."""
        self.dismiss(merged(self._conflict, mine) if mine else None)

    def leave(self) -> None:
        """Keep what is saved."""
        self.decide([])


class ClashScreen(ConflictScreen):
    """Shows what two people wrote into copies of a register; gives None when nothing is chosen."""

    VERSIONS = ("first", "second")
    KEYS = " m first · t second · M T all of them · ctrl+s save · esc choose later"

    def __init__(self, commitment: Commitment, glyphs: Glyphs) -> None:
        super().__init__(conflict_of(commitment), glyphs)
        self._commitment = commitment

    def decide(self, mine: list[str]) -> None:
        """Hand over the commitment with these fields in the first version."""
        self.dismiss(with_version(self._commitment, mine))

    def leave(self) -> None:
        """Leave both versions as they are."""
        self.dismiss(None)


class ConflictingVersions(LineWidget, can_focus=True):
    """The clashing fields, a cursor over them, and which version each keeps."""

    def __init__(self, conflict: Conflict, fields: list[Clash], *, id: str) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self._conflict = conflict
        self._fields = fields
        self._mine = [True] * len(fields)
        self._cursor = 0
        self.styles.height = _HEAD + _LINES_A_FIELD * len(fields) + _FOOT

    def on_mount(self) -> None:
        """Take the keys."""
        self.focus()

    def on_key(self, event: events.Key) -> None:
        """Move, choose, decide."""
        event.stop()
        key = event.character if event.character in ("m", "t", "M", "T") else event.key
        screen = self._screen
        if key in ("down", "j"):
            self._cursor = min(self._cursor + 1, len(self._fields) - 1)
        elif key in ("up", "k"):
            self._cursor = max(self._cursor - 1, 0)
        elif key in ("m", "t", "space") and self._fields:
            self._mine[self._cursor] = (
                not self._mine[self._cursor] if key == "space" else key == "m"
            )
        elif key == "M":
            screen.decide([field.name for field in self._fields])
        elif key == "T":
            screen.decide([])
        elif key == "escape":
            screen.leave()
        elif key == "ctrl+s":
            chosen = zip(self._fields, self._mine, strict=True)
            screen.decide([field.name for field, mine in chosen if mine])
        self.refresh()

    @property
    def _screen(self) -> ConflictScreen:
        screen = self.screen
        assert isinstance(screen, ConflictScreen)
        return screen

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, glyphs = self.size.width, self.glyphs
        last = _HEAD + _LINES_A_FIELD * len(self._fields)
        if y == 0:
            return self._line([(" " + self._conflict.message, "orange")], width)
        if y == 1:
            return self._line([(" Keep which version of each field?", "strong")], width)
        if _HEAD <= y < last:
            index, part = divmod(y - _HEAD, _LINES_A_FIELD)
            return self._field(index, part, width)
        if y == last + 1:
            return self._line([(glyphs.words(self._screen.KEYS), "muted")], width)
        return self.strip([], width)

    def _field(self, index: int, part: int, width: int) -> Strip:
        if part == _LINES_A_FIELD - 1:
            return self.strip([], width)
        field, mine = self._fields[index], self._mine[index]
        here = index == self._cursor
        chosen = mine if part == 0 else not mine
        version = self._conflict.mine if part == 0 else self._conflict.theirs
        label = field.label if part == 0 else ""
        parts: list[Part] = [
            (f" {self.glyphs.cursor if here and part == 0 else ' '} ", "key"),
            (f"{label:<{_LABEL}}", "muted"),
            (f"{'[x]' if chosen else '[ ]'} {self._screen.VERSIONS[part]:<7}", "key"),
            (field.show(version) or self.glyphs.dash, "strong" if chosen else "muted"),
        ]
        return self._line(parts, width, "cursor" if here else "plain")

    def _line(self, parts: list[Part], width: int, background: str = "plain") -> Strip:
        *before, (text, style) = parts
        room = width - sum(len(each) for each, _ in before)
        return self.strip(
            [*before, (fit(text, room, self.glyphs.ellipsis), style)], width, background
        )
