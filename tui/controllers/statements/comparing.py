"""Comparing two instruments on the board: which ones, and what was confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import EntenteError
from store.model.entities import Instrument
from store.register.history import HistoryEntry
from store.register.reader import ReportProgress
from store.register.store import Store
from store.text import counted, one_line
from store.user.paths import expanded
from tui.commands.needs import own_files
from tui.controllers.base import Controller

if TYPE_CHECKING:
    from statements.comparing.confirming import ReviewedComparison
    from tui.dialogs.statements.comparison import StatementComparisonScreen

_DATED, _HELD = 10, 14
"""Cells for a date, and for what there is of an instrument."""
_FORMS = (
    (".md", "Markdown, to be read and sent"),
    (".html", "a web page, the words that differ marked"),
    (".csv", "a table, a row for each pair"),
    (".json", "all that is known of each pair, for programs"),
)
"""What a comparison is written as, by the ending of the file."""


class StatementComparingController(Controller):
    """Opens the comparison screen, and saves what was confirmed there as one change."""

    def compare_statements(self) -> None:
        """Ask which two instruments, the earlier first, and compare them."""
        self._ask("Which is the earlier one?", "", self._ask_later)

    def _ask_later(self, earlier: Instrument) -> None:
        self._ask(
            f"Which came after {one_line(earlier.title)}?",
            earlier.id,
            lambda later: self._compare(earlier, later),
        )

    def _ask(self, question: str, without: str, chosen: Callable[[Instrument], None]) -> None:
        from tui.dialogs.picker import ListedScreen
        from tui.widgets.chooser import ChoiceRow

        register = self.board.view.register
        counts = Counter(each.instrument for each in register.commitments)
        known = {
            each.id: each
            for each in sorted(register.instruments, key=_by_date)
            if each.id != without and (counts[each.id] or (each.source and each.source.copy))
        }
        rows = [
            ChoiceRow(
                ((one_line(each.title), "plain"),),
                each.id,
                right=(self._right(each, counts[each.id]), "muted"),
            )
            for each in known.values()
        ]
        if len(rows) + bool(without) < 2:
            words = "It takes two instruments with commitments: {read-statement} reads one"
            self.board.say(self.keyed(words), "orange")
            return
        screen = ListedScreen(question, self.glyphs, rows)
        self.board.open_dialog(screen, lambda name: chosen(known[name]) if name else None)

    def _right(self, each: Instrument, commitments: int) -> str:
        """Return the date of an instrument, by which it is the earlier one, and what it has."""
        dated = self.glyphs.date(each.date) if each.date else ""
        return f" {dated:<{_DATED}} {_holds(each, commitments):>{_HELD}}"

    def _compare(self, earlier: Instrument, later: Instrument) -> None:
        def job(store: Store, progress: ReportProgress) -> ReviewedComparison:
            from statements.comparing.compare import compare
            from statements.comparing.confirming import ReviewedComparison
            from statements.comparing.sides import side_of_instrument

            before = side_of_instrument(store, earlier, progress=progress)
            after = side_of_instrument(store, later, progress=progress)
            found = compare(before, after, progress=progress)
            return ReviewedComparison(earlier, later, after, found)

        self.store_worker.work(f"Comparing with {one_line(later.title)}", job, self._review)

    def _review(self, comparison: ReviewedComparison) -> None:
        from tui.dialogs.statements.comparison import (
            DRAFT,
            StatementComparisonScreen,
            draft_name,
        )

        draft = self.drafts.find(DRAFT, draft_name(comparison))
        came_back = comparison.resume(draft.answers) if draft else 0

        def write(screen: StatementComparisonScreen) -> None:
            self._ask_path(screen, comparison)

        screen = StatementComparisonScreen(comparison, self.drafts, self.glyphs, write, came_back)

        def left(to_save: bool | None) -> None:
            if to_save:
                self._save(comparison)
            else:
                self.board.say("Nothing was confirmed anew")

        self.board.open_dialog(screen, left)

    def _ask_path(self, screen: StatementComparisonScreen, comparison: ReviewedComparison) -> None:
        """Ask where to, and write what the screen goes through; its ending says the form."""
        from tui.dialogs.path import SavePathScreen

        if reason := own_files(self.board.state()):
            screen.say(reason, "orange")
            return
        stem = one_line(f"{comparison.earlier.id}-{comparison.later.id}").replace("/", "-")

        def named(path: str | None) -> None:
            if path:
                self._write(screen, comparison, expanded(path).absolute())

        ask = SavePathScreen("Write the comparison as", self.glyphs, stem, _FORMS)
        self.board.open_dialog(ask, named)

    def _write(
        self, screen: StatementComparisonScreen, comparison: ReviewedComparison, path: Path
    ) -> None:
        pairs = screen.pairs_shown
        titles = comparison.earlier.title, comparison.later.title

        def job(store: Store, progress: ReportProgress) -> EntenteError | None:
            from exchange.exporters.atomic import replacing
            from statements.comparing.export import WRITERS

            found = [each.found for each in pairs]
            said = {id(each.found): each.confirmed.words for each in pairs if each.confirmed}
            text = WRITERS[path.suffix[1:]](found, *titles, said)
            progress(1, 1)  # where it was stopped meanwhile, nothing is written
            try:
                with replacing(path, force=False) as file:
                    file.write(text.encode("utf-8", "replace"))
            except EntenteError as error:  # said on the two panes, which lies over the board's line
                return error
            return None

        def done(error: EntenteError | None) -> None:
            if error is None:
                screen.say(f"{counted(len(pairs), 'pair')} written to {path}", "green")
            else:
                screen.say(" · ".join(filter(None, (error.message, error.hint))), "red")

        self.store_worker.work(f"Comparison to {one_line(path.name)}", job, done)

    def _save(self, comparison: ReviewedComparison) -> None:
        def job(store: Store, progress: ReportProgress) -> HistoryEntry:
            store.refresh()
            return comparison.write(store)

        def done(change: HistoryEntry) -> None:
            from tui.dialogs.statements.comparison import DRAFT, draft_name

            self.drafts.drop(DRAFT, draft_name(comparison))
            linked = len(change.touched)
            told = f"{counted(comparison.done, 'relation')} confirmed"
            told += f", {counted(linked, 'commitment')} linked" if linked else ""
            self.board.say(f"{told}{self.keyed(' · saved · {undo} undo')}", "green")

        self.store_worker.work("Saving what was confirmed", job, done)


def _by_date(each: Instrument) -> tuple[bool, str]:
    return each.date is None, each.date.text if each.date else ""


def _holds(each: Instrument, commitments: int) -> str:
    """Return what there is of an instrument to compare."""
    if each.source is not None and each.source.copy:
        return "its text"
    return counted(commitments, "commitment")
