"""Asking on a terminal which column of a sheet is which, with a guess and a preview."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from shlex import quote

import click

from cli.terminal import glyphs_for
from exchange.crosswalk import SCHEMES, RegisterWords
from exchange.exporters.atomic import replacing
from exchange.importers.columns.fitting import columns_for
from exchange.importers.columns.guessing import guess
from exchange.importers.columns.mapping import ColumnMapping, mapping_text
from exchange.importers.columns.questions import (
    OpenQuestions,
    known_words,
    likeliest_scheme,
    open_questions,
    status_words,
)
from exchange.importers.columns.sheet_fields import FIELDS
from exchange.importers.readers.table import SourceTable, TableRow, is_unnamed
from exchange.importers.values.calendars import CALENDARS, Calendar
from store.errors import CannotWrite, Exists
from store.model.status import Status, read_meaning
from store.text import one_line, visible

_SHOWN = 3
_LONGEST = 60
_ASIDE = "-"


def ask_columns(
    name: str, table: SourceTable, sample: Sequence[TableRow], words: RegisterWords
) -> ColumnMapping:
    """Ask column by column, then for what the columns leave open.

    Raises `Abort` at Ctrl-C; what was answered by then is said as options to begin with.
    """
    chosen: dict[str, str] = {}
    try:
        _ask_fields(name, table, sample, chosen)
        scheme = _ask_scheme(chosen, table, sample, words)
        mapping = ColumnMapping(chosen, scheme, register_words=words)
        mapping = ask_rest(mapping, table, sample)
    except (click.Abort, KeyboardInterrupt):
        if chosen:
            pairs = " ".join(f"--map {quote(f'{field}={each}')}" for field, each in chosen.items())
            _tell("")
            _tell(f"answered so far: {pairs}")
        raise
    _offer_to_save(mapping)
    return mapping


def ask_rest(
    mapping: ColumnMapping, table: SourceTable, sample: Sequence[TableRow]
) -> ColumnMapping:
    """Ask for what a table leaves open under a mapping: status words, days, years, shares."""
    left: OpenQuestions = open_questions(mapping, table, sample)
    if left.words:
        mapping = mapping._replace(words={**mapping.words, **_ask_words(left)})
    if left.order:
        _tell("")
        answer = _choice(f"Does the day or the month come first in {left.order}?", ["day", "month"])
        mapping = mapping._replace(dates="day-first" if answer == "day" else "month-first")
    if left.years:
        _tell("")
        question = f"Whose years are those of {left.years}? gregorian leaves them unread."
        names: dict[str, Calendar] = {each: each for each in CALENDARS}
        mapping = mapping._replace(calendar=names[_choice(question, list(names))])
    if left.fractions:
        _tell("")
        question = f"Is 1 all of it, as {left.fractions} may say (fraction), or one percent?"
        answer = _choice(question, ["fraction", "percent"])
        mapping = mapping._replace(percent="fraction" if answer == "fraction" else "percent")
    return mapping


def _ask_fields(
    name: str, table: SourceTable, sample: Sequence[TableRow], chosen: dict[str, str]
) -> None:
    _tell(f"{name} is a sheet of a kind not known here. Which field is each column?")
    _tell(f"Enter takes the guess, {_ASIDE} leaves the column aside, . takes all guesses left.")
    _tell("Fields: " + ", ".join(each.name for each in FIELDS))
    guessed = {column: field for field, column in guess(table.columns, sample).items()}
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
    while "title" not in chosen:
        _tell("")
        _tell("No column was chosen for the title, and a commitment needs one.")
        column = _ask_column(shown)
        # A column is one field: the title counts more than what it was chosen for before.
        for field in [field for field, each in chosen.items() if each == column]:
            del chosen[field]
        chosen["title"] = column


def _ask_column(columns: Sequence[str]) -> str:
    for number, column in enumerate(columns, start=1):
        _tell(f"  {number:3} {column}")
    number = click.prompt("  title, by its number", type=click.IntRange(1, len(columns)), err=True)
    return columns[int(number) - 1]


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


def _ask_scheme(
    chosen: dict[str, str],
    table: SourceTable,
    sample: Sequence[TableRow],
    register_words: RegisterWords,
) -> str:
    if "status" not in chosen:
        return SCHEMES[0].name
    met = status_words(columns_for("status", chosen["status"], table), sample)
    words = [each for each in met if register_words.read(each) is None]
    if met and not words:
        _tell("")
        _tell("The statuses are all words of this register.")
        return SCHEMES[0].name
    known = known_words(words)
    _tell("")
    _tell("Whose words are the statuses? What they do not have is asked for next.")
    for each in SCHEMES:
        _tell(f"  {each.name:14} {each.title}: knows {known[each.name]} of {len(words)}")
    return _choice("", [each.name for each in SCHEMES], likeliest_scheme(words), "statuses")


def _ask_words(left: OpenQuestions) -> dict[str, str]:
    statuses = [each.value for each in Status]
    _tell("")
    _tell("Which status is each of these words? Enter leaves one aside, . all that are left.")
    _tell(f"Statuses: {', '.join(statuses)}; with a percentage if need be: in-progress 50%")
    found: dict[str, str] = {}
    for word, count in left.words.items():
        while True:
            _tell(f"  “{word}”, {count} times")
            answer: str = click.prompt("  status", default="", show_default=False, err=True)
            if answer.strip() in ("", ".") or read_meaning(answer) is not None:
                break
            _tell(f"  there is no status “{answer}”")
        if answer.strip() == ".":
            break
        if answer.strip():
            found[word] = answer.strip()
    return found


def _choice(question: str, names: list[str], default: str = "", prompt: str = "answer") -> str:
    if question:
        _tell(question)
    answer: str = click.prompt(
        f"  {prompt}",
        default=default or names[0],
        type=click.Choice(names),
        show_choices=not default,
        err=True,
    )
    return answer


def _offer_to_save(mapping: ColumnMapping) -> None:
    _tell("")
    while True:
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
            with replacing(path, force=False) as file:
                file.write(mapping_text(mapping).encode())
        except (CannotWrite, Exists) as error:
            _tell(f"  {error.message}")
            continue
        _tell(f"  written; next time: --map {path}")
        return


def _preview(column: str, sample: Sequence[TableRow]) -> str:
    values = list(dict.fromkeys(one_line(row[column]) for row in sample if row[column]))
    shown = [each if len(each) <= _LONGEST else each[: _LONGEST - 1] + "…" for each in values]
    return " | ".join(shown[:_SHOWN]) or "(empty)"


def _tell(line: str) -> None:
    glyphs = glyphs_for(sys.stderr, False)
    click.echo(glyphs.words(visible(line)), err=True)
