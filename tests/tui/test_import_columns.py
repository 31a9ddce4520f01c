"""A sheet that nobody knows, imported on the board by keys alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.model.entities import OwnStatusWord, Register
from store.register.store import Store
from store.storage.documents import Document
from tests.conftest import make_store
from tests.exchange.importers.files import csv_text, documents, workbook
from tests.tui.screen import MEDIUM, NARROW, WIDE, Board, opened

ROWS = [
    ["Ref", "Promise", "Frist", "State", "Colour"],
    ["x1", "Dredge the bay down to nine fathoms", "1/2/2031", "Fulfilled", "red"],
    ["x2", "Chart every harbour on the coast", "3/4/2031", "Fulfilled", "blue"],
    ["x3", "Light the lighthouse every night", "5/6/2031", "stalled", "red"],
]


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A register without commitments, and a sheet in the folder one works in."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "sheet.csv").write_text(csv_text(ROWS), encoding="utf-8")
    monkeypatch.chdir(folder)
    return make_store(tmp_path / "r.json", Register("Empty"))


async def _until(board: Board, words: str) -> None:
    await board.shows(words)


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_columns_are_mapped_tried_and_taken(empty: Store, size: tuple[int, int]) -> None:
    async with opened(empty, size=size) as board:
        await board.press("I")
        await board.type("she")
        await board.press("enter")
        await _until(board, "Columns of sheet.csv")
        assert "Dredge the bay" in board.text
        # Id, title, due date and status are guessed; under the columns stands what is open.
        assert "“Fulfilled”, 2 times" in board.text
        await board.press("G", "space")
        assert "day-first" in board.text
        await board.press("k")
        await board.press(*["space"] * 5)
        assert "kept" in board.text
        await board.press("enter")
        await _until(board, "Take it: 3 new")
        assert documents(empty) == {}
        await board.press("down", "enter")
        await _until(board, "sheet.csv: 3 new · saved")
    found = documents(Store(empty.path, user="ana"))
    assert found["x1"]["due"] == "2031-02-01"
    assert [each["updates"][0]["status"] for each in found.values()] == ["kept", "kept", "stalled"]
    assert found["x2"]["imported"]["sheet"]["columns"] == {"Colour": "blue"}


async def test_a_letter_gives_a_column_to_a_field_and_esc_changes_nothing(empty: Store) -> None:
    async with opened(empty) as board:
        await board.press("I")
        await board.type("she")
        await board.press("enter")
        await _until(board, "Columns of sheet.csv")
        await board.press("down", "minus", "enter")
        assert "title? press t" in board.text
        await board.press("k", "t", "G", "enter")
        await _until(board, "Take it")
        await board.press("enter")
        await _until(board, "Columns of sheet.csv")
        await board.press("escape")
        assert "all 0" in board.text or "Empty" in board.text
    assert documents(Store(empty.path, user="ana")) == {}


async def test_words_that_the_register_has_are_not_asked(empty: Store) -> None:
    words = (OwnStatusWord("fulfilled", "kept"),)
    empty.restructure(lambda each: replace(each, status_words=words), "settings")
    async with opened(empty) as board:
        await board.press("I")
        await board.type("she")
        await board.press("enter")
        await _until(board, "Columns of sheet.csv")
        assert "“Fulfilled”, 2 times" not in board.text
        await board.press("enter")
        await _until(board, "Take it: 3 new")
        assert "“Fulfilled” is kept" in board.text
        await board.press("down", "enter")
        await _until(board, "sheet.csv: 3 new")
    found = documents(Store(empty.path, user="ana"))
    assert [each["updates"][0]["status"] for each in found.values()] == ["kept", "kept", "stalled"]


async def test_hostile_headings_and_cells_reach_the_screen_made_harmless(
    empty: Store, tmp_path: Path
) -> None:
    bad = "\x1b[31m[/red]\u202e สวัสดี"
    rows = [["Nr", f"Zusage {bad}", "Stand"], ["1", f"Boats {bad}", bad]]
    (tmp_path / "work" / "bad.csv").write_text(csv_text(rows), encoding="utf-8")
    async with opened(empty) as board:
        await board.press("I")
        await board.type("bad")
        await board.press("enter")
        await _until(board, "Columns of bad.csv")
        assert "\x1b" not in board.text
        assert "\u202e" not in board.text
        await board.press("down", "t", "enter")
        await _until(board, "Take it")
        assert "\x1b" not in board.text


async def test_a_long_remark_on_a_dry_run_is_read_whole(empty: Store, tmp_path: Path) -> None:
    colours = ["Colour of the bow", "Colour of the mast", "Colour of the sails", "Colour of rust"]
    rows = [["Ref", "Promise", *colours], ["x1", "Dredge the bay", *"abcd"]]
    (tmp_path / "work" / "wide.csv").write_text(csv_text(rows), encoding="utf-8")
    async with opened(empty, NARROW) as board:
        await board.press("I")
        await board.type("wide")
        await board.press("enter")
        await _until(board, "Columns of wide.csv")
        await board.press("enter")
        await _until(board, "Take it: 1 new")
        shown = " ".join(board.text.replace("│", " ").split())
        for colour in colours:
            assert colour in shown


FIRST = [["Nr", "Promise", "Frist"], ["a1", "Count the seals every spring", "2031"]]
SECOND = [["Nr", "Measure", "Ende"], ["b1", "Paint the pier blue and white", "2032"]]
LAST = [["Hello", "World"], ["only", "notes"]]


async def test_a_sheet_is_chosen_where_a_workbook_has_several(empty: Store, tmp_path: Path) -> None:
    book = tmp_path / "work" / "book.xlsx"
    workbook(book, {"Seals ข้อ": FIRST, "Piers": SECOND, "Notes": LAST})
    async with opened(empty) as board:
        await board.press("I")
        await board.type("book")
        await board.press("enter")
        await _until(board, "Which sheet of book.xlsx?")
        # The one that would be read without a choice is first, with its columns below.
        assert "Seals ข้อ" in board.text
        assert "Nr, Promise, Frist" in board.text
        await board.type("pier")
        await board.press("enter")
        await _until(board, "Columns of book.xlsx")
        assert "Paint the pier" in board.text
        await board.press("enter")
        await _until(board, "Take it: 1 new")
        await board.press("down", "enter")
        await _until(board, "book.xlsx: 1 new · saved")
    assert set(documents(Store(empty.path, user="ana"))) == {"b1"}


async def test_sheets_of_one_shape_are_one_choice_and_esc_gives_up(
    empty: Store, tmp_path: Path
) -> None:
    more = [FIRST[0], ["a2", "Count the whales every autumn", "2033"]]
    workbook(tmp_path / "work" / "book.xlsx", {"2030": FIRST, "2031": more, "Notes": LAST})
    async with opened(empty) as board:
        for take in (False, True):
            await board.press("I")
            await board.type("book")
            await board.press("enter")
            await _until(board, "All 2 sheets of one shape: 2030, 2031")
            assert sum("3 columns" in line for line in board.text.splitlines()) == 3
            await board.press("enter" if take else "escape")
        await _until(board, "Columns of book.xlsx")
        await board.press("enter")
        await _until(board, "Take it: 2 new")
        await board.press("down", "enter")
        await _until(board, "book.xlsx: 2 new · saved")
    assert set(documents(Store(empty.path, user="ana"))) == {"a1", "a2"}


async def test_a_list_is_chosen_where_a_json_file_has_several(empty: Store, tmp_path: Path) -> None:
    lists = {"people": [{"name": "Ana"}], "plans": [{"nr": "p1", "promise": "Mend the nets"}]}
    lists["works 1.0 [/red]\x1b[31m"] = [{"nr": "w1", "promise": "Raise the sea wall by a metre"}]
    (tmp_path / "work" / "lists.json").write_text(json.dumps(lists), encoding="utf-8")
    async with opened(empty) as board:
        await board.press("I")
        await board.type("lists")
        await board.press("enter")
        await _until(board, "Which list of lists.json?")
        assert "\x1b" not in board.text
        await board.type("works")
        assert "nr, promise" in board.text
        await board.press("enter")
        await _until(board, "Columns of lists.json")
        assert "Raise the sea wall" in board.text
        await board.press("escape")
    assert documents(Store(empty.path, user="ana")) == {}


class _Counted:
    """A board whose keys are counted."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self.keys = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self._board.press(*keys)


PLEDGES = (
    # A heading is missing over what was promised: it is told by what stands under it.
    (
        [
            ["Plan No", "", "Ressort", "Everybody"],
            ["7", "Plant a tree beside every school", "Forests", "Forests"],
            ["8", "Repair the bells of the old town", "Culture", "Culture"],
            ["9", "Teach every child to swim by ten", "Forests", "Schools"],
        ],
        (),
        {"title": "Teach every child to swim by ten", "lead": "Forests"},
    ),
    # The id has lost its heading, and the due date is called as nobody calls it.
    (
        [
            ["", "Zusage", "Wann dann", "Stand"],
            ["z1", "Count the storks along the river", "3.4.2031", "stalled"],
            ["z2", "Reopen the ferry below the mill", "5.6.2032", "kept"],
        ],
        ("i",),
        {"id": "z2", "due": "2032-06-05"},
    ),
    # Status words of its own: one answer each.
    (
        [
            ["Code", "Engagement", "State", "Remark"],
            ["e1", "Translate the statutes of the port", "Underway", "slowly"],
            ["e2", "Publish the minutes every quarter", "Underway", "at last"],
        ],
        ("G", "space", "space", "space"),
        {"id": "e2", "updates": "in-progress"},
    ),
)


@pytest.mark.parametrize(("rows", "answers", "said"), PLEDGES, ids=["title", "id", "words"])
async def test_a_file_that_no_format_knows_takes_a_dozen_keys(
    empty: Store, tmp_path: Path, rows: list[list[str]], answers: tuple[str, ...], said: Document
) -> None:
    (tmp_path / "work" / "pledges.csv").write_text(csv_text(rows), encoding="utf-8")
    async with opened(empty) as board:
        counted = _Counted(board)
        await counted.press("I", "p", "l", "e", "enter")
        await _until(board, "Columns of pledges.csv")
        await counted.press(*answers, "enter")
        await _until(board, f"Take it: {len(rows) - 1} new")
        await counted.press("down", "enter")
        await _until(board, f"pledges.csv: {len(rows) - 1} new · saved")
        assert counted.keys <= 12
    last = list(documents(Store(empty.path, user="ana")).values())[-1]
    told = {**last, "updates": (last.get("updates") or [{}])[-1].get("status")}
    assert {name: told[name] for name in said} == said
