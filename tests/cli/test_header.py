"""`--header`: plain lines that begin with the names of their columns."""

from __future__ import annotations

import pytest

from tests.cli.conftest import AS_OF, Run

pytestmark = pytest.mark.usefixtures("small")


@pytest.mark.parametrize(
    ("args", "names"),
    [
        (("list",), "id status done due days title"),
        (("list", "--columns", "title,due"), "title due"),
        (("follow-ups",), "commitment item days due done owner title"),
        (("log",), "number time user kind what"),
    ],
)
def test_the_names_come_first_and_match_the_columns(
    entente: Run, args: tuple[str, ...], names: str
) -> None:
    assert entente("mark", "port-visits", "60%").code == 0
    plain = entente(*args, *AS_OF).out
    first, rest = entente(*args, "--header", *AS_OF).out.split("\n", 1)
    assert first.split("\t") == names.split()
    assert rest == plain
    assert {line.count("\t") for line in plain.splitlines()} == {first.count("\t")}


def test_nothing_found_still_has_its_names_and_json_has_its_own(entente: Run) -> None:
    empty = entente("list", "zebra", "--header", "--plain", *AS_OF)
    assert empty.out == "id\tstatus\tdone\tdue\tdays\ttitle\n"
    assert entente("list", "--header", "--json", *AS_OF).json["count"] == 4
