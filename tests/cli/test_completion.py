"""What shells are told at the Tab key."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cli.commands import COMMANDS
from tests.cli.conftest import COMMAND, Result, Run

BREAKS = " \t\n\"'@><=;|&(:"


@pytest.fixture
def tab(process: Run) -> Run:
    """Ask as a shell does, with the command line up to the cursor."""

    def ask(line: str, shell: str = "bash") -> Result:
        asked = {"_ENTENTE_COMPLETE": f"{shell}_complete", "COMP_LINE": line}
        return process(**asked, COMP_WORDBREAKS=BREAKS)

    return ask


def words(result: Result) -> list[str]:
    assert (result.code, result.err) == (0, "")
    return [line.removeprefix("=") for line in result.out.splitlines() if line]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("entente li", ["list"]),
        ("entente show p", ["port-visits", "pilot-school"]),
        ("entente show port-visits --js", ["--json"]),
        ("entente mark port-visits st", ["stalled"]),
        ("entente mark port-visits p", ["partly-kept", "pilot-school"]),
        ("entente done port-visits ", ["m1", "m2", "f1", "f2"]),
        ("entente follow-ups --own", []),
        ("entente list stat", ["status:"]),
        ("entente list status:st", ["stalled"]),
        ("entente list domain:maritime,a", ["maritime,air"]),
        ("entente list 'domain:mar", ["domain:maritime"]),
        ("entente list is:overd", ["overdue"]),
        ("entente list --columns title,up", ["title,updated"]),
        ("entente edit port-visits --domains mar", ["maritime"]),
        ("entente edit port-visits --domains=mar", ["maritime"]),
        ("entente edit port-visits --instrument pact-2", ["pact-2025", "pact-2015"]),
        ("entente add x --priority h", ["high"]),
        ("entente completion ", ["bash", "zsh", "fish"]),
        ("entente --register ", ["/"]),
        ("entente edit x --from ", ["/"]),
        ("entente nothing ", []),
        ("entente show nothing-", []),
        ("entente list 'status:", ["status:not-assessed", "status:not-started"]),
    ],
)
def test_bash_gets_what_can_be_typed_next(tab: Run, line: str, expected: list[str]) -> None:
    found = words(tab(line))
    assert found[: len(expected)] == expected
    assert len(found) == len(expected) or len(expected) > 1


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_get_whole_words_and_what_they_mean(tab: Run, shell: str) -> None:
    assert words(tab("entente list domain:mar", shell)) == ["domain:maritime\tMaritime (2)"]
    assert words(tab("entente edit x --domains=mar", shell)) == ["--domains=maritime\tMaritime"]
    assert words(tab("entente show port", shell)) == ["port-visits\tPort visits every year"]
    named = [line.split("\t")[0] for line in words(tab("entente ", shell))]
    assert sorted(named) == sorted(COMMANDS)


def test_words_with_spaces_are_quoted_for_bash_alone(tab: Run, small: Path, entente: Run) -> None:
    entente("views", "--save", "late at sea", "is:overdue")
    assert words(tab("entente list --view l")) == ["late\\ at\\ sea"]
    assert words(tab("entente list --view 'l")) == ["late at sea"]
    assert words(tab("entente list --view l", "fish")) == ["late at sea\tis:overdue"]


def test_completing_makes_nothing_and_never_complains(
    tab: Run, tmp_path: Path, own_home: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for line in ("entente show ", "entente list x:", "entente 'li", "", "entente --as-of x list "):
        assert tab(line).err == ""
    assert list(own_home.rglob("*")) == list(home.rglob("*")) == []
    damaged = tmp_path / "damaged.json"
    damaged.write_text("{")
    monkeypatch.setenv("ENTENTE_REGISTER", str(damaged))
    assert tab("entente show ") == (0, "", "")
    assert tab("entente show ", "tcsh") == (1, "", "")


@pytest.mark.usefixtures("hostile")
def test_hostile_texts_reach_no_terminal(tab: Run) -> None:
    for shell in ("bash", "zsh", "fish"):
        for line in ("entente show ", "entente list party:", "entente add x --tags "):
            found = tab(line, shell).out
            assert not any(char in found for char in "\x1b\x07\r\x00\u202e\u202a")
            assert all(each.startswith("=") for each in found.splitlines() if each)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("line", ["entente ", "entente list domain:", "entente export --"])
def test_completing_loads_nothing_heavy(line: str) -> None:
    probe = (
        "import atexit, sys; from cli.main import main\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe],
        env=os.environ | {"_ENTENTE_COMPLETE": "zsh_complete", "COMP_LINE": line},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert "cli" in loaded
    assert done.stdout.startswith("=")
    assert not {"rich", "textual", "tui", "openpyxl", "icalendar", "xlsxwriter"} & loaded


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_printed(entente: Run, shell: str) -> None:
    result = entente("completion", shell)
    assert (result.code, result.err) == (0, "")
    assert f"_ENTENTE_COMPLETE={shell}_complete" in result.out.replace(" fish_c", "=fish_c")
    assert entente("completion", shell, "--json").items == [{"shell": shell, "script": result.out}]
    if shutil.which(shell):
        read = subprocess.run([shell, "-n"], input=result.out, text=True, capture_output=True)
        assert (read.returncode, read.stderr) == (0, "")


def test_another_shell_is_named_with_the_nearest(entente: Run) -> None:
    result = entente("completion", "bsh")
    assert result.code == 2
    assert "did you mean bash?" in result.err


@pytest.mark.usefixtures("small")
@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_bash_itself_completes_with_it(entente: Run) -> None:
    program = (
        f"entente() {{ {shlex.join(COMMAND)}; }}\n"
        f"{entente('completion', 'bash').out}"
        "COMP_LINE='entente list status:st and more'; COMP_POINT=22\n"
        "_entente_completion entente; printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    done = subprocess.run(["bash", "-c", program], text=True, capture_output=True)
    assert done.stdout == "stalled\n"
