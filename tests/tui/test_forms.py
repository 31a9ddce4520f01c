"""Forms for everything that can be written: checked, completed, saved, never overwriting."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from store.model.derived import derive
from store.model.edits import edit_follow_up, remove_item
from store.model.entities import Source
from store.model.status import Status
from store.register.store import Store
from tests.conftest import AS_OF, make_store, open_store
from tests.registers import HOSTILE_TEXTS, SMALL_REGISTER
from tests.tui.screen import MEDIUM, NARROW, WIDE, Board, opened

SIZES = [WIDE, MEDIUM, NARROW, (60, 16), (40, 10)]


async def _at_item(board: Board, item_id: str, kind: str) -> None:
    """Put the cursor of the detail on a milestone, follow-up or update."""
    await board.press("5", "g")
    for _ in range(60):
        here = board.app.board.detail.here
        if here and (here.id, here.kind) == (item_id, kind):
            return
        await board.press("j")
    raise AssertionError(f"the detail shows no {kind} {item_id}")


async def test_a_milestone_is_added(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("m")
        await board.type("Third visit")
        await board.press("enter")
        await board.type("2027-q1")
        await board.press("enter", "enter")
        await board.type("Plan of visits")
        await board.press("ctrl+s", "enter")
        added = board.saved("port-visits").milestones[-1]
        assert (added.title, str(added.date)) == ("Third visit", "2027-Q1")
        assert (added.met, added.source) == (None, Source("Plan of visits"))
        assert "milestone “Third visit” added" in board.message
        await board.press("u")
        assert len(board.saved("port-visits").milestones) == 2


async def test_the_milestone_under_the_cursor_is_edited(small_store: Store) -> None:
    async with opened(small_store) as board:
        await _at_item(board, "m2", "milestone")
        await board.press("e")
        assert "Second visit" in board.text
        await board.retype("Second visit, delayed")
        await board.press("enter")
        await board.retype("2027")
        await board.press("enter")
        await board.type("2027")
        await board.press("ctrl+s")
        assert "2027 is not over yet" in board.text
        await board.retype("2026-11-20")
        await board.press("ctrl+s")
        edited = board.saved("port-visits").milestones[1]
        assert edited.title == "Second visit, delayed"
        assert (str(edited.date), str(edited.met)) == ("2027", "2026-11-20")
        assert board.app.board.detail.item == "m2"


@pytest.mark.parametrize("panel", ["4", "5"])
async def test_the_follow_up_under_the_cursor_is_edited(small_store: Store, panel: str) -> None:
    async with opened(small_store) as board:
        if panel == "4":
            await board.press("4", "down")
        else:
            await _at_item(board, "f2", "follow-up")
        await board.press("e", "enter", "m", "tab", "enter")
        await board.retype("+30d")
        assert "→ 2026-12-22" in board.text
        await board.press("ctrl+s")
        edited = board.saved("port-visits").follow_ups[1]
        assert (edited.id, edited.title, edited.owner) == ("f2", "Count the visits", "mira")
        assert str(edited.due) == "2026-12-22"


async def test_an_update_gets_its_source_by_a_new_update(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("G")
        assert board.here == "weather-data"
        await _at_item(board, "u1", "update")
        await board.press("z")
        assert "e gives it one" in board.text
        await board.press("e", "ctrl+s")
        assert "name the page or document" in board.text
        await board.type("Weather office closes")
        await board.press("ctrl+s", "enter")
        first, second = board.saved("weather-data").updates
        assert (first.note, first.source) == ("Stopped.", None)
        assert (second.status, str(second.date)) == (Status.WITHDRAWN, "2016")
        assert second.source == Source("Weather office closes")
        assert not derive(board.saved("weather-data"), AS_OF).provisional


NO_EVIDENCE = "an address is no evidence yet: say what the page is called too"
PAGE = "https://pib.gov.in/x"


async def test_an_address_alone_is_no_source_of_an_old_update(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("G")
        await _at_item(board, "u1", "update")
        await board.press("e")
        await board.type(PAGE)
        await board.press("ctrl+s")
        assert NO_EVIDENCE in board.text
        await board.type(" Office closes")
        await board.press("ctrl+s", "enter")
        assert board.saved("weather-data").updates[1].source is not None


@pytest.mark.parametrize("line", ["source", "address"])
async def test_an_address_alone_is_no_source_of_a_milestone(small_store: Store, line: str) -> None:
    async with opened(small_store) as board:
        await board.press("m")
        await board.type("Third visit")
        await board.press(*["down"] * (3 if line == "source" else 5))
        await board.type(PAGE)
        await board.press("ctrl+s")
        assert NO_EVIDENCE in board.text
        assert len(board.saved("port-visits").milestones) == 2
        await board.press(*["up"] * (0 if line == "source" else 2))
        await board.type(" Plan of visits")
        await board.press("ctrl+s", "enter")
        assert board.saved("port-visits").milestones[-1].source is not None


async def test_a_milestone_that_came_with_an_address_alone_can_be_edited(
    small_store: Store,
) -> None:
    came = Source(PAGE, url=PAGE)
    small_store.change(
        ["port-visits"],
        lambda each: replace(
            each, milestones=(each.milestones[0], replace(each.milestones[1], source=came))
        ),
    )
    async with opened(small_store) as board:
        await _at_item(board, "m2", "milestone")
        await board.press("e")
        await board.retype("Second visit, delayed")
        await board.press("ctrl+s")
        edited = board.saved("port-visits").milestones[1]
        assert (edited.title, edited.source) == ("Second visit, delayed", came)


async def test_an_address_alone_is_no_word_that_a_date_moved(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("e", *["down"] * 8)
        await board.retype("2027")
        await board.press("ctrl+s", "m", "down", "down")
        await board.type(PAGE)
        await board.press("ctrl+s")
        assert NO_EVIDENCE in board.text
        assert len(board.saved("port-visits").updates) == 2


async def test_an_address_alone_is_no_source_of_an_instrument(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("O", "down", "down", "enter", "e", *["down"] * 7)
        await board.type(PAGE)
        await board.press("ctrl+s")
        assert NO_EVIDENCE in board.text
        await board.type(" Text of the pact")
        await board.press("ctrl+s")
        assert NO_EVIDENCE not in board.text
    source = open_store(small_store.path).register.instruments[0].source
    assert source is not None
    assert source.title.endswith("Text of the pact")


async def test_a_source_for_an_old_update_leaves_the_status_alone(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("space", "s", "space", "i")
        await _at_item(board, board.saved("port-visits").updates[2].id, "update")
        await board.press("e")
        await board.type("Stalled, says the paper")
        await board.press("ctrl+s", "enter")
        saved = board.saved("port-visits")
        assert derive(saved, AS_OF).status is Status.IN_PROGRESS
        assert saved.updates[2].source == Source("Stalled, says the paper")


async def test_a_commitment_is_added_with_the_words_of_the_register(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("a")
        await board.type("port-visits")
        assert "the id 'port-visits' is taken" in board.text
        await board.retype("sea-rescue")
        await board.press("enter")
        await board.type("Rescue at sea")
        await board.press("enter", "enter")
        await board.type("harb")
        assert "tab takes pact-2025 · also pact-2015" in board.text
        await board.press("tab", "enter", "enter")
        await board.type("bord")
        await board.press("right")
        await board.type(", av")
        assert "tab takes Avalon" in board.text
        await board.press("tab", "enter", "enter")
        await board.type("mari")
        await board.press("tab", "tab")
        await board.type("2026-q3")
        await board.press("enter")
        await board.type("eoy")
        assert "→ 2026-12-31" in board.text
        await board.press("enter")
        await board.retype("hi")
        await board.press("tab", "ctrl+s")
        saved = board.saved("sea-rescue")
        assert saved.title == "Rescue at sea"
        assert (saved.instrument, saved.parties) == ("pact-2025", ("Borduria", "Avalon"))
        assert (saved.domains, saved.priority.value) == (("maritime",), "high")
        assert (str(saved.start), str(saved.due)) == ("2026-Q3", "2026-12-31")
        assert board.here == "sea-rescue"
        await board.press("u")
        assert "Took back sea-rescue: added" in board.message
        assert board.here != "sea-rescue"


async def test_answers_that_do_not_go_together_keep_the_form_open(small_store: Store) -> None:
    before = small_store.path.read_bytes()
    async with opened(small_store) as board:
        await board.press("e", *["down"] * 7)
        await board.retype("2027")
        await board.press("ctrl+s")
        assert "due 2025-12 is before start 2027" in board.text
        await board.press("escape")
    assert small_store.path.read_bytes() == before


@pytest.mark.parametrize("letter", [status.key for status in Status])
async def test_a_status_is_named_by_its_letter(small_store: Store, letter: str) -> None:
    status = next(each for each in Status if each.key == letter)
    async with opened(small_store) as board:
        await board.press("w", *["up"] * 2)
        await board.type(letter)
        assert f"tab takes {status.value}" in board.text
        await board.press("ctrl+s")
        assert derive(board.saved("port-visits"), AS_OF).status is status


async def test_one_update_is_written_to_all_that_are_selected(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("v", "v", "w")
        assert "Update: 2 selected" in board.text
        await board.type("Both ministers said so.")
        await board.press("ctrl+s")
        for each in ("port-visits", "pilot-school"):
            assert board.saved(each).updates[-1].note == "Both ministers said so."
        await board.press("u")
        assert len(board.saved("pilot-school").updates) == 2


async def test_an_update_that_says_nothing_is_told_so(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("w", "ctrl+s")
        assert "an update needs a note" in board.text
        await board.press("escape")
        assert "nothing was written" in board.message


async def test_a_change_of_the_same_item_meanwhile_is_not_overwritten(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("4", "e")
        await board.retype("Ask for the yearly plan")
        ben = open_store(small_store.path, user="ben")
        ben.change(
            ["port-visits"], lambda each: edit_follow_up(each, "f1", title="Ask the harbour")
        )
        await board.press("ctrl+s")
        assert "somebody changed the title meanwhile, to “Ask the harbour”" in board.message
        assert board.saved("port-visits").follow_ups[0].title == "Ask the harbour"
        await board.press("e")
        assert "To do changed since" in board.text
        assert "Ask for the yearly plan" in board.text
        assert "now “Ask the harbour”" in board.text
        await board.press("ctrl+s")
        assert board.saved("port-visits").follow_ups[0].title == "Ask for the yearly plan"


async def test_another_field_changed_meanwhile_is_kept(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("4", "e")
        await board.retype("Ask for the yearly plan")
        ben = open_store(small_store.path, user="ben")
        ben.change(["port-visits"], lambda each: edit_follow_up(each, "f1", owner="ben"))
        await board.press("ctrl+s")
        saved = board.saved("port-visits").follow_ups[0]
        assert (saved.title, saved.owner) == ("Ask for the yearly plan", "ben")


async def test_an_item_removed_meanwhile_is_said(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("4", "e")
        await board.retype("Ask for the yearly plan")
        ben = open_store(small_store.path, user="ben")
        ben.change(["port-visits"], lambda each: remove_item(each, "f1"))
        await board.press("ctrl+s")
        assert "has no follow-up 'f1'" in board.message
        assert "what you typed is kept" in board.message


@pytest.mark.sweep
async def test_what_a_file_brought_may_stay_as_it_is(hostile_store: Store) -> None:
    async with opened(hostile_store) as board:
        for number, text in enumerate(HOSTILE_TEXTS):
            await board.press("e")
            assert "\x1b" not in board.text
            assert "\u202e" not in board.text
            await board.press(*["up"] * 4, "end", "ctrl+u")
            await board.paste("low")
            await board.press("ctrl+s")
            saved = board.saved(f"h{number}")
            assert saved.priority.value == "low"
            assert (saved.title, saved.summary, saved.parties) == (text, text, (text,))
            await board.press("down")


@pytest.mark.sweep("key")
@pytest.mark.parametrize("key", ["a", "e", "w", "f", "m"])
async def test_hostile_words_in_every_line_of_every_form(small_store: Store, key: str) -> None:
    async with opened(small_store, NARROW) as board:
        await board.press(key)
        for text in HOSTILE_TEXTS:
            await board.paste(text)
            assert "\x1b" not in board.text
            assert "\u202e" not in board.text
            assert all(cell_len(line) == NARROW[0] for line in board.lines)
            await board.press("down")
        await board.press("ctrl+s", "escape")
        assert board.app.is_running


@pytest.mark.sweep("size")
@pytest.mark.parametrize(
    ("key", "size"),
    [*((key, SIZES[-1]) for key in "aewfm"), *zip("ewaw", SIZES[:-1], strict=True)],
)
async def test_a_form_keeps_its_title_and_keys_in_view(
    small_store: Store, size: tuple[int, int], key: str
) -> None:
    """Every form has its turn where there is least room, and at every other size a long one."""
    async with opened(small_store, size) as board:
        await board.press(key)
        count = len(board.app.screen.query("FormLine"))
        for _ in range(count):
            assert "ctrl+s save" in board.text
            assert "esc leave" in board.text
            assert any(" › " in line for line in board.lines), board.text
            assert all(cell_len(line) == size[0] for line in board.lines)
            await board.press("down")
        title = {"a": "New comm", "e": "Edit port", "w": "Update", "f": "New foll", "m": "New mile"}
        assert title[key] in board.text


async def test_a_clash_of_milestones_is_put_to_the_user(small_store: Store) -> None:
    """The editor's text can change the list of milestones too."""
    base = small_store.register.commitments[0]
    mine = replace(base, milestones=base.milestones[:1])
    async with opened(small_store) as board:
        ben = open_store(small_store.path, user="ben")
        ben.change(["port-visits"], lambda each: remove_item(each, "m1"))
        board.app.board.store_worker.save(base, mine)
        await board.rest()
        assert "Milestones" in board.text
        assert "Second visit 2025-11" in board.text
        await board.press("M")
        assert [each.id for each in board.saved("port-visits").milestones] == ["m1"]


async def test_enter_goes_past_what_is_not_known(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("w")
        await board.type("Talks.")
        await board.press("enter")
        await board.type("Press note")
        await board.press(*["enter"] * 5)
        await board.retype("2026-11-20")
        await board.press("ctrl+s", "enter")
        update = board.saved("port-visits").updates[-1]
        assert str(update.date) == "2026-11-20"
        assert update.source == Source("Press note")


async def test_follow_ups_without_any_date_have_no_column_of_dashes(register_path: Path) -> None:
    undated = replace(SMALL_REGISTER, commitments=SMALL_REGISTER.commitments[2:])
    async with opened(make_store(register_path, undated)) as board:
        await board.press("4")
        (row,) = [each for each in board.panel(4, "Follow-ups") if "Find the draft" in each]
        assert row.split() == ["›", "airfield-code", "Find", "the", "draft"]


async def test_a_commitment_without_an_id_is_asked_for_one(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("a", "ctrl+s")
        assert "it needs an id: such as js25-p8i" in " ".join(board.text.split())
