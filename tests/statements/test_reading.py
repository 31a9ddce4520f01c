"""Every format is read as the same document: words, numbers, headings, places."""

from __future__ import annotations

from pathlib import Path

import pytest

from statements.limits import LIMITS
from statements.reading.document import BlockKind, StatementDocument
from statements.reading.reader import read_bytes, read_document, read_text
from store.errors import BadFile, CannotRead
from tests.statements.samples.files import docx, docx_notes, docx_paragraph, pdf

BODY = "We will meet in 2026. They agreed to report."


def _kinds(document: StatementDocument) -> list[tuple[str, str]]:
    return [(each.kind.value, document.words_of(each)) for each in document.paragraphs]


def _sentences(document: StatementDocument) -> list[str]:
    return [document.words_of(each) for each in document.sentences]


def test_wrapped_text_is_joined_and_headings_make_a_path() -> None:
    document = read_text("Trade\n\n17. We will meet in\n2026. They agreed\nto report.\n")
    assert _sentences(document) == ["We will meet in 2026.", "They agreed to report."]
    paragraph = document.paragraphs[1]
    assert (paragraph.number, paragraph.label, paragraph.path) == ("17.", "17", ("Trade",))


def test_front_matter_gives_title_date_and_address() -> None:
    document = read_text(
        "---\ntitle: 'A Statement'\ndate: '2025-02-13'\nsource_url: https://example.org/a\n---\n"
        "**Trade **  \nWe *will* [meet](https://example.org) in 2026.\n"
    )
    assert (document.title, str(document.date), document.url) == (
        "A Statement",
        "2025-02-13",
        "https://example.org/a",
    )
    assert _kinds(document) == [("heading", "Trade"), ("text", "We will meet in 2026.")]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("# Statement\n\n20 May 2023, Hiroshima\n\nWe will meet.", "2023-05-20"),
        ("Leaders met in Oslo on February 13, 2025. We will meet.", "2025-02-13"),
        ("# Declaration, 15-16 November 2022\n\nWe will meet.", "2022-11"),
        ("We will meet. The treaty of 3 May 1999 stays.", "None"),
    ],
)
def test_the_date_of_issue_is_read_only_where_the_text_says_it(text: str, date: str) -> None:
    assert str(read_text(text).date) == date


def test_html_loses_its_menus_scripts_and_footnote_marks() -> None:
    document = read_bytes(
        b"""<!doctype html><html><head><title>A</title>
        <meta property="article:published_time" content="2025-03-01T10:00:00Z"></head>
        <body><nav>Home</nav><script>steal()</script><h1>Joint Statement</h1><h2>Trade</h2>
        <p>We <b>will</b> meet<sup>1</sup> in&nbsp;2026.</p>
        <p>We will:</p><ul><li>open an office;</li><li>close another.</li></ul>
        <ol start="3"><li>They agreed to report.</li></ol>
        <table><tr><td>Cell words</td></tr></table></body></html>""",
        "page.html",
    )
    assert document.title == "Joint Statement"
    assert str(document.date) == "2025-03-01"
    assert _kinds(document)[2:] == [
        ("text", "We will meet in 2026."),
        ("text", "We will:"),
        ("item", "open an office;"),
        ("item", "close another."),
        ("text", "3. They agreed to report."),
        ("cell", "Cell words"),
    ]
    assert [document.stem_of(each) for each in document.sentences][2:4] == ["We will:"] * 2


def test_a_word_document_keeps_the_numbers_that_word_shows() -> None:
    body = (
        docx_paragraph("A Statement", style="T")
        + docx_paragraph("Trade", style="H1")
        + docx_paragraph("We will:", number=(1, 0))
        + docx_paragraph("open an office", number=(1, 1))
        + docx_paragraph("close another", number=(1, 1))
        + docx_paragraph("They agreed to report.", number=(1, 0))
        + docx_paragraph("welcome ideas", number=(2, 0))
        + docx_paragraph("Energy", bold=True)
        + "<w:tbl><w:tr><w:tc>"
        + docx_paragraph("in a table")
        + "</w:tc></w:tr></w:tbl>"
        + "<w:p><w:r><w:t>We will</w:t></w:r><w:del><w:r><w:t> not</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t> meet.</w:t></w:r></w:ins></w:p>"
    )
    document = read_bytes(
        docx(body, {"word/footnotes.xml": docx_notes("As agreed in Oslo.")}), "a.docx"
    )
    assert _kinds(document) == [
        ("heading", "A Statement"),
        ("heading", "Trade"),
        ("text", "1. We will:"),
        ("item", "(a) open an office"),
        ("item", "(b) close another"),
        ("text", "2. They agreed to report."),
        ("item", "welcome ideas"),
        ("heading", "Energy"),
        ("cell", "in a table"),
        ("text", "We will meet."),
        ("note", "As agreed in Oslo."),
    ]
    assert document.paragraphs[4].label == "1 (b)"
    assert document.paragraphs[9].path == ("Trade", "Energy")


def test_two_columns_of_a_pdf_are_read_one_after_the_other() -> None:
    left = ["We will open an office in", "Oslo by 2027. Both sides", "agreed to cooper-", "ate."]
    right = ["They intend to report in", "May 2026. India will host", "the next meeting.", "Done."]
    words = [(60.0, 760.0, 16.0, "Joint Statement of the Ministers of Two States")]
    for row in range(4):
        # Written line by line across both columns, as some programs do.
        words.append((60.0, 700.0 - 14 * row, 10.0, left[row]))
        words.append((320.0, 700.0 - 14 * row, 10.0, right[row]))
    document = read_bytes(pdf([words]), "two.pdf")
    assert _sentences(document) == [
        "We will open an office in Oslo by 2027.",
        "Both sides agreed to cooperate.",
        "They intend to report in May 2026.",
        "India will host the next meeting.",
        "Done.",
    ]


def test_a_pdf_loses_page_numbers_running_heads_and_marks_of_footnotes() -> None:
    pages = []
    for number, name in enumerate(("Ada", "Bo", "Cy", "Di"), start=1):
        pages.append(
            [
                (60.0, 780.0, 9.0, "Ministry of Harbours"),
                (60.0, 700.0, 11.0, f"{number}. We will meet {name} and again in the port"),
                (290.0, 704.0, 6.0, "2"),
                (60.0, 686.0, 11.0, "of the capital city and we will report on it every year."),
                (60.0, 60.0, 7.0, f"{number} The text of the accord is to be found with {name}."),
                (300.0, 30.0, 9.0, f"- {number} -"),
            ]
        )
    document = read_bytes(pdf(pages), "four.pdf")
    texts = [each for each in document.paragraphs if each.kind != BlockKind.NOTE]
    assert [each.number for each in texts] == ["1.", "2.", "3.", "4."]
    assert "Ministry" not in document.text
    assert "port 2" not in document.text
    assert len(document.paragraphs) - len(texts) == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_comes_in_several_encodings(encoding: str) -> None:
    raw = ("Der Café-Plan. " * 3 + "We will meet in the café “soon” – in 2026.").encode(encoding)
    given = encoding if encoding == "cp1252" else ""
    assert "café “soon” –" in read_bytes(raw, "a.txt", encoding=given).text


def test_places_are_exact_whatever_the_script() -> None:
    text = "हम मिलेंगे। We will meet İn 2026.\n\n我们将会面。We agreed to report.\n"
    document = read_text(text)
    for each in document.sentences:
        assert document.words_of(each) == document.text[each.start : each.end]
    assert "We will meet İn 2026." in document.text


def test_a_format_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_text("We will <b>meet</b>.")
    assert _sentences(read_document(path, format_name="html")) == ["We will meet."]
    assert _sentences(read_document(path, format_name="text")) == ["We will <b>meet</b>."]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "encrypted document or one of an old Word"),
        (b"{\\rtf1 words}", "Rich Text"),
        (b"PK\x03\x04 not a zip", "damaged DOCX"),
        (b"%PDF-1.4 nothing", "damaged PDF"),
        (bytes(range(256)) * 20, "not"),
        (b"<html><body><script>x</script></body></html>", "no text"),
        (docx("<w:p></w:p>"), "no text"),
        (pdf([[]]), "only pictures"),
    ],
    ids=lambda each: each if isinstance(each, str) else "raw",
)
def test_what_cannot_be_read_is_named(raw: bytes, says: str) -> None:
    with pytest.raises(BadFile) as raised:
        read_bytes(raw, "a file")
    assert says in raised.value.message
    assert raised.value.hint


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(CannotRead) as raised:
            read_document(path)
        assert str(path) in raised.value.message


def test_limits_hold_for_files_that_are_only_large(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(LIMITS.file_bytes + 1)
    with pytest.raises(BadFile, match="larger than"):
        read_document(path)
