"""The mouse, as a terminal is asked for it."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest

from store.register.store import Store
from tests.cli.terminal import on_terminal

ASKED, LET_GO = "\x1b[?1000h", "\x1b[?1000l"


def _run(keys: str, environment: dict[str, str]) -> str:
    result = on_terminal(keys=keys, environment=environment)
    assert result.code == 0
    return result.out


@pytest.fixture
def environment(small_store: Store, own_home: Path) -> dict[str, str]:
    small_store.close()
    return {"ENTENTE_REGISTER": str(small_store.path)}


def test_the_terminal_gets_the_mouse_back_at_once_and_is_asked_for_it_again(
    environment: dict[str, str],
) -> None:
    out = _run("MMq", environment)
    codes = [code for code, _ in groupby(re.findall(r"\x1b\[\?1000[hl]", out))]
    assert codes == [ASKED, LET_GO, ASKED, LET_GO]


def test_a_terminal_need_never_be_asked(environment: dict[str, str], own_home: Path) -> None:
    config = own_home / "mine.toml"
    config.write_text("mouse = false\n", encoding="utf-8")
    out = _run("q", environment | {"ENTENTE_CONFIG": str(config)})
    assert ASKED not in out
