"""Thousands of files as they should not be: each is read or refused, and nothing in between."""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random
from shutil import copyfile, copytree, rmtree

import pytest
from msgspec.structs import replace

from exchange.importers.columns.mapping import read_mapping
from store.doctor import Severity, examine
from store.errors import EntenteError
from tests.conftest import make_store
from tests.exchange.importers.files import (
    AS_OF,
    MAPPED,
    SAMPLES,
    as_csv,
    as_folder,
    as_json,
    as_lines,
    as_xlsx,
    bring,
)
from tests.exchange.importers.mutations import mutated
from tests.exchange.importers.test_open_document import PAIRS, ROWS, saved, sheet
from tests.registers import SMALL_REGISTER

COUNT = 1000 if "ENTENTE_LONG" in os.environ else 60


def as_register(folder: Path) -> Path:
    """Make a register's own file, of another register."""
    other = make_store(folder / "other.json", SMALL_REGISTER)
    other.change(["port-visits"], lambda each: replace(each, title="Visits to ports"))
    other.close(checkpoint=True)
    return folder / "other.json"


def as_open_document(folder: Path) -> Path:
    """Make a sheet as LibreOffice saves it."""
    return saved(folder, sheet(ROWS))


OWN = {
    "whole.json": as_json,
    "lines.jsonl": as_lines,
    "own.csv": as_csv,
    "own.xlsx": as_xlsx,
    "plan.ods": as_open_document,
    "folder": as_folder,
    "register": as_register,
}
NAMES = (*sorted(each.name for each in SAMPLES.iterdir()), *OWN)


def without_sum(data: bytes, random: Random) -> bytes:
    """Return a register of another program: one document changed, and no sum to tell by."""
    tables = json.loads(data)
    del tables["_meta"]
    rows = tables[random.choice(("register", "instruments", "commitments"))]
    row = random.choice(list(rows))
    rows[row] = json.loads(mutated(json.dumps(rows[row]).encode(), random))
    return json.dumps(tables).encode()


def spoil(source: Path, random: Random) -> Path:
    """Return a file beside another, or a folder, that is nearly the same."""
    spoilt = source.with_name(f"spoilt{source.suffix}")
    if not source.is_dir():
        change = without_sum if source.name == "other.json" else mutated
        try:
            spoilt.write_bytes(change(source.read_bytes(), random))
        except ValueError:  # what was changed is no JSON any more
            spoilt.write_bytes(mutated(source.read_bytes(), random))
        return spoilt
    rmtree(spoilt, ignore_errors=True)
    copytree(source, spoilt)
    part = random.choice(sorted(each for each in spoilt.rglob("*") if each.is_file()))
    match random.randrange(8):
        case 0:
            part.unlink()
        case 1:
            part.rename(part.with_name(random.choice(("x.json", "Ü.json", "a b.json", ".json"))))
        case _:
            part.write_bytes(mutated(part.read_bytes(), random))
    return spoilt


@pytest.mark.parametrize("name", NAMES)
def test_a_spoilt_file_is_refused_or_read_and_the_register_stays_sound(
    tmp_path: Path, name: str
) -> None:
    random = Random(name)
    source = tmp_path / name
    if name in OWN:
        source = OWN[name](tmp_path)
    else:
        copyfile(SAMPLES / name, source)
    mapped = {"pledges.csv": MAPPED, "plan.ods": PAIRS}
    columns = read_mapping(mapped[name]) if name in mapped else None
    store = make_store(tmp_path / "register.json", SMALL_REGISTER)
    taken = refused = 0
    for _ in range(COUNT):
        spoilt = spoil(source, random)
        before = store.state
        try:
            done = bring(store, spoilt, columns=columns)
        except EntenteError as error:
            assert error.message
            assert store.state == before
            refused += 1
            continue
        taken += 1
        assert bring(store, spoilt, columns=columns).change is None
        assert (done.change is None) == (store.state == before)
    print(f"{name}: {COUNT} inputs, {taken} read, {refused} refused")
    assert taken
    found = examine(store.path, AS_OF).findings
    assert [each for each in found if each.severity is Severity.ERROR] == []
