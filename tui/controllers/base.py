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

    def for_those_meant(self, verb: str, act: Act, *, left: str) -> None:
        """Act on what is selected, else on the board's commitment.

        When some of what is selected is not in view, the user says first which are meant. `verb`
        is what the answers do, such as `marks`; `left` is what to say when none is given.
        """
        board = self.board
        if not board.picked:
            act((board.selected,))
            return
        seen = tuple(entry.id for entry in board.view.shown if entry.id in board.picked)
        hidden = tuple(sorted(board.picked.difference(seen)))
        if not hidden:
            act(seen)
            return
        from tui.widgets.prompts import Choice

        everyone = (*seen, *hidden)
        every = f"all {len(everyone)}"
        choices = [Choice("y", f"{verb} {every}", every, lambda: act(everyone))]
        if seen:
            some = f"{len(seen)}"
            choices.append(Choice("n", f"{verb} the {some} in view", some, lambda: act(seen)))
        are = "is" if len(hidden) == 1 else "are"
        question = f"{len(hidden)} of {len(everyone)} {are} not in view:"
        board.ask(question, tuple(choices), left)


Act = Callable[[tuple[str, ...]], None]
"""Does something to commitments, by their ids."""


def named(ids: Sequence[str]) -> str:
    """Return what several commitments are called together."""
    return ids[0] if len(ids) == 1 else f"{len(ids)} commitments"
