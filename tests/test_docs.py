"""The generated pages are what the code would write today."""

from __future__ import annotations

import re

import pytest

from cli.commands import COMMANDS
from cli.errors import EXITS
from cli.main import run
from docs.commands_page import commands_page
from docs.pages import FOLDER, PAGES, SCREENSHOT_DAY


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_fresh(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), "run `make docs`"


def test_the_page_of_commands_has_an_example_and_the_exit_codes_of_each() -> None:
    sections = commands_page().split("\n## entente ")[1:]
    assert [section.split("\n")[0] for section in sections] == list(COMMANDS)
    for section in sections:
        name = section.split("\n")[0]
        assert f"    entente {name} [OPTIONS]" in section
        assert f"```sh\nentente {name}" in section
        assert "[Exit codes](#exit-codes): 0, 1, 2," in section


def test_help_and_manual_name_the_same_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"], SCREENSHOT_DAY) == 0
    shown = " ".join(capsys.readouterr().out.partition("Exit codes:")[2].split())
    assert [int(each) for each in re.findall(r"(\d+) [a-z]", shown)] == list(EXITS)
