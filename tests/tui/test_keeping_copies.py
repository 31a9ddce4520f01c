"""K keeps a copy of a source beside the register; in the past nothing is kept, and it says so."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.model.entities import Register
from store.register.kept_copies import KeptCopies
from store.register.past import PastDay
from store.register.store import Store
from tests.conftest import make_store
from tests.pipes import pipe_at
from tests.registers import HOSTILE_REGISTER, HOSTILE_TEXTS
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened

PAGE = b"<html>[/] \x1b[31m page </html>"
NAME = sha256(PAGE).hexdigest()


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page that somebody saved, in the folder one works in."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "page.html").write_bytes(PAGE)
    return folder / "page.html"


@pytest.mark.usefixtures("page")
async def test_a_copy_is_kept_by_keys_and_the_detail_tells_it(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("K")
        assert "Keep which file as a copy of “Ministers agree”?" in board.text
        await board.type("page.html")
        await board.press("enter")
        await board.says("port-visits: copy of page.html kept · saved · u undo")
        source = board.saved("port-visits").updates[-1].source
        assert source is not None
        assert source.copy == NAME
        kept = KeptCopies(small_store.path)
        assert [each.read_bytes() for each in kept.folder.iterdir()] == [PAGE]
        await board.press("5", "G")
        assert f"copy kept, {NAME[:12]}" in board.text
        await board.press("u")
        source = board.saved("port-visits").updates[-1].source
        assert source is not None
        assert source.copy == ""
        # The file stays: nothing that was kept is ever thrown away.
        assert kept.find(NAME) is not None


@pytest.mark.usefixtures("page")
async def test_what_a_second_copy_takes_the_place_of_is_said(small_store: Store) -> None:
    Path("other.html").write_bytes(b"another page")
    async with opened(small_store) as board:
        for name, said in (
            ("page.html", "port-visits: copy of page.html kept · saved · u undo"),
            ("other.html", f"copy of other.html kept in place of {NAME[:12]}… · saved · u undo"),
        ):
            await board.press("K")
            await board.type(name)
            await board.press("enter")
            await board.says(said)
        await board.press("u")
        source = board.saved("port-visits").updates[-1].source
        assert source is not None
        assert source.copy == NAME
        kept = KeptCopies(small_store.path).find(NAME)
        assert kept is not None
        kept.write_bytes(b"changed")
        await board.press("K")
        await board.type("page.html")
        await board.press("enter")
        await board.says("the copy of page.html was changed since it was kept; it is put right")
        assert kept.read_bytes() == PAGE


@pytest.mark.usefixtures("page")
async def test_a_file_that_is_not_there_changes_nothing(small_store: Store) -> None:
    before = small_store.state
    async with opened(small_store) as board:
        await board.press("K")
        await board.type("none.pdf")
        await board.press("enter")
        await board.shows("There is nothing called so")
        await board.press("escape", "escape")
    assert small_store.state == before
    assert not KeptCopies(small_store.path).folder.exists()


async def test_a_pipe_is_refused_and_the_board_goes_on(small_store: Store, page: Path) -> None:
    before = small_store.state
    with pipe_at(page.with_name("pipe")):
        async with opened(small_store) as board:
            await board.press("K")
            await board.type("pipe")
            await board.press("enter")
            await board.says("pipe is not a plain file")
            await board.press("escape", "G")
    assert small_store.state == before
    assert not KeptCopies(small_store.path).folder.exists()


async def test_what_cites_no_source_says_so(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("G", "K")
        assert "weather-data cites no source" in board.message


@pytest.mark.usefixtures("page")
@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_hostile_titles_are_asked_about_as_they_are(
    register_path: Path, size: tuple[int, int]
) -> None:
    store = make_store(register_path, HOSTILE_REGISTER)
    async with opened(store, size) as board:
        for number, _ in enumerate(HOSTILE_TEXTS):
            await board.press("K")
            assert "Keep which file" in board.text
            assert "\x1b" not in board.text
            assert "\u202e" not in board.text
            if number == 0:
                await board.type("page.html")
                await board.press("enter")
                await board.until(lambda: board.saved("h0").updates[-1].source is not None)
            else:
                await board.press("escape")
            await board.press("down")


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW, (60, 16)])
async def test_the_past_says_that_it_is_and_takes_nothing(
    small_store: Store, size: tuple[int, int]
) -> None:
    small_store.close(checkpoint=True)
    day = date(2025, 8, 1)
    then = Store(small_store.path, user="ana", past=PastDay(day))
    before = then.state
    async with opened(then, size, today=day) as board:
        assert "2025-08-01" in board.lines[0]
        assert "past" in board.lines[0].casefold()
        for key in ("K", "w", "F", "space", "D"):
            await board.press(key)
            assert "this is the past" in board.message
    assert then.state == before


async def test_a_hostile_past_keeps_to_its_line(register_path: Path) -> None:
    register: Register = replace(HOSTILE_REGISTER, title="[/] \x1b[31m 防务 \u202e")
    make_store(register_path, register).close(checkpoint=True)
    day = date(2026, 1, 1)
    then = Store(register_path, user="ana", past=PastDay(day, known_on=None))
    async with opened(then, NARROW, today=day) as board:
        assert "\x1b" not in board.text
        assert "past" in board.lines[0].casefold()
