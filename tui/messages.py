"""What the widgets tell the screen, named by intent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from store.errors import EntenteError
from store.model.status import Status

if TYPE_CHECKING:
    from store.model.address import RegisterPlace
    from store.model.entities import Register
    from store.query.completion import Completion


class KeysAwaited(Message):
    """What keys had to wait for is there."""


class FilterLeft(Message):
    """The filter line was left: kept with Enter, given up with Esc, or for another panel."""

    def __init__(self, *, kept: bool, for_the_list: bool = True) -> None:
        super().__init__()
        self.kept = kept
        self.for_the_list = for_the_list


class SortChosen(Message):
    """An order of the list was asked for by its key in the query language."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class ProgressMarked(Message):
    """A status or a percentage was chosen in the marking strip."""

    def __init__(self, status: Status | None = None, progress: int | None = None) -> None:
        super().__init__()
        self.status = status
        self.progress = progress


class MarkingLeft(Message):
    """The marking strip was left without a choice."""


class QuestionLeft(Message):
    """A question was answered with something to do, or left with words about what was not."""

    def __init__(self, words: str = "", act: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.words = words
        self.act = act


class EvidenceGiven(Message):
    """A source was typed for what was just settled."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class EvidenceLeft(Message):
    """The evidence line was left without saving, perhaps for the whole form."""

    def __init__(self, text: str, *, for_the_form: bool) -> None:
        super().__init__()
        self.text = text
        self.for_the_form = for_the_form


class CompletionTaken(Message):
    """A completion was clicked."""

    def __init__(self, completion: Completion) -> None:
        super().__init__()
        self.completion = completion


class TabChosen(Message):
    """The tab of a panel was clicked."""

    def __init__(self, panel_id: str) -> None:
        super().__init__()
        self.panel_id = panel_id


class HistoryWanted(Message):
    """Somebody reads the detail of a commitment: what was done to it is to be looked up."""

    def __init__(self, commitment_id: str) -> None:
        super().__init__()
        self.commitment_id = commitment_id


class CommandClicked(Message):
    """A command's word was clicked in the footer."""

    def __init__(self, command_id: str) -> None:
        super().__init__()
        self.command_id = command_id


class CountsClicked(Message):
    """The counts of the top line were clicked."""


class Unreadable(Message):
    """What of the register was not read yet cannot be read."""

    def __init__(self, error: EntenteError) -> None:
        super().__init__()
        self.error = error


class RegisterWanted(Message):
    """Another register is to be opened in the place of this one."""

    def __init__(self, place: RegisterPlace, made: Register | None = None) -> None:
        super().__init__()
        self.place = place
        self.made = made
        """What it is to begin as, where it is not there yet."""
