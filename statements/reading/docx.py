"""DOCX as blocks: paragraphs as Word shows them, with the numbers it writes before them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING
from zlib import error as zlib_error

from statements.limits import Limits
from statements.reading.document import Block, BlockKind, Reading
from statements.reading.docx_numbering import Numbering, read_numbering
from statements.reading.plain_text import looks_like_heading, to_block
from store.errors import BadFile

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_UNSEEN = frozenset((f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{_MC}Fallback"))


def read_docx(raw: bytes, name: str, limits: Limits) -> Reading:
    """Return the paragraphs of a Word document, its footnotes last.

    Deleted text of tracked changes is left out, inserted text is kept. Raises `BadFile` for a
    damaged file, one that unpacks to more than the limits, or one with entities of its own.
    """
    package = _Package(raw, name, limits)
    styles = _styles(package)
    numbering = read_numbering(package.elements("word/numbering.xml"))
    blocks = list(_paragraphs(package, "word/document.xml", styles, numbering))
    notes = [
        Block(each.text, BlockKind.NOTE)
        for part in ("word/footnotes.xml", "word/endnotes.xml")
        for each in _paragraphs(package, part, styles, Numbering())
    ]
    title = _core_title(package)
    return Reading((*blocks, *notes), title=title)


class _Package:
    """The parts of a DOCX, unpacked no further than the limits allow."""

    def __init__(self, raw: bytes, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self._left = limits.unpacked_bytes
        try:
            self._zip = zipfile.ZipFile(BytesIO(raw))
            self._names = set(self._zip.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise self._damaged() from error
        if "word/document.xml" not in self._names:
            raise BadFile(
                f"{name} is a ZIP archive, but no Word document",
                hint="capture reads text, Markdown, HTML, DOCX and PDF",
            )

    def part(self, path: str) -> bytes:
        """Return a part's bytes, none where the document has no such part."""
        if path not in self._names:
            return b""
        info = self._zip.getinfo(path)
        if info.flag_bits & 1:
            raise BadFile(
                f"{self.name} is encrypted", hint="save it without a password and try again"
            )
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._damaged()
        packed = max(info.compress_size, 1)
        swollen = info.file_size > 1_000_000 and info.file_size > packed * self.limits.packing_ratio
        if info.file_size > self._left or swollen:
            raise self._too_large()
        try:
            with self._zip.open(info) as file:
                raw = file.read(self._left + 1)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, zlib_error) as error:
            raise self._damaged() from error
        self._left -= len(raw)
        if self._left < 0:
            raise self._too_large()
        return raw

    def elements(self, path: str) -> Iterator[tuple[str, Element]]:
        """Yield the starts and ends of a part's elements, none where the document lacks it.

        Raises `BadFile`.
        """
        raw = self.part(path)
        if not raw:
            return
        from xml.etree.ElementTree import ParseError  # only its error: defusedxml reads

        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import iterparse

        depth = 0
        try:
            for event, element in iterparse(BytesIO(raw), ("start", "end"), forbid_dtd=True):
                depth += 1 if event == "start" else -1
                if depth > self.limits.nesting:
                    raise BadFile(
                        f"{self.name} nests its elements more than {self.limits.nesting:,} deep",
                        hint="save the document as text and give that",
                    )
                yield event, element
        except DefusedXmlException as error:
            raise BadFile(
                f"{self.name} declares entities of its own, which no Word document does",
                hint="open it in a word processor and save it again",
            ) from error
        except (ParseError, UnicodeError, ValueError, LookupError) as error:
            raise self._damaged() from error

    def _damaged(self) -> BadFile:
        return BadFile(
            f"{self.name} is a damaged DOCX",
            hint="open it in a word processor and save it again",
        )

    def _too_large(self) -> BadFile:
        limit = self.limits.unpacked_bytes // 1_000_000
        return BadFile(
            f"{self.name} unpacks to more than a document holds (over {limit} MB, or "
            f"{self.limits.packing_ratio} times its packed size)",
            hint="save the document as text and give that",
        )


@dataclass(slots=True)
class _Style:
    """What a paragraph style says that matters here."""

    heading: int = 0
    number: str = ""
    level: int = 0
    title: bool = False


def _styles(package: _Package) -> dict[str, _Style]:
    found: dict[str, _Style] = {}
    for event, element in package.elements("word/styles.xml"):
        if event == "end" and element.tag == f"{W}style":
            style = _Style()
            name = element.find(f"{W}name")
            words = (_value(name) if name is not None else "").lower()
            if words.startswith("heading ") and words[8:].isdigit():
                style.heading = min(int(words[8:10]), 9)
            style.title = words == "title"
            outline = element.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None and _value(outline) in tuple("012345678"):
                style.heading = style.heading or int(_value(outline)) + 1
            numbered = element.find(f"{W}pPr/{W}numPr")
            if numbered is not None:
                style.number, style.level = _numbered(numbered)
            found[element.get(f"{W}styleId", "")] = style
            element.clear()
    return found


def _value(element: Element) -> str:
    return element.get(f"{W}val", "")


def _numbered(element: Element) -> tuple[str, int]:
    number, level = element.find(f"{W}numId"), element.find(f"{W}ilvl")
    depth = _value(level) if level is not None else "0"
    return (
        _value(number) if number is not None else "",
        int(depth) if depth in tuple("012345678") else 0,
    )


@dataclass(slots=True)
class _Open:
    """A paragraph while its elements are read."""

    words: list[str] = field(default_factory=list)
    style: str = ""
    number: tuple[str, int] | None = None
    strong: bool = True
    has_strong: bool = False
    outline: int = 0


def _paragraphs(
    package: _Package, part: str, styles: dict[str, _Style], numbering: Numbering
) -> Iterator[Block]:
    opened: list[_Open] = []
    hidden = cells = 0
    run_strong = False
    for event, element in package.elements(part):
        tag = element.tag
        if tag in _UNSEEN:
            hidden += 1 if event == "start" else -1
        elif tag == f"{W}tc":
            cells += 1 if event == "start" else -1
        elif tag == f"{W}p" and event == "start":
            opened.append(_Open())
        elif event == "start" or not opened:
            if tag == f"{W}r":
                run_strong = False
        elif tag == f"{W}p":
            yield from _block(opened.pop(), styles, numbering, in_cell=cells > 0)
            element.clear()
        elif hidden:
            continue
        elif tag == f"{W}rPr":
            bold = element.find(f"{W}b")
            run_strong = bold is not None and _value(bold) not in ("0", "false")
        elif tag == f"{W}t":
            text = element.text or ""
            opened[-1].words.append(text)
            if text.strip():
                opened[-1].strong = opened[-1].strong and run_strong
                opened[-1].has_strong = True
        elif tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            opened[-1].words.append(" ")
        elif tag == f"{W}noBreakHyphen":
            opened[-1].words.append("-")
        elif tag == f"{W}pPr":
            _read_properties(element, opened[-1])


def _read_properties(element: Element, paragraph: _Open) -> None:
    style = element.find(f"{W}pStyle")
    if style is not None:
        paragraph.style = _value(style)
    numbered = element.find(f"{W}numPr")
    if numbered is not None:
        paragraph.number = _numbered(numbered)
    outline = element.find(f"{W}outlineLvl")
    if outline is not None and _value(outline) in tuple("012345678"):
        paragraph.outline = int(_value(outline)) + 1


def _block(
    paragraph: _Open, styles: dict[str, _Style], numbering: Numbering, *, in_cell: bool
) -> Iterator[Block]:
    text = " ".join("".join(paragraph.words).split())
    style = styles.get(paragraph.style, _Style())
    number_id, level = paragraph.number or (style.number, style.level)
    # A paragraph counts in its list also when it has no words: Word shows its number too.
    number, bullet = numbering.next(number_id, level) if number_id else ("", False)
    if not text:
        return
    heading = style.heading or paragraph.outline
    strong = paragraph.strong and paragraph.has_strong
    if in_cell:
        yield Block(text, BlockKind.CELL)
    elif heading or style.title:
        yield Block(text, BlockKind.HEADING, heading or 1, number)
    elif bullet or (number and level > 0) or (number and not number[0].isdigit()):
        yield Block(text, BlockKind.ITEM, level + 1, number)
    elif number:
        yield Block(text, number=number)
    elif strong and looks_like_heading(text):
        yield Block(text, BlockKind.HEADING, 4)
    else:
        yield to_block(text, alone=False)


def _core_title(package: _Package) -> str:
    title = ""
    for event, element in package.elements("docProps/core.xml"):
        if event == "end" and element.tag == f"{_DC}title":
            title = " ".join((element.text or "").split())
    return title
