"""Commitments of the Open Government Partnership, in its export of 171 columns."""

from __future__ import annotations

from collections.abc import Iterator

from exchange.importers.presets.preset import Preset, PresetSetting
from exchange.importers.readers.table import TableRow
from exchange.importers.records import ImportedCommitment, RefusedCommitment
from exchange.importers.row_draft import RowDraft
from exchange.importers.values.dates import read_date
from store.model.dates import PartialDate
from store.model.entities import Source
from store.model.ids import slug

_FIRST_THEME, _LAST_THEME = "Anti-Corruption and Integrity", "Money in Politics"
"""Between these columns each is a theme, and says 1 where the commitment has it."""
_REPORTS = (
    (
        "Completion (Progress Report)",
        "Report Publication Year (Progress Report)",
        "Progress report",
    ),
    ("Completion (End Of Term)", "Report Publication Year (End Of Term)", "End-of-term report"),
)


def read(
    number: int, row: TableRow, setting: PresetSetting
) -> Iterator[ImportedCommitment | RefusedCommitment]:
    """Read one commitment of an action plan."""
    draft = RowDraft(number, row, scheme="ogp", words=setting.words, order="month-first")
    called = draft.text("Commitment Unique Identifier")
    commitment_id = slug(called)
    title = draft.text("Short Title") or draft.text("Commitment Title")
    text = draft.text("Full Text")
    if not commitment_id or not (title or text):
        yield RefusedCommitment(number, "it has no identifier, or no title", commitment_id)
        return
    draft.promise(text or title, short=title)
    country = draft.text("Country/Locality")
    draft.set("parties", [country] if country else [])
    draft.set("lead", draft.text("Lead Institution"))
    draft.set("clause", draft.text("Commitment Number"))
    draft.date("start", "Start Date")
    draft.date("due", "End Date")
    draft.domain(draft.text("Theme"))
    _action_plan(draft, country)
    _themes(draft, setting)
    _completion(draft)
    yield draft.commitment(commitment_id, called)


def _completion(draft: RowDraft) -> None:
    url, years = draft.text("URL"), [_year(draft, year) for _, year, _ in _REPORTS]
    for (column, _, name), published in zip(_REPORTS, years, strict=True):
        if column is _REPORTS[0][0] and draft.look(_REPORTS[1][0]) and not _in_order(years):
            # The end-of-term report counts: nothing may come after it in the log.
            continue
        source = Source(
            title=f"{name} of the Independent Reporting Mechanism",
            publisher="Open Government Partnership",
            date=published,
            url=url,
        )
        draft.assess(column, source=source, seen=published)


def _in_order(years: list[PartialDate | None]) -> bool:
    progress, end = years
    return progress is not None and (end is None or progress.last <= end.last)


def _action_plan(draft: RowDraft, country: str) -> None:
    plan = draft.text("Action Plan Number").removesuffix(".0")
    if not country or not plan:
        return
    draft.instrument(
        slug(f"{country} action plan {plan}"),
        title=f"{country}: action plan {plan}",
        kind="action plan",
        start=_year(draft, "Year Of Submission"),
        end=_year(draft, "Action Plan End Year"),
    )


def _themes(draft: RowDraft, setting: PresetSetting) -> None:
    names = setting.columns
    if _FIRST_THEME not in names or _LAST_THEME not in names:
        return
    for name in names[names.index(_FIRST_THEME) : names.index(_LAST_THEME) + 1]:
        answer = draft.look(name).removesuffix(".0")
        if answer in ("0", "1"):
            draft.settle(name)
            draft.tag(slug(name) if answer == "1" else "")


def _year(draft: RowDraft, column: str) -> PartialDate | None:
    text = draft.look(column).removesuffix(".0")
    return read_date(text) if text.isdecimal() and len(text) == 4 else None


OGP = Preset(
    name="ogp",
    title="Open Government Partnership, commitments",
    columns=frozenset(
        (
            "commitment unique identifier",
            "country/locality",
            "commitment title",
            "completion (progress report)",
            "completion (end of term)",
        )
    ),
    scheme="ogp",
    read=read,
    becomes=(
        ("Commitment Unique Identifier", "id"),
        ("Short Title, Commitment Title, Full Text", "title and summary"),
        ("Country/Locality, Lead Institution", "party and lead"),
        ("Action Plan Number, Year Of Submission", "the instrument; Commitment Number the clause"),
        ("Start Date, End Date", "start and due; months come before days"),
        ("Theme", "domain"),
        ("the 0/1 columns of themes", "tags where they say 1"),
        ("Completion (Progress Report)", "an update of the year its report was published"),
        ("Completion (End Of Term)", "another, later one: it counts where it is given"),
    ),
)
