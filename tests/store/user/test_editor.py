"""The user's editor, and the text that is never lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from store.user.editor import EditorFailed, editor_command, run_editor, write_draft

APPENDS = [sys.executable, "-c", "import sys; open(sys.argv[1], 'a').write('more')"]
FAILS = [sys.executable, "-c", "import sys; open(sys.argv[1], 'a').write('more'); sys.exit(3)"]
BREAKS = [sys.executable, "-c", "import sys; open(sys.argv[1], 'wb').write(bytes([255]))"]


def test_visual_goes_before_editor_and_may_have_options() -> None:
    assert editor_command({"VISUAL": "code --wait", "EDITOR": "vi"}) == ["code", "--wait"]
    assert editor_command({"VISUAL": " ", "EDITOR": "'my editor' -x"}) == ["my editor", "-x"]


def test_without_either_a_usual_one_is_looked_for(tmp_path: Path) -> None:
    with pytest.raises(EditorFailed, match="no editor") as failed:
        editor_command({"PATH": str(tmp_path)})
    assert "EDITOR" in failed.value.hint
    nano = tmp_path / "nano"
    nano.write_text("#!/bin/sh\n")
    nano.chmod(0o755)
    assert editor_command({"PATH": str(tmp_path)}) == [str(nano)]


def test_a_command_that_cannot_be_split_is_named() -> None:
    with pytest.raises(EditorFailed, match="VISUAL"):
        editor_command({"VISUAL": "vi 'x"})


def test_a_draft_is_ones_own_and_overwrites_no_other() -> None:
    first, second = write_draft("js25-p8i", "one\r\n"), write_draft("js25-p8i", "two")
    assert first != second
    assert (first.read_bytes(), second.read_bytes()) == (b"one\r\n", b"two")
    assert first.stat().st_mode & 0o077 == 0
    assert write_draft("../../x/y", "").parent == first.parent


def test_what_was_saved_comes_back() -> None:
    path = write_draft("a", "text, ")
    assert run_editor(path, APPENDS) == "text, more"


@pytest.mark.parametrize(
    ("command", "kept"), [(FAILS, b"text, more"), (BREAKS, b"\xff"), (["/no/such"], b"text, ")]
)
def test_when_the_editor_fails_the_text_is_kept_and_named(command: list[str], kept: bytes) -> None:
    path = write_draft("a", "text, ")
    with pytest.raises(EditorFailed) as failed:
        run_editor(path, command)
    assert str(path) in failed.value.hint
    assert path.read_bytes() == kept
