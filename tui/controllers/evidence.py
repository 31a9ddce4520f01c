"""Evidence for what was just settled: the one-line way to a source."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from store.model.edits import add_evidence
from store.model.entities import Source, SourceKind
from tui.board.board import BoardContext
from tui.board.store_worker import AFTER_WRITING
from tui.controllers.base import Controller, named
from tui.controllers.forms import ask_kind, write_update_of


def ask_for_evidence(context: BoardContext, ids: tuple[str, ...]) -> None:
    """Open the evidence line for those that are settled without a source.

    Not when the user has gone on to something else meanwhile.
    """
    board, layout = context.board, context.layout
    entries = [board.view.by_id[each] for each in ids if each in board.view.by_id]
    unsourced = [entry for entry in entries if entry.derived.provisional]
    if not unsourced or layout.open_line or not board.in_front:
        return
    if layout.layout_name == "too-small":
        return
    found = tuple(entry.id for entry in unsourced)
    layout.evidence.ask(found, named(found), unsourced[0].derived.status.words)
    before = layout.message.words[1].partition(" · ")[0]
    board.say(f"{before} · saved · esc leaves it provisional *", "green")
    layout.arrange_panels()


class EvidenceController(Controller):
    """Takes what is typed in the evidence line."""

    def give(self, text: str) -> None:
        """Save the source of what was settled."""
        from exchange.source_intake import read_source

        board = self.board
        ids, as_of = self.layout.evidence.ids, board.view.as_of
        found = read_source(text, board.view.register)
        if found.is_bare_address:
            self.layout.evidence.ask_again()
            board.say("An address is no evidence yet: say what the page is called too", "orange")
            return
        self.layout.close_lines()
        self._keep(text, ids)
        if found.kind is SourceKind.UNKNOWN:
            ask_kind(
                self.context,
                found.title,
                lambda kind: self._save(ids, as_of, replace(found.source(), kind=kind)),
            )
            return
        self._save(ids, as_of, found.source())

    def _save(self, ids: tuple[str, ...], as_of: date, source: Source) -> None:
        from tui.forms.update import draft_of

        self.store_worker.change(
            ids,
            lambda each: add_evidence(each, as_of, source),
            AFTER_WRITING,
            then=lambda: self.drafts.drop("update", draft_of(ids)),
            kept=self.keyed("what you typed is kept: {write-update} brings it back"),
        )

    def leave(self, text: str, *, for_the_form: bool) -> None:
        """Leave what was settled provisional, or open the whole form with what was typed."""
        board = self.board
        ids = self.layout.evidence.ids
        self.layout.close_lines()
        if text.strip():
            self._keep(text, ids)
        if for_the_form:
            write_update_of(self.context, ids, just_marked=True)
            return
        stays = "stays" if len(ids) == 1 else "stay"
        back = "brings back what you typed" if text.strip() else "adds a source"
        ways = self.keyed(f" · {{undo}} undo · {{write-update}} {back}")
        board.say(f"{named(ids)} {stays} provisional, marked *{ways}", "orange")

    def _keep(self, text: str, ids: tuple[str, ...]) -> None:
        from tui.forms.update import draft_of, source_in

        answers = {name: each for name, each in source_in(text).items() if each}
        was = dict.fromkeys(answers, "")
        self.drafts.keep("update", draft_of(ids), answers, was)
