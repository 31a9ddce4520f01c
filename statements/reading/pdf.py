"""PDF as blocks: the text of its pages in reading order. Scripts in it are never run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from statements.limits import Limits
from statements.reading.document import Block, BlockKind, Reading
from statements.reading.extras import needs
from statements.reading.numbering import leading_number
from statements.reading.pdf_layout import Line, PdfPiece, body_height, lines_in_order
from statements.reading.plain_text import looks_like_heading, to_block
from store.errors import BadFile

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

    from store.register.reader import ReportProgress


_DIGITS = re.compile(r"\d+")
_PAGE = re.compile(r"(?:page\s+)?\W*\d{1,4}\W*(?:(?:of|/)\s*\d{1,4}\W*)?", re.IGNORECASE)
_ENDS = (".", "!", "?", ":", ";", ".”", '."', ".)")
_SOFT = "\u00ad\ufffe\x02"
_WORK = 20_000_000
"""Pieces times characters of a page above which its layout is not looked at."""


def read_pdf(
    raw: bytes, name: str, limits: Limits, progress: ReportProgress | None = None
) -> Reading:
    """Return the paragraphs of a PDF: columns one after the other, page numbers left out.

    Raises `BadFile` for a damaged or encrypted file, one without text, or one over the
    limits, and `MissingExtra`.
    """
    with needs("PDF"):
        from pypdfium2 import PdfDocument, PdfiumError
    try:
        document = PdfDocument(raw)
    except PdfiumError as error:
        raise _refused(name, str(error)) from error
    try:
        pages = list(_pages(document, name, limits, progress))
        title = " ".join((document.get_metadata_value("Title") or "").split())
    except PdfiumError as error:
        raise _refused(name, str(error)) from error
    finally:
        document.close()
    if not any(pages):
        raise BadFile(
            f"{name} holds no text, only pictures of it",
            hint="run it through a program for optical character recognition (OCR) first",
        )
    return Reading(tuple(_blocks(pages)), title=title)


def _refused(name: str, why: str) -> BadFile:
    if "password" in why.lower():
        return BadFile(f"{name} is encrypted", hint="save it without a password and try again")
    return BadFile(f"{name} is a damaged PDF", hint="open it in a viewer and print it to a new PDF")


def _pages(
    document: PdfDocument, name: str, limits: Limits, progress: ReportProgress | None
) -> Iterator[list[Line]]:
    count = len(document)
    if count > limits.pages:
        raise BadFile(
            f"{name} has {count:,} pages, more than {limits.pages:,}", hint="give a part of it"
        )
    left = limits.characters
    for place in range(count):
        page = document[place]
        text = page.get_textpage()
        try:
            left -= text.count_chars()
            if left < 0:
                raise BadFile(
                    f"{name} holds more than {limits.characters:,} characters",
                    hint="give a part of it",
                )
            yield lines_in_order(_pieces_of(text), page.get_width())
        finally:
            text.close()
            page.close()
        if progress is not None:
            progress(place + 1, count)


def _pieces_of(page: PdfTextPage) -> list[PdfPiece]:
    characters = page.count_chars()
    if not characters:
        return []
    count = page.count_rects()
    if count * characters > _WORK:
        lines = page.get_text_range().splitlines()
        return [PdfPiece(0, -place, 1, 1 - place, line) for place, line in enumerate(lines)]
    pieces = []
    for place in range(count):
        left, bottom, right, top = page.get_rect(place)
        text = page.get_text_bounded(left, bottom, right, top)
        if text.strip():
            low, high = _line_box(page, left, bottom, top)
            pieces.append(PdfPiece(left, low, right, high, text.replace("\r\n", " ")))
    return pieces


def _line_box(page: PdfTextPage, left: float, bottom: float, top: float) -> tuple[float, float]:
    """Return how low and high the font reaches, whichever letters a run happens to have."""
    found = page.get_index(left + 0.5, (bottom + top) / 2, 2, max(top - bottom, 1))
    if found is None:
        return bottom, top
    _, low, _, high = page.get_charbox(found, loose=True)
    return (low, high) if high > low else (bottom, top)


def _blocks(pages: list[list[Line]]) -> Iterator[Block]:
    furniture = _furniture(pages)
    height = body_height(pages)
    known = Counter(word for page in pages for line in page for word in line.text.lower().split())
    held: list[Line] = []
    notes: list[Block] = []
    for page in pages:
        lines = [line for line in page if _masked(line) not in furniture]
        lines = _without_page_number(lines)
        cut = _notes_begin(lines, height)
        previous: Line | None = None
        for line in lines[:cut]:
            if held and not _goes_on(held, previous, line):
                yield from _paragraph(held, known)
                held = []
            held.append(line)
            previous = line
        notes.extend(_notes(lines[cut:], known))
    if held:
        yield from _paragraph(held, known)
    yield from notes


def _masked(line: Line) -> str:
    return _DIGITS.sub("0", line.text.strip())


def _furniture(pages: list[list[Line]]) -> set[str]:
    """Return the lines that head or foot most pages, their digits masked."""
    if len(pages) < 3:
        return set()
    seen = Counter(
        mark
        for page in pages
        for mark in {
            _masked(line)
            for line in (*page[:2], *page[-2:])
            if len(line.text) < 90 and not line.text.endswith(".")
        }
    )
    return {mark for mark, count in seen.items() if count >= max(3, len(pages) // 2)}


def _without_page_number(lines: list[Line]) -> list[Line]:
    while lines and _PAGE.fullmatch(lines[-1].text.strip()):
        lines = lines[:-1]
    while lines and _PAGE.fullmatch(lines[0].text.strip()) and not lines[0].text.endswith("."):
        lines = lines[1:]
    return lines


def _notes_begin(lines: list[Line], height: float) -> int:
    """Return where the footnotes of a page begin: smaller letters, from a number downwards."""
    place = len(lines)
    while place and lines[place - 1].height < 0.88 * height:
        place -= 1
    while place < len(lines) and not lines[place].text[:1].isdigit():
        place += 1
    return place


def _notes(lines: list[Line], known: Counter[str]) -> Iterator[Block]:
    held: list[str] = []
    for line in lines:
        if line.text[:1].isdigit() and held:
            yield Block(_joined(held, known), BlockKind.NOTE)
            held = []
        held.append(line.text)
    if held:
        yield Block(_joined(held, known), BlockKind.NOTE)


def _goes_on(held: list[Line], previous: Line | None, line: Line) -> bool:
    """Whether a line belongs to the paragraph that is held."""
    last = held[-1]
    number, length, _ = leading_number(line.text)
    if length and length < len(line.text) and (not number or not line.text[0].isalpha()):
        return False
    if previous is None:  # first of a page or what follows a page's notes
        return not last.text.endswith(_ENDS) and (
            line.text[:1].islower() or (len(last.text) > 40 and last.is_full)
        )
    if abs(line.height - last.height) > 0.2 * last.height:
        return False
    if line.gap > 1.45 * line.usual_gap:
        return False
    if not last.is_full and (last.text.endswith(_ENDS) or looks_like_heading(last.text)):
        return line.text[:1].islower()
    return True


def _paragraph(lines: list[Line], known: Counter[str]) -> Iterator[Block]:
    text = _joined([line.text for line in lines], known)
    if text:
        yield to_block(text, alone=len(lines) <= 2)


def _joined(lines: list[str], known: Counter[str]) -> str:
    """Join the lines of a paragraph; a word that a line's end parted becomes whole again."""
    text = ""
    for line in lines:
        words = " ".join(line.split())
        if text and text[-1] in f"-{_SOFT}" and words[:1].islower():
            first, after = text[:-1].rsplit(None, 1)[-1:], words.split(None, 1)[0]
            before = first[0] if first else ""
            whole, parted = f"{before}{after}".lower(), f"{before}-{after}".lower()
            keep = text[-1] == "-" and known[parted] >= known[whole] and known[before.lower()] > 0
            text = text[:-1] + ("-" if keep else "") + words
        else:
            text = f"{text} {words}" if text else words
    return "".join("-" if char in _SOFT else char for char in text).strip()
