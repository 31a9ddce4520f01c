"""Every way to fail: a clear line, the right exit code, never a traceback."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from store.register.opening import Opened
from store.storage.lock import FileLock
from tests.cli.conftest import COMMAND, Run


def test_a_register_that_is_not_there_fails(entente: Run, tmp_path: Path) -> None:
    path = tmp_path / "absent.json"
    result = entente("list", "--register", str(path))
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"entente: there is no register at {path}\n")
    assert not path.exists()


@pytest.mark.parametrize("name", ["", "~nobody-by-that-name/x", "a\0b", "x" * 5000])
def test_a_path_that_cannot_be_is_refused(entente: Run, name: str) -> None:
    result = entente("list", "--register", name)
    assert result.code in (1, 2)
    assert result.out == ""
    assert result.err.startswith("entente: ")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_not_read(entente: Run, small: Path) -> None:
    small.chmod(0)
    result = entente("list", "--json")
    assert result.code == 1
    assert result.error["code"] == "cannot-read"


def test_a_folder_is_no_register(entente: Run, tmp_path: Path) -> None:
    result = entente("list", "--register", str(tmp_path), "--json")
    assert result.code == 1
    assert result.error["code"] == "cannot-read"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"register": {"one": {"schema": 1, "title": "x"}}}',
        b'{"register": {"1": null}}',
        b"[" * 100_000,
    ],
)
@pytest.mark.parametrize("command", [("list",), ("mark", "a", "kept"), ("undo",), ("log",)])
def test_a_damaged_file_is_refused_and_left_alone(
    entente: Run, tmp_path: Path, content: bytes, command: tuple[str, ...]
) -> None:
    path = tmp_path / "damaged.json"
    path.write_bytes(content)
    result = entente(*command, "--register", str(path))
    assert (result.code, result.out) == (4, "")
    assert result.err.startswith(f"entente: {path}")
    assert path.read_bytes() == content


def test_a_locked_register_says_try_again(
    entente: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.register.store.LOCK_SECONDS", 0.01)
    with FileLock(Path(f"{small}.lock"), 0.01).held():
        result = entente("mark", "port-visits", "kept", "--json")
        assert entente("list").code == 0
    assert result.code == 5
    assert result.error["code"] == "locked"


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("args", "said", "hint"),
    [
        (("lst",), "there is no command 'lst'", "did you mean list?"),
        (("zzzz",), "there is no command 'zzzz'", "`entente --help` lists the commands"),
        (("list", "--jsn"), "there is no option '--jsn'", "did you mean --json?"),
        (("--plian", "list"), "there is no option '--plian'", "did you mean --plain?"),
        (("show",), "missing argument 'ID'", "`entente show --help` shows how"),
        (("show", "a", "b"), "got unexpected extra argument (b)", "`entente show --help`"),
        (("list", "--as-of", "2025-10"), "'2025-10' is not one day", "write it as"),
        (("list", "--as-of", "yesterdy"), "'yesterdy' is not a date", "yesterday"),
        (("list", "--as-of"), "option '--as-of' requires an argument", "--help` shows how"),
    ],
)
def test_bad_usage_is_told_to_people_and_to_scripts(
    entente: Run, args: tuple[str, ...], said: str, hint: str
) -> None:
    for_people = entente(*args)
    assert (for_people.code, for_people.out) == (2, "")
    assert for_people.err.startswith(f"entente: {said}\nhint: ")
    assert hint in for_people.err
    for_scripts = entente("--json", *args)
    assert (for_scripts.code, for_scripts.out) == (2, "")
    assert for_scripts.error["message"] == said
    assert hint in for_scripts.error["hint"]
    assert set(for_scripts.error) == {"code", "message", "hint"}


@pytest.mark.usefixtures("small")
def test_an_interrupted_run_exits_130(entente: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(given: str | None, bundled: bytes, *, read_only: bool) -> Opened:
        raise KeyboardInterrupt

    monkeypatch.setattr("cli.context.open_register", interrupt)
    assert entente("list") == (130, "", "entente: interrupted\n")
    assert entente("list", "--json").error["code"] == "interrupted"


@pytest.mark.parametrize("args", [("list", "--json"), ("list",), ("--help",)])
def test_a_reader_that_has_gone_is_no_mistake(args: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*COMMAND, *args], stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False
        )
    finally:
        os.close(writing)
    assert b"Traceback" not in done.stderr
    assert b"Error" not in done.stderr
    assert b"rror" not in done.stderr
    assert done.returncode == 0


@pytest.mark.usefixtures("small")
def test_closed_streams_are_no_mistake() -> None:
    closed = f"exec {COMMAND[0]} -c '{COMMAND[2]}' list >&- 2>&- <&-"
    assert subprocess.run(["/bin/sh", "-c", closed], timeout=60, check=False).returncode == 0


@pytest.mark.usefixtures("small")
def test_a_stream_without_unicode_gets_escapes(process: Run, hostile: Path) -> None:
    result = process("list", PYTHONIOENCODING="ascii")
    assert result.code == 0
    assert "\\u0e02" in result.out
    as_json = process("list", "--json", PYTHONIOENCODING="ascii")
    assert as_json.out.isascii()
    assert as_json.json["count"] == 12
