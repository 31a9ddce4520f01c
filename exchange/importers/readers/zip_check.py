"""Packed files looked at before any of them is unpacked."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from zipfile import BadZipFile, ZipFile

from exchange.importers.readers.files import reading
from store.errors import BadFile

MOST_UNPACKED = 512 * 1024 * 1024
"""Bytes of all parts together; a sheet of a million rows has some 300 MB."""
MOST_SHARED = 128 * 1024 * 1024
"""Bytes of the texts that all sheets share: these are held in memory."""
MOST_PARTS = 2000
_MOST_RATIO = 200
"""XML shrinks to a tenth, repetitive sheets to a hundredth; bombs to a thousandth and less."""
_SMALL = 16 * 1024 * 1024
"""Below so many bytes no ratio does harm."""

_OTHERS = (
    ("word/document.xml", "a Word document", "`entente capture` reads what documents say"),
    ("ppt/presentation.xml", "a presentation", "copy its table into a spreadsheet first"),
    ("xl/workbook.bin", "a binary workbook of Excel", "save it as XLSX"),
    ("Index/Document.iwa", "a document of Apple's", "export it as an Excel workbook"),
)

Packed = Literal["excel", "opendocument"]


def kind_of_package(path: Path) -> Packed:
    """Return whose workbook a zip file is, by its parts, before any is unpacked.

    Raises `BadFile` for what is neither, or would unpack to more than any table.
    """
    try:
        with reading(path), ZipFile(path) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise BadFile(f"{path.name} is a damaged zip file: {error}") from error
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, path.stat().st_size)
    shared = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    if (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or shared > MOST_SHARED
        or (unpacked > _SMALL and unpacked > _MOST_RATIO * packed)
    ):
        raise BadFile(
            f"{path.name} would unpack to {unpacked:,} bytes in {len(parts):,} parts",
            hint="no table is packed like this; if yours is, save it as CSV",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise BadFile(f"{path.name} is encrypted", hint="save it without a password")
    names = {part.filename for part in parts}
    if "xl/workbook.xml" in names:
        return "excel"
    if {"content.xml", "mimetype"} <= names:
        return "opendocument"
    for part, what, hint in _OTHERS:
        if part in names:
            raise BadFile(f"{path.name} is {what}", hint=hint)
    raise BadFile(
        f"{path.name} is a zip file, but no Excel workbook or OpenDocument sheet",
        hint="unpack it and import what is in it",
    )
