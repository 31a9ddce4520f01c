"""One register, several programs: the board follows, and nobody's edit is lost."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from store.model.edits import write_update
from store.register.replacement import Replacement
from store.register.store import Store
from tests.conftest import AS_OF, open_store
from tests.tui.screen import Board, opened

pytestmark = pytest.mark.usefixtures("either_storage")


async def _followed(board: Board) -> None:
    """Wait as long as the board may take to notice."""
    await board.wait(0.7)


async def test_the_board_shows_what_others_save_and_says_who(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("air")
        await board.press("enter", "down")
        here = board.here
        ben = open_store(small_store.path, user="ben")
        ben.change(["port-visits"], lambda each: write_update(each, AS_OF, progress=70))
        ben.change(["airfield-code"], lambda each: write_update(each, AS_OF, progress=10))
        await _followed(board)
        assert "ben: airfield-code: not assessed → in progress, 10% (and 1 more)" in board.message
        assert board.here == here
        assert "air:" in board.lines[0]
        assert "10%" in "\n".join(board.panel(2, "Commitments"))


async def test_marks_of_two_programs_are_both_kept(small_store: Store) -> None:
    async with opened(small_store) as board:
        ben = open_store(small_store.path, user="ben")
        ben.change(["port-visits"], lambda each: write_update(each, AS_OF, note="Seen."))
        await board.press("space", "6")
        notes = [each.note for each in board.saved("port-visits").updates]
        assert "Seen." in notes
        assert board.saved("port-visits").updates[-1].progress == 60


async def test_undo_leaves_somebodys_later_change_and_says_so(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.edit_title("Visits")
        ben = open_store(small_store.path, user="ben")
        ben.change(["port-visits"], lambda each: replace(each, title="Harbour calls"))
        await board.press("u")
        await board.app.board.store_worker.follow_others()  # as it does once a second
        assert "cannot be taken back" in board.message
        assert "ben" in board.message
        assert board.saved("port-visits").title == "Harbour calls"


async def _clash(board: Board, store: Store) -> None:
    """Edit title and priority while ben saves another title."""
    await board.press("e")
    await board.retype("Visits")
    ben = open_store(store.path, user="ben")
    ben.change(["port-visits"], lambda each: replace(each, title="Harbour calls"))
    await board.press("ctrl+s")
    assert "changed meanwhile by ben" in board.text
    assert "Harbour calls" in board.text
    assert "Visits" in board.text


@pytest.mark.parametrize(
    ("keys", "title"),
    [
        (["M"], "Visits"),
        (["T"], "Harbour calls"),
        (["escape"], "Harbour calls"),
        (["t", "ctrl+s"], "Harbour calls"),
        (["t", "m", "ctrl+s"], "Visits"),
        (["space", "space", "ctrl+s"], "Visits"),
    ],
)
async def test_two_edits_of_one_commitment_are_put_to_the_user(
    small_store: Store, keys: list[str], title: str
) -> None:
    async with opened(small_store) as board:
        await _clash(board, small_store)
        assert board.saved("port-visits").title == "Harbour calls"
        await board.press(*keys)
        assert board.saved("port-visits").title == title
        assert board.focus == "commitments"


CLASH = {"at": ["lead"], "values": ["Army", "Navy [/]"]}


def _clashing(store: Store) -> Store:
    """Give a commitment the clash that a merge of two copies leaves."""
    document = store.document("port-visits") | {"clashes": [CLASH]}
    store.replace_documents(Replacement({"port-visits": document}, {}, None), "sync")
    return store


@pytest.mark.parametrize(
    ("keys", "lead"),
    [(["M"], "Army"), (["T"], "Navy [/]"), (["t", "ctrl+s"], "Navy [/]"), (["escape"], "")],
)
async def test_versions_of_two_copies_are_put_to_the_user(
    small_store: Store, keys: list[str], lead: str
) -> None:
    async with opened(_clashing(small_store)) as board:
        await board.press("e")
        assert "port-visits was changed by two people at once: lead" in board.text
        assert "Navy [/]" in board.text
        await board.press(*keys)
        saved = board.saved("port-visits")
        assert saved.lead == lead
        assert bool(saved.clashes) is (keys == ["escape"])
        assert board.focus == "commitments"


async def test_the_detail_says_that_there_are_two_versions(small_store: Store) -> None:
    async with opened(_clashing(small_store)) as board:
        await board.press("slash")
        await board.type("is:clashing")
        await board.press("enter", "z", "5")
        assert "lead: Army or Navy [/]" in board.text


async def test_an_edit_by_form_is_saved(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.edit_title("Visits [/]")
        assert board.saved("port-visits").title == "Visits [/]"
        assert "Visits [/]" in "\n".join(board.panel(2, "Commitments"))
        await board.press("u")
        assert board.saved("port-visits").title == "Port visits every year"


@pytest.mark.only_files
async def test_a_register_that_can_only_be_read_says_why(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.register.store.SCHEMA", 1)
    before = small_store.path.read_bytes()
    async with opened(open_store(small_store.path)) as board:
        assert "read-only" in board.lines[0]
        assert "newer" in board.message
        for key in (*("space", "plus", "minus", "full_stop", "u", "U", "v", "V"), *"wfmaeED"):
            await board.press(key)
            assert "can only be read" in board.message
    assert small_store.path.read_bytes() == before


@pytest.mark.only_files
async def test_damage_while_the_board_is_open_is_said_and_survived(small_store: Store) -> None:
    async with opened(small_store) as board:
        small_store.path.write_bytes(b"broken")
        await _followed(board)
        assert "register.json" in board.message
        await board.press("space", "6")
        assert small_store.path.read_bytes() == b"broken"
        assert board.app.is_running


@pytest.mark.only_files
async def test_a_register_that_cannot_be_looked_at_any_more_is_said_to_be_so(
    small_store: Store,
) -> None:
    async with opened(small_store) as board:
        small_store.path.unlink()
        small_store.path.symlink_to(small_store.path)  # a link to itself leads nowhere
        await _followed(board)
        assert "cannot be read" in board.message
        small_store.path.unlink()
