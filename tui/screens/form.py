"""A form over the board: a few lines to fill in, checked while they are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Checkbox, Input, Label

from store.text import one_line
from tui.drawing.marks import Marks
from tui.widgets.one_line import OneLine

Check = Callable[[str], str]
Answers = dict[str, str]


def anything(_: str) -> str:
    """Accept every text."""
    return ""


class Tick(Checkbox):
    """A box whose mark, not only its colour, says whether it is ticked."""

    BUTTON_INNER = " "
    BUTTON_LEFT = "["
    BUTTON_RIGHT = "]"

    def watch_value(self) -> None:
        """Draw the mark or an empty box."""
        self.BUTTON_INNER = "X" if self.value else " "
        super().watch_value()


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form."""

    id: str
    label: str
    value: str = ""
    example: str = ""
    """Shown while the line is empty."""
    check: Check = anything
    """Returns what is wrong with a text, or nothing."""
    yes_no: bool = False
    """Whether it is a box to tick; its answer is `yes` or empty."""


class FormScreen(ModalScreen[Answers | None]):
    """Ask for the fields' answers; Esc gives None."""

    BINDINGS = [  # noqa: RUF012  # Textual's own declaration
        Binding("escape", "cancel", "Cancel", show=False),
        Binding("ctrl+s", "save", "Save", show=False, priority=True),
        Binding("down", "app.focus_next", "Next line", show=False),
        Binding("up", "app.focus_previous", "Line before", show=False),
    ]

    def __init__(self, title: str, fields: Sequence[Field], marks: Marks) -> None:
        super().__init__()
        self._title = one_line(title)
        self._fields = tuple(fields)
        self._marks = marks
        self._warned = False

    def compose(self) -> ComposeResult:
        """Lay the fields out, each with room for what is wrong with it."""
        with VerticalScroll(id="form", can_focus=False):
            yield Label(self._title, id="form-title", markup=False)
            for field in self._fields:
                with Horizontal(classes="form-row"):
                    yield Label(field.label, classes="form-label", markup=False)
                    if field.yes_no:
                        yield Tick(field.example, bool(field.value), id=field.id, compact=True)
                    else:
                        yield OneLine(
                            field.value,
                            placeholder=self._marks.words(field.example),
                            id=field.id,
                            compact=True,
                            select_on_focus=False,
                        )
                yield Label("", id=f"{field.id}-wrong", classes="form-wrong", markup=False)
            keys = self._marks.words("enter next line · ctrl+s save · esc cancel")
            yield Label(keys, id="form-keys", markup=False)

    def on_mount(self) -> None:
        """Start on the first line."""
        self.query_one(f"#{self._fields[0].id}").focus()

    @on(Input.Changed)
    def check_line(self, event: Input.Changed) -> None:
        """Say at once what is wrong with a line."""
        for field in self._fields:
            if field.id == event.input.id:
                self._show_wrong(field, event.value)

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Go to the next line; on the last one, save."""
        last = [field for field in self._fields if not field.yes_no][-1]
        if event.input.id == last.id:
            self.action_save()
        else:
            self.focus_next()

    def action_cancel(self) -> None:
        """Leave without an answer; what was typed goes only at the second time."""
        typed = any(self._answer(field) != field.value.strip() for field in self._fields)
        if typed and not self._warned:
            self._warned = True
            words = "esc again drops what you typed · ctrl+s saves it"
            self.query_one("#form-keys", Label).update(self._marks.words(words))
        else:
            self.dismiss(None)

    def action_save(self) -> None:
        """Hand in the answers, or go to the first line that is wrong."""
        answers = {field.id: self._answer(field) for field in self._fields}
        for field in self._fields:
            if self._show_wrong(field, answers[field.id]):
                self.query_one(f"#{field.id}").focus()
                return
        self.dismiss(answers)

    def _answer(self, field: Field) -> str:
        if field.yes_no:
            return "yes" if self.query_one(f"#{field.id}", Checkbox).value else ""
        return self.query_one(f"#{field.id}", Input).value.strip()

    def _show_wrong(self, field: Field, text: str) -> str:
        wrong = field.check(text)
        label = self.query_one(f"#{field.id}-wrong", Label)
        label.update(self._marks.words(wrong))
        label.display = bool(wrong)
        return wrong
