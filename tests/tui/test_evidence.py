"""The source of what was just settled: asked for in one line, never pressed for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store.model.dates import PartialDate
from store.model.derived import derive
from store.model.edits import write_update
from store.model.entities import Source, SourceKind
from store.model.status import Status
from store.register.store import Store
from tests.conftest import AS_OF, NOW, open_store
from tests.registers import HOSTILE_TEXTS
from tests.tui.screen import NARROW, WIDE, Board, opened

pytestmark = pytest.mark.sweep


async def _settle(board: Board, key: str = "k") -> None:
    await board.press("space", key)
    assert board.app.board.evidence.display


async def test_a_typed_source_backs_what_was_settled(small_store: Store) -> None:
    async with opened(small_store) as board:
        await _settle(board)
        assert "evidence for port-visits: kept —" in board.lines[-2]
        assert "esc leaves it provisional *" in board.message
        assert "KEPT*" in board.panel(2, "Commitments")[1]
        await board.type("Ports open, says minister, https://example.org/a,b?c=1")
        await board.press("enter")
        # The register has filed pages of that site both ways.
        assert "Whose word is “Ports open, says minister”?" in board.lines[-2]
        assert len(board.saved("port-visits").updates) == 3
        await board.press("i")
        saved = board.saved("port-visits")
        # The mark and its source are one update.
        assert [each.status for each in saved.updates[-2:]] == [Status.IN_PROGRESS, Status.KEPT]
        source = saved.updates[-1].source
        assert source is not None
        assert (source.title, source.publisher) == ("Ports open, says minister", "The Daily")
        assert source.url == "https://example.org/a,b?c=1"
        assert source.kind is SourceKind.INDEPENDENT
        assert not derive(saved, AS_OF).provisional
        assert "backed by “Ports open" in board.message
        assert "KEPT " in board.panel(2, "Commitments")[1]
        assert board.focus == "commitments"
        await board.press("u")
        assert derive(board.saved("port-visits"), AS_OF).provisional
        await board.press("u")
        assert derive(board.saved("port-visits"), AS_OF).status is Status.IN_PROGRESS


@pytest.mark.parametrize(
    "typed",
    [
        "Ports open (https://example.org/a).",
        "https://example.org/a Ports open",
        "Ports open, https://example.org/a.",
    ],
)
async def test_signs_around_an_address_are_no_part_of_it(small_store: Store, typed: str) -> None:
    async with opened(small_store) as board:
        await _settle(board)
        await board.type(typed)
        await board.press("enter", "i")
        source = board.saved("port-visits").updates[-1].source
        assert source is not None
        assert (source.title, source.url) == ("Ports open", "https://example.org/a")


async def test_an_address_alone_is_no_evidence(small_store: Store) -> None:
    async with opened(small_store) as board:
        await _settle(board)
        await board.type("www.example.org/note")
        await board.press("enter")
        assert "no evidence yet" in board.message
        assert board.saved("port-visits").updates[-1].source is None
        await board.type(" Note of the ministers")
        await board.press("enter", "o")
        source = board.saved("port-visits").updates[-1].source
        assert source is not None
        assert (source.title, source.url) == ("Note of the ministers", "www.example.org/note")
        assert source.official


@pytest.mark.parametrize("typed", ["<https://pib.gov.in/x>", "1. pib.gov.in/x"])
async def test_an_address_alone_is_no_evidence_in_the_form_either(
    small_store: Store, typed: str
) -> None:
    async with opened(small_store) as board:
        await _settle(board)
        await board.type(typed)
        await board.press("enter")
        assert "no evidence yet" in board.message
        await board.press("tab", "ctrl+s")
        assert "an address is no evidence yet: say what the page is called too" in board.text
        await board.press("down")
        await board.type("Pact signed")
        await board.press("ctrl+s")
        (*_, before, last) = board.saved("port-visits").updates
        assert before.status is Status.IN_PROGRESS
        assert last.source is not None
        assert last.source.title == "Pact signed"
        assert last.source.url.endswith("pib.gov.in/x")
        assert last.source.official


async def test_one_paste_tells_title_publisher_date_and_kind_apart(small_store: Store) -> None:
    async with opened(small_store) as board:
        await _settle(board)
        await board.type("Ports open, 31 October 2025, https://pib.gov.in/ports")
        await board.press("enter")
        source = board.saved("port-visits").updates[-1].source
        assert source == Source(
            "Ports open",
            date=PartialDate.parse("2025-10-31"),
            url="https://pib.gov.in/ports",
            kind=SourceKind.OFFICIAL,
        )


@pytest.mark.parametrize("keys", [["escape"], ["enter"], ["space", "enter"]])
async def test_without_a_source_it_stays_provisional_and_says_so(
    small_store: Store, keys: list[str]
) -> None:
    async with opened(small_store) as board:
        await _settle(board)
        await board.press(*keys)
        assert "port-visits stays provisional, marked *" in board.message
        assert len(board.saved("port-visits").updates) == 3
        assert "KEPT*" in board.panel(2, "Commitments")[1]
        assert board.focus == "commitments"
        assert "space mark" in board.lines[-1]


async def test_one_source_backs_all_that_were_settled_together(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("V")
        await _settle(board, "x")
        assert "evidence for 4 commitments: not kept" in board.lines[-2]
        await board.type("Joint statement")
        await board.press("enter", "enter")
        for each in open_store(small_store.path).register.commitments:
            assert derive(each, AS_OF).status is Status.NOT_KEPT
            assert not derive(each, AS_OF).provisional
        await board.press("u", "u")
        assert not derive(board.saved("pilot-school"), AS_OF).provisional


async def test_a_repeated_mark_asks_too(small_store: Store) -> None:
    async with opened(small_store) as board:
        await _settle(board)
        await board.press("escape", "down", "down", "full_stop")
        assert "evidence for airfield-code: kept" in board.lines[-2]


@pytest.mark.parametrize("key", ["tab", "ctrl+e"])
async def test_the_whole_form_opens_with_what_was_typed(small_store: Store, key: str) -> None:
    async with opened(small_store) as board:
        await _settle(board)
        await board.type("Joint note https://example.org/n")
        await board.press(key)
        shown = board.text
        assert "Update of the mark just made (kept): Port visits every year" in shown
        for typed in ("Joint note", "https://example.org/n", "kept", "draft of 09:30"):
            assert typed in shown
        await board.press("ctrl+s")
        assert "o official: a party's own  i independent  enter not known" in board.lines[-2]
        await board.press("escape")
        update = board.saved("port-visits").updates[-1]
        assert update.source == Source("Joint note", url="https://example.org/n")
        assert update.status is Status.KEPT
        await board.press("w")
        assert "draft of" not in board.text


async def test_what_was_typed_comes_back_with_the_update_form(small_store: Store) -> None:
    async with opened(small_store) as board:
        await _settle(board)
        await board.type("Half a ti")
        await board.press("escape")
        assert "w brings back what you typed" in board.message
        await board.press("w")
        assert "Half a ti" in board.text


@pytest.mark.parametrize("after_typing", [("tab",), ("escape", "w")])
async def test_the_form_completes_the_mark_that_was_just_made(
    small_store: Store, after_typing: tuple[str, ...]
) -> None:
    async with opened(small_store) as board:
        await _settle(board)
        mark = board.saved("port-visits").updates[-1]
        await board.type("Joint note https://pib.gov.in/n")
        await board.press(*after_typing)
        assert "Update of the mark just made (kept): Port visits every year" in board.text
        await board.press("ctrl+s")
        updates = board.saved("port-visits").updates
        assert len(updates) == 3
        assert (updates[-1].id, updates[-1].status) == (mark.id, Status.KEPT)
        assert (updates[-1].by, updates[-1].written) == (mark.by, mark.written)
        assert updates[-1].source == Source(
            "Joint note", url="https://pib.gov.in/n", kind=SourceKind.OFFICIAL
        )
        await board.press("u")
        assert board.saved("port-visits").updates[-1] == mark


async def test_an_update_after_esc_completes_the_mark_too(small_store: Store) -> None:
    async with opened(small_store) as board:
        await _settle(board)
        await board.press("escape", "w")
        await board.type("Both ports open")
        await board.press("ctrl+s")
        updates = board.saved("port-visits").updates
        assert len(updates) == 3
        assert (updates[-1].note, updates[-1].status) == ("Both ports open", Status.KEPT)
        # It says something now: the next one is an update of its own.
        await board.press("w")
        assert "mark just made" not in board.text
        await board.type("Seen again")
        await board.press("ctrl+s")
        assert len(board.saved("port-visits").updates) == 4


async def test_a_form_that_says_no_more_than_the_mark_adds_nothing(small_store: Store) -> None:
    async with opened(small_store) as board:
        await _settle(board)
        await board.press("escape", "w", "ctrl+s")
        assert "nothing is filled in that the mark does not say already" in board.text
        await board.press("escape")
        assert len(board.saved("port-visits").updates) == 3


async def test_an_update_beside_the_mark_can_be_asked_for(small_store: Store) -> None:
    async with opened(small_store) as board:
        await _settle(board)
        mark = board.saved("port-visits").updates[-1]
        await board.press("escape", "w")
        await board.type("Both ports open")
        await board.press("up", "space", "ctrl+s")
        updates = board.saved("port-visits").updates
        assert updates[-2] == mark
        assert updates[-1].note == "Both ports open"


async def test_the_mark_of_somebody_else_is_not_completed(small_store: Store) -> None:
    other = open_store(small_store.path, user="somebody")
    other.change(["port-visits"], lambda each: write_update(each, AS_OF, status=Status.KEPT))
    async with opened(open_store(small_store.path)) as board:
        await board.press("w")
        assert "mark just made" not in board.text


async def test_a_mark_of_long_ago_is_not_completed(small_store: Store) -> None:
    async with opened(small_store) as board:
        await _settle(board)
        await board.press("escape")
    later = Store(small_store.path, user=small_store.user, clock=lambda: NOW + timedelta(hours=1))
    async with opened(later) as board:
        await board.press("w")
        assert "mark just made" not in board.text
        await board.type("Both ports open")
        await board.press("ctrl+s")
        assert len(board.saved("port-visits").updates) == 4


async def test_the_line_may_stay_open_long_before_the_form_is_opened(small_store: Store) -> None:
    hours = 0
    store = Store(small_store.path, user="ana", clock=lambda: NOW + timedelta(hours=hours))
    async with opened(store) as board:
        await _settle(board)
        await board.type("Joint note https://pib.gov.in/n")
        hours = 2
        await board.press("tab", "ctrl+s")
        updates = board.saved("port-visits").updates
        assert len(updates) == 3
        assert updates[-1].source is not None


async def test_marks_made_together_are_completed_together(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("V")
        await _settle(board, "x")
        before = [len(each.updates) for each in open_store(small_store.path).register.commitments]
        await board.type("Joint statement https://pib.gov.in/n")
        await board.press("tab", "ctrl+s")
        commitments = open_store(small_store.path).register.commitments
        assert [len(each.updates) for each in commitments] == before
        assert not any(derive(each, AS_OF).provisional for each in commitments)


async def test_an_open_status_asks_for_nothing(small_store: Store) -> None:
    async with opened(small_store) as board:
        for key in ("s", "i", "6", "a"):
            await board.press("space", key)
            assert not board.app.board.evidence.display


async def test_a_status_that_has_a_source_asks_for_none(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("down", "space", "k")
        assert not board.app.board.evidence.display


async def test_the_line_leaves_when_the_board_cannot_be_seen(small_store: Store) -> None:
    async with opened(small_store) as board:
        await _settle(board)
        await board.type("Half")
        await board.resize(39, 9)
        await board.press("x", "enter")
        await board.resize(*WIDE)
        assert len(board.saved("port-visits").updates) == 3
        await board.press("w")
        assert "Half" in board.text


async def test_hostile_words_are_evidence_like_others(hostile_store: Store) -> None:
    """Each at one of three sizes, in turn."""
    async with opened(hostile_store) as board:
        for number, text in enumerate(HOSTILE_TEXTS):
            await board.resize(*(WIDE, NARROW, (40, 10))[number % 3])
            await _settle(board, "p")
            await board.paste(text)
            assert "\x1b" not in board.text
            assert "\u202e" not in board.text
            await board.press("enter")
            assert "\x1b" not in board.text
            await board.press("enter")
            source = board.saved(board.here).updates[-1].source
            assert source is not None
            assert "\x1b" not in source.title
            await board.press("down")
        titles = [
            each.updates[-1].source.title
            for each in open_store(hostile_store.path).register.commitments
            if each.updates[-1].source
        ]
        for text in ("[/]", "[red", "रक्षा सहयोग समझौता", "line one line two tabbed end"):
            assert text in titles


async def test_the_source_of_a_milestone_is_asked_about_too(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("m")
        await board.type("Third visit")
        await board.press(*["enter"] * 3)
        await board.type("Plan of visits")
        await board.press("ctrl+s", "o")
        source = board.saved("port-visits").milestones[-1].source
        assert source is not None
        assert source.official


@pytest.mark.parametrize(("key", "kind"), [("x", "unknown"), ("o", "official")])
async def test_typed_words_are_never_lost_over_the_question(
    small_store: Store, key: str, kind: str
) -> None:
    async with opened(small_store) as board:
        await _settle(board)
        await board.type("Joint statement")
        await board.press("enter", key)
        source = board.saved("port-visits").updates[-1].source
        assert source == Source("Joint statement", kind=SourceKind(kind))
        assert board.focus == "commitments"
