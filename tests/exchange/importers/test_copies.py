"""Copies of sources travel with an exported folder, and are taken in beside the register."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from exchange.exporters import format_named, save, select
from exchange.importers.importer import ImportRequest, import_files
from exchange.importers.report import ImportReport
from store.model.edits import keep_copy
from store.model.entities import Register
from store.portfolio.portfolio import Portfolio
from store.register.kept_copies import KeptCopies
from store.register.store import Store
from tests.conftest import AS_OF, make_store
from tests.registers import SMALL_REGISTER

PAGE = b"<html>[/] \x1b[31m</html>"
NAME = sha256(PAGE).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An exported register of which one source has a copy."""
    (tmp_path / "ours").mkdir()
    store = make_store(tmp_path / "ours" / "small.json", SMALL_REGISTER)
    (tmp_path / "page.html").write_bytes(PAGE)
    name = KeptCopies(store.path).keep(tmp_path / "page.html")
    store.change(["pilot-school"], lambda each: keep_copy(each, "u2", name))
    selection = select(store, Portfolio(store.register, AS_OF))
    save(selection, format_named("folder"), tmp_path / "shared")
    return tmp_path / "shared"


def taken(store: Store, folder: Path, *, dry_run: bool = False) -> ImportReport:
    request = ImportRequest(as_of=AS_OF, dry_run=dry_run)
    return import_files(store, [folder], request).reports[0]


def empty(tmp_path: Path) -> Store:
    (tmp_path / "theirs").mkdir()
    return make_store(tmp_path / "theirs" / "other.json", Register("Theirs"))


def test_the_copies_come_along(tmp_path: Path, folder: Path) -> None:
    store = empty(tmp_path)
    assert "1 copy of sources taken in" in taken(store, folder).remarks
    copies = KeptCopies(store.path)
    (kept,) = copies.folder.iterdir()
    assert (kept.name, kept.read_bytes()) == (f"{NAME}.html", PAGE)
    assert list(copies.problems(store.register.commitments)) == []
    assert not any("cop" in each for each in taken(store, folder).remarks)


def test_a_copy_that_was_lost_comes_back_though_nothing_else_is_new(
    tmp_path: Path, folder: Path
) -> None:
    store = empty(tmp_path)
    taken(store, folder)
    (kept,) = KeptCopies(store.path).folder.iterdir()
    kept.unlink()
    assert "1 copy of sources taken in" in taken(store, folder).remarks
    assert kept.read_bytes() == PAGE


def test_a_dry_run_says_what_would_come_and_writes_nothing(tmp_path: Path, folder: Path) -> None:
    store = empty(tmp_path)
    assert "1 copy of sources would be taken in" in taken(store, folder, dry_run=True).remarks
    assert not KeptCopies(store.path).folder.exists()


def test_a_copy_whose_bytes_are_others_is_left_and_said(tmp_path: Path, folder: Path) -> None:
    (folder / "sources" / f"{NAME}.html").write_bytes(b"something else")
    store = empty(tmp_path)
    (remark,) = [each for each in taken(store, folder).remarks if "copy" in each]
    assert "was left: it was changed since it was kept" in remark
    assert not KeptCopies(store.path).folder.exists()


def test_what_is_no_copy_of_a_source_of_it_is_not_taken(tmp_path: Path, folder: Path) -> None:
    sources = folder / "sources"
    stray = b"nobody speaks of this"
    (sources / f"{sha256(stray).hexdigest()}.txt").write_bytes(stray)
    (sources / "notes.txt").write_text("not a copy")
    (sources / f"{'0' * 64}.html").symlink_to("/etc/passwd")
    store = empty(tmp_path)
    taken(store, folder)
    assert [each.name for each in KeptCopies(store.path).folder.iterdir()] == [f"{NAME}.html"]


def test_a_folder_of_copies_that_is_a_link_is_not_followed(tmp_path: Path, folder: Path) -> None:
    (folder / "sources").rename(tmp_path / "elsewhere")
    (folder / "sources").symlink_to(tmp_path / "elsewhere")
    store = empty(tmp_path)
    assert not any("cop" in each for each in taken(store, folder).remarks)
    assert not KeptCopies(store.path).folder.exists()


def test_a_copy_that_cannot_be_written_is_said_and_the_rest_is_saved(
    tmp_path: Path, folder: Path
) -> None:
    store = empty(tmp_path)
    KeptCopies(store.path).folder.write_text("a file in its place")
    remarks = taken(store, folder).remarks
    assert any("a copy was left: the copy cannot be kept" in each for each in remarks)
    assert len(store.register.commitments) == 4
