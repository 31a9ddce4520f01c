"""Files cut short or with a wrong bit: a state that was acknowledged, or a refusal."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.errors import Damaged
from store.storage import Database
from store.storage.salvage import check
from tests.store.storage.processes import LONG

State = dict[str, dict[str, Any]] | None


def contents(path: Path) -> State:
    return Database(path).storage.read()


@pytest.fixture
def states(path: Path) -> list[State]:
    """Every state a register went through after its last checkpoint; the last is the present."""
    db = Database(path, create=True)
    commitments = db.table("commitments")
    commitments.insert_multiple({"title": f"No. {n}", "parties": ["IN", "US"]} for n in range(4))
    db.storage.checkpoint()
    seen = [contents(path)]
    for change in (
        lambda: commitments.update({"title": "Größer"}, doc_ids=[2]),
        lambda: commitments.insert({"title": "*JJ*", "n": 1.5}),
        lambda: commitments.remove(doc_ids=[1]),
        lambda: db.drop_table("commitments"),
        lambda: db.table("instruments").insert({"title": "Framework", "clause": None}),
    ):
        change()
        seen.append(contents(path))
    return seen


def everything(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


def outcome(path: Path) -> State | str:
    """Open a register as a reader and then as a writer would; `refused` must leave every byte."""
    before = everything(path)
    try:
        found = contents(path)
    except Damaged as error:
        assert str(path) in error.message
        assert str(path) + ".bak" in error.hint
        assert any(not finding.harmless for finding in check(path))
        with pytest.raises(Damaged), Database(path).storage.transaction():
            pass
        assert everything(path) == before
        return "refused"
    assert everything(path) == before
    with Database(path).storage.transaction() as batch:
        assert Database(path).storage.read() == found
        batch.save("extra", 1, {})
    assert contents(path) == {**(found or {}), "extra": {"1": {}}}
    for name, data in before.items():
        path.with_name(name).write_bytes(data)
    return found


def journal_of(path: Path) -> Path:
    return path.with_name(path.name + ".journal")


def test_a_journal_cut_at_every_length(path: Path, states: list[State]) -> None:
    whole = journal_of(path).read_bytes()
    for length in range(len(whole) + 1):
        journal_of(path).write_bytes(whole[:length])
        complete = whole[:length].count(b"\n")
        assert outcome(path) == states[max(complete - 1, 0)], length


def test_a_snapshot_cut_at_every_length(path: Path, states: list[State]) -> None:
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert outcome(path) == "refused", length


def flips(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield data with one wrong bit: every bit, or a share of them in a short run."""
    chance = random.Random(8)
    for bit in range(8 * len(data)):
        if LONG or chance.random() < 0.2:
            wrong = bytearray(data)
            wrong[bit // 8] ^= 1 << bit % 8
            yield bit, bytes(wrong)


@pytest.mark.parametrize("which", ["journal", "snapshot"])
def test_no_wrong_bit_is_believed(path: Path, states: list[State], which: str) -> None:
    file = journal_of(path) if which == "journal" else path
    count = 0
    for bit, wrong in flips(file.read_bytes()):
        whole = file.read_bytes()
        file.write_bytes(wrong)
        assert outcome(path) == "refused", f"bit {bit % 8} of byte {bit // 8}"
        file.write_bytes(whole)
        count += 1
    print(f"{which}: {count} wrong bits, all refused")


def test_lines_missing_doubled_swapped_or_from_elsewhere(path: Path, states: list[State]) -> None:
    header, *lines = journal_of(path).read_bytes().splitlines(keepends=True)
    other = path.with_name("other.json")
    Database(other, create=True).table("commitments").insert({"title": "elsewhere"})
    foreign = journal_of(other).read_bytes().splitlines(keepends=True)[1]
    for wrong in (
        [header, *lines[1:]],
        [header, lines[0], *lines[2:]],
        [header, lines[0], *lines],
        [header, lines[1], lines[0], *lines[2:]],
        [header, *lines, foreign],
        [header, foreign],
        lines,
        [header, header, *lines],
        [header, *lines, b"\n"],
        [header, *lines, b"\0" * 40],
    ):
        journal_of(path).write_bytes(b"".join(wrong))
        assert outcome(path) == "refused"


def test_an_older_snapshot_does_not_take_a_newer_journal(path: Path, states: list[State]) -> None:
    backup = path.with_name(path.name + ".bak").read_bytes()
    path.write_bytes(backup)
    assert outcome(path) == "refused"
    journal_of(path).unlink()
    assert contents(path) is None  # as it was created


def test_another_registers_journal_is_refused(path: Path, states: list[State]) -> None:
    other = path.with_name("other.json")
    Database(other, create=True).table("commitments").insert({"title": "elsewhere"})
    journal_of(path).write_bytes(journal_of(other).read_bytes())
    assert outcome(path) == "refused"


def test_the_refusal_names_file_line_and_backup(path: Path, states: list[State]) -> None:
    file = journal_of(path)
    file.write_bytes(file.read_bytes().replace("Größer".encode(), b"Kleiner"))
    with pytest.raises(Damaged) as refusal:
        Database(path)
    assert refusal.value.message.startswith(f"{file}, line 2: ")
    assert f"{path}.bak" in refusal.value.hint
