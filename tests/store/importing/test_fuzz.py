"""Thousands of files as they should not be: each is read or refused, and nothing in between."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from store.doctor import Severity, examine
from store.errors import EntenteError
from store.importing.mapping import read_mapping
from tests.conftest import make_store
from tests.registers import SMALL_REGISTER
from tests.store.importing.files import (
    AS_OF,
    MAPPED,
    SAMPLES,
    as_csv,
    as_json,
    as_lines,
    as_xlsx,
    bring,
)
from tests.store.importing.mutations import mutated

COUNT = 1000 if "ENTENTE_LONG" in os.environ else 60
OWN = {"whole.json": as_json, "lines.jsonl": as_lines, "own.csv": as_csv, "own.xlsx": as_xlsx}
NAMES = (*sorted(each.name for each in SAMPLES.iterdir()), *OWN)


@pytest.mark.parametrize("name", NAMES)
def test_a_spoilt_file_is_refused_or_read_and_the_register_stays_sound(
    tmp_path: Path, name: str
) -> None:
    source = OWN[name](tmp_path) if name in OWN else SAMPLES / name
    data, random = source.read_bytes(), Random(name)
    columns = read_mapping(MAPPED) if name == "pledges.csv" else None
    store = make_store(tmp_path / "register.json", SMALL_REGISTER)
    taken = 0
    for _ in range(COUNT):
        spoilt = tmp_path / f"spoilt{source.suffix}"
        spoilt.write_bytes(mutated(data, random))
        before = store.state
        try:
            done = bring(store, spoilt, columns=columns)
        except EntenteError as error:
            assert error.message
            assert store.state == before
            continue
        taken += 1
        assert bring(store, spoilt, columns=columns).transaction is None
        assert (done.transaction is None) == (store.state == before)
    assert taken
    found = examine(store.path, AS_OF).findings
    assert [each for each in found if each.severity is Severity.ERROR] == []
