"""`E`: the commitment as a text in the user's own editor; nothing written in it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.register.store import Store
from store.user.paths import drafts_folder
from tests.conftest import open_store
from tests.tui.screen import opened
from tests.tui.terminal import board_on_terminal
from tui.app import BoardApp


@pytest.fixture
def lent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lend the test's terminal, which is none, to the editor."""
    monkeypatch.setattr(BoardApp, "suspend", lambda self: nullcontext())


def _editor(path: Path, monkeypatch: pytest.MonkeyPatch, *commands: str) -> None:
    """Make an editor that does what a `sed` script says, the next one at each call."""
    for number, command in enumerate(commands):
        (path / f"{number}.sed").write_text(command, encoding="utf-8")
    script = path / "my editor"
    script.write_text(
        f'#!/bin/sh\ncd "{path}"\nn=$(cat calls 2>/dev/null || echo 0)\n'
        'sed -i -f "$n.sed" "$1" || exit 3\necho $((n + 1)) > calls\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", f"'{script}'")
    monkeypatch.delenv("VISUAL", raising=False)


def _kept() -> list[Path]:
    return list(drafts_folder().glob("*.txt")) if drafts_folder().exists() else []


@pytest.mark.usefixtures("lent")
async def test_what_is_changed_in_the_editor_is_saved(
    small_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _editor(tmp_path, monkeypatch, "s/^title:.*/title: Visits [\\/] ข้อ/; s/Second visit/Next one/")
    async with opened(small_store) as board:
        await board.press("E")
        saved = board.saved("port-visits")
        assert saved.title == "Visits [/] ข้อ"
        assert [each.title for each in saved.milestones] == ["First visit", "Next one"]
        assert "saved · u undo" in board.message
        assert _kept() == []
        await board.press("u")
        assert board.saved("port-visits").title == "Port visits every year"


@pytest.mark.usefixtures("lent")
async def test_a_text_left_alone_changes_nothing(
    hostile_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _editor(tmp_path, monkeypatch, *["b"] * 12)
    before = hostile_store.path.read_bytes()
    async with opened(hostile_store) as board:
        for number in range(12):
            await board.press("E")
            assert f"h{number}: nothing was changed" in board.message
            await board.press("down")
    assert hostile_store.path.read_bytes() == before
    assert _kept() == []


@pytest.mark.usefixtures("lent")
async def test_what_cannot_be_read_is_told_and_edited_again(
    small_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _editor(
        tmp_path,
        monkeypatch,
        "s/^title:.*/title: Visits/; s/^due:.*/due: soonish/",
        "s/^due:.*/due: 2027/",
    )
    async with opened(small_store) as board:
        await board.press("E")
        assert "Not saved yet: line" in board.lines[-2]
        assert "soonish" in board.lines[-2]
        assert "y edits" in board.lines[-2]
        await board.press("y", "c")
        saved = board.saved("port-visits")
        assert (saved.title, str(saved.due)) == ("Visits", "2027")
        assert _kept() == []


@pytest.mark.usefixtures("lent")
@pytest.mark.parametrize("key", ["escape", "E"])
async def test_a_text_that_is_left_unread_is_there_again(
    small_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    _editor(
        tmp_path,
        monkeypatch,
        "s/^title:.*/title: Visits/; s/^due:.*/due: soonish/",
        "s/^due:.*/due: 2027/",
    )
    before = small_store.path.read_bytes()
    async with opened(small_store) as board:
        await board.press("E", key)
        assert "Nothing was saved; the text is kept for E, in" in board.message
        assert small_store.path.read_bytes() == before
        (kept,) = _kept()
        text = kept.read_text(encoding="utf-8")
        assert "due: soonish" in text
        assert "#! line" in text
        await board.press("E", "c")
        assert (board.saved("port-visits").title, _kept()) == ("Visits", [])


@pytest.mark.usefixtures("lent")
async def test_a_due_date_that_moved_is_told_of_by_an_update(
    small_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _editor(tmp_path, monkeypatch, "s/^title:.*/title: Visits/; s/^due:.*/due: 2027/", *"bb")
    async with opened(small_store) as board:
        await board.press("E")
        assert "2025-12 → 2027: due wrong, or moved?" in board.text
        await board.press("escape")
        assert "Nothing was saved; the text is kept for E, in" in board.message
        await board.press("E", "m")
        assert "Due moved, due 2025-12 until now" in board.text
        await board.press("ctrl+s")
        saved = board.saved("port-visits")
        assert (saved.title, str(saved.due), _kept()) == ("Visits", "2025-12", [])
        assert str(saved.updates[-1].due) == "2027"


@pytest.mark.usefixtures("lent")
async def test_a_text_that_only_moves_the_due_date_is_kept_until_that_is_saved(
    small_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _editor(tmp_path, monkeypatch, "s/^due:.*/due: 2027/", "b")
    async with opened(small_store) as board:
        await board.press("E", "m", "escape")
        assert len(_kept()) == 1
        await board.press("E", "m", "ctrl+s")
        assert str(board.saved("port-visits").updates[-1].due) == "2027"
        assert _kept() == []


@pytest.mark.usefixtures("lent")
async def test_an_editor_that_fails_keeps_the_text(
    small_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _editor(tmp_path, monkeypatch, "no such command")
    async with opened(small_store) as board:
        await board.press("E")
        assert "ended with 3" in board.message
        assert len(_kept()) == 1
        assert board.app.is_running


async def test_without_an_editor_it_says_how_to_set_one(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    async with opened(small_store) as board:
        await board.press("E")
        assert "there is no editor · set VISUAL or EDITOR" in board.message
        assert _kept() == []


async def test_a_terminal_that_cannot_be_lent_is_said(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with opened(small_store) as board:
        await board.press("E")
        assert "cannot be lent to an editor" in board.message
        assert "entente edit port-visits" in board.message
        assert _kept() == []


async def test_a_change_meanwhile_is_put_to_the_user(
    small_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _editor(tmp_path, monkeypatch, "s/^title:.*/title: Visits/; /Second visit/d")
    ben = open_store(small_store.path, user="ben")

    @contextmanager
    def meanwhile(app: BoardApp) -> Iterator[None]:
        yield
        ben.change(["port-visits"], lambda each: replace(each, title="Harbour calls"))

    monkeypatch.setattr(BoardApp, "suspend", meanwhile)
    async with opened(small_store) as board:
        await board.press("E")
        assert "changed meanwhile by ben" in board.text
        await board.press("M")
        saved = board.saved("port-visits")
        assert (saved.title, len(saved.milestones)) == ("Visits", 1)
        assert _kept() == []


def test_the_editor_has_the_terminal_and_gives_it_back(small_store: Store, tmp_path: Path) -> None:
    small_store.close()
    script = tmp_path / "editor"
    script.write_text(
        "#!/bin/sh\nprintf 'EDITOR HAS IT\\n'\nread line\n"
        'sed -i "s/^title:.*/title: $line/" "$1"\n'
    )
    script.chmod(0o755)
    with board_on_terminal(small_store.path, EDITOR=str(script), VISUAL="") as terminal:
        terminal.shows("Port visits")
        terminal.keys("E")
        terminal.shows("EDITOR HAS IT")
        terminal.keys("Typed outside\r")
        terminal.shows("title edited")
        terminal.shows("Typed outside")
        terminal.keys("jq")
    assert open_store(small_store.path).register.commitments[0].title == "Typed outside"


def test_a_text_that_is_still_wrong_is_asked_about_again(
    small_store: Store, tmp_path: Path
) -> None:
    small_store.close()
    script = tmp_path / "editor"
    script.write_text(
        f"#!/bin/sh\necho called >> '{tmp_path}/calls'\n"
        f"[ $(grep -c called '{tmp_path}/calls') = 3 ] && right=high || right=enormous\n"
        'sed -i "s/^priority:.*/priority: $right/; s/^title:.*/title: In the end/" "$1"\n'
    )
    script.chmod(0o755)
    with board_on_terminal(small_store.path, EDITOR=str(script), VISUAL="") as terminal:
        terminal.shows("Port visits")
        terminal.keys("E")
        for count in (1, 2):
            terminal.until(partial(_was_called, tmp_path, count))
            terminal.shows("there is no priority")
            terminal.keys("y")
        terminal.shows("title edited")
    assert _was_called(tmp_path, 3)


def _was_called(path: Path, times: int) -> bool:
    calls = path / "calls"
    return calls.exists() and len(calls.read_text().split()) == times
