"""A question in one line over the still visible list, answered with one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.messages import QuestionLeft
from tui.rendering.cells import fit_message
from tui.rendering.line_widget import LineWidget, Part, length


class OneKeyLine(LineWidget, can_focus=True):
    """One line over the still visible list, gone with the next key. A subclass takes the key."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self._asking = False

    def open(self) -> None:
        """Show the line and take the keys."""
        self._asking = True
        self.display = True
        self.screen.set_focus(self)  # at once: the next key may be waiting already
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Take one key."""
        if event.key == "f1":
            return
        event.stop()
        event.prevent_default()
        if self._asking:
            self.take(event)

    def take(self, event: events.Key) -> None:
        """Do what a key stands for."""
        raise NotImplementedError

    def answer(self, message: Message) -> None:
        """Go, and tell what was chosen."""
        self._asking = False
        self.display = False
        self.post_message(message)

    def close(self) -> None:
        """Go with nothing chosen, if it is there."""
        if self._asking:
            self.answer(self.left())

    def left(self) -> Message:
        """Return what to tell when nothing was chosen."""
        raise NotImplementedError

    def on_blur(self) -> None:
        """Leave when something else on the board takes over; another window does not count."""
        back_again = self.screen.focused is self
        if self._asking and self.app.app_focus and not back_again:
            self.close()


class Choice(NamedTuple):
    """One answer: its key, what it does, and the doing."""

    key: str
    words: str
    brief: str
    """What it does where there is little room."""
    act: Callable[[], None]


class QuestionLine(OneKeyLine):
    """Asks before something is done; a key that is none of the answers leaves it undone."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self._question = ""
        self._choices: tuple[Choice, ...] = ()
        self._left = ""
        self._otherwise: Choice | None = None
        self.gives_way = False
        """Whether a key that is none of the answers does what it does without a question."""

    def ask(
        self,
        question: str,
        choices: tuple[Choice, ...],
        left: str,
        otherwise: Choice | None = None,
        *,
        gives_way: bool = False,
    ) -> None:
        """Open with a question; `left` is what to say when it is not answered, if anything.

        `otherwise` is done by every other key, and where something else takes over the board.
        One that `gives_way` lets every other key do what it does without a question.
        """
        self._question, self._choices, self._left = question, choices, left
        self._otherwise, self.gives_way = otherwise, gives_way
        self.open()

    def take(self, event: events.Key) -> None:
        """Take the answer; whatever else is pressed leaves."""
        choice = self._chosen(event)
        if choice is None:
            self.close()
        else:
            self.answer(QuestionLeft(act=choice.act))

    def is_passed_by(self, event: events.Key | None) -> bool:
        """Whether a key is none of the answers, or a click, and the question gives way to it."""
        if not self._asking or not self.gives_way:
            return False
        return event is None or (event.key != "escape" and self._chosen(event) is None)

    def withdraw(self) -> None:
        """Go without an answer, and tell nobody."""
        self._asking = self.display = False

    def _chosen(self, event: events.Key) -> Choice | None:
        typed = self.keymap.typed(event.character)
        return next((each for each in self._choices if each.key == typed), None)

    def left(self) -> Message:
        """Tell what was not done, or do what goes without an answer."""
        return QuestionLeft(self._left, act=self._otherwise.act if self._otherwise else None)

    def render_line(self, y: int) -> Strip:
        """Draw the question, cut where it must be, and every key."""
        width, glyphs = self.size.width, self.glyphs
        question = glyphs.words(self._question)
        last = self._otherwise
        leaving = (last.key, last.words) if last else ("esc", "leaves")
        keys = _keys([*((each.key, each.words) for each in self._choices), leaving])
        if length(keys) + cell_len(question) + 2 > width:
            leaving = (last.key, last.brief) if last else ("esc", "")
            keys = _keys([*((each.key, each.brief) for each in self._choices), leaving])
        room = width - 2 - length(keys)
        asked = fit_message(question, min(room, cell_len(question)), glyphs.ellipsis)
        return self.strip([(f" {asked}", "strong"), *keys], width)


def _keys(answers: list[tuple[str, str]]) -> list[Part]:
    keys: list[Part] = []
    for key, words in answers:
        keys += [(f"  {key}", "key"), (f" {words}" if words else "", "plain")]
    return keys
