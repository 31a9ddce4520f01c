"""Which column of a sheet stands for which field: read from a file, written to one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from store.crosswalk import SCHEMES
from store.errors import BadFile, BadValue
from store.importing.dates import Order
from store.importing.fields import NAMES
from store.importing.table import plain_name
from store.importing.texts import reading

ORDERS: tuple[Order, ...] = ("day-first", "month-first")
_LARGEST = 1024 * 1024


class Columns(NamedTuple):
    """How the columns of a sheet are read."""

    fields: Mapping[str, str]
    """The column of each field."""
    statuses: str = "entente"
    """Whose words the statuses are: a scheme of the crosswalk."""
    dates: Order = ""
    """What `1/2/2024` means."""
    own: bool = False
    """Whether Entente wrote the sheet itself."""

    def fitted(self, columns: Sequence[str]) -> Columns:
        """Return the same with the columns as the sheet spells them. Raises `BadValue`."""
        plain = {plain_name(each): each for each in reversed(columns)}
        missing = [each for each in self.fields.values() if plain_name(each) not in plain]
        if missing:
            raise BadValue(
                f"the sheet has no column '{missing[0]}'",
                hint=f"its columns: {', '.join(columns[:30])}",
            )
        named = {name: plain[plain_name(each)] for name, each in self.fields.items()}
        return self._replace(fields=named)


def read_mapping(given: Sequence[str]) -> Columns:
    """Read `--map`: a mapping file, or pairs such as `title=Pledge`; later ones count more.

    Raises `BadValue` for a field, scheme or order that does not exist, `BadFile` for a file.
    """
    found = Columns({})
    for each in given:
        name, equals, column = each.partition("=")
        if equals and not Path(each).exists():
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


def mapping_text(columns: Columns) -> str:
    """Return a mapping file that `read_mapping` understands."""
    lines = ["# Which column of the sheet is which field of a commitment.", ""]
    lines += [f"statuses = {_quoted(columns.statuses)}"]
    if columns.dates:
        lines += [f"dates = {_quoted(columns.dates)}"]
    lines += ["", "[columns]"]
    lines += [f"{name} = {_quoted(column)}" for name, column in columns.fields.items()]
    return "\n".join(lines) + "\n"


def _from_file(found: Columns, path: Path) -> Columns:
    with reading(path):
        if path.stat().st_size > _LARGEST:
            raise BadFile(f"{path} is too large for a mapping file")
        raw = path.read_bytes()
    try:
        told = tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadFile(
            f"{path} is no mapping file: {error}", hint="docs/formats.md shows one"
        ) from error
    columns = told.pop("columns", {})
    if not isinstance(columns, dict):
        raise BadValue(f"{path}: [columns] must hold lines such as title = 'Pledge'")
    return _with(found, {**columns, **told}, str(path))


def _with(found: Columns, told: Mapping[str, Any], where: str) -> Columns:
    for name, value in told.items():
        if not isinstance(value, str):
            raise BadValue(f"{where}: {name} must be a text")
        if name == "statuses":
            _require(value, [each.name for each in SCHEMES], f"{where}: statuses")
            found = found._replace(statuses=value)
        elif name == "dates":
            _require(value, ORDERS, f"{where}: dates")
            found = found._replace(dates=cast(Order, value))
        else:
            _require(name, NAMES, f"{where}: the field")
            found = found._replace(fields={**found.fields, name: value})
    return found


def _require(value: str, known: Sequence[str], what: str) -> None:
    if value not in known:
        raise BadValue(f"{what} '{value}' does not exist", hint=f"one of {', '.join(known)}")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'
