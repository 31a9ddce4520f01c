"""A register's settings, domains and instruments, managed by keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from store.model import register_edits as edits
from store.model.entities import Register
from store.model.register_texts import set_about
from store.model.reshaping import RegisterEdit
from store.query.following import ListKind, following
from store.text import counted
from tui.controllers.base import Controller
from tui.controllers.forms import DraftSaving, ask_form
from tui.forms import register as forms
from tui.forms.form import Answers
from tui.widgets.chooser import ChoiceRow

if TYPE_CHECKING:
    from tui.dialogs.registers.managed import ListAction

NOTHING_CHANGED = "Nothing was changed"


class _Listed(NamedTuple):
    """What can be done with one of the register's own lists: domains or instruments."""

    kind: ListKind
    titles: Callable[[Register], list[tuple[str, str]]]
    """Gives ids with names."""
    uses: Callable[[Register, str], edits.Uses]
    move: Callable[[Register, str, int], Register]
    remove: Callable[[Register, str], Register]
    merge: Callable[[Register, str, str], Register]


_DOMAINS = _Listed(
    "domain",
    lambda register: [(each.id, each.name) for each in register.domains],
    edits.domain_uses,
    edits.move_domain,
    edits.remove_domain,
    edits.merge_domains,
)
_INSTRUMENTS = _Listed(
    "instrument",
    lambda register: [(each.id, each.title) for each in register.instruments],
    edits.instrument_uses,
    edits.move_instrument,
    edits.remove_instrument,
    edits.merge_instruments,
)


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
        self._follow(_DOMAINS, action, self._ask_domain, self.manage_domains)

    def _follow_instrument(self, action: ListAction | None) -> None:
        self._follow(_INSTRUMENTS, action, self._ask_instrument, self.manage_instruments)

    def _follow(
        self,
        listed: _Listed,
        action: ListAction | None,
        ask: Callable[[str], None],
        again: Callable[[str], None],
    ) -> None:
        """Do what was asked for in a list: `ask` opens the form, `again` shows the list."""
        if action is None or not self._may_write():
            return
        register = self.board.view.register
        kind, name = listed.kind, action.id
        if action.verb in ("add", "edit"):
            ask(name)
        elif action.verb == "move":
            self._change(
                lambda now: listed.move(now, name, action.place),
                edits.label_of(kind, name, "move", str(action.place)),
                lambda: again(name),
            )
        elif action.verb == "remove":
            self._ask(
                f"Remove the {kind} {name}?",
                _said(name, listed.uses(register, name)),
                lambda now: listed.remove(now, name),
                edits.label_of(kind, name, "remove"),
                lambda: again(""),
            )
        else:
            self._choose_other(
                name,
                [(each, title) for each, title in listed.titles(register) if each != name],
                lambda into: self._ask(
                    f"Merge the {kind} {name} into {into}?",
                    _said(name, listed.uses(register, name)),
                    following(lambda now: listed.merge(now, name, into), kind, name, into),
                    edits.label_of(kind, name, "merge", into),
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
