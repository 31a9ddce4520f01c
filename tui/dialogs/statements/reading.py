"""Reading a statement: its passages one by one, each taken, or left, with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual import events, on
from textual.app import ComposeResult

from statements.intake.highlights import highlights_of
from statements.intake.passages import ReadPassage
from statements.intake.reading_session import ReadingSession
from store.errors import BadValue
from store.model.glyphs import Glyphs
from store.model.reading_decisions import Decided
from store.text import one_line
from store.user.drafts import Drafts
from tui.dialogs.dialog import Dialog
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
        self.place = 0

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


class StatementReadingScreen(Dialog[bool]):
    """Gives whether anything was decided that is to be saved."""

    CSS_PATH = "../dialogs.tcss"

    def __init__(
        self, session: ReadingSession, drafts: Drafts, glyphs: Glyphs, came_back: int = 0
    ) -> None:
        """Take the document; `came_back` is how many decisions a draft brought back."""
        super().__init__()
        self._came_back = came_back
        self._session = session
        self._reading = session.reading
        self._drafts = drafts
        self._glyphs = glyphs
        self._everything = False
        self._asked = ""
        """The commitment of which is asked what the passage says."""
        self._panes = ReadingPanes(session, glyphs)

    def compose(self) -> ComposeResult:
        """Show the two panes on the whole screen."""
        yield self._panes

    def on_mount(self) -> None:
        """Begin at the first passage that is not decided."""
        self._panes.focus()
        shown = self._shown
        if not any(self._reading.passages[each].proposed for each in shown):
            self._everything = True
            shown = self._shown
        self._go_to((self._open_ones(shown) or shown or [0])[0])
        if self._came_back:
            many = f"{self._came_back} decisions" if self._came_back > 1 else "1 decision"
            self._panes.say(f"{many} not saved last time came back", "green")
        elif self._reading.remarks:
            self._panes.say("; ".join(self._reading.remarks), "orange")

    @property
    def _shown(self) -> list[int]:
        return self._reading.shown(everything=self._everything)

    # Where one is

    def _go_to(self, place: int) -> None:
        self._panes.place = max(0, min(place, len(self._reading.passages) - 1))
        self._tell_progress()
        self._panes.message = ""
        self._panes.draw_anew(from_the_top=True)

    def _open_ones(self, places: Sequence[int]) -> list[int]:
        """Return what nobody looked at yet; where all was looked at, what was put off."""
        passages = self._reading.passages
        fresh = [each for each in places if passages[each].decided is None]
        return fresh or [each for each in places if passages[each].is_open]

    def _tell_progress(self) -> None:
        counted = self._reading.counted
        done, total = self._reading.done, len(counted)
        shown = self._shown
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

    def _step(self, step: int, *, undecided: bool = False) -> None:
        shown, here = self._shown, self._panes.place
        ahead = [each for each in shown if (each > here if step > 0 else each < here)]
        ahead = ahead if step > 0 else ahead[::-1]
        if undecided:
            around = [each for each in shown if each not in ahead and each != here]
            ahead += around if step > 0 else around[::-1]
            ahead = self._open_ones(ahead)
        if ahead:
            self._go_to(ahead[0])
        elif undecided:
            open_here = self._panes.passage.is_open
            self._panes.say("" if open_here else "All is decided · esc saves and leaves", "green")
        else:
            self._panes.say("This is the last one" if step > 0 else "This is the first one")

    # What the keys do

    def on_key(self, event: events.Key) -> None:
        """Decide, move, or leave."""
        event.stop()
        event.prevent_default()
        self._press(event.key)

    def _press(self, key: str) -> None:
        if not self._reading.passages:
            self._leave()
            return
        if self._asked:
            self._answer(key)
            return
        if key in "12345":
            self._choose_match(int(key))
            return
        act = self._acts().get(key)
        if act is None:
            return
        try:
            act()
        except BadValue as error:
            hint = f": {error.hint}" if error.hint else ""
            self._panes.say(f"{error.message}{hint}", "orange")

    def _acts(self) -> dict[str, Callable[[], None]]:
        after, before = partial(self._step, 1), partial(self._step, -1)
        page = max(1, self._panes.size.height // 3)
        return {
            "t": partial(self._decide, Decided.TAKEN),
            "enter": partial(self._decide, Decided.TAKEN),
            "e": self._edit,
            "i": self._choose_existing,
            "x": partial(self._decide, Decided.REFUSED),
            "l": partial(self._decide, Decided.LATER),
            "s": self._split,
            "b": self._join,
            "o": self._open_again,
            **dict.fromkeys(("n", "down", "j"), after),
            **dict.fromkeys(("p", "up", "k"), before),
            "tab": partial(self._step, 1, undecided=True),
            "shift+tab": partial(self._step, -1, undecided=True),
            "home": lambda: self._go_to(self._shown[0]),
            "end": lambda: self._go_to(self._shown[-1]),
            "pagedown": lambda: self._panes.scroll_proposal(page),
            "pageup": lambda: self._panes.scroll_proposal(-page),
            "a": self._show_everything,
            "escape": self._leave,
            "q": self._leave,
        }

    def _decide(self, decided: Decided) -> None:
        self._reading.decide(self._panes.place, decided)
        self._decided()

    def _decided(self) -> None:
        self._keep()
        place = self._panes.place
        self._step(1, undecided=True)
        if self._panes.place == place:
            self._tell_progress()
            self._panes.draw_anew()

    def _keep(self) -> None:
        """Keep what is decided and not saved: it outlives a crash."""
        pending = self._reading.pending()
        if pending:
            self._drafts.keep(DRAFT, self._session.digest, pending, {})
        else:
            self._drafts.drop(DRAFT, self._session.digest)

    def _open_again(self) -> None:
        self._reading.decide(self._panes.place, None)
        self._keep()
        self._go_to(self._panes.place)

    def _split(self) -> None:
        self._reading.split(self._panes.place)
        self._keep()
        self._go_to(self._panes.place)
        self._panes.say("Split: each part is decided by itself · b joins them again")

    def _join(self) -> None:
        place = self._reading.join(self._panes.place)
        self._keep()
        self._go_to(place)
        self._panes.say("Joined with the one before")

    def _show_everything(self) -> None:
        self._everything = not self._everything
        shown = self._shown
        if self._panes.place not in shown:
            self._panes.place = next(
                (each for each in shown if each >= self._panes.place), shown[-1] if shown else 0
            )
        self._go_to(self._panes.place)
        words = "All sentences, also those that promise nothing" if self._everything else ""
        self._panes.say(words or "Only what is proposed, or decided")

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
            self._panes.say(f"The shortlist has no number {number}", "orange")

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
            self._panes.say("The register has no commitments yet", "orange")
            return
        screen = ListedScreen("Which commitment is it?", self._glyphs, rows)
        self.app.push_screen(screen, lambda name: self._ask(name) if name else None)

    def _ask(self, commitment_id: str) -> None:
        passage = self._panes.passage
        if passage.kept and passage.decided is Decided.TAKEN:
            self._panes.say(f"This passage is {one_line(passage.commitment)} already", "orange")
            return
        if self._session.instrument_of(commitment_id) == self._session.instrument.id:
            # It was made here: there is nothing that is said again.
            self._reading.decide(self._panes.place, Decided.EXISTING, commitment=commitment_id)
            self._decided()
            return
        self._asked = commitment_id
        keys = [each for each in _SAID_KEYS if each.key != "m" or passage.proposal.due]
        self._panes.ask(keys)
        self._panes.say(f"What does it say of {one_line(commitment_id)}?")

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
                self._panes.say(error.message, "orange")
            else:
                self._decided()

    def _stop_asking(self) -> None:
        self._asked = ""
        self._panes.message = ""
        self._panes.ask(_KEYS)

    def _leave(self) -> None:
        self.dismiss(self._reading.unsaved > 0)

    # The mouse

    @on(TwoPanes.Clicked)
    def take_click(self, event: TwoPanes.Clicked) -> None:
        """Go to the passage that was clicked, or say that it is the commitment clicked."""
        if event.value.startswith(MATCH):
            self._press(event.value.removeprefix(MATCH))
        elif not self._asked:
            self._go_to(int(event.value))

    @on(TwoPanes.KeyClicked)
    def take_key(self, event: TwoPanes.KeyClicked) -> None:
        """Do what the key that was clicked does."""
        self._press(event.key)

    @on(TwoPanes.Turned)
    def take_wheel(self, event: TwoPanes.Turned) -> None:
        """Go on, or back, with the wheel."""
        if not self._asked:
            self._step(event.step)
