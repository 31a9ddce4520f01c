"""The why-trail on the board: from any figure to the words it rests on, and to the rows behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from store.model.entities import Register
from store.register.store import Store
from tests.conftest import make_store, open_store
from tests.registers import MINISTRY, SMALL_REGISTER
from tests.tui.screen import MEDIUM, NARROW, WIDE, Board, opened
from tui.panels.trail import TrailPanel

pytestmark = pytest.mark.sweep

QUOTED = replace(MINISTRY, excerpt="The school is open [/].", copy="ab" * 32)
SIZES = [WIDE, MEDIUM, NARROW, (60, 16)]


@pytest.fixture
def quoted(register_path: Path) -> Store:
    """A store whose settled commitment has the words it rests on."""
    school = SMALL_REGISTER.commitments[1]
    opened_update = replace(school.updates[1], source=QUOTED)
    changed = replace(school, updates=(school.updates[0], opened_update))
    commitments = (SMALL_REGISTER.commitments[0], changed, *SMALL_REGISTER.commitments[2:])
    return make_store(register_path, replace(SMALL_REGISTER, commitments=commitments))


def _start(board: Board) -> str:
    """Return the line under the cursor of the trail, as it is on the screen."""
    panel = board.app.screen.query_one(TrailPanel)
    y = panel.region.y + 1 + panel.cursor - panel.top
    return board.lines[y][panel.region.x + 1 : panel.region.right - 1].strip()


@pytest.mark.parametrize("size", SIZES)
async def test_a_settled_row_reaches_its_words_in_two_keys(
    quoted: Store, size: tuple[int, int]
) -> None:
    async with opened(quoted, size) as board:
        await board.press("down")
        keys = ("i",)
        await board.press(*keys)
        assert len(keys) <= 2
        assert "“The school is open [/].”" in board.text
        assert "Press note, Ministry of Ports, 2025-10-31, official" in board.text.replace(
            "\n", " "
        ) or size == (60, 16)


async def test_every_settled_row_of_the_bundled_register_reaches_its_words(india_us: Store) -> None:
    async with opened(india_us, MEDIUM) as board:
        settled = [each for each in board.app.board.view.shown if each.derived.status.settled]
        for entry in settled:
            board.app.board.selected = entry.id
            await board.press("i")
            source = next(
                each.source
                for each in reversed(entry.commitment.updates)
                if each.status is entry.derived.status and each.source
            )
            words = source.excerpt or "no words kept"
            assert words.split(".")[0][:30] in " ".join(board.text.split()), entry.id
            await board.press("escape")
        assert len(settled) >= 10


@pytest.mark.parametrize("size", SIZES)
async def test_the_counts_reach_their_rows_in_two_keys(
    small_store: Store, size: tuple[int, int]
) -> None:
    async with opened(small_store, size) as board:
        await board.press("i", "i")
        assert "1 overdue of 2 dated" in board.text
        assert "port-visits: Port visits every year, overdue by" in board.text
        await board.press("i")
        assert "Status ▸ in progress" in board.text


async def test_in_the_domains_the_counts_of_the_domain_come_first(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("1", "down", "down", "i")
        assert "Air: 3 of 4" in board.text
        assert "port-visits: Port visits" not in board.text


async def test_a_count_leads_to_what_it_counts_and_a_row_to_its_commitment(
    small_store: Store,
) -> None:
    async with opened(small_store) as board:
        await board.press("i", "i", "down", "enter")
        assert "is:overdue: 1 of 4" in board.message
        assert board.here == "port-visits"
        await board.press("escape", "i", "i", "end", "enter")
        assert board.here == "pilot-school"
        assert board.focus == "commitments"


async def test_a_link_leads_to_its_update_in_the_detail(quoted: Store) -> None:
    async with opened(quoted) as board:
        await board.press("down", "i", "down", "enter")
        assert board.focus == "detail"
        item = board.app.board.item_here
        assert item
        assert (item.of, item.id) == ("pilot-school", "u2")


@pytest.mark.parametrize(
    ("keys", "start"),
    [
        ((), "Status ▸ in progress"),
        (("3",), "Due 2025-12, overdue by 326 days"),
        (("4",), "Attention 31"),
        (("s", "a"), "Attention 31"),
        (("s", "d"), "Due 2025-12, overdue by 326 days"),
    ],
)
async def test_it_begins_with_what_is_asked_about(
    small_store: Store, keys: tuple[str, ...], start: str
) -> None:
    async with opened(small_store) as board:
        await board.press(*keys)
        board.app.board.selected = "port-visits"
        await board.press("i")
        assert _start(board) == start


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("Schedule", "Due 2025-12, overdue by 326 days"),
        ("Steps", "Done ~50%"),
        ("Attention", "Attention 31"),
        ("Why here", "Wants a look"),
        ("◆ 2025-05", "◆ First visit, met 2025-05-12"),
        ("2025-02-06", "Status ▸ in progress"),
    ],
)
async def test_a_line_of_the_detail_begins_with_what_it_says(
    small_store: Store, line: str, start: str
) -> None:
    async with opened(small_store, (160, 70)) as board:
        await board.press("5", "g")
        detail = board.app.board.detail
        for index in range(detail.row_count()):
            detail.go_to(index)
            shown = "".join(text for text, _ in detail.row_parts(detail.cursor, 80))
            if shown.strip().startswith(line):
                break
        await board.press("i")
        assert _start(board) == start


async def test_a_source_is_opened_and_the_chain_copied_from_within(
    quoted: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY", "TMUX", "STY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    async with opened(quoted) as board:
        await board.press("down", "i", "o")
        assert "No address here: go to a line of a source" in board.text
        await board.press("down", "down", "o")
        await board.shows("the address is https://example.org/note")
        await board.press("y")
        await board.shows("Copied the footnote of pilot-school")
        assert "“The school is open [/].”" in board.app.clipboard
        await board.press("i", "y")
        await board.until(lambda: "1 overdue of 2 dated" in board.app.clipboard)


async def test_a_kept_copy_is_looked_up(quoted: Store) -> None:
    async with opened(quoted) as board:
        await board.press("down", "i")
        await board.shows("copy kept, abababababab: missing")


async def test_a_click_on_the_counts_shows_the_rows_behind_them(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.click(board.lines[0].index("overdue"), 0)
        assert "1 overdue of 2 dated" in board.text


async def test_nothing_is_explained_where_there_is_nothing(register_path: Path) -> None:
    async with opened(make_store(register_path, Register("New"))) as board:
        await board.press("i")
        assert "This register has no commitments yet" in board.message


async def test_what_a_filter_leaves_nothing_of_still_has_its_counts(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("zebra")
        await board.press("enter", "i")
        assert "zebra: 0 of 4" in board.text
        await board.press("i", "enter", "escape")
        assert board.app.is_running


async def test_hostile_texts_come_through_the_trail(hostile_store: Store) -> None:
    async with opened(hostile_store, NARROW) as board:
        for _ in range(len(hostile_store.register.commitments)):
            await board.press("i", *["pagedown"] * 3, "i", "end", "escape", "down")
            assert "\x1b" not in board.text
        assert board.app.is_running


async def test_leaving_changes_nothing(small_store: Store) -> None:
    before = open_store(small_store.path).register
    async with opened(small_store) as board:
        for key in ("escape", "q"):
            await board.press("i", "down", key)
            assert board.app.is_running
            assert board.here == "port-visits"
    assert open_store(small_store.path).register == before
