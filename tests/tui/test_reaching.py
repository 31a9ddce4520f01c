"""Reaching beyond the board: what is copied and opened, which way, and what is never opened."""

from __future__ import annotations

from pathlib import Path
from unicodedata import category

import pytest
from msgspec.structs import replace

from store.register.store import Store
from tests.conftest import make_store
from tests.registers import SMALL_REGISTER
from tests.tui.screen import Board, opened
from tui.platform import is_web_address, open_address, opener_for, through_terminal, tool_for


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the two panestop of whoever runs the tests out of reach."""
    for name in (
        *("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY", "TMUX", "STY"),
        "WSL_DISTRO_NAME",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop whose clipboard and browser write down what they are given."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, script in (
        ("wl-copy", f"cat > {tmp_path}/copied"),
        ("xdg-open", f'echo hello; echo "$1" > {tmp_path}/opened'),
    ):
        program = folder / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return tmp_path


async def _wait_for(board: Board, path: Path) -> str:
    await board.until(lambda: path.exists() and path.read_text() != "")
    await board.rest()
    return path.read_text()


def _there(name: str) -> str:
    return f"/bin/{name}"


# Copying


async def test_copying_takes_the_desktops_way_and_says_so(
    small_store: Store, desktop: Path
) -> None:
    async with opened(small_store) as board:
        await board.press("y")
        copied = await _wait_for(board, desktop / "copied")
        assert copied.splitlines() == [
            "port-visits Port visits every year",
            "in progress, ~50%, due 2025-12, overdue by 326 days, as of 2026-11-22",
            "Ministers agree, The Daily, https://example.org/agree",
        ]
        assert board.message == "Copied port-visits with wl-copy"


async def test_copying_everything_copies_the_detail(small_store: Store, desktop: Path) -> None:
    async with opened(small_store) as board:
        await board.press("Y")
        copied = await _wait_for(board, desktop / "copied")
        for said in ("Port visits every year", "First visit", "A first ship called.", "The Daily"):
            assert said in copied


async def test_on_an_address_of_the_detail_the_address_is_copied(
    small_store: Store, desktop: Path
) -> None:
    async with opened(small_store) as board:
        await board.press("5")
        while board.app.board.detail.address == "":
            await board.press("down")
        await board.press("y")
        assert await _wait_for(board, desktop / "copied") == "https://example.org/agree"


async def test_without_a_desktop_copying_goes_through_the_terminal(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("y")
        assert board.app.clipboard.startswith("port-visits Port visits")
        assert "through the terminal (OSC 52)" in board.message


async def test_what_is_copied_has_no_control_characters(hostile_store: Store) -> None:
    async with opened(hostile_store) as board:
        for _ in hostile_store.register.commitments:
            await board.press("Y")
            assert all(category(char) != "Cc" or char == "\n" for char in board.app.clipboard)
            await board.press("down")


def test_the_clipboard_of_a_far_machine_is_left_alone() -> None:
    screen = {"DISPLAY": ":0"}
    tool = tool_for(screen, _there, "linux")
    assert tool is not None
    assert tool.name == "xclip"
    assert tool_for(screen | {"SSH_TTY": "/dev/pts/1"}, _there, "linux") is None
    assert tool_for({}, _there, "linux") is None
    assert tool_for(screen, lambda name: None, "linux") is None


def test_tmux_is_named_when_copying_depends_on_it() -> None:
    assert "set-clipboard" in through_terminal({"TMUX": "/tmp/tmux"})


# Opening


async def test_the_only_source_is_opened_and_the_browser_stays_off_the_screen(
    small_store: Store, desktop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with opened(small_store) as board:
        await board.press("o")
        assert await _wait_for(board, desktop / "opened") == "https://example.org/agree\n"
        assert board.message == "Opened https://example.org/agree"
    assert "hello" not in capfd.readouterr().out


async def test_of_several_sources_one_is_chosen(small_store: Store, desktop: Path) -> None:
    async with opened(small_store) as board:
        await board.press("down", "o")
        assert "Press note, Ministry of Ports 2025-10-31" in board.text
        await board.press("down", "enter")
        assert await _wait_for(board, desktop / "opened") == "https://example.org/agree\n"


async def test_in_the_detail_the_source_under_the_cursor_is_opened(
    small_store: Store, desktop: Path
) -> None:
    async with opened(small_store) as board:
        await board.press("down", "5")
        while board.app.board.detail.source == "":
            await board.press("down")
        await board.press("o")
        assert await _wait_for(board, desktop / "opened") == "https://example.org/note\n"


async def test_without_a_browser_the_address_is_shown(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("o")
        assert "No browser can be opened from here" in board.message
        assert "https://example.org/agree" in board.message


async def test_without_a_source_it_says_how_to_add_one(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("end", "o")
        assert "No source of weather-data has an address: w writes" in board.message


async def test_only_addresses_of_the_web_are_opened(register_path: Path, desktop: Path) -> None:
    first = SMALL_REGISTER.commitments[0]
    source = first.updates[1].source
    assert source is not None
    bad = replace(first.updates[1], source=replace(source, url="file:///etc/passwd"))
    register = replace(SMALL_REGISTER, commitments=(replace(first, updates=(bad,)),))
    async with opened(make_store(register_path, register)) as board:
        await board.press("o")
        await board.says("Not an address of the web, so not opened: file:///etc/passwd")
        assert not (desktop / "opened").exists()


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://[::1]/", True),
        ("HTTPS://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("--help", False),
        ("https://", False),
        ("https://example.org/ -o x", False),
        ("https://example.org/\x1b[31m", False),
        ("https://[broken", False),
        ("https://example.org/" + "a" * 4000, False),
    ],
)
def test_what_is_an_address_of_the_web(address: str, good: bool) -> None:
    assert is_web_address(address) is good


def test_a_browser_is_only_opened_where_its_window_is_seen() -> None:
    assert opener_for({"DISPLAY": ":0"}, _there, "linux") == ("xdg-open",)
    assert opener_for({"DISPLAY": ":0", "SSH_TTY": "x"}, _there, "linux") is None
    assert opener_for({}, _there, "linux") is None
    assert opener_for({}, _there, "darwin") == ("open",)
    assert opener_for({"DISPLAY": ":0"}, lambda name: None, "linux") is None


def test_an_opener_that_fails_is_noticed() -> None:
    assert not open_address(("false",), "https://example.org")
    assert not open_address(("/nowhere/at/all",), "https://example.org")


# The mouse


async def test_the_mouse_is_let_go_and_taken_again(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("M")
        assert "The mouse is the terminal's" in board.message
        await board.press("M")
        assert "listens to the mouse again" in board.message
    async with opened(small_store, config="mouse = false") as board:
        await board.press("M")
        assert "listens to the mouse again" in board.message
