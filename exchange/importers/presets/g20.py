"""Compliance with G20 and G7 summit commitments: one column a member, one assessment a cell."""

from __future__ import annotations

from collections.abc import Iterator

from exchange.importers.presets.preset import Preset, PresetSetting
from exchange.importers.readers.table import TableRow, plain_name
from exchange.importers.records import ImportedCommitment, RefusedCommitment
from exchange.importers.row_draft import RowDraft
from store.model.entities import Source
from store.model.ids import slug

_ABOUT = ("area", "id", "year", "code", "text", "average")


def read(
    number: int, row: TableRow, setting: PresetSetting
) -> Iterator[ImportedCommitment | RefusedCommitment]:
    """Read one summit commitment: one of ours for each member, assessed or not."""
    whole = RowDraft(number, row)
    called, text = whole.look("id"), whole.look("text")
    base = slug(called)
    if not base or not text:
        yield RefusedCommitment(number, "it has no id, or no text", base)
        return
    about = {name: whole.look(name) for name in _ABOUT}
    year = about["year"].removesuffix(".0")
    source = Source(title=f"Compliance with summit commitments {year}".strip())
    for member in row:
        if plain_name(member) in _ABOUT or not slug(member):
            continue
        draft = RowDraft(number, about | {member: row[member]}, scheme="g20", words=setting.words)
        draft.text("id")
        draft.promise(draft.text("text"))
        draft.set("parties", [member])
        draft.set("clause", draft.text("code"))
        draft.domain(draft.text("area"))
        if year.isdecimal() and len(year) == 4:
            draft.set("start", year)
            draft.instrument(
                f"summit-{year}", title=f"Summit of {year}", kind="communique", date=year
            )
            draft.text("year")
        elif year:
            draft.not_read("year", "date")
        draft.assess(member, source=source)
        yield draft.commitment(f"{base}-{slug(member)}", f"{called} {member}")


G20 = Preset(
    name="g20",
    title="G20 and G7 compliance",
    columns=frozenset(_ABOUT),
    scheme="g20",
    read=read,
    becomes=(
        ("id and a member's column", "one commitment a member, such as 2010-12-india"),
        ("text, code", "title, and summary when it is long; clause"),
        ("area", "domain"),
        ("year", "start, and the instrument: that year's summit"),
        ("a member's cell", "an update: +1, 0 or -1; a blank one stays not assessed, apart from 0"),
    ),
)
