"""The way in: a file of any known format, read as a document."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from statements.limits import LIMITS, Limits
from statements.reading.assemble import assemble
from statements.reading.decoding import decode
from statements.reading.document import Reading, StatementDocument
from store.errors import BadFile, CannotRead
from store.plain_files import reading_plain

if TYPE_CHECKING:
    from store.register.reader import ReportProgress


FORMATS = ("text", "md", "html", "docx", "pdf")
"""The formats that can be read, by the names the command line takes."""
_A_DOCUMENT = "give the path of a document, or - for stdin"

_SUFFIXES = {
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|div|p|article)\b", re.I | re.S
)
_MARKDOWN = re.compile(
    r"^(?:---\n[\s\S]{0,5000}?^---\s*$|#{1,6} \S|\*\*\S.*\*\*\s*$|\|(?: ?:?-{2,}:? ?\|)+\s*$)", re.M
)


def read_document(
    path: Path,
    *,
    format_name: str = "",
    encoding: str = "",
    limits: Limits = LIMITS,
    progress: ReportProgress | None = None,
) -> StatementDocument:
    """Read a file.

    The format is told by the content, and by the name where the content leaves it open;
    `format_name` is one of `FORMATS` and settles it. Raises `CannotRead` where the file cannot
    be opened, `BadFile` where it is damaged, encrypted, empty or too large, and `MissingExtra`.
    """
    return read_bytes(
        read_file(path, limits=limits),
        str(path),
        format_name=format_name,
        encoding=encoding,
        limits=limits,
        progress=progress,
    )


def read_file(path: Path, *, limits: Limits = LIMITS) -> bytes:
    """Return the bytes of a plain file. Raises `CannotRead`, and `BadFile` for a huge one."""
    try:
        with reading_plain(path, hint=_A_DOCUMENT) as file:
            if os.fstat(file.fileno()).st_size > limits.file_bytes:
                raise _too_large(str(path), limits)
            return file.read(limits.file_bytes + 1)
    except OSError as error:
        why = f"{error.strerror or error}".lower()
        raise CannotRead(f"{path} cannot be read: {why}", hint=_A_DOCUMENT) from error


def read_bytes(
    raw: bytes,
    name: str,
    *,
    format_name: str = "",
    encoding: str = "",
    limits: Limits = LIMITS,
    progress: ReportProgress | None = None,
) -> StatementDocument:
    """Read a document that is already in memory; `name` is what errors call it.

    >>> document = read_bytes(b"We will meet in 2026.", "note.txt")
    >>> [document.words_of(each) for each in document.sentences]
    ['We will meet in 2026.']
    """
    if len(raw) > limits.file_bytes:
        raise _too_large(name, limits)
    reading = _read(raw, name, format_name, encoding, limits, progress)
    document = assemble(reading, name, limits)
    if not document.sentences:
        raise BadFile(f"{name} holds no text", hint="give a document that has some")
    return document


def read_text(text: str, *, limits: Limits = LIMITS) -> StatementDocument:
    """Read a pasted text; Markdown is told by its headings or front matter."""
    return read_bytes(text.encode("utf-8", "replace"), "the text", limits=limits)


def _read(
    raw: bytes,
    name: str,
    format_name: str,
    encoding: str,
    limits: Limits,
    progress: ReportProgress | None,
) -> Reading:
    known = format_name or _by_content(raw)
    if known == "pdf":
        from statements.reading.pdf import read_pdf

        return read_pdf(raw, name, limits, progress)
    if known == "docx":
        from statements.reading.docx import read_docx

        return read_docx(raw, name, limits)
    _refuse_others(raw, name)
    text = decode(raw, name, encoding)
    if len(text) > limits.characters * (4 if known == "html" else 2):
        raise BadFile(
            f"{name} holds {len(text):,} characters, more than {limits.characters:,}",
            hint="give a part of it",
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    known = known or _SUFFIXES.get(Path(name).suffix.lower(), "") or _by_words(text)
    if known == "html":
        from statements.reading.html import read_html

        return read_html(text, name, limits)
    if known == "md":
        from statements.reading.markdown import read_markdown

        return read_markdown(text)
    from statements.reading.plain_text import read_plain_text

    return read_plain_text(text)


def _by_content(raw: bytes) -> str:
    if raw[:1024].lstrip()[:5] == b"%PDF-":
        return "pdf"
    return "docx" if raw[:4] == b"PK\x03\x04" else ""


def _by_words(text: str) -> str:
    if _MARKUP.match(text[:4000]):
        return "html"
    return "md" if _MARKDOWN.search(text[:20_000]) else "text"


def _refuse_others(raw: bytes, name: str) -> None:
    if raw.startswith(_OLD_OFFICE):
        raise BadFile(
            f"{name} is an encrypted document or one of an old Word (.doc)",
            hint="save it as DOCX without a password and try again",
        )
    if raw.startswith(b"{\\rtf"):
        raise BadFile(f"{name} is a Rich Text file", hint="save it as DOCX or as text")
    if not raw.strip():
        raise BadFile(f"{name} is empty", hint="give a document that has some text")


def _too_large(name: str, limits: Limits) -> BadFile:
    return BadFile(
        f"{name} is larger than {limits.file_bytes // 1_000_000} MB",
        hint="give a part of it, or save it as text",
    )
