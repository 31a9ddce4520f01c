"""Which column of a sheet stands for which field: guessed, read from a file, written to one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from exchange.crosswalk import SCHEMES
from exchange.importers.files import reading
from exchange.importers.parsing import Order
from exchange.importers.table import plain_name
from store.errors import BadFile, BadValue


class SheetField(NamedTuple):
    """One field of a commitment, as a column."""

    name: str
    meaning: str
    usual: tuple[str, ...] = ()
    """Plain names that such columns have elsewhere."""


FIELDS = (
    SheetField(
        "id",
        "the id; without one it is made from the title",
        ("identifier", "ref", "reference", "code", "no", "no.", "nr", "number", "#"),
    ),
    SheetField(
        "title",
        "what was promised; the only one that is needed",
        ("commitment", "promise", "pledge", "measure", "action", "name", "commitment title"),
    ),
    SheetField("summary", "a few sentences", ("description", "details", "full text", "text")),
    SheetField("instrument", "the document it was made in", ("document", "agreement", "made in")),
    SheetField("clause", "where in it", ("article", "section", "paragraph")),
    SheetField("parties", "the parties, parted by `;`", ("party", "country", "countries")),
    SheetField(
        "lead",
        "the body responsible",
        ("lead agency", "responsible", "ministry", "agency", "department", "lead institution"),
    ),
    SheetField(
        "domains",
        "the domains, parted by `;`, the first the primary one",
        ("domain", "theme", "area", "category", "topic", "sector", "field"),
    ),
    SheetField("start", "when it begins", ("start date", "begin", "from", "started")),
    SheetField("due", "when it is due", ("due date", "deadline", "end date", "target date", "end")),
    SheetField("priority", "high, normal or low", ("importance",)),
    SheetField("tags", "tags, parted by `;`", ("tag", "keywords", "labels")),
    SheetField("status", "the status, in the words `statuses` names", ("state", "rating")),
    SheetField(
        "progress",
        "percent done: 40 or 40%, rounded to whole ones",
        ("percent", "% complete", "% done", "done", "completion", "percent complete"),
    ),
    SheetField("assessed", "when status and progress were seen", ("as of", "assessed on")),
    SheetField("note", "what was seen", ("notes", "comment", "comments", "remarks", "evidence")),
    SheetField("source_title", "where it was read", ("source",)),
    SheetField("source_publisher", "who published that", ("publisher",)),
    SheetField("source_date", "when", ("published",)),
    SheetField("source_url", "its address", ("url", "link", "source url", "evidence url")),
    SheetField("source_official", "yes, where a party speaks of itself", ("official",)),
)
NAMES = tuple(each.name for each in FIELDS)
WRITTEN = tuple(each for each in NAMES if each != "note")
"""The columns of the sheet that Entente writes itself; notes are in a sheet of their own."""


def guess(columns: Sequence[str]) -> dict[str, str]:
    """Return the column that each field most likely has, for somebody to look over."""
    found: dict[str, str] = {}
    plain: Mapping[str, str] = {plain_name(each): each for each in reversed(columns)}
    for field in FIELDS:
        names = (field.name, field.name.replace("_", " "), *field.usual)
        column = next((plain[each] for each in names if each in plain), None)
        if column is not None and column not in found.values():
            found[field.name] = column
    return found


ORDERS: tuple[Order, ...] = ("day-first", "month-first")
_LARGEST = 1024 * 1024


class ColumnMapping(NamedTuple):
    """How the columns of a sheet are read."""

    fields: Mapping[str, str]
    """The column of each field."""
    statuses: str = "entente"
    """Whose words the statuses are: a scheme of the crosswalk."""
    dates: Order = ""
    """What `1/2/2024` means."""
    own: bool = False
    """Whether Entente wrote the sheet itself."""

    def fitted(self, columns: Sequence[str]) -> ColumnMapping:
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


def read_mapping(given: Sequence[str]) -> ColumnMapping:
    """Read `--map`: a mapping file, or pairs such as `title=Pledge`; later ones count more.

    Raises `BadValue` for a field, scheme or order that does not exist, `BadFile` for a file.
    """
    found = ColumnMapping({})
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


def mapping_text(columns: ColumnMapping) -> str:
    """Return a mapping file that `read_mapping` understands."""
    lines = ["# Which column of the sheet is which field of a commitment.", ""]
    lines += [f"statuses = {_quoted(columns.statuses)}"]
    if columns.dates:
        lines += [f"dates = {_quoted(columns.dates)}"]
    lines += ["", "[columns]"]
    lines += [f"{name} = {_quoted(column)}" for name, column in columns.fields.items()]
    return "\n".join(lines) + "\n"


def _from_file(found: ColumnMapping, path: Path) -> ColumnMapping:
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


def _with(found: ColumnMapping, told: Mapping[str, Any], where: str) -> ColumnMapping:
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
