"""Editing a commitment as a text in the user's own editor."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from textual.app import SuspendNotSupported

from store.model.dates import PartialDate
from store.model.entities import Commitment
from tui.board.board import BoardContext
from tui.controllers.base import Controller
from tui.widgets.prompts import Choice


class KeptText(NamedTuple):
    """A text that was edited and is not saved yet."""

    base: Commitment
    path: Path


def _left(kept: KeptText) -> str:
    return f"Nothing was saved; the text is kept for E, in {kept.path}"


class ExternalEditorController(Controller):
    """Opens the editor, reads what was written in it, and saves that."""

    def __init__(self, context: BoardContext) -> None:
        super().__init__(context)
        self._kept: dict[str, KeptText] = {}

    def edit(self) -> None:
        """Open the commitment in the editor; a text kept from before comes back."""
        from store.model.text_form import to_text
        from store.user.editor import EditorFailed, editor_command, write_draft

        board = self.board
        if board.entry is None:
            return
        base = board.entry.commitment
        try:
            command = editor_command()
            kept = self._kept.get(base.id)
            if kept is None or not kept.path.exists():
                text = to_text(base, board.view.register)
                kept = KeptText(base, write_draft(base.id, text))
        except EditorFailed as error:
            board.say_error(error)
        except OSError as error:
            board.say(f"The text cannot be kept while you edit it: {error.strerror}", "red")
        else:
            self._open(kept, command)

    def _open(self, kept: KeptText, command: list[str]) -> None:
        from store.user.editor import EditorFailed, run_editor

        board = self.board
        self._kept[kept.base.id] = kept
        try:
            with board.app.suspend():
                text = run_editor(kept.path, command)
        except SuspendNotSupported:
            self._forget(kept)
            ways = self.keyed("{edit} edits here")
            board.say(
                f"This terminal cannot be lent to an editor: {ways}, or run "
                f"`entente edit {kept.base.id}`",
                "orange",
            )
        except EditorFailed as error:
            board.say_error(error)
        else:
            self._take(kept, text, command)

    def _take(self, kept: KeptText, text: str, command: list[str]) -> None:
        from store.model.text_form import from_text, with_problems
        from store.user.editor import EditorFailed, rewrite_draft

        board, base = self.board, kept.base
        changed, problems = from_text(text, base, board.view.register, board.view.as_of)
        if problems:
            try:
                rewrite_draft(kept.path, with_problems(text, problems))
            except EditorFailed as error:
                board.say_error(error)
                return
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            board.ask(
                f"Not saved yet: {problems[0]}{more}",
                (Choice("y", "edits again", "edits", lambda: self._open(kept, command)),),
                _left(kept),
            )
        elif changed == base:
            self._forget(kept)
            board.say(f"{base.id}: nothing was changed")
        else:
            from tui.controllers.evidence import ask_whether_moved

            ask_whether_moved(
                self.context,
                [(base, changed)],
                correct=lambda: self._save(kept, changed),
                moved=lambda _, due: self._move(kept, changed, due),
                back=Choice("esc", "keeps the text", "keeps", lambda: self._say_kept(kept)),
            )

    def _save(self, kept: KeptText, changed: Commitment) -> None:
        self.store_worker.save(
            kept.base,
            changed,
            then=lambda: self._forget(kept),
            kept=f"the text is kept for E, in {kept.path}",
        )

    def _move(self, kept: KeptText, changed: Commitment, due: PartialDate) -> None:
        """Save all but the due date, and ask for the update that moves it."""
        from tui.controllers.evidence import ask_due

        entry = self.board.view.by_id.get(kept.base.id)
        rest = replace(changed, due=kept.base.due)
        if entry is None:
            self._save(kept, changed)  # which says what became of it
        elif rest != kept.base:
            self._save(kept, rest)
            ask_due(self.context, [entry], str(due))
        else:
            ask_due(self.context, [entry], str(due), lambda: self._forget(kept))

    def _say_kept(self, kept: KeptText) -> None:
        self.board.say(_left(kept))

    def _forget(self, kept: KeptText) -> None:
        self._kept.pop(kept.base.id, None)
        try:
            kept.path.unlink(missing_ok=True)
        except OSError as error:
            self.board.say(f"{kept.path} is still there: {error.strerror}", "orange")
