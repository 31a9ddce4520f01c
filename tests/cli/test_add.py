"""`entente add`."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.model.entities import Commitment
from store.model.text_form import to_text
from tests.cli.conftest import Run
from tests.registers import SMALL_REGISTER


@pytest.mark.usefixtures("small")
def test_a_commitment_is_added_with_every_field(entente: Run) -> None:
    result = entente(
        *("add", "sea-rescue", "--title", "Rescue at sea", "--summary", "Together."),
        *("--instrument", "pact-2025", "--clause", "4", "--parties", "Avalon, Borduria"),
        *("--lead", "Coast guard", "--domains", "Maritime", "--start", "2026-Q1"),
        *("--due", "+30d", "--priority", "low", "--tags", "sea", "--json"),
    )
    assert (result.code, result.err) == (0, "")
    item = result.items[0]
    assert item["summary"] == "Together."
    assert (item["instrument"], item["clause"]) == ("pact-2025", "4")
    assert (item["parties"], item["lead"]) == (["Avalon", "Borduria"], "Coast guard")
    assert (item["domains"], item["tags"]) == (["maritime"], ["sea"])
    assert (item["start"], item["due"]) == ("2026-Q1", "2026-12-22")
    assert (item["priority"], item["status"]) == ("low", "not-assessed")
    assert entente("list", "id:sea-rescue", "--json").items == [item]
    assert entente("undo").code == 0
    assert entente("show", "sea-rescue").code == 3


@pytest.mark.usefixtures("small")
def test_a_text_can_be_handed_in(entente: Run, tmp_path: Path) -> None:
    text = to_text(Commitment("sea-rescue", "Rescue at sea"), SMALL_REGISTER) + "  Ask the guard\n"
    (tmp_path / "text").write_text(text, encoding="utf-8")
    result = entente("add", "sea-rescue", "--from", str(tmp_path / "text"), "--json")
    assert result.code == 0
    assert result.items[0]["title"] == "Rescue at sea"
    assert [each["title"] for each in result.items[0]["follow_ups"]] == ["Ask the guard"]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("port-visits", "--title", "x"), "is taken"),
        (("Port_Visits", "--title", "x"), "cannot be an id"),
        (("new",), "no terminal"),
        (("new", "--due", "2027"), "needs --title"),
        (("new", "--title", " "), "needs"),
        (("new", "--title", "x", "--domains", "martime"), "did you mean maritime?"),
        (("new", "--title", "x", "--due", "2026-13"), "not in the calendar"),
        (("new", "--title", "x", "--start", "2027", "--due", "2026"), "before start"),
        (("new", "--title", "x", "--from", "y"), "do not go together"),
    ],
)
def test_what_cannot_be_added_says_why(entente: Run, args: tuple[str, ...], said: str) -> None:
    result = entente("add", *args)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert len(entente("list").out.splitlines()) == 4
