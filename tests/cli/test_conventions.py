"""What the command loads, and what it says of itself."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest

from cli.commands import COMMANDS
from tests.cli.conftest import Run

SHARED = ("--register", "--as-of", "--json", "--plain", "--ascii")


def loaded_by(*args: str) -> set[str]:
    """Return the modules that are loaded after a run."""
    probe = (
        "import sys; from datetime import date; from cli.main import run; "
        f"code = run({list(args)!r}, date(2026, 11, 22)); "
        "print(' '.join(sys.modules), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, encoding="utf-8", check=True
    )
    return {name.partition(".")[0] for name in done.stderr.split()}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("args", [("list",), ("show", "port-visits", "--json"), ("--help",)])
def test_printing_loads_neither_textual_nor_rich(args: tuple[str, ...]) -> None:
    loaded = loaded_by(*args)
    assert "cli" in loaded
    assert not {"textual", "rich", "tui"} & loaded


@pytest.mark.usefixtures("small")
def test_tables_load_no_textual() -> None:
    probe = (
        "import cli.main, cli.render.tables, cli.render.commitment_panels, sys; print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, encoding="utf-8", check=True
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "rich" in loaded
    assert not {"textual", "tui"} & loaded


def test_the_version_is_that_of_the_package(entente: Run) -> None:
    assert entente("--version") == (0, f"entente {version('entente')}\n", "")


def test_help_lists_every_command(entente: Run) -> None:
    shown = entente("--help").out
    for name in (*COMMANDS, *SHARED):
        assert f"  {name} " in shown
    listed = shown.partition("\nCommands:\n")[2].partition("\n\n")[0]
    assert all(line.endswith(".") and not line.endswith("...") for line in listed.splitlines())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(entente: Run, name: str) -> None:
    result = entente(name, "--help")
    assert result.code == 0
    assert result.out.startswith(f"Usage: entente {name} ")
    options = result.out.partition("\nOptions:\n")[2].partition("\nEverywhere:\n")
    assert all(line.startswith("  -") for line in options[0].splitlines() if line[2:3].strip())
    for option in SHARED:
        assert option in options[2]
