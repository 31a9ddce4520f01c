"""Reading a statement on the board: which one, which instrument it is, and what was decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import EntenteError
from store.register.reader import ReportProgress
from store.register.store import Store
from store.text import counted, one_line
from store.user.paths import expanded
from tui.controllers.base import Controller

if TYPE_CHECKING:
    from statements.intake.intake import WrittenReading
    from statements.intake.news import NewsExcerpt
    from statements.intake.reading_session import OpenedStatement, ReadingSession
    from statements.reading.document import StatementDocument


class StatementReadingController(Controller):
    """Opens the reading screen, and saves what was decided there as one change."""

    def read_statement(self) -> None:
        """Ask which statement, and read it."""
        from tui.dialogs.statements.choosing import INSTRUMENT, TEXT, StatementChoiceScreen

        board = self.board

        def chosen(answer: str | None) -> None:
            if not answer:
                return
            if answer.startswith(TEXT):
                text = answer.removeprefix(TEXT)
                self._open("the pasted text", None, text.encode("utf-8", "replace"), "")
            elif answer.startswith(INSTRUMENT):
                name = answer.removeprefix(INSTRUMENT)
                self._open(name, None, None, name)
            else:
                path = expanded(answer)
                self._open(path.name, path, None, "")

        board.open_dialog(StatementChoiceScreen(board.view.register, self.glyphs), chosen)

    def _open(self, name: str, path: Path | None, raw: bytes | None, instrument_id: str) -> None:
        """Read a file, a text, or the kept text of an instrument, under a bar."""

        def job(store: Store, progress: ReportProgress) -> OpenedStatement:
            from statements.intake.reading_session import open_statement

            return open_statement(
                store, name, path=path, raw=raw, instrument_id=instrument_id, progress=progress
            )

        def done(found: OpenedStatement) -> None:
            if instrument_id:
                self._sit_down(found, instrument_id)
            else:
                self._ask_instrument(found)

        self.store_worker.work(f"Reading {one_line(name)}", job, done)

    def _ask_instrument(self, found: OpenedStatement) -> None:
        from tui.dialogs.statements.choosing import NEWS, InstrumentChoiceScreen

        def chosen(answer: str | None) -> None:
            if answer and answer.startswith(NEWS):
                self._file_news(found, answer.removeprefix(NEWS))
            elif answer:
                self._sit_down(found, answer)

        screen = InstrumentChoiceScreen(found.document, found.register, found.news, self.glyphs)
        self.board.open_dialog(screen, chosen)

    def _file_news(self, found: OpenedStatement, commitment_id: str) -> None:
        """Ask for an update of a commitment, with what a page says of it filled in."""

        def job(store: Store, progress: ReportProgress) -> NewsExcerpt:
            from statements.intake.news import excerpt_for

            excerpt = excerpt_for(found.document, commitment_id, found.matcher)
            progress(1, 1)  # where it was stopped meanwhile, nothing comes of it
            return excerpt

        self.store_worker.work(
            f"Looking for what it says of {one_line(commitment_id)}",
            job,
            lambda excerpt: self._ask_update(found, commitment_id, excerpt),
        )

    def _ask_update(self, found: OpenedStatement, commitment_id: str, excerpt: NewsExcerpt) -> None:
        from tui.controllers.forms import write_update_of
        from tui.controllers.pasted_page import source_lines

        document = found.document
        lines = source_lines(document, excerpt.heading, document.url, found.register)
        known = {each.id: each.answer for each in lines}
        known["excerpt"] = excerpt.words
        write_update_of(self.context, (commitment_id,), known)

    def _sit_down(self, found: OpenedStatement, chosen: str) -> None:
        from statements.intake import reading_session as sessions
        from tui.dialogs.statements.choosing import NEW
        from tui.dialogs.statements.reading import DRAFT, StatementReadingScreen

        board = self.board
        title = chosen.removeprefix(NEW) if chosen.startswith(NEW) else ""
        try:
            session, document = sessions.begin_session(
                found, sessions.NEW if title else chosen, board.view.as_of, title=title
            )
        except EntenteError as error:
            board.say_error(error)
            return
        draft = self.drafts.find(DRAFT, session.digest)
        came_back = session.reading.resume(draft.answers) if draft else 0
        screen = StatementReadingScreen(session, self.drafts, self.glyphs, came_back)

        def left(to_save: bool | None) -> None:
            if to_save:
                self._save(session, document, found)
            else:
                board.say(f"{one_line(session.instrument.title)}: nothing was decided anew")

        board.open_dialog(screen, left)

    def _save(
        self, session: ReadingSession, document: StatementDocument, found: OpenedStatement
    ) -> None:
        as_of, title = self.board.view.as_of, one_line(session.instrument.title)

        def job(store: Store, progress: ReportProgress) -> WrittenReading:
            from statements.intake.intake import Intake
            from store.register.kept_copies import KeptCopies

            store.refresh()
            copy = ""
            if isinstance(store.place, Path):
                copy = KeptCopies(store.path).keep_bytes(found.raw, found.suffix)
            intake = Intake(store, document, session.reading.parties, as_of, store.clock())
            return intake.write(
                session.reading, session.instrument, copy=copy, matches=session.shortlists
            )

        def done(written: WrittenReading) -> None:
            from tui.dialogs.statements.reading import DRAFT

            self.drafts.drop(DRAFT, session.digest)
            told = _told(len(written.taken), len(written.repeated), session.reading.done)
            words = f"{told}{self.keyed(' · saved · {undo} undo')} · {title}"
            self.board.say(words, "green")

        self.store_worker.work(f"Saving what was decided about {title}", job, done)


def _told(taken: int, repeated: int, done: int) -> str:
    """Return what was decided, in the fewest words: the terminal may be narrow."""
    parts = [f"{counted(taken, 'commitment')} taken"] if taken else []
    parts += [f"{repeated} said again"] if repeated else []
    return ", ".join(parts) or f"{counted(done, 'passage')} decided"
