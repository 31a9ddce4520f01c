"""The user's editor, and the text that is never lost."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from store.user.editor import (
    EditorFailed,
    editor_command,
    rewrite_draft,
    run_editor,
    write_draft,
)

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


def test_an_editor_that_removes_the_text_is_not_told_that_it_is_kept() -> None:
    path = write_draft("a", "text, ")
    removes = [sys.executable, "-c", "import os, sys; os.unlink(sys.argv[1])"]
    with pytest.raises(EditorFailed) as failed:
        run_editor(path, removes)
    assert "it removed the text" in failed.value.message
    assert failed.value.hint == f"nothing is left of {path}"


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no device without an end")
def test_what_an_editor_saves_without_an_end_is_not_read() -> None:
    path = write_draft("a", "text, ")
    zero = "import os, sys; os.unlink(sys.argv[1]); os.symlink('/dev/zero', sys.argv[1])"
    with pytest.raises(EditorFailed, match="is not a plain file"):
        run_editor(path, [sys.executable, "-c", zero])


def test_a_draft_that_cannot_be_rewritten_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_draft("a", "what was typed")
    rewrite_draft(path, "with problems")
    assert path.read_text() == "with problems"
    assert path.stat().st_mode & 0o077 == 0

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", fail)
        with pytest.raises(EditorFailed, match="No space left"):
            rewrite_draft(path, "lost")
    assert path.read_text() == "with problems"
    assert list(path.parent.iterdir()) == [path]
