"""A form over the board: checked and completed while it is typed, kept as a draft."""

from __future__ import annotations

from collections.abc import Callable, Collection

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Label

from store.model.glyphs import Glyphs
from store.text import one_line
from store.user.drafts import Draft, Drafts
from tui.dialogs.dialog import Dialog
from tui.forms.form import Answers, Form, FormField, complete
from tui.rendering.cells import wrap
from tui.widgets.form_line import FormLine

_KEEP_SECONDS = 1.0
"""What is typed is on the disk so soon."""
_SAVE, _NEXT = "ctrl+s save · esc leave, keeps a draft", "enter next line · "
_MANY_WORDS = 12


class FormScreen(Dialog[Answers | None]):
    """Ask for a form's answers; Esc gives None and keeps a draft of what was typed."""

    BINDINGS = [  # noqa: RUF012  # Textual's own declaration
        Binding("escape", "cancel", "Leave", show=False),
        Binding("ctrl+s", "save", "Save", show=False, priority=True),
        Binding("ctrl+o", "make", "Make", show=False, priority=True),
        Binding("ctrl+n", "anew", "Start anew", show=False, priority=True),
        Binding("ctrl+r", "read_page", "Fill in from the page", show=False, priority=True),
        Binding("down", "app.focus_next", "Next line", show=False),
        Binding("up", "app.focus_previous", "Line before", show=False),
    ]

    def __init__(
        self,
        form: Form,
        drafts: Drafts,
        glyphs: Glyphs,
        read_page: Callable[[FormScreen, str], None] | None = None,
        typed: Answers | None = None,
    ) -> None:
        """Take the form; `read_page` gets a page pasted into it, once it is asked to read it.

        `typed` is what was typed for some of its lines before it was opened.
        """
        super().__init__()
        self.form = form
        self.go_elsewhere: Callable[[], None] | None = None
        """What to do once it is left, where what was pasted belongs elsewhere."""
        self.unsaved = False
        """Whether it was left with a draft."""
        self._drafts = drafts
        self._glyphs = glyphs
        self._draft: Draft | None = drafts.find(form.kind, form.of)
        self._timer: Timer | None = None
        self._complaint = ""
        self._told = ""
        """What was done just now, said until another line has the keys or is changed."""
        self._told_at: Widget | None = None
        self._read_page = read_page
        self._typed = typed or {}
        self._answers: Answers = {each.id: each.value for each in form.fields}
        """As they are on the screen; still there when that is gone."""

    def compose(self) -> ComposeResult:
        """Lay out title, lines, the words about the present line, and the keys."""
        with Vertical(id="form"):
            yield Label(one_line(self.form.title), id="form-title", markup=False)
            yield Label("", id="form-draft", markup=False)
            with Vertical(id="form-fields"):
                for field in self.form.fields:
                    yield FormLine(field, self._glyphs)
            yield Label("", id="form-about", markup=False)
        yield Label("", id="form-keys", markup=False)

    def on_mount(self) -> None:
        """Bring the draft back, and start on the first line."""
        draft = self._draft
        self._draft_line.display = bool(draft)
        if draft:
            for line in self._lines:
                if line.field.id in draft.answers:
                    line.fill(draft.answers[line.field.id])
            self._say_draft(draft)
        for line in self._lines:
            if line.field.id in self._typed:
                line.fill(self._typed[line.field.id])
        self._lines[0].take_focus()

    def on_resize(self, event: events.Resize) -> None:
        """Let the lines scroll between title and keys, which stay in view."""
        width, height = event.size
        small = width < 60 or height < 20
        self.set_class(small, "-small")
        around = 5 if small else 10
        fields = self.query_one("#form-fields")
        fields.styles.max_height = max(1, height - around - bool(self._draft))
        keys = _SAVE if width < 70 else _NEXT + _SAVE
        if width < 48:
            keys = "ctrl+s save · esc leave"
        self.query_one("#form-keys", Label).update(self._glyphs.words(keys))

    @property
    def _draft_line(self) -> Label:
        return self.query_one("#form-draft", Label)

    @property
    def _lines(self) -> list[FormLine]:
        return list(self.query(FormLine))

    @property
    def _here(self) -> FormLine | None:
        return next((line for line in self._lines if line.has_focus_within), None)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def follow_focus(self) -> None:
        """Say something about the line that has the keys."""
        for line in self._lines:
            if line.wrong or line.has_focus_within or line.answer == line.field.value:
                line.mark()
            else:
                line.check()
        self._say_about()

    @on(FormLine.Changed)
    def take_change(self, event: FormLine.Changed) -> None:
        """Check the line at once, and keep the draft soon."""
        line = event.line
        if line.answer == self._answers[line.field.id]:
            return
        self._answers[line.field.id] = line.answer
        self._complaint = self._told = ""
        line.check_typing()
        self._say_about()
        self._keep_soon()

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Go to the next line; on the last one, save."""
        last = [field for field in self.form.fields if not field.yes_no][-1]
        if event.input.id == last.id:
            self.action_save()
        else:
            self.focus_next()

    def action_cancel(self) -> None:
        """Leave without an answer; what was typed stays as a draft."""
        self._look()
        self._keep()
        self.dismiss(None)

    def action_anew(self) -> None:
        """Forget the draft and what was typed."""
        for line in self._lines:
            line.fill(line.field.value)
        self._drafts.drop(self.form.kind, self.form.of)
        self._draft = None
        self._draft_line.display = False
        self._lines[0].take_focus()

    def action_make(self) -> None:
        """Have made what the present line names and what is not there yet."""
        line = self._here
        if line is not None and line.field.offer(line.answer):
            line.field.accept(line.answer)
            line.check()
            self._say_about()

    def action_read_page(self) -> None:
        """Have the page read that was pasted, to fill in other lines from it."""
        line = next((each for each in self._lines if each.field.takes_page), None)
        if line is None or self._read_page is None:
            return
        if not line.field.remark(line.answer):
            line.take_focus()
            self.tell(f"paste a page into “{line.field.label}” first: several lines, a headline")
            return
        self._read_page(self, line.answer)

    def tell(self, words: str) -> None:
        """Say something in place of what the present line is about, until one leaves it."""
        self._told, self._told_at = words, self.focused
        self._say_about()

    def fill_in(self, proposed: Answers) -> tuple[str, ...]:
        """Fill in lines that nothing was typed into; return the labels of the others."""
        typed = self.typed()
        kept = []
        for line in self._lines:
            answer = proposed.get(line.field.id, "")
            if answer and line.field.id not in typed:
                line.fill(answer)
                line.check()
            elif answer and answer != line.answer:
                kept.append(line.field.label)
        self._look()
        self._keep_soon()
        return tuple(kept)

    def typed(self) -> Answers:
        """Return the answers that differ from what the form showed first."""
        return self.form.changed(self._look())

    def hand_over(self, ids: Collection[str], then: Callable[[], None]) -> None:
        """Leave, with these lines as they were first; what else was typed stays as a draft."""
        for line in self._lines:
            if line.field.id in ids:
                line.fill(line.field.value)
        self.go_elsewhere = then
        self.action_cancel()

    def action_save(self) -> None:
        """Hand in the answers, or go to the first line that is wrong."""
        for line in self._lines:
            if line.check():
                line.take_focus()
                self._say_about()
                return
        answers = self._look()
        self._complaint = self.form.check(answers)
        if self._complaint:
            self._say_about()
            return
        self._keep()
        self.dismiss(answers)

    def on_unmount(self) -> None:
        """Keep what was typed also when the board is closed around the form."""
        if self._timer is not None:
            self._keep()

    def _look(self) -> Answers:
        """Take the answers from the screen, also what was typed this instant."""
        self._answers = {line.field.id: line.answer for line in self._lines}
        return self._answers

    def _keep_soon(self) -> None:
        if self._timer is None:
            self._timer = self.set_timer(_KEEP_SECONDS, self._keep)

    def _keep(self) -> None:
        """Keep the draft; without a change there is none."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        form = self.form
        changed = form.changed(self._answers)
        self.unsaved = bool(changed)
        if changed:
            was = {each.id: each.value for each in form.fields if each.id in changed}
            self._drafts.keep(form.kind, form.of, changed, was)
        else:
            self._drafts.drop(form.kind, form.of)

    def _say_draft(self, draft: Draft) -> None:
        moved = [line.field.label for line in self._lines if _moved(line.field, draft)]
        since = f", {', '.join(moved)} changed since" if moved else ""
        words = f"draft of {self._drafts.time_words(draft)}{since} — ctrl+n starts anew"
        self._draft_line.update(self._glyphs.words(words))

    def _say_about(self) -> None:
        words, wrong = self._about()
        about = self.query_one("#form-about", Label)
        about.set_class(wrong, "-wrong")
        lines = wrap(self._glyphs.words(words), max(10, about.size.width))
        # The styles give it its height: nothing else moves.
        about.update("\n".join(lines[: 1 if self.has_class("-small") else 2]), layout=False)

    def _about(self) -> tuple[str, bool]:
        """Return what to say about the present line, and whether it is a mistake."""
        line = self._here
        if self._complaint:
            return f"! {self._complaint}", True
        if self._told and self.focused is self._told_at:
            return self._told, False
        if line is None:
            return self._drafts.trouble, True
        field, answer = line.field, line.answer
        if not field.yes_no and answer != field.value:
            found = complete(field, answer)
            if found.words:
                more = f" · also {', '.join(found.words[1:])}" if found.words[1:] else ""
                return f"tab takes {found.words[0]}{more}", False
        if line.wrong:
            offer = field.offer(answer)
            return f"! {line.wrong}" if not offer else f"! ctrl+o makes {offer}: it is new", True
        if self._draft and _moved(field, self._draft):
            return f"changed since your draft: now “{one_line(field.value)}”", True
        meaning = field.meaning(answer) if answer else ""
        if meaning:
            return f"→ {meaning}", False
        if remark := field.remark(answer):
            return one_line(remark), False
        if not answer:
            return _choices(field), False
        return self._drafts.trouble, True


def _moved(field: FormField, draft: Draft) -> bool:
    """Tell whether a field was saved otherwise after its draft was begun."""
    return field.id in draft.answers and draft.was.get(field.id, field.value) != field.value


def _choices(field: FormField) -> str:
    words = [one_line(each.text) for each in field.words()]
    more = f" and {len(words) - _MANY_WORDS} more" if len(words) > _MANY_WORDS else ""
    return ", ".join(words[:_MANY_WORDS]) + more
