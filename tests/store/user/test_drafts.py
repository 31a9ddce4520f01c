"""Drafts: what was typed is there again, whoever ended the program, and only for its form."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.user.drafts import Drafts

MORNING = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
NEXT_DAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def _drafts(folder: Path, register: str = "r.json", now: datetime = MORNING) -> Drafts:
    return Drafts(folder, folder / register, clock=lambda: now)


def _keep(drafts: Drafts, form: str, of: str, **answers: str) -> None:
    drafts.keep(form, of, answers, dict.fromkeys(answers, ""))
    drafts.settle()


def test_a_draft_is_there_for_another_process(tmp_path: Path) -> None:
    _keep(_drafts(tmp_path), "update", "p8i", note="[/] ข้อ \x1b[31m", url="")
    found = _drafts(tmp_path).find("update", "p8i")
    assert found is not None
    assert found.answers == {"note": "[/] ข้อ \x1b[31m", "url": ""}
    assert found.was == {"note": "", "url": ""}


def test_a_draft_belongs_to_its_form_its_commitment_and_its_register(tmp_path: Path) -> None:
    _keep(_drafts(tmp_path), "update", "p8i", note="x")
    assert _drafts(tmp_path).find("edit", "p8i") is None
    assert _drafts(tmp_path).find("update", "p8") is None
    assert _drafts(tmp_path, "other.json").find("update", "p8i") is None


def test_a_register_is_the_same_by_another_path(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "r.json")
    _keep(_drafts(tmp_path), "update", "p8i", note="x")
    assert _drafts(tmp_path, "link.json").find("update", "p8i") is not None


def test_the_last_word_counts_and_a_dropped_draft_is_gone(tmp_path: Path) -> None:
    drafts = _drafts(tmp_path)
    for text in ("a", "ab", "abc"):
        drafts.keep("update", "p8i", {"note": text}, {"note": ""})
    drafts.settle()
    found = _drafts(tmp_path).find("update", "p8i")
    assert found is not None
    assert found.answers == {"note": "abc"}
    drafts.drop("update", "p8i")
    drafts.drop("update", "p8i")
    assert drafts.find("update", "p8i") is None
    drafts.settle()
    assert list(tmp_path.iterdir()) == []


def test_its_time_is_said_with_the_day_when_that_is_another(tmp_path: Path) -> None:
    _keep(_drafts(tmp_path), "update", "p8i", note="x")
    found = _drafts(tmp_path).find("update", "p8i")
    assert found is not None
    assert _drafts(tmp_path).time_words(found) == "14:02"
    assert _drafts(tmp_path, now=NEXT_DAY).time_words(found) == "2026-11-22 14:02"


def test_only_the_user_can_read_it_and_nothing_is_left_half_written(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "drafts"
    drafts = Drafts(folder, tmp_path / "r.json", clock=lambda: MORNING)
    _keep(drafts, "add", "", id="x")
    (file,) = folder.iterdir()
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"register": 1}', b"\xff\xfe", b"null"])
def test_a_file_that_is_no_draft_is_no_draft(tmp_path: Path, content: bytes) -> None:
    _keep(_drafts(tmp_path), "update", "p8i", note="x")
    (file,) = tmp_path.iterdir()
    file.write_bytes(content)
    assert _drafts(tmp_path).find("update", "p8i") is None


def test_a_folder_that_cannot_be_written_is_said_once_asked(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    drafts = Drafts(tmp_path / "file" / "drafts", tmp_path / "r.json", clock=lambda: MORNING)
    _keep(drafts, "update", "p8i", note="x")
    assert "drafts cannot be kept in" in drafts.trouble
    drafts.drop("update", "p8i")
    drafts.settle()


def test_long_and_odd_names_have_files_of_their_own(tmp_path: Path) -> None:
    drafts = _drafts(tmp_path)
    names = ["x" * 400, "x" * 401, "../../etc", "", "a b", "a-b", "ข้อ", "\ud800"]
    for number, name in enumerate(names):
        _keep(drafts, "update", name, note=str(number))
    for number, name in enumerate(names):
        found = _drafts(tmp_path).find("update", name)
        assert found is not None
        assert found.answers == {"note": str(number)}
    assert all(each.parent == tmp_path for each in tmp_path.iterdir())
