"""The formats that can be imported, by the names `--format` takes."""

from __future__ import annotations

from typing import NamedTuple

from exchange.importers.presets import PRESETS, Preset
from store.errors import BadValue


class ImportFormat(NamedTuple):
    """One format that can be read."""

    name: str
    title: str
    told_by: str
    """How a file of it is recognised."""


FORMATS = (
    ImportFormat(
        "json", "Entente JSON", "an object with `commitments`, or the `items` of `list --json`"
    ),
    ImportFormat("jsonl", "Entente JSON lines", "one commitment a line, the register's head first"),
    ImportFormat("folder", "Entente folder", "a folder with `register.json` and `commitments/`"),
    ImportFormat("register", "another register's file", "an object of numbered documents"),
    ImportFormat(
        "table",
        "Entente CSV and XLSX",
        "the columns of a sheet that Entente writes, and no others",
    ),
    ImportFormat("sheet", "any other sheet", "columns `id` and `title`; others are mapped"),
    ImportFormat("taskwarrior", "Taskwarrior tasks", "objects with `uuid` and `description`"),
    *(
        ImportFormat(
            each.name, each.title, "columns " + ", ".join(f"`{c}`" for c in sorted(each.columns))
        )
        for each in PRESETS
    ),
)
NAMES = tuple(each.name for each in FORMATS)


def preset_named(name: str) -> Preset | None:
    """Return the published format of a name; None for a format of another kind."""
    return next((each for each in PRESETS if each.name == name), None)


def require_format(name: str) -> str:
    """Return a format's name. Raises `BadValue` for one that does not exist."""
    if name and name not in NAMES:
        raise BadValue(f"there is no format '{name}'", hint=f"one of {', '.join(NAMES)}")
    return name
