"""`entente doctor`: what it prints, what it exits with, and that it needs no sound register."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from store.register.migrations import SCHEMA
from store.storage import JournaledStorage
from store.storage.lock import FileLock
from tests.cli.conftest import AS_OF, Run
from tests.cli.terminal import on_terminal
from tests.cli.test_conventions import loaded_by
from tests.registers import HOSTILE_TEXTS

NEVER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
PROVISIONAL = "commitments weather-data, updates u1"


@pytest.fixture
def well(small: Path, entente: Run) -> Path:
    """The register of four commitments, with nothing to be found in it."""
    marked = ("--date", "2026-10", "--source-title", "Note", "--note", "x")
    assert entente("mark", "weather-data", "withdrawn", *marked).code == 0
    return small


@pytest.fixture
def broken(small: Path) -> Path:
    """The register with a line of its snapshot damaged."""
    data = small.read_bytes()
    small.write_bytes(data.replace(b"Pilot school", b'Pilot" school'))
    assert small.read_bytes() != data
    return small


def put(path: Path, table: str, row: int, document: dict[str, object]) -> None:
    """Put a document behind the store's back."""
    with JournaledStorage(path, schema=SCHEMA).transaction() as draft:
        draft.save(table, row, document)


def test_a_well_register_exits_0_with_what_was_looked_at(entente: Run, well: Path) -> None:
    result = entente("doctor")
    assert result == (
        0,
        f"{well}: nothing found in 4 commitments, 2 instruments, 2 domains, 1 change, 2 files\n",
        "",
    )
    as_json = entente("doctor", "--json")
    assert (as_json.code, as_json.items) == (0, [])


@pytest.mark.parametrize("named", [(), ("--register", "quad")])
@pytest.mark.parametrize("mends", [(), ("--repair",)])
def test_a_copy_of_a_bundled_register_is_made_as_by_every_command(
    entente: Run, named: tuple[str, ...], mends: tuple[str, ...]
) -> None:
    result = entente(*named, "doctor", *mends)
    assert result.code == 0
    assert "your own copy is now at" in result.err
    assert "nothing found" in result.out
    assert entente(*named, "doctor").err == ""


def test_no_copy_takes_the_place_of_a_register_of_which_something_is_left(
    entente: Run, home: Path
) -> None:
    entente("list")
    (own,) = home.rglob("register.json")
    own.rename(own.with_name("register.json.bak"))
    assert entente("doctor").code == 1
    assert not own.exists()


def test_a_register_named_by_its_path_is_never_made(entente: Run, tmp_path: Path) -> None:
    assert entente("doctor", "--register", str(tmp_path / "none.json")).code == 1
    assert not (tmp_path / "none.json").exists()


def test_findings_come_one_a_line_place_first(entente: Run, small: Path) -> None:
    result = entente("doctor")
    assert (result.code, result.err) == (0, "")
    assert entente("doctor", "--strict") == result._replace(code=6)
    first, empty, summary = result.out.splitlines()
    assert first.split("\t") == [
        PROVISIONAL,
        "warning",
        "withdrawn without a source",
        "a person can add the evidence",
    ]
    assert empty == ""
    assert summary.startswith(f"{small}: 1 warning in 4 commitments, ")
    assert "--repair" not in summary


def test_a_terminal_gets_lines_too(small: Path) -> None:
    result = on_terminal("doctor", "--strict", *AS_OF)
    assert result.code == 6
    assert result.out.startswith(f"{PROVISIONAL}: warning: withdrawn without a source (a person")


def test_json_has_one_item_a_finding(entente: Run, broken: Path) -> None:
    result = entente("doctor", "--json")
    assert (result.code, result.err) == (6, "")
    assert (result.json["schema"], result.json["as_of"]) == (1, "2026-11-22")
    assert result.json["count"] == len(result.items) == 2
    damage, provisional = result.items
    assert damage["severity"] == "error"
    assert (damage["place"], damage["file"], damage["line"], damage["id"]) == (
        "small.json, line 11",
        str(broken),
        11,
        None,
    )
    assert damage["mend"] == "--repair: it is made anew from what could be read"
    assert provisional == {
        "severity": "warning",
        "place": PROVISIONAL,
        "file": None,
        "line": None,
        "id": "weather-data",
        "what": "withdrawn without a source",
        "mend": "a person can add the evidence",
    }


def test_a_register_that_cannot_be_opened_is_repaired(entente: Run, broken: Path) -> None:
    damaged = broken.read_bytes()
    assert entente("list").code == 4
    result = entente("doctor", "--repair")
    assert result.code == 6
    lines = [line.split("\t")[:3] for line in result.out.splitlines()]
    assert lines[0] == [
        "small.json",
        "mended",
        "copied to small.json.damaged-1, with the files beside it",
    ]
    assert ["small.json, line 11", "lost", "it cannot be read"] in lines
    assert Path(f"{broken}.damaged-1").read_bytes() == damaged
    assert "; left: 1 warning in 3 commitments" in result.out.splitlines()[-1]
    assert entente("list").code == 0
    assert "ana (doctor)\tchange\tdoctor: the register was made anew" in entente("log").out
    again = entente("doctor")
    assert [line.split("\t")[0] for line in again.out.splitlines()[:-2]] == [PROVISIONAL]


def test_nobodys_undo_takes_a_repair_back(entente: Run, broken: Path) -> None:
    entente("doctor", "--repair")
    assert entente("undo").code == 1
    assert entente("list").code == 0


def test_repair_json_tells_deeds_and_what_is_left(entente: Run, broken: Path) -> None:
    severities = [each["severity"] for each in entente("doctor", "--repair", "--json").items]
    assert severities[0] == "mended"
    assert severities[-1] == "warning"
    assert "lost" in severities


def test_a_repair_with_nothing_to_do_writes_nothing(entente: Run, small: Path) -> None:
    before = {file.name: file.read_bytes() for file in small.parent.iterdir()}
    assert entente("doctor", "--repair").code == 0
    result = entente("doctor", "--repair", "--strict")
    assert result.code == 6
    assert ": there was nothing to mend; 1 warning in " in result.out
    assert {file.name: file.read_bytes() for file in small.parent.iterdir()} == before


def test_leftovers_alone_exit_0(entente: Run, well: Path) -> None:
    Path(f"{well}.new").write_bytes(b"{")
    result = entente("doctor")
    assert result.code == 0
    assert result.out.startswith("small.json.new\tharmless\t")
    assert result.out.rstrip().endswith("; see `entente doctor --repair`")
    assert entente("doctor", "--repair").code == 0
    assert not Path(f"{well}.new").exists()


def test_a_newer_register_exits_4_untouched(entente: Run, small: Path) -> None:
    with JournaledStorage(small, schema=SCHEMA).transaction() as draft:
        draft.schema = SCHEMA + 1
    before = {file.name: file.read_bytes() for file in small.parent.iterdir()}
    for args in (("doctor",), ("doctor", "--repair")):
        result = entente(*args, "--json")
        assert (result.code, result.out, result.error["code"]) == (4, "", "newer")
    assert {file.name: file.read_bytes() for file in small.parent.iterdir()} == before


def test_what_is_not_there_exits_1_and_is_not_made(entente: Run, tmp_path: Path) -> None:
    path = tmp_path / "absent.json"
    for args in (("doctor",), ("doctor", "--repair")):
        result = entente(*args, "--register", str(path), "--json")
        assert (result.code, result.error["code"]) == (1, "no-register")
    assert entente("doctor", "--register", str(tmp_path)).code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_held_register_exits_5(
    entente: Run, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.doctor.repairs.LOCK_SECONDS", 0.01)
    with FileLock(Path(f"{broken}.lock"), 0.01).held():
        assert entente("doctor").code == 6
        result = entente("doctor", "--repair", "--json")
    assert (result.code, result.error["code"]) == (5, "locked")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_register_exits_6_untouched(
    entente: Run, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "other.json"
    path.write_bytes(content)
    for args in (("doctor",), ("doctor", "--repair")):
        result = entente(*args, "--register", str(path))
        assert (result.code, result.err) == (6, "")
        assert result.out
    assert [file.name for file in tmp_path.iterdir()] == ["other.json"]
    assert path.read_bytes() == content


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_texts_stay_on_their_line(entente: Run, small: Path, text: str) -> None:
    put(small, "commitments", 5, {"id": text, "title": text, "domains": [text], "start": text})
    put(small, "commitments", 6, {"id": text, "title": text, "domains": [text]})
    put(small, "commitments", 7, {"id": text, "title": text, "instrument": text})
    for args in (("doctor",), ("doctor", "--repair"), ("log",)):
        out = entente(*args).out
        assert not NEVER.search(out)
    assert entente("list").code == 0


def test_ascii_has_ascii_words_only(entente: Run, broken: Path) -> None:
    assert entente("doctor", "--repair", "--ascii").out.isascii()


@pytest.mark.usefixtures("well")
def test_neither_textual_nor_rich_is_loaded() -> None:
    assert not {"textual", "rich", "tui"} & loaded_by("doctor")
