"""The filter line: what is typed filters at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events

from store.text import fold
from tui.background import Debouncer
from tui.messages import FilterLeft
from tui.widgets.completions import CompletionList
from tui.widgets.line_editor import EditedLine
from tui.widgets.typed_line import TypedLine

if TYPE_CHECKING:
    from store.query.completion import Completion
    from store.query.parser import CorrectedQuery

    Offer = Callable[[str, int], Sequence[Completion]]
    """Returns what could be written at a place of a query."""
    Mend = Callable[[str], CorrectedQuery | None]
    """Returns a query with its mistake put right, where that can be done."""

_MOST_PAST = 50


class FilterLine(TypedLine):
    """A line for a query; Enter keeps the filter, Esc gives it up.

    Tab, and Right at the end, complete the word; Tab also puts a mistake right. The list of
    completions follows when the typing rests, so that it never holds a key up.
    """

    def __init__(
        self,
        completions: CompletionList,
        *,
        id: str | None = None,  # noqa: A002  # Textual's own name
    ) -> None:
        super().__init__(
            prompt=" / ",
            placeholder="words  domain:maritime  status:stalled  party:india  is:overdue",
            id=id,
        )
        self.completions = completions
        self.typed: Callable[[str], None] = lambda _text: None
        self.offer: Offer = lambda _text, _cursor: ()
        self.mend: Mend = lambda _text: None
        self.nothing_to_complete: Callable[[], None] = lambda: None
        self._debouncer = Debouncer(self, self._show_offers)
        self._past: list[str] = []
        self._recalled = 0
        """How far back among the queries kept before; 0 is what is typed now."""
        self._draft = ""
        self._listed_for = EditedLine()

    def ask(self, text: str) -> None:
        """Open with the query as it stands."""
        self.put(EditedLine.of(text))
        self._recalled = 0
        self.display = True
        self.screen.set_focus(self)  # at once: the next key is the line's already

    def remember(self, text: str) -> None:
        """Keep a query, to be found again with Up."""
        if text.strip():
            self._past = [text, *(each for each in self._past if each != text)][:_MOST_PAST]

    def unfinished(self) -> bool:
        """Whether the word at the cursor may become right by typing on."""
        return bool(self._offers())

    def edited(self) -> None:
        """Filter at once: one picture shows what is typed and what it finds. Completions follow."""
        self._recalled = 0
        self.typed(self.text)
        self._debouncer.restart()

    def put(self, line: EditedLine) -> None:
        """Show a line; a list of completions follows the cursor."""
        super().put(line)
        if self.completions.open:
            self._debouncer.restart()

    def on_resize(self) -> None:
        """Show the list anew where it has room."""
        if self.completions.open:
            self._list(self.completions.offers)

    def on_key(self, event: events.Key) -> None:
        """Complete, choose, recall, leave; other keys edit."""
        if self._takes(event.key):
            event.stop()
            event.prevent_default()

    def _takes(self, key: str) -> bool:
        listed = self.completions.open
        match key:
            case "tab":
                self._complete()
            case "right" if listed and self.line.cursor == len(self.text):
                self._take_marked()
            case "down" | "up" if listed:
                self.completions.move(1 if key == "down" else -1)
            case "up":
                self._recall(1)
            case "down" if self._recalled:
                self._recall(-1)
            case "enter" if listed and self.completions.chosen:
                self._take_marked()
            case "escape" if listed:
                self.completions.close()
            case "enter" | "escape" | "down":
                self._leave(FilterLeft(kept=key != "escape"))
            case _:
                return False
        return True

    def _leave(self, message: FilterLeft) -> None:
        self.completions.close()
        self.post_message(message)

    def _offers(self) -> Sequence[Completion]:
        """Return what completes the word at the cursor; nothing when that is whole already."""
        offers = self.offer(self.text, self.line.cursor)
        if not offers or offers[0].start == self.line.cursor == offers[0].end:
            before = self.text[: self.line.cursor]
            return offers if before[-1:] in (":", ",") else ()
        whole = fold(self.text[offers[0].start : offers[0].end])
        return () if whole == fold(offers[0].text) else offers

    def _show_offers(self) -> None:
        if self.has_focus and self.display and not self._recalled:
            self._list(self._offers())

    def _list(self, offers: Sequence[Completion]) -> None:
        self._listed_for = self.line
        self.completions.show(offers, self.column_of(offers[0].start) if offers else 0)

    def _complete(self) -> None:
        """Take the marked completion, put a mistake right, or show what there is."""
        if self._take_marked():
            return
        right = self.mend(self.text)
        if right:
            self.edit(EditedLine(right.text, right.end))
            return
        every = self.offer(self.text, self.line.cursor)
        if every and every[0].start == every[0].end:
            self._list(every)
        else:
            # It stays: whoever types on after it must not be typing commands.
            self.nothing_to_complete()

    def _take_marked(self) -> bool:
        """Take the marked completion, or the first when the list is behind what is typed."""
        listed = self.completions
        if listed.open and self._listed_for == self.line:
            self.take(listed.offers[listed.marked])
            return True
        offers = self._offers()
        if offers:
            self.take(offers[0])
        return bool(offers)

    def take(self, offer: Completion) -> None:
        """Write a completion in place of the word."""
        self.completions.close()
        self.edit(self.line.replace(offer.start, offer.end, offer.text))
        if offer.text.endswith(":"):
            self._show_offers()

    def _recall(self, steps: int) -> None:
        """Show a query kept before, or what was typed before those."""
        if self._recalled == 0:
            self._draft = self.text
        recalled = min(max(0, self._recalled + steps), len(self._past))
        if recalled != self._recalled:
            self.edit(EditedLine.of(self._past[recalled - 1] if recalled else self._draft))
            self._recalled = recalled

    def on_blur(self) -> None:
        """Keep the filter when another panel takes over; another window does not count."""
        back_again = self.screen.focused is self
        if self.display and self.app.app_focus and not back_again:
            self._leave(FilterLeft(kept=True, for_the_list=False))
