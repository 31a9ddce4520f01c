"""The palette: commands, domains, saved views and commitments, found by typing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence

from textual import on

from store.entry import Entry
from store.portfolio import Portfolio
from store.text import fold
from tui.commands import COMMANDS, Command
from tui.commands.keymap import Keymap
from tui.drawing.cells import fit
from tui.drawing.marks import Marks
from tui.screens.choosing import ChoosingScreen
from tui.widgets.chooser import Chooser, Row

MOST = 50
"""How many commitments are listed; whoever wants more types on, or filters."""
_SLICE = 2_000
"""Commitments looked at before the keys get their turn."""
_NAME, _MOST_ID = 17, 26
_BOTH = 60


class Palette(ChoosingScreen):
    """Gives what to do: `command`, `domain`, `view` or `commitment`, a colon, and its id.

    Commitments are looked through in slices between keys, so a register of any size is
    searched without holding up the typing.
    """

    def __init__(
        self, view: Portfolio, keymap: Keymap, marks: Marks, why_not: Callable[[str], str]
    ) -> None:
        super().__init__(
            "Commands, domains, views, commitments",
            marks,
            prompt=": ",
            foot="type a name or an id · enter goes there · esc closes",
        )
        self._view = view
        self._keymap = keymap
        self._why_not = why_not
        self._folded: list[str] = []
        """What each commitment is found by, as far as any was looked at."""

    def rows(self, text: str, width: int) -> Sequence[Row]:
        """Return everything but the commitments; those follow as they are found."""
        words = fold(text).split()
        rows: list[Row] = []
        for heading, found in (
            ("Commands", self._commands(words, width)),
            ("Domains", self._domains(words)),
            ("Saved views", self._views(words)),
        ):
            if found:
                rows += [Row(((heading, "key"),)), *found]
        return rows

    @on(Chooser.Typed)
    def narrow(self) -> None:
        """Show what matches at once, then look through the commitments."""
        text, width = self.chooser.text, self.chooser.room
        rows = self.rows(text, width)
        self.chooser.show(rows, first=bool(text))
        self.run_worker(self._find(fold(text).split(), rows, width), exclusive=True)

    async def _find(self, words: list[str], rows: Sequence[Row], width: int) -> None:
        if not words:
            self.chooser.remark = "type to find commitments"
            self.chooser.refresh()
            return
        found: list[Entry] = []
        exact = self._view.by_id.get(" ".join(words))
        if exact:
            found.append(exact)
        entries = self._view.entries
        for start in range(0, len(entries), _SLICE):
            self._fold_to(start + _SLICE)
            for index in range(start, min(start + _SLICE, len(entries))):
                hay = self._folded[index]
                if all(word in hay for word in words) and entries[index] is not exact:
                    found.append(entries[index])
                    if len(found) == MOST:
                        break
            if len(found) == MOST:
                break
            await asyncio.sleep(0)
        self.chooser.remark = f"the first {MOST} commitments" if len(found) == MOST else ""
        if found:
            listed = [self._commitment(entry, width) for entry in found]
            rows = [*rows, Row((("Commitments", "key"),)), *listed]
        elif not rows:
            rows = [Row((("Nothing is called so: backspace", "muted"),))]
        self.chooser.show(rows)

    def _fold_to(self, end: int) -> None:
        for entry in self._view.entries[len(self._folded) : end]:
            self._folded.append(fold(f"{entry.id}\n{entry.commitment.title}"))

    def _commands(self, words: list[str], width: int) -> list[Row]:
        ranked = [(rank, command) for command in COMMANDS if (rank := _rank(command, words))]
        ranked.sort(key=lambda each: each[0])
        return [self._command(command, width) for _, command in ranked]

    def _command(self, command: Command, width: int) -> Row:
        reason = self._why_not(command.id)
        tooltip = self.marks.words(command.tooltip) if width >= _BOTH else ""
        return Row(
            (
                (f"{command.name:<{_NAME}} ", "muted" if reason else "plain"),
                (tooltip, "muted"),
            ),
            f"command:{command.id}",
            (f" {self._keymap.all(command.id)}", "muted" if reason else "key"),
            f"Not now: {reason}" if reason else command.tooltip,
        )

    def _domains(self, words: list[str]) -> list[Row]:
        return [
            Row(((domain.name, "plain"),), f"domain:{domain.id}", hint="Show this domain only.")
            for domain in self._view.register.domains
            if _all_in(words, fold(f"{domain.id} {domain.name}"))
        ]

    def _views(self, words: list[str]) -> list[Row]:
        return []

    def _commitment(self, entry: Entry, width: int) -> Row:
        status, marks = entry.derived.status, self.marks
        ids = min(_MOST_ID, width * 2 // 5)
        title = fit(entry.commitment.title, max(1, width - 2 - 2 - ids - 2), marks.ellipsis)
        return Row(
            (
                (f"{marks.status(status)} ", status.tone),
                (f"{fit(entry.id, ids, marks.ellipsis)}  ", "muted"),
                (title, "plain"),
            ),
            f"commitment:{entry.id}",
            hint=entry.commitment.title,
        )


def _rank(command: Command, words: list[str]) -> int:
    """Return how well a command fits, 1 being best; 0 when it does not."""
    name = fold(command.name)
    if not _all_in(words, f"{name} {fold(command.tooltip)} {command.id}"):
        return 0
    if not words or name.startswith(" ".join(words)):
        return 1
    return 2 if _all_in(words, f"{name} {command.id}") else 3


def _all_in(words: list[str], within: str) -> bool:
    return all(word in within for word in words)
