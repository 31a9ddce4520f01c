"""The doctor names what is wrong with its place, mends what needs no person, loses nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from store.doctor import DoctorReport, Finding, Repaired, Severity, examine, repair
from store.errors import CannotRead, Damaged, Locked, Newer, NoRegister, NothingToDo, ReadOnly
from store.model.dates import PartialDate
from store.model.edits import write_update
from store.model.entities import Commitment, Domain, Register
from store.model.status import Status
from store.register.migrations import SCHEMA
from store.register.store import Store
from store.storage import Database, JournaledStorage
from store.storage.files import RegisterFiles
from store.storage.lock import FileLock
from tests.conftest import AS_OF, NOW, make_store, open_store, plain
from tests.registers import PRESS, SMALL_REGISTER

SOUND = replace(
    SMALL_REGISTER,
    commitments=tuple(
        replace(each, updates=tuple(replace(update, source=PRESS) for update in each.updates))
        for each in SMALL_REGISTER.commitments
    ),
)
"""A register in which there is nothing to find."""


def mark(store: Store, *ids: str, note: str = "seen") -> None:
    store.change(ids, lambda one: write_update(one, AS_OF, note=note))


def rename(store: Store, text: str) -> None:
    """Change without ado: `weather-data` gets another title."""
    store.change(["weather-data"], lambda one: replace(one, title=text))


@pytest.fixture
def checkpointed(register_path: Path) -> Register:
    """A register with a backup, a snapshot and a journal: what it says."""
    store = make_store(register_path, SOUND)
    mark(store, "port-visits")
    rename(store, "Weather")
    store.close(checkpoint=True)
    mark(store, "pilot-school", "airfield-code")
    rename(store, "Weather and tides")
    return store.register


@pytest.fixture
def at_rest(register_path: Path) -> Register:
    """A register with a backup and a snapshot alone: what it says."""
    store = make_store(register_path, SOUND)
    mark(store, "port-visits")
    store.close(checkpoint=True)
    return store.register


def mend(path: Path) -> Repaired:
    return repair(path, AS_OF, user="ana", clock=lambda: NOW)


def told(report: DoctorReport) -> list[tuple[str, str]]:
    return [(each.severity.value, str(each.place)) for each in report.findings]


def said(findings: list[Finding]) -> str:
    return "\n".join(f"{each.severity}: {each.place}: {each.what}" for each in findings)


def everything(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


def put(path: Path, table: str, row: int, **fields: Any) -> None:
    """Change fields of a document behind the store's back."""
    storage = JournaledStorage(path, schema=SCHEMA)
    with storage.transaction() as batch:
        old = Database(path, schema=SCHEMA).table(table).get(doc_id=row) or {}
        batch.save(table, row, dict(old) | fields)


def damage(file: Path, old: bytes, new: bytes) -> None:
    data = file.read_bytes()
    assert old in data
    file.write_bytes(data.replace(old, new))


# A sound register


def test_nothing_is_found_in_a_sound_register(register_path: Path, checkpointed: Register) -> None:
    before = everything(register_path)
    report = examine(register_path, AS_OF)
    assert report.findings == []
    assert report.well
    assert report.looked == (4, 2, 2, 4, 4)
    assert everything(register_path) == before


def test_nothing_is_done_to_a_sound_register(register_path: Path, checkpointed: Register) -> None:
    before = everything(register_path)
    assert mend(register_path).deeds == []
    assert everything(register_path) == before


def test_a_register_from_a_newer_version_is_left_alone(
    register_path: Path, checkpointed: Register
) -> None:
    storage = JournaledStorage(register_path, schema=SCHEMA)
    with storage.transaction() as batch:
        batch.schema = SCHEMA + 1
    before = everything(register_path)
    for look in (lambda: examine(register_path, AS_OF), lambda: mend(register_path)):
        with pytest.raises(Newer, match="from a newer version"):
            look()
    assert everything(register_path) == before


def test_what_is_not_there_or_no_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoRegister):
        examine(tmp_path / "absent.json", AS_OF)
    with pytest.raises(NoRegister):
        mend(tmp_path / "absent.json")
    with pytest.raises(CannotRead):
        examine(tmp_path, AS_OF)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b"\0" * 5000, b"# Notes\n", b'{"_default": {"1": {"n": 1}}}'],
)
def test_what_is_no_register_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes"
    path.write_bytes(content)
    repaired = mend(path)
    assert repaired.deeds == []
    assert not repaired.well
    assert everything(path) == {"notes": content}


def test_nothing_is_cleared_up_around_what_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    files = {
        "notes": b"\0" * 99,
        "notes.bak": b"# older",
        "notes.new": b"x",
        "notes.journal": b'["',
    }
    for name, data in files.items():
        path.with_name(name).write_bytes(data)
    assert [each.by_repair for each in examine(path, AS_OF).findings] == [False] * 4
    assert mend(path).deeds == []
    assert everything(path) == files


def test_an_older_layout_is_looked_at_and_mended(register_path: Path) -> None:
    old = Path(__file__).parents[1].joinpath("register", "first_layout.json").read_bytes()
    register_path.write_bytes(old)
    before = examine(register_path, AS_OF)
    assert [each for each in before.findings if each.severity is Severity.ERROR] == []
    assert everything(register_path) == {"register.json": old}
    Database(register_path).table("commitments").update({"domains": ["space"]}, doc_ids=[1])
    mend(register_path)
    assert "space" in [each.id for each in open_store(register_path).register.domains]


# Documents


def test_every_mistake_in_the_contents_is_found_at_its_place(
    register_path: Path, small_store: Store
) -> None:
    put(register_path, "commitments", 1, domains=["maritime", "space"], instrument="pact-2035")
    put(register_path, "commitments", 2, id="port-visits", start="2027")
    put(
        register_path, "commitments", 3, id="air field", follow_ups=[{"id": "f1", "title": "a"}] * 2
    )
    put(
        register_path,
        "commitments",
        5,
        id="x",
        title="x",
        milestones=[{"id": "m", "title": "m", "date": "soon"}],
    )
    put(register_path, "instruments", 2, supersedes="pact-1915", start="2016", end="2015-12")
    put(register_path, "history", 1, number=1)
    before = everything(register_path)
    report = examine(register_path, AS_OF)
    assert told(report) == [
        ("error", "commitments x, milestones[0].date"),
        ("error", "history 1"),
        ("error", "commitments port-visits, domains"),
        ("error", "commitments port-visits, instrument"),
        ("warning", "instruments pact-2015, supersedes"),
        ("error", "instruments pact-2015, end"),
        ("error", "commitments port-visits, id"),
        ("error", "commitments air field, id"),
        ("error", "commitments port-visits, due"),
        ("error", "commitments air field, follow_ups"),
        ("warning", "commitments weather-data, updates u1"),
    ]
    assert "'soon' is not a date" in report.findings[0].what
    assert not report.well
    assert everything(register_path) == before


def test_what_is_dated_after_the_day_is_told(register_path: Path) -> None:
    make_store(register_path, SOUND)
    put(
        register_path,
        "commitments",
        3,
        milestones=[{"id": "m1", "title": "m", "date": "2030", "met": "2026-11-23"}],
        updates=[{"id": "u1", "date": "2026", "note": "x"}, {"id": "u2", "date": "2026-11-22"}],
    )
    assert told(examine(register_path, AS_OF)) == [
        ("warning", "commitments airfield-code, updates u1"),
        ("warning", "commitments airfield-code, milestones m1, met"),
    ]
    assert examine(register_path, AS_OF.replace(year=2027)).findings == []


def test_dates_that_overlap_are_in_order(register_path: Path) -> None:
    make_store(register_path, SOUND)
    put(register_path, "commitments", 3, start="2027-06", due="2027")
    assert examine(register_path, AS_OF).findings == []


def _newest(store: Store) -> str:
    return store.register.commitments[0].updates[-1].id


def test_a_settled_status_without_a_source_is_told_on_its_day(register_path: Path) -> None:
    store = make_store(register_path, SOUND)
    store.change(["port-visits"], lambda one: write_update(one, AS_OF, status=Status.KEPT))
    assert told(examine(register_path, AS_OF)) == [
        ("warning", f"commitments port-visits, updates {_newest(store)}")
    ]
    assert examine(register_path, AS_OF.replace(day=21)).findings[0].what.startswith("its date")


def test_a_repair_mends_the_contents_and_leaves_the_rest_to_a_person(
    register_path: Path, small_store: Store
) -> None:
    put(register_path, "commitments", 1, domains=["maritime", "space"], instrument="pact-2035")
    put(register_path, "commitments", 2, id="port-visits", start="2027", unknown="kept")
    put(
        register_path,
        "commitments",
        3,
        follow_ups=[{"id": "f1", "title": "a", "odd": n} for n in range(2)],
    )
    put(register_path, "commitments", 5, id="x", title="x", due="soon", odd=[1])
    put(register_path, "instruments", 2, id="pact-2025")
    put(register_path, "history", 7, number=3, time="", user="ana", label="x")
    with pytest.raises(Damaged):
        _ = open_store(register_path).register
    asked = [each for each in examine(register_path, AS_OF).findings if not each.by_repair]
    before = Database(register_path, schema=SCHEMA).storage.read()
    repaired = mend(register_path)

    assert [str(each.place) for each in repaired.deeds] == [
        "register.json",
        "commitments x",
        "history 7",
        "instruments pact-2025, id",
        "commitments port-visits, id",
        "commitments airfield-code, follow_ups",
        "register, domains",
    ]
    copy = register_path.with_name("register.json.before-repair-1")
    assert Database(copy, schema=SCHEMA).storage.read() == before
    register = open_store(register_path).register
    assert [each.id for each in register.commitments] == [
        "port-visits",
        "port-visits-2",
        "airfield-code",
        "weather-data",
    ]
    assert [each.id for each in register.commitments[2].follow_ups] == ["f1", "f1-2"]
    assert [each.id for each in register.instruments] == ["pact-2025", "pact-2025-2"]
    assert register.domains[-1] == Domain("space", "Space")
    raw = Database(register_path, schema=SCHEMA)
    assert raw.table("commitments").get(doc_id=2)["unknown"] == "kept"
    assert [each["odd"] for each in raw.table("commitments").get(doc_id=3)["follow_ups"]] == [0, 1]
    assert raw.table("unreadable").get(doc_id=1) == {
        "table": "commitments",
        "row": 5,
        "name": "x",
        "why": "'soon' is not a date",
        "document": {"id": "x", "title": "x", "due": "soon", "odd": [1]},
    }
    left = {each.what for each in repaired.report.findings}
    assert asked
    assert {each.what for each in asked} < left
    assert all(not each.by_repair for each in repaired.report.findings)
    assert repaired.report == examine(register_path, AS_OF)
    assert mend(register_path).deeds == []


def test_a_repair_is_in_the_history_and_nobodys_to_undo(
    register_path: Path, small_store: Store
) -> None:
    put(register_path, "commitments", 2, id="port-visits")
    mend(register_path)
    store = open_store(register_path)
    change = store.log("port-visits-2")[0]
    assert (change.number, change.user, change.time) == (1, "ana (doctor)", "2026-11-22T09:30:00Z")
    assert change.label == (
        "doctor: commitments port-visits, id: document 2, the later one, "
        "has the id port-visits-2 now"
    )
    assert store.register.commitments[1].revision == 1
    with pytest.raises(NothingToDo):
        store.undo()


def test_an_id_that_was_used_once_is_not_given_again(
    register_path: Path, small_store: Store
) -> None:
    rename(small_store, "x")
    put(register_path, "history", 1, touched={"port-visits-2": {"row": 9}})
    put(register_path, "commitments", 2, id="port-visits")
    mend(register_path)
    assert open_store(register_path).register.commitments[1].id == "port-visits-3"


def test_what_the_register_is_about_is_kept_as_far_as_it_can_be_read(
    register_path: Path, small_store: Store
) -> None:
    put(register_path, "register", 1, start="long ago", odd=1)
    with pytest.raises(Damaged):
        open_store(register_path)
    mend(register_path)
    register = open_store(register_path).register
    assert (register.title, register.start) == ("Harbour partnership", None)
    assert register.domains == SMALL_REGISTER.domains
    raw = Database(register_path, schema=SCHEMA)
    assert raw.table("register").get(doc_id=2)["odd"] == 1
    assert raw.table("unreadable").get(doc_id=1)["document"]["start"] == "long ago"


def test_a_register_that_says_nothing_of_itself_is_named_after_its_file(
    register_path: Path, small_store: Store
) -> None:
    Database(register_path, schema=SCHEMA).table("register").remove(doc_ids=[1])
    assert ("error", "register") in told(examine(register_path, AS_OF))
    mend(register_path)
    register = open_store(register_path).register
    assert register.title == "register"
    assert {each.id for each in register.domains} == {"maritime", "air"}


def test_a_register_that_says_twice_what_it_is_about(
    register_path: Path, small_store: Store
) -> None:
    put(register_path, "register", 2, title="Another")
    with pytest.raises(Damaged):
        open_store(register_path)
    mend(register_path)
    assert open_store(register_path).register.title == "Harbour partnership"
    assert Database(register_path).table("unreadable").get(doc_id=1)["document"] == {
        "title": "Another"
    }


# Files


def test_leftovers_are_harmless_and_cleared_up(register_path: Path, checkpointed: Register) -> None:
    journal = RegisterFiles(register_path).journal
    with journal.open("ab") as file:
        file.write(b'["0123')
    RegisterFiles(register_path).fresh.write_bytes(b"{")
    report = examine(register_path, AS_OF)
    assert told(report) == [
        ("harmless", "register.json.new"),
        ("harmless", "register.json.journal"),
    ]
    assert report.well
    repaired = mend(register_path)
    assert repaired.well
    assert examine(register_path, AS_OF).findings == []
    assert open_store(register_path).register == checkpointed


def test_a_backup_of_no_use_is_told_copied_and_made_anew(
    register_path: Path, checkpointed: Register
) -> None:
    RegisterFiles(register_path).backup.write_bytes(b"junk")
    assert told(examine(register_path, AS_OF)) == [("warning", "register.json.bak")]
    mend(register_path)
    assert examine(register_path, AS_OF).findings == []
    assert register_path.with_name("register.json.before-repair-1.bak").read_bytes() == b"junk"
    assert open_store(register_path).register == checkpointed


def test_bad_lines_are_named_by_file_and_number(
    register_path: Path, checkpointed: Register
) -> None:
    damage(register_path, b'"Weather","updates"', b'"Weather,"updates"')
    damage(RegisterFiles(register_path).journal, b"pilot-school", b"pilot-schoox")
    found = examine(register_path, AS_OF).findings
    assert [(each.place.file, each.place.line) for each in found[:2]] == [
        (register_path, 13),
        (RegisterFiles(register_path).journal, 2),
    ]
    assert str(found[0].place) == "register.json, line 13"
    assert found[0].by_repair


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flipped(data: bytes, chance: random.Random) -> bytes:
    wrong = bytearray(data)
    wrong[chance.randrange(len(wrong))] ^= 1 << chance.randrange(8)
    return bytes(wrong)


def zeroed(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + bytes(min(512, len(data) - start)) + data[start + 512 :]


Harm = Callable[[bytes, random.Random], bytes]


@pytest.mark.parametrize("harm", [cut, flipped, zeroed])
@pytest.mark.parametrize("kind", ["checkpointed", "at_rest"])
def test_a_snapshot_is_made_anew_from_its_backup_whatever_befell_it(
    register_path: Path, request: pytest.FixtureRequest, kind: str, harm: Harm
) -> None:
    register = request.getfixturevalue(kind)
    chance, sound = random.Random(3), everything(register_path)
    for _ in range(40):
        for file in register_path.parent.iterdir():
            file.unlink()
        for name, data in sound.items():
            register_path.with_name(name).write_bytes(data)
        wrong = harm(sound["register.json"], chance)
        if wrong == sound["register.json"]:
            continue
        register_path.write_bytes(wrong)
        assert not examine(register_path, AS_OF).well
        repaired = mend(register_path)
        assert repaired.well, said(repaired.deeds)
        assert open_store(register_path).register == register
        assert "made anew from the backup" in said(repaired.deeds)
        assert register_path.with_name("register.json.damaged-1").read_bytes() == wrong
        assert open_store(register_path).log()[0].label.startswith("doctor: the register was made")


def test_a_snapshot_that_is_missing_comes_back(register_path: Path, checkpointed: Register) -> None:
    register_path.unlink()
    assert told(examine(register_path, AS_OF))[0] == ("error", "register.json")
    mend(register_path)
    assert open_store(register_path).register == checkpointed


def test_an_older_snapshot_put_back_does_not_undo_what_came_later(
    register_path: Path, checkpointed: Register
) -> None:
    register_path.write_bytes(RegisterFiles(register_path).backup.read_bytes())
    assert not examine(register_path, AS_OF).well
    mend(register_path)
    assert open_store(register_path).register == checkpointed


def test_what_the_damaged_file_said_otherwise_is_named(
    register_path: Path, at_rest: Register
) -> None:
    damage(register_path, b"Common airfield code", b"Common airfield mode")
    repaired = mend(register_path)
    assert "mended: commitments airfield-code: as the backup has it" in said(repaired.deeds)
    assert open_store(register_path).register == at_rest
    assert b"airfield mode" in register_path.with_name("register.json.damaged-1").read_bytes()


@pytest.mark.parametrize("harm", [cut, flipped, zeroed])
def test_a_journal_gives_all_that_can_be_read(
    register_path: Path, checkpointed: Register, harm: Harm
) -> None:
    journal = RegisterFiles(register_path).journal
    chance, sound = random.Random(4), everything(register_path)
    known = [each.id for each in checkpointed.commitments]
    refused = 0
    for _ in range(60):
        for file in register_path.parent.iterdir():
            file.unlink()
        for name, data in sound.items():
            register_path.with_name(name).write_bytes(data)
        journal.write_bytes(harm(sound[journal.name], chance))
        report = examine(register_path, AS_OF)
        repaired = mend(register_path)
        refused += not report.well
        store = open_store(register_path)
        ids = [each.id for each in store.register.commitments]
        assert ids == known or "believed all the same" in said(repaired.deeds)
        assert store.register.commitments[0] == checkpointed.commitments[0]
        assert len(ids) == 4
        assert repaired.well == report.well
        assert not any(each.by_repair for each in repaired.report.findings)
        assert store.log()
    assert refused or harm is cut


def test_the_lines_around_a_bad_one_in_the_journal_are_kept(
    register_path: Path, checkpointed: Register
) -> None:
    journal = RegisterFiles(register_path).journal
    damage(journal, b'"seq":4', b'"seq":x')
    repaired = mend(register_path)
    assert "lost: register.json.journal, line 2" in said(repaired.deeds)
    assert not repaired.well
    titles = [each.title for each in open_store(register_path).register.commitments]
    assert titles[3] == "Weather and tides"
    assert examine(register_path, AS_OF).findings == []


@pytest.mark.parametrize("harm", [cut, flipped, zeroed])
def test_without_a_backup_every_line_that_can_be_read_is_kept(
    register_path: Path, at_rest: Register, harm: Harm
) -> None:
    for file in (RegisterFiles(register_path).backup, RegisterFiles(register_path).backup_journal):
        file.unlink()
    chance, sound = random.Random(5), everything(register_path)
    mended = 0
    for _ in range(60):
        for file in register_path.parent.iterdir():
            file.unlink()
        for name, data in sound.items():
            register_path.with_name(name).write_bytes(data)
        wrong = harm(sound["register.json"], chance)
        register_path.write_bytes(wrong)
        repaired = mend(register_path)
        if not repaired.deeds:  # nothing at all was left of it
            assert register_path.read_bytes() == wrong
            continue
        mended += 1
        store = open_store(register_path)
        kept = {each.title for each in store.register.commitments}
        whole = [each for each in SOUND.commitments if f'"title":"{each.title}"'.encode() in wrong]
        if harm is cut:
            assert {each.title for each in whole[:-1]} <= kept
        elif harm is flipped:
            rows = sum(
                JournaledStorage(register_path).view.count(name)
                for name in ("commitments", "unreadable")
            )
            lost = sum(each.severity is Severity.LOST for each in repaired.deeds)
            assert rows + lost >= 4
        again = examine(register_path, AS_OF).findings
        assert not any(each.by_repair for each in again), said(again)
        assert store.log()[0].number >= 1
    assert mended > 20


def test_what_only_an_older_backup_has_is_taken_from_it(
    register_path: Path, at_rest: Register
) -> None:
    storage = JournaledStorage(register_path, schema=SCHEMA)
    backup = RegisterFiles(register_path).backup.read_bytes()
    rename(open_store(register_path), "Later")
    storage.checkpoint()
    RegisterFiles(register_path).backup.write_bytes(backup)
    RegisterFiles(register_path).backup_journal.unlink()
    damage(register_path, b'"title":"Later"', b'"title":"Later')
    repaired = mend(register_path)
    assert "mended: commitments weather-data: it could not be read" in said(repaired.deeds)
    titles = [each.title for each in open_store(register_path).register.commitments]
    assert titles[3] == "Weather data shared"


def test_a_table_that_lost_its_name_gets_it_back(register_path: Path, at_rest: Register) -> None:
    RegisterFiles(register_path).backup.unlink()
    damage(register_path, b'"commitments":{\n', b'"commixxx\n')
    repaired = mend(register_path)
    assert "lost: register.json, line" in said(repaired.deeds)
    assert open_store(register_path).register == at_rest


def test_a_table_gets_its_name_from_an_older_backup(register_path: Path, at_rest: Register) -> None:
    backup = RegisterFiles(register_path).backup.read_bytes()
    store = open_store(register_path)
    rename(store, "Later")
    store.close(checkpoint=True)
    RegisterFiles(register_path).backup.write_bytes(backup)
    RegisterFiles(register_path).backup_journal.unlink()
    first, rest = register_path.read_bytes().split(b"\n", 1)
    register_path.write_bytes(bytes(len(first)) + b"\n" + rest)
    damage(register_path, b'"commitments":{\n', b'"commixxx\n')
    mend(register_path)
    titles = [each.title for each in open_store(register_path).register.commitments]
    assert titles == [each.title for each in store.register.commitments]
    assert titles[3] == "Later"


def test_a_first_line_that_names_a_table_wrongly_is_not_believed(
    register_path: Path, at_rest: Register
) -> None:
    RegisterFiles(register_path).backup.unlink()
    damage(register_path, b'"commitments":4', b'"commixxx":4')
    mend(register_path)
    assert open_store(register_path).register == at_rest


def test_a_wrong_number_in_the_last_line_does_not_lose_the_lines_before(
    register_path: Path, checkpointed: Register
) -> None:
    damage(RegisterFiles(register_path).journal, b'"seq":5', b'"seq":1')
    mend(register_path)
    assert open_store(register_path).register == checkpointed


def test_no_number_is_given_twice_after_a_salvage(register_path: Path, at_rest: Register) -> None:
    RegisterFiles(register_path).backup.unlink()
    damage(register_path, b'"title":"Weather data shared"', b'"title":"Weather data shared')
    repaired = mend(register_path)
    assert "lost: commitments: no document has the number 4: removed" in said(repaired.deeds)
    assert Database(register_path, schema=SCHEMA).table("commitments").insert({}) == 5


def test_another_registers_journal_is_left_out(
    register_path: Path, at_rest: Register, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    commitments = tuple(Commitment(f"c{n}", "Other") for n in range(4))
    store = make_store(other, Register("Other", commitments=commitments))
    for n in range(5):
        store.change([f"c{n % 4}"], lambda one, n=n: replace(one, title=f"{n}"))  # type: ignore[misc]  # a default is no argument
    RegisterFiles(register_path).journal.write_bytes(RegisterFiles(other).journal.read_bytes())
    with pytest.raises(Damaged):
        open_store(register_path)
    repaired = mend(register_path)
    assert "lost: register.json.journal: it is another register's" in said(repaired.deeds)
    assert open_store(register_path).register == at_rest
    copy = register_path.with_name("register.json.damaged-1.journal")
    assert copy.read_bytes() == RegisterFiles(other).journal.read_bytes()


def test_both_the_snapshot_and_its_backup_damaged(
    register_path: Path, checkpointed: Register
) -> None:
    bad = flipped(RegisterFiles(register_path).backup.read_bytes(), random.Random(2))
    RegisterFiles(register_path).backup.write_bytes(bad)
    damage(register_path, b"Common airfield code", b'Common airfield "ode')
    mend(register_path)
    assert plain(open_store(register_path).register) == plain(checkpointed)
    assert examine(register_path, AS_OF).findings == []
    assert register_path.with_name("register.json.damaged-1.bak").read_bytes() == bad


def test_whatever_befalls_the_files_a_repair_opens_the_register(
    register_path: Path, checkpointed: Register
) -> None:
    chance, sound = random.Random(6), everything(register_path)
    names = [name for name in sound if not name.endswith(".lock")]
    titles = [each.title for each in checkpointed.commitments]
    mended = 0
    for _ in range(120):
        for file in register_path.parent.iterdir():
            file.unlink()
        hit = chance.sample(names, chance.randrange(1, len(names) + 1))
        for name, data in sound.items():
            wrong = data
            for _ in range(chance.randrange(1, 4) if name in hit else 0):
                wrong = chance.choice((cut, flipped, zeroed))(wrong or data, chance)
            register_path.with_name(name).write_bytes(wrong)
        before = everything(register_path)
        try:
            examine(register_path, AS_OF)
            assert everything(register_path) == before
            repaired = mend(register_path)
        except Newer:  # a wrong digit in what the schema says
            assert everything(register_path) == before
            continue
        if not any(each.by_repair for each in repaired.report.findings) and repaired.deeds:
            mended += 1
            store = open_store(register_path)
            assert store.log()
            # A journal that was cut between two lines cannot be told from a shorter one.
            if repaired.well and f"{register_path.name}.journal" not in hit:
                assert [each.title for each in store.register.commitments] == titles
        else:
            assert everything(register_path) == before
    assert mended > 100


# Others, and the disk


def test_a_register_that_is_held_is_left_alone(
    register_path: Path, checkpointed: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.doctor.repairs.LOCK_SECONDS", 0.01)
    put(register_path, "commitments", 1, domains=["space"])
    before = everything(register_path)
    with FileLock(RegisterFiles(register_path).lock, 0.01).held():
        assert examine(register_path, AS_OF).findings
        with pytest.raises(Locked):
            mend(register_path)
    assert everything(register_path).keys() == before.keys()
    damage(register_path, b"Common", b"Commom")
    with FileLock(RegisterFiles(register_path).lock, 0.01).held(), pytest.raises(Locked):
        mend(register_path)
    assert everything(register_path).keys() == before.keys()


def test_what_cannot_be_written_is_not_repaired(
    register_path: Path, checkpointed: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(register_path, b"Common", b"Commom")
    monkeypatch.setattr("store.doctor.repairs.reason_not_to_write", lambda files: "it is old")
    before = everything(register_path)
    with pytest.raises(ReadOnly, match="it is old"):
        mend(register_path)
    assert everything(register_path) == before


def test_nothing_is_mended_when_the_copy_cannot_be_made(
    register_path: Path, checkpointed: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(register_path, "commitments", 1, domains=["space"])
    register = open_store(register_path).register

    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("store.doctor.repairs.copy", full)
    with pytest.raises(CannotRead, match="No space left"):
        mend(register_path)
    assert open_store(register_path).register == register


def test_dates_are_those_of_the_day_asked_for(register_path: Path) -> None:
    store = make_store(register_path, SOUND)
    seen = PartialDate.parse("2026-11-22")
    store.change(["port-visits"], lambda one: write_update(one, AS_OF, note="x", seen=seen))
    assert examine(register_path, AS_OF).findings == []
    assert not examine(register_path, AS_OF.replace(day=21)).well
