"""`entente keep`: a second copy, a copy that was lost or changed, one that comes through stdin."""

from __future__ import annotations

import io
import json
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from store.register.kept_copies import KeptCopies
from store.register.store import Store
from tests.cli.conftest import Run

PAGE, OTHER = b"<html>[bold] the page</html>", b"another page"
NAME = sha256(PAGE).hexdigest()
FOR = ("--for", "pilot-school")


@pytest.fixture
def page(tmp_path: Path) -> str:
    """A page that somebody saved, beside another."""
    (tmp_path / "page.html").write_bytes(PAGE)
    (tmp_path / "other.html").write_bytes(OTHER)
    return str(tmp_path / "page.html")


@pytest.fixture
def kept(entente: Run, small: Path, page: str) -> Path:
    """The copy of that page, kept for the newest source of a commitment."""
    assert entente("keep", page, *FOR).code == 0
    return KeptCopies(small).folder / f"{NAME}.html"


def test_a_changed_copy_is_put_right_by_keeping_it_again(
    entente: Run, page: str, kept: Path
) -> None:
    kept.write_text("changed")
    assert "keep it again: entente keep FILE --for ID --update UPDATE" in entente("doctor").out
    again = entente("keep", page, *FOR)
    assert again.code == 0
    assert "the copy of page.html was changed since it was kept; it is put right" in again.err
    assert kept.read_bytes() == PAGE
    assert entente("keep", "--check").code == 0
    assert len(entente("log", "--json").items) == 1  # the register says what it said


def test_a_lost_copy_is_put_back_by_keeping_it_again(entente: Run, page: str, kept: Path) -> None:
    assert entente("keep", "--check").err == "0 of 1 copy missing or changed\n"
    kept.unlink()
    assert entente("keep", "--check").err == "1 of 1 copy missing or changed\n"
    again = entente("keep", page, *FOR)
    assert again.code == 0
    assert "the copy of page.html was missing; it is put right" in again.err
    assert kept.read_bytes() == PAGE
    assert entente("keep", page, *FOR).code == 1  # now there is nothing to do


def test_a_copy_that_was_changed_while_another_was_cited_is_written_anew(
    entente: Run, page: str, kept: Path, tmp_path: Path
) -> None:
    assert entente("keep", str(tmp_path / "other.html"), *FOR).code == 0
    kept.write_text("changed")
    assert entente("keep", page, *FOR).code == 0
    assert kept.read_bytes() == PAGE
    assert entente("keep", "--check").code == 0


def test_a_second_copy_says_which_it_takes_the_place_of(
    entente: Run, small: Path, kept: Path, tmp_path: Path
) -> None:
    second = entente("keep", str(tmp_path / "other.html"), *FOR)
    assert f"copy of other.html kept in place of {NAME[:12]}… · `entente undo`" in second.err
    assert kept.read_bytes() == PAGE
    assert entente("undo").code == 0
    source = next(each for each in Store(small, user="a").register.commitments[1].updates[::-1])
    assert source.source is not None
    assert source.source.copy == NAME


def test_a_page_comes_through_stdin(
    entente: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for data, code in ((PAGE, 0), (b"", 2)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert entente("keep", "-", *FOR).code == code
    assert [each.name for each in KeptCopies(small).folder.iterdir()] == [NAME]
    assert entente("keep", "--check").code == 0


@pytest.mark.usefixtures("small")
def test_a_copy_that_is_only_looked_at_is_not_put_right(
    entente: Run, page: str, kept: Path
) -> None:
    kept.unlink()
    assert entente("--read-only", "keep", page, *FOR).code == 1
    assert not kept.exists()


def test_a_folder_says_which_copies_it_lacks_and_puts_its_own_right(
    entente: Run, page: str, kept: Path, tmp_path: Path
) -> None:
    out = ("export", "--format", "folder", "-o", str(tmp_path / "out"), "--force")
    there = tmp_path / "out" / "sources" / kept.name
    assert "left out" not in entente(*out).err
    there.write_text("changed")
    (kept.parent / f"{NAME}.aaa").write_text("planted")
    assert "left out" not in entente(*out).err
    assert [each.read_bytes() for each in there.parent.iterdir()] == [PAGE]
    (kept.parent / f"{NAME}.aaa").unlink()
    kept.write_text("changed")
    said = entente(*out)
    assert said.code == 0
    assert "1 copy of sources left out, missing or changed: `entente keep --check`" in said.err


def test_copies_of_steps_and_agreements_are_checked_and_go_along(
    entente: Run, tmp_path: Path
) -> None:
    step, pact = (sha256(each).hexdigest() for each in (PAGE, OTHER))
    told = {
        "schema": 1,
        "title": "t",
        "instruments": [{"id": "i", "title": "I", "source": {"title": "s", "copy": pact}}],
        "commitments": [
            {
                "id": "x",
                "title": "X",
                "instrument": "i",
                "milestones": [{"id": "m1", "title": "a", "source": {"title": "s", "copy": step}}],
            }
        ],
    }
    (tmp_path / "in.json").write_text(json.dumps(told))
    path = tmp_path / "made.json"
    assert entente("import", str(tmp_path / "in.json"), "--into", str(path)).code == 0
    register = ("--register", str(path))
    checked = entente(*register, "keep", "--check", "--json")
    assert checked.code == 6
    assert {(each["of"], each["update"]) for each in checked.items} == {
        ("milestone", "m1"),
        ("instrument", "i"),
    }
    told_by_doctor = entente(*register, "doctor").out
    assert "commitments x, milestones m1" in told_by_doctor
    assert "put the file back into made.sources" in told_by_doctor
    for data in (PAGE, OTHER):
        KeptCopies(path).keep_bytes(data, ".txt")
    assert entente(*register, "keep", "--check").code == 0
    assert entente(*register, "export", "--format", "folder", "-o", str(tmp_path / "F")).code == 0
    names = {each.stem for each in (tmp_path / "F" / "sources").iterdir()}
    assert names == {step, pact}
