"""A kill, a full disk or a failing one at every call that writes: all or nothing, and said."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.doctor import examine
from store.errors import NoRegister
from store.storage.salvage import check
from tests.cli.injected import TODAY, Commands, Ended, Fault, commands, needs_strace
from tests.conftest import open_store
from tests.store.storage.processes import LONG

pytestmark = needs_strace

ROWS = 40
_WRITES = {
    "openat": "ENOSPC",
    "write": "ENOSPC",
    "pwrite64": "EIO",
    "ftruncate": "EIO",
    "fdatasync": "EIO",
    "fsync": "EIO",
    "mkdir": "ENOSPC",
    "link": "ENOSPC",
    "linkat": "ENOSPC",
    "rename": "EIO",
    "renameat2": "EIO",
    "unlink": "EIO",
    "unlinkat": "EIO",
    "fchmod": "EIO",
}
"""Each call by which a command changes what is on the disk, and an error it may end in."""


def sheet(path: Path, rows: int = ROWS, word: str = "Title") -> Path:
    lines = [f"c{n},{word} {n},{'s' * 500}" for n in range(rows)]
    path.write_text("\n".join(["id,title,summary", *lines]))
    return path


def faults() -> Iterator[tuple[str, str]]:
    for call, error in _WRITES.items():
        yield call, f"error={error}"
        yield call, "signal=KILL"
        if call in ("write", "fsync", "rename"):
            yield call, "signal=TERM"


def at_every_call(
    running: Commands, prepare: Callable[[], list[str]], judge: Callable[[Ended], object]
) -> int:
    """Run a command with each fault at each of its calls; return how many faults came.

    Unless there is time, only the first, the second, the fourth and so on is tried.
    """
    came = 0
    for call, effect in faults():
        when = 1
        while True:
            ended = running.run(prepare(), Fault(call, effect, when))
            judge(ended)
            if not ended.happened:
                break
            came += 1
            when = when + 1 if LONG else when * 2
    return came


def titles(path: Path) -> list[str]:
    store = open_store(path)
    found = [each.title for each in store.register.commitments]
    store.close()
    return found


def test_importing_into_a_new_register(tmp_path: Path) -> None:
    source, folder = sheet(tmp_path / "in.csv"), tmp_path / "out"
    path = folder / "new.json"
    outcomes: set[tuple[bool, bool]] = set()

    def prepare() -> list[str]:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return ["import", str(source), "--into", str(path)]

    def judge(ended: Ended) -> None:
        there = path.exists()
        assert there or ended.code != 0
        if there:
            assert len(titles(path)) == ROWS
            assert check(path) == []
        if ended.code == -signal.SIGKILL:
            left = [each for each in folder.iterdir() if each.name.startswith(".")]
            for each in left:
                named_by_doctor(path, each)
        else:
            assert "Traceback" not in ended.said
            assert ".new.json." not in ended.said
            assert ended.code in (0, 1, 128 + signal.SIGTERM)
            if ended.code == 128 + signal.SIGTERM:
                assert [each.name for each in folder.iterdir()] in ([], [path.name])
        outcomes.add((there, ended.code == 0))

    warm = ["import", str(source), "--into", str(tmp_path / "warm.json")]
    with commands(tmp_path, warm) as running:
        came = at_every_call(running, prepare, judge)
    print(f"import --into: {came} faults; {sorted(outcomes)}")
    assert {(True, True), (False, False)} <= outcomes


def test_importing_into_a_register_that_is_there(tmp_path: Path) -> None:
    first, second = sheet(tmp_path / "1.csv"), sheet(tmp_path / "2.csv", ROWS + 5, "Other")
    kept, folder = tmp_path / "kept", tmp_path / "out"
    path = folder / "register.json"
    outcomes: set[tuple[bool, bool]] = set()
    warm = ["import", str(first), "--into", str(kept / path.name)]

    def prepare() -> list[str]:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(kept, folder)
        return ["import", str(second), "--into", str(path)]

    def judge(ended: Ended) -> None:
        found = titles(path)
        assert found in (before, after)
        assert [each for each in check(path) if not each.harmless] == []
        assert found == after or ended.code != 0
        assert "Traceback" not in ended.said
        outcomes.add((found == after, ended.code == 0))

    with commands(tmp_path, warm) as running:
        before, after = titles(kept / path.name), [f"Other {n}" for n in range(ROWS + 5)]
        came = at_every_call(running, prepare, judge)
    print(f"import into a register: {came} faults; {sorted(outcomes)}")
    assert {(True, True), (False, False)} <= outcomes


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of an exported folder, but what a killed export left to be removed."""
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file() and ".entente-" not in str(each)
    }


@pytest.mark.parametrize("there", ["nothing", "older", "older and more"])
def test_exporting_a_folder(tmp_path: Path, there: str) -> None:
    register, older = tmp_path / "register.json", tmp_path / "older.json"
    out, target = tmp_path / "out", tmp_path / "out" / "folder"
    kept, whole = tmp_path / "kept", tmp_path / "whole"
    outcomes: set[tuple[bool, bool]] = set()

    def export(path: Path, folder: Path) -> list[str]:
        words = ["export", "--register", str(path), "--format", "folder", "-o", str(folder)]
        return [*words, "--force"]

    def prepare() -> list[str]:
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        if there != "nothing":
            shutil.copytree(kept, target)
        return export(register, target)

    def judge(ended: Ended) -> None:
        found = contents(target) if target.exists() else {}
        outcomes.add((found == after, ended.code == 0))
        assert found == after or ended.code != 0
        assert "Traceback" not in ended.said
        if ended.code != -signal.SIGKILL:
            assert found in (before, after)
            # What cannot be removed is said; nothing else is left.
            assert all(str(each) in ended.said for each in out.iterdir() if each != target)
        elif there != "older and more":
            assert found in (before, after)
        elif found != before:
            # Killed between the only two steps: the same export again brings it to an end.
            assert {found[name] for name in found} <= {*before.values(), *after.values()}
            assert running.run(export(register, target), Fault("mkdir", "error=EIO", 99)).code == 0
            assert contents(target) == after
            assert not [each for each in target.iterdir() if each.name.startswith(".entente-")]

    with commands(
        tmp_path,
        ["import", str(sheet(tmp_path / "1.csv", 8)), "--into", str(older)],
        ["import", str(sheet(tmp_path / "2.csv", 6, "Other")), "--into", str(register)],
        export(older, kept),
        export(register, whole),
    ) as running:
        if there == "older and more":
            for folder in (kept, whole):
                (folder / "README.md").write_text("not ours")
        before, after = contents(kept) if there != "nothing" else {}, contents(whole)
        came = at_every_call(running, prepare, judge)
    print(f"export of a folder over {there}: {came} faults; {sorted(outcomes)}")
    assert {(True, True), (False, False)} <= outcomes


def named_by_doctor(path: Path, left: Path) -> None:
    """Check that what a killed import left is found by who looks for it."""
    try:
        found = examine(path, TODAY).findings
    except NoRegister as error:
        assert str(left) in error.hint
    else:
        assert left in [each.place.file for each in found]
