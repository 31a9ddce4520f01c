"""A named pipe where a file is expected: refused in words, never waited for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.errors import CannotRead
from store.plain_files import read_plain
from store.register.kept_copies import KeptCopies
from store.user.config import read_settings
from store.user.remembered import remembered
from tests.cli.conftest import Run
from tests.pipes import pipe_at


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Path]:
    """A named pipe that somebody took for a file."""
    with pipe_at(tmp_path / "pipe") as path:
        yield path


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "words",
    [
        "keep PIPE --for pilot-school",
        "capture PIPE --dry-run",
        "match PIPE",
        "compare PIPE PIPE",
        "edit port-visits --from PIPE",
        "add new-one --from PIPE",
        "import PIPE",
        "import PIPE --map PIPE",
        "list --register PIPE",
    ],
)
def test_no_command_waits_for_a_pipe(entente: Run, words: str, pipe: Path) -> None:
    result = entente(*words.replace("PIPE", str(pipe)).split())
    assert result.code == 1
    assert f"{pipe} is no" in result.err
    assert "file" in result.err
    assert "hint: " in result.err


def test_a_pipe_in_the_place_of_a_copy_is_said_not_to_be_it(
    entente: Run, small: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text("a page")
    assert entente("keep", str(page), "--for", "pilot-school").code == 0
    (copy,) = KeptCopies(small).folder.iterdir()
    copy.unlink()
    with pipe_at(copy):
        checked = entente("keep", "--check", "--json")
        assert checked.code == 6
        assert [each["what"] for each in checked.items] == ["not a plain file, so not the copy"]
        assert "not a plain file, so not the copy" in entente("doctor").out
        assert "not a plain file, so not the copy" in entente("why", "pilot-school").out
        written = entente("export", "--format", "folder", "-o", str(tmp_path / "out"))
        assert written.code == 0
        assert not (tmp_path / "out" / "sources").exists()


def test_what_is_the_user_s_own_is_not_waited_for_either(pipe: Path) -> None:
    assert [each.words for each in read_settings(pipe).remarks] == [
        "cannot be read: it is no plain file"
    ]
    assert remembered(pipe) == {}


def test_a_link_to_a_file_is_followed_and_one_to_a_pipe_is_not(pipe: Path, tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(b"a page")
    (tmp_path / "link").symlink_to(tmp_path / "page")
    (tmp_path / "other").symlink_to(pipe)
    assert read_plain(tmp_path / "link") == b"a page"
    with pytest.raises(CannotRead, match="other is not a plain file"):
        read_plain(tmp_path / "other")
