"""Evidence for what was just settled: the one-line way to a source."""

from __future__ import annotations

from store.model.edits import add_evidence
from store.model.entities import Source
from tui.board.store_worker import AFTER_WRITING, Desk
from tui.controllers.base import Controller, named
from tui.controllers.forms import write_update_of


def ask_for_evidence(board: Desk, ids: tuple[str, ...]) -> None:
    """Open the evidence line for those that are settled without a source.

    Not when the user has gone on to something else meanwhile.
    """
    entries = [board.view.by_id[each] for each in ids if each in board.view.by_id]
    unsourced = [entry for entry in entries if entry.derived.provisional]
    if not unsourced or board.line_is_open or not board.is_active:
        return
    if board.layout_name == "too-small":
        return
    found = tuple(entry.id for entry in unsourced)
    board.evidence.ask(found, named(found), unsourced[0].derived.status.words)
    before = board.message.words[1].partition(" · ")[0]
    board.say(f"{before} · saved · esc leaves it provisional *", "green")
    board.arrange_panels()


class EvidenceController(Controller):
    """Takes what is typed in the evidence line."""

    def give(self, text: str) -> None:
        """Save the source of what was settled."""
        from tui.forms.update import draft_of, source_in

        board = self.board
        ids, as_of = board.evidence.ids, board.view.as_of
        found = source_in(text)
        source = Source(found["source"], url=found["url"])
        board.rest_lines()
        self._keep(text)
        board.change(
            ids,
            lambda each: add_evidence(each, as_of, source),
            AFTER_WRITING,
            then=lambda: board.drafts.drop("update", draft_of(ids)),
            kept=self.keyed("what you typed is kept: {write-update} brings it back"),
        )

    def leave(self, text: str, *, for_the_form: bool) -> None:
        """Leave what was settled provisional, or open the whole form with what was typed."""
        board = self.board
        ids = board.evidence.ids
        board.rest_lines()
        if text.strip():
            self._keep(text)
        if for_the_form:
            write_update_of(board, ids)
            return
        stays = "stays" if len(ids) == 1 else "stay"
        back = "brings back what you typed" if text.strip() else "adds a source"
        ways = self.keyed(f" · {{undo}} undo · {{write-update}} {back}")
        board.say(f"{named(ids)} {stays} provisional, marked *{ways}", "orange")

    def _keep(self, text: str) -> None:
        from tui.forms.update import draft_of, source_in

        answers = {name: each for name, each in source_in(text).items() if each}
        was = dict.fromkeys(answers, "")
        self.board.drafts.keep("update", draft_of(self.board.evidence.ids), answers, was)
