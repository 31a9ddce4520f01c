"""Comparing two instruments: pair by pair, each relation confirmed, or said otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from rich.cells import cell_len
from textual import on

from statements.comparing.confirming import ReviewedComparison, ReviewedPair
from store.model.glyphs import Glyphs
from store.model.reading_decisions import Relation
from store.text import one_line
from store.user.drafts import Drafts
from tui.dialogs.picker import ListedScreen
from tui.dialogs.statements.one_by_one import Acts, OneByOneScreen
from tui.rendering.cells import fit, told_apart
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

    @property
    def pair(self) -> ReviewedPair | None:
        """The pair under the cursor; None where nothing is compared."""
        pairs = self._comparison.pairs
        return pairs[self.place] if self.place < len(pairs) else None

    def title_for(self, width: int) -> str:
        """Return both titles, cut so that each can be known."""
        if cell_len(self.title) <= width:
            return super().title_for(width)
        arrow = self.glyphs.words(" → ")
        room = width - cell_len(arrow)
        shorter = min(cell_len(one_line(each)) for each in self._titles)
        most = max(1, room // 2, room - shorter)
        titles = told_apart(self._titles, most, self.glyphs.ellipsis)
        return fit(arrow.join(each.rstrip() for each in titles), width, self.glyphs.ellipsis)

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


class StatementComparisonScreen(OneByOneScreen[ComparisonPanes]):
    """Confirms the relation of each pair, or says otherwise."""

    INSTEAD_OF_ENTER = "y confirms what is proposed"
    ALL_DONE = "All is confirmed · esc saves and leaves"
    WHAT_IS_SHOWN = ("Only what is undertaken", "Positions too")

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
        panes = ComparisonPanes(comparison, glyphs)
        super().__init__(panes, comparison, drafts, DRAFT, draft_name(comparison))
        self._write = write
        self._glyphs = glyphs
        self._comparison = comparison
        self._came_back = came_back

    def on_mount(self) -> None:
        """Begin at the first pair that is not confirmed."""
        self.begin()
        if self._came_back:
            self.say(f"{self._came_back} not saved last time came back", "green")

    @property
    def pairs_shown(self) -> list[ReviewedPair]:
        """The pairs that are gone through, with positions where those are shown too."""
        return [self._comparison.pairs[place] for place in self.shown]

    def _is_confirmed(self, place: int) -> bool:
        return self._comparison.pairs[place].confirmed is not None

    def undecided(self, places: Sequence[int]) -> list[int]:
        """Return the places of pairs that are not confirmed."""
        return [each for each in places if not self._is_confirmed(each)]

    def tell_progress(self) -> None:
        """Say how many pairs are confirmed."""
        shown, place = self.shown, self._panes.place
        done = sum(map(self._is_confirmed, shown))
        here = shown.index(place) + 1 if place in shown else 0
        self._panes.progress = f"{here} of {len(shown)} · {done} confirmed"
        self._panes.short_progress = f"{here}/{len(shown)} · {done} confirmed"
        self._panes.share = done / len(shown) if shown else 1.0

    def acts(self) -> Acts:
        """Return what the keys do to the pair under the cursor."""
        pair = self._panes.pair
        if pair is None:
            return {}
        return {
            "y": partial(self._confirm, pair.found.relation),
            **{key: partial(self._confirm, each) for key, each in _RELATIONS.items()},
            **{f"{each + 1}": partial(self._choose, each) for each in range(6)},
            "o": partial(self._confirm, None),
            "x": partial(self._write, self),
            "slash": self._look_up,
        }

    def _choose(self, candidate: int) -> None:
        self._comparison.choose(self._panes.place, candidate)
        self.keep()
        self.go_to(self._panes.place)

    def _look_up(self) -> None:
        """List every later passage, to hold one against the undertaking that is not proposed."""
        place = self._panes.place
        if self._comparison.pairs[place].found.earlier is None:
            self.say("This undertaking is new: there are no earlier words to compare")
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
                self.keep()
                self.go_to(place)

        title = f"Which passage of {one_line(self._comparison.later.title)}?"
        foot = "type its words · enter holds it against the earlier one · esc closes"
        self.app.push_screen(LaterPassageScreen(title, self._glyphs, rows, foot=foot), chosen)

    def _confirm(self, relation: Relation | None) -> None:
        self._comparison.confirm(self._panes.place, relation)
        self.keep()
        if relation is None:
            self.go_to(self._panes.place)
        else:
            self.step(1, undecided=True)

    @on(TwoPanes.Clicked)
    def take_click(self, event: TwoPanes.Clicked) -> None:
        """Hold the passage that was clicked against the earlier one."""
        self.press(event.value.removeprefix(CANDIDATE))


def draft_name(comparison: ReviewedComparison) -> str:
    """Return what the confirmations of a comparison are kept under."""
    return f"{comparison.earlier.id} {comparison.later.id}"
