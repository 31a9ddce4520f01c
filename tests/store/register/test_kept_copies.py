"""Copies of sources beside the register: kept once, named by what they are, and looked after."""

from __future__ import annotations

import stat
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.doctor.examination import examine
from store.errors import BadValue, CannotRead
from store.model.address import DatabaseAddress
from store.model.edits import keep_copy, sourced_update
from store.model.entities import Source
from store.register.copying import copy_kept, copy_register
from store.register.kept_copies import KeptCopies, named_files
from store.register.store import Store
from tests.conftest import AS_OF


def page(folder: Path, text: bytes = b"<html>[/] \x1b[31m</html>", name: str = "p.HTML") -> Path:
    path = folder / name
    path.write_bytes(text)
    return path


def test_a_copy_is_named_by_its_bytes_and_written_once(small_store: Store, tmp_path: Path) -> None:
    copies = KeptCopies(small_store.path)
    name = copies.keep(page(tmp_path))
    assert name == sha256(page(tmp_path).read_bytes()).hexdigest()
    assert copies.keep(page(tmp_path, name="again.html")) == name
    assert [each.name for each in copies.folder.iterdir()] == [f"{name}.html"]


@pytest.mark.skipif(sys.platform == "win32", reason="other modes")
@pytest.mark.parametrize(("shared", "folder"), [(0o600, 0o700), (0o640, 0o750), (0o664, 0o775)])
def test_copies_are_for_those_who_may_read_the_register(
    small_store: Store, tmp_path: Path, shared: int, folder: int
) -> None:
    def modes() -> set[tuple[str, int]]:
        every = (copies.folder, *copies.folder.iterdir())
        return {(each.suffix, stat.S_IMODE(each.stat().st_mode)) for each in every}

    small_store.path.chmod(shared)
    copies = KeptCopies(small_store.path)
    copies.keep(page(tmp_path))
    assert modes() == {(".sources", folder), (".html", shared)}
    # A folder that was made otherwise is so with the next copy.
    copies.folder.chmod(0o777)
    copies.keep(page(tmp_path, b"other", "p.pdf"))
    assert modes() == {(".sources", folder), (".html", shared), (".pdf", shared)}


@pytest.mark.skipif(sys.platform == "win32", reason="other links")
def test_a_folder_that_a_link_leads_to_stays_as_somebody_made_it(
    small_store: Store, tmp_path: Path
) -> None:
    small_store.path.chmod(0o600)
    copies, elsewhere = KeptCopies(small_store.path), tmp_path / "elsewhere"
    elsewhere.mkdir()
    elsewhere.chmod(0o755)
    copies.folder.symlink_to(elsewhere)
    name = copies.keep(page(tmp_path))
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o755
    assert stat.S_IMODE((elsewhere / f"{name}.html").stat().st_mode) == 0o600


def test_what_cannot_be_kept_is_said_and_leaves_nothing(
    register_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = KeptCopies(register_path)
    with pytest.raises(CannotRead):
        copies.keep(tmp_path / "none.pdf")
    with pytest.raises(CannotRead):
        copies.keep(tmp_path)
    with pytest.raises(BadValue, match="empty"):
        copies.keep(page(tmp_path, b""))
    monkeypatch.setattr("store.register.kept_copies.MOST_BYTES", 3)
    with pytest.raises(BadValue, match="larger"):
        copies.keep(page(tmp_path))
    assert not copies.folder.exists()


def test_a_missing_and_a_changed_copy_are_found(small_store: Store, tmp_path: Path) -> None:
    copies = KeptCopies(small_store.path)
    name = copies.keep(page(tmp_path))
    small_store.change(["pilot-school"], lambda each: keep_copy(each, "u2", name))
    commitments = small_store.register.commitments
    assert list(copies.problems(commitments)) == []
    (kept,) = copies.folder.iterdir()
    kept.write_bytes(b"other")
    (changed,) = copies.problems(commitments)
    assert (changed.commitment, changed.update) == ("pilot-school", "u2")
    assert changed.what.startswith("changed")
    kept.unlink()
    (missing,) = copies.problems(commitments)
    assert missing.what == "missing"
    told = [str(each.place) for each in examine(small_store.path, AS_OF).findings]
    assert "commitments pilot-school, updates u2" in told


def test_what_lies_beside_a_copy_under_its_name_does_not_make_it_another(
    small_store: Store, tmp_path: Path
) -> None:
    copies = KeptCopies(small_store.path)
    name = copies.keep(page(tmp_path))
    for ending in (".aaa", ".zzz"):
        (copies.folder / f"{name}{ending}").write_text("planted")
    assert copies.condition(name) == "still the same"
    assert copies.find(name) == copies.sound(name) == copies.folder / f"{name}.html"
    assert named_files(copies.folder)[name] == copies.folder / f"{name}.html"


def test_keeping_a_file_again_puts_right_what_has_its_name(
    small_store: Store, tmp_path: Path
) -> None:
    copies = KeptCopies(small_store.path)
    name = copies.keep(page(tmp_path))
    kept = copies.folder / f"{name}.html"
    kept.write_text("changed")
    assert copies.sound(name) is None
    assert copies.keep(page(tmp_path)) == name
    assert copies.sound(name) == kept
    kept.rename(copies.folder / f"{name}.aaa")
    (copies.folder / f"{name}.aaa").write_text("changed")
    copies.keep(page(tmp_path))
    assert copies.sound(name) == kept


def test_copies_of_steps_and_of_agreements_are_looked_after(small_store: Store) -> None:
    visits = small_store.register.commitments[0]
    pact = small_store.register.instruments[0]
    step = replace(visits.milestones[0], source=Source("A step", copy="a" * 64))
    commitment = replace(visits, milestones=(step, *visits.milestones[1:]))
    instrument = replace(pact, source=Source("A pact", copy="b" * 64))
    found = KeptCopies(small_store.path).problems([commitment], [instrument])
    assert [(each.commitment, each.update, each.of, each.what) for each in found] == [
        ("", pact.id, "instrument", "missing"),
        (visits.id, step.id, "milestone", "missing"),
    ]


def test_a_name_that_leads_out_of_the_folder_finds_nothing(register_path: Path) -> None:
    copies = KeptCopies(register_path)
    copies.folder.mkdir()
    for name in ("../register.json", "*", "", "a" * 63, "A" * 64):
        assert copies.find(name) is None


def test_only_an_update_with_a_source_has_a_copy(small_store: Store) -> None:
    visits, _, code, weather = small_store.register.commitments
    assert sourced_update(visits).id == "u2"
    for commitment, update in ((code, ""), (weather, "u1")):
        with pytest.raises(BadValue, match="cites no source"):
            sourced_update(commitment, update)


def test_a_copied_register_has_its_copies_beside_it(small_store: Store, tmp_path: Path) -> None:
    copies = KeptCopies(small_store.path)
    name = copies.keep(page(tmp_path))
    changed = copies.folder / f"{'0' * 64}.txt"
    changed.write_text("not what its name says")
    small_store.change(["pilot-school"], lambda each: keep_copy(each, "u2", name))
    target = tmp_path / "copy" / "other.json"
    copy_register(small_store.path, target)
    assert copy_kept(small_store.path, target) == 1
    assert list(KeptCopies(target).problems(small_store.register.commitments)) == []
    assert copy_kept(small_store.path, DatabaseAddress("postgresql:///x")) == 0
