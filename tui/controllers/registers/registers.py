"""Which register is open: the list of them, another one, a new one, and what is kept of this."""

from __future__ import annotations

from functools import cached_property

from fixtures import BUNDLED, bundled
from store.errors import EntenteError
from store.model.address import whole_name
from store.register.opening import register_like
from store.text import counted, one_line
from store.user.paths import named_place, own_copy
from tui.controllers.base import Controller
from tui.controllers.forms import DraftSaving, ask_form
from tui.controllers.registers.lists import RegisterListsController
from tui.forms.form import Answers
from tui.messages import RegisterWanted
from tui.rendering.cells import fit
from tui.widgets.chooser import ChoiceRow

_SETTINGS, _DOMAINS, _INSTRUMENTS = "settings", "domains", "instruments"
_NEW, _FILE = "new", "file"
_RECENT, _BUNDLED = "recent:", "bundled:"
_LONGEST_PATH = 60


class RegistersController(Controller):
    """Lists what can be done with registers, and does it."""

    @cached_property
    def _lists(self) -> RegisterListsController:
        return RegisterListsController(self.context)

    def choose(self) -> None:
        """List settings, domains and instruments of this register, and the ways to another."""
        from tui.dialogs.picker import ListedScreen

        rows = [*self._about_this(), *self._others()]
        self.board.open_dialog(ListedScreen("Registers", self.glyphs, rows), self._follow)

    def _about_this(self) -> list[ChoiceRow]:
        register = self.board.view.register
        return [
            ChoiceRow(((f"This register: {one_line(register.title)}", "key"),)),
            _row("Settings", "title, range, review days, official sites", _SETTINGS),
            _row("Domains", counted(len(register.domains), "domain"), _DOMAINS),
            _row("Instruments", counted(len(register.instruments), "instrument"), _INSTRUMENTS),
        ]

    def _others(self) -> list[ChoiceRow]:
        if self.board.app.is_web:
            words = "Others are opened on the machine they are on, not in a browser"
            return [ChoiceRow(((words, "muted"),))]
        here = whole_name(self.store_worker.path)
        recent = [each for each in self.preferences.recent if each != here]
        copies = {name: whole_name(own_copy(name)) for name in BUNDLED}
        return [
            ChoiceRow((("Another one", "key"),)),
            _row("New", "empty, or like a template", _NEW),
            _row("Open a file", "by its path", _FILE),
            *(_row("Opened before", fit(each, _LONGEST_PATH), _RECENT + each) for each in recent),
            *(
                _row("Bundled", f"your copy of {name}", _BUNDLED + name)
                for name, path in copies.items()
                if path != here and path not in recent
            ),
        ]

    def _follow(self, chosen: str | None) -> None:
        chosen = chosen or ""
        if chosen == _SETTINGS:
            self._settings()
        elif chosen == _DOMAINS:
            self._lists.manage_domains()
        elif chosen == _INSTRUMENTS:
            self._lists.manage_instruments()
        elif chosen == _NEW:
            self._ask_new()
        elif chosen == _FILE:
            self._ask_file()
        elif chosen.startswith(_RECENT):
            self._open(chosen.removeprefix(_RECENT))
        elif chosen.startswith(_BUNDLED):
            self._open_bundled(chosen.removeprefix(_BUNDLED))

    def _settings(self) -> None:
        reason = self.store_worker.read_only_reason
        if reason:
            self.board.say(f"The register can only be read: {reason}", "orange")
        else:
            self._lists.edit_settings()

    def _ask_file(self) -> None:
        from tui.dialogs.path import ImportPathScreen

        def chosen(path: str | None) -> None:
            if path:
                self._open(path)

        screen = ImportPathScreen(self.glyphs, "Open which register?")
        self.board.open_dialog(screen, chosen)

    def _open(self, name: str) -> None:
        try:
            place = named_place("the path", name)
        except EntenteError as error:
            self.board.say_error(error)
            return
        if whole_name(place) == whole_name(self.store_worker.path):
            self.board.say(f"{one_line(name)} is open already")
            return
        self.board.app.post_message(RegisterWanted(place))

    def _open_bundled(self, name: str) -> None:
        path = own_copy(name)
        made = None if path.exists() else register_like(bundled(name))
        self.board.app.post_message(RegisterWanted(path, made))

    def _ask_new(self) -> None:
        from tui.forms.register import new_form, new_place, new_register

        def save(answers: Answers, saving: DraftSaving) -> None:
            saving.then()
            place = new_place(answers)
            self.board.app.post_message(RegisterWanted(place, new_register(answers)))

        ask_form(self.context, new_form(), save)


def _row(name: str, about: str, value: str) -> ChoiceRow:
    return ChoiceRow(((f"{name:<14}  ", "plain"), (about, "muted")), value)
