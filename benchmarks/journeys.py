"""Lines: how many files a key and an import wander through, and how often.

`python -m benchmarks.journeys` tells more of the same: functions, and which two files control
passes between most often. `--tree` measures another checkout, with its own `.venv`; what has
another name there is named by the other options.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.cases import Limit, Skipped, Workshop
from benchmarks.processes import PROJECT, output_of, own_home
from benchmarks.rivals import PROGRAMS

KEYS = "space,6"
"""Opens the marking strip and marks six tenths: the board's main job."""
IMPORT = "import"


class Names(NamedTuple):
    """The functions that are watched, each as `Class.function`."""

    worker: str = "StoreWorker.change"
    """Takes what is to be written from the board."""
    footer: str = "FooterLine.show"
    """Works out which keys the bottom line names."""
    why_not: str = "Command.why_not"
    """Says why one command cannot act now."""
    read_only: str = "Store.read_only_reason"
    """Says why nothing can be written."""
    poller: str = "Poller._turn"
    """Looks from time to time whether the file has changed: part of no journey."""


class Journey(NamedTuple):
    """What was seen on the way; `calls` and `before` are counted from the last key on."""

    files: int
    functions: int
    moves: int
    """How often control passed straight from one file to another, by a call or a return."""
    calls: dict[str, int]
    """How often each of the watched functions was called."""
    before: dict[str, int]
    """How many moves there were before its first call, of each that was called."""
    pairs: list[tuple[str, str, int]]
    """Two files, and how often control passed between them, the busiest first."""


@cache
def travel(journey: str, names: Names = Names(), tree: Path = PROJECT) -> Journey:  # noqa: B008
    """Make a journey in a fresh process and return what was seen.

    `journey` is `KEYS`, `IMPORT`, or other keys with commas between them. This checkout runs
    under this interpreter, any other one under that of its `.venv`. Raises `Skipped` where there
    is none.
    """
    python = Path(sys.executable) if tree == PROJECT else tree / ".venv" / "bin" / "python"
    if not python.exists():
        raise Skipped(f"{python} is not there")
    watched = (names.worker, names.footer, names.why_not, names.read_only)
    command = [str(python), str(PROGRAMS / "traced.py"), str(tree), journey, names.poller, *watched]
    with TemporaryDirectory() as home:
        told = output_of(command, own_home(Path(home)) | {"PYTHONPATH": str(tree)})
    return Journey(**json.loads(told))


def report(names: Names, tree: Path, pairs: int) -> list[str]:
    """Return what is to be told of both journeys, line by line."""
    lines = []
    for title, journey in (("space 6", KEYS), ("import of two rows", IMPORT)):
        seen = travel(journey, names, tree)
        figures = f"{seen.files} files, {seen.functions} functions, {seen.moves:,} moves"
        lines.append(f"{title}: {figures}")
        lines += [
            f"  {name}: {count} calls, the first after {seen.before.get(name, 0)} moves"
            for name, count in seen.calls.items()
            if journey == KEYS
        ]
        lines += [f"  {count:5} {one} - {other}" for one, other, count in seen.pairs[:pairs]]
    return lines


def _files(journey: str, _: Workshop) -> float:
    return float(travel(journey).files)


def _moves(journey: str, _: Workshop) -> float:
    return float(travel(journey).moves)


def _calls(name: str, _: Workshop) -> float:
    return float(_called(name).calls[name])


def _moves_before(name: str, _: Workshop) -> float:
    return float(_called(name).before[name])


def _called(name: str) -> Journey:
    seen = travel(KEYS)
    if name not in seen.before:
        raise Skipped(f"{name} was not called: has it another name now?")
    return seen


_NAMES = Names()
CASES: tuple[Limit, ...] = (
    Limit("journey of space 6: files visited", 64, partial(_files, KEYS), ""),
    Limit("journey of space 6: moves between files", 1500, partial(_moves, KEYS), ""),
    Limit("journey of 6: moves before the worker", 15, partial(_moves_before, _NAMES.worker), ""),
    Limit("journey of 6: footer worked out", 1, partial(_calls, _NAMES.footer), ""),
    Limit("journey of 6: asked why a command cannot act", 11, partial(_calls, _NAMES.why_not), ""),
    Limit("journey of 6: asked why nothing can be saved", 1, partial(_calls, _NAMES.read_only), ""),
    Limit("journey of an import of two rows: files visited", 48, partial(_files, IMPORT), ""),
    Limit("journey of an import of two rows: moves", 800, partial(_moves, IMPORT), ""),
)
"""The bottom line names eleven commands, and asks once of each why it cannot act."""


def main() -> None:
    """Print both journeys."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.journeys", description=__doc__)
    parser.add_argument("--tree", type=Path, default=PROJECT, help="the checkout to measure")
    parser.add_argument("--pairs", type=int, default=10, help="how many pairs of files to name")
    for name, usual in Names()._asdict().items():
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, default=usual, metavar="Class.function")
    chosen = parser.parse_args()
    names = Names(*(getattr(chosen, each) for each in Names._fields))
    print(*report(names, chosen.tree.resolve(), chosen.pairs), sep="\n")


if __name__ == "__main__":
    main()
