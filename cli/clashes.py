"""Clashes as they are printed: where, and the numbered values to choose from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cli.output import JsonItem
from store.errors import BadValue

if TYPE_CHECKING:
    from exchange.merge import FoundClash


def clash_item(clash: FoundClash) -> JsonItem:
    """Return a clash for `--json`."""
    return {"clash": clash.name, "id": clash.of, "at": list(clash.at), "values": list(clash.values)}


def clash_row(clash: FoundClash) -> tuple[str, str, str]:
    """Return a clash as the columns of a printed line."""
    told = (f"{number} {_words(value)}" for number, value in enumerate(clash.values, start=1))
    return "clash", clash.name, " · ".join(told)


def read_choices(texts: tuple[str, ...]) -> dict[str, int]:
    """Return the number of a value by the name of its clash. Raises `BadValue`."""
    choices = {}
    for text in texts:
        name, _, number = text.rpartition("=")
        if not name or not number.isdecimal():
            raise BadValue(
                f"'{text}' is no choice", hint="write it as js25-p8i/due=2, as sync lists it"
            )
        choices[name] = int(number)
    return choices


def _words(value: object) -> str:
    if value is None:
        return "(nothing)"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
