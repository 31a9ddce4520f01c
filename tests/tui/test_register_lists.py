"""Settings, domains and instruments of a register, managed on the board by keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.model.entities import Instrument, OwnStatusWord, Register
from store.register.store import Store
from tests.conftest import make_store, open_store
from tests.registers import HOSTILE_TEXTS
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened

pytestmark = pytest.mark.sweep

DOMAINS = ("O", "down", "enter")
INSTRUMENTS = ("O", "down", "down", "enter")


def saved(store: Store) -> Register:
    return open_store(store.path).register


async def test_settings_are_edited_and_undone(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("O", "enter")
        assert "Settings of this register" in board.text
        await board.retype("Harbours")
        await board.press("down", "down", "down")
        await board.retype("900")
        await board.press("down")
        await board.retype("900")
        await board.press("ctrl+s")
        assert board.message == (
            "settings: title, stale-days, stale-days-near-due · saved · u undo"
        )
        assert "Harbours" in board.lines[0]
        assert "nothing heard for" not in board.text
        assert saved(small_store).stale_days == 900
        await board.press("u")
        assert saved(small_store).stale_days is None
        assert "Harbour partnership" in board.lines[0]


async def test_status_words_are_a_setting_of_several_lines(small_store: Store) -> None:
    async with opened(small_store, size=NARROW) as board:
        await board.press("O", "enter", *["down"] * 8)
        await board.type("on track = in progress")
        await board.press("ctrl+j")
        await board.type("late")
        assert "is no WORD=STATUS" in board.text
        await board.type(" = stalled")
        assert "2 words, one a line" in board.text
        await board.press("ctrl+s")
        assert board.message == "settings: status-words · saved · u undo"
        assert saved(small_store).status_words == (
            OwnStatusWord("on track", "in-progress"),
            OwnStatusWord("late", "stalled"),
        )
        await board.press("u")
        assert saved(small_store).status_words == ()


async def test_official_sites_that_take_the_place_of_the_built_in_ones_say_so(
    small_store: Store,
) -> None:
    async with opened(small_store, size=NARROW) as board:
        await board.press("O", "enter", *["down"] * 6)
        assert "empty: built-in ones" in board.text
        await board.type("mod.go.th, in")
        assert "18 no longer official: gov, mil, state.gov" in board.text
        await board.press("ctrl+s")
    assert saved(small_store).official_bodies == ("mod.go.th", "in")


async def test_a_wrong_setting_is_said_in_its_line(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("O", "enter", "down", "down", "down")
        await board.retype("soon")
        assert "is no number of days" in board.text
        await board.press("ctrl+s")
        assert "Settings of this register" in board.text
    assert saved(small_store).stale_days is None


async def test_a_domain_is_added_edited_and_moved(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press(*DOMAINS)
        assert "Domains of this register" in board.text
        await board.press("a")
        await board.type("land")
        await board.press("enter")
        await board.type("On land")
        await board.press("ctrl+s")
        assert "Domains of this register" in board.text
        await board.press("K", "K")
        assert [each.id for each in saved(small_store).domains] == ["land", "maritime", "air"]
        await board.press("e")
        await board.retype("soil")
        await board.press("ctrl+s", "escape")
    assert [each.id for each in saved(small_store).domains] == ["soil", "maritime", "air"]
    assert [each.label for each in open_store(small_store.path).log()] == [
        "domain soil: edited",
        "domain land: moved to place 1",
        "domain land: moved to place 2",
        "domain land: added",
    ]


async def test_what_uses_a_domain_is_said_before_it_goes(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press(*DOMAINS, "down", "D")
        assert "Remove the domain air?" in board.text
        assert "air is used by 3 commitments:" in board.text
        assert "airfield-code: Common airfield code" in board.text
        await board.press("enter", "space")  # neither confirms
        assert "Remove the domain air?" in board.text
        await board.press("escape")
        assert board.message == "Nothing was changed"
        assert len(saved(small_store).domains) == 2
        await board.press(*DOMAINS, "down", "D", "y")
        assert [each.id for each in saved(small_store).domains] == ["maritime"]
        await board.press("escape", "u")
        assert len(saved(small_store).domains) == 2


async def test_domains_are_merged(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press(*DOMAINS, "down", "m")
        assert "Merge air into" in board.text
        await board.press("enter")
        assert "Merge the domain air into maritime?" in board.text
        await board.press("y")
    assert all(each.domains == ("maritime",) for each in saved(small_store).commitments)


async def test_saved_views_follow_a_domain_and_come_back_with_it(small_store: Store) -> None:
    small_store.save_view("Aloft", "domain:air is:open")
    small_store.save_view("Aground", "-domain:air")
    before = saved(small_store).views
    async with opened(small_store) as board:
        await board.press(*DOMAINS, "down", "e")
        await board.retype("sky")
        await board.press("ctrl+s", "escape")
        assert "2 saved views follow · saved · u undo" in board.message
        queries = [each.query for each in saved(small_store).views]
        assert queries == ["domain:sky is:open", "-domain:sky"]
        await board.press("u")
        assert "Took back domain sky: edited, 2 saved views follow" in board.message
        assert saved(small_store).views == before
        await board.press(*DOMAINS, "down", "m", "enter")
        assert "view “Aloft”: domain:air is:open" in board.text
        await board.press("y", "escape")
        assert [each.query for each in saved(small_store).views] == [
            "domain:maritime is:open",
            "-domain:maritime",
        ]


async def test_saved_views_follow_an_instrument(small_store: Store) -> None:
    small_store.save_view("Pact", 'instrument:"=harbour pact" or instrument:pact-2025')
    async with opened(small_store) as board:
        await board.press(*INSTRUMENTS, "e")
        await board.retype("treaty")
        await board.press("down")
        await board.retype("Port treaty")
        await board.press("ctrl+s", "escape")
        assert "1 saved view follows" in board.message
    (view,) = saved(small_store).views
    assert view.query == 'instrument:"=Port treaty" or instrument:treaty'


async def test_a_removed_domain_that_filters_leaves_the_board_up(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("1", "down", "down", "enter")
        await board.press(*DOMAINS, "down", "D", "y", "escape")
        assert board.app.is_running
        await board.press("1", "home", "2")
        assert "Port visits every year" in board.text


async def test_instruments_whose_titles_begin_alike_are_told_apart(register_path: Path) -> None:
    long = "Joint statement of the leaders of the two harbours after their talks of "
    instruments = tuple(Instrument(f"talks-{year}", f"{long}{year}") for year in (2023, 2025))
    store = make_store(register_path, Register("Talks", instruments=instruments))
    async with opened(store, size=NARROW) as board:
        await board.press(*INSTRUMENTS)
        rows = [line for line in board.lines if "talks-20" in line]
        assert ["…2023 " in rows[0], "…2025 " in rows[1]] == [True, True]


async def test_instruments_are_added_edited_merged_and_removed(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press(*INSTRUMENTS, "a")
        await board.type("pact-2035")
        await board.press("enter")
        await board.type("Third Pact")
        await board.press("enter", "enter")
        await board.type("2035-02")
        await board.press("ctrl+s")
        assert "2035-02 not used" in board.text
        await board.press("e", "down")
        await board.retype("Pact")
        await board.press("ctrl+s")
        third = saved(small_store).instruments[2]
        assert (third.title, str(third.date)) == ("Pact", "2035-02")
        await board.press("home", "m", "down", "enter")
        assert "pact-2025 is used by 2 commitments:" in board.text
        await board.press("y")
        assert saved(small_store).commitments[0].instrument == "pact-2035"
        await board.press("D", "y", "escape")
    register = saved(small_store)
    assert [each.id for each in register.instruments] == ["pact-2015"]
    assert register.commitments[0].instrument == ""


async def test_the_last_one_has_none_to_merge_into(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press(*DOMAINS, "D", "y", "m")
        assert board.message == "There is no other to merge air into"
        await board.press(*DOMAINS, "D", "y")
        assert "none yet: a adds one" in board.text
        await board.press("D", "m", "e", "J", "escape")
        assert board.app.is_running


@pytest.mark.parametrize(
    ("place", "size"), enumerate([WIDE, MEDIUM, NARROW, (60, 16), (45, 12)]), ids=str
)
async def test_hostile_texts_are_only_shown(
    hostile_store: Store, place: int, size: tuple[int, int]
) -> None:
    """Both lists at every size; each text is removed in one list and edited in the other."""
    async with opened(hostile_store, size) as board:
        await board.press("O")
        await board.press("enter", "down", "escape")
        for turn, keys in enumerate((DOMAINS, INSTRUMENTS)):
            for number in range(place, len(HOSTILE_TEXTS), 5):
                await board.press(*keys, *["down"] * number, "De"[(number + turn) % 2])
                assert "\x1b" not in board.text
                assert "\u202e" not in board.text
                await board.press("escape", "escape")
            await board.press(*keys, "m")
            assert "\x1b" not in board.text
            assert "\u202e" not in board.text
            await board.press("escape", "escape")
        assert board.app.is_running
    assert open_store(hostile_store.path).log() == []


async def test_a_register_that_can_only_be_read_is_shown_and_not_changed(
    small_store: Store,
) -> None:
    small_store.close()
    store = Store(small_store.path, user="ana", read_only=True)
    async with opened(store) as board:
        await board.press(*DOMAINS, "D")
        assert board.message.startswith("The register can only be read")
        await board.press("O", "enter")
        assert board.message.startswith("The register can only be read")
