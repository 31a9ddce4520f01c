"""Reading a statement: its passages one by one, each taken, or left, with one key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on

from statements.intake.highlights import highlights_of
from statements.intake.passages import ReadPassage
from statements.intake.reading_session import ReadingSession
from store.errors import BadValue
from store.model.glyphs import Glyphs
from store.model.reading_decisions import Decided
from store.text import one_line
from store.user.drafts import Drafts
from tui.dialogs.statements.one_by_one import Acts, OneByOneScreen
from tui.widgets.statements.passage_text import text_around
from tui.widgets.statements.proposal_lines import MATCH, proposal_lines
from tui.widgets.statements.two_panes import PaneKey, PaneLine, TwoPanes

DRAFT = "statement"
"""The kind of draft that decisions are kept as until they are saved."""

_KEYS = (
    PaneKey("t", "t", "take"),
    PaneKey("e", "e", "edit and take"),
    PaneKey("i", "i 1-5", "is there already"),
    PaneKey("x", "x", "no commitment"),
    PaneKey("l", "l", "later"),
    PaneKey("s", "s", "split"),
    PaneKey("b", "b", "join with the one before"),
    PaneKey("o", "o", "open again"),
    PaneKey("n", "n p", "next, previous"),
    PaneKey("tab", "tab", "next undecided"),
    PaneKey("a", "a", "all sentences"),
    PaneKey("escape", "esc", "save and leave"),
)
_SAID_KEYS = (
    PaneKey("r", "r", "reaffirmed"),
    PaneKey("f", "f", "firmer"),
    PaneKey("w", "w", "weaker"),
    PaneKey("m", "m", "date moved"),
    PaneKey("escape", "esc", "back"),
)
_SAID = {"r": "reaffirmed", "f": "firmer", "w": "weaker", "m": "moved"}


class ReadingPanes(TwoPanes):
    """Draws the passage under the cursor in its text, and the commitment it would become."""

    def __init__(self, session: ReadingSession, glyphs: Glyphs) -> None:
        instrument = session.instrument
        # Many a title says its date itself.
        says_date = instrument.date is None or instrument.date.text[:4] in instrument.title
        dated = f", {glyphs.date(instrument.date)}" if instrument.date and not says_date else ""
        super().__init__(f"{one_line(instrument.title)}{dated}", _KEYS, glyphs)
        self._session = session

    @property
    def passage(self) -> ReadPassage:
        """The passage under the cursor."""
        return self._session.reading.passages[self.place]

    def ask(self, keys: Sequence[PaneKey]) -> None:
        """Name other keys."""
        self._keys = tuple(keys)
        self.draw_anew()

    def text_lines(self, width: int, height: int) -> list[PaneLine]:
        """Return the text around the passage."""
        reading = self._session.reading
        marks = highlights_of(reading.document, self.passage)
        return text_around(
            reading.document, reading.passages, self.place, marks, width, height, self.glyphs
        )

    def proposal_lines(self, width: int) -> list[PaneLine]:
        """Return the commitment that the passage would become."""
        session, passage = self._session, self.passage
        commitment = session.commitment(passage)
        matches = session.shortlist(passage)
        return list(
            proposal_lines(passage, commitment, session.instrument, matches, width, self.glyphs)
        )


class StatementReadingScreen(OneByOneScreen[ReadingPanes]):
    """Takes, refuses or puts off each passage of a statement."""

    INSTEAD_OF_ENTER = "t takes it as a commitment · x says that it is none"
    ALL_DONE = "All is decided · esc saves and leaves"
    WHAT_IS_SHOWN = (
        "Only what is proposed, or decided",
        "All sentences, also those that promise nothing",
    )

    def __init__(
        self, session: ReadingSession, drafts: Drafts, glyphs: Glyphs, came_back: int = 0
    ) -> None:
        """Take the document; `came_back` is how many decisions a draft brought back."""
        panes = ReadingPanes(session, glyphs)
        super().__init__(panes, session.reading, drafts, DRAFT, session.digest)
        self._came_back = came_back
        self._session = session
        self._reading = session.reading
        self._glyphs = glyphs
        self._asked = ""
        """The commitment of which is asked what the passage says."""

    def on_mount(self) -> None:
        """Begin at the first passage that is not decided; where none is proposed, show all."""
        self._everything = not any(self._reading.passages[each].proposed for each in self.shown)
        self.begin()
        if self._came_back:
            many = f"{self._came_back} decisions" if self._came_back > 1 else "1 decision"
            self.say(f"{many} not saved last time came back", "green")
        elif self._reading.remarks:
            self.say("; ".join(self._reading.remarks), "orange")

    def undecided(self, places: Sequence[int]) -> list[int]:
        """Return what nobody looked at yet; where all was looked at, what was put off."""
        passages = self._reading.passages
        fresh = [each for each in places if passages[each].decided is None]
        return fresh or [each for each in places if passages[each].is_open]

    def tell_progress(self) -> None:
        """Say how many passages are decided, and how."""
        counted = self._reading.counted
        done, total = self._reading.done, len(counted)
        shown = self.shown
        here = shown.index(self._panes.place) + 1 if self._panes.place in shown else 0
        kinds = [
            (sum(each.decided is kind for each in counted), words)
            for kind, words in ((Decided.TAKEN, "taken"), (Decided.EXISTING, "there already"))
        ]
        told = "".join(f" · {count} {words}" for count, words in kinds if count)
        what = "sentence" if self._everything else "proposal"
        self._panes.progress = f"{what} {here} of {len(shown)} · {done} of {total} decided{told}"
        self._panes.short_progress = f"{here} of {len(shown)} · {done} decided"
        self._panes.share = done / total if total else 1.0

    # What the keys do

    def press(self, key: str) -> None:
        """Do what a key stands for, or take it as the answer to what is asked."""
        if not self._reading.passages:
            self.leave()
        elif self._asked:
            self._answer(key)
        else:
            super().press(key)

    def acts(self) -> Acts:
        """Return what the keys do to the passage under the cursor."""
        return {
            "t": partial(self._decide, Decided.TAKEN),
            "e": self._edit,
            "i": self._choose_existing,
            **{f"{each}": partial(self._choose_match, each) for each in range(1, 6)},
            "x": partial(self._decide, Decided.REFUSED),
            "l": partial(self._decide, Decided.LATER),
            "s": self._split,
            "b": self._join,
            "o": self._open_again,
        }

    def _decide(self, decided: Decided) -> None:
        self._reading.decide(self._panes.place, decided)
        self._decided()

    def _decided(self) -> None:
        self.keep()
        self.step(1, undecided=True)

    def _open_again(self) -> None:
        self._reading.decide(self._panes.place, None)
        self.keep()
        self.go_to(self._panes.place)

    def _split(self) -> None:
        self._reading.split(self._panes.place)
        self.keep()
        self.go_to(self._panes.place)
        self.say("Split: each part is decided by itself · b joins them again")

    def _join(self) -> None:
        place = self._reading.join(self._panes.place)
        self.keep()
        self.go_to(place)
        self.say("Joined with the one before")

    def _edit(self) -> None:
        from tui.dialogs.form import FormScreen
        from tui.forms.commitment import passage_form

        passage = self._panes.passage
        # What is in the register already is edited there.
        self._reading.decide(self._panes.place, passage.decided, answers=passage.answers)
        ground = self._session.ground
        form = passage_form(
            self._session.commitment(passage), passage.id, ground.register, ground.as_of
        )
        place = self._panes.place

        def closed(answers: dict[str, str] | None) -> None:
            if answers is None:
                return
            self._drafts.drop(form.kind, form.of)
            changed = passage.answers | form.changed(answers)
            self._reading.decide(place, Decided.TAKEN, answers=changed)
            self._decided()

        self.app.push_screen(FormScreen(form, self._drafts, self._glyphs), closed)

    # It is this existing one

    def _choose_match(self, number: int) -> None:
        matches = self._session.shortlist(self._panes.passage)
        if number <= len(matches):
            self._ask(matches[number - 1].id)
        else:
            self.say(f"The shortlist has no number {number}", "orange")

    def _choose_existing(self) -> None:
        from tui.dialogs.picker import ListedScreen
        from tui.widgets.chooser import ChoiceRow

        passage = self._panes.passage
        first = [each.id for each in self._session.shortlist(passage)]
        titles = {each.id: each.title for each in self._session.ground.register.commitments}
        rows = [
            ChoiceRow(((f"{name}  ", "key"), (one_line(titles[name]), "plain")), name)
            for name in dict.fromkeys((*(each for each in first if each in titles), *titles))
        ]
        if not rows:
            self.say("The register has no commitments yet", "orange")
            return
        screen = ListedScreen("Which commitment is it?", self._glyphs, rows)
        self.app.push_screen(screen, lambda name: self._ask(name) if name else None)

    def _ask(self, commitment_id: str) -> None:
        passage = self._panes.passage
        if passage.kept and passage.decided is Decided.TAKEN:
            self.say(f"This passage is {one_line(passage.commitment)} already", "orange")
            return
        if self._session.instrument_of(commitment_id) == self._session.instrument.id:
            # It was made here: there is nothing that is said again.
            self._reading.decide(self._panes.place, Decided.EXISTING, commitment=commitment_id)
            self._decided()
            return
        self._asked = commitment_id
        keys = [each for each in _SAID_KEYS if each.key != "m" or passage.proposal.due]
        self._panes.ask(keys)
        self.say(f"What does it say of {one_line(commitment_id)}?")

    def _answer(self, key: str) -> None:
        passage, asked = self._panes.passage, self._asked
        if key == "escape":
            self._stop_asking()
        elif key in _SAID and (key != "m" or passage.proposal.due):
            self._stop_asking()
            try:
                self._reading.decide(
                    self._panes.place, Decided.EXISTING, commitment=asked, said=_SAID[key]
                )
            except BadValue as error:
                self.say(error.message, "orange")
            else:
                self._decided()

    def _stop_asking(self) -> None:
        self._asked = ""
        self._panes.message = ""
        self._panes.ask(_KEYS)

    # The mouse

    @on(TwoPanes.Clicked)
    def take_click(self, event: TwoPanes.Clicked) -> None:
        """Go to the passage that was clicked, or say that it is the commitment clicked."""
        if event.value.startswith(MATCH):
            self.press(event.value.removeprefix(MATCH))
        elif not self._asked:
            self.go_to(int(event.value))

    def turn(self, step: int) -> None:
        """Go on, or back, unless something is asked."""
        if not self._asked:
            super().turn(step)
