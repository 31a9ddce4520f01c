"""The doctor on a register in PostgreSQL: findings as in a file, and rows that disagree."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from msgspec.structs import replace

from store.doctor import DoctorReport, Repaired, Severity, examine, repair
from store.errors import Newer, NoRegister, NothingToDo, ReadOnly
from store.model.address import DatabaseAddress, database_address
from store.model.edits import write_update
from store.register.store import Store
from store.storage.postgres_tables import grants
from tests.conftest import AS_OF, NOW
from tests.postgres import Server
from tests.registers import SMALL_REGISTER

VISITS, WEATHER = "port-visits", "weather-data"
SECOND = "WHERE register = %s AND seq = 2"


@pytest.fixture
def address(postgres: Server) -> DatabaseAddress:
    """A register of four commitments and one change."""
    found = address_of(postgres.address())
    Store.create(found, SMALL_REGISTER, user="ana", clock=lambda: NOW).close()
    opened(found).change([VISITS], lambda each: write_update(each, AS_OF, note="Seen"))
    return found


def address_of(text: str) -> DatabaseAddress:
    found = database_address(text)
    assert found is not None
    return found


def opened(place: Path | DatabaseAddress) -> Store:
    return Store(place, user="ana", clock=lambda: NOW)


def sql(address: DatabaseAddress, statement: str, *values: object) -> int:
    """Change rows behind the store's back; return how many."""
    with psycopg.connect(address.database) as connection:
        return connection.execute(statement.encode(), (address.name, *values)).rowcount


def damage(address: DatabaseAddress, old: str, new: str) -> None:
    statement = (
        "UPDATE entente.document SET document = replace(document, %s, %s)"
        " WHERE register = %s AND kind = 'commitments' AND strpos(document, %s) > 0"
    )
    with psycopg.connect(address.database) as connection:
        assert connection.execute(statement, (old, new, address.name, old)).rowcount == 1


def mend(address: DatabaseAddress) -> Repaired:
    return repair(address, AS_OF, user="ana", clock=lambda: NOW)


def said(report: DoctorReport) -> list[tuple[str, str]]:
    return [(str(each.place), each.what) for each in report.findings]


def test_it_finds_what_it_finds_in_a_file(address: DatabaseAddress, tmp_path: Path) -> None:
    file = tmp_path / "small.json"
    Store.create(file, SMALL_REGISTER, user="ana", clock=lambda: NOW).close()
    opened(file).change([VISITS], lambda each: write_update(each, AS_OF, note="Seen"))
    in_file, report = examine(file, AS_OF), examine(address, AS_OF)
    assert report.findings == in_file.findings
    assert report.looked == in_file.looked._replace(files=0)
    assert mend(address).deeds == []


def test_a_row_that_says_something_else_than_the_changes_is_named_and_left(
    address: DatabaseAddress,
) -> None:
    before = said(examine(address, AS_OF))
    damage(address, "Weather", "Whether")
    sql(address, "DELETE FROM entente.document WHERE register = %s AND kind = 'instruments'")
    sql(address, "INSERT INTO entente.document VALUES (%s, 'history', 9, '{\"number\": 9}')")
    found = [each for each in said(examine(address, AS_OF)) if each not in before]
    assert (f"commitments {WEATHER}", "its row says something else than the changes") in found
    assert ("history 9", "it has a row, and no change has written it") in found
    assert ("instruments 1", "the changes have it, and its row is missing") in found
    left = mend(address).report
    assert (f"commitments {WEATHER}", "its row says something else than the changes") in said(left)


@pytest.mark.parametrize(
    ("statement", "place", "what"),
    [
        ("DELETE FROM entente.change WHERE register = %s AND seq = 1", "change 1", "missing"),
        ("DELETE FROM entente.change WHERE register = %s AND seq = 2", "change 2", "missing"),
        (
            "UPDATE entente.change SET record = '{' WHERE register = %s AND seq = 2",
            "change 2",
            "read",
        ),
        (
            "UPDATE entente.change SET seq = 7 WHERE register = %s AND seq = 2",
            "change 7",
            "change 2",
        ),
        ("UPDATE entente.register SET seq = 1 WHERE name = %s", "change 2", "counts 1"),
    ],
)
def test_changes_that_do_not_follow_one_another_are_named(
    address: DatabaseAddress, statement: str, place: str, what: str
) -> None:
    assert sql(address, statement) == 1
    found = [each for each in examine(address, AS_OF).findings if str(each.place) == place]
    assert any(what in each.what for each in found)
    assert all(each.severity is Severity.ERROR and "entente copy" in each.mend for each in found)


def test_what_cannot_be_read_is_set_aside_after_a_copy_and_read_from_the_changes(
    address: DatabaseAddress,
) -> None:
    before = opened(address).document(WEATHER)
    findings = said(examine(address, AS_OF))
    damage(address, '"title":"Weather', '"title":7,"was":"Weather')
    assert not examine(address, AS_OF).well
    done = mend(address)
    what = [each.what for each in done.deeds]
    assert what[0].startswith(f"copied to register={address.name}.before-repair-1 ")
    assert "an earlier version took its place" in what[1]
    store = opened(address)
    assert store.document(WEATHER) == before
    assert [each for each in said(done.report) if each not in findings] == [
        ("unreadable 1", f"set aside: commitments {WEATHER}")
    ]
    entry = store.log()[0]
    assert (entry.user, entry.label.startswith("doctor: ")) == ("ana (doctor)", True)
    with pytest.raises(NothingToDo):
        Store(address, user="ben", clock=lambda: NOW).undo()
    copy = replace(address, name=f"{address.name}.before-repair-1")
    assert f"commitments {WEATHER}, title" in dict(said(examine(copy, AS_OF)))


def test_who_may_only_read_can_look_and_repairs_nothing(
    address: DatabaseAddress, postgres: Server
) -> None:
    for statement in ("CREATE ROLE nurse LOGIN", *grants(["nurse"], [])):
        postgres.sql(statement)
    damage(address, '"title":"Weather', '"title":7,"was":"Weather')
    mine = address_of(postgres.address(address.name, "nurse"))
    assert not examine(mine, AS_OF).well
    with pytest.raises(ReadOnly, match="the role nurse may only read it"):
        mend(mine)


def test_a_writer_may_repair_and_make_the_copy(address: DatabaseAddress, postgres: Server) -> None:
    for statement in ("CREATE ROLE medic LOGIN", *grants([], ["medic"])):
        postgres.sql(statement)
    damage(address, '"title":"Weather', '"title":7,"was":"Weather')
    assert len(mend(address_of(postgres.address(address.name, "medic"))).deeds) == 2


def test_what_is_not_there_or_newer_is_an_error(address: DatabaseAddress, postgres: Server) -> None:
    for look in (lambda each: examine(each, AS_OF), mend):
        with pytest.raises(NoRegister):
            look(address_of(postgres.address("nothing")))
    sql(address, "UPDATE entente.register SET layout = 99 WHERE name = %s")
    for look in (lambda each: examine(each, AS_OF), mend):
        with pytest.raises(Newer, match="newer version"):
            look(address)
