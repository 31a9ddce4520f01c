"""The palette: commands, domains, saved views and commitments, found by typing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from rich.cells import cell_len

from store.model.entities import View
from store.model.entry import Entry
from store.model.glyphs import Glyphs
from store.portfolio.portfolio import Portfolio
from store.text import fold
from tui.commands.keymap import Keymap
from tui.commands.table import COMMANDS, LONGEST_NAME, Command
from tui.dialogs.picker import ChoosingScreen
from tui.rendering.cells import fit
from tui.widgets.chooser import ChoiceRow

MOST = 50
"""How many commitments are listed; whoever wants more types on, or filters."""
_SLICE = 2_000
"""Commitments looked at before the keys get their turn."""
_MOST_ID = 26
_BOTH = 60
_BY_TOOLTIP = 3
"""The rank of a command whose name does not have the words, but its description."""


class PaletteScreen(ChoosingScreen):
    """Gives what to do: `command`, `domain`, `view` or `commitment`, a colon, and its id.

    Commitments are looked through in slices between keys, so a register of any size is
    searched without holding up the typing.
    """

    def __init__(
        self,
        view: Portfolio,
        saved: Sequence[View],
        keymap: Keymap,
        glyphs: Glyphs,
        why_not: Callable[[str], str],
    ) -> None:
        super().__init__(
            "Commands, domains, views, commitments",
            glyphs,
            prompt=": ",
            foot="type a name or an id · enter goes there · esc closes",
        )
        self._view = view
        self._saved = saved
        """The views that can be gone to."""
        self._keymap = keymap
        self._why_not = why_not
        self._folded: list[str] = []
        """What each commitment is found by, as far as any was looked at."""
        self._others: list[Command] = []
        """Commands with the words in their description only."""

    def rows(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """Return what is called so, but for the commitments; those follow as they are found."""
        words = fold(text).split()
        ranked = [(rank, each) for each in COMMANDS if (rank := _rank(each, words))]
        ranked.sort(key=lambda each: each[0])
        self._others = [each for rank, each in ranked if rank == _BY_TOOLTIP]
        named = [each for rank, each in ranked if rank != _BY_TOOLTIP]
        return [
            *_under("Commands", self._commands(named, width)),
            *_under("Domains", self._domains(words)),
            *_under("Saved views", self._views(words)),
        ]

    def narrow(self) -> None:
        """Show what matches at once, then look on through the commitments."""
        words, width = fold(self.chooser.text).split(), self.chooser.room
        rows = self.rows(self.chooser.text, width)
        found = [entry] if (entry := self._view.by_id.get(" ".join(words))) else []
        looked = self._look(words, found, 0) if words else len(self._view.entries)
        self._list(rows, found, width, first=bool(words))
        # Called when it begins: the next key may give it up before.
        look: Callable[[], Awaitable[None]] = partial(self._look_on, words, rows, found, looked)
        self.run_worker(look, exclusive=True)

    async def _look_on(
        self, words: list[str], rows: Sequence[ChoiceRow], found: list[Entry], looked: int
    ) -> None:
        while looked < len(self._view.entries) and len(found) < MOST:
            await asyncio.sleep(0)
            before = len(found)
            looked = self._look(words, found, looked)
            if len(found) > before:
                self._list(rows, found, self.chooser.room)

    def _look(self, words: list[str], found: list[Entry], start: int) -> int:
        """Add what matches among the next commitments; return how far that was."""
        entries = self._view.entries
        end = min(start + _SLICE, len(entries))
        self._fold_to(end)
        for index in range(start, end):
            hay = self._folded[index]
            if all(word in hay for word in words) and entries[index] not in found[:1]:
                found.append(entries[index])
                if len(found) == MOST:
                    break
        return end

    def _list(
        self, rows: Sequence[ChoiceRow], found: list[Entry], width: int, *, first: bool = False
    ) -> None:
        chooser = self.chooser
        if len(found) == MOST:
            chooser.remark = f"the first {MOST} commitments"
        else:
            chooser.remark = "" if chooser.text else "type to find commitments"
        listed = [
            *rows,
            *_under("Commitments", [self._commitment(entry, width) for entry in found]),
            *_under("Commands that have to do with it", self._commands(self._others, width)),
        ]
        nothing = ChoiceRow((("Nothing is called so: backspace", "muted"),))
        chooser.show(listed or [nothing], first=first)

    def _fold_to(self, end: int) -> None:
        for entry in self._view.entries[len(self._folded) : end]:
            told = (entry.id, entry.commitment.title, *entry.commitment.former_ids)
            self._folded.append(fold("\n".join(told)))

    def _commands(self, commands: Sequence[Command], width: int) -> list[ChoiceRow]:
        return [self._command(command, width) for command in commands]

    def _command(self, command: Command, width: int) -> ChoiceRow:
        reason = self._why_not(command.id)
        keys = f" {self._keymap.all(command.id)}"
        room = width - LONGEST_NAME - 5 - cell_len(keys)
        tooltip = fit(self.glyphs.words(command.tooltip), room, self.glyphs.ellipsis)
        return ChoiceRow(
            (
                (f"{command.name:<{LONGEST_NAME}}  ", "muted" if reason else "plain"),
                (tooltip if width >= _BOTH else "", "muted"),
            ),
            f"command:{command.id}",
            (keys, "muted" if reason else "key"),
            f"Not now: {reason}" if reason else command.tooltip,
        )

    def _domains(self, words: list[str]) -> list[ChoiceRow]:
        return [
            ChoiceRow(
                ((domain.name, "plain"),), f"domain:{domain.id}", hint="Show this domain only."
            )
            for domain in self._view.register.domains
            if _all_in(words, fold(f"{domain.id} {domain.name}"))
        ]

    def _views(self, words: list[str]) -> list[ChoiceRow]:
        return [
            ChoiceRow(
                ((f"{view.name}  ", "plain"), (view.query, "muted")),
                f"view:{view.name}",
                hint="Filter and sort by this saved view.",
            )
            for view in self._saved
            if _all_in(words, fold(f"{view.name} {view.query}"))
        ]

    def _commitment(self, entry: Entry, width: int) -> ChoiceRow:
        status, glyphs = entry.derived.status, self.glyphs
        ids = min(_MOST_ID, width * 2 // 5)
        title = fit(entry.commitment.title, max(1, width - 2 - 2 - ids - 2), glyphs.ellipsis)
        return ChoiceRow(
            (
                (f"{glyphs.status(status)} ", status.tone),
                (f"{fit(entry.id, ids, glyphs.ellipsis)}  ", "muted"),
                (title, "plain"),
            ),
            f"commitment:{entry.id}",
            hint=entry.commitment.title,
        )


def _rank(command: Command, words: list[str]) -> int:
    """Return how well a command fits, 1 being best; 0 when it does not."""
    name = fold(command.name)
    if not words or name.startswith(" ".join(words)):
        return 1
    known, also = f"{name} {command.id}", fold(command.also).split()
    if all(word in known or any(each.startswith(word) for each in also) for word in words):
        return 2
    return _BY_TOOLTIP if _all_in(words, f"{known} {fold(command.tooltip)}") else 0


def _all_in(words: list[str], within: str) -> bool:
    return all(word in within for word in words)


def _under(heading: str, rows: list[ChoiceRow]) -> list[ChoiceRow]:
    return [ChoiceRow(((heading, "key"),)), *rows] if rows else []
