"""Which column of a sheet stands for which field: guessed, read from a file, written to one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from exchange.crosswalk import NO_WORDS, SCHEMES, RegisterWords
from exchange.importers.columns.sheet_fields import NAMES
from exchange.importers.readers.files import reading
from exchange.importers.values.calendars import CALENDARS, Calendar
from exchange.importers.values.dates import Order
from exchange.importers.values.percents import PercentScale
from store.bounded import parse_toml
from store.errors import BadFile, BadValue
from store.model.status import Status, read_meaning
from store.plain_files import reading_plain

ORDERS: tuple[Order, ...] = ("day-first", "month-first")
SCALES: tuple[PercentScale, ...] = ("percent", "fraction")
TOGETHER = "+"
"""Between the columns that make one field."""
_LARGEST = 1024 * 1024
_WORD = "statuses."
_NONE: Mapping[str, str] = MappingProxyType({})


class ColumnMapping(NamedTuple):
    """How the columns of a sheet are read."""

    fields: Mapping[str, str]
    """The column of each field, or several with `+` between."""
    statuses: str = "entente"
    """Whose words the statuses are: a scheme of the crosswalk."""
    dates: Order = ""
    """What `1/2/2024` means."""
    own: bool = False
    """Whether Entente wrote the sheet itself."""
    words: Mapping[str, str] = _NONE
    """Status words of the sheet's own, and the status of ours that each stands for."""
    separator: str = ""
    """What parts parties, domains and tags; empty for `;` and new lines."""
    calendar: Calendar = "gregorian"
    """Whose years are counted."""
    percent: PercentScale = ""
    """Whether 1 is one percent or all of it; empty where the column shows that."""
    list_path: str = ""
    """The way to the list in a JSON file; empty to find it by the columns."""
    sheets: tuple[str, ...] = ()
    """The sheets of a workbook; empty to choose by the columns."""
    register_words: RegisterWords = NO_WORDS
    """What statuses are called in the register that it is read into, which no file says."""


_SETTINGS: Mapping[str, tuple[str, Sequence[str]]] = {
    "statuses": ("statuses", [each.name for each in SCHEMES]),
    "scheme": ("statuses", [each.name for each in SCHEMES]),
    "dates": ("dates", ORDERS),
    "calendar": ("calendar", CALENDARS),
    "percent": ("percent", SCALES),
    "separator": ("separator", ()),
    "list": ("list_path", ()),
}
"""What a mapping says beside its columns: the field of `ColumnMapping`, and what it can be."""


def read_mapping(given: Sequence[str]) -> ColumnMapping:
    """Read `--map`: a mapping file, or pairs such as `title=Pledge`; later ones count more.

    One `--map` may hold several pairs, as in `id=Ref,title=Pledge`: a comma parts them where a
    field follows it. `statuses.Fulfilled=kept` says what a word of the sheet's own means.
    Raises `BadValue` for a field, scheme or order that does not exist, `BadFile` for a file.
    """
    found = ColumnMapping({})
    for each in given:
        if "=" in each and not Path(each).exists():
            for pair in _pairs().split(each):
                name, _, column = pair.partition("=")
                found = _with(found, {name.strip(): column.strip()}, "--map")
        elif (path := Path(each).expanduser()).exists():
            found = _from_file(found, path)
        else:
            raise BadValue(
                f"--map '{each}' is no FIELD=COLUMN, and no file of that name is there",
                hint="such as --map title=Pledge",
            )
    if "title" not in found.fields:
        raise BadValue("the mapping names no column for the title", hint="such as title=Pledge")
    return found


@cache
def _pairs() -> re.Pattern[str]:
    """Return what parts the pairs of one `--map`: a column's own name may have commas too."""
    names = "|".join(map(re.escape, (*NAMES, *_SETTINGS)))
    return re.compile(rf",(?=\s*(?:{names}|{re.escape(_WORD)}[^=,]+)\s*=)")


def mapping_text(columns: ColumnMapping) -> str:
    """Return a mapping file that `read_mapping` understands."""
    lines = ["# Which column of the sheet is which field of a commitment.", ""]
    lines += list(_setting_lines(columns))
    lines += ["", "[columns]"]
    lines += [f"{name} = {_quoted(column)}" for name, column in columns.fields.items()]
    if columns.words:
        lines += ["", "[statuses]"]
        lines += [f"{_quoted(word)} = {_quoted(meant)}" for word, meant in columns.words.items()]
    return "\n".join(lines) + "\n"


def _setting_lines(columns: ColumnMapping) -> Iterator[str]:
    # TOML has no place for a text and a table of one name.
    yield f"{'scheme' if columns.words else 'statuses'} = {_quoted(columns.statuses)}"
    told = {
        "dates": columns.dates,
        "calendar": "" if columns.calendar == "gregorian" else columns.calendar,
        "percent": columns.percent,
        "separator": columns.separator,
        "list": columns.list_path,
    }
    yield from (f"{name} = {_quoted(text)}" for name, text in told.items() if text)
    if columns.sheets:
        yield f"sheets = [{', '.join(map(_quoted, columns.sheets))}]"


def _from_file(found: ColumnMapping, path: Path) -> ColumnMapping:
    with reading(path):
        if not path.is_file():
            raise BadFile(f"{path} is no file", hint="give a mapping file, or FIELD=COLUMN")
        with reading_plain(path) as file:
            raw = file.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            raise BadFile(f"{path} is too large for a mapping file")
    try:
        told = parse_toml(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadFile(
            f"{path} is no mapping file: {error}", hint="docs/formats.md shows one"
        ) from error
    columns = told.pop("columns", {})
    if not isinstance(columns, dict):
        raise BadValue(f"{path}: [columns] must hold lines such as title = 'Pledge'")
    words = told.pop("statuses") if isinstance(told.get("statuses"), dict) else {}
    sheets = told.pop("sheets", [])
    if not isinstance(sheets, list) or not all(isinstance(each, str) for each in sheets):
        raise BadValue(f"{path}: sheets must be a list of names, such as ['2025', '2026']")
    if sheets:
        found = found._replace(sheets=tuple(sheets))
    named = {f"{_WORD}{word}": meant for word, meant in words.items()}
    return _with(found, {**_together(columns), **told, **named}, str(path))


def _together(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns with a list of several as one text."""
    return {
        name: TOGETHER.join(value)
        if isinstance(value, list) and all(isinstance(each, str) for each in value)
        else value
        for name, value in columns.items()
    }


def _with(found: ColumnMapping, told: Mapping[str, Any], where: str) -> ColumnMapping:
    for name, value in told.items():
        if isinstance(value, dict):
            raise BadValue(
                f"{where}: there is no table [{name}]",
                hint="columns stand below [columns], status words below [statuses]",
            )
        if not isinstance(value, str):
            raise BadValue(f"{where}: {name} must be a text, such as {name} = '…'")
        if name.startswith(_WORD):
            word = name.removeprefix(_WORD)
            if read_meaning(value) is None:
                statuses = ", ".join(each.value for each in Status)
                raise BadValue(
                    f"{where}: '{value}', for the status word '{word}', is no status",
                    hint=f"one of {statuses}, with a percentage if need be: in-progress 50%",
                )
            found = found._replace(words={**found.words, word: value})
        elif name in _SETTINGS:
            field, known = _SETTINGS[name]
            if known:
                _require(value, known, f"{where}: {name}")
            found = found._replace(**cast(dict[str, Any], {field: value}))
        else:
            field = name.casefold().replace(" ", "_")
            _require(field if field in NAMES else name, NAMES, f"{where}: the field")
            if not value.strip(f" {TOGETHER}"):
                raise BadValue(
                    f"{where}: {field} has no column",
                    hint=f"such as {field}=COLUMN, or leave it out",
                )
            found = found._replace(fields={**found.fields, field: value})
    return found


def _require(value: str, known: Sequence[str], what: str) -> None:
    if value not in known:
        raise BadValue(f"{what} '{value}' does not exist", hint=f"one of {', '.join(known)}")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'
