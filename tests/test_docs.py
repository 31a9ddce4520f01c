"""The generated pages are what the code would write today."""

from __future__ import annotations

import pytest

from docs.pages import FOLDER, pages


@pytest.fixture(scope="module")
def fresh() -> dict[str, str]:
    return pages()


@pytest.mark.parametrize("name", ["keys.md", "queries.md", "config.md", "board.svg"])
def test_a_generated_page_is_fresh(fresh: dict[str, str], name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == fresh[name], "run `make docs`"
