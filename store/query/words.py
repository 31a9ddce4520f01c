"""A list of words, searched without going through them one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from store.text import fold


class Words:
    """Words in their order, found by how they begin or what they hold, case- and accent-blind."""

    def __init__(self, words: Iterable[str], folded: Iterable[str] | None = None) -> None:
        """Take words, and what `fold` makes of each when that is known."""
        self._words = tuple(words)
        texts = map(fold, self._words) if folded is None else folded
        joined = "\n".join([text.replace("\n", " ") for text in texts])
        self._folded = f"\n{joined}\n" if self._words else ""

    def __len__(self) -> int:
        return len(self._words)

    def likely(self, typed: str, most: int, *, only_beginnings: bool = False) -> list[str]:
        """Return the words that contain what is typed, folded, those that begin with it first."""
        if "\n" in typed:
            return []
        found = list(islice(self._places(f"\n{typed}"), most))
        if typed and not only_beginnings and len(found) < most:
            began = set(found)
            inside = (place for place in self._places(typed) if place not in began)
            found += islice(inside, most - len(found))
        return [self._words[place] for place in found]

    def _places(self, part: str) -> Iterator[int]:
        """Yield which words hold a text; a line break at its start is the start of the word."""
        text = self._folded
        place, counted, at = -1, 0, 0
        while (at := text.find(part, at)) >= 0 and at + len(part) < len(text):
            start = at + 1 if part.startswith("\n") else at
            place += text.count("\n", counted, start)
            counted = start
            yield place
            at = text.index("\n", start)
