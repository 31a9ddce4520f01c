"""Agreement scorecards: what was agreed, with two assessments and four yes-or-no questions."""

from __future__ import annotations

from collections.abc import Iterator

from exchange.importers.presets.preset import Preset, PresetSetting
from exchange.importers.readers.table import TableRow
from exchange.importers.records import ImportedCommitment, RefusedCommitment
from exchange.importers.row_draft import RowDraft
from store.model.dates import PartialDate
from store.model.ids import slug

_QUESTIONS = (
    ("has_detailed_plan", "detailed-plan"),
    ("has_approved_funding", "approved-funding"),
    ("has_begun_implementation", "begun"),
)
_YES = frozenset(("y", "yes", "true", "1"))


def read(
    number: int, row: TableRow, setting: PresetSetting
) -> Iterator[ImportedCommitment | RefusedCommitment]:
    """Read one point of the agreement."""
    draft = RowDraft(number, row, scheme="scorecard", words=setting.words)
    name, order = draft.text("name_en"), draft.text("order_num") + draft.text("order_letter")
    if not name or not order:
        yield RefusedCommitment(number, "it has no name, or no number")
        return
    draft.promise(draft.text("description_en") or name, short=name)
    draft.set("clause", order)
    draft.domain(draft.text("category_en"))
    draft.date("due", "original_timeline_en")
    for column, tag in _QUESTIONS:
        if draft.look(column).casefold() in _YES:
            draft.settle(column)
            draft.tag(tag)
    draft.assess("status_2019", seen=PartialDate.parse("2019"))
    notes = (draft.text("status_description_en"), draft.text("tpc_comments"))
    draft.assess("status", note="\n\n".join(filter(None, notes)))
    yield draft.commitment(f"point-{slug(order)}", order)


SCORECARD = Preset(
    name="scorecard",
    title="Agreement scorecard",
    columns=frozenset(("order_num", "order_letter", "name_en", "category_en", "status")),
    scheme="scorecard",
    read=read,
    becomes=(
        ("order_num, order_letter", "id, such as point-3b, and the clause"),
        ("name_en, description_en", "title and summary"),
        ("category_en", "domain"),
        ("original_timeline_en", "due"),
        ("has_detailed_plan, has_approved_funding, has_begun_implementation", "tags where yes"),
        ("status_2019", "an update of 2019"),
        ("status, status_description_en, tpc_comments", "an update"),
    ),
)
