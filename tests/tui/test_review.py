"""The review on the board: few keys, each answer saved, left and taken up again, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from store.model.dates import PartialDate
from store.model.entities import Commitment, FollowUp, Register, Update
from store.model.status import Status
from store.register.store import Store
from store.user.paths import review_folder
from store.user.review_book import ReviewBook
from tests.conftest import AS_OF, make_store, open_store, plain
from tests.registers import MINISTRY, SMALL_REGISTER
from tests.tui.screen import KEYS, MEDIUM, NARROW, WIDE, Board, opened
from tui.controllers.review.pace import ReviewPace

pytestmark = pytest.mark.sweep

SIZES = [WIDE, MEDIUM, NARROW, (60, 16)]


def _typed(text: str) -> list[str]:
    return [KEYS.get(char, char) for char in text]


def _book(store: Store) -> ReviewBook:
    return ReviewBook(review_folder(), store.place)


def _page(board: Board) -> str:
    """Return the id of the commitment in view."""
    line = next(each for each in board.lines if "┌ Commitment" in each)
    return line.partition("┌ Commitment ")[2].split()[0]


class Counter:
    """Presses keys on a board and counts them."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self.count = 0

    async def press(self, *keys: str) -> None:
        self.count += len(keys)
        await self._board.press(*keys)


async def test_the_stale_ones_of_the_bundled_register_are_reviewed(india_us: Store) -> None:
    start = plain(india_us.register)
    async with opened(india_us, MEDIUM) as board:
        await board.press("slash")
        await board.type("is:stale")
        await board.press("enter", "r")
        total = board.app.board.view.size
        assert total > 20
        assert f"1 of {total} · {total} left" in board.lines[0]
        assert "is:stale" in board.lines[0]
        await board.press("n")
        await board.type("PIB, defense.gov")
        await board.press("enter")
        first = _book(india_us).session
        assert first
        assert first.count("looked") == 1
        keys = Counter(board)
        for number in range(2, 11):
            asked = _page(board)
            await keys.press("n", "enter")
            assert board.saved(asked).updates[-1].searched == ("PIB", "defense.gov")
            assert f"{number + 1} of {total} · {total - number} left" in board.lines[0]
        # With the places once typed, nine have taken two keys each: far from four.
        assert keys.count <= 4 * 9
        new_evidence = _page(board)
        await board.press("w")
        await board.type("Signed.")
        await board.press("ctrl+s")
        assert board.saved(new_evidence).updates[-1].note == "Signed."
        assert _page(board) == new_evidence
        assert "Answered    changed" in board.text
        await board.press("s", "d")
        moved = board.here
        await board.type("2028")
        await board.press("ctrl+s")
        assert board.saved(moved).updates[-1].due == PartialDate.parse("2028")
        await board.press("s", "l", "enter")
        # Left in the middle, resumed, and gone on with.
        assert f"14 of {total} · {total - 13} left" in board.lines[0]
        await board.press("escape")
        assert "13 commitments answered: 10 nothing found, 2 changed, 1 put off" in board.message
    async with opened(open_store(india_us.path), MEDIUM) as board:
        await board.press("slash")
        await board.type("is:stale")
        await board.press("enter", "r")
        assert "Taken up again: 13 answered already" in board.text
        assert f"14 of {total} · {total - 13} left" in board.lines[0]
        for _ in range(13):
            await board.press("u")
        assert f"1 of {total} · {total} left" in board.lines[0]
        await board.press("u")
        assert "Nothing was answered in this review yet" in board.text
    assert plain(open_store(india_us.path).register) == start


async def test_an_item_with_nothing_new_takes_four_keys_at_most(small_store: Store) -> None:
    _book(small_store).remember_places(("PIB",))
    async with opened(small_store) as board:
        await board.press("r")
        keys = Counter(board)
        await keys.press("n", "enter")
        assert keys.count <= 4
        assert board.saved("port-visits").updates[-1].searched == ("PIB",)
        assert _page(board) == "weather-data"


@pytest.mark.parametrize("size", SIZES)
async def test_one_commitment_fills_the_screen_with_what_a_look_needs(
    small_store: Store, size: tuple[int, int]
) -> None:
    async with opened(small_store, size) as board:
        await board.press("r")
        seen = board.text
        for _ in range(6):
            await board.press("pagedown")
            seen += board.text
        for words in (
            "Port visits every year",
            "overdue by 326 days, no word since its date",
            "Ships of each side call",
            "nothing by an official source",
            "overdue by 326 days",
            "A first ship called.",
            "Ministers agree",
            "Ask for the visit plan",
            "nothing found",
        ):
            assert words in " ".join(seen.replace("│", " ").split()), words


async def test_keys_typed_ahead_answer_one_after_the_other(small_store: Store) -> None:
    _book(small_store).remember_places(("PIB",))
    async with opened(small_store) as board:
        await board.press("r")
        for key in ("n", "enter", "n", "enter", "n", "enter"):
            await board.press_at_once(key)
        await board.rest()
        for commitment in ("port-visits", "weather-data", "pilot-school"):
            assert board.saved(commitment).updates[-1].searched == ("PIB",)
            assert len([each for each in board.saved(commitment).updates if each.searched]) == 1


async def test_at_the_end_it_says_what_came_of_it(small_store: Store) -> None:
    _book(small_store).remember_places(("PIB",))
    async with opened(small_store) as board:
        await board.press("r", "n", "enter", "l", "enter", "w")
        await board.type("Seen again.")
        await board.press("ctrl+s", "s")
        assert "3 of 3 · done" in board.lines[0]
        assert "1  nothing found" in board.text
        assert "1  changed" in board.text
        assert "1  put off" in board.text
        assert "Weather data shared: put off until 2026-12-06" in board.text
        await board.press("b")
        assert _page(board) == "pilot-school"
        await board.press("s", "enter")
        assert "Review done: 3 commitments answered" in board.message
        assert _book(small_store).session is None


async def test_the_last_answer_leads_to_the_summary_and_can_be_taken_back(
    small_store: Store,
) -> None:
    _book(small_store).remember_places(("PIB",))
    async with opened(small_store) as board:
        await board.press("r", *("n", "enter") * 3)
        assert "3  nothing found" in board.text
        await board.press("n")
        assert "All is answered" in board.text
        await board.press("u")
        assert _page(board) == "pilot-school"
        assert "3 of 3 · 1 left" in board.lines[0]


async def test_what_is_passed_over_comes_round_again(small_store: Store) -> None:
    _book(small_store).remember_places(("PIB",))
    async with opened(small_store) as board:
        await board.press("r", "s", "s")
        assert _page(board) == "pilot-school"
        await board.press("s")
        assert _page(board) == "port-visits"
        await board.press("s", "b")
        assert _page(board) == "port-visits"
        await board.press("s", "s", "n", "enter")
        assert _page(board) == "port-visits"


async def test_what_is_put_off_is_not_in_the_next_queue_and_comes_back(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("r", "l")
        await board.retype("7")
        await board.press("enter", "escape")
        assert _book(small_store).put_off(AS_OF)["port-visits"].isoformat() == "2026-11-29"
    _book(small_store).end()
    async with opened(open_store(small_store.path)) as board:
        await board.press("r")
        assert "1 of 2 · 2 left" in board.lines[0]
    _book(small_store).end()
    later = AS_OF.replace(day=29)
    async with opened(open_store(small_store.path), today=later) as board:
        await board.press("r")
        assert _page(board) == "port-visits"


async def test_putting_off_is_taken_back(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("r", "l", "enter", "u")
        assert _page(board) == "port-visits"
        assert "is put off no longer" in board.text
        assert _book(small_store).put_off(AS_OF) == {}


@pytest.mark.parametrize("days", ["0", "soon", "9999"])
async def test_days_that_are_none_are_asked_for_again(small_store: Store, days: str) -> None:
    async with opened(small_store) as board:
        await board.press("r", "l")
        await board.retype(days)
        await board.press("enter")
        assert "Give a number of days" in board.text
        await board.press("escape", "n", "enter")
        assert "Say where" in board.text
        await board.press("escape")
        assert "1 of 3 · 3 left" in board.lines[0]


async def test_a_status_set_without_a_source_asks_for_one(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("r", "space", "k")
        assert board.saved("port-visits").updates[-1].status is Status.KEPT
        assert "Update of the mark just made (kept)" in board.text
        await board.press("down")
        await board.type("Contract signed")
        await board.press("ctrl+s")
        assert "Whose word is “Contract signed”?" in board.text
        await board.type("o")
        await board.press("enter")
        last = board.saved("port-visits").updates[-1]
        assert last.source
        assert last.source.title == "Contract signed"
        assert last.source.official
        assert "Answered    changed" in board.text


async def test_a_settled_status_left_without_a_source_is_taken_back_as_one_answer(
    small_store: Store,
) -> None:
    async with opened(small_store) as board:
        await board.press("r", "space", "k", "escape")
        assert "Answered    changed" in board.text
        assert "2 left" in board.lines[0]
        await board.press("u")
        assert "Answered" not in board.text
        assert "1 of 3 · 3 left" in board.lines[0]
        assert len(board.saved("port-visits").updates) == 2


async def test_a_percent_needs_no_source_and_leaving_the_strip_changes_nothing(
    small_store: Store,
) -> None:
    async with opened(small_store) as board:
        await board.press("r", "space", "escape")
        assert len(board.saved("port-visits").updates) == 2
        await board.press("space", "6")
        assert board.saved("port-visits").updates[-1].progress == 60
        assert "port-visits: 50% → 60%" in " ".join(board.text.replace("~", "").split())


async def test_a_follow_up_answers_what_nobody_chased(register_path: Path) -> None:
    seen = Update("u1", PartialDate.parse("2026-11-01"), "Seen.", MINISTRY, Status.IN_PROGRESS)
    due = PartialDate.parse("2026-12")
    store = make_store(
        register_path,
        Register("One", commitments=(Commitment("a", "Pledge", due=due, updates=(seen,)),)),
    )
    async with opened(store) as board:
        await board.press("r")
        assert "and nobody is chasing it" in board.text
        await board.press("f")
        await board.type("Ask")
        await board.press("ctrl+s")
        assert [each.title for each in board.saved("a").follow_ups] == ["Ask"]
        assert "and nobody is chasing it" not in board.text


async def test_a_form_left_answers_nothing(small_store: Store) -> None:
    async with opened(small_store) as board:
        for key in ("w", "d", "f"):
            await board.press("r" if key == "w" else "1", key, "escape")
            assert "3 left" in board.lines[0]
        await board.press("d")
        await board.type("2025-12")
        await board.press("ctrl+s")
        assert "it is due 2025-12 already" in board.text


async def test_a_date_may_have_moved_earlier_than_was_known(register_path: Path) -> None:
    moved = Update("u1", PartialDate.parse("2025-06-01"), "Moved.", due=PartialDate.parse("2027"))
    promised = PartialDate.parse("2026")
    pledge = Commitment("a", "Pledge", due=promised, updates=(moved,))
    store = make_store(register_path, Register("One", commitments=(pledge,)))
    async with opened(store) as board:
        await board.press("r", "d", *_typed("2027"), "ctrl+s")
        assert "it is due 2027 already" in board.text
        await board.press(*["down"] * 7)
        await board.retype("2025-03-01")
        await board.press("ctrl+s")
        found = board.saved("a").updates[-1]
        assert (str(found.date), str(found.due)) == ("2025-03-01", "2027")


async def test_the_date_moved_keeps_its_source(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("r", "d", *_typed("2027"), "down", *_typed("Slipped."))
        await board.press("down", *_typed("Press note"), "ctrl+s")
        assert "Whose word is “Press note”?" in board.text
        await board.press("enter")
        last = board.saved("port-visits").updates[-1]
        assert (last.due, last.note) == (PartialDate.parse("2027"), "Slipped.")
        assert last.source
        assert last.source.title == "Press note"


async def test_a_source_is_opened_and_the_chain_shown(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("r", "o")
        await board.shows("https://example.org/agree")
        await board.press("i")
        assert "Why port-visits: Port visits every year" in board.text
        await board.press("escape", "question_mark")
        assert "Keys of Review" in board.text
        await board.press("escape", "escape")
        assert board.focus == "commitments"
        assert board.here == "port-visits"


async def test_what_somebody_else_settles_meanwhile_is_shown(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("r")
        other = open_store(small_store.path, "mira")
        other.change(["port-visits"], lambda each: replace(each, title="Port calls"))
        await board.app.board.store_worker.follow_others()
        await board.rest()
        assert "Port calls" in board.text
        assert "3 left" in board.lines[0]


async def test_a_commitment_removed_meanwhile_is_passed_over(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("r")
        open_store(small_store.path, "mira").remove(["port-visits"])
        await board.app.board.store_worker.follow_others()
        await board.rest()
        assert "port-visits: removed" in board.text
        assert _page(board) == "weather-data"
        assert "1 of 2 · 2 left" in board.lines[0]
        open_store(small_store.path, "mira").remove(["weather-data", "pilot-school"])
        await board.app.board.store_worker.follow_others()
        await board.press("n", "w", "space", "d", "o", "i", "s")
        assert board.app.is_running


async def test_nothing_to_look_at_is_said(register_path: Path) -> None:
    seen = Update("u1", PartialDate.parse("2026-11-01"), "Seen.")
    quiet = Commitment("a", "Pledge", updates=(seen,), follow_ups=(FollowUp("f1", "Ask"),))
    async with opened(make_store(register_path, Register("One", commitments=(quiet,)))) as board:
        await board.press("r")
        assert board.message == "all 1: nothing of it wants a look"


async def test_what_is_filtered_is_reviewed(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("domain:air")
        await board.press("enter", "r")
        assert "1 of 2 · 2 left" in board.lines[0]
        assert _page(board) == "weather-data"


async def test_what_is_selected_is_reviewed(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("down", "v", "r")
        assert "1 selected" in board.lines[0]
        assert "1 of 1 · 1 left" in board.lines[0]
        assert _page(board) == "pilot-school"
        await board.press("escape", "escape", "down", "v", "r")
        assert "1 selected: nothing of it wants a look" in board.message


async def test_the_book_that_cannot_be_written_is_no_reason_not_to_review(
    small_store: Store,
) -> None:
    review_folder().parent.mkdir(parents=True, exist_ok=True)
    review_folder().write_text("", encoding="utf-8")
    async with opened(small_store) as board:
        await board.press("r")
        assert "where you are cannot be kept" in board.text
        await board.press("n", *_typed("PIB"), "enter")
        assert board.saved("port-visits").updates[-1].searched == ("PIB",)


async def test_hostile_texts_come_through_the_review(hostile_store: Store) -> None:
    """Each at one of three sizes, in turn."""
    _book(hostile_store).remember_places(("[/] \x1b[31m",))
    async with opened(hostile_store) as board:
        await board.press("r")
        for number in range(len(hostile_store.register.commitments)):
            await board.resize(*(WIDE, NARROW, (45, 12))[number % 3])
            await board.press(
                "pagedown", "pagedown", "i", "escape", "space", "escape", "n", "enter"
            )
            assert "\x1b" not in board.text
            assert "\u202e" not in board.text
        assert board.app.is_running


async def test_a_terminal_too_small_answers_nothing(small_store: Store) -> None:
    _book(small_store).remember_places(("PIB",))
    async with opened(small_store) as board:
        await board.press("r")
        await board.resize(39, 9)
        await board.press("n", "enter", "l", "enter")
        await board.resize(*WIDE)
        assert "1 of 3 · 3 left" in board.lines[0]
        assert board.saved("port-visits") == small_store.register.commitments[0]


async def test_a_click_in_the_queue_goes_there(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("r")
        row = next(y for y, line in enumerate(board.lines) if "  Pilot school" in line)
        await board.click(6, row)
        assert _page(board) == "pilot-school"
        await board.press("s")
        assert _page(board) == "port-visits"


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_click_on_a_key_does_what_it_does(
    small_store: Store, size: tuple[int, int]
) -> None:
    async with opened(small_store, size) as board:
        await board.press("r")
        for words, seen in (
            ("s skip", "2 of 3 · 3 left"),
            ("b back", "1 of 3 · 3 left"),
            ("space status", "Mark"),
            ("? help", "Keys of Review"),
        ):
            row = next(y for y, line in enumerate(board.lines) if words in line)
            await board.click(board.lines[row].index(words) + 2, row)
            assert seen in board.text
            if words.startswith(("space", "?")):
                await board.press("escape")
        row = next(y for y, line in enumerate(board.lines) if "esc leave" in line)
        await board.click(board.lines[row].index("esc leave"), row)
        assert "3 left" in board.message


async def test_a_register_that_can_only_be_read_is_not_reviewed(register_path: Path) -> None:
    make_store(register_path, SMALL_REGISTER).close()
    store = Store(register_path, user="ana", read_only=True)
    async with opened(store) as board:
        await board.press("r")
        assert "can only be read" in board.message


def test_the_pace_is_that_of_the_answers_and_a_pause_counts_for_little() -> None:
    now = [0.0]
    pace = ReviewPace(lambda: now[0])
    pace.begin()
    assert pace.seconds == 27
    for seconds in (40, 60, 50):
        now[0] += seconds
        pace.take_answer()
    assert pace.seconds == 50
    now[0] += 10_000
    pace.take_answer()
    assert pace.seconds == (150 + 180) / 4
