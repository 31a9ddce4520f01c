"""Asking on a terminal which column of a sheet is which, with a guess and a preview."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from cli.terminal import marks_for
from exchange.crosswalk import SCHEMES, read_word
from exchange.importers.columns.guessing import guess
from exchange.importers.columns.mapping import ColumnMapping, mapping_text
from exchange.importers.columns.sheet_fields import FIELDS
from exchange.importers.readers.table import SourceTable, TableRow, is_unnamed
from exchange.importers.values.dates import Order, read_date
from store.errors import BadValue
from store.text import one_line, visible

_SHOWN = 3
_LONGEST = 60
_DATES = ("start", "due", "assessed", "source_date")
_ASIDE = "-"


def ask_columns(name: str, table: SourceTable, sample: Sequence[TableRow]) -> ColumnMapping:
    """Ask column by column. Raises `Abort` at Ctrl-C."""
    _tell(f"{name} is a sheet of a kind not known here. Which field is each column?")
    _tell(f"Enter takes the guess, {_ASIDE} leaves the column aside, . takes all guesses left.")
    _tell("Fields: " + ", ".join(each.name for each in FIELDS))
    guessed = {column: field for field, column in guess(table.columns).items()}
    chosen: dict[str, str] = {}
    # Columns without a name are a sheet's margins, unless something stands in them.
    shown = [each for each in table.columns if not is_unnamed(each) or any(r[each] for r in sample)]
    for place, column in enumerate(shown):
        _tell("")
        _tell(f"  {column}: {_preview(column, sample)}")
        answer = _ask_field(guessed.get(column, _ASIDE), chosen)
        if answer == ".":
            chosen |= _rest(guessed, shown[place:], chosen)
            break
        if answer != _ASIDE:
            chosen[answer] = column
    if "title" not in chosen:
        raise BadValue("no column was chosen for the title", hint="a commitment needs one")
    columns = ColumnMapping(chosen, _ask_scheme(chosen, sample), _ask_order(chosen, sample))
    _offer_to_save(columns)
    return columns


def _ask_field(guessed: str, chosen: dict[str, str]) -> str:
    names = [each.name for each in FIELDS]
    while True:
        answer: str = click.prompt(
            "  field", default=_ASIDE if guessed in chosen else guessed, err=True
        )
        answer = answer.strip().lower().replace(" ", "_")
        if answer in (_ASIDE, ".") or (answer in names and answer not in chosen):
            return answer
        if answer in chosen:
            _tell(f"  {answer} is the column “{chosen[answer]}” already")
        else:
            _tell(f"  there is no field “{answer}”; one of {', '.join(names)}")


def _rest(
    guessed: dict[str, str], columns: Sequence[str], chosen: dict[str, str]
) -> dict[str, str]:
    taken = ((guessed[each], each) for each in columns if each in guessed)
    return {field: column for field, column in taken if field not in chosen}


def _ask_scheme(chosen: dict[str, str], sample: Sequence[TableRow]) -> str:
    if "status" not in chosen:
        return SCHEMES[0].name
    written = {row[chosen["status"]] for row in sample} - {""}
    known = {
        each.name: sum(read_word(each.name, word) is not None for word in written)
        for each in SCHEMES
    }
    best = max(SCHEMES, key=lambda each: known[each.name]).name
    _tell("")
    _tell("Whose words are the statuses? What they do not have is reported and left not assessed.")
    for each in SCHEMES:
        _tell(f"  {each.name:14} {each.title}: knows {known[each.name]} of {len(written)}")
    names = click.Choice([each.name for each in SCHEMES])
    answer: str = click.prompt("  statuses", default=best, type=names, show_choices=False, err=True)
    return answer


def _ask_order(chosen: dict[str, str], sample: Sequence[TableRow]) -> Order:
    written = {row[chosen[name]] for name in _DATES if name in chosen for row in sample}
    doubtful = sorted(
        each
        for each in written
        if each and read_date(each) is None and read_date(each, "day-first") is not None
    )
    if not doubtful:
        return ""
    _tell("")
    _tell(f"Does the day or the month come first in {doubtful[0]}?")
    answer: str = click.prompt(
        "  first", type=click.Choice(["day", "month"]), default="day", err=True
    )
    return "day-first" if answer == "day" else "month-first"


def _offer_to_save(columns: ColumnMapping) -> None:
    _tell("")
    answer: str = click.prompt(
        "Save these answers as a mapping file? Its path, or Enter for no",
        default="",
        show_default=False,
        err=True,
    )
    if not answer.strip():
        return
    path = Path(answer.strip()).expanduser()
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(mapping_text(columns))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        _tell(f"  {path} was not written: {reason}; the import goes on")
        return
    _tell(f"  written; next time: --map {path}")


def _preview(column: str, sample: Sequence[TableRow]) -> str:
    values = list(dict.fromkeys(one_line(row[column]) for row in sample if row[column]))
    shown = [each if len(each) <= _LONGEST else each[: _LONGEST - 1] + "…" for each in values]
    return " | ".join(shown[:_SHOWN]) or "(empty)"


def _tell(line: str) -> None:
    marks = marks_for(sys.stderr, False)
    click.echo(marks.words(visible(line)), err=True)
