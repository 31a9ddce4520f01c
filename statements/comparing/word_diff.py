"""The difference of two quotes, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WordChange = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """Words that both quotes have, or only the earlier, or only the later."""

    change: WordChange
    words: str


def word_diff(earlier: str, later: str) -> tuple[DiffPiece, ...]:
    """Return what became of the earlier words; joined by spaces they give either quote again.

    >>> [(piece.change, piece.words) for piece in word_diff("We seek to act.", "We will act.")]
    [('same', 'We'), ('removed', 'seek to'), ('added', 'will'), ('same', 'act.')]
    """
    before, after = earlier.split(), later.split()
    matcher = SequenceMatcher(None, _bare(before), _bare(after), autojunk=False)
    pieces: list[DiffPiece] = []
    for kind, start, end, from_, to in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(DiffPiece("same", " ".join(after[from_:to])))
            continue
        if end > start:
            pieces.append(DiffPiece("removed", " ".join(before[start:end])))
        if to > from_:
            pieces.append(DiffPiece("added", " ".join(after[from_:to])))
    return tuple(pieces)


def _bare(words: list[str]) -> list[str]:
    return [word.strip(".,;:()“”\"'").lower() or word for word in words]
