"""A register's settings, domains and instruments, managed by keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from store.model import register_edits as edits
from store.model.register_texts import set_about
from store.model.reshaping import RegisterEdit
from store.query.following import following
from store.text import counted
from tui.controllers.base import Controller
from tui.controllers.forms import DraftSaving, ask_form
from tui.forms import register as forms
from tui.forms.form import Answers
from tui.widgets.chooser import ChoiceRow

if TYPE_CHECKING:
    from tui.dialogs.registers.managed import ListAction

NOTHING_CHANGED = "Nothing was changed"


class RegisterListsController(Controller):
    """Shows the lists, does what is asked for with them, and shows them again."""

    def edit_settings(self) -> None:
        """Ask for what the register says of itself."""
        board = self.board
        as_of = board.view.as_of
        form = forms.settings_form(board.view.register, as_of)

        def save(answers: Answers, saving: DraftSaving) -> None:
            changed = form.changed(answers)
            self.store_worker.restructure(
                lambda register: set_about(register, changed, as_of),
                f"settings: {', '.join(changed)}",
                then=saving.then,
                kept=saving.kept,
            )

        ask_form(self.context, form, save)

    def manage_domains(self, start: str = "") -> None:
        """Show the domains, in their order, with how many commitments each has."""
        from tui.dialogs.registers.managed import ManagedRow, ManagedScreen

        register = self.board.view.register
        uses = Counter(name for each in register.commitments for name in each.domains)
        rows = [ManagedRow(each.id, each.name, _many(uses[each.id])) for each in register.domains]
        screen = ManagedScreen("Domains of this register", rows, start, "", self.glyphs)
        self.board.open_dialog(screen, self._follow_domain)

    def manage_instruments(self, start: str = "") -> None:
        """Show the instruments, in their order, with how many commitments each has."""
        from tui.dialogs.registers.managed import ManagedRow, ManagedScreen

        register = self.board.view.register
        uses = Counter(each.instrument for each in register.commitments)
        rows = [
            ManagedRow(each.id, each.title, f"{each.date or ''} {_many(uses[each.id])}".strip())
            for each in register.instruments
        ]
        screen = ManagedScreen("Instruments of this register", rows, start, "", self.glyphs)
        self.board.open_dialog(screen, self._follow_instrument)

    def _follow_domain(self, action: ListAction | None) -> None:
        if action is None or not self._may_write():
            return
        register = self.board.view.register
        name, again = action.id, self.manage_domains
        if action.verb in ("add", "edit"):
            self._ask_domain(name)
        elif action.verb == "move":
            self._change(
                lambda now: edits.move_domain(now, name, action.place),
                edits.label_of("domain", name, "move", str(action.place)),
                lambda: again(name),
            )
        elif action.verb == "remove":
            self._ask(
                f"Remove the domain {name}?",
                _said(name, edits.domain_uses(register, name)),
                lambda now: edits.remove_domain(now, name),
                edits.label_of("domain", name, "remove"),
                again,
            )
        else:
            others = [(each.id, each.name) for each in register.domains if each.id != name]
            self._choose_other(
                name,
                others,
                lambda into: self._ask(
                    f"Merge the domain {name} into {into}?",
                    _said(name, edits.domain_uses(register, name)),
                    following(
                        lambda now: edits.merge_domains(now, name, into), "domain", name, into
                    ),
                    edits.label_of("domain", name, "merge", into),
                    lambda: again(into),
                ),
            )

    def _follow_instrument(self, action: ListAction | None) -> None:
        if action is None or not self._may_write():
            return
        register = self.board.view.register
        name, again = action.id, self.manage_instruments
        if action.verb in ("add", "edit"):
            self._ask_instrument(name)
        elif action.verb == "move":
            self._change(
                lambda now: edits.move_instrument(now, name, action.place),
                edits.label_of("instrument", name, "move", str(action.place)),
                lambda: again(name),
            )
        elif action.verb == "remove":
            self._ask(
                f"Remove the instrument {name}?",
                _said(name, edits.instrument_uses(register, name)),
                lambda now: edits.remove_instrument(now, name),
                edits.label_of("instrument", name, "remove"),
                again,
            )
        else:
            others = [(each.id, each.title) for each in register.instruments if each.id != name]
            self._choose_other(
                name,
                others,
                lambda into: self._ask(
                    f"Merge the instrument {name} into {into}?",
                    _said(name, edits.instrument_uses(register, name)),
                    following(
                        lambda now: edits.merge_instruments(now, name, into),
                        *("instrument", name, into),
                    ),
                    edits.label_of("instrument", name, "merge", into),
                    lambda: again(into),
                ),
            )

    def _ask_domain(self, name: str) -> None:
        register = self.board.view.register
        domain = edits.find_domain(register, name) if name else None

        def save(answers: Answers, saving: DraftSaving) -> None:
            wanted = answers["id"].strip()
            label = edits.label_of("domain", wanted, "edit" if domain else "add")
            self._change(
                forms.domain_edit(answers, domain),
                label,
                lambda: self.manage_domains(wanted),
                saving,
            )

        ask_form(self.context, forms.domain_form(register, domain), save)

    def _ask_instrument(self, name: str) -> None:
        register, as_of = self.board.view.register, self.board.view.as_of
        instrument = edits.find_instrument(register, name) if name else None

        def save(answers: Answers, saving: DraftSaving) -> None:
            wanted = answers["id"].strip()
            label = edits.label_of("instrument", wanted, "edit" if instrument else "add")
            self._change(
                forms.instrument_edit(answers, instrument, as_of),
                label,
                lambda: self.manage_instruments(wanted),
                saving,
            )

        ask_form(self.context, forms.instrument_form(register, instrument, as_of), save)

    def _choose_other(
        self, name: str, others: list[tuple[str, str]], act: Callable[[str], None]
    ) -> None:
        from tui.dialogs.picker import ListedScreen

        if not others:
            self.board.say(f"There is no other to merge {name} into", "orange")
            return
        rows = [ChoiceRow(((f"{each}  ", "key"), (title, "plain")), each) for each, title in others]

        def chosen(into: str | None) -> None:
            if into:
                act(into)

        self.board.open_dialog(ListedScreen(f"Merge {name} into", self.glyphs, rows), chosen)

    def _ask(
        self,
        question: str,
        lines: list[str],
        edit: RegisterEdit,
        label: str,
        again: Callable[[], None],
    ) -> None:
        from tui.dialogs.registers.confirm import ConfirmScreen

        def decided(sure: bool | None) -> None:
            if sure:
                self._change(edit, label, again)
            else:
                self.board.say(NOTHING_CHANGED)

        self.board.open_dialog(ConfirmScreen(question, lines, "does it", self.glyphs), decided)

    def _change(
        self,
        edit: RegisterEdit,
        label: str,
        again: Callable[[], None],
        saving: DraftSaving | None = None,
    ) -> None:
        def then() -> None:
            if saving is not None:
                saving.then()
            if self.board.in_front:
                again()

        self.store_worker.restructure(edit, label, then=then, kept=saving.kept if saving else "")

    def _may_write(self) -> bool:
        reason = self.store_worker.read_only_reason
        if reason:
            self.board.say(f"The register can only be read: {reason}", "orange")
        return not reason


def _many(uses: int) -> str:
    return counted(uses, "commitment") if uses else "not used"


def _said(name: str, uses: edits.Uses) -> list[str]:
    """Return what uses a domain or an instrument, first counted and then one by one."""
    if not uses.words:
        return [f"Nothing uses {name}."]
    return [
        f"{name} is used by {uses.words}:",
        *(f"{each.id}: {each.title}" for each in uses.commitments),
        *(f"{each.id}: {each.title}" for each in uses.instruments),
        *(f"view “{each.name}”: {each.query}" for each in uses.views),
    ]
