"""What one key asks of the rest: no question twice."""

from __future__ import annotations

from collections import Counter

import pytest

from store.register.store import Store
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened
from tui.commands.needs import BoardState
from tui.commands.table import Command
from tui.widgets.bars import FooterLine


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW], ids=["wide", "medium", "narrow"])
async def test_one_mark_asks_once_what_may_be_done_now(
    small_store: Store, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Counter[str] = Counter()
    show, why_not = FooterLine.show, Command.why_not

    def counted_footer(self: FooterLine, state: BoardState) -> None:
        asked["footer"] += 1
        show(self, state)

    def counted_why_not(self: Command, state: BoardState) -> str:
        asked[f"why not {self.id}"] += 1
        return why_not(self, state)

    def counted_reason(self: Store) -> str | None:
        asked["storage"] += 1
        return None

    monkeypatch.setattr(FooterLine, "show", counted_footer)
    monkeypatch.setattr(Command, "why_not", counted_why_not)
    monkeypatch.setattr(Store, "read_only_reason", property(counted_reason))
    async with opened(small_store, size) as board:
        await board.press("space")
        asked.clear()
        await board.press("6")
        assert "60%" in board.message
    assert (asked["footer"], asked["storage"]) == (1, 1)
    assert set(asked.values()) == {1}


async def test_keys_are_named_anew_when_what_they_may_do_has_changed(small_store: Store) -> None:
    async with opened(small_store) as board:
        assert "space mark" in board.lines[-1]
        await board.press("slash")
        await board.type("nothing is called so")
        await board.press("enter")
        assert "space mark" not in board.lines[-1]
        await board.press("escape")
        assert "space mark" in board.lines[-1]
