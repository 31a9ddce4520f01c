"""TinyDB's own published tests, run against our classes.

They are fetched from the package index, so only when asked: ENTENTE_PUBLISHED=1.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.store.storage.processes import ROOT

pytestmark = pytest.mark.skipif(
    "ENTENTE_PUBLISHED" not in os.environ,
    reason="set ENTENTE_PUBLISHED=1 to download TinyDB's own tests and run them",
)

ON_PURPOSE = {
    "test_tables.py::test_next_id": "an id is given only with its document, under the lock",
    "test_tables.py::test_query_cache": "no query cache: it would share documents with callers",
    "test_tables.py::test_query_cache_size": "no query cache",
    "test_tables.py::test_lru_cache": "no query cache",
    "test_tinydb.py::test_search": "no query cache",
    "test_tinydb.py::test_search_path": "no query cache",
    "test_tables.py::test_table_repr": "the classes have names of their own",
    "test_tinydb.py::test_repr": "the classes have names of their own",
    "test_tinydb.py::test_access_storage": "a database has no storage but its own",
    "test_tinydb.py::test_storage_access": "a database has no storage but its own",
}
"""The published tests that fail, and why they should: listed in docs/storage.md too."""

_CONFTEST = '''
import itertools
import pytest
from store.storage import Database

@pytest.fixture(autouse=True)
def ours_instead(request, tmp_path, monkeypatch):
    """Let the tests make our databases where they make TinyDB's."""
    numbers = itertools.count()

    def make(path=None, storage=None, **options):
        return Database(path or tmp_path / f"{next(numbers)}.json", create=True)

    if hasattr(request.module, "TinyDB"):
        monkeypatch.setattr(request.module, "TinyDB", make)

@pytest.fixture
def db(tmp_path):
    made = Database(tmp_path / "test.db", create=True)
    made.insert_multiple({"int": 1, "char": c} for c in "abc")
    return made
'''


def test_what_fails_fails_on_purpose(tmp_path: Path) -> None:
    wanted = f"tinydb=={version('tinydb')}"
    download = ("pip", "download", "-q", "--no-binary", ":all:", "--no-deps", "--dest")
    subprocess.run([sys.executable, "-m", *download, str(tmp_path), wanted], check=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        for member in packed.getmembers():
            name = Path(member.name).name
            if name in ("test_tables.py", "test_operations.py", "test_tinydb.py"):
                file = packed.extractfile(member)
                assert file is not None
                (tmp_path / name).write_bytes(file.read())
    (tmp_path / "conftest.py").write_text(_CONFTEST)
    run = ("-m", "pytest", "-q", "-rfE", "--tb=line", "-p", "no:cacheprovider")
    said = subprocess.run(
        [sys.executable, *run, "--rootdir", str(tmp_path), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    print(said)
    failed = set(re.findall(r"^(?:FAILED|ERROR) \S*?(\w+\.py::\w+)", said, re.MULTILINE))
    assert failed == set(ON_PURPOSE)
