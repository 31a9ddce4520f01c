"""Labelled statements and aligned pairs, and how proposals and candidates are scored on them.

The folder holds Markdown texts, `commitments.jsonl` (what readers found in them: `reader`, `doc`,
`quote`, `level`) and `pairs.jsonl` (what one reader aligned: `a`, `b`, `a_quote`, `b_quote`,
`relation`). `ENTENTE_STATEMENTS` names it; else it is looked for beside the checkout.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.cases import Skipped
from benchmarks.processes import PROJECT
from statements.capture.capture import capture
from statements.capture.proposal import Proposal
from statements.comparing.compare import StatementComparison, compare
from statements.comparing.undertaking import Side, side_of_document
from statements.reading.document import StatementDocument
from statements.reading.reader import read_document
from store.model.reading_decisions import Relation

VARIABLE = "ENTENTE_STATEMENTS"
HALF = 0.5
"""The share of a quote that another has to hold to count as the same."""


def folder() -> Path:
    """Return the folder of labelled statements. Raises `Skipped` where there is none."""
    named = os.environ.get(VARIABLE)
    path = Path(named) if named else PROJECT.parent / "shared" / "data" / "statements"
    if not (path / "commitments.jsonl").is_file():
        raise Skipped(f"{VARIABLE} names no folder with commitments.jsonl")
    return path


def _rows(name: str) -> list[dict[str, Any]]:
    path = folder() / name
    if not path.is_file():
        raise Skipped(f"there is no {name} beside commitments.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


@cache
def _document(name: str) -> StatementDocument:
    return read_document(folder() / f"{name}.md")


@cache
def _proposals(name: str) -> tuple[Proposal, ...]:
    return capture(_document(name)).proposals


@cache
def _side(name: str) -> Side:
    return side_of_document(_document(name))


def held(label: str, quote: str) -> float:
    """Return the share of a label that a quote holds in one piece."""
    label = " ".join(label.split())
    if label in quote:
        return 1.0
    match = SequenceMatcher(None, label, quote, autojunk=False)
    return match.find_longest_match(0, len(label), 0, len(quote)).size / len(label)


def alike(one: str, other: str) -> bool:
    """Whether two quotes overlap by half of the shorter."""
    one, other = " ".join(one.split()), " ".join(other.split())
    return held(*sorted((one, other), key=len)) >= HALF


@dataclass(frozen=True)
class CaptureScore:
    """How proposals fare against one reader's labels."""

    recall: float
    precision: float
    level: float
    """The share of those found whose level is the reader's."""

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and precision."""
        return 2 * self.recall * self.precision / (self.recall + self.precision)


@cache
def capture_score(reader: int) -> CaptureScore:
    """Return the score over all texts that a reader has labelled."""
    labels = [each for each in _rows("commitments.jsonl") if each["reader"] == reader]
    found = same = 0
    right: set[tuple[str, int]] = set()
    names = sorted({each["doc"] for each in labels})
    for label in labels:
        proposals = _proposals(label["doc"])
        shares = [held(label["quote"], each.quote) for each in proposals]
        right |= {(label["doc"], place) for place, share in enumerate(shares) if share >= HALF}
        best = max(range(len(shares)), key=shares.__getitem__, default=None)
        if best is not None and shares[best] >= HALF:
            found += 1
            same += proposals[best].level.value == label["level"]
    total = sum(len(_proposals(name)) for name in names)
    return CaptureScore(found / len(labels), len(right) / max(total, 1), same / max(found, 1))


@dataclass(frozen=True)
class CompareScore:
    """How a comparison fares against a reader's pairs."""

    first: float
    three: float
    none: float
    """Of those that the reader found nothing for, the share said to be not found again."""
    lost: float
    """Of those that have a counterpart, the share said to be not found again."""
    relation: float
    """The share of pairs whose proposed relation is the reader's."""


_READERS = {
    "strengthened": Relation.FIRMER,
    "weakened": Relation.WEAKER,
    "dropped": Relation.NOT_FOUND,
}


@cache
def compare_score() -> CompareScore:
    """Return the score over all pairs; an undertaking that is no item counts as missed."""
    pairs = [each for each in _rows("pairs.jsonl") if each["a_quote"]]
    have = first = three = lost = without = none = same = 0
    for pair in pairs:
        item = _item(_compared(pair["a"], pair["b"]), pair["a_quote"])
        relation = item.relation if item else None
        same += relation == (_READERS.get(pair["relation"]) or Relation(pair["relation"]))
        if pair["b_quote"] is None:
            without += 1
            none += relation == Relation.NOT_FOUND
            continue
        have += 1
        lost += relation == Relation.NOT_FOUND
        candidates = item.candidates if item else ()
        hits = [alike(each.quote, pair["b_quote"]) for each in candidates]
        first += any(hits[:1])
        three += any(hits[:3])
    return CompareScore(first / have, three / have, none / without, lost / have, same / len(pairs))


@cache
def _compared(earlier: str, later: str) -> tuple[StatementComparison, ...]:
    return tuple(compare(_side(earlier), _side(later)))


def _item(items: tuple[StatementComparison, ...], quote: str) -> StatementComparison | None:
    """Return the item that holds a quote best, of equals the shortest."""
    quote = " ".join(quote.split())
    ranked = [
        (held(*sorted((quote, each.earlier.quote), key=len)), -len(each.earlier.quote), place)
        for place, each in enumerate(items)
        if each.earlier is not None
    ]
    best = max(ranked, default=None)
    return items[best[2]] if best is not None and best[0] >= HALF else None
