"""Saved views: choosing one, and naming one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Size

from store.errors import BadQuery
from store.model.entities import View
from store.model.glyphs import Glyphs
from store.query import Vocabulary, parse_query
from store.text import fold
from tui.commands.keymap import Keymap
from tui.dialogs.dialog import Dialog
from tui.dialogs.picker import ChoicesScreen
from tui.rendering.cells import fit
from tui.rendering.line_widget import Part
from tui.widgets.chooser import Choices
from tui.widgets.line_editor import EditedLine
from tui.widgets.typed_line import TypedLine

_NAME = 24
_WAYS = "enter or digit goes there · type to find · D removes · esc closes"


class ViewChoice(NamedTuple):
    """What was decided in the list."""

    view: View
    remove: bool = False


class ViewsScreen(ChoicesScreen[ViewChoice | None]):
    """Lists the saved views; gives back the one to go to, or to remove."""

    def __init__(
        self,
        views: Sequence[View],
        current: str,
        vocabulary: Vocabulary,
        glyphs: Glyphs,
        keymap: Keymap,
    ) -> None:
        listed = _Views(views, current, vocabulary, glyphs)
        listed.keymap = keymap
        super().__init__(listed)
        self._list = listed

    @on(Choices.Taken)
    def take(self, event: Choices.Taken) -> None:
        """Go to the view that was clicked."""
        self.dismiss(ViewChoice(self._list.found[event.index]))

    def on_key(self, event: events.Key) -> None:
        """Go to a view by its digit or the cursor, remove it, narrow the list, or leave."""
        event.stop()
        views = self._list.found
        here = views[self._list.cursor] if views else None
        # Once something is typed, a letter is a letter of what is looked for.
        finding = bool(self._list.typed)
        key = event.key if finding else self._list.key_meant(event, digit=True)
        if key == "escape":
            self.dismiss(None)
        elif key == "enter":
            if here:
                self.dismiss(ViewChoice(here))
        elif key in ("D", "delete", "ctrl+d"):
            if here:
                self.dismiss(ViewChoice(here, remove=True))
        elif key.isascii() and key.isdigit():
            if 1 <= int(key) <= len(views):
                self.dismiss(ViewChoice(views[int(key) - 1]))
        else:
            line = EditedLine.of(self._list.typed).press(event.key, event.character)
            if line is not None:
                self._list.narrow(line.text)

    def on_paste(self, event: events.Paste) -> None:
        """Narrow the list by what is pasted."""
        event.stop()
        self._list.narrow(EditedLine.of(self._list.typed).insert(event.text).text)


class _Views(Choices):
    def __init__(
        self, views: Sequence[View], current: str, vocabulary: Vocabulary, glyphs: Glyphs
    ) -> None:
        super().__init__("Saved views", _WAYS, glyphs)
        self.found = list(views)
        self.typed = ""
        self._views = views
        self._current = current
        self._vocabulary = vocabulary
        names = [each.name for each in views]
        self.cursor = names.index(current) if current in names else 0

    def narrow(self, typed: str) -> None:
        """List the views that have all the words in their name or query."""
        self.typed = typed
        words = fold(typed).split()
        self.found = [
            each
            for each in self._views
            if all(word in fold(f"{each.name} {each.query}") for word in words)
        ]
        none = "" if self.found else ": none is called so"
        self._title = f"Saved views: {typed}{none}" if typed else "Saved views"
        self.go_to(0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Stay as high as the whole list needs."""
        height = super().get_content_height(container, viewport, width)
        return height - self.row_count() + len(self._views)

    def row_count(self) -> int:
        return len(self.found)

    def row_parts(self, index: int, width: int) -> list[Part]:
        view, glyphs = self.found[index], self.glyphs
        digit = str(index + 1) if index < 9 else " "
        name = min(_NAME, width // 2)
        query, style = view.query, "muted"
        try:
            parse_query(view.query, self._vocabulary)
        except BadQuery as error:
            said = error.message.partition(" (at character")[0]
            query, style = f"! {said}: {view.query}", "red"
        return [
            (f"{digit} ", "key"),
            (f"{glyphs.chosen if view.name == self._current else ' '} ", "key"),
            (fit(view.name, name, glyphs.ellipsis), "plain"),
            ("  " + fit(query, width - name - 6, glyphs.ellipsis), style),
        ]

    def on_key(self, event: events.Key) -> None:
        """Move with the arrows only: letters find."""
        steps = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}
        if event.key in steps:
            event.stop()
            self.go_to(self.cursor + steps[event.key])
        event.prevent_default()


class NameScreen(Dialog[str | None]):
    """Asks for a name in one line over the footer; gives it back, or None."""

    def __init__(self, prompt: str, name: str, placeholder: str, glyphs: Glyphs) -> None:
        super().__init__()
        self._line = TypedLine(prompt=prompt, placeholder=placeholder, id="name")
        self._line.glyphs = glyphs
        self._line.line = EditedLine.of(name)

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield self._line

    def on_mount(self) -> None:
        """Give the line the keys."""
        self._line.focus()

    def on_key(self, event: events.Key) -> None:
        """Take the name, or leave."""
        event.stop()
        if event.key == "enter" and self._line.text.strip():
            self.dismiss(self._line.text)
        elif event.key in ("escape", "enter"):
            self.dismiss(None)
