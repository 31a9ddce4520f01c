"""Pictures of the board, to be looked at before they are accepted: `make snapshots`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.model.entities import Register
from store.register.store import Store
from store.user.drafts import Drafts
from store.user.paths import drafts_folder
from tests.conftest import AS_OF, NOW, make_store
from tests.exchange.brief.test_pictures import summit
from tests.tui.screen import KEYS, MEDIUM, NARROW, WIDE, keys_acted
from tui.app import BoardApp
from tui.themes import DARK, LIGHT, TERMINAL

pytestmark = pytest.mark.sweep

Compare = Callable[..., bool]

HUGE, TINY, LEAST = (200, 60), (58, 15), (38, 9)


@dataclass(frozen=True)
class Picture:
    """One picture: its name, the terminal's size, what was pressed, and the theme."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    theme: str = DARK.name


def typed(text: str) -> tuple[str, ...]:
    """Return the keys that type a text."""
    return tuple(KEYS.get(char, char) for char in text)


SELECTED = ("down", "v", "down", "v", "down", "down", "v")
SAVED = (
    *("slash", *typed("is:overdue"), "enter", "W", "ctrl+u", *typed("Late"), "enter"),
    *("slash", "ctrl+u", *typed("party:india"), "enter", "W", "ctrl+u", *typed("India"), "enter"),
)

PAST_DAY = ("A", *typed("2025-11-01"), "enter")

CHANGED = ("H", *typed("2025-10-01"), "enter", "down", "down")

PICTURES = (
    Picture("huge", HUGE, ("1", *["down"] * 3, "2", "down")),
    Picture("wide", WIDE, ("1", "down", "down", "down")),
    Picture("medium", MEDIUM, ("down", "5")),
    Picture("narrow", NARROW, ("down", "down")),
    Picture("tiny", TINY, ("down", "down")),
    Picture("least", LEAST),
    Picture("light", WIDE, ("pagedown", "4"), LIGHT.name),
    Picture("light_strip", MEDIUM, (*SELECTED, "space"), LIGHT.name),
    Picture("terminal", WIDE, ("down", "v", "down"), TERMINAL.name),
    Picture("terminal_form", MEDIUM, ("w", *["down"] * 5), TERMINAL.name),
    Picture("marking_strip", WIDE, ("down", "space")),
    Picture("several_marked", WIDE, (*SELECTED, "space")),
    Picture("evidence", MEDIUM, ("down", "space", "k")),
    Picture("completion", MEDIUM, ("slash", *typed("status:"))),
    Picture("filter_mistake", MEDIUM, ("slash", *typed("is:overdoo"))),
    Picture("brief", MEDIUM, ("B",)),
    Picture("brief_wide", WIDE, ("B", "pagedown")),
    Picture("brief_narrow", NARROW, ("B", "a")),
    Picture("brief_light", MEDIUM, ("B", "end"), LIGHT.name),
    Picture("empty_result", WIDE, ("slash", *typed("zebra"), "enter")),
    Picture("help", MEDIUM, ("question_mark", *typed("mark"))),
    Picture("palette", MEDIUM, ("colon", *typed("sea"))),
    Picture("update_form_mistake", MEDIUM, ("w", "up", "up", *typed("soon"), "ctrl+s")),
    Picture("commitment_form", WIDE, ("down", "e")),
    Picture("columns", WIDE, ("c", "down", "down")),
    Picture("saved_views", MEDIUM, (*SAVED, "apostrophe")),
    Picture("timeline_with_bands", WIDE, ("3", "b", "z", "down", "down")),
    Picture("past", WIDE, (*PAST_DAY, "down")),
    Picture("past_medium", MEDIUM, (*PAST_DAY, "5")),
    Picture("past_narrow", NARROW, PAST_DAY),
    Picture("past_light", MEDIUM, (*PAST_DAY, "w"), LIGHT.name),
    Picture("past_terminal", NARROW, PAST_DAY, TERMINAL.name),
    Picture("past_asked", NARROW, ("A", *typed("2025-Q3"))),
    Picture("changed", WIDE, CHANGED),
    Picture("changed_medium", MEDIUM, CHANGED),
    Picture("changed_narrow", NARROW, CHANGED),
    Picture("changed_light", MEDIUM, CHANGED, LIGHT.name),
    Picture("changed_terminal", NARROW, CHANGED, TERMINAL.name),
    Picture("months_heard", WIDE, ("P", "down")),
    Picture("statuses_over_time", WIDE, ("P", "P")),
    Picture("scorecard_party", WIDE, ("P",) * 3),
    Picture("scorecard_domain_light", WIDE, ("P",) * 4, LIGHT.name),
    Picture("scorecard_instrument", MEDIUM, ("P",) * 5),
    Picture("tree", WIDE, ("P",) * 6),
    Picture("tree_light", MEDIUM, ("P",) * 6, LIGHT.name),
    Picture("months_heard_medium", MEDIUM, ("P",)),
    Picture("months_heard_narrow", NARROW, ("P",)),
    Picture("statuses_narrow", NARROW, ("P", "P"), TERMINAL.name),
    Picture("statuses_medium_light", MEDIUM, ("P", "P"), LIGHT.name),
    Picture("scorecard_narrow", NARROW, ("P",) * 4),
    Picture("detail", NARROW, ("down", "5", "pagedown", "pagedown")),
)

REVIEWED = ("r", "n", *typed("PIB"), "enter", "l", "enter", "s")
"""A review in which one was looked at, one put off and one passed over."""
REVIEW_PICTURES = (
    Picture("review_wide", WIDE, REVIEWED),
    Picture("review_medium", MEDIUM, REVIEWED),
    Picture("review_narrow", NARROW, REVIEWED),
    Picture("review_light", MEDIUM, (*REVIEWED, "n"), LIGHT.name),
    Picture("why_wide", WIDE, ("i",)),
    Picture("why_medium", MEDIUM, ("pagedown", "i")),
    Picture("why_narrow", NARROW, ("i", "i")),
    Picture("why_light", MEDIUM, ("i", "i", "down", "down"), LIGHT.name),
)

LISTED = ("O", "down", "enter", "down")
ALIKE = ("v", "v", "v", "e", *["down"] * 4, *typed("Navy"), "ctrl+s")
REGISTER_PICTURES = (
    Picture("registers", MEDIUM, ("O",)),
    Picture("settings_wide", WIDE, ("O", "enter")),
    Picture("domains_wide", WIDE, LISTED),
    Picture("domains_narrow", NARROW, LISTED),
    Picture("domain_goes", MEDIUM, (*LISTED, "D")),
    Picture("instruments_light", MEDIUM, ("O", "down", "down", "enter", "J"), LIGHT.name),
    Picture("edited_alike", MEDIUM, ALIKE),
    Picture("alike_narrow", NARROW, ALIKE[:-1]),
    Picture("merged_wide", WIDE, ("X", "down", "down", "enter", "enter")),
    Picture("new_name", NARROW, ("a", *["down"] * 7, *typed("minerals"))),
    Picture("reshape_terminal", NARROW, ("X",), TERMINAL.name),
)


def _board(store: Store, *, ascii_only: bool = False) -> BoardApp:
    drafts = Drafts(drafts_folder(), store.path, clock=lambda: NOW)
    return BoardApp(store, lambda: AS_OF, drafts=drafts, greeting="Ready", ascii_only=ascii_only)


async def _rest(pilot: Pilot[None], app: BoardApp) -> None:
    await keys_acted(app, pilot)
    await pilot.pause(0.012)
    await app.board.store_worker.settle()
    await pilot.pause()


def _same(app: BoardApp, compare: Compare, picture: Picture) -> bool:
    async def run(pilot: Pilot[None]) -> None:
        await _rest(pilot, app)
        for key in picture.keys:
            await pilot.press(key)
            await _rest(pilot, app)

    app.theme = picture.theme
    return compare(app, terminal_size=picture.size, run_before=run)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_board(india_us: Store, snap_compare: Compare, picture: Picture) -> None:
    assert _same(_board(india_us), snap_compare, picture)


@pytest.mark.parametrize("picture", REVIEW_PICTURES, ids=lambda picture: picture.name)
def test_keeping_true(india_us: Store, snap_compare: Compare, picture: Picture) -> None:
    assert _same(_board(india_us), snap_compare, picture)


@pytest.mark.parametrize("picture", REGISTER_PICTURES, ids=lambda picture: picture.name)
def test_own_register(india_us: Store, snap_compare: Compare, picture: Picture) -> None:
    assert _same(_board(india_us), snap_compare, picture)


def test_own_register_without_colour(
    india_us: Store, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    board = _board(india_us, ascii_only=True)
    assert _same(board, snap_compare, Picture("domains", MEDIUM, LISTED, TERMINAL.name))


@pytest.mark.parametrize("name", ["review", "why"])
def test_keeping_true_without_colour(
    india_us: Store, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    keys = REVIEWED if name == "review" else ("i",)
    assert _same(_board(india_us), snap_compare, Picture(name, MEDIUM, keys, TERMINAL.name))


def test_no_colour(india_us: Store, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    picture = Picture("no_colour", WIDE, (*SELECTED, "down"), TERMINAL.name)
    assert _same(_board(india_us), snap_compare, picture)


def test_ascii(india_us: Store, snap_compare: Compare) -> None:
    picture = Picture("ascii", MEDIUM, ("down", "space"))
    assert _same(_board(india_us, ascii_only=True), snap_compare, picture)


@pytest.mark.parametrize("presses", [1, 2, 3, 6], ids=["months", "statuses", "scorecard", "tree"])
def test_pictures_without_colour(
    india_us: Store, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, presses: int
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    picture = Picture("picture", WIDE, ("P",) * presses, TERMINAL.name)
    assert _same(_board(india_us), snap_compare, picture)


@pytest.mark.parametrize("presses", [1, 2, 4, 6], ids=["months", "statuses", "scorecard", "tree"])
def test_pictures_in_ascii(india_us: Store, snap_compare: Compare, presses: int) -> None:
    picture = Picture("picture", MEDIUM, ("P",) * presses)
    assert _same(_board(india_us, ascii_only=True), snap_compare, picture)


GRIDS = (
    Picture("grid_wide", WIDE, ("P",) * 6),
    Picture("grid_light", MEDIUM, (*("P",) * 6, "3"), LIGHT.name),
    Picture("grid_narrow", NARROW, (*("P",) * 6, "3")),
    Picture("grid_without_colour", MEDIUM, ("P",) * 6, TERMINAL.name),
)


@pytest.mark.parametrize("picture", GRIDS, ids=lambda picture: picture.name)
def test_compliance(
    register_path: Path,
    snap_compare: Compare,
    monkeypatch: pytest.MonkeyPatch,
    picture: Picture,
) -> None:
    if picture.theme == TERMINAL.name:
        monkeypatch.setenv("NO_COLOR", "1")
    assert _same(_board(make_store(register_path, summit(9))), snap_compare, picture)


def test_a_row_of_a_scorecard_filters(india_us: Store, snap_compare: Compare) -> None:
    keys = (*("P",) * 3, "3", "down", "down", "down", "enter", "3")
    assert _same(_board(india_us), snap_compare, Picture("scorecard_row", MEDIUM, keys))


NEW = ("O", "down", "down", "down", "enter")


@pytest.mark.parametrize(
    "picture",
    [
        Picture("new_wide", WIDE, NEW),
        Picture("new_narrow", NARROW, (*NEW, *typed("quad.json"), "down", *typed("com"))),
        Picture("new_light", MEDIUM, NEW, LIGHT.name),
    ],
    ids=lambda picture: picture.name,
)
def test_new_register(india_us: Store, snap_compare: Compare, picture: Picture) -> None:
    assert _same(_board(india_us), snap_compare, picture)


def test_empty_register(register_path: Path, snap_compare: Compare) -> None:
    store = make_store(register_path, Register("A new register"))
    assert _same(_board(store), snap_compare, Picture("empty_register", MEDIUM))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_wide_characters(
    hostile_store: Store, snap_compare: Compare, size: tuple[int, int]
) -> None:
    picture = Picture("wide_characters", size, ("down", "down", "down"))
    assert _same(_board(hostile_store), snap_compare, picture)
