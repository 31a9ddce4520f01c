"""The configuration: what is used of a file, and what is said of the rest."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from store.model.dates import WIDTHS, PartialDate, written
from store.user.config import OPTIONS, Config, Settings, read_settings
from store.user.paths import config_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def read(path: Path, text: str) -> Settings:
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def told(settings: Settings) -> list[str]:
    return [settings.told(remark) for remark in settings.remarks]


def test_without_a_file_everything_is_as_usual(path: Path) -> None:
    assert read_settings(path) == Settings(Config(), path)


def test_every_option_is_read(path: Path) -> None:
    settings = read(
        path,
        'theme = "light"\ndates = "day-month"\nstale-days = 100\nstale-days-near-due = 50\n'
        'due-soon-days = 30\nmouse = false\nascii = true\n[keys]\nundo = "ctrl+z"\n'
        'down = ["j", "n"]\n',
    )
    config = settings.config
    assert told(settings) == []
    assert (config.theme, config.dates, config.mouse, config.ascii) == (
        *("light", "day-month"),
        *(False, True),
    )
    days = config.thresholds
    assert (days.stale, days.stale_near_due, days.due_soon) == (100, 50, 30)
    assert config.keys == {"undo": ("ctrl+z",), "down": ("j", "n")}


def test_the_examples_of_the_manual_are_the_defaults(path: Path) -> None:
    text = "\n".join(f"{each.name} = {each.example}" for each in OPTIONS if each.name != "theme")
    assert read(path, text).config == Config()


def test_an_unknown_option_is_reported_with_its_place_and_the_nearest(path: Path) -> None:
    settings = read(path, '\n# mine\nstale-dayz = 3\ndates = "day-month"\n')
    (remark,) = told(settings)
    assert remark.startswith(f"{path}:3: 'stale-dayz' is no option: did you mean stale-days?")
    assert settings.config.dates == "day-month"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('theme = "drak"', "theme: there is no 'drak': did you mean dark?"),
        ("theme = 3", "theme: there is no '3'"),
        ("stale-days = true", "stale-days: true is not usable: give whole days"),
        ("stale-days = 0", "stale-days: '0' is not usable: give whole days"),
        ('due-soon-days = "90"', "due-soon-days: '90' is not usable: give whole days"),
        ('mouse = "no"', "mouse: 'no' is not usable: give true or false, without quotes"),
        ("keys = 3", "keys is not a table"),
        ("[keys]\nundo = 3", "keys.undo: '3' is no key"),
        ("[keys]\nundo = []", "keys.undo: '[]' is no key"),
        ('[keys]\nundo = ["u", 3]', "keys.undo: "),
    ],
)
def test_a_wrong_value_is_reported_and_the_rest_used(path: Path, line: str, said: str) -> None:
    settings = read(path, f"ascii = true\n{line}\n")
    (remark,) = told(settings)
    number = 2 + line.count("\n")
    assert remark.startswith(f"{path}:{number}: {said}")
    assert settings.config == Config(ascii=True)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b'ascii = true\ntheme = "dark\n', 2),
        (b"ascii = true\nascii = false\n", 2),
        (b"\xff\xfe", 1),
        (b"ascii = true\n# \xe9t\xe9\n", 2),
        (b"a = " + b"[" * 5000, 1),
    ],
)
def test_a_broken_file_is_reported_by_line_and_not_used(path: Path, data: bytes, line: int) -> None:
    path.write_bytes(data)
    settings = read_settings(path)
    (remark,) = told(settings)
    assert remark.startswith(f"{path}:{line}: ")
    assert settings.config == Config()


def test_a_folder_in_its_place_is_reported(path: Path) -> None:
    path.mkdir()
    settings = read_settings(path)
    assert "cannot be read" in told(settings)[0]


def test_the_line_of_a_remapped_key_is_known(path: Path) -> None:
    settings = read(path, '[keys]\nundo = "x"\n"redo" = "y"\n')
    assert settings.lines == {"undo": 2, "redo": 3}


def test_the_file_is_where_this_system_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("/somewhere/config", ""):
        monkeypatch.setenv("XDG_CONFIG_HOME", value)
        theirs = platformdirs.user_config_path("entente", appauthor=False)
        assert config_file() == theirs / "config.toml"
    monkeypatch.setenv("ENTENTE_CONFIG", "/elsewhere/mine.toml")
    assert config_file() == Path("/elsewhere/mine.toml")


@pytest.mark.parametrize(
    ("text", "day_month", "month_day"),
    [
        ("2025-12-01", "1 Dec 2025", "Dec 1, 2025"),
        ("2025-12", "Dec 2025", "Dec 2025"),
        ("2026-Q3", "Q3 2026", "Q3 2026"),
        ("2035", "2035", "2035"),
    ],
)
def test_no_style_makes_a_date_more_exact(text: str, day_month: str, month_day: str) -> None:
    when = PartialDate.parse(text)
    shown = {style: written(when, style) for style in WIDTHS}
    assert shown == {"iso": text, "day-month": day_month, "month-day": month_day}


def test_no_date_is_wider_than_its_style_says() -> None:
    days = [PartialDate.parse(f"2025-{month:02}-28") for month in range(1, 13)]
    for style, width in WIDTHS.items():
        assert max(len(written(day, style)) for day in days) == width
