"""The configuration under the printed commands: used, and what cannot be used said on stderr."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import AS_OF, Run


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
