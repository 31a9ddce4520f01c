"""Every way to fail: a clear line, the right exit code, never a traceback."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

from cli.commands import COMMANDS
from store.register.opening import Opened
from store.storage.lock import FileLock
from tests.cli.conftest import COMMAND, Run
from tests.conftest import open_store


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
    def interrupt(*_: object, **__: object) -> Opened:
        raise KeyboardInterrupt

    monkeypatch.setattr("cli.context.open_register", interrupt)
    assert entente("list") == (130, "", "entente: interrupted\n")
    assert entente("list", "--json").error["code"] == "interrupted"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (("mark", "port-visits", "41%", "--json"), "saved before that: port-visits: "),
        (("undo", "--json"), "saved before that: undo of “"),
        (("list", "--json"), ""),
    ],
)
def test_a_change_that_was_saved_is_said_when_its_output_has_no_room(
    entente: Run, small: Path, args: tuple[str, ...], hint: str
) -> None:
    entente("mark", "port-visits", "40%")
    before = len(entente("log", "--json").items)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, *args], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert done.returncode == 1
    said = json.loads(done.stderr)["error"]
    assert said["message"] == "the output cannot be written: no space left on device"
    assert said["hint"].startswith(hint)
    assert bool(said["hint"]) == bool(hint)
    assert len(entente("log", "--json").items) == before + bool(hint)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_change_is_no_failure_because_nobody_can_be_told_of_it(entente: Run, small: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "mark", "port-visits", "41%"], stderr=full, timeout=60, check=False
        )
    assert done.returncode == 0
    assert "41%" in entente("log", "--json").items[0]["label"]


@pytest.mark.parametrize("command", ["list", "where", "doctor", "mark a kept", "import a.csv"])
@pytest.mark.parametrize("name", ["/", ".", "//", " ", "\t", "a\0b"])
def test_a_register_that_can_be_no_file_is_named(
    entente: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text("id,title\na,b\n")
    result = entente(*command.split(), "--register", name)
    assert result.code in (1, 2)
    assert re.search(r"is a folder|nothing but blanks|has a NUL in it", result.err)
    assert os.listdir(tmp_path) == ["a.csv"]


def test_a_blank_variable_is_named(entente: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_REGISTER", " ")
    result = entente("list")
    assert result.code == 2
    assert "ENTENTE_REGISTER holds nothing but blanks" in result.err


@pytest.mark.usefixtures("small")
def test_an_option_behind_the_double_hyphen_is_told_where_it_belongs(entente: Run) -> None:
    result = entente("list", "--", "--register", "x")
    assert result.code == 2
    assert result.err.startswith("entente: --register stands after --, where")
    assert "did you mean" not in result.err


QUERIES = [
    *("list", "brief", "export -o x.csv", "review", "changes", "follow-ups", "views --save x"),
    *("edit --set lead=Navy", "edit", "mark"),
]
"""Every command that takes words which may begin with a hyphen."""


def test_every_command_with_free_words_is_tried() -> None:
    free = {
        name
        for name, module in COMMANDS.items()
        if import_module(module).command.context_settings.get("ignore_unknown_options")
    }
    assert free == {each.split()[0] for each in QUERIES}


@pytest.mark.parametrize("command", QUERIES)
@pytest.mark.parametrize("word", ["-f", "-f=md", "-x", "-json"])
def test_a_single_hyphen_and_a_letter_is_no_word(
    entente: Run,
    small: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    word: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = small.read_bytes()
    result = entente(*command.split(), word, "md")
    assert (result.code, result.out) == (2, "")
    name = word.partition("=")[0]
    assert result.err.startswith(f"entente: there is no option '{name}'\nhint: "), result.err
    assert small.read_bytes() == before
    assert not (tmp_path / "x.csv").exists()


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("brief -f md", "did you mean --follow-ups or --force or --format?"),
        ("brief -format md", "did you mean --format?"),
        ("list -n 5", "`entente list --help` shows the options"),
    ],
)
def test_the_way_out_of_a_mistyped_option_works(entente: Run, line: str, hint: str) -> None:
    result = entente(*line.split())
    assert hint in result.err
    way = re.search("write '(.*)'", result.err)
    assert way
    assert entente("list", way[1], "--json").code == 0


@pytest.mark.usefixtures("small")
def test_a_letter_in_quotes_is_left_out(entente: Run) -> None:
    found = {item["id"] for item in entente("list", '-"p"', "--json").items}
    assert found < {item["id"] for item in entente("list", "--json").items}
    assert "port-visits" not in found


@pytest.mark.usefixtures("small")
def test_a_text_without_an_end_is_not_begun(entente: Run) -> None:
    result = entente("add", "new-one", "--from", "/dev/zero")
    assert result.code == 1
    assert "/dev/zero is not a plain file" in result.err


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
    closed = f"exec {shlex.join(COMMAND)} list >&- 2>&- <&-"
    assert subprocess.run(["/bin/sh", "-c", closed], timeout=60, check=False).returncode == 0


@pytest.mark.usefixtures("small")
def test_a_stream_without_unicode_gets_escapes(process: Run, hostile: Path) -> None:
    result = process("list", PYTHONIOENCODING="ascii")
    assert result.code == 0
    assert "\\u0e02" in result.out
    as_json = process("list", "--json", PYTHONIOENCODING="ascii")
    assert as_json.out.isascii()
    assert as_json.json["count"] == 12


_NOT_UNICODE = "a \udcff b"
"""What a terminal that is not set to UTF-8 hands over for a byte of its own."""


@pytest.mark.parametrize(
    "args",
    [
        ("mark", "port-visits", "41%", "--note", _NOT_UNICODE),
        ("looked", "port-visits", "--where", _NOT_UNICODE),
        ("follow", "port-visits", _NOT_UNICODE),
        ("edit", "port-visits", "--add-tag", _NOT_UNICODE),
        ("add", "another-one", "--title", _NOT_UNICODE),
        ("split", "port-visits", "another-one", "--title", _NOT_UNICODE),
        ("domains", "add", "another", _NOT_UNICODE),
        ("instruments", "add", "another", _NOT_UNICODE),
        ("settings", "--title", _NOT_UNICODE),
        ("views", "--save", "mine", f"title:{_NOT_UNICODE}"),
    ],
    ids=lambda args: args[0],
)
def test_what_is_no_unicode_is_refused_by_name_and_changes_nothing(
    entente: Run, small: Path, args: tuple[str, ...]
) -> None:
    before = open_store(small).register
    result = entente(*args)
    assert (result.code, result.out) == (2, "")
    assert "a � b' is not wholly Unicode: it cannot be kept" in result.err
    assert open_store(small).register == before


@pytest.mark.parametrize("command", [("show",), ("why",), ("log",), ("remove",), ("mark", "40%")])
def test_an_id_that_is_no_unicode_is_not_found(
    entente: Run, small: Path, command: tuple[str, ...]
) -> None:
    name, *rest = command
    result = entente(name, _NOT_UNICODE, *rest)
    assert (result.code, result.out) == (3, "")
    assert "no commitment has the id 'a � b'" in result.err
