"""The part of the manual about exporting, made from the tables the export works by."""

from __future__ import annotations

from collections.abc import Iterable

from exchange.escaping import LIST_SEPARATOR, table
from exchange.exporters.formats import FORMATS
from exchange.exporters.sheets import ALL_SHEETS

_OPENING = """\
## Export

`entente export [QUERY] --format FORMAT -o PATH` writes the commitments that a query finds, or
all of them. Without `--format` the ending of PATH says which format is meant. Without `-o`, or
with `-o -`, text goes to stdout; `xlsx` and `folder` need a path. What is at PATH already is
replaced only with `--force`, and nothing is ever left half written: a file appears when it is
whole, also after Ctrl-C, a full disk or a crash.

Status and progress are those of the as-of date (`--as-of`, else today). The same data and the
same date give the same bytes. The history of changes stays in the register.
"""

_DETAILS = """\
### json, jsonl, folder

These three lose nothing: every field is written as it is kept, also those that Entente has no
word for.

- `json` is one object: `schema` (1), what the register says of itself (`title`, `start`, `end`,
  `domains`, `views` …), `instruments`, and `commitments`, one a line.
- `jsonl` has all but the commitments on its first line, then one commitment a line.
- `folder` has all but the commitments in `register.json`, with their ids in `order`, and each
  commitment in `commitments/ID.json`: keys sorted, indented, so that git shows what changed.
  With `--force` an older export is brought up to date: files that stay the same are not
  touched, and files of commitments no longer there are removed. Such a file is known by the
  `id` in it, which gives exactly its name; everything else in the folder is left alone. A folder
  that holds nothing else changes in one step. In one that does, such as `.git`, `commitments`
  and `register.json` change one after the other: an error takes both back. The kept copies of
  sources go along in `sources/`, each a file named by its SHA-256; how many had to be left out, as
  they are missing or were changed, is said.

With a query, only the instruments (with those they superseded) and domains that are used come
along, and no views.

### csv and xlsx

`xlsx` holds four sheets, a `csv` one of them: `--sheet commitments` (the usual one),
`milestones`, `follow-ups` or `updates`.

{sheets}
The four sheets as csv, imported together in any order (`entente import commitments.csv
milestones.csv follow-ups.csv updates.csv --into NEW`) or one by one with that of commitments
first, give the same commitments as the workbook.

Several parties, domains or tags stand in one cell with `{separator}` and a space between them; a
name that has these in it, or begins with `"`, stands in quotes, its own ones doubled.
`status`, `progress`, `assessed` and `source_…` of a commitment tell its latest assessment; a
progress that is only counted from steps is left out, since nobody has stated it. Fields that
Entente has no word for are not in the sheets. A field that two people set differently stands in
them as it is, and a note says which it is: what each of the two wrote is kept by `json` and
`folder`.

A CSV file is UTF-8 as RFC 4180 has it: the header first, commas, lines that end in CR LF, quotes
where needed. Excel takes it for UTF-8 only with a byte-order mark: `--bom`. A cell that begins
with `=`, `+`, `-`, `@`, also in their wide forms or after blanks, or with a tab or a line end
gets a `'` before it, so that no spreadsheet calculates with it; the import takes it away again. A
NUL becomes `␀`.

In a workbook exact dates are dates and all others text (those before March 1900 too, which Excel
counts wrongly), and no text is ever a formula or a link.
A cell holds 32,767 characters: a longer text is cut, says so at its end, and is counted in a note.
Imported over its own register such a text stays whole there; elsewhere it is taken as it is, and
the import names it.

### ics

Milestones, due dates and follow-ups as events of whole days that make nobody busy. An exact date
is one day; any other an event over its whole period, with the period in its name: a due date
`2026-Q3` lasts from 1 July to 30 September. Follow-ups are events, not to-dos, because most
calendars show no to-dos. An event keeps its UID while the register's title and the ids stay, so
that a calendar that takes the file again changes its events and does not double them.

### taskwarrior

The follow-ups as the JSON array that `task import` takes: `project` is the commitment's id,
`entente` says `COMMITMENT/FOLLOW-UP`, `entente_owner` the owner. An exact due date is `due`, at
noon UTC, which is on that day nearly everywhere; any other date is kept as written in
`entente_due`, and the day it was done in `end` or `entente_done`. A task that an import brought
goes out again as it came, with `entente` and nothing else added: its UUID, its project or that it
has none, times of day while the day is still the same, annotations, recurrence and attributes of
the user's own. `entry` is the as-of date where nothing else is known.
Control characters become visible ones, for Taskwarrior cannot keep them.

### md and html

A list to read, by primary domain, with the sources that the status and progress rest on. The
page asks nobody for anything, and prints; only addresses that begin with `http` are links.
"""


def export_section() -> str:
    """Return the part about exporting, in Markdown."""
    formats = table(
        ("Format", "Ending", "What it is"),
        ((f"`{each.name}`", _code(each.endings), each.about) for each in FORMATS),
    )
    sheets = table(
        ("Sheet", "Columns"),
        (
            (f"`{sheet.name}`", ", ".join(f"`{name}`" for name, _ in sheet.columns))
            for sheet in ALL_SHEETS.values()
        ),
    )
    details = _DETAILS.format(sheets=sheets, separator=LIST_SEPARATOR.strip())
    return f"{_OPENING}\n{formats}\n{details}"


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{each}`" for each in words)
