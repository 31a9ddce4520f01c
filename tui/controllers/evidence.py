"""Evidence for what was just settled: the one-line way to a source."""

from __future__ import annotations

from store.model.edits import add_evidence
from store.model.entities import Source
from tui.board.store_worker import AFTER_WRITING, Desk
from tui.controllers.base import Controller, named
from tui.controllers.forms import write_update_of


def ask_for_evidence(desk: Desk, ids: tuple[str, ...]) -> None:
    """Open the evidence line for those that are settled without a source.

    Not when the user has gone on to something else meanwhile.
    """
    entries = [desk.view.by_id[each] for each in ids if each in desk.view.by_id]
    unsourced = [entry for entry in entries if entry.derived.provisional]
    if not unsourced or desk.line_is_open or not desk.is_active:
        return
    if desk.layout_name == "too-small":
        return
    found = tuple(entry.id for entry in unsourced)
    desk.evidence.ask(found, named(found), unsourced[0].derived.status.words)
    before = desk.message.words[1].partition(" · ")[0]
    desk.say(f"{before} · saved · esc leaves it provisional *", "green")
    desk.arrange_panels()


class EvidenceController(Controller):
    """Takes what is typed in the evidence line."""

    def give(self, text: str) -> None:
        """Save the source of what was settled."""
        from tui.forms.update import draft_of, source_in

        desk = self.desk
        ids, as_of = desk.evidence.ids, desk.view.as_of
        found = source_in(text)
        source = Source(found["source"], url=found["url"])
        desk.rest_lines()
        self._keep(text)
        desk.change(
            ids,
            lambda each: add_evidence(each, as_of, source),
            AFTER_WRITING,
            then=lambda: desk.drafts.drop("update", draft_of(ids)),
            kept=self.keyed("what you typed is kept: {write-update} brings it back"),
        )

    def leave(self, text: str, *, for_the_form: bool) -> None:
        """Leave what was settled provisional, or open the whole form with what was typed."""
        desk = self.desk
        ids = desk.evidence.ids
        desk.rest_lines()
        if text.strip():
            self._keep(text)
        if for_the_form:
            write_update_of(desk, ids)
            return
        stays = "stays" if len(ids) == 1 else "stay"
        back = "brings back what you typed" if text.strip() else "adds a source"
        ways = self.keyed(f" · {{undo}} undo · {{write-update}} {back}")
        desk.say(f"{named(ids)} {stays} provisional, marked *{ways}", "orange")

    def _keep(self, text: str) -> None:
        from tui.forms.update import draft_of, source_in

        answers = {name: each for name, each in source_in(text).items() if each}
        was = dict.fromkeys(answers, "")
        self.desk.drafts.keep("update", draft_of(self.desk.evidence.ids), answers, was)
