"""Canada's mandate-letter commitments, its 2025 platform, and the letters themselves."""

from __future__ import annotations

from collections.abc import Iterator

from exchange.importers.presets.preset import Preset, PresetSetting
from exchange.importers.readers.table import TableRow
from exchange.importers.records import ImportedCommitment, ImportedHead, RefusedCommitment
from exchange.importers.row_draft import RowDraft
from exchange.importers.values.cleaning import split
from store.model.entities import Source, SourceKind
from store.model.ids import slug

_PLATFORM, _THRONE = "platform", "speech-from-the-throne"
_APPEARS = {
    "platform only": (_PLATFORM,),
    "both": (_PLATFORM, _THRONE),
    "sft only": (_THRONE,),
}


def read_commitment(
    number: int, row: TableRow, setting: PresetSetting
) -> Iterator[ImportedCommitment | RefusedCommitment]:
    """Read one commitment of a mandate letter (`MLC ID`) or of the platform (`ID`)."""
    draft = RowDraft(number, row)
    letter = draft.text("MLC ID")
    called = letter or draft.text("ID")
    commitment_id = f"mlc-{slug(letter)}" if letter else slug(called)
    text = draft.text("Commitment")
    if not commitment_id or not text:
        yield RefusedCommitment(number, "it has no id, or no commitment", commitment_id)
        return
    draft.promise(text)
    lead = draft.text("Reporting Lead")
    draft.set("lead", lead)
    draft.set("parties", list(split(draft.text("All ministers"))) or [lead])
    if letter and lead:
        draft.instrument(_letter_id(lead), title=_letter_title(lead), kind="mandate letter")
    elif not letter:
        draft.tag(_PLATFORM)
    yield draft.commitment(commitment_id, called)


def read_consolidated(
    number: int, row: TableRow, setting: PresetSetting
) -> Iterator[ImportedCommitment | RefusedCommitment]:
    """Read one commitment of the platform, of the Speech from the Throne, or of both."""
    draft = RowDraft(number, row)
    called = draft.text("commitment_id")
    commitment_id = slug(called)
    text = draft.text("canonical_commitment_text")
    if not commitment_id or not text:
        yield RefusedCommitment(number, "it has no id, or no commitment", commitment_id)
        return
    draft.promise(text)
    lead = draft.text("reporting_lead_title")
    draft.set("lead", lead)
    draft.set("parties", list(split(draft.text("all_other_ministers_involved"))) or [lead])
    appears = draft.look("appears_in")
    draft.tag(*_APPEARS.get(appears.casefold(), ()))
    if appears and appears.casefold() not in _APPEARS:
        draft.not_read("appears_in")
    yield draft.commitment(commitment_id, called)


def read_letter(
    number: int, row: TableRow, setting: PresetSetting
) -> Iterator[ImportedHead | RefusedCommitment]:
    """Read one mandate letter: an instrument."""
    draft = RowDraft(number, row)
    lead, day = draft.text("Department"), draft.seen("Date of Mandate Letter")
    if not lead:
        yield RefusedCommitment(number, "it has no department")
        return
    source = Source(
        title=_letter_title(lead),
        publisher="Prime Minister of Canada",
        date=day,
        url=draft.text("Mandate Letter URL"),
        kind=SourceKind.OFFICIAL,
    )
    draft.instrument(
        _letter_id(lead),
        title=_letter_title(lead),
        kind="mandate letter",
        date=day,
        source=source,
        minister=draft.text("Responsible Minister"),
    )
    commitment = draft.commitment("")
    left = {name: cell for name, cell in commitment.columns.items() if cell}
    kept = {"imported": {CANADA_LETTERS.name: {"columns": left}}} if left else {}
    instruments = tuple(each | kept for each in commitment.instruments)
    yield ImportedHead({}, instruments=instruments, unread=commitment.unread)


def _letter_id(lead: str) -> str:
    return slug(f"mandate letter {lead}")


def _letter_title(lead: str) -> str:
    return f"Mandate letter: {lead}"


CANADA_COMMITMENTS = Preset(
    name="canada-commitments",
    title="Canada: mandate letters 2021, platform 2025",
    columns=frozenset(("commitment", "reporting lead", "all ministers")),
    scheme="",
    read=read_commitment,
    becomes=(
        ("MLC ID, ID", "id, such as mlc-100 or lpc-001"),
        ("Commitment", "title, and summary when it is long"),
        ("Reporting Lead", "lead; with an MLC ID also the instrument, the mandate letter"),
        ("All ministers", "parties"),
    ),
)
CANADA_CONSOLIDATED = Preset(
    name="canada-consolidated",
    title="Canada: platform and Speech from the Throne 2025",
    columns=frozenset(("commitment_id", "canonical_commitment_text", "appears_in")),
    scheme="",
    read=read_consolidated,
    becomes=(
        ("commitment_id", "id, such as lpc-001"),
        ("canonical_commitment_text", "title, and summary when it is long"),
        ("appears_in", "tags: platform, speech-from-the-throne, or both"),
        ("reporting_lead_title", "lead"),
        ("all_other_ministers_involved", "parties"),
    ),
)
CANADA_LETTERS = Preset(
    name="canada-letters",
    title="Canada: the mandate letters of 2021",
    columns=frozenset(("department", "date of mandate letter", "mandate letter url")),
    scheme="",
    read=read_letter,
    becomes=(("Department, Date, URL", "an instrument, to which its commitments belong"),),
)
