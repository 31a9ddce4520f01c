"""What all controllers share: what they work with, and whom a command is meant for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.board.board import BoardContext


class Controller:
    """Does some commands of the board. The table of commands names its methods."""

    def __init__(self, context: BoardContext) -> None:
        self.context = context
        self.board, self.layout, self.store_worker, self.preferences, self.drafts = context
        self.glyphs = context.preferences.glyphs
        self.keymap = context.preferences.keymap

    def keyed(self, text: str) -> str:
        """Return our own words with `{undo}` and the like as the keys in force."""
        return self.keymap.words(text)

    @property
    def meant(self) -> tuple[str, ...]:
        """The ids of what is selected, in the list's order, else of the board's commitment."""
        board = self.board
        if not board.picked:
            return (board.selected,)
        return (*self._seen, *sorted(board.picked.difference(self._seen)))

    @property
    def _seen(self) -> tuple[str, ...]:
        picked = self.board.picked
        if not picked:
            return ()
        return tuple(entry.id for entry in self.board.view.shown if entry.id in picked)

    def for_those_meant(self, verb: str, act: Act, *, left: str, asks: bool = True) -> None:
        """Act on what is selected, else on the board's commitment.

        When some of what is selected is not in view, or there are more than `UNASKED`, the user
        says first which are meant. `verb` is what the answers do, such as `marks`; `left` is
        what to say when none is given. With `asks` false many alone are no reason to ask: what
        follows asks by itself.
        """
        board = self.board
        everyone = self.meant
        seen = self._seen
        hidden = everyone[len(seen) :] if board.picked else ()
        many = asks and len(everyone) > UNASKED
        if not hidden and not many:
            act(everyone)
            return
        from tui.widgets.prompts import Choice

        every = f"all {len(everyone):,}"
        choices = [Choice("y", f"{verb} {every}", every, lambda: act(everyone))]
        if not hidden:
            board.ask(f"{len(everyone):,} selected:", tuple(choices), left)
            return
        if seen:
            some = f"{len(seen)}"
            choices.append(Choice("n", f"{verb} the {some} in view", some, lambda: act(seen)))
        are = "is" if len(hidden) == 1 else "are"
        question = f"{len(hidden)} of {len(everyone)} {are} not in view:"
        board.ask(question, tuple(choices), left)


UNASKED = 10
"""So many commitments are changed at once without a question."""

Act = Callable[[tuple[str, ...]], None]
"""Does something to commitments, by their ids."""


def named(ids: Sequence[str]) -> str:
    """Return what several commitments are called together."""
    return ids[0] if len(ids) == 1 else f"{len(ids)} commitments"
