"""Files to be imported: what kind each is, its encoding, and its text or JSON within bounds."""

from __future__ import annotations

import codecs
import io
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Literal, TypeVar

import msgspec

from exchange.importers.readers.json_text import decode_json, repeated_keys
from store.errors import BadFile, BadValue
from store.plain_files import read_plain
from store.register.reader import ReportProgress
from store.text import one_line

LONGEST_LINE = 8 * 1024 * 1024
"""Characters; 171 columns of Excel's longest cells are fewer."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_USUAL = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("cp874", "cp1258", "iso8859_2", "iso8859_15", "koi8_r", "mac_roman"),
    *("cp932", "gb18030", "big5", "cp949"),
)
"""The more usual first."""
_PAIRED = ("cp932", "big5", "cp949")
_HIGH = re.compile(rb"[\x80-\xff]+")
_AT_BYTE = re.compile(r"\(byte (\d+)\)")
_ALIKE = 0.01
"""Two encodings whose texts are as plausible as that are both possible."""
_SAMPLE = 256 * 1024
_CHUNK = 1024 * 1024


_TOLD_EVERY = 512
_SHOWN = 20

Item = TypeVar("Item")


def quiet(done: int, total: int) -> None:
    """Show no progress."""


def telling(
    items: Iterable[Item], progress: ReportProgress, before: int, total: int
) -> Iterator[Item]:
    """Yield items, and tell after every so many of them how many of a total are done."""
    for place, item in enumerate(items):
        if place % _TOLD_EVERY == 0:
            progress(before + place, total)
        yield item


def encoding_of(path: Path) -> str:
    """Return the encoding of a text file, by its mark, its bytes or its most likely language.

    Raises `BadFile` for bytes that are no text.
    """
    with reading(path), path.open("rb") as file:
        start = file.read(_SAMPLE)
        for mark, encoding in _MARKS:
            if start.startswith(mark):
                return encoding
        if b"\x1b$" in start and start.isascii():
            return "iso2022_jp"
        if b"\0" in start:
            return _without_mark(path, start)
        file.seek(0)
        return "utf-8" if _is_utf8(file) else _most_likely(path)


def is_surely(encoding: str) -> bool:
    """Whether a mark or the bytes themselves say that a file is in an encoding."""
    return encoding.startswith("utf")


def require_encoding(name: str) -> None:
    """Raise `BadValue` for what is no encoding of text; empty is none yet."""
    try:
        "".encode(name or "utf-8")
    except (LookupError, ValueError) as error:
        raise BadValue(
            f"there is no encoding '{name}'", hint="such as utf-8, cp1252, cp1254 or shift_jis"
        ) from error


def lines(path: Path, encoding: str, progress: ReportProgress = quiet) -> Iterator[str]:
    """Yield the lines of a text file with their ends. Raises `BadFile`, naming the line."""
    size = path.stat().st_size
    with reading(path), path.open("rb") as raw:
        number = 0
        text = _wrapped(raw, encoding)
        while True:
            try:
                line = text.readline(LONGEST_LINE + 1)
            except UnicodeError as error:
                raise BadFile(
                    f"{path.name}, after line {number}: not {encoding} throughout",
                    hint="save the file as UTF-8, or say what it is with --encoding",
                ) from error
            if not line:
                return
            number += 1
            if len(line) > LONGEST_LINE:
                raise BadFile(
                    f"{path.name}, line {number}: longer than {LONGEST_LINE:,} characters",
                    hint="this is no table or list that Entente knows",
                )
            if "\0" in line:
                raise BadFile(f"{path.name}, line {number}: holds NUL bytes, so it is not text")
            if number % _TOLD_EVERY == 0:
                progress(min(raw.tell(), size), size)
            yield line


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn a file's refusal to be read into words that name it."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadFile(f"{path} cannot be read: {reason}") from error


def _wrapped(raw: IO[bytes], encoding: str) -> IO[str]:
    return io.TextIOWrapper(raw, encoding=encoding, errors="strict", newline="")


def _is_utf8(file: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(_CHUNK):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _without_mark(path: Path, start: bytes) -> str:
    """Return the encoding of UTF-16 without a mark: every second byte of plain letters is 0."""
    even, odd = start[0::2], start[1::2]
    for half, other, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if half and half.count(0) > 0.4 * len(half) and 0 not in other:
            return encoding
    # Letters beyond Latin have no zero byte, but line ends and separators have.
    for encoding in ("utf-16-le", "utf-16-be"):
        text = start[: len(start) // 2 * 2].decode(encoding, "replace")
        if "\n" in text and all(each.isprintable() or each.isspace() for each in text):
            return encoding
    raise BadFile(
        f"{path.name} is not text: it holds NUL bytes",
        hint="`entente import --help` names the formats that can be read",
    )


def _most_likely(path: Path) -> str:
    from charset_normalizer import from_bytes

    # Only lines with bytes beyond ASCII tell encodings apart; they may be far down the file.
    telling = bytearray()
    with path.open("rb") as file:
        while len(telling) < _SAMPLE and (line := file.readline(_SAMPLE)):
            if not line.isascii():
                telling += line
    found = from_bytes(bytes(telling), cp_isolation=list(_USUAL), threshold=0.5)
    # Where bytes alone cannot tell two encodings apart, the more usual one is meant.
    chaos = {name: each.chaos for each in found for name in each.could_be_from_charset}
    least = min(chaos.values(), default=0.0)
    likely = next((name for name in _USUAL if chaos.get(name, 1.0) <= least + _ALIKE), _USUAL[0])
    return "gb18030" if likely in _PAIRED and _is_chinese(bytes(telling)) else likely


def _is_chinese(telling: bytes) -> bool:
    """Whether bytes come in pairs as the usual signs of Chinese do, and no others so often.

    A few words are too little to tell them from Korean or narrow Japanese letters by language.
    """
    runs = _HIGH.findall(telling)
    pairs = b"".join(runs)
    if not pairs or min(pairs) < 0xA1 or any(len(each) % 2 for each in runs):
        return False
    usual = sum(0xB0 <= each <= 0xD7 for each in pairs[::2])
    beyond_korean = sum(each > 0xC8 for each in pairs[::2])
    return usual * 10 > len(pairs) * 3 and beyond_korean * 20 > len(pairs)


FileKind = Literal["folder", "workbook", "json", "lines", "text"]

LARGEST_JSON = 256 * 1024 * 1024
"""Bytes of a JSON file that has to be read as a whole."""

_BLANK = b"\xef\xbb\xbf \r\n\t"
AS_STATEMENT = "or read it as a statement: `entente capture`"
"""The way out for a text that is no table."""
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file", "save it as XLSX or CSV"),
    (b"%PDF", "a PDF file", f"copy its table into a spreadsheet first; {AS_STATEMENT}"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"SQLite format 3", "an SQLite database", "export its table as CSV first"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"\xfd7zXZ", "an xz file", "unpack it first"),
    (b"\x89PNG", "a picture", "Entente reads tables and JSON"),
    (b"<?xml", "an XML file", "save it as CSV or XLSX"),
    (b"<!DOCTYPE", "a web page", f"save its table as CSV; {AS_STATEMENT}"),
    (b"<html", "a web page", f"save its table as CSV; {AS_STATEMENT}"),
)


def kind_of(path: Path) -> FileKind:
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
    if start.lstrip(_BLANK).startswith(b"<") and b"<tr" in start.lower():
        raise BadFile(f"{path.name} is a web page", hint=f"save its table as CSV; {AS_STATEMENT}")
    if not start.strip(_BLANK):
        raise BadFile(f"{path.name} is empty")
    is_json = start.replace(b"\0", b"").lstrip(_BLANK + b"\xff\xfe").startswith((b"{", b"["))
    return _json_kind(path) if is_json else "text"


def load_json(path: Path, encoding: str = "", remarks: list[str] | None = None) -> Any:
    """Read a JSON file as a whole, in an encoding or what its bytes tell. Raises `BadFile`.

    What a reader should know of it is put into `remarks`.
    """
    with reading(path):
        size = path.stat().st_size
        if size > LARGEST_JSON:
            raise BadFile(
                f"{path.name} has {size:,} bytes, too many to be read at once",
                hint="write it as JSON lines, one object a line",
            )
        raw = read_plain(path)  # first: it refuses what could be waited for in vain
        encoding = encoding or encoding_of(path)
    try:
        text = raw.decode(encoding)
        value = decode_json(text)
    except UnicodeError as error:
        raise BadFile(
            f"{path.name} is not {encoding} throughout",
            hint="save the file as UTF-8, or say what it is with --encoding",
        ) from error
    except msgspec.DecodeError as error:
        where, hint = _fault_of_json(text, str(error))
        raise BadFile(f"{path.name} is damaged JSON: {error}{where}", hint=hint) from error
    except RecursionError as error:
        raise BadFile(f"{path.name} is nested too deeply") from error
    if remarks is not None and (again := repeated_keys(text, value)):
        remarks.append(_of_repeated("", again))
    return value


def _fault_of_json(text: str, error: str) -> tuple[str, str]:
    """Return where a JSON text is damaged, in words, and what would mend it; empty if unknown."""
    found = _AT_BYTE.search(error)
    if found is None:
        return "", ""
    before = text.encode("utf-8", "surrogatepass")[: int(found[1])].decode("utf-8", "ignore")
    rest = text[len(before) :]
    where = f", line {before.count(chr(10)) + 1}, at “{one_line(rest[:_SHOWN])}”" if rest else ""
    is_number = rest.startswith(("NaN", "Infinity", "-Infinity"))
    return where, "NaN and Infinity are no JSON: write null instead" if is_number else ""


def _of_repeated(where: str, again: list[str]) -> str:
    more = f", and {len(again) - _SHOWN:,} more" if len(again) > _SHOWN else ""
    listed = ", ".join(f"“{each}”" for each in again[:_SHOWN])
    return f"{where}keys that an object has again: the last value is read, and not {listed}{more}"


def json_lines(
    path: Path,
    encoding: str = "",
    progress: ReportProgress = quiet,
    remarks: list[str] | None = None,
) -> Iterator[tuple[int, Any]]:
    """Yield the value of each line of a file, with its number. Raises `BadFile`.

    What a reader should know of a line is put into `remarks` once it is read.
    """
    encoding = encoding or encoding_of(path)
    for number, line in enumerate(lines(path, encoding, progress), start=1):
        if not line.strip():
            continue
        try:
            value = decode_json(line)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise BadFile(f"{path.name}, line {number}: damaged JSON: {error}") from error
        except RecursionError as error:
            raise BadFile(f"{path.name}, line {number}: nested too deeply") from error
        if remarks is not None and (again := repeated_keys(line, value)):
            remarks.append(_of_repeated(f"line {number}: ", again))
        yield number, value


def _json_kind(path: Path) -> FileKind:
    """Tell one JSON value from several, one a line."""
    try:
        filled = (line.strip() for line in lines(path, encoding_of(path)))
        first = next((line for line in filled if line), "")
        if not (first.startswith("{") and first.endswith("}")):
            return "json"
        decode_json(first)
        second = next((line for line in filled if line), "")
        if second:
            # One value is whole before its next line: what follows is another, of any kind.
            return "lines"
    except (msgspec.DecodeError, RecursionError, UnicodeError, BadFile):
        # A value may be one line longer than lines are; what is wrong with it shows later.
        return "json"
    return "json"
