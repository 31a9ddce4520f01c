"""`entente edit`."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run


@pytest.mark.usefixtures("small")
def test_fields_are_changed_and_can_be_undone(entente: Run) -> None:
    result = entente("edit", "port-visits", "--title", "Visits", "--due", "2027", "--json")
    assert (result.code, result.err) == (0, "")
    item = result.json["items"][0]
    assert (item["title"], item["due"], item["revision"]) == ("Visits", "2027", 1)
    assert entente("undo").code == 0
    again = entente("show", "port-visits", "--json").json["items"][0]
    assert (again["title"], again["revision"]) == ("Port visits every year", 2)


@pytest.mark.usefixtures("small")
def test_an_old_revision_is_refused_with_both_versions(entente: Run) -> None:
    entente("edit", "port-visits", "--title", "Visits")
    result = entente("edit", "port-visits", "--title", "Calls", "--revision", "0")
    assert result.code == 5
    assert "title, saved: Visits" in result.err
    assert "title, yours: Calls" in result.err
    assert entente("show", "port-visits", "--json").json["items"][0]["title"] == "Visits"
    assert entente("edit", "port-visits", "--title", "Calls", "--revision", "1").code == 0


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("edit", "port-visits"), 2),
        (("edit", "port-visits", "--domains", "sea"), 2),
        (("edit", "port-visits", "--due", "soonish"), 2),
        (("edit", "nothing", "--title", "x"), 3),
        (("edit", "port-visits", "--title", "Port visits every year"), 1),
    ],
)
def test_what_cannot_be_done_says_so(entente: Run, args: tuple[str, ...], code: int) -> None:
    result = entente(*args)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("entente: ")
