"""Entente's own JSON: an export, `list --json`, JSON lines, a folder, a register's file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from exchange.derived_fields import without_derived
from exchange.importers.merge_lists import read_commitment
from exchange.importers.readers.files import load_json, quiet, reading, telling
from exchange.importers.records import (
    ImportedCommitment,
    ImportedHead,
    ImportedPiece,
    RefusedCommitment,
)
from store.errors import BadFile, BadValue, Damaged
from store.model.entities import Commitment, Domain, Instrument, View
from store.register.codec import from_document, overlay
from store.register.layouts import up_to_date
from store.register.migrations import SCHEMA, migrate
from store.register.reader import ReportProgress
from store.storage import Database
from store.storage.documents import Document, decode
from store.text import one_line

_NAME = re.compile(r"\w[\w.-]*")
"""What the id of a domain or an instrument looks like."""
_DESCRIBED: dict[str, type[Domain] | type[Instrument]] = {
    "domains": Domain,
    "instruments": Instrument,
}
_COPIES = "sources"
_SHOWN = 20
_ELSEWHERE = ("schema", "domains", "instruments", "views", "commitments", "items")


def is_head(document: object) -> bool:
    """Whether an object is what a register says of itself, rather than a commitment."""
    return isinstance(document, dict) and "title" in document and "id" not in document


def is_commitment(document: object) -> bool:
    """Whether an object looks like a commitment of ours."""
    return isinstance(document, dict) and {"id", "title"} <= set(document)


def read_whole(
    document: Mapping[str, Any], progress: ReportProgress = quiet
) -> Iterator[ImportedPiece]:
    """Read a register, or the envelope of `list --json`, from one object."""
    if isinstance(document.get("commitments"), list):
        yield from read_head(document)
        yield from read_commitments(document["commitments"], progress)
    else:
        items = [
            without_derived(each) if isinstance(each, dict) else each for each in document["items"]
        ]
        yield from read_commitments(items, progress)


def read_commitments(
    items: Sequence[object], progress: ReportProgress = quiet
) -> Iterator[ImportedPiece]:
    """Read commitments, counted from 1."""
    told = telling(items, progress, 0, len(items))
    return (read_one(item, number) for number, item in enumerate(told, start=1))


def read_one(item: object, number: int) -> ImportedCommitment | RefusedCommitment:
    """Read one commitment, with the fields that nobody knows."""
    if not isinstance(item, dict):
        return RefusedCommitment(number, "it is no commitment, but " + _kind(item))
    name = item.get("id")
    item = up_to_date(item, Commitment)
    try:
        value = read_commitment(item)
    except BadValue as error:
        shown = name if isinstance(name, str) else ""
        return RefusedCommitment(number, " ".join(error.message.split())[:200], shown)
    return ImportedCommitment(number, value.id, overlay(item, value), foreign=False, whole=True)


def read_head(document: Mapping[str, Any]) -> Iterator[ImportedHead | RefusedCommitment]:
    """Read what a register says of itself, with its domains, instruments and views."""
    told: dict[str, list[Document]] = {"domains": [], "instruments": []}
    views: list[View] = []
    try:
        for name, kind in _DESCRIBED.items():
            for number, written in enumerate(_list(document, name), start=1):
                each = up_to_date(written, kind) if isinstance(written, dict) else written
                value = from_document(each, kind, f"{name}, number {number}")
                if _NAME.fullmatch(value.id):
                    told[name].append(overlay(each, value))
                else:
                    yield RefusedCommitment(
                        0, f"{name}, number {number}: '{value.id}' cannot be an id"
                    )
        for each in _list(document, "views"):
            views.append(from_document(each, View, "views"))
    except Damaged as error:
        yield RefusedCommitment(0, " ".join(error.message.split())[:200])
        return
    fields = {key: value for key, value in document.items() if key not in _ELSEWHERE}
    domains, instruments = told.values()
    yield ImportedHead(fields, tuple(views), tuple(domains), tuple(instruments))


def _list(document: Mapping[str, Any], name: str) -> list[Any]:
    items = document.get(name) or []
    if not isinstance(items, list):
        raise Damaged(f"{name}: expected a list, got {_kind(items)}")
    return items


def _kind(item: object) -> str:
    match item:
        case dict():
            return "an object"
        case list():
            return "a list"
        case str():
            return "a text"
        case _:
            return "a number or nothing"


def is_register(document: object) -> bool:
    """Whether a JSON object is a register's file: tables of numbered documents."""
    if not isinstance(document, dict):
        return False
    tables = [document.get(name) for name in ("register", "commitments")]
    return isinstance(tables[0], dict) and all(isinstance(each, dict | None) for each in tables)


def read_register_file(path: Path) -> Iterator[ImportedPiece]:
    """Read a register with what its journal says. Raises `Damaged`, `CannotRead`."""
    storage = Database(path, schema=SCHEMA).storage
    view = storage.view
    tables = {
        name: {row: decode(raw) for row, raw in sorted(view.items(name))}
        for name in ("register", "instruments", "commitments")
    }
    tables = migrate(tables, storage.schema or 1) if storage.schema < SCHEMA else tables
    heads = list(tables.get("register", {}).values())
    head = heads[0] if heads else {"title": path.stem}
    yield from read_head(head | {"instruments": list(tables.get("instruments", {}).values())})
    yield from read_commitments(list(tables.get("commitments", {}).values()))


HEAD, COMMITMENTS = "register.json", "commitments"


def is_folder_of_ours(path: Path) -> bool:
    """Whether a folder is laid out as an exported one."""
    return (path / HEAD).is_file() or (path / COMMITMENTS).is_dir()


def read_folder(
    path: Path, progress: ReportProgress = quiet, remarks: list[str] | None = None
) -> Iterator[ImportedPiece]:
    """Read the head, then the commitments, in the order it gives or by file name.

    Links are not followed: a folder says only what is in it. What else it holds, and keys that
    a file has twice, are said in `remarks`. Raises `BadFile`.
    """
    remarks = [] if remarks is None else remarks
    if not is_folder_of_ours(path):
        raise BadFile(
            f"{path} holds neither {HEAD} nor {COMMITMENTS}/",
            hint="give a folder that `entente export --format folder` has written, or a file",
        )
    order: dict[str, int] = {}
    head = path / HEAD
    if head.is_file() and not head.is_symlink():
        told = _load(head, remarks)
        if not isinstance(told, dict):
            raise BadFile(f"{head} is not what a register says of itself")
        listed = told.pop("order", [])
        names = listed if isinstance(listed, list) else []
        order = {name: place for place, name in enumerate(names) if isinstance(name, str)}
        yield from read_head(told)
    with reading(path):
        inner = path / COMMITMENTS
        files = sorted(inner.glob("*.json")) if inner.is_dir() and not inner.is_symlink() else []
        if left := list(_left_in(path)):
            more = f" and {len(left) - _SHOWN:,} more" if len(left) > _SHOWN else ""
            remarks.append(f"left in the folder: {', '.join(left[:_SHOWN])}{more}")
    found = [(file, _document(file, remarks)) for file in _reported(files, progress)]
    found.sort(key=lambda pair: order.get(_id(pair[1]), len(order)))
    for number, (file, document) in enumerate(found, start=1):
        if isinstance(document, BadFile):
            yield RefusedCommitment(number, document.message)
            continue
        piece = read_one(document, number)
        yield (
            piece._replace(reason=f"{file.name}: {piece.reason}")
            if isinstance(piece, RefusedCommitment)
            else piece
        )


def _left_in(path: Path) -> Iterator[str]:
    """Yield what a folder holds beside what is read of it; what is hidden is nobody's text."""
    inner = path / COMMITMENTS
    for each in sorted(path.iterdir()):
        is_ours = each.name in (HEAD, COMMITMENTS, _COPIES) and not each.is_symlink()
        if not is_ours and not each.name.startswith("."):
            yield _called(each, each.name)
    if inner.is_dir() and not inner.is_symlink():
        for each in sorted(inner.iterdir()):
            if each.suffix != ".json" and not each.name.startswith("."):
                yield _called(each, f"{COMMITMENTS}/{each.name}")


def _called(path: Path, name: str) -> str:
    return one_line(name) + (" (a link)" if path.is_symlink() else "/" if path.is_dir() else "")


def _load(file: Path, remarks: list[str]) -> Any:
    met: list[str] = []
    value = load_json(file, remarks=met)
    remarks.extend(f"{one_line(file.name)}: {each}" for each in met)
    return value


def _document(file: Path, remarks: list[str]) -> Any:
    try:
        if file.is_symlink() or not file.is_file():
            raise BadFile(f"{file.name} is a link or no file: it was not followed")
        return _load(file, remarks)
    except BadFile as error:
        return error


def _id(document: object) -> str:
    name = document.get("id") if isinstance(document, dict) else None
    return name if isinstance(name, str) else ""


def _reported(files: list[Path], progress: ReportProgress) -> Iterator[Path]:
    for done, file in enumerate(files, start=1):
        if done % 64 == 0:
            progress(done, len(files))
        yield file
