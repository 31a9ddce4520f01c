"""What kind of file it is, told by its first bytes: the name may say anything."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from store.errors import BadFile
from store.importing.texts import Progress, encoding_of, lines, quiet, reading

Kind = Literal["folder", "workbook", "json", "lines", "text"]

LARGEST_JSON = 256 * 1024 * 1024
"""Bytes of a JSON file that has to be read as a whole."""

_BLANK = b"\xef\xbb\xbf \r\n\t"
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file", "save it as XLSX or CSV"),
    (b"%PDF", "a PDF file", "copy its table into a spreadsheet first"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"SQLite format 3", "an SQLite database", "export its table as CSV first"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"\xfd7zXZ", "an xz file", "unpack it first"),
    (b"\x89PNG", "a picture", "Entente reads tables and JSON"),
    (b"<?xml", "an XML file", "save it as CSV or XLSX"),
    (b"<!DOCTYPE", "a web page", "save its table as CSV"),
    (b"<html", "a web page", "save its table as CSV"),
)


def kind_of(path: Path) -> Kind:
    """Return what kind of file it is. Raises `BadFile` for what cannot be read at all."""
    with reading(path):
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return "folder"
        if not stat.S_ISREG(mode):
            raise BadFile(f"{path} is no file", hint="give the path of a file or a folder")
        with path.open("rb") as file:
            start = file.read(4096)
    if start.startswith(b"PK\x03\x04"):
        return "workbook"
    for mark, what, hint in _OTHERS:
        if start.lstrip(_BLANK).lower().startswith(mark.lower()):
            raise BadFile(f"{path.name} is {what}", hint=hint)
    if not start.strip(_BLANK):
        raise BadFile(f"{path.name} is empty")
    is_json = start.replace(b"\0", b"").lstrip(_BLANK + b"\xff\xfe").startswith((b"{", b"["))
    return _json_kind(path) if is_json else "text"


def load_json(path: Path) -> Any:
    """Read a JSON file as a whole. Raises `BadFile`."""
    with reading(path):
        size = path.stat().st_size
        if size > LARGEST_JSON:
            raise BadFile(
                f"{path.name} has {size:,} bytes, too many to be read at once",
                hint="write it as JSON lines, one object a line",
            )
        encoding = encoding_of(path)
        raw = path.read_bytes()
    try:
        return msgspec.json.decode(raw.decode(encoding))
    except (msgspec.DecodeError, UnicodeError) as error:
        raise BadFile(f"{path.name} is damaged JSON: {error}") from error
    except RecursionError as error:
        raise BadFile(f"{path.name} is nested too deeply") from error


def json_lines(path: Path, progress: Progress = quiet) -> Iterator[tuple[int, Any]]:
    """Yield the value of each line of a file, with its number. Raises `BadFile`."""
    for number, line in enumerate(lines(path, encoding_of(path), progress), start=1):
        if not line.strip():
            continue
        try:
            yield number, msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise BadFile(f"{path.name}, line {number}: damaged JSON: {error}") from error
        except RecursionError as error:
            raise BadFile(f"{path.name}, line {number}: nested too deeply") from error


def _json_kind(path: Path) -> Kind:
    """Tell one JSON value from several, one a line."""
    try:
        filled = (line.strip() for line in lines(path, encoding_of(path)))
        first = next((line for line in filled if line), "")
        if not (first.startswith("{") and first.endswith("}")):
            return "json"
        msgspec.json.decode(first)
        second = next((line for line in filled if line), "")
    except (msgspec.DecodeError, RecursionError, UnicodeError, BadFile):
        # A value may be one line longer than lines are; what is wrong with it shows later.
        return "json"
    return "lines" if second.startswith("{") else "json"
