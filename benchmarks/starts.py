"""Lines: how long a command takes to start."""

from __future__ import annotations

from benchmarks.cases import Case, Pair, Workshop
from benchmarks.processes import entente, output_of, python
from benchmarks.timing import nothing, take_turns

ROUNDS = 25
IMPORTS = "import click, rich.table, tinydb"


def _start_of_list(workshop: Workshop) -> Pair:
    ours = entente("list", "--register", str(workshop.register(52)))
    theirs = python("-c", IMPORTS)
    return take_turns(
        workshop.rounds(ROUNDS),
        lambda _: output_of(ours),
        lambda _: output_of(theirs),
        before=nothing,
    )


CASES = (Case("start of `list`, 52", f'python -c "{IMPORTS}"', 1.5, _start_of_list),)
