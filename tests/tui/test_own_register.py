"""The path of an analyst who keeps a register of one's own, from the command to another copy."""

from __future__ import annotations

from pathlib import Path

from cli.main import run
from store.model.entities import Commitment, Register
from tests.conftest import AS_OF, open_store, plain
from tests.tui.screen import Board, opened

PLEDGES = (
    ("vaccines", "Vaccines", "health"),
    ("ports", "Ports", "ports"),
    ("patrols", "Patrols", "ports"),
    ("patrols-2", "Patrols again", "ports"),
    ("chips", "Chips", "chips"),
    ("grids", "Grids", "energy"),
    ("mines", "Mines", "minerals"),
    ("hubs", "Hubs", "minerals"),
)


async def add_domain(board: Board, name: str) -> None:
    await board.press("a")
    await board.paste(name)
    await board.press("ctrl+s")


async def add_instrument(board: Board, name: str, title: str) -> None:
    await board.press("a")
    await board.paste(name)
    await board.press("enter")
    await board.paste(title)
    await board.press("ctrl+s")


async def add_commitment(board: Board, name: str, title: str, domain: str) -> None:
    await board.press("a")
    await board.paste(name)
    await board.press("enter")
    await board.paste(title)
    await board.press(*["down"] * 6, "end", "ctrl+u")
    await board.paste(domain)
    await board.press("ctrl+s")


def by_id(register: Register) -> dict[str, Commitment]:
    return {each.id: each for each in register.commitments}


async def test_a_register_of_ones_own_from_first_to_last(tmp_path: Path) -> None:
    path, elsewhere, file = (tmp_path / name for name in ("quad.json", "other.json", "all.json"))
    made = ["new", str(path), "--like", "communique", "--no-sample", "--title", "The Quad"]
    assert run(made, AS_OF) == 0
    async with opened(open_store(path)) as board:
        await board.press("O", "down", "enter")
        for name in ("ports", "chips", "minerals"):
            await add_domain(board, name)
        await board.press("escape", "O", "down", "down", "enter")
        await add_instrument(board, "w24", "Wilmington")
        await add_instrument(board, "w25", "Washington")
        await board.press("escape")
        for name, title, domain in PLEDGES:
            await add_commitment(board, name, title, domain)
        assert list(by_id(open_store(path).register)) == [name for name, _, _ in PLEDGES]
        await board.press("g", "v", "v", "v", "v", "v", "e", "down", "down", "down", "down")
        await board.paste("Quad desk")
        await board.press("ctrl+s", "y", "escape")
        leads = [each.lead for each in open_store(path).register.commitments]
        assert leads == ["Quad desk"] * 5 + [""] * 3
        await board.press("g", "X", "enter")
        await board.paste("vaccines-27")
        await board.press("ctrl+s")
        await board.press("g", "down", "down", "down", "X", "down", "down", "enter")
        await board.paste("patrols")
        await board.press("enter", "y")
        await board.press("G", "up", "X", "end", "enter")
        await board.retype("training-hubs")
        await board.press("ctrl+s")
    register = open_store(path).register
    found = by_id(register)
    assert found["patrols"].former_ids == ("patrols-2",)
    assert found["training-hubs"].former_ids == ("hubs",)
    assert [each.id for each in register.domains][-3:] == ["ports", "chips", "minerals"]
    assert [each.title for each in register.instruments] == ["Wilmington", "Washington"]
    assert set(found) == {
        *("vaccines", "ports", "patrols", "chips", "grids", "mines"),
        *("training-hubs", "vaccines-27"),
    }
    assert run(["export", "-o", str(file), "--register", str(path)], AS_OF) == 0
    assert run(["import", str(file), "--into", str(elsewhere)], AS_OF) == 0
    assert plain(open_store(elsewhere).register) == plain(register)
