"""The review loop: the queue gone through one commitment at a time, each answer saved at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from store.model.edits import Edit, write_update
from store.model.entry import Entry
from store.portfolio.portfolio import Portfolio
from store.portfolio.review import review_queue
from store.text import one_line
from store.user.paths import review_folder
from store.user.review_book import (
    GivenAnswer,
    ReviewAnswer,
    ReviewBook,
    ReviewSession,
    days_later,
)
from tui.board.board import BoardContext
from tui.controllers.base import Controller
from tui.controllers.clipboard import ClipboardController
from tui.controllers.forms import FormsController, write_update_of
from tui.controllers.marking import MarkingController
from tui.controllers.review.pace import ReviewPace, answered_words
from tui.controllers.review.why import WhyController
from tui.messages import ProgressMarked
from tui.panels.review import ReviewRow

if TYPE_CHECKING:
    from store.model.entities import Commitment
    from store.register.history import HistoryEntry
    from tui.dialogs.review import ReviewScreen
    from tui.panels.detail_lines import DetailLine

_PLACES = "PIB, defense.gov"


class ReviewController(Controller):
    """Goes through what wants a look; where it is left it is taken up again."""

    def __init__(
        self,
        context: BoardContext,
        marking: MarkingController,
        forms: FormsController,
        clipboard: ClipboardController,
        why: WhyController,
    ) -> None:
        super().__init__(context)
        self._marking = marking
        self._forms = forms
        self._clipboard = clipboard
        self._why = why
        self._book = ReviewBook(review_folder(), self.store_worker.path)
        self._screen: ReviewScreen | None = None
        self._session: ReviewSession | None = None
        self._expected: tuple[str, Commitment] | None = None
        """The commitment that a form is open for, by its id and as it was."""
        self._pace = ReviewPace(perf_counter)
        self._acts: dict[str, Callable[[], None]] = {
            "nothing-found": self._ask_where,
            "write-evidence": self._write_evidence,
            "set-status": self._ask_mark,
            "due-moved": self._ask_due,
            "write-follow-up": self._ask_follow_up,
            "read-source": self._open_source,
            "put-off": self._ask_days,
            "next-one": lambda: self._step(1),
            "one-before": lambda: self._step(-1),
            "take-back": self._take_back,
            "explain": self._explain,
            "confirm-settled": self._confirm,
            "keep-source": self._keep_copy,
            "leave": self._leave,
            "list-keys": self._help,
        }

    # Beginning and leaving

    def open(self) -> None:
        """Take up the review of what is selected, else of what the filters show, or begin one."""
        from tui.dialogs.review import ReviewScreen

        view, picked = self.board.view, self.board.picked
        # Another board of the same person may have written into it.
        self._book = ReviewBook(review_folder(), self.store_worker.path)
        put_off = self._book.put_off(view.as_of)
        meant = [each for each in view.entries if each.id in picked] if picked else view.matching
        queue = [each.entry.id for each in review_queue(meant, put_off)]
        filters = str(view.query.with_domains(view.domains).with_sort())
        scope = f"{len(picked):,} selected" if picked else filters
        if not queue:
            away = f" · {len(put_off)} put off" if put_off else ""
            self.board.say(f"{scope or view.describe()}: nothing of it wants a look{away}")
            return
        before = self._book.session
        self._session = session = self._book.begin(scope, queue, view.as_of)
        self._pace.begin()
        screen = self._screen = ReviewScreen(self._act, self.glyphs, self.keymap)
        screen.marked = self._mark
        screen.watch(self.layout, "portfolio", self._take_portfolio, init=False)
        screen.watch(self.layout.message, "words", screen.take_words, init=False)
        self.board.open_dialog(screen, self._closed)
        resumed = before is not None and before is session and bool(session.given)
        again = f"Taken up again: {len(session.answers)} answered already"
        self.board.say(self._book.trouble or (again if resumed else "Each answer is saved at once"))
        self._show()

    def _leave(self) -> None:
        if self._screen is not None:
            self._screen.dismiss(None)

    def _closed(self, _: None) -> None:
        session = self._session
        self._screen = self._expected = None
        if session is None:
            return
        done = answered_words(session)
        if session.left:
            left = f"{len(session.left):,} left · {{review}} goes on where you were"
            self.board.say(self.keyed(f"Review: {done} · {left}"))
        else:
            self._book.end()
            self.board.say(f"Review done: {done}", "green")
        self._session = None

    def _help(self) -> None:
        from tui.dialogs.help import HelpScreen

        def not_now(command_id: str) -> str:
            return "the review is open: its own keys stand first"

        screen = HelpScreen("review", self.keymap, self.glyphs, not_now)
        self.board.open_dialog(screen, lambda _: None)

    # What is shown

    def _show(self) -> None:
        from tui.dialogs.review import ReviewPicture

        session, screen = self._session, self._screen
        if session is None or screen is None:
            return
        here, entry = session.here, self._entry
        if entry is not None:
            self.board.selected = entry.id
        picture = ReviewPicture(
            scope=session.scope or "all",
            tally=self._pace.tally(session),
            order=session.order,
            here=session.order.index(here) if here in session.order else len(session.order),
            row=self._row,
            name=here or "summary",
            lines=partial(self._lines, entry),
            answered=bool(here) and session.answer(here) is not None,
        )
        screen.show(picture)

    @property
    def _entry(self) -> Entry | None:
        """The commitment in view; None at the end."""
        return self.board.view.by_id.get(self._session.here) if self._session else None

    def _row(self, commitment_id: str) -> ReviewRow:
        entry = self.board.view.by_id.get(commitment_id)
        title = entry.commitment.title if entry else "removed"
        answer = self._answers.get(commitment_id)
        return ReviewRow(commitment_id, title, answer)

    @property
    def _answers(self) -> dict[str, ReviewAnswer]:
        return self._session.answers if self._session else {}

    def _lines(self, entry: Entry | None, width: int) -> Sequence[DetailLine]:
        from tui.panels.review_lines import review_lines, summary_lines

        session, view = self._session, self.board.view
        if session is None:
            return ()
        if entry is None:
            titles = [(each, self._row(each).title) for each in session.order]
            put_off = self._book.put_off(view.as_of)
            return summary_lines(session, put_off, titles, width, self.glyphs, self.keymap)
        answer = session.answer(entry.id)
        return review_lines(entry, view.register, width, self.glyphs, self.keymap, answer)

    # Keys

    def _act(self, key: str) -> None:
        """Do what a key means."""
        if not self.store_worker.waiting:
            self._expected = None  # the form was left with nothing saved
        if self._entry is not None:
            # An answer saved just now has made its own commitment the board's.
            self.board.selected = self._entry.id
        if key.startswith("row "):
            self._go_to_row(int(key.removeprefix("row ")))
        elif key in self._acts:
            here = self._session.here if self._session else ""
            if here or key in _AT_THE_END:
                self._acts[key]()
            else:
                self.board.say(self.keyed("All is answered · b goes back · esc leaves"))
        else:
            self.board.say(self.keyed("No key of the review · {help} lists them"))

    def _step(self, steps: int) -> None:
        session = self._session
        if session is None:
            return
        if not session.here:
            if steps < 0 and session.order:
                self._go_to_row(len(session.order) - 1)
            else:
                self._leave()
            return
        before = session.here
        if steps > 0 and session.order[-1] == before:
            # Around the end: to what was passed over, or to the summary when nothing is left.
            self._go_to(session.after(before))
            return
        self._go_to(session.step(steps))

    def _go_to_row(self, row: int) -> None:
        session = self._session
        if session is not None and 0 <= row < len(session.order):
            self._go_to(session.order[row])

    def _go_to(self, commitment_id: str) -> None:
        session = self._session
        if session is None:
            return
        if not commitment_id and session.left:
            self.board.say("This is the only one left")
            return
        session.here = commitment_id
        while session.here and session.here not in self.board.view.by_id:
            self._pass_over(session)
        self._book.save()
        self._show()

    # Answers

    def _ask_where(self) -> None:
        from tui.dialogs.asked_line import AskedLineScreen

        def check(text: str) -> str:
            return "" if _listed(text) else "Say where: absence is known only for where one looked"

        def given(text: str | None) -> None:
            if text is None:
                self.board.say("Nothing was written")
                return
            places = _listed(text)
            self._book.remember_places(places)
            as_of = self.board.view.as_of
            self._save(
                lambda each: write_update(each, as_of, searched=places), "looked", goes_on=True
            )

        text = ", ".join(self._book.places)
        how = f"Where nothing was found, parted by commas · enter saves · such as {_PLACES}"
        self.board.open_dialog(
            AskedLineScreen(" Looked in: ", text, how, check, self.glyphs), given
        )

    def _ask_days(self) -> None:
        from tui.dialogs.asked_line import AskedLineScreen

        as_of = self.board.view.as_of

        def check(text: str) -> str:
            return "" if days_later(text, as_of) else "Give a number of days, 1 to 3650"

        def given(text: str | None) -> None:
            day = days_later(text, as_of) if text is not None else None
            session = self._session
            if day is None or session is None or not session.here:
                self.board.say("Nothing was put off")
                return
            here, self._expected = session.here, None
            self._book.put_off_until(here, day, as_of)
            self.board.say(self.keyed(f"{one_line(here)}: comes back on {day} · {{undo}} undo"))
            self._record(here, "later", goes_on=True, saved=False)

        how = "After so many days it comes back · enter puts it off"
        self.board.open_dialog(
            AskedLineScreen(" Later, in days: ", str(self._book.days), how, check, self.glyphs),
            given,
        )

    def _write_evidence(self) -> None:
        entry = self._entry
        if entry is not None and self._expect():
            write_update_of(self.context, (entry.id,))

    def _ask_mark(self) -> None:
        if self._screen is not None and self._entry is not None:
            self._screen.ask_mark(one_line(self._entry.id))

    def _mark(self, mark: ProgressMarked) -> None:
        as_of = self.board.view.as_of
        self._save(
            lambda each: write_update(each, as_of, status=mark.status, progress=mark.progress),
            "changed",
        )

    def _ask_due(self) -> None:
        entry = self._entry
        if entry is not None and self._expect():
            from tui.controllers.evidence import ask_due

            ask_due(self.context, [entry])

    def _ask_follow_up(self) -> None:
        if self._expect():
            self._forms.ask_follow_up((self.board.selected,))

    def _confirm(self) -> None:
        if self._expect():
            self._marking.confirm_those((self.board.selected,))

    def _keep_copy(self) -> None:
        if self._expect():
            self.board.run_command("keep-copy")

    def _open_source(self) -> None:
        entry, screen = self._entry, self._screen
        if screen is not None and screen.address:
            self._clipboard.open_at(screen.address)
        elif entry is not None:
            self._clipboard.open_source_of([entry], one_line(entry.id))

    def _explain(self) -> None:
        if self._entry is not None:
            self._why.explain(self._entry)

    # Saving, and taking back

    def _expect(self) -> bool:
        """Wait for the commitment in view to change; return whether there is one."""
        entry = self._entry
        self._expected = (entry.id, entry.commitment) if entry is not None else None
        return entry is not None

    def _save(self, edit: Edit, answer: ReviewAnswer, *, goes_on: bool = False) -> None:
        """Save an answer. What follows does not wait for the disk: the next key is for the next."""
        entry, self._expected = self._entry, None
        if entry is not None:
            self.store_worker.change((entry.id,), edit)
            self._record(entry.id, answer, goes_on=goes_on)
            self.board.run_in_background("review", partial(self._make_sure, entry), exclusive=False)

    async def _make_sure(self, before: Entry) -> None:
        """Take an answer back that could not be saved; ask what one that was saved rests on."""
        await self.store_worker.settle()
        entry = self.board.view.by_id.get(before.id)
        if entry is None or entry.commitment == before.commitment:
            self._forget(before.id)
            return
        session, screen = self._session, self._screen
        here = session is not None and session.here == entry.id
        if here and screen and screen.is_active and entry.derived.provisional:
            # Settled just now: without a source that is only half an answer.
            self._write_evidence()

    def _take_portfolio(self, view: Portfolio | None) -> None:
        """Show what is saved; a change that was waited for is written into the book."""
        session, expected = self._session, self._expected
        if view is None or session is None:
            return
        if session.here and session.here not in view.by_id:
            self._pass_over(session)
        entry = view.by_id.get(expected[0]) if expected else None
        if expected is not None and entry is not None and entry.commitment != expected[1]:
            self._expected = None
            self._record(entry.id, "changed", goes_on=False)
        else:
            self._show()

    def _pass_over(self, session: ReviewSession) -> None:
        """Leave the commitment in view out of the queue: it is there no longer."""
        gone = session.here
        session.here = session.after(gone)
        session.order.remove(gone)
        self._book.save()
        self.board.say(f"{one_line(gone)} was removed", "orange")

    def _record(
        self, commitment_id: str, answer: ReviewAnswer, *, goes_on: bool, saved: bool = True
    ) -> None:
        session = self._session
        if session is None:
            return
        self._pace.take_answer()
        session.given.append(GivenAnswer(commitment_id, answer, saved))
        if goes_on:
            session.here = session.after(commitment_id)
        self._book.save()
        self._show()

    def _take_back(self) -> None:
        session = self._session
        if session is None or not session.given:
            self.board.say("Nothing was answered in this review yet", "orange")
            return
        last = session.given[-1]
        if not last.saved:
            self._book.bring_back(last.of)
            self._forget(last.of)
            self.board.say(f"{one_line(last.of)}: is put off no longer")
            return
        self.store_worker.undo(then=self._taken_back)

    def _taken_back(self, change: HistoryEntry) -> None:
        for each in change.touched:
            self._forget(each)

    def _forget(self, commitment_id: str) -> None:
        """Go back to a commitment, as before its last answer."""
        if self._session is not None and self._session.take_back({commitment_id}):
            self._session.here = commitment_id
            self._book.save()
            self._show()


_AT_THE_END = ("leave", "take-back", "one-before", "next-one", "list-keys")
"""What can be done where no commitment is in view."""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))
