"""The user's configuration: one TOML file, its options, read leniently.

What cannot be used in it is reported with its line, and the rest is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from store.errors import BadValue, CannotRead
from store.model.dates import WIDTHS
from store.model.derived import DUE_SOON_DAYS, STALE_DAYS, STALE_DAYS_NEAR_DUE, Thresholds
from store.plain_files import reading_plain
from store.text import did_you_mean, shown

_LARGEST = 1 << 20


class Config(Struct, frozen=True):
    """What the user chose; everything has a default."""

    keys: Mapping[str, tuple[str, ...]] = {}
    """Keys by command, as they are written; only the board knows the commands."""
    theme: str | None = None
    dates: str = "iso"
    stale_days: int = STALE_DAYS
    stale_days_near_due: int = STALE_DAYS_NEAR_DUE
    due_soon_days: int = DUE_SOON_DAYS
    mouse: bool = True
    ascii: bool = False

    @property
    def thresholds(self) -> Thresholds:
        """After how many days a commitment is due soon or stale."""
        return Thresholds(self.due_soon_days, self.stale_days, self.stale_days_near_due)


class Remark(NamedTuple):
    """Something in the file that cannot be used."""

    line: int
    """Counted from 1; 0 is the file as a whole."""
    words: str


class Settings(NamedTuple):
    """The configuration, where it is from, and what in it could not be used."""

    config: Config
    path: Path | None = None
    remarks: tuple[Remark, ...] = ()
    lines: Mapping[str, int] = {}
    """On which line the keys of each command are."""

    def told(self, remark: Remark) -> str:
        """Return a remark with its place, as people and editors read it."""
        return f"{self.path}:{remark.line or 1}: {remark.words}"


NO_SETTINGS = Settings(Config())
"""Everything as it is without a file."""


def read_settings(path: Path) -> Settings:
    """Read the file; one that is not there says nothing."""
    try:
        with reading_plain(path) as file:
            data = file.read(_LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Settings(Config(), path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return Settings(Config(), path, (Remark(0, f"cannot be read: {reason}"),))
    except CannotRead:
        return Settings(Config(), path, (Remark(0, "cannot be read: it is no plain file"),))
    if len(data) > _LARGEST:
        return Settings(Config(), path, (Remark(0, "too large for a configuration"),))

    return settings_of(data, path)


_THEMES = ("dark", "light", "terminal")
_KEYS = "keys"
"""The table of remapped keys."""
_MOST_DAYS = 36_500


class Option(NamedTuple):
    """One line that the file may have."""

    name: str
    meaning: str
    values: str
    """In words, what it may be."""
    example: str
    """As the file has it."""
    read: Callable[[object], object]
    """Returns the value. Raises `BadValue`."""

    @property
    def field(self) -> str:
        """The field of `Config` that it sets."""
        return self.name.replace("-", "_")


def _choice(*words: str) -> Callable[[object], object]:
    def read(value: object) -> object:
        if value not in words:
            raise BadValue(f"there is no {_written(value)}", hint=did_you_mean(str(value), words))
        return value

    return read


def _days(value: object) -> object:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST_DAYS:
        raise BadValue(
            f"{_written(value)} is not usable", hint=f"give whole days, 1 to {_MOST_DAYS}"
        )
    return value


def _yes_no(value: object) -> object:
    if not isinstance(value, bool):
        raise BadValue(
            f"{_written(value)} is not usable", hint="give true or false, without quotes"
        )
    return value


OPTIONS = (
    Option(
        "theme",
        "The board's colours. Without this line the board keeps the theme chosen in it.",
        "`dark`, `light`, `terminal`",
        '"dark"',
        _choice(*_THEMES),
    ),
    Option(
        "dates",
        "How dates are written on the board, in printed tables and in briefs, each as exact as it "
        "is: `2025-12-31`, `31 Dec 2025` or `Dec 31, 2025`. Dates are typed as ever, and what "
        "other programs read (`--json`, `--plain`, exports) keeps to `iso`.",
        "`iso`, `day-month`, `month-day`",
        '"iso"',
        _choice(*WIDTHS),
    ),
    Option(
        "stale-days",
        "After how many days without an update an open commitment is stale.",
        "days",
        str(STALE_DAYS),
        _days,
    ),
    Option(
        "stale-days-near-due",
        "The same for one that is due within half a year, or overdue.",
        "days",
        str(STALE_DAYS_NEAR_DUE),
        _days,
    ),
    Option(
        "due-soon-days",
        "How many days ahead of its date an open commitment is due soon.",
        "days",
        str(DUE_SOON_DAYS),
        _days,
    ),
    Option(
        "mouse",
        "Whether the board listens to the mouse when it opens. `false` leaves it to the "
        "terminal, to select and copy with.",
        "`true`, `false`",
        "true",
        _yes_no,
    ),
    Option(
        "ascii",
        "Whether the board draws with ASCII characters only, as with `--ascii` and `LC_ALL=C`.",
        "`true`, `false`",
        "false",
        _yes_no,
    ),
)
"""Every line the file may have, but for the table of keys."""

_BY_NAME = {option.name: option for option in OPTIONS}


def settings_of(data: bytes, path: Path) -> Settings:
    """Return what the file's bytes say."""
    from store.bounded import parse_toml  # only where there is a file: it takes a while

    try:
        text = data.decode("utf-8-sig")
        brought = parse_toml(text)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Settings(Config(), path, (Remark(line, "not UTF-8 text; nothing of it is used"),))
    except (ValueError, RecursionError) as error:
        return Settings(Config(), path, (_broken(str(error), text),))
    lines = _lines_of(text)
    chosen: dict[str, Any] = {}
    remarks: list[Remark] = []
    for name, value in brought.items():
        line = lines.get((name,), 0)
        option = _BY_NAME.get(name)
        if name == _KEYS:
            chosen["keys"] = _keys(value, lines, remarks)
        elif option is None:
            near = did_you_mean(name, [*_BY_NAME, _KEYS])
            remarks.append(Remark(line, f"{shown(name)} is no option: {near}"))
        else:
            try:
                chosen[option.field] = option.read(value)
            except BadValue as error:
                remarks.append(Remark(line, f"{name}: {error.message}: {error.hint}"))
    places = {key[1]: line for key, line in lines.items() if key[0] == _KEYS and len(key) == 2}
    remarks.sort(key=lambda remark: remark.line)
    return Settings(replace(Config(), **chosen), path, tuple(remarks), places)


def _keys(
    table: object, lines: Mapping[tuple[str, ...], int], remarks: list[Remark]
) -> dict[str, tuple[str, ...]]:
    if not isinstance(table, dict):
        hint = 'write [keys] on a line of its own, and under it: undo = "u"'
        remarks.append(Remark(lines.get((_KEYS,), 0), f"keys is not a table: {hint}"))
        return {}
    chosen = {}
    for command, value in table.items():
        keys = [value] if isinstance(value, str) else value
        if isinstance(keys, list) and keys and all(isinstance(each, str) for each in keys):
            chosen[command] = tuple(keys)
        else:
            words = f'{_written(value)} is no key: give one in quotes, or some as ["j", "down"]'
            remarks.append(Remark(lines.get((_KEYS, command), 0), f"keys.{command}: {words}"))
    return chosen


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return shown(value) if isinstance(value, str) else shown(str(value))


def _broken(reason: str, text: str) -> Remark:
    at_line = re.search(r"\(at line (\d+), column \d+\)", reason)
    line = int(at_line[1]) if at_line else text.count("\n") + 1
    said = reason.partition(" (at ")[0]
    return Remark(line, f"not TOML, nothing of it is used: {said[:1].lower()}{said[1:]}")


# Not compiled before there is a file to read.
_TABLE = r"\s*\[([^\[\]]+)\]\s*(?:#.*)?"
_KEY = r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""


def _lines_of(text: str) -> dict[tuple[str, ...], int]:
    """Return on which line each key and table is; the reader of TOML does not say."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.fullmatch(_TABLE, line):
            table = tuple(_parts(header[1]))
            found.setdefault(table, number)
        elif key := re.match(_KEY, line):
            path = (*table, *_parts(key[1]))
            for length in range(1, len(path) + 1):
                found.setdefault(path[:length], number)
    return found


def _parts(dotted: str) -> Iterator[str]:
    for part in re.findall(r"""[\w-]+|"[^"]*"|'[^']*'""", dotted):
        yield part.strip("\"'")
