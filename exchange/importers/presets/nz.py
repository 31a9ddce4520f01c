"""Promises of New Zealand's governments, as `promises.csv` and `promises.json` hold them."""

from __future__ import annotations

from collections.abc import Iterator

from exchange.importers.presets.preset import Preset, PresetSetting
from exchange.importers.readers.table import TableRow
from exchange.importers.records import ImportedCommitment, RefusedCommitment
from exchange.importers.row_draft import RowDraft
from exchange.importers.values.cleaning import split
from exchange.importers.values.dates import read_date
from store.model.entities import Source
from store.model.ids import slug

_ASSESSOR = Source(title="Promised vs Performed", publisher="Drew Broadley")


def read(
    number: int, row: TableRow, setting: PresetSetting
) -> Iterator[ImportedCommitment | RefusedCommitment]:
    """Read one promise."""
    draft = RowDraft(number, row, scheme="nz", words=setting.words)
    called, promise = draft.text("id"), draft.text("promise")
    commitment_id = slug(called)
    if not commitment_id or not promise:
        yield RefusedCommitment(number, "it has no id, or no promise", commitment_id)
        return
    draft.promise(promise)
    party, era = draft.text("party"), draft.text("era")
    kind = draft.text("sourceType").replace("-", " ")
    draft.set("parties", [party] if party else [])
    draft.set("clause", draft.text("sourceDoc"))
    draft.domain(draft.text("areaLabel"), draft.text("area"))
    if party and kind:
        name = f"{party} {kind}" + (f", {era} term" if era else "")
        draft.instrument(slug(name), title=name, kind=kind)
    draft.tag(era, draft.look("ptype"), "contested" if _true(draft.look("contested")) else "")
    draft.tag("co-signed" if _true(draft.look("coSigned")) else "")
    seen = read_date(setting.generated)
    for url in split(draft.text("evidenceUrls"), "|\n"):
        draft.cite(url)
    notes = (draft.text("statusReason"), draft.text("whatHappened"))
    note = "\n\n".join(filter(None, notes))
    draft.assess("status", note=note, source=_ASSESSOR, seen=seen)
    yield draft.commitment(commitment_id, called, evidence_seen=seen)


def _true(text: str) -> bool:
    return text.casefold() == "true"


NZ = Preset(
    name="nz-promises",
    title="New Zealand promises (nz-govt-2026)",
    columns=frozenset(("id", "area", "era", "party", "status", "promise", "statusreason")),
    scheme="nz",
    read=read,
    becomes=(
        ("id", "id"),
        ("promise", "title, and summary when it is long"),
        ("party", "party"),
        ("area, areaLabel", "domain"),
        ("party, sourceType, era", "the instrument; `sourceDoc` the clause"),
        ("era, ptype, contested, coSigned", "tags"),
        ("status, statusReason, whatHappened", "an update, dated by `generated` in the JSON file"),
        ("evidenceUrls", "an update each, which cites the address"),
    ),
)
