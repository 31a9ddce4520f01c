"""The part of the manual about importing, made from the tables the import works by."""

from __future__ import annotations

from docs.import_examples import EXAMPLES
from exchange.crosswalk import SCHEMES, words_of
from exchange.escaping import table
from exchange.importers.columns.mapping import ColumnMapping, mapping_text
from exchange.importers.columns.sheet_fields import FIELDS
from exchange.importers.formats import FORMATS
from exchange.importers.presets import PRESETS
from exchange.importers.values.calendars import CALENDARS
from store.model.status import Status

_OPENING = """\
## Import

`entente import FILE…` brings in what others wrote down: any number of files, as one change that
one `entente undo` takes back. `--into PATH` imports into that register, and makes it when it is
not there; `--dry-run` reports the same and writes nothing.

**A file is told by its content**, whatever its name or ending; `--format` insists on one:

"""

_RULES = """\
### What happens to a row

- It is **new**, **changed**, **unchanged** or **refused**; every import counts them and names
  each refused row with its number, as a spreadsheet counts rows, and the reason. The same file a
  second time changes nothing, on any later day.
- **Nothing is lost without a word.** Every cell and key is taken in, kept as it is written (with
  the commitment, under `imported`; out again in JSON), or named in the report with its row and
  column. `--dry-run` says field by field what would change; `--report PATH` writes all of it
  to a file, as lines of text or, where PATH ends in `.json`, as JSON.
- **What cannot be read takes nothing away**: a date set by hand stays when the file says `TBC`. So
  does what stands where a cell says `-`, `n.a.` or `#REF!`; all of these are named.
- **A row that says what it said the last time changes nothing**, whatever was done to the
  commitment here since then. Where it says something else, its fields take the place of ours;
  blank cells, tags, milestones, follow-ups and the log never take anything away.
- **Statuses are read through the words that you say and the table below, and no other way**:
  first those of a mapping, then the [register's own](own-register.md#its-words-for-statuses), then
  the table. A word that is in none of them is reported, and the commitment is left not assessed by
  that word. The report names those that the register's own words told.
- **What is assessed becomes an update**, dated as the file says. Where it says no date, or one
  that is not over yet, the update is dated by the day of the import and says so. The
  word of the file is kept with it (`as_written`): while the file goes on saying the same, no
  update is added.
- **Dates are read where they can mean one thing**: `2026`, `2026-Q3`, `2026-12-31`,
  `12/31/2026`, `31.12.2026`, `December 2026`, `Dec 31, 2026`, `Quarter 4 2026`, `IV quarter of
  2026`, `15. März 2026` and the months of other languages, `2026年3月15日`, `20261231`, Excel's day
  numbers. `1/2/2026` can mean two days: it is read only where the format or the mapping says
  which comes first, or another cell of the column proves it, such as `16/2/2026`; the report says
  so. A moment with a time zone is the day it shows in the local one. Years outside of 1900 to
  2200 and fiscal years are not read. What is not read is reported and kept as it was written; no
  due date comes of `permanent` or `ongoing`.
- **Percentages**: `45%`, `45 percent`, `45`. Where nothing in a column is greater than 1, it may
  hold fractions: it is reported, and read once the mapping says `percent`.
- **Columns without a field are kept** and named, with the `--map` that would take them.
- **The row of headings is found** below the lines above it, which are named, and may be half
  blank: a column without a heading is called by its place, `column 3`, and can be mapped. Where
  that row may itself be a commitment, the report says which row was taken. A row that says the
  headings again is refused, and named. Rows that are likely totals, notes or the headings of
  another table are read, and named as such.
- **Ids stay apart** in any script: two names that would make one id get a short sum behind it.
- **An id twice** is reported. A row that repeats an earlier one is passed over, one that says
  something else is refused.
- Titles are cut to a sentence or 120 characters; the whole text is then the summary.

Byte-order marks, lines above the table, semicolons, tabs, `sep=;`, newlines in cells, quotes behind
a backslash, `="007"`, HTML and its entities, `\\u2019` written out, the usual encodings and UTF-16
are read; addresses stay byte for byte. A row that a quote in the wrong place may have cut, or that
is wider than the headings, is named. Where bytes do not tell the encoding, such as Turkish from
French, the report says so, and `--encoding cp1254` settles it. What is no table, unpacks to too
much, nests too deeply, defines XML entities or has lines without end is refused, in one
line and before it costs much. A file is imported wholly or not at all.
"""

_MAPPING = """\
### Sheets of any other kind

A sheet with the columns `id` and `title` is read by the names below. For any other say which
column is which, in pairs or in a mapping file; on a terminal `entente import` asks, column by
column, with a guess and a preview, and offers to keep the answers:

```sh
entente import pledges.xlsx --map title=Pledge --map due=Deadline --map statuses=politifact
entente import pledges.xlsx --map pledges.toml
```

```toml
{example}```

One `--map` may hold several pairs: `--map id=Ref,title=Pledge`.
Several columns make one field with `+`: `id=council+scope`. A heading that several columns have
means all of them. A sheet with `id` and `title`, in any case, needs no mapping; for the others the
report says which columns were left.

{settings}
**JSON** of any make is a table too: what is nested has the way to it as its name, such as
`milestone.due_on`, and the last part of that is enough where no other ends so. `labels[].name` are
the names in a list of objects, `lists[idList].name` what a cell names in another list of the file.
The list is found by the columns that are mapped, or named: `--list data.result`,
`--list 'features[].properties'`. What stands beside it is named in the report. Rows of
cells whose first one, or a list beside them, names the columns are a table too. On the board `I`
asks which list, or which sheet of a workbook, where a file has several.

**Workbooks** of Excel and OpenDocument sheets: sheets with the same columns are read together,
`--sheet NAME` (or `'20*'`) reads others; those left and hidden ones are named. A merged cell counts
for all its rows, a linked one gives its address to `source_url`; formulas without a result, errors
and hidden rows are reported, and so are comments and rows that are struck out. A number is read as
it is shown: `0042`, `MP-042`, `45 %`.
"""

_OURS = """\
### Files of Entente's own

JSON, JSON lines and folders come back as they went out, with every field nobody knows. Into
a register that is there already they add: its title and dates stay, and its log is only added to.
`order` in a folder's `register.json` gives the order of the commitments; links are not followed.
Copies of sources in the folder's `sources/` come along, each where its bytes are those of its name.

A workbook's sheets `milestones`, `follow-ups` and `updates` win over the columns `status` to
`source_no_excerpt` of its first sheet. In a sheet alone, those become an update where they say
something else than the register.

### Taskwarrior

A task goes to the commitment that its attribute `entente`, its project or one of its tags names,
else to one of its project's name, which is made. `description`, `due` and `end` become title, due
date and day done, on the day they show in the local time zone; every other attribute is kept as it
is. A time of day, and a date that cannot be read, are kept beside that under `as_written`. A task
is known again by its `uuid`, one of ours by `entente`.

"""


def import_section() -> str:
    """Return the part about importing, in Markdown."""
    told = table(
        ("`--format`", "what it is", "told by"),
        ((f"`{each.name}`", each.title, each.told_by) for each in FORMATS),
    )
    example = mapping_text(
        ColumnMapping(
            {"title": "Pledge", "parties": "Who", "due": "Deadline"}, "politifact", "day-first"
        )
    )
    parts = [_OPENING + told, _RULES, "### Statuses\n", _crosswalk(), "### Published formats\n"]
    parts += [_preset_parts()]
    parts += [
        _MAPPING.format(example=example, settings=_settings()),
        _fields(),
        _examples(),
        _OURS.rstrip() + "\n",
    ]
    return "\n".join(parts)


def _examples() -> str:
    parts = ["### Exports of other programs\n"]
    for each in EXAMPLES:
        parts.append(f"#### {each.title}\n\n```sh\n{each.command}\n```\n")
        parts.append(f"```toml\n{mapping_text(each.mapping)}```\n")
        parts.append(table(("in the file", "becomes"), each.becomes))
    return "\n".join(parts)


def _settings() -> str:
    schemes = ", ".join(f"`{each.name}`" for each in SCHEMES)
    calendars = ", ".join(f"`{each}`" for each in CALENDARS)
    rows = (
        ("`statuses`", f"whose words the statuses are: {schemes}"),
        (
            "`[statuses]`",
            'words of the sheet\'s own: `"Fulfilled" = "kept"`, `"Half" = "in-progress 50%"`; '
            "beside it `scheme` says whose all other words are; as a pair: "
            "`--map statuses.Fulfilled=kept`. They come before the words that the register keeps",
        ),
        ("`dates`", "what `1/2/2026` means: `day-first` or `month-first`"),
        ("`calendar`", f"whose years are counted: {calendars}"),
        ("`percent`", "whether 1 is one `percent` or all of it: `fraction`"),
        ("`separator`", "what parts parties, domains and tags beside new lines; else `;`"),
        ("`list`", "the way to the list in a JSON file, as `--list` says it"),
        ("`sheets`", "the sheets of a workbook, as `--sheet` names them"),
    )
    return table(("setting", "what it says"), rows)


def _crosswalk() -> str:
    schemes = [each for each in SCHEMES if each.name != "entente"]
    head = ("status", *(f"`{each.name}`" for each in schemes))
    rows = ((f"`{status}`", *(_words(each.name, status) for each in schemes)) for status in Status)
    named = "".join(f"- `{each.name}`: {each.title}\n" for each in schemes)
    return f"{table(head, rows)}\nDashes, spaces and case do not matter.\n\n{named}"


def _words(scheme: str, status: Status) -> str:
    return ", ".join(
        f"{each.word} ({each.progress} %)" if each.progress is not None else each.word
        for each in words_of(scheme, status)
    )


def _preset_parts() -> str:
    parts = []
    for each in PRESETS:
        becomes = table(("columns", "become"), each.becomes)
        parts.append(f"#### {each.title}\n\n`--format {each.name}`\n\n{becomes}")
    return "\n".join(parts)


def _fields() -> str:
    return table(("field", "what it is"), ((f"`{each.name}`", each.meaning) for each in FIELDS))
