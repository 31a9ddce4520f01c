"""A key and an import find their way through the files without wandering."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.cases import Limit, Workshop
from benchmarks.journeys import CASES

ONE = """
from store import two
def go():
    from store import three
    aside()
    return two.step() + here()
def here():
    return 1
def aside():
    return two.step()
"""
THREE = "LOADED = True"
TWO = """
def step():
    return sum(map(turn, [1, 2]))
def turn(number):
    return number
"""
DRIVER = """
import json, sys
from pathlib import Path
sys.path[:0] = sys.argv[1:]
from benchmarks.programs.traced import Recorder
recorder = Recorder(Path(sys.argv[1]), ["step", "turn", "never"], without="aside")
recorder.follow()
from store import one
recorder.on = True
one.go()
recorder.on = False
print(json.dumps(recorder.told()))
"""


@pytest.mark.parametrize("line", CASES, ids=lambda line: str(line.work))
def test_a_journey_stays_within_its_reach(line: Limit, tmp_path: Path) -> None:
    assert line.measure(Workshop(tmp_path)) <= line.reach


def test_a_move_is_a_call_into_another_file_or_the_return_from_it(tmp_path: Path) -> None:
    for name, text in (("__init__", ""), ("one", ONE), ("two", TWO), ("three", THREE)):
        file = tmp_path / "store" / f"{name}.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    project = Path(__file__).parents[1]
    command = [sys.executable, "-c", DRIVER, str(tmp_path), str(project)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(ran.stdout)
    assert (told["files"], told["functions"], told["moves"]) == (2, 4, 2)
    assert told["pairs"] == [["store/one.py", "store/two.py", 2]]
    assert told["calls"] == {"step": 1, "turn": 2, "never": 0}
    assert told["before"] == {"step": 1, "turn": 1}
