"""Looking for what a query demands: through all entries, some at a time."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from datetime import date
from itertools import compress
from typing import Protocol

from store.model.entry import Entry
from store.model.status import Status
from store.portfolio.bitset import every, flags_of, of_flags
from store.portfolio.counts import Counts
from store.query.ast import And, FieldTest, FlagTest, Node, Not, Or, Same, TextTest, all_of
from store.query.fields import FIELDS_BY_NAME, TextField
from store.query.matcher import Match, compile_node, cost, text_test
from store.text import fold

BLOCK = 512
"""Entries looked at in one step: well under a millisecond, once their texts are folded."""
_BLOCK_BYTES = BLOCK // 8


class SearchTexts:
    """What words are looked for in, folded block by block when first needed. Never changes."""

    def __init__(self, entries: Sequence[Entry], blocks: dict[int, list[str]]) -> None:
        self._entries = entries
        self._blocks = blocks

    def block(self, start: int) -> list[str]:
        """Return the texts of a block of entries, by the position of its first."""
        texts = self._blocks.get(start)
        if texts is None:
            texts = [each.folded for each in self._entries[start : start + BLOCK]]
            self._blocks[start] = texts
        return texts

    def after(self, entries: Sequence[Entry], changed: Iterable[int]) -> SearchTexts:
        """Return the texts once some entries have changed, all of them in their old places."""
        blocks = dict(self._blocks)
        for place in changed:
            blocks.pop(place - place % BLOCK, None)
        return SearchTexts(entries, blocks)


class SearchGround(Protocol):
    """What a search goes through."""

    as_of: date

    @property
    def count(self) -> int:
        """How many entries there are."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries by position."""

    @property
    def counts(self) -> Counts:
        """What is counted anyway."""

    @property
    def texts(self) -> SearchTexts:
        """What words are looked for in."""


class Search:
    """One way through the entries: among `bits`, for those that meet all terms."""

    def __init__(self, ground: SearchGround, terms: Iterable[Node], bits: int) -> None:
        self._ground = ground
        self._sets: dict[Node, int | None] = {}
        self._tests: dict[Node, Match] = {}
        self.terms: list[Node] = []
        """What has to be looked for in each entry, the cheapest first."""
        for term in sorted(terms, key=cost):
            known = self._counted(term)
            if known is None:
                self.terms.append(term)
            else:
                bits &= known
        self.bits = bits
        """The positions that may still match."""

    @property
    def length(self) -> int:
        """How many entries have to be looked at."""
        return self.bits.bit_count() if self.terms else 0

    def steps(self) -> Generator[None, None, int]:
        """Look at one block of entries a step; return the positions found."""
        if not self.terms:
            return self.bits
        found = []
        whole = every(BLOCK)
        for start in range(0, self._ground.count, BLOCK):
            part = self.bits >> start & whole
            for term in self.terms:
                part = self._among(term, part, start)
            found.append(part.to_bytes(_BLOCK_BYTES, "little"))
            yield
        return int.from_bytes(b"".join(found), "little")

    def first(self, places: Iterable[int], most: int) -> list[Entry]:
        """Return the first of the entries at these positions that match, at most so many."""
        tree = all_of(self.terms)
        matches = compile_node(tree, self._ground.as_of) if tree else None
        found: list[Entry] = []
        for place in places:
            entry = self._ground.entries[place]
            if matches is None or matches(entry):
                found.append(entry)
                if len(found) == most:
                    break
        return found

    def _among(self, node: Node, bits: int, start: int) -> int:
        """Return those of a set of positions in one block that a term matches."""
        if not bits:
            return 0
        match node:
            case And(terms):
                for term in sorted(terms, key=cost):
                    bits = self._among(term, bits, start)
                return bits
            case Or(terms):
                found = 0
                for term in sorted(terms, key=cost):
                    found |= self._among(term, bits & ~found, start)
                return found
            case Not(term):
                return bits & ~self._among(term, bits, start)
            case TextTest(text):
                needle, flags = fold(text), flags_of(bits, BLOCK)
                texts = compress(self._ground.texts.block(start), flags)
                return _those(flags, [needle in each for each in texts])
        known = self._counted(node)
        if known is not None:
            return bits & known >> start
        if node not in self._tests:
            self._tests[node] = compile_node(node, self._ground.as_of)
        flags = flags_of(bits, BLOCK)
        entries = compress(self._ground.entries[start : start + BLOCK], flags)
        return _those(flags, map(self._tests[node], entries))

    def _counted(self, node: Node) -> int | None:
        """Return the positions that a term matches, when they are counted anyway."""
        if node not in self._sets:
            self._sets[node] = counted(node, self._ground)
        return self._sets[node]


def counted(node: Node, ground: SearchGround) -> int | None:
    """Return the positions that a term matches, when they are counted anyway."""
    counts = ground.counts
    match node:
        case FieldTest("status", values):
            wanted = {str(value) for value in values}
            return _any(counts.status(each) for each in Status if each.value in wanted)
        case FieldTest("domain", values):
            field = FIELDS_BY_NAME["domain"]
            assert isinstance(field, TextField)
            met = text_test(field, [each.text for each in values if isinstance(each, Same)])
            return _any(counts.domain(each) for each in counts.domains() if met((each,)))
        case FlagTest("is", names) if set(names) <= {"overdue", "stale", "settled", "open"}:
            settled = _any(counts.status(each) for each in Status if each.settled)
            sets = {"overdue": counts.overdue, "stale": counts.stale, "settled": settled}
            sets["open"] = every(ground.count) & ~settled
            return _any(sets[name] for name in names)
    return None


def _those(flags: bytes, answers: Iterable[object]) -> int:
    met = bytearray(len(flags))
    for place in compress(compress(range(len(flags)), flags), answers):
        met[place] = 1
    return of_flags(met)


def _any(sets: Iterator[int]) -> int:
    joined = 0
    for each in sets:
        joined |= each
    return joined
