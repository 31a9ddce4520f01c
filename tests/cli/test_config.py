"""The configuration under the printed commands: used, and what cannot be used said on stderr."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import AS_OF, Run
from tests.cli.terminal import on_terminal, without_colour


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "mine.toml"
    monkeypatch.setenv("ENTENTE_CONFIG", str(path))
    return path


@pytest.mark.usefixtures("small")
def test_thresholds_hold_for_queries(entente: Run, config: Path) -> None:
    assert len(entente("list", "is:stale", "--json", *AS_OF).items) == 1
    config.write_text("stale-days-near-due = 4000\n")
    assert entente("list", "is:stale", "--json", *AS_OF).items == []


@pytest.mark.usefixtures("small")
def test_what_cannot_be_used_is_one_line_on_stderr_and_the_rest_is_used(
    entente: Run, config: Path
) -> None:
    config.write_text("stale-dayz = 1\nstale-days-near-due = 4000\n")
    result = entente("list", "is:stale", *AS_OF)
    assert result.code == 0
    (line,) = (each for each in result.err.splitlines() if "stale-dayz" in each)
    assert line.startswith(f"entente: {config}:1: 'stale-dayz' is no option: did you mean stale-d")


@pytest.mark.usefixtures("small")
def test_under_json_nothing_is_said_of_it(entente: Run, config: Path) -> None:
    config.write_text("theme = \n")
    result = entente("list", "--json", *AS_OF)
    assert (result.code, result.err) == (0, "")


@pytest.mark.usefixtures("small")
def test_where_names_it_and_says_what_is_wrong_with_it(entente: Run, config: Path) -> None:
    config.write_text("theme = \n")
    result = entente("where")
    assert f"config\t{config}" in result.out
    assert f"entente: {config}:1: not TOML" in result.err


@pytest.mark.usefixtures("small")
def test_a_hostile_configuration_reaches_no_terminal(entente: Run, config: Path) -> None:
    config.write_text('"\\u001b[31m" = 1\ntheme = "\\u001b]0;x\\u0007"\n')
    result = entente("where")
    assert "\x1b" not in result.err
    assert len(result.err.splitlines()) == 2


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("style", "due", "met", "as_of"),
    [
        ("day-month", "15 Jan 2027", "12 May 2025", "22 Nov 2026"),
        ("month-day", "Jan 15, 2027", "May 12, 2025", "Nov 22, 2026"),
    ],
)
def test_what_people_read_has_their_dates_and_what_programs_read_does_not(
    entente: Run, config: Path, style: str, due: str, met: str, as_of: str
) -> None:
    config.write_text(f'dates = "{style}"\n')
    listed = without_colour(on_terminal("list", *AS_OF).out)
    assert due in listed
    assert f"as of {as_of}" in listed
    shown = without_colour(on_terminal("show", "port-visits", *AS_OF).out)
    assert met in shown
    tasks = without_colour(on_terminal("follow-ups", *AS_OF, columns=140).out)
    assert "2026-11-10" not in tasks
    assert as_of in tasks
    assert f"As of:         {as_of}" in entente("brief", *AS_OF).out
    assert "2027-01-15" in entente("list", "--plain", *AS_OF).out
    assert "2027-01-15" in entente("list", "--json", *AS_OF).out
    assert "2027-01-15" in entente("export", "--format", "csv", *AS_OF).out


@pytest.mark.usefixtures("small")
def test_the_log_has_the_users_dates(entente: Run, config: Path) -> None:
    assert entente("mark", "port-visits", "60%").code == 0
    config.write_text('dates = "day-month"\n')
    assert re.search(
        r"\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d", without_colour(on_terminal("log").out)
    )
