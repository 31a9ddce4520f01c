"""What every test stands on: no user's files, no clock, one small register."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from msgspec.structs import replace

from fixtures import bundled
from store.model.entities import Commitment, Register
from store.model.ids import with_ids
from store.register.codec import read_register
from store.register.store import Store
from tests.postgres import Server, keep_in, running
from tests.registers import HOSTILE_REGISTER, SMALL_REGISTER

# `ENTENTE_LONG` looks further; `ENTENTE_SHORT` is for what another Python has looked through.
_EXAMPLES = 200 if "ENTENTE_LONG" in os.environ else 15 if "ENTENTE_SHORT" in os.environ else 40
# A busy machine is no reason to fail, nor is chance: the same examples are tried at every run, and
# others where `ENTENTE_LONG` looks for what nobody has thought of.
settings.register_profile(
    "any-pace",
    deadline=None,
    derandomize="ENTENTE_LONG" not in os.environ,
    max_examples=_EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("any-pace")

AS_OF = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
_PATH_LENGTH = 72
"""Characters of the path of a test's folder: room for the folders that pytest makes by itself."""


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist
def pytest_xdist_auto_num_workers() -> int | None:
    """Run more tests at a time than there are processors: many of them wait for the board."""
    named = "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ
    return None if named else (os.cpu_count() or 1) + 2


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never among what all tests share: a fifth of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about files where a register is kept in a database.

    And with `ENTENTE_SHORT` all but the first of every sweep: sizes, colours, pictures and random
    keys do not depend on the Python. A sweep without a parameter is left out whole.
    """
    items[:] = [
        each
        for each in items
        if not (each.get_closest_marker("only_files") and "[postgres" in each.name)
    ]
    further = set(_further_of_sweeps(items))
    if "ENTENTE_SHORT" in os.environ and further:
        config.hook.pytest_deselected(items=list(further))
        items[:] = [each for each in items if each not in further]


def _further_of_sweeps(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return the tests that try another than the first value of the parameter they sweep."""
    first: dict[str, object] = {}
    further: list[pytest.Item] = []
    for each in items:
        for sweep in each.iter_markers("sweep"):
            if not sweep.args:
                further.append(each)
            elif isinstance(each, pytest.Function):
                value = each.callspec.params[sweep.args[0]]
                if first.setdefault(each.nodeid.partition("[")[0], value) != value:
                    further.append(each)
    return further


@pytest.fixture(scope="session")
def new_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Path]]:
    """Make folders whose paths are all as long, on every machine and in every run.

    A message that names a path is broken and cut at the same place everywhere then.
    """
    base, numbers = tmp_path_factory.getbasetemp(), count()

    def made() -> Path:
        digits = _PATH_LENGTH - len(f"{base}/")
        folder = base / f"{next(numbers):0{digits}}"
        folder.mkdir()
        return folder

    if len(str(base)) <= _PATH_LENGTH - len("/12345"):
        yield made
        return
    # A browser makes its sockets in the temporary folder, and their paths must be short too.
    with tempfile.TemporaryDirectory(dir="/tmp") as short, pytest.MonkeyPatch.context() as patch:
        os.chmod(short, 0o755)  # some tests run as somebody else
        patch.setenv("TMPDIR", short)
        patch.setattr(tempfile, "tempdir", None)
        base = Path(short)
        yield made


@pytest.fixture
def tmp_path(new_folder: Callable[[], Path]) -> Path:
    """A folder of the test's own, in place of the one that pytest names after the test."""
    return new_folder()


@pytest.fixture(autouse=True)
def own_home(new_folder: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test away from the user's own files and settings."""
    home = new_folder()
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("ENTENTE_REGISTER", "NO_COLOR", "COLUMNS", "LINES", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LOGNAME", "ana")
    return home


def make_store(path: Path, register: Register, user: str = "ana") -> Store:
    """Make a register's file with a clock that stands still."""
    return Store.create(path, register, user=user, clock=lambda: NOW)


def open_store(path: Path, user: str = "ana") -> Store:
    """Open a register's file with a clock that stands still."""
    return Store(path, user=user, clock=lambda: NOW)


def saved(commitment: Commitment) -> Commitment:
    """Return a commitment as the store saves it: every new item with an id."""
    return with_ids(None, commitment, "ana", "2026-11-22T10:00:00Z")


def plain(register: Register) -> Register:
    """Return a register without its revisions, which count on also through an undo."""
    commitments = tuple(replace(each, revision=0) for each in register.commitments)
    return replace(register, commitments=commitments)


@pytest.fixture
def register_path(tmp_path: Path) -> Path:
    """Where the test's register is kept."""
    return tmp_path / "register.json"


@pytest.fixture
def small_store(register_path: Path) -> Store:
    """A store of four commitments in two domains."""
    return make_store(register_path, SMALL_REGISTER)


@pytest.fixture
def hostile_store(register_path: Path) -> Store:
    """A store whose every text tries to break out."""
    return make_store(register_path, HOSTILE_REGISTER)


@pytest.fixture
def india_us(register_path: Path) -> Store:
    """A store of the bundled register."""
    return make_store(register_path, read_register(bundled(), "the bundled register"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL that runs as long as the tests do; skips where there is none."""
    with running() as server:
        yield server


@pytest.fixture(params=["file", "postgres"])
def either_storage(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test twice: on a register in a file, and on one in PostgreSQL."""
    kept_in = str(request.param)
    if kept_in == "postgres":
        keep_in(request.getfixturevalue("postgres"), monkeypatch)
    return kept_in
