"""A register's own status words while a file is read: what they mean, and which were met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exchange.crosswalk import StatusWord
from store.model.entities import OwnStatusWord
from store.model.status import StatusMeaning, folded_word, is_status_word, read_meaning
from store.text import one_line

SCHEME = "register"
"""The scheme of words that a register has itself."""


class RegisterWords:
    """Reads the status words of one register, and remembers those that it met.

    >>> words = RegisterWords([OwnStatusWord("on track", "in-progress")])
    >>> words.read("On Track").status.value
    'in-progress'
    >>> list(words.remarks())
    ['read by the status words of this register: “On Track” is in-progress']
    """

    def __init__(self, words: Sequence[OwnStatusWord] = ()) -> None:
        """Read these words; those that name no status mean nothing."""
        self._words = tuple(words)
        self._meanings = _meanings(words)
        self._met: dict[str, str] = {}

    def fresh(self) -> RegisterWords:
        """Return the same words, none of which was met."""
        return RegisterWords(self._words)

    def read(self, written: str) -> StatusWord | None:
        """Return what a word means in this register; None where it says nothing of it."""
        if not self._meanings:
            return None
        folded = folded_word(written)
        meant = self._meanings.get(folded)
        if meant is None:
            return None
        percent = "" if meant.progress is None else f" {meant.progress}%"
        said = f"“{one_line(written.strip())}” is {meant.status.value}{percent}"
        self._met.setdefault(folded, said)
        return StatusWord(SCHEME, written, meant.status, meant.progress)

    @property
    def any_met(self) -> bool:
        """Whether any of the words was met."""
        return bool(self._met)

    def remarks(self) -> Iterator[str]:
        """Yield in one line which words were met, and what they were read as, if any were."""
        if self._met:
            yield f"read by the status words of this register: {', '.join(self._met.values())}"


def _meanings(words: Sequence[OwnStatusWord]) -> dict[str, StatusMeaning]:
    """Return by folded word what can be read; of two alike the first counts."""
    found: dict[str, StatusMeaning] = {}
    for each in words:
        folded, meant = folded_word(each.word), read_meaning(each.means)
        if folded and not is_status_word(each.word) and meant is not None:
            found.setdefault(folded, meant)
    return found


NO_WORDS = RegisterWords()
"""Of a register that has none."""
