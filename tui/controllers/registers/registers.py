"""Which register is open: the list of them, and what is managed of the present one."""

from __future__ import annotations

from functools import cached_property

from store.text import counted
from tui.controllers.base import Controller
from tui.controllers.registers.lists import RegisterListsController
from tui.widgets.chooser import ChoiceRow


class RegistersController(Controller):
    """Lists what can be done with registers, and does it."""

    @cached_property
    def _lists(self) -> RegisterListsController:
        return RegisterListsController(self.context)

    def choose(self) -> None:
        """List settings, domains and instruments of this register, and the ways to another."""
        from tui.dialogs.picker import ListedScreen

        screen = ListedScreen("Registers", self.glyphs, self._rows())
        self.board.open_dialog(screen, self._follow)

    def _rows(self) -> list[ChoiceRow]:
        register = self.board.view.register
        return [
            ChoiceRow(((f"This register: {register.title}", "key"),)),
            _row("Settings", "title, range, review days, official sites", "settings"),
            _row("Domains", counted(len(register.domains), "domain"), "domains"),
            _row("Instruments", counted(len(register.instruments), "instrument"), "instruments"),
        ]

    def _follow(self, chosen: str | None) -> None:
        if chosen == "settings":
            self._settings()
        elif chosen == "domains":
            self._lists.manage_domains()
        elif chosen == "instruments":
            self._lists.manage_instruments()

    def _settings(self) -> None:
        reason = self.store_worker.read_only_reason
        if reason:
            self.board.say(f"The register can only be read: {reason}", "orange")
        else:
            self._lists.edit_settings()


def _row(name: str, about: str, value: str) -> ChoiceRow:
    return ChoiceRow(((f"{name:<12}  ", "plain"), (about, "muted")), value)
