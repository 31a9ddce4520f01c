"""Texts that break terminals come out literally, in every command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from store.portfolio.columns import COLUMNS_BY_ID as COLUMNS
from store.register.store import Store
from store.text import one_line
from tests.cli.conftest import AS_OF, Run
from tests.cli.terminal import on_terminal, without_colour
from tests.registers import HOSTILE_TEXTS

_LITERAL = [text for text in HOSTILE_TEXTS if len(text) < 100]
_NEVER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")

COMMANDS = [
    ("list",),
    ("list", "sort:title"),
    ("show", "h0"),
    ("show", "h3"),
    ("show", "h7"),
    ("why", "h0"),
    ("why", "h3"),
    ("why", "h7", "--footnote"),
    ("review",),
    ("review", "--all"),
    ("follow-ups",),
    ("follow-ups", "--all"),
    ("list", "--columns", ",".join(COLUMNS)),
    ("views",),
    ("log",),
    ("changes", "--since", "1990"),
]


@pytest.fixture(autouse=True)
def _changed(hostile: Path, entente: Run) -> None:
    """Let the log and the views hold hostile texts too."""
    for text in HOSTILE_TEXTS:
        if "\n" not in text:
            entente("views", "--save", text, "is:overdue")
    for number in range(len(HOSTILE_TEXTS)):
        assert entente("done", f"h{number}", "f1").code == 0
        assert entente("done", f"h{number}", "f1").code == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_a_pipe_gets_no_control_character(entente: Run, command: tuple[str, ...]) -> None:
    result = entente(*command)
    assert result.code == 0
    assert result.out
    assert not _NEVER.search(result.out + result.err)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("columns", [60, 160])
def test_a_terminal_gets_colours_and_nothing_else(command: tuple[str, ...], columns: int) -> None:
    result = on_terminal(*command, *AS_OF, columns=columns)
    assert result.code == 0
    shown = without_colour(result.out)
    assert not _NEVER.search(shown)
    assert "Traceback" not in shown


@pytest.mark.parametrize("number", range(len(HOSTILE_TEXTS)))
def test_every_text_is_shown_literally(entente: Run, number: int) -> None:
    literal = one_line(HOSTILE_TEXTS[number])
    assert literal in entente("list", f"id:h{number}").out
    lines = entente("show", f"h{number}").out.splitlines()
    assert f"title\t{literal}" in lines
    assert f"summary\t{literal}" in lines
    assert f"lead\t{literal}" in lines
    assert entente("follow-ups", f"id:h{number}").out.count(literal) == 2


@pytest.mark.parametrize("text", _LITERAL)
def test_a_table_shows_every_text_literally(text: str) -> None:
    shown = without_colour(on_terminal("list", *AS_OF, columns=200).out)
    assert one_line(text) in shown


@pytest.mark.parametrize("number", range(len(HOSTILE_TEXTS)))
def test_json_keeps_every_text_exactly(entente: Run, number: int) -> None:
    result = entente("show", f"h{number}", "--json")
    assert not _NEVER.search(result.out)
    (item,) = result.items
    text = HOSTILE_TEXTS[number]
    assert (item["title"], item["summary"], item["parties"]) == (text, text, [text])
    assert item["updates"][0]["source"]["publisher"] == text


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_arguments_are_told_back_literally(entente: Run, text: str) -> None:
    for args in ((text,), ("show", text), ("mark", "h0", text), ("done", "h0", text)):
        result = entente(*args)
        assert result.code in (2, 3)
        assert not _NEVER.search(result.err)
        assert "Traceback" not in result.err
    assert entente("list", text).code in (0, 2)
    as_json = entente("show", text, "--json")
    assert text in as_json.error["message"]


def test_hostile_arguments_are_kept_exactly(entente: Run, hostile: Path) -> None:
    for text in HOSTILE_TEXTS:
        assert entente("mark", "h0", "stalled", "--note", text).code == 0
        assert entente("follow", "h0", "--", text).code == 0
    commitment = Store(hostile, user="test").register.commitments[0]
    notes = [update.note for update in commitment.updates[2:]]
    assert notes == [text.strip() for text in HOSTILE_TEXTS]
    titles = [task.title for task in commitment.follow_ups[1:]]
    assert titles == [text.strip() for text in HOSTILE_TEXTS]
