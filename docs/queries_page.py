"""The manual page of the query language, made from the same tables the parser reads."""

from __future__ import annotations

from exchange.escaping import table
from store.model.dates import NAMED_DAYS
from store.query.fields import FIELDS, FLAGS, THINGS
from store.query.sort import SORT_KEYS

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("is:overdue sort:due", "what is late, longest first"),
    ("domain:maritime,air status:stalled", "stalled in either of two domains"),
    ("due:today..eoy no:follow-up", "due before the year ends, with nobody chasing it"),
    (
        "is:settled -is:provisional updated:>=-3m",
        "settled on evidence, and heard of in the last three months",
    ),
    ("is:self-declared status:kept", "kept, says only the party that promised it"),
    ("is:claimed-ahead -is:disputed", "claimed to be further than it was seen to be"),
    ("moved:>1 sort:-slip", "moved more than once, the longest slip first"),
    ("is:open -unlooked:<=90", "open, and nobody has looked for three months, or ever"),
    ('party:india (port or "joint patrol")', "India's, about ports or joint patrols"),
    ("progress:40..60 priority:high sort:-attention", "half done and important, worst first"),
)
"""Whole queries, each with what it finds."""

_GRAMMAR = """\
# Queries

The same words filter the board (`/`) and the command line (`entente list QUERY`). On the
command line, put the query in single quotes so that the shell leaves it alone.

## How a query is written

- **Words** are searched in ids, titles, summaries, clauses, parties, lead bodies, tags,
  instruments, milestones, follow-ups and updates with their sources, without regard to case
  and accents, also inside longer words. A hyphen inside a word is part of it: `P-8I`.
- **`"Quotes"`** keep several words together, and make any character plain text. Inside them
  `\\"` is a quote and `\\\\` a backslash.
- **`field:value`** tests one field, with no space behind the colon. A comma means any of:
  `status:stalled,not-kept`. Values with spaces, commas or parentheses go in quotes:
  `party:"United States",india`.
- **An equals sign** before the text of a field that contains it means the whole of it:
  `party:=india` does not find `Indian Ocean Rim`. With spaces: `party:"=united states"`.
- **A space** means and. **`or`** means or and binds less tightly. **Parentheses** group.
- **A hyphen** right before a term leaves out what it finds: `-tag:draft`, `-(a or b)`. On the
  command line a hyphen with one letter, or with the name of an option (`-f`, `-json`), is a
  mistyped option and refused; as a word it is quoted: `'-"f"'`.
- **`sort:`** sets the order and may stand anywhere outside of parentheses.

An unknown field, flag, status, priority or domain is a mistake, and the nearest valid word is
named. Parties, tags, bodies and owners are open lists: a word nobody uses finds nothing.
"""

_DATES = """\
## Dates and numbers

Dates, `progress`, `moved` (times), `slip`, `unheard` and `unlooked` (days) can be compared: `<`,
`<=`, `>`, `>=`, a range `a..b` with both ends included, or open at one end: `2025..`, `..2026`.

A date may be a year, quarter, month or day, and stands for its whole period. What is compared
with it is one day: of a due date and an update the last day of what was written, as for
overdue; of a start the first. So for every dated commitment exactly one of `due:<2026`,
`due:2026` and `due:>2026` is true:

| written | finds |
|---|---|
| `due:2026-03` | due on a day within March 2026 |
| `due:<2026-03` | due before 1 March 2026 |
| `due:<=2026-03` | due on 31 March 2026 or before |
| `due:>2026-03` | due after 31 March 2026 |
| `due:>=2026-03` | due on 1 March 2026 or after |
| `due:2025-12..2026-Q2` | due from 1 December 2025 to 30 June 2026 |

A date may also be relative to the as-of date:
"""

_OFFSETS = """\
or a signed number of days, weeks, months, quarters or years: `+30d`, `-2w`, `+3m`, `-1q`, `+1y`.
Weeks run from Monday to Sunday; `s` is the start and `e` the end of a week, month, quarter or
year. What has no date, or no progress, meets no comparison: find it with `no:due`. So
`unlooked:>90` does not find what nobody ever looked at; `-unlooked:<=90` finds both. `slip` may be
below 0: `slip:<0` finds what was brought forward.
"""


def queries_page() -> str:
    """Return `docs/queries.md`, in Markdown."""
    named = ", ".join(f"`{name}`" for name in NAMED_DAYS)
    return "\n".join(
        [
            _GRAMMAR,
            "## Fields",
            "",
            table(
                ("field", "meets when", "example"),
                ((f"`{each.name}:`", each.meaning, f"`{each.example}`") for each in FIELDS),
            ),
            _DATES,
            f"{named},",
            _OFFSETS,
            "## Flags",
            "",
            table(
                ("flag", "true when"),
                ((f"`{each.example}`", each.meaning) for each in FLAGS),
            ),
            table(
                ("", "the commitment has, or has not"),
                ((f"`has:{each.name}` `no:{each.name}`", each.meaning) for each in THINGS),
            ),
            "## Order",
            "",
            "`sort:due` sorts, `sort:-due` turns it around. Several keys: `sort:priority,-due`.",
            "What has no value comes last either way, and ties keep the register's order.",
            "",
            table(
                ("key", "order"),
                ((f"`sort:{each.name}`", each.meaning) for each in SORT_KEYS),
            ),
            "## Examples",
            "",
            table(("query", "finds"), ((f"`{query}`", finds) for query, finds in EXAMPLES)),
        ]
    )
