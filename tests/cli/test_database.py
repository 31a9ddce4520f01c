"""Commands on a register in PostgreSQL: each works, or says what to do instead."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.model.address import database_address
from store.register.kept_copies import KeptCopies, named_files
from store.register.store import Store
from tests.cli.conftest import AS_OF, Run
from tests.exchange.sync.clones import make_hub, name_author
from tests.postgres import Server

PLEDGES = "title,due\nTwo more ships,2027-03\nA joint exercise,2026-12\n"


@pytest.fixture
def address(postgres: Server, small: Path, entente: Run, monkeypatch: pytest.MonkeyPatch) -> str:
    """The register of four commitments in a database, as the one to open."""
    found = postgres.address()
    assert entente("copy", str(small), found).code == 0
    monkeypatch.setenv("ENTENTE_REGISTER", found)
    return found


def test_what_is_read_and_written_is_as_in_a_file(
    address: str, small: Path, entente: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Ids of new follow-ups are made of the time: both are written in the same second.
    nine = datetime(2026, 11, 22, 9, tzinfo=UTC)
    usual = Store.__init__.__kwdefaults__
    assert usual is not None
    monkeypatch.setitem(usual, "clock", lambda: nine)
    writing: tuple[tuple[str, ...], ...] = (
        ("mark", "port-visits", "60%", "--note", "Seen", *AS_OF),
        ("follow", "port-visits", "Ask again", *AS_OF),
        ("edit", "port-visits", "--lead", "Navy"),
        ("undo",),
        ("redo",),
        ("add", "--id", "new-ships", "--title", "Two ships", "--domains", "air"),
        ("remove", "weather-data", "--yes"),
        ("views", "save", "late", "is:overdue"),
    )
    reading: tuple[tuple[str, ...], ...] = (
        ("list",),
        ("show", "port-visits"),
        ("follow-ups",),
        ("brief",),
        ("export", "--format", "json"),
        ("--as-of", "2026-01-01", "list"),
    )
    for args in writing:
        done = [entente("--register", each, *args) for each in (address, str(small))]
        assert done[0].code == done[1].code, args
    for args in reading:
        there, here = (entente("--register", each, *args, *AS_OF) for each in (address, str(small)))
        assert (there.code, there.err) == (here.code, here.err), args
        if "export" not in args:
            assert there.out == here.out, args


def test_doctor_looks_at_rows_and_counts_no_files(address: str, small: Path, entente: Run) -> None:
    entente("mark", "port-visits", "kept", *AS_OF)
    entente("--register", str(small), "mark", "port-visits", "kept", *AS_OF)
    done, in_file = (
        entente("--register", each, "doctor", *AS_OF) for each in (address, str(small))
    )
    assert (done.code, done.err) == (in_file.code, "")
    assert done.out.splitlines()[:-1] == in_file.out.splitlines()[:-1]
    counted = "4 commitments, 2 instruments, 2 domains, 1 change"
    assert done.out.splitlines()[-1].endswith(f"in {counted}")
    assert f"in {counted}, 2 files" in in_file.out
    again = entente("doctor", "--repair", *AS_OF)
    assert "there was nothing to mend" in again.out


def test_it_is_shared_through_git_as_a_file_is(
    address: str, small: Path, entente: Run, tmp_path: Path
) -> None:
    folder, clone = tmp_path / "pledges", tmp_path / "clone"
    hub = make_hub(tmp_path / "hub.git")
    for each in (folder, clone):
        subprocess.run(["git", "clone", "-q", str(hub), str(each)], check=True, capture_output=True)
        name_author(each, "ana")
    first = entente("sync", str(folder))
    assert (first.code, first.err) == (0, "5 sent · in step with origin\n")
    second = entente("--register", str(tmp_path / "own.json"), "sync", str(clone))
    assert second.code == 0
    entente("--register", str(tmp_path / "own.json"), "mark", "port-visits", "stalled")
    entente("--register", str(tmp_path / "own.json"), "sync", str(clone))
    assert entente("sync", str(folder)).out == "received\tport-visits\tin progress → stalled\n"
    (item,) = entente("sync", str(folder), "--json").items
    assert item["register"] == address_as_shown(address)
    assert entente("show", "port-visits", "--json").items[0]["status"] == "stalled"
    assert "sync with pledges" in entente("log").out


def test_a_database_without_the_register_takes_what_the_folder_holds(
    address: str, postgres: Server, entente: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "pledges"
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    name_author(folder, "ana")
    assert entente("sync", str(folder)).code == 0
    other = postgres.address()
    done = entente("--register", other, "sync", str(folder))
    assert done.code == 0
    assert "made at postgresql://" in done.err
    assert len(entente("--register", other, "list", "--json").items) == 4


def test_a_file_is_imported_into_a_new_register_there_whole_or_not_at_all(
    address: str, postgres: Server, entente: Run, tmp_path: Path
) -> None:
    file, bad = tmp_path / "pledges.csv", tmp_path / "bad.xlsx"
    file.write_text(PLEDGES, encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 broken")
    other = postgres.address()
    into = ("--map", "title=title", "--map", "due=due", "--into", other)
    assert entente("import", str(file), *into, "--dry-run").code == 0
    assert entente("import", str(bad), *into).code != 0
    assert entente("--register", other, "list").code == 1
    done = entente("import", str(file), *into, "--json")
    assert (done.code, done.items[0]["transaction"]) == (0, 1)
    assert len(entente("--register", other, "list", "--json").items) == 2
    assert entente("import", str(file), *into, "--json").items[0]["transaction"] is None
    assert entente("--register", other, "undo").code == 0
    assert entente("--register", other, "list").out == ""


def test_what_needs_a_file_says_how_to_make_one(address: str, entente: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("A page", encoding="utf-8")
    entente("mark", "port-visits", "60%", "--source-title", "A page", *AS_OF)
    for args in (("keep", str(page), "--for", "port-visits"), ("keep", "--check")):
        done = entente(*args, "--json")
        assert (done.code, done.error["code"]) == (2, "bad-value")
        assert "entente copy 'postgresql://" in done.error["hint"]


def test_kept_copies_go_from_file_to_file_and_are_said_to_stay_otherwise(
    postgres: Server, small: Path, entente: Run, tmp_path: Path
) -> None:
    kept = KeptCopies(small)
    names = [kept.keep_bytes(each, ".html") for each in (b"a page", b"another")]
    other = tmp_path / "other.json"
    done = entente("copy", str(small), str(other))
    assert done.err == (
        f"4 commitments copied to {other}, with all of the history and 2 kept copies of sources\n"
    )
    assert sorted(named_files(KeptCopies(other).folder)) == sorted(names)
    named_files(kept.folder)[names[0]].write_bytes(b"changed")
    again = entente("copy", str(small), str(tmp_path / "again.json"))
    assert f"left in {kept.folder}: 1 kept copy, changed since kept" in again.err
    there = entente("copy", str(small), postgres.address(), "--json")
    assert (there.code, there.items[0]["copies"], there.items[0]["left"]) == (0, 0, 2)
    assert (
        "2 kept copies, a database holds none"
        in entente("copy", str(small), postgres.address()).err
    )


def test_a_server_that_is_not_there_is_one_clear_line(
    entente: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pledges.csv"
    file.write_text(PLEDGES, encoding="utf-8")
    nowhere = f"postgresql:///pledges?host={tmp_path}"
    monkeypatch.setenv("ENTENTE_REGISTER", nowhere)
    for args in (
        ("list",),
        ("mark", "port-visits", "60%"),
        ("doctor",),
        ("copy", nowhere, str(tmp_path / "copy.json")),
        ("import", str(file), "--map", "title=title", "--into", nowhere),
        ("serve",),
    ):
        done = entente(*args, "--json")
        assert (done.code, done.out) == (1, ""), args
        assert "mind the address" in done.error["hint"]
        assert "there is no connection to postgresql://" in json.loads(done.err)["error"]["message"]
    assert not (tmp_path / "copy.json").exists()


def address_as_shown(text: str) -> str:
    return str(database_address(text))
