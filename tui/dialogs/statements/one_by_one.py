"""What reading and comparing share: going through one thing after the other in two panes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Generic, Protocol, TypeVar

from textual import events, on
from textual.app import ComposeResult

from store.errors import BadValue
from store.user.drafts import Drafts
from tui.dialogs.dialog import Dialog
from tui.widgets.statements.two_panes import TwoPanes

Panes = TypeVar("Panes", bound=TwoPanes)

Acts = Mapping[str, Callable[[], None]]
"""What keys do, by the names that Textual gives them."""


class Decisions(Protocol):
    """What is gone through, and what was decided about it."""

    def shown(self, *, everything: bool) -> list[int]:
        """Return the places that are gone through, those left out otherwise with `everything`."""

    def pending(self) -> dict[str, str]:
        """Return what is decided and not saved."""

    @property
    def unsaved(self) -> int:
        """How many decisions are not saved."""


class OneByOneScreen(Dialog[bool], Generic[Panes]):
    """Goes through places one by one. Gives whether anything was decided that is to be saved.

    Enter decides nothing: it chose what is read here, and may have been pressed once more.
    """

    CSS_PATH = "../dialogs.tcss"
    INSTEAD_OF_ENTER = ""
    """What Enter says: the keys that decide."""
    ALL_DONE = ""
    """What is said when nothing is left to decide."""
    WHAT_IS_SHOWN = ("", "")
    """What is said when only some places are gone through, and when all are."""

    def __init__(
        self, panes: Panes, decisions: Decisions, drafts: Drafts, kind: str, name: str
    ) -> None:
        """Take what is decided, and the kind and the name of the draft that keeps it."""
        super().__init__()
        self._panes = panes
        self._decisions = decisions
        self._drafts = drafts
        self._draft = kind, name
        self._everything = False

    def compose(self) -> ComposeResult:
        """Show the two panes on the whole screen."""
        yield self._panes

    # What a subclass says

    def undecided(self, places: Sequence[int]) -> list[int]:
        """Return the places that are still to be decided."""
        raise NotImplementedError

    def tell_progress(self) -> None:
        """Say in the panes how far it is."""
        raise NotImplementedError

    def acts(self) -> Acts:
        """Return what its own keys do here."""
        raise NotImplementedError

    # Where one is

    @property
    def shown(self) -> list[int]:
        """The places that are gone through."""
        return self._decisions.shown(everything=self._everything)

    def begin(self) -> None:
        """Take the keys, and begin at the first place that is to be decided."""
        self._panes.focus()
        shown = self.shown
        self.go_to((self.undecided(shown) or shown or [0])[0])

    def go_to(self, place: int) -> None:
        """Show a place from its top, with no message."""
        self._panes.place = place
        self.tell_progress()
        self._panes.message = ""
        self._panes.draw_anew(from_the_top=True)

    def step(self, step: int, *, undecided: bool = False) -> None:
        """Go one on, or back; to one that is to be decided also around the end."""
        shown, here = self.shown, self._panes.place
        later = [each for each in shown if each > here]
        before = [each for each in shown if each < here]
        ahead = later if step > 0 else before[::-1]
        if undecided:
            ahead = self.undecided(ahead + (before if step > 0 else later[::-1]))
        if ahead:
            self.go_to(ahead[0])
        elif undecided:
            self.go_to(here)
            if not self.undecided([each for each in shown if each == here]):
                self.say(self.ALL_DONE, "green")
        else:
            self.say("This is the last one" if step > 0 else "This is the first one")

    def show_everything(self) -> None:
        """Go through what is left out otherwise too, or no more."""
        self._everything = not self._everything
        shown, here = self.shown, self._panes.place
        self.go_to(next((each for each in shown if each >= here), shown[-1] if shown else 0))
        self.say(self.WHAT_IS_SHOWN[self._everything])

    def say(self, words: str, style: str = "plain") -> None:
        """Show a message until the next key."""
        self._panes.say(words, style)

    # What the keys do

    def on_key(self, event: events.Key) -> None:
        """Decide, move, or leave."""
        event.stop()
        event.prevent_default()
        self.press(event.key)

    def press(self, key: str) -> None:
        """Do what a key stands for; say why it cannot."""
        act = {**self._moves(), **self.acts()}.get(key)
        if act is None:
            return
        try:
            act()
        except BadValue as error:
            hint = f": {error.hint}" if error.hint else ""
            self.say(f"{error.message}{hint}", "orange")

    def _moves(self) -> dict[str, Callable[[], None]]:
        page = max(1, self._panes.size.height // 3)
        shown = self.shown or [0]
        return {
            "enter": partial(self.say, self.INSTEAD_OF_ENTER),
            **dict.fromkeys(("n", "down", "j"), partial(self.step, 1)),
            **dict.fromkeys(("p", "up", "k"), partial(self.step, -1)),
            "tab": partial(self.step, 1, undecided=True),
            "shift+tab": partial(self.step, -1, undecided=True),
            "home": partial(self.go_to, shown[0]),
            "end": partial(self.go_to, shown[-1]),
            "pagedown": partial(self._panes.scroll_proposal, page),
            "pageup": partial(self._panes.scroll_proposal, -page),
            "a": self.show_everything,
            **dict.fromkeys(("escape", "q"), self.leave),
        }

    def keep(self) -> None:
        """Keep what is decided and not saved: it outlives a crash."""
        pending = self._decisions.pending()
        if pending:
            self._drafts.keep(*self._draft, pending, {})
        else:
            self._drafts.drop(*self._draft)

    def leave(self) -> None:
        """Go back, and tell whether anything is to be saved."""
        self.dismiss(self._decisions.unsaved > 0)

    # The mouse

    @on(TwoPanes.KeyClicked)
    def take_key(self, event: TwoPanes.KeyClicked) -> None:
        """Do what the key that was clicked does."""
        self.press(event.key)

    @on(TwoPanes.Turned)
    def take_wheel(self, event: TwoPanes.Turned) -> None:
        """Go on, or back, with the wheel."""
        self.turn(event.step)

    def turn(self, step: int) -> None:
        """Go so many on, or back."""
        self.step(step)
