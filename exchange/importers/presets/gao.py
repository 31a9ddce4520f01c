"""The open recommendations of the US Government Accountability Office, as its site exports them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exchange.importers.presets.preset import Preset, PresetSetting
from exchange.importers.readers.table import TableRow
from exchange.importers.records import ImportedCommitment, RefusedCommitment
from exchange.importers.row_draft import RowDraft
from exchange.importers.values.dates import read_date
from store.model.dates import PartialDate
from store.model.entities import Source
from store.model.ids import short_sum, slug

_NUMBER = re.compile(r"\s*\(Recommendation (\d+)\)\s*$")
_STATUS_AS_OF = re.compile(r"status as of (\w+ \d{1,2}, \d{4})")


def read(
    number: int, row: TableRow, setting: PresetSetting
) -> Iterator[ImportedCommitment | RefusedCommitment]:
    """Read one recommendation."""
    draft = RowDraft(number, row, scheme="gao", words=setting.words, order="month-first")
    text, report = draft.text("Recommendation"), draft.text("Publication Number")
    if not text or not report:
        yield RefusedCommitment(number, "it has no recommendation, or no publication number")
        return
    draft.settle("Recommendation")
    counted = _NUMBER.search(text)
    text = _NUMBER.sub("", text)
    title, issued = (
        " ".join(draft.text("Publication Name").split()),
        draft.seen("Date Publication Issued"),
    )
    source = Source(title=title or report, publisher="GAO", date=issued)
    draft.promise(text)
    draft.set("clause", f"Recommendation {counted[1]}" if counted else "")
    agency = draft.text("Agency")
    draft.set("parties", [agency] if agency else [])
    draft.set("lead", agency)
    draft.set("start", issued.text if issued else "")
    priority = draft.look("Priority").casefold()
    if priority in ("yes", "no"):
        draft.settle("Priority")
    if priority == "yes":
        draft.high_priority()
    draft.domain(draft.text("Topics"))
    draft.instrument(slug(report), title=title or report, kind="report", date=issued, source=source)
    draft.assess("Status", note=draft.text("Comments"), source=source, seen=_seen(setting))
    # Reports with one recommendation do not count it.
    suffix = counted[1] if counted else short_sum(text)
    yield draft.commitment(f"{slug(report)}-{suffix}")


def _seen(setting: PresetSetting) -> PartialDate | None:
    for line in setting.preamble:
        if match := _STATUS_AS_OF.search(line):
            return read_date(match[1])
    return None


GAO = Preset(
    name="gao",
    title="GAO open recommendations",
    columns=frozenset(
        ("publication name", "publication number", "agency", "recommendation", "status")
    ),
    scheme="gao",
    read=read,
    becomes=(
        ("Recommendation", "title, and summary when it is long; its number the clause"),
        ("Publication Name, Number, Date", "the instrument, a report, and the source"),
        ("Agency", "party and lead"),
        ("Status, Comments", "an update, dated by the line `status as of` above the table"),
        ("Priority", "high priority where it says Yes"),
        ("Topics", "domain"),
    ),
)
