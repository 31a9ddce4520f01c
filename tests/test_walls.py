"""What may load what: the store without a screen, the commands without the board."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

STORE_MODULES = (
    "store.register.store, store.portfolio.portfolio, store.register.opening, "
    "store.query.completion, fixtures"
)
PRINTED = (["list"], ["list", "--json"], ["show", "js25-p8i"], ["follow-ups"], ["log"], ["where"])


RUN = "from cli.main import main\ntry:\n    main()\nexcept SystemExit:\n    pass"


def _modules(code: str, *arguments: str) -> set[str]:
    """Run code in a fresh interpreter; return the modules it loaded."""
    ending = "\nimport sys; print('\\n'.join(sys.modules), file=sys.stderr)"
    command = [sys.executable, "-c", code + ending, *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(ran.stderr.splitlines())


def _loaded(code: str, *arguments: str) -> set[str]:
    """Run code in a fresh interpreter; return the top-level packages it loaded."""
    return {name.partition(".")[0] for name in _modules(code, *arguments)}


def test_the_store_loads_no_screen() -> None:
    assert not _loaded(f"import {STORE_MODULES}") & {"textual", "rich", "click", "cli", "tui"}


@pytest.mark.parametrize("arguments", PRINTED, ids=lambda each: " ".join(each))
def test_the_printed_commands_never_load_the_board(arguments: list[str]) -> None:
    loaded = _loaded(RUN, *arguments)
    assert "cli" in loaded
    assert not loaded & {"textual", "tui"}


def test_a_list_loads_only_what_it_needs() -> None:
    loaded = _modules(RUN, "list")
    assert "store.portfolio.portfolio" in loaded
    seldom = {"tomllib", "difflib", "store.query.matcher", "store.query.completion"}
    seldom |= {"store.portfolio.search", "store.register.transaction", "store.register.history"}
    assert not loaded & seldom
    assert not [each for each in loaded if each.partition(".")[0] == "statements"]


def test_a_mark_loads_nothing_that_reads_queries() -> None:
    loaded = _modules(RUN, "mark", "js25-p8i", "stalled")
    assert "store.register.transaction" in loaded
    assert not loaded & {"tomllib", "store.query.parser", "store.query.fields", "store.query.sort"}


def test_the_board_loads_at_its_start_only_what_it_shows_then() -> None:
    loaded = _modules("import cli.main, cli.board, tui.launch")
    assert "tui.screens.board" in loaded
    later = {
        "click",
        "store.register.transaction",
        "store.register.history",
        "store.query.parser",
        "store.query.completion",
    }
    later |= {"tui.widgets.filter_line", "tui.widgets.mark_strip", "tui.widgets.prompts"}
    later |= {"statements", "tui.controllers.statements.reading", "tui.dialogs.statements.reading"}
    later |= {"tui.dialogs.form", "tui.dialogs.palette", "tui.dialogs.help", "tui.forms"}
    assert not loaded & later


ASIDE = {"psycopg", "psycopg_binary", "textual_serve", "aiohttp", "selenium"}
"""What a register in a database and a board in a browser need, and nobody else."""
EXTRAS = ("postgres", "serve")
OURS_ASIDE = ("store.storage.postgres", "store.doctor.database", "exchange.sync", "exchange.merge")


@pytest.mark.parametrize(
    "arguments", [*PRINTED, ["doctor"], ["mark", "js25-p8i", "stalled"]], ids=" ".join
)
def test_who_shares_no_register_loads_nothing_for_it(arguments: list[str]) -> None:
    loaded = _modules(RUN, *arguments)
    assert not {name.partition(".")[0] for name in loaded} & ASIDE
    assert not [name for name in loaded if name.startswith(OURS_ASIDE)]


def test_the_board_on_a_file_loads_nothing_for_a_database_or_a_browser() -> None:
    loaded = _modules("import cli.main, cli.board, tui.launch, tui.screens.board")
    assert not {name.partition(".")[0] for name in loaded} & ASIDE
    assert not [name for name in loaded if name.startswith(OURS_ASIDE)]


def test_to_run_the_board_nothing_of_it_is_installed() -> None:
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[\[<>=~ ]", each)[0] for each in about["dependencies"]}
    extras = about["optional-dependencies"]
    aside = {re.split(r"[\[<>=~ ]", each)[0] for name in EXTRAS for each in extras[name]}
    assert aside == {"psycopg", "textual-serve"}
    assert not needed & aside
    run = (ROOT / "Makefile").read_text(encoding="utf-8").partition("run-ready:")[2]
    assert "--editable .\n" in run.partition("@touch")[0]
