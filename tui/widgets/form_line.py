"""One line of a form: its name, what is typed, and whether something is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Checkbox, Input, Label, TextArea

from store.model.glyphs import Glyphs
from store.text import visible
from tui.forms.form import FormField, complete

if TYPE_CHECKING:
    from tui.widgets.text_answer import TextAnswer

_SPACES = str.maketrans("\r\n\t", "   ")


class OneLine(Input):
    """An input of one line; pasted lines are joined by spaces, not cut off after the first.

    What a terminal would act on does not get in.
    """

    def on_paste(self, event: events.Paste) -> None:
        """Insert all of what is pasted."""
        event.stop()
        event.prevent_default()
        line = event.text.replace("\r\n", "\n").translate(_SPACES)
        self.insert_text_at_cursor("".join(char for char in line if visible(char) == char))


class Tick(Checkbox):
    """A box whose mark, not only its colour, says whether it is ticked; Enter goes past it."""

    BINDINGS = [Binding("enter", "app.focus_next", "Next line", show=False)]  # noqa: RUF012

    # The sides of Textual's own button are drawn in the colour of its background.
    BUTTON_LEFT = ""
    BUTTON_RIGHT = " "
    BUTTON_INNER = "[ ]"

    def watch_value(self) -> None:
        """Draw the mark or an empty box."""
        self.BUTTON_INNER = "[X]" if self.value else "[ ]"
        super().watch_value()


class AnswerInput(OneLine):
    """The input of a form's line: Tab, or Right at its end, takes what it can be completed to."""

    def __init__(self, field: FormField, example: str) -> None:
        super().__init__(
            field.shown, placeholder=example, id=field.id, compact=True, select_on_focus=False
        )
        self._field = field

    def on_key(self, event: events.Key) -> None:
        """Take the completion, if there is one."""
        if event.key == "tab" or (event.key == "right" and self.cursor_at_end):
            taken = complete(self._field, self.value).taken
            if taken:
                event.stop()
                event.prevent_default()
                self.value = taken
                self.cursor_position = len(taken)


class FormLine(Horizontal):
    """A field's label with a mark before it, and the line or box to answer in."""

    class Changed(Message):
        """The answer is another one now."""

        def __init__(self, line: FormLine) -> None:
            super().__init__()
            self.line = line

    def __init__(self, field: FormField, glyphs: Glyphs) -> None:
        super().__init__(classes="form-row")
        self.field = field
        self.wrong = ""
        """What is wrong with the answer, once that was looked at."""
        self._glyphs = glyphs
        self._input: AnswerInput | None = None
        self._text: TextAnswer | None = None
        self._shown = ""
        """What a longer text showed first."""
        self._sign = " "

    def compose(self) -> ComposeResult:
        """Lay out the label and the line."""
        field, glyphs = self.field, self._glyphs
        yield Label(self._sign, classes="form-mark", markup=False)
        yield Label(field.label, classes="form-label", markup=False)
        if field.yes_no:
            yield Tick(field.example, bool(field.value), id=field.id, compact=True)
        else:
            if field.long:
                from tui.widgets.text_answer import TextAnswer

                self._text = TextAnswer(field, glyphs.words(field.example))
                self._shown = self._text.text
                self.add_class("-long")
                yield self._text
                return
            self._input = AnswerInput(field, glyphs.words(field.example))
            yield self._input

    @property
    def answer(self) -> str:
        """The answer; a line left alone answers with its value, whatever it can show of it."""
        if self.field.yes_no:
            return "yes" if self.query_one(Checkbox).value else ""
        if self._text is not None:
            typed = self._text.text
            return self.field.value if typed == self._shown else typed.strip()
        typed = self._input.value if self._input is not None else self.field.value
        return self.field.value if typed == self.field.shown else typed.strip()

    def fill(self, answer: str) -> None:
        """Put an answer in place of what is there."""
        if self.field.yes_no:
            self.query_one(Checkbox).value = bool(answer)
        else:
            if self._text is not None:
                self._text.text = self._shown if answer == self.field.value else answer
                self._text.move_cursor(self._text.document.end)
            if self._input is None:
                return
            line = self._input
            line.value = self.field.shown if answer == self.field.value else answer
            line.cursor_position = len(line.value)

    def check(self) -> str:
        """Look at the answer; return what is wrong with it, or nothing.

        What a file brought may stay as it is, also where it could not be typed.
        """
        kept = bool(self.field.value) and self.answer == self.field.value
        self.wrong = "" if kept else self.field.check(self.answer)
        self.mark()
        return self.wrong

    def mark(self) -> None:
        """Show before the label whether the keys go here, or something is wrong here."""
        here = self.has_focus_within
        sign = self._glyphs.missed if self.wrong else self._glyphs.cursor if here else " "
        if sign != self._sign:
            self._sign = sign
            self.query_one(".form-mark", Label).update(sign, layout=False)
        self.set_class(bool(self.wrong), "-wrong")
        self.set_class(here, "-here")

    def check_typing(self) -> None:
        """Look at the answer while it is typed: what can be completed is not wrong yet."""
        self.check()
        if self.wrong and not self.field.yes_no and complete(self.field, self.answer).taken:
            self.wrong = ""
            self.mark()

    def take_focus(self) -> None:
        """Send the keys here."""
        self.screen.set_focus(self.query_one(f"#{self.field.id}"))

    @on(Input.Changed)
    @on(Checkbox.Changed)
    @on(TextArea.Changed)
    def tell(self, event: Input.Changed | Checkbox.Changed | TextArea.Changed) -> None:
        """Tell the form."""
        event.stop()
        self.post_message(self.Changed(self))
