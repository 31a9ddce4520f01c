"""Small files of every kind that can be imported, and importing them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from exchange.importers.importer import ImportRequest, ImportResult, import_files
from store.model.entities import Register
from store.model.status import Status
from store.query import parse_query
from store.register.codec import to_document
from store.register.store import Store
from store.storage.documents import Document
from tests.registers import SMALL_REGISTER

SAMPLES = Path(__file__).parent / "samples"
AS_OF = date(2026, 11, 22)
LATER = date(2026, 12, 24)

MAPPED = ("title=Pledge", "parties=Who", "due=Deadline", "status=Rating", "assessed=Seen")
"""How the columns of `pledges.csv` are mapped."""


def bring(store: Store, *paths: Path, as_of: date = AS_OF, **wishes: Any) -> ImportResult:
    """Import files into a store."""
    return import_files(store, paths, ImportRequest(as_of=as_of, **wishes))


def sample(name: str) -> Path:
    """Return the path of a sample."""
    return SAMPLES / name


def written(folder: Path, name: str, text: str | bytes) -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def statuses(store: Store, as_of: date = LATER) -> dict[str, Status]:
    """Return what the board would say of every commitment."""
    entries = store.view(parse_query("", store.vocabulary), as_of).entries
    return {each.id: each.derived.status for each in entries}


def documents(store: Store) -> dict[str, Document]:
    """Return every commitment as it is kept, without its revision."""
    return {
        each["id"]: {key: value for key, value in each.items() if key != "revision"}
        for each in store.documents()
    }


def whole(register: Register = SMALL_REGISTER) -> Document:
    """Return a register as one JSON object, with fields that nobody knows."""
    document = to_document(register)
    document["schema"] = 1
    document["keeper"] = "ana"
    for number, each in enumerate(document["commitments"]):
        each["shelf"] = {"row": number, "wet": None}
    return document


def as_json(folder: Path) -> Path:
    """Write the small register as one object."""
    return written(folder, "whole.json", json.dumps(whole(), indent=1))


def as_lines(folder: Path) -> Path:
    """Write the small register as JSON lines."""
    document = whole()
    items = document.pop("commitments")
    return written(folder, "lines.jsonl", "".join(json.dumps(e) + "\n" for e in [document, *items]))


def as_folder(folder: Path) -> Path:
    """Write the small register as a folder."""
    document = whole()
    items = document.pop("commitments")
    (folder / "register" / "commitments").mkdir(parents=True)
    document["order"] = [each["id"] for each in items]
    written(folder / "register", "register.json", json.dumps(document))
    for each in items:
        written(folder / "register" / "commitments", f"{each['id']}.json", json.dumps(each))
    return folder / "register"


OWN_COLUMNS = (
    *("id", "title", "summary", "instrument", "clause", "parties", "lead", "domains", "start"),
    *("due", "priority", "tags", "status", "progress", "assessed", "source_title"),
    *("source_publisher", "source_date", "source_url", "source_kind", "source_excerpt"),
    *("source_accessed", "source_archive_url", "source_copy", "source_no_excerpt"),
    *("measure", "due_now"),
)
EARLIER_COLUMNS = (*OWN_COLUMNS[:19], "source_official")
_SOURCE = OWN_COLUMNS[15:-2]
_SIGNED = ("by", "written", "corrects", "weighs", "searched", "due", "confidence", "confirms")


def own_sheets(register: Register = SMALL_REGISTER) -> dict[str, list[list[Any]]]:
    """Return the four sheets that Entente writes of a register."""
    sheets: dict[str, list[list[Any]]] = {
        "commitments": [list(OWN_COLUMNS)],
        "milestones": [["commitment", "id", "title", "date", "met", *_SOURCE]],
        "follow-ups": [["commitment", "id", "title", "owner", "due", "done"]],
        "updates": [["commitment", "id", "date", "note", "status", "progress", *_SOURCE, *_SIGNED]],
    }
    for document in map(to_document, register.commitments):
        lists = ("parties", "domains", "tags")
        listed = {name: "; ".join(document.get(name, [])) for name in lists}
        assessing = [each for each in document.get("updates", []) if "status" in each]
        told: Document = assessing[-1] if assessing else {}
        row = {"priority": "normal", "status": "not-assessed"} | document | listed
        row |= {name: told[name] for name in ("status", "progress") if name in told}
        row |= {"assessed": told.get("date", "")} | _source(told)
        sheets["commitments"].append(_cells(OWN_COLUMNS, row))
        for name, items in (
            ("milestones", "milestones"),
            ("follow-ups", "follow_ups"),
            ("updates", "updates"),
        ):
            for item in document.get(items, []):
                full = {"commitment": document["id"]} | item | _source(item)
                full |= {name: "; ".join(item.get(name, [])) for name in ("weighs", "searched")}
                sheets[name].append(_cells(sheets[name][0], full))
    return sheets


def as_csv(folder: Path) -> Path:
    """Write the first of our sheets as CSV."""
    return written(folder, "own.csv", csv_text(own_sheets()["commitments"]))


def as_xlsx(folder: Path) -> Path:
    """Write our sheets as a workbook."""
    return workbook(folder / "own.xlsx", own_sheets())


def csv_text(rows: Iterable[Sequence[Any]], separator: str = ",") -> str:
    """Return rows as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    """Write a workbook."""
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for place, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(place, column, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(place, column, cell)
                else:
                    sheet.write(place, column, cell)
    book.close()
    return path


def _source(item: Document) -> Document:
    source = item.get("source") or {}
    told = {f"source_{name}": value for name, value in source.items()}
    official = "yes" if source.get("kind") == "official" else "no"
    return told | ({"source_official": official} if source else {})


def _cells(columns: Sequence[str], row: Document) -> list[Any]:
    return [row.get(name, "") for name in columns]


def every_kind(folder: Path) -> Iterator[Path]:
    """Yield a file of every kind: the samples, and what Entente writes itself."""
    yield from sorted(SAMPLES.iterdir())
    yield from (make(folder) for make in (as_json, as_lines, as_csv, as_xlsx))
