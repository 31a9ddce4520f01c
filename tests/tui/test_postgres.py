"""The board on a register in PostgreSQL: who may only read, and a server that goes away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.model.address import database_address
from store.model.edits import write_update
from store.register.history import HistoryEntry
from store.register.store import Store
from store.storage.postgres_tables import grants
from tests.conftest import AS_OF, NOW
from tests.postgres import Server, running
from tests.registers import SMALL_REGISTER
from tests.tui.screen import opened


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """A server that may be stopped."""
    with running() as server:
        yield server


def store_on(server: Server, name: str, user: str = "postgres") -> Store:
    address = database_address(server.address(name, user))
    assert address is not None
    return Store(address, user=user, clock=lambda: NOW)


def make(server: Server, name: str) -> Store:
    address = database_address(server.address(name))
    assert address is not None
    return Store.create(address, SMALL_REGISTER, user="ana", clock=lambda: NOW)


async def test_a_reader_sees_what_others_save_and_changes_nothing(own_server: Server) -> None:
    writer = make(own_server, "read")
    for statement in ("CREATE ROLE guest LOGIN", *grants(["guest"], [])):
        own_server.sql(statement)
    async with opened(store_on(own_server, "read", "guest")) as board:
        assert "read-only" in board.lines[0]
        await board.press("space")
        assert "the role guest may only read it" in board.message
        writer.change(["port-visits"], lambda each: write_update(each, AS_OF, progress=70))
        await board.until(lambda: "70%" in "\n".join(board.panel(2, "Commitments")))


async def test_without_a_server_the_board_says_so_and_goes_on_when_it_is_back(
    own_server: Server,
) -> None:
    store = make(own_server, "lost")
    async with opened(store) as board:
        await board.press("space", "6")
        own_server.kill()
        try:
            await board.press("space", "7")
            await board.says("there is no connection")
            assert "no connection" in board.lines[0]
            assert "Port visits" in board.text
        finally:
            own_server.start()
        await board.press("space", "8")
        await board.until(lambda: board.lines[0].rstrip().endswith("saved"))
        seen = store_on(own_server, "lost").document("port-visits")["updates"]
        assert [each.get("progress") for each in seen][-2:] == [60, 80]


async def test_a_copy_of_a_source_says_that_it_needs_a_file(own_server: Server) -> None:
    async with opened(make(own_server, "copies")) as board:
        await board.press("K")
        assert "this needs a register in a file" in board.message


async def test_a_reader_at_rest_asks_the_server_nothing(
    own_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(own_server, "rest").close()
    for statement in ("CREATE ROLE watcher LOGIN", *grants(["watcher"], [])):
        own_server.sql(statement)
    asked: list[Store] = []
    refresh = Store.refresh

    def counting(self: Store) -> list[HistoryEntry] | None:
        asked.append(self)
        return refresh(self)

    async with opened(store_on(own_server, "rest", "watcher")) as board:
        await board.wait(1.0)
        monkeypatch.setattr(Store, "refresh", counting)
        await board.wait(1.5)
        assert "read-only" in board.lines[0]
        assert asked == []


async def test_a_connection_that_comes_back_is_said_without_a_key(own_server: Server) -> None:
    async with opened(make(own_server, "back")) as board:
        await board.wait(0.7)
        own_server.kill()
        try:
            await board.until(lambda: "no connection" in board.lines[0])
            assert "Port visits" in board.text
        finally:
            own_server.start()
        await board.says("The connection is back")
        assert board.lines[0].rstrip().endswith("saved")
