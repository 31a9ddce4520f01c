"""DOCX and PDF files made by hand, so that the tests know every byte of them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from html import escape
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx_paragraph(
    text: str, *, style: str = "", number: tuple[int, int] | None = None, bold: bool = False
) -> str:
    """Return a paragraph of a Word document; `number` is its list and depth."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        listed, depth = number
        properties += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{listed}"/></w:numPr>'
    run = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r>{run}"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


_STYLES = (
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>'
)
_NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    '</w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>'
)


_DEFLATED = zipfile.ZIP_DEFLATED


def docx(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """Return a Word document with this body, its usual styles and lists, and further parts."""
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    files = {
        "word/document.xml": document,
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (files | dict(parts or {})).items():
            # The same bytes every time: no clock goes into them.
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, _DEFLATED)
    return made.getvalue()


def docx_notes(*texts: str) -> str:
    """Return a part with footnotes."""
    notes = "".join(f"<w:footnote>{docx_paragraph(each)}</w:footnote>" for each in texts)
    return f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'


Words = tuple[float, float, float, str]
"""From the left, from below, height of the letters, and the text."""


def pdf(pages: Iterable[Iterable[Words]], *, extra: str = "") -> bytes:
    """Return a PDF with words at places; `extra` goes into its catalogue."""
    contents = [_content(page) for page in pages]
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>".encode(),
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for content in contents:
        kids.append(f"{len(objects) + 1} 0 R")
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {len(objects) + 2} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(page.encode())
        stream = f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"
        objects.append(stream)
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    made = bytearray(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        made += f"{place:010} 00000 n \n".encode()
    made += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n".encode()
    return bytes(made + b"%%EOF\n")


def _content(words: Iterable[Words]) -> bytes:
    lines = []
    for left, bottom, height, text in words:
        safe = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        lines.append(f"BT /F1 {height} Tf {left} {bottom} Td ({safe}) Tj ET")
    return "\n".join(lines).encode("cp1252", "replace")
