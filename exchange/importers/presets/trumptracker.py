"""Promises as Trump Tracker and its relatives hold them in `data.json`."""

from __future__ import annotations

from collections.abc import Iterator

from exchange.importers.presets.preset import Preset, PresetSetting
from exchange.importers.readers.table import TableRow
from exchange.importers.records import ImportedCommitment, RefusedCommitment
from exchange.importers.row_draft import RowDraft
from exchange.importers.values.cleaning import split
from store.model.entities import Source
from store.model.ids import slug


def read(
    number: int, row: TableRow, setting: PresetSetting
) -> Iterator[ImportedCommitment | RefusedCommitment]:
    """Read one promise."""
    draft = RowDraft(number, row, scheme="trumptracker", words=setting.words)
    title, url = draft.text("title"), draft.text("url")
    if not title:
        yield RefusedCommitment(number, "it has no title")
        return
    page = url.rstrip("/").rpartition("/")[2]
    draft.promise(draft.text("description") or title, short=title)
    draft.domain(draft.text("category"))
    draft.tag(*(slug(each) for each in split(draft.look("tags"), "\n")))
    for address in split(draft.text("sources"), "\n"):
        draft.cite(address)
    source = Source(title="Trump Tracker", publisher="trumptracker.github.io", url=url)
    draft.assess("status", note=draft.text("status_info"), source=source)
    yield draft.commitment(slug(page or title), page or title)


TRUMPTRACKER = Preset(
    name="trumptracker",
    title="Trump Tracker",
    columns=frozenset(("title", "url", "status", "status_info", "category", "sources")),
    scheme="trumptracker",
    read=read,
    becomes=(
        ("title, description", "title, and summary when they differ"),
        ("url", "id, from the last part of the address, and the source"),
        ("category", "domain"),
        ("tags", "tags"),
        ("status, status_info", "an update"),
        ("sources", "an update each, which cites the address"),
    ),
)
