"""Comparing two instruments: pair by pair, each relation confirmed, or said otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual import events, on
from textual.app import ComposeResult

from statements.comparing.confirming import ReviewedComparison, ReviewedPair
from store.errors import BadValue
from store.model.glyphs import Glyphs
from store.model.reading_decisions import Relation
from store.text import one_line
from store.user.drafts import Drafts
from tui.dialogs.dialog import Dialog
from tui.dialogs.picker import ListedScreen
from tui.widgets.chooser import ChoiceRow
from tui.widgets.statements.comparison_lines import CANDIDATE, relation_lines, words_of_both
from tui.widgets.statements.two_panes import PaneKey, PaneLine, TwoPanes

DRAFT = "comparison"
"""The kind of draft that confirmations are kept as until they are saved."""

_KEYS = (
    PaneKey("y", "y", "as proposed"),
    PaneKey("c", "c", "carried on"),
    PaneKey("f", "f", "firmer"),
    PaneKey("w", "w", "weaker"),
    PaneKey("m", "m", "merged"),
    PaneKey("d", "d", "reported done"),
    PaneKey("0", "0", "not found again"),
    PaneKey("1", "1-5", "that passage"),
    PaneKey("slash", "/", "any passage"),
    PaneKey("o", "o", "open again"),
    PaneKey("n", "n p", "next, previous"),
    PaneKey("tab", "tab", "next unconfirmed"),
    PaneKey("a", "a", "positions too"),
    PaneKey("x", "x", "to a file"),
    PaneKey("escape", "esc", "save and leave"),
)
_LONGEST = 400
"""Characters of a passage in the list of all."""
_RELATIONS = {
    "c": Relation.CARRIED,
    "f": Relation.FIRMER,
    "w": Relation.WEAKER,
    "m": Relation.MERGED,
    "d": Relation.REPORTED_DONE,
    "0": Relation.NOT_FOUND,
}


class ComparisonPanes(TwoPanes):
    """Draws the pair under the cursor: the words of both sides, and what is said of them."""

    def __init__(self, comparison: ReviewedComparison, glyphs: Glyphs) -> None:
        self._titles = (comparison.earlier.title, comparison.later.title)
        title = glyphs.words(" → ").join(map(one_line, self._titles))
        super().__init__(title, _KEYS, glyphs)
        self._comparison = comparison
        self.place = 0

    @property
    def pair(self) -> ReviewedPair | None:
        """The pair under the cursor; None where nothing is compared."""
        pairs = self._comparison.pairs
        return pairs[self.place] if self.place < len(pairs) else None

    def text_lines(self, width: int, height: int) -> list[PaneLine]:
        """Return the words of both sides."""
        if self.pair is None:
            return [PaneLine((("Nothing is undertaken on either side.", "muted"),))]
        return list(words_of_both(self.pair, self._titles, width, height, self.glyphs))

    def proposal_lines(self, width: int) -> list[PaneLine]:
        """Return what is proposed of the pair, and why."""
        return list(relation_lines(self.pair, width, self.glyphs)) if self.pair else []


class LaterPassageScreen(ListedScreen):
    """Lists every passage of the later side, those that promise nothing in a quieter tone."""

    CSS_PATH = "../dialogs.tcss"

    def rows(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """Return the passages with all the words, or say that none has them."""
        nothing = ChoiceRow((("No passage has all these words: backspace", "muted"),))
        return super().rows(text, width) or [nothing]


class StatementComparisonScreen(Dialog[bool]):
    """Gives whether anything was confirmed that is to be saved."""

    CSS_PATH = "../dialogs.tcss"

    def __init__(
        self,
        comparison: ReviewedComparison,
        drafts: Drafts,
        glyphs: Glyphs,
        write: Callable[[StatementComparisonScreen], None],
        came_back: int = 0,
    ) -> None:
        """Take the comparison, and what writes it to a file.

        `came_back` is how many confirmations a draft brought back.
        """
        super().__init__()
        self._write = write
        self._glyphs = glyphs
        self._comparison = comparison
        self._drafts = drafts
        self._came_back = came_back
        self._everything = False
        self._panes = ComparisonPanes(comparison, glyphs)

    def compose(self) -> ComposeResult:
        """Show the two panes on the whole screen."""
        yield self._panes

    def on_mount(self) -> None:
        """Begin at the first pair that is not confirmed."""
        self._panes.focus()
        shown = self._shown
        unconfirmed = [each for each in shown if not self._is_confirmed(each)]
        self._go_to((unconfirmed or shown or [0])[0])
        if self._came_back:
            self._panes.say(f"{self._came_back} not saved last time came back", "green")

    @property
    def _shown(self) -> list[int]:
        return self._comparison.shown(everything=self._everything)

    @property
    def pairs_shown(self) -> list[ReviewedPair]:
        """The pairs that are gone through, with positions where those are shown too."""
        return [self._comparison.pairs[place] for place in self._shown]

    def say(self, words: str, style: str = "plain") -> None:
        """Show a message until the next key."""
        self._panes.say(words, style)

    def _is_confirmed(self, place: int) -> bool:
        return self._comparison.pairs[place].confirmed is not None

    def _go_to(self, place: int) -> None:
        self._panes.place = place
        self._panes.message = ""
        shown = self._shown
        done = sum(map(self._is_confirmed, shown))
        here = shown.index(place) + 1 if place in shown else 0
        self._panes.progress = f"{here} of {len(shown)} · {done} confirmed"
        self._panes.short_progress = f"{here}/{len(shown)} · {done} confirmed"
        self._panes.share = done / len(shown) if shown else 1.0
        self._panes.draw_anew(from_the_top=True)

    def _step(self, step: int, *, unconfirmed: bool = False) -> None:
        shown, here = self._shown, self._panes.place
        later = [each for each in shown if each > here]
        before = [each for each in shown if each < here]
        ahead = later if step > 0 else before[::-1]
        if unconfirmed:
            ahead += before if step > 0 else later[::-1]
            ahead = [each for each in ahead if not self._is_confirmed(each)]
        if ahead:
            self._go_to(ahead[0])
        elif unconfirmed:
            if not shown or self._is_confirmed(here):
                self._go_to(here)
                self._panes.say("All is confirmed · esc saves and leaves", "green")
        else:
            self._panes.say("This is the last one" if step > 0 else "This is the first one")

    def on_key(self, event: events.Key) -> None:
        """Confirm, move, or leave."""
        event.stop()
        event.prevent_default()
        self._press(event.key)

    def _press(self, key: str) -> None:
        if key in ("escape", "q"):
            self.dismiss(self._comparison.unsaved > 0)
            return
        if self._panes.pair is None:
            return
        try:
            if key in _RELATIONS:
                self._confirm(_RELATIONS[key])
            elif key in "123456":
                self._comparison.choose(self._panes.place, int(key) - 1)
                self._keep()
                self._go_to(self._panes.place)
            elif key in self._moves():
                self._moves()[key]()
        except BadValue as error:
            hint = f": {error.hint}" if error.hint else ""
            self._panes.say(f"{error.message}{hint}", "orange")

    def _moves(self) -> dict[str, Callable[[], None]]:
        page = max(1, self._panes.size.height // 3)
        pair = self._panes.pair
        assert pair is not None, "keys act on a pair"
        return {
            "y": partial(self._confirm, pair.found.relation),
            "enter": partial(self._confirm, pair.found.relation),
            "o": partial(self._confirm, None),
            **dict.fromkeys(("n", "down", "j"), partial(self._step, 1)),
            **dict.fromkeys(("p", "up", "k"), partial(self._step, -1)),
            "tab": partial(self._step, 1, unconfirmed=True),
            "shift+tab": partial(self._step, -1, unconfirmed=True),
            "home": lambda: self._go_to(self._shown[0]),
            "end": lambda: self._go_to(self._shown[-1]),
            "pagedown": lambda: self._panes.scroll_proposal(page),
            "pageup": lambda: self._panes.scroll_proposal(-page),
            "a": self._show_everything,
            "x": partial(self._write, self),
            "slash": self._look_up,
        }

    def _look_up(self) -> None:
        """List every later passage, to hold one against the undertaking that is not proposed."""
        place = self._panes.place
        if self._comparison.pairs[place].found.earlier is None:
            self._panes.say("This undertaking is new: there are no earlier words to compare")
            return
        rows = [
            ChoiceRow(
                (
                    (f"{one_line(each.paragraph)} " if each.paragraph else "", "key"),
                    (one_line(each.text[:_LONGEST]), "muted" if each.reason else "plain"),
                ),
                f"{at}",
                hint=one_line(each.text[:_LONGEST]),
            )
            for at, each in enumerate(self._comparison.later_passages)
        ]

        def chosen(value: str | None) -> None:
            if value:
                self._comparison.hold(place, int(value))
                self._keep()
                self._go_to(place)

        title = f"Which passage of {one_line(self._comparison.later.title)}?"
        foot = "type its words · enter holds it against the earlier one · esc closes"
        self.app.push_screen(LaterPassageScreen(title, self._glyphs, rows, foot=foot), chosen)

    def _confirm(self, relation: Relation | None) -> None:
        self._comparison.confirm(self._panes.place, relation)
        self._keep()
        if relation is None:
            self._go_to(self._panes.place)
        else:
            self._step(1, unconfirmed=True)

    def _keep(self) -> None:
        """Keep what is confirmed and not saved: it outlives a crash."""
        name = draft_name(self._comparison)
        pending = self._comparison.pending()
        if pending:
            self._drafts.keep(DRAFT, name, pending, {})
        else:
            self._drafts.drop(DRAFT, name)

    def _show_everything(self) -> None:
        self._everything = not self._everything
        shown, here = self._shown, self._panes.place
        near = next((each for each in shown if each >= here), shown[-1] if shown else 0)
        self._go_to(near)
        words = "Positions too" if self._everything else "Only what is undertaken"
        self._panes.say(words)

    @on(TwoPanes.Clicked)
    def take_click(self, event: TwoPanes.Clicked) -> None:
        """Hold the passage that was clicked against the earlier one."""
        self._press(event.value.removeprefix(CANDIDATE))

    @on(TwoPanes.KeyClicked)
    def take_key(self, event: TwoPanes.KeyClicked) -> None:
        """Do what the key that was clicked does."""
        self._press(event.key)

    @on(TwoPanes.Turned)
    def take_wheel(self, event: TwoPanes.Turned) -> None:
        """Go on, or back, with the wheel."""
        if self._panes.pair is not None:
            self._step(event.step)


def draft_name(comparison: ReviewedComparison) -> str:
    """Return what the confirmations of a comparison are kept under."""
    return f"{comparison.earlier.id} {comparison.later.id}"
