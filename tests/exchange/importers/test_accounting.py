"""For any table, in any format: what is stored, kept and reported together is the file."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.importers.columns.fitting import status_word
from exchange.importers.columns.mapping import ColumnMapping
from exchange.importers.report import ImportReport
from exchange.importers.values.cleaning import clean
from exchange.importers.values.dates import read_date
from exchange.importers.values.percents import read_percent, whole
from store.model.entities import Register
from store.register.store import Store
from store.storage.documents import Document
from tests.conftest import make_store
from tests.exchange.importers.files import bring, csv_text, documents

FIELDS = (
    *("id", "title", "summary", "instrument", "clause", "parties", "lead", "domains", "start"),
    *("due", "priority", "tags", "status", "progress", "assessed", "note", "source_title"),
    *("source_publisher", "source_date", "source_url", "source_official"),
)
OTHERS = ("Remarks of ours", "Länge", "NA", "x.y", "ที่มา")
DATES = ("start", "due", "assessed", "source_date")
WORDS = (
    *("Dredge the bay", "Ana; Ben", "NA", "n/a", "TBC", "ongoing", "2031", "31/12/2031"),
    *("1/2/2031", "2571", "15. März 2031", "2031-03-31T22:00:00Z", "2011-12", "2012-13", "46387"),
    *("kept", "Broken", "in progress", "0.5", "1", "45%", "45,5 %", "120%", "high", "Medium"),
    *("yes", "maybe", "R&amp;D", "https://p.example/?a=1&copy=2", "<p>two <b>words</b></p>"),
    *("a < b", "'=1+1", "ก-1", "1.1", "1-1", "NO", "SE", "ไทย; ลาว", "—", "\u200b", " padded "),
    *("two\nlines", "x" * 200, "Pledge. " * 30, "ß"),
)

texts = st.one_of(
    st.sampled_from(WORDS),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12),
)
names = st.lists(st.sampled_from((*FIELDS, *OTHERS)), min_size=3, max_size=9, unique=True)


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, str]]:
    """Return rows of one set of columns, a title among them."""
    columns = dict.fromkeys(["title", *draw(names)])
    rows = draw(st.lists(st.tuples(*(texts for _ in columns)), min_size=1, max_size=5))
    return [dict(zip(columns, row, strict=True)) for row in rows]


def as_csv(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    path.write_text(csv_text([list(rows[0]), *(list(row.values()) for row in rows)]))
    return path


def as_tsv(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    path.write_text(csv_text([list(rows[0]), *(list(row.values()) for row in rows)], "\t"))
    return path


def as_xlsx(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number, cells in enumerate([list(rows[0]), *(list(row.values()) for row in rows)], 1):
        for place, cell in enumerate(cells, 1):
            sheet.cell(number, place).value = cell
            sheet.cell(number, place).data_type = "s"
    book.save(path)
    return path


def as_json(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    path.write_text(json.dumps({"made": "today", "rows": list(rows)}))
    return path


def as_lines(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


WRITERS = {
    "csv": (as_csv, 2),
    "tsv": (as_tsv, 2),
    "xlsx": (as_xlsx, 2),
    "json": (as_json, 1),
    "jsonl": (as_lines, 1),
}
"""By ending: how it is written, and the number of its first row."""


def said(value: object) -> Iterator[str]:
    """Yield every text of a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name != "imported":
                yield from said(each)
    elif isinstance(value, list):
        for each in value:
            yield from said(each)


def plain(text: str) -> str:
    return " ".join(text.split())


def is_stored(field: str, cell: str, document: Document, store: Store) -> bool:
    """Whether a commitment says all that a cell says, as far as its text tells."""
    text = clean(cell).removeprefix("'")
    if "<" in cell and clean(cell) != cell.strip():
        return False  # the tags are said nowhere but in the cell
    memory = document.get("imported", {}).get("sheet", {})
    register = [plain(each.name).casefold() for each in store.register.domains]
    titles = [each.title for each in store.register.instruments]
    texts = [plain(each) for each in (*said(document), *titles, memory.get("called", ""))]
    if any(plain(text) in each or plain(cell) in each for each in texts):
        return True
    if field == "domains" and plain(cell).casefold() in register:
        return True  # with the apostrophe that it begins with
    if field in DATES:
        found = read_date(text) or read_date(text, "day-first")
        return found is not None and found.text in texts
    if field == "progress":
        found_percent = read_percent(text)
        told = [each["progress"] for each in document.get("updates", []) if "progress" in each]
        return found_percent is not None and whole(found_percent) in told
    if field == "status":
        meant = status_word(ColumnMapping({}), text)
        return meant is not None and meant.status.value in texts
    if field == "priority":
        return text.casefold() in ("high", "normal", "medium", "low")
    if field == "source_official":
        return text.casefold() in ("yes", "no", "y", "n", "true", "false", "1", "0")
    parts = [plain(each) for each in text.replace("\n", ";").split(";") if each.strip()]
    return all(part in texts or part.casefold() in register for part in parts)


def lost(
    rows: Sequence[Mapping[str, str]], first: int, report: ImportReport, store: Store
) -> list[tuple[int, str, str]]:
    """Return the cells that are nowhere: not stored, not kept, not reported."""
    refused = {each.row for each in (*report.refused, *report.duplicates)}
    reported = {(each.row, each.column, each.written) for each in report.unread}
    found = list(documents(store).values())
    missing = []
    for number, row in enumerate(rows, start=first):
        for column, cell in row.items():
            if not cell.strip() or number in refused or (number, column, cell) in reported:
                continue
            if not any(
                each.get("imported", {}).get("sheet", {}).get("columns", {}).get(column) == cell
                or is_stored(column, cell, each, store)
                for each in found
            ):
                missing.append((number, column, cell))
    return missing


@pytest.mark.parametrize("ending", WRITERS)
@settings(
    max_examples=1000 if "ENTENTE_LONG" in os.environ else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(rows=tables())
def test_every_cell_is_stored_kept_or_reported(ending: str, rows: list[dict[str, str]]) -> None:
    write, first = WRITERS[ending]
    mapping = ColumnMapping({name: name for name in rows[0] if name in FIELDS})
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / f"x.{ending}", rows)
        store = make_store(Path(folder) / "r.json", Register("R"))
        wishes: dict[str, Any] = {"list_path": "rows"} if ending == "json" else {}
        (report,), _ = bring(store, path, columns=mapping, **wishes)
        assert lost(rows, first, report, store) == []
        assert bring(store, path, columns=mapping, **wishes).change is None
