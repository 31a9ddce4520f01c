"""What all groups of actions share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.board.store_worker import Desk


class Controller:
    """Some commands of the board, each a method `do_` and its id."""

    def __init__(self, board: Desk) -> None:
        self.board = board

    def why_not(self, command_id: str) -> str:
        """Return why one of these commands cannot act now; empty when it can."""
        return ""

    def keyed(self, text: str) -> str:
        """Return our own words with `{undo}` and the like as the keys in force."""
        return self.board.keymap.words(text)

    def nothing_here(self) -> str:
        """Return why there is no commitment to act on, and the way out."""
        if self.board.view.entries:
            return self.keyed("There is no commitment here: {back} clears the filter")
        return self.keyed("This register has no commitments yet: {add} adds one")


Act = Callable[[tuple[str, ...]], None]


def aim(board: Desk, verb: str, act: Act, *, left: str) -> None:
    """Act on what is selected, else on the board's commitment.

    When some of what is selected is not in view, the user says first which are meant. `verb`
    is what the answers do, such as `marks`; `left` is what to say when none is given.
    """
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
    choices = [
        Choice("y", f"{verb} all {len(everyone)}", f"all {len(everyone)}", lambda: act(everyone))
    ]
    if seen:
        choices.append(
            Choice("n", f"{verb} the {len(seen)} in view", f"{len(seen)}", lambda: act(seen))
        )
    are = "is" if len(hidden) == 1 else "are"
    question = f"{len(hidden)} of {len(everyone)} {are} not in view:"
    board.message.display = False
    board.question.ask(question, tuple(choices), left)


def named(ids: Sequence[str]) -> str:
    """Return what several commitments are called together."""
    return ids[0] if len(ids) == 1 else f"{len(ids)} commitments"
