"""Files made to do harm: each is refused with a clear line, in bounded time and memory."""

from __future__ import annotations

import os
import random
import struct
import tracemalloc
import zipfile
from io import BytesIO

import pytest

from statements.capture.capture import capture
from statements.comparing.compare import compare
from statements.comparing.undertaking import side_of_document
from statements.limits import LIMITS, Limits
from statements.reading.document import StatementDocument
from statements.reading.extras import MissingExtra
from statements.reading.reader import read_bytes, read_text
from store.errors import BadFile, EntenteError
from tests.statements.samples.files import W, docx, docx_paragraph, pdf
from tests.statements.samples.statements import SAMPLES

COUNT = 1000 if "ENTENTE_LONG" in os.environ else 60
SMALL = Limits(
    file_bytes=2_000_000, unpacked_bytes=3_000_000, characters=100_000, pages=5, nesting=100
)


def _refused(raw: bytes, limits: Limits = LIMITS, **options: str) -> BadFile:
    with pytest.raises(BadFile) as raised:
        read_bytes(raw, "the file", limits=limits, **options)  # type: ignore[arg-type]  # options
    assert raised.value.message.startswith("the file")
    assert raised.value.hint
    return raised.value


def _zip_with_lie(size: int, claimed: int) -> bytes:
    """Return a DOCX whose main part is larger than its directory says."""
    raw = bytearray(docx(docx_paragraph("a" * size)))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = raw.find(mark)
        raw[place + offset : place + offset + 4] = struct.pack("<I", claimed)
    return bytes(raw)


def test_a_bomb_that_packs_a_thousandfold_is_refused_before_it_is_unpacked() -> None:
    raw = docx(docx_paragraph(" " * 60_000_000))
    assert len(raw) < 200_000
    tracemalloc.start()
    error = _refused(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "unpacks to more" in error.message
    assert peak < 20_000_000


def test_a_part_larger_than_it_claims_is_refused() -> None:
    _refused(_zip_with_lie(4_000_000, 1000), SMALL)


def test_many_parts_together_are_bounded() -> None:
    note = f'<w:footnotes xmlns:w="{W}">' + docx_paragraph("ab " * 600_000) + "</w:footnotes>"
    _refused(docx(docx_paragraph("cd " * 600_000), {"word/footnotes.xml": note}), SMALL)


def test_entities_are_never_expanded_nor_fetched() -> None:
    laughs = (
        '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">'
        '<!ENTITY c SYSTEM "file:///etc/passwd">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;&c;</w:t></w:r></w:p></w:body>'
        "</w:document>"
    )
    error = _refused(docx("", {"word/document.xml": laughs}))
    assert "entities" in error.message


@pytest.mark.parametrize(
    "raw",
    [
        b"<html><body>" + b"<div>" * 100_000 + b"deep",
        b"<html><body>" + b"<b><i>" * 50_000 + b"deep",
        docx("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000),
    ],
    ids=["html", "html with styles", "docx"],
)
def test_nesting_beyond_all_use_is_refused(raw: bytes) -> None:
    assert "nests" in _refused(raw).message


def test_elements_that_close_themselves_are_no_nesting() -> None:
    document = read_bytes(b"<html><body>" + b"<p>We will meet.<br>" * 5_000, "page.html")
    assert len(document.sentences) == 5_000


def test_a_pdf_with_scripts_is_read_without_running_them() -> None:
    extra = (
        "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); while\\(1\\){}) >>"
        " /AA << /WC << /S /Launch /F (calc.exe) >> >>"
    )
    document = read_bytes(pdf([[(60.0, 700.0, 11.0, "We will meet in 2026.")]], extra=extra), "a")
    assert document.text == "We will meet in 2026."


def test_an_encrypted_pdf_and_an_encrypted_docx_are_named() -> None:
    raw = pdf([[(60.0, 700.0, 11.0, "We will meet.")]])
    locked = raw.replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O <"
        + b"00" * 32
        + b"> /U <"
        + b"00" * 32
        + b"> >>",
    )
    assert "encrypted" in _refused(locked).message
    packed = BytesIO(docx(docx_paragraph("We will meet.")))
    raw_zip = bytearray(packed.getvalue())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = raw_zip.find(mark)
        while place >= 0:
            raw_zip[place + offset] |= 1
            place = raw_zip.find(mark, place + 4)
    assert "encrypted" in _refused(bytes(raw_zip)).message


def test_pages_and_characters_are_bounded() -> None:
    page = [(60.0, 700.0, 11.0, "We will meet.")]
    assert "pages" in _refused(pdf([page] * 6), SMALL).message
    assert "characters" in _refused(b"We will meet. " * 20_000, SMALL).message
    assert "characters" in _refused(docx(docx_paragraph("We will meet. " * 20_000)), SMALL).message
    assert "larger" in _refused(b"a" * 2_000_001, SMALL).message


@pytest.mark.parametrize(
    "text",
    [
        "a" * 90_000,
        "We will " * 12_000,
        "a. " * 30_000,
        "will " * 18_000,
        ", and " * 15_000,
        "(a) " * 22_000,
        "in 2026 " * 11_000,
        "within 5 " * 10_000,
        "committed to " * 7_000,
        "“" * 30_000,
        "the the " * 11_000,
        "A B C D " * 11_000,
        "\u202e" * 30_000,
        "1.1.1.1." * 11_000,
        "- " * 45_000,
    ],
    ids=lambda text: repr(text[:9]),
)
def test_an_endless_line_comes_to_an_end(text: str) -> None:
    """What takes longer than it should is stopped by the whole run's limit, not by a clock here."""
    try:
        document = read_text(f"We will meet and report.\n\n{text}", limits=SMALL)
        capture(document)
    except EntenteError:
        return
    assert max(each.end - each.start for each in document.sentences) <= LIMITS.sentence


def _seeds() -> dict[str, bytes]:
    text = SAMPLES[0].text
    paragraphs = "".join(docx_paragraph(each) for each in text.split("\n") if each)
    lines = [each for each in text.split("\n") if each]
    page = [(60.0, 760.0 - 16 * row, 11.0, line) for row, line in enumerate(lines)]
    return {
        "text": text.encode(),
        "md": f"---\ntitle: A\n---\n{SAMPLES[8].text}".encode(),
        "html": ("<html><body><h1>A</h1><ul><li>" + "<li>".join(lines) + "</ul></body>").encode(),
        "docx": docx(paragraphs),
        "pdf": pdf([page]),
    }


def _mutated(raw: bytes, chance: random.Random) -> bytes:
    made = bytearray(raw)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(made))
        match chance.randrange(4):
            case 0:
                made[place] = chance.randrange(256)
            case 1:
                del made[place : place + chance.randint(1, 40)]
            case 2:
                made[place:place] = made[place : place + chance.randint(1, 60)]
            case _:
                made[place:place] = chance.choice(
                    (b"<", b">", b"\xff\xfe", b"\0", b"&#x110000;", b"(", b"{", b"will ", b"%%EOF")
                )
        if not made:
            return b"x"
    return bytes(made)


@pytest.mark.parametrize("name", ["text", "md", "html", "docx", "pdf"])
def test_a_mutated_file_is_read_or_refused_and_never_fails_otherwise(name: str) -> None:
    chance = random.Random(name)
    seed = _seeds()[name]
    read = 0
    for _ in range(COUNT):
        try:
            document = read_bytes(_mutated(seed, chance), "the file", format_name=name)
            found = capture(document)
        except EntenteError as error:
            assert error.message
            continue
        read += 1
        for each in found.proposals:
            assert document.text[each.start : each.end] == each.quote
    assert read


def test_a_damaged_part_of_a_word_document_is_refused_too() -> None:
    whole = zipfile.ZipFile(BytesIO(docx(docx_paragraph("We will meet."))))
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for each in whole.namelist():
            text = whole.read(each)
            archive.writestr(each, text if each != "word/numbering.xml" else text[:-20])
    assert "damaged" in _refused(made.getvalue()).message


def test_hostile_words_stay_words_through_capture_and_comparison() -> None:
    hostile = "We will open [red]the [/] \x1b[31moffice <b>&amp; ${HOME} {{x}} by 2027."
    document = read_text(f"{hostile} ราชอาณาจักรไทย will meet. हम मिलेंगे।")
    found = capture(document)
    assert [each.quote for each in found.proposals][:1] == [hostile]
    side = side_of_document(document)
    compared = compare(side, side)
    assert compared[0].quote.startswith(hostile)


@pytest.mark.parametrize(
    ("module", "raw", "what"),
    [
        ("selectolax.lexbor", b"<html><body><p>We will meet.</p></body></html>", "HTML"),
        ("pypdfium2", b"%PDF-1.4", "PDF"),
        ("nupunkt", b"We will meet.", "documents"),
    ],
)
def test_a_missing_library_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, module: str, raw: bytes, what: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(MissingExtra) as raised:
        read_bytes(raw, "the file")
    assert what in raised.value.message
    assert "entente[statements]" in raised.value.hint


def test_reading_leaves_nothing_behind_of_the_document_before() -> None:
    def read(text: str) -> StatementDocument:
        return read_text(text)

    first = read("# A\n\n1. We will:\n\n- meet;")
    read("# B\n\n2. They shall:\n\n- report;")
    assert read("# A\n\n1. We will:\n\n- meet;") == first
