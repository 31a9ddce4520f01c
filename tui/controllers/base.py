"""What all groups of actions share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.board.store_worker import Desk


class Controller:
    """Some commands of the board, each a method `do_` and its id."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def why_not(self, command_id: str) -> str:
        """Return why one of these commands cannot act now; empty when it can."""
        return ""

    def keyed(self, text: str) -> str:
        """Return our own words with `{undo}` and the like as the keys in force."""
        return self.desk.keymap.words(text)

    def nothing_here(self) -> str:
        """Return why there is no commitment to act on, and the way out."""
        if self.desk.view.entries:
            return self.keyed("There is no commitment here: {back} clears the filter")
        return self.keyed("This register has no commitments yet: {add} adds one")


Act = Callable[[tuple[str, ...]], None]


def aim(desk: Desk, verb: str, act: Act, *, left: str) -> None:
    """Act on what is selected, else on the board's commitment.

    When some of what is selected is not in view, the user says first which are meant. `verb`
    is what the answers do, such as `marks`; `left` is what to say when none is given.
    """
    if not desk.picked:
        act((desk.selected,))
        return
    seen = tuple(entry.id for entry in desk.view.shown if entry.id in desk.picked)
    hidden = tuple(sorted(desk.picked.difference(seen)))
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
    desk.message.display = False
    desk.question.ask(question, tuple(choices), left)


def named(ids: Sequence[str]) -> str:
    """Return what several commitments are called together."""
    return ids[0] if len(ids) == 1 else f"{len(ids)} commitments"
