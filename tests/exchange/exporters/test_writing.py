"""A file appears whole or not at all, and nothing gives way without being told to."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange.exporters import FORMATS, ExportFormat, Selection, format_named, save
from exchange.exporters.atomic import replacing, undisturbed
from store.errors import CannotWrite, EntenteError, Exists
from tests.exchange.exporters.exports import written
from tests.store.storage.test_faults import file_size_limit

CSV = format_named("csv")
FILES = [each for each in FORMATS if each.name != "folder"]


class Enough(Exception):
    pass


def cancel(done: int, total: int) -> None:
    raise Enough


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "out"
    made.mkdir()
    return made


def test_a_file_holds_what_the_stream_would_get(small: Selection, folder: Path) -> None:
    save(small, CSV, folder / "x.csv")
    assert (folder / "x.csv").read_bytes() == written(small, "csv")[0]
    assert os.listdir(folder) == ["x.csv"]


def test_what_is_there_gives_way_only_to_force(small: Selection, folder: Path) -> None:
    path = folder / "x.csv"
    path.write_text("mine")
    with pytest.raises(Exists, match="exists already") as caught:
        save(small, CSV, path)
    assert caught.value.hint == "choose another path, or replace it with --force"
    assert path.read_text() == "mine"
    path.chmod(0o640)
    save(small, CSV, path, force=True)
    assert path.read_bytes() == written(small, "csv")[0]
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="no limit to what a file can hold")
@pytest.mark.parametrize("form", FILES, ids=[each.name for each in FILES])
@pytest.mark.parametrize("size", [0, 600])
def test_a_full_disk_is_said_once_and_leaves_nothing(
    small: Selection,
    folder: Path,
    form: ExportFormat,
    size: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said_later: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", said_later.append)
    with file_size_limit(size), pytest.raises(CannotWrite, match="File too large"):
        save(small, form, folder / "x")
    gc.collect()
    assert said_later == []
    assert os.listdir(folder) == []


def test_what_comes_there_meanwhile_is_not_overwritten(folder: Path) -> None:
    path = folder / "x.csv"
    with pytest.raises(Exists), replacing(path, force=False) as out:
        out.write(b"new")
        path.write_text("mine")
    assert path.read_text() == "mine"
    assert os.listdir(folder) == ["x.csv"]


@pytest.mark.parametrize("form", FILES, ids=lambda each: each.name)
def test_cancelling_leaves_nothing(small: Selection, folder: Path, form: ExportFormat) -> None:
    with pytest.raises(Enough):
        save(small, form, folder / "x", progress=cancel)
    assert os.listdir(folder) == []
    (folder / "x").write_text("mine")
    with pytest.raises(Enough):
        save(small, form, folder / "x", force=True, progress=cancel)
    assert (folder / "x").read_text() == "mine"
    assert os.listdir(folder) == ["x"]


@pytest.mark.parametrize("form", FILES, ids=lambda each: each.name)
def test_progress_comes_to_its_end(small: Selection, folder: Path, form: ExportFormat) -> None:
    told: list[tuple[int, int]] = []
    save(small, form, folder / "x", progress=lambda *each: told.append(each))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 0


def test_an_export_can_run_in_another_thread(small: Selection, folder: Path) -> None:
    thread = threading.Thread(target=save, args=(small, CSV, folder / "x.csv"))
    thread.start()
    thread.join()
    assert (folder / "x.csv").exists()


@pytest.mark.parametrize("name", ["absent/x.csv", "a\0b", "x" * 300])
@pytest.mark.parametrize("form", ["csv", "folder"])
def test_a_path_that_cannot_be_is_said_to(
    small: Selection, folder: Path, name: str, form: str
) -> None:
    with pytest.raises(CannotWrite, match="cannot be written"):
        save(small, format_named(form), folder / name)
    assert os.listdir(folder) == []


def test_a_folder_and_a_pipe_are_no_files(small: Selection, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    for path in (folder, folder / "pipe"):
        with pytest.raises(EntenteError):
            save(small, CSV, path, force=True)


def test_a_link_stays_and_what_it_names_is_replaced(small: Selection, folder: Path) -> None:
    (folder / "real.csv").write_text("mine")
    (folder / "link.csv").symlink_to(folder / "real.csv")
    with pytest.raises(Exists):
        save(small, CSV, folder / "link.csv")
    save(small, CSV, folder / "link.csv", force=True)
    assert (folder / "link.csv").is_symlink()
    assert (folder / "real.csv").read_bytes() == written(small, "csv")[0]


@pytest.fixture
def heeding_ctrl_c() -> Iterator[None]:
    # A program started in the background by a shell ignores it from the start.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeding_ctrl_c")
def test_ctrl_c_waits_for_the_renames() -> None:
    done = False
    with pytest.raises(KeyboardInterrupt):
        with undisturbed():
            signal.raise_signal(signal.SIGINT)
            done = True
        pytest.fail("the interrupt was lost")
    assert done
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
