"""A register in PostgreSQL: shared, never torn, and honest about a connection that is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from msgspec.structs import replace

from exchange.exporters import format_named, select, write
from store.errors import BadValue, CannotRead, Locked, NoRegister, ReadOnly
from store.model.address import DatabaseAddress, database_address
from store.model.edits import write_update
from store.portfolio.portfolio import Portfolio
from store.register.copying import copy_register
from store.register.store import Store
from store.storage.postgres_tables import grants
from store.storage.tinydb import NoDriver, storage_at
from tests.conftest import AS_OF, NOW
from tests.postgres import Server, running
from tests.registers import SMALL_REGISTER
from tests.store.storage.processes import LONG

VISITS = "port-visits"
WRITERS, CHANGES = (6, 200) if LONG else (3, 10)
CLIENT_KILLS = 300 if LONG else 4
SERVER_KILLS = 20 if LONG else 2

WRITER = """
import os
import sys
from datetime import date
from store.model.address import database_address
from store.model.edits import write_update
from store.errors import EntenteError
from store.register.store import Store

def say(outcome, note):
    # A line is written whole or not at all, whenever the writer is killed.
    os.write(1, f"{outcome} {note}\\n".encode())

address, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = None
for number in range(count):
    note = f"{name} {number}"
    try:
        if store is None:
            store = Store(database_address(address), user=name)
        day = date(2026, 11, 22)
        store.change(["port-visits"], lambda each: write_update(each, day, note=note))
    except EntenteError as error:
        store = None
        say("lost" if "shows as soon as" in error.hint else "not", note)
    else:
        say("saved", note)
"""


def address_of(server: Server, user: str = "postgres", name: str = "") -> DatabaseAddress:
    found = database_address(server.address(name, user))
    assert found is not None
    return found


def make(server: Server) -> DatabaseAddress:
    address = address_of(server)
    Store.create(address, SMALL_REGISTER, user="ana", clock=lambda: NOW).close()
    return address


def opened(address: DatabaseAddress, user: str = "ana") -> Store:
    return Store(address, user=user, clock=lambda: NOW)


def note(store: Store, words: str) -> None:
    store.change([VISITS], lambda each: write_update(each, AS_OF, note=words))


def notes(address: DatabaseAddress) -> list[str]:
    return [each.get("note", "") for each in opened(address).document(VISITS)["updates"]]


def writer(address: DatabaseAddress, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(address), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """A server that may be killed."""
    with running() as server:
        yield server


def test_what_is_saved_is_there_for_everybody_and_one_undo_takes_it_back(postgres: Server) -> None:
    address = make(postgres)
    ana, ben = opened(address), opened(address, "ben")
    note(ana, "Seen")
    assert [each.label for each in ben.refresh() or []] == [ana.log()[0].label]
    ana.undo()
    ben.refresh()
    assert ben.document(VISITS) == ana.document(VISITS)
    assert "Seen" not in notes(address)


def test_a_change_of_another_is_told_without_asking_the_server(postgres: Server) -> None:
    address = make(postgres)
    ana, ben = opened(address), opened(address, "ben")
    ben.refresh()
    assert [ben.is_behind for _ in range(3)] == [False] * 3
    note(ana, "Seen")
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and not ben.is_behind:
        time.sleep(0.01)
    assert len(ben.refresh() or []) == 1
    assert [ben.is_behind for _ in range(3)] == [False] * 3


def test_one_row_a_transaction_and_one_row_a_document(postgres: Server) -> None:
    address = make(postgres)
    note(opened(address), "Seen")
    with psycopg.connect(address.database) as connection:
        rows = [
            connection.execute(
                f"SELECT count(*) FROM entente.{table} WHERE register = %s", (address.name,)
            ).fetchone()
            for table in ("change", "document")
        ]
    # Four commitments, two instruments, the register itself, and the history of one change.
    assert rows == [(2,), (8,)]


def test_an_export_is_byte_for_byte_that_of_the_same_register_in_a_file(
    postgres: Server, tmp_path: Path
) -> None:
    written = []
    for place in (make(postgres), tmp_path / "small.json"):
        if isinstance(place, Path):
            Store.create(place, SMALL_REGISTER, user="ana", clock=lambda: NOW).close()
        store = Store(place, user="ana", clock=lambda: NOW)
        selection = select(store, Portfolio(store.register, AS_OF))
        out = BytesIO()
        write(selection, format_named("json"), out)
        written.append(out.getvalue())
    assert written[0] == written[1]
    assert b"port-visits" in written[0]


def test_what_needs_a_file_says_how_to_make_one(postgres: Server) -> None:
    with pytest.raises(BadValue) as raised:
        _ = opened(make(postgres)).path
    assert "entente copy" in raised.value.hint


def test_several_writers_lose_nothing_and_repeat_nothing(postgres: Server) -> None:
    address = make(postgres)
    names = [f"writer{number}" for number in range(WRITERS)]
    processes = [writer(address, name, CHANGES) for name in names]
    told = [process.communicate()[0].splitlines() for process in processes]
    assert all(line.startswith("saved ") for lines in told for line in lines)
    written = [each for each in notes(address) if each.startswith("writer")]
    assert sorted(written) == sorted(f"{name} {n}" for name in names for n in range(CHANGES))
    print(f"{WRITERS} writers, {len(written)} changes: each is there once")


def held_to(lines: list[str], written: list[str]) -> None:
    """Require that what was acknowledged is there once, and what was refused is not."""
    for line in lines:
        outcome, _, words = line.partition(" ")
        if outcome == "saved":
            assert written.count(words) == 1
        elif outcome == "not":
            assert written.count(words) == 0
        assert written.count(words) <= 1


def counted(lines: list[str]) -> str:
    """Say how many changes came to which end."""
    ends = Counter(each.partition(" ")[0] for each in lines)
    return f"{ends['saved']} acknowledged, {ends['not']} refused, {ends['lost']} not known"


def test_a_client_killed_while_it_writes_leaves_whole_changes_only(postgres: Server) -> None:
    address = make(postgres)
    chance = random.Random(3)
    lines: list[str] = []
    for number in range(CLIENT_KILLS):
        process = writer(address, f"client{number}", 1000)
        assert process.stdout is not None
        first = process.stdout.readline().strip()
        time.sleep(chance.uniform(0.0, 0.05))
        process.send_signal(signal.SIGKILL)
        lines += [first, *process.communicate()[0].splitlines()]
    told = [each for each in lines if each]
    held_to(told, notes(address))
    print(f"{CLIENT_KILLS} clients killed; {counted(told)}")


def test_a_server_killed_while_it_writes_keeps_what_it_acknowledged(own_server: Server) -> None:
    address = make(own_server)
    lines: list[str] = []
    for number in range(SERVER_KILLS):
        process = writer(address, f"turn{number}", 60)
        assert process.stdout is not None
        lines.append(process.stdout.readline().strip())
        own_server.kill()
        own_server.start()
        lines += process.communicate()[0].splitlines()
    held_to(lines, notes(address))
    assert any(each.startswith("saved") for each in lines)
    print(f"{SERVER_KILLS} times the server killed; {counted(lines)}")


class LostConnection:
    """A connection that is lost just before or just after its commit."""

    def __init__(self, connection: Any, *, after: bool) -> None:
        self._connection = connection
        self._after = after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def commit(self) -> None:
        if self._after:
            self._connection.commit()
        self._connection.close()
        raise psycopg.OperationalError("server closed the connection unexpectedly")


@pytest.mark.parametrize("after", [True, False])
def test_a_lost_acknowledgement_is_found_out_and_nothing_is_repeated(
    postgres: Server, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    address = make(postgres)
    store = opened(address)
    lost: Any = LostConnection(store._storage._connected(), after=after)  # type: ignore[attr-defined]
    monkeypatch.setattr(store._storage, "_connection", lost)
    if after:
        note(store, "Seen")
    else:
        with pytest.raises(CannotRead, match="before the change was saved"):
            note(store, "Seen")
    assert notes(address).count("Seen") == int(after)
    note(store, "Heard")
    assert notes(address).count("Heard") == 1
    assert store.document(VISITS) == opened(address).document(VISITS)


def test_without_a_server_it_stays_readable_and_goes_on_afterwards(own_server: Server) -> None:
    address = make(own_server)
    store = opened(address)
    own_server.kill()
    try:
        with pytest.raises(CannotRead, match=str(address.name)) as caught:
            note(store, "Seen")
        assert "what was saved there is kept" in caught.value.hint
        with pytest.raises(CannotRead):
            store.refresh()
        assert not store.is_behind
        assert store.document(VISITS)["title"]
    finally:
        own_server.start()
    note(store, "Heard")
    assert notes(address)[-1] == "Heard"
    assert "Seen" not in notes(address)


def test_roles_are_the_databases_own(postgres: Server) -> None:
    address = make(postgres)
    for statement in (
        "CREATE ROLE guest LOGIN",
        "CREATE ROLE ben LOGIN",
        *grants(["guest"], ["ben"]),
    ):
        postgres.sql(statement)
    note(opened(replace(address, database=address_of(postgres, "ben").database), "ben"), "Seen")
    reader = opened(replace(address, database=address_of(postgres, "guest").database), "guest")
    assert reader.read_only_reason == "the role guest may only read it"
    with pytest.raises(ReadOnly, match="may only read"):
        note(reader, "Not by me")
    assert "Seen" in notes(address)


def test_a_role_without_any_right_is_told_what_to_ask_for(postgres: Server) -> None:
    address = make(postgres)
    postgres.sql("CREATE ROLE stranger LOGIN")
    with pytest.raises(ReadOnly, match="permission denied") as caught:
        opened(replace(address, database=address_of(postgres, "stranger").database))
    assert "entente grants" in caught.value.hint


def test_somebody_who_writes_for_too_long_is_said_to(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = make(postgres)
    store = opened(address)
    monkeypatch.setattr(store._storage, "_timeout", 0.05)
    with psycopg.connect(address.database) as connection:
        connection.execute(
            "SELECT 1 FROM entente.register WHERE name = %s FOR UPDATE", (address.name,)
        )
        with pytest.raises(Locked, match="somebody else"):
            note(store, "Seen")
    note(store, "Heard")
    assert notes(address)[-1] == "Heard"


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://ana:s3cret@db/pledges",
        "postgresql://db/pledges?password=s3cret",
        "postgresql://db/pledges?sslmode=verify-full&sslpassword=s3cret",
        "postgres://ana:s3cret@db:5432/pledges?register=quad",
    ],
)
def test_an_address_with_a_password_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(BadValue, match="no password") as caught:
        database_address(text)
    assert "s3cret" not in caught.value.message + caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://db/x?register=",
        "postgresql://db/x?register=a&register=b",
        "postgresql://[::1/x",
    ],
)
def test_an_address_that_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="address"):
        database_address(text)


def test_a_wrong_password_is_said_and_the_right_one_is_in_no_process_and_no_row(
    own_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = make(own_server)
    own_server.sql("CREATE ROLE locked LOGIN SUPERUSER PASSWORD 's3cret'")
    rules = own_server.folder / "data" / "pg_hba.conf"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(f"local all locked scram-sha-256\n{text}", encoding="utf-8")
    own_server.sql("SELECT pg_reload_conf()")
    mine = replace(address, database=address_of(own_server, "locked").database)
    file = tmp_path / "pgpass"
    monkeypatch.setenv("PGPASSFILE", str(file))
    for word in ("wr0ng", "s3cret"):
        file.write_text(f"*:*:*:locked:{word}\n", encoding="utf-8")
        file.chmod(0o600)
        if word == "s3cret":
            note(opened(mine), "Seen")
            continue
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            # The server takes a moment to read its rules again.
            try:
                opened(mine).close()
            except CannotRead as error:
                assert "wr0ng" not in error.message + error.hint
                assert "pgpass" in error.hint
                break
        else:
            pytest.fail("the wrong password was let in")
    process = writer(mine, "locked", 50)
    assert process.stdout is not None
    said = process.stdout.readline()
    listed = subprocess.run(["ps", "axo", "args"], capture_output=True, text=True, check=True)
    said += process.communicate()[0]
    assert said.count("saved locked") == 50
    assert "s3cret" not in listed.stdout + said
    with psycopg.connect(address.database) as connection:
        for table in ("register", "change", "document"):
            rows = connection.execute(f"SELECT * FROM entente.{table}").fetchall()
            assert "s3cret" not in str(rows)


def test_a_register_moves_whole_and_back_with_its_history(postgres: Server, tmp_path: Path) -> None:
    first, last = tmp_path / "first.json", tmp_path / "last.json"
    store = Store.create(first, SMALL_REGISTER, user="ana", clock=lambda: NOW)
    note(store, "Seen")
    store.remove(["weather-data"])
    address = address_of(postgres)
    assert copy_register(first, address) == 3
    assert copy_register(address, last) == 3
    copies = [opened(address), Store(last, user="ana", clock=lambda: NOW)]
    for copy in copies:
        assert list(copy.documents()) == list(store.documents())
        assert copy.log() == store.log()
        copy.undo()
        assert "weather-data" in copy.ids()
        copy.undo()
        assert copy.document(VISITS) == opened(address).document(VISITS)


def test_a_copy_goes_nowhere_where_something_is(postgres: Server, tmp_path: Path) -> None:
    first = tmp_path / "first.json"
    Store.create(first, SMALL_REGISTER, user="ana", clock=lambda: NOW).close()
    address = make(postgres)
    note(opened(address), "Seen")
    with pytest.raises(BadValue, match="exists already"):
        copy_register(first, address)
    with pytest.raises(BadValue, match="exists already"):
        copy_register(address, first)
    assert "Seen" in notes(address)
    missing = address_of(postgres, name="missing")
    with pytest.raises(NoRegister, match="missing"):
        copy_register(missing, tmp_path / "none.json")
    assert not (tmp_path / "none.json").exists()


def test_what_was_removed_leaves_its_number_unused_in_the_copy(
    postgres: Server, tmp_path: Path
) -> None:
    first = tmp_path / "first.json"
    store = Store.create(first, SMALL_REGISTER, user="ana", clock=lambda: NOW)
    store.remove([SMALL_REGISTER.commitments[-1].id])
    address = address_of(postgres)
    copy_register(first, address)
    before, after = (storage_at(each).view.highest("commitments") for each in (first, address))
    assert before == after == len(SMALL_REGISTER.commitments)


def test_a_newer_layout_is_only_read(postgres: Server) -> None:
    address = make(postgres)
    with psycopg.connect(address.database) as connection:
        connection.execute(
            "UPDATE entente.register SET layout = 99 WHERE name = %s", (address.name,)
        )
    store = opened(address)
    assert "newer version" in (store.read_only_reason or "")


def test_without_the_driver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "store.storage.postgres", raising=False)
    with pytest.raises(NoDriver, match="psycopg") as caught:
        storage_at(DatabaseAddress("postgresql:///x"))
    assert "entente[postgres]" in caught.value.hint


def test_this_machine_has_a_server_where_one_is_asked_for() -> None:
    if "ENTENTE_NEEDS_POSTGRES" in os.environ:
        from tests.postgres import why_none

        assert why_none() == ""
