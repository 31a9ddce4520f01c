"""Lines: how well statements are read, compared and matched, how fast, and in what memory."""

from __future__ import annotations

import dataclasses
import random
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from benchmarks.cases import Limit, Workshop
from benchmarks.labelled import capture_score, compare_score
from benchmarks.processes import entente, output_of, own_home, python
from benchmarks.rivals import PROGRAMS
from fixtures import BUNDLED, bundled
from statements.capture.capture import capture
from statements.comparing.compare import compare
from statements.comparing.undertaking import Side, side_of_document
from statements.matching.matcher import Matcher
from statements.matching.terms import terms_of
from statements.reading.reader import read_text
from store.register.codec import read_register

READERS = (1, 2)
PAGES = 60
_WHO = ("We", "The leaders", "Both sides", "The Ministers", "The two countries", "Our agencies")
_ACTS = ("will", "commit to", "intend to", "agreed to", "look forward to", "plan to", "seek to")
_VERBS = ("open", "build", "train", "review", "publish", "fund", "expand", "share", "host")
_THINGS = (
    "a shared weather desk", "400 harbour pilots", "the tide tables", "two more consulates",
    "an undersea cable", "the export rules", "a joint exercise", "the student exchange",
    "a fund of $20 million", "the space working group", "early warning for floods",
)  # fmt: skip
_WHENS = ("by 2030", "this year", "within 180 days", "at their next meeting", "", "", "")
_FILLERS = (
    "They noted the importance of trade for the region.",
    "We welcome the progress made since the last meeting.",
    "The region faces challenges that no country can meet alone.",
    "We call on all states to respect the law of the sea.",
)


def communique(sentences: int, seed: int = 7) -> str:
    """Return a statement of so many sentences, the same for the same seed."""
    chance = random.Random(seed)
    lines = ["# Joint Statement of India and the United States, 13 February 2025", ""]
    for number in range(1, sentences // 5 + 1):
        said = [chance.choice(_FILLERS)]
        for _ in range(4):
            words = (_WHO, _ACTS, _VERBS, _THINGS, _WHENS)
            said.append(" ".join(chance.choice(each) for each in words).strip() + ".")
        lines += [f"{number}. {' '.join(said)}", ""]
    return "\n".join(lines)


def _reader(reader: int | None, figure: str) -> Callable[[Workshop], float]:
    """Return what gives a figure of capture for one reader, or the mean of both."""

    def measure(workshop: Workshop) -> float:
        scores = [capture_score(each) for each in (READERS if reader is None else (reader,))]
        return 100 * sum(float(getattr(each, figure)) for each in scores) / len(scores)

    return measure


def _pairs(figure: str) -> Callable[[Workshop], float]:
    return lambda workshop: 100 * float(getattr(compare_score(), figure))


class _Ranks(NamedTuple):
    """How often the right commitment was first, among three and among five."""

    first: float
    three: float
    five: float


@cache
def _matched(register_name: str, with_note: bool) -> _Ranks:
    """Ask for each update's commitment by its headline, that update left out of the register."""
    register = read_register(bundled(register_name), register_name)
    hits = [0, 0, 0]
    asked = 0
    for place, each in enumerate(register.commitments):
        for update in each.updates:
            if update.source is None or not update.source.title:
                continue
            others = tuple(one for one in each.updates if one is not update)
            held = list(register.commitments)
            held[place] = replace(each, updates=others)
            words = update.source.title
            query = f"{words}. {update.note}" if with_note else words
            matches = Matcher(replace(register, commitments=tuple(held))).match(query)
            found = [match.id for match in matches]
            asked += 1
            for slot, count in enumerate((1, 3, 5)):
                hits[slot] += each.id in found[:count]
    return _Ranks(*(100 * hit / asked for hit in hits))


def _match(register_name: str, with_note: bool, slot: int) -> Callable[[Workshop], float]:
    return lambda workshop: _matched(register_name, with_note)[slot]


def _seconds(workshop: Workshop) -> float:
    text = communique(PAGES * 20)
    capture(read_text("We will meet."))
    return _fastest(workshop, lambda: capture(read_text(text)))


def _fastest(workshop: Workshop, work: Callable[[], object]) -> float:
    """Return the processor seconds of the fastest of several turns, from cold each.

    What else the machine does adds less to them than to the seconds on the wall.
    """
    turns = []
    for _ in range(workshop.rounds(5)):
        terms_of.cache_clear()
        begin = time.process_time()
        work()
        turns.append(time.process_time() - begin)
    return min(turns)


def _memory(workshop: Workshop) -> float:
    folder = workshop.new_folder()
    path = folder / "long.md"
    path.write_text(communique(PAGES * 20), encoding="utf-8")
    command = python(str(PROGRAMS / "peak.py"), *entente("capture", str(path), "--json"))
    return int(output_of(command, own_home(Path(folder)))) / 1024


def _comparing(workshop: Workshop) -> float:
    earlier = side_of_document(read_text(communique(320, seed=1)))
    later = side_of_document(read_text(communique(640, seed=2)))
    before, after = _first(earlier, 200), _first(later, 400)
    return _fastest(workshop, lambda: compare(before, after))


def _first(side: Side, count: int) -> Side:
    """Return a side with so many of its undertakings and no positions."""
    return dataclasses.replace(side, undertakings=side.undertakings[:count], positions=())


_CAPTURE = (("recall", 93.0), ("precision", 85.0), ("f1", 89.0), ("level", 90.0))
_COMPARE = (
    ("first", "right passage first", 68.0),
    ("three", "right passage among three", 85.0),
    ("none", "without counterpart, said to be not found again", 70.0),
    ("relation", "relation as the reader has it", 40.0),
)
_MATCH = (("first", 40.0, 55.0), ("among three", 50.0, 70.0), ("among five", 55.0, 80.0))

_NOTED = " and a sentence"

CASES = (
    *(
        Limit(
            f"statements: capture, {figure}, " + (f"reader {reader}" if reader else "mean"),
            reach,
            _reader(reader, figure),
            "%",
            at_least=True,
        )
        for figure, reach in _CAPTURE
        for reader in (*READERS, None)
    ),
    *(
        Limit(f"statements: compare, {words}", reach, _pairs(figure), "%", at_least=True)
        for figure, words, reach in _COMPARE
    ),
    *(
        Limit(
            f"statements: match in {name} by a headline{_NOTED if note else ''}, {words}",
            with_sentence if note else alone,
            _match(name, note, slot),
            "%",
            at_least=True,
        )
        for name in BUNDLED
        for note in (False, True)
        for slot, (words, alone, with_sentence) in enumerate(_MATCH)
    ),
    Limit(f"statements: capture of {PAGES} pages", 5.0, _seconds, "s"),
    Limit(f"statements: capture of {PAGES} pages: peak memory", 300.0, _memory, "MB"),
    Limit("statements: compare 200 undertakings with 400", 2.0, _comparing, "s"),
)
