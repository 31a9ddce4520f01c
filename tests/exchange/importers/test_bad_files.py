"""Files that are meant to do harm, or are none of ours: one clear line, nothing changed."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from exchange.importers.readers import files, zip_check
from store.errors import BadFile
from store.register.store import Store
from tests.exchange.importers.files import as_xlsx, bring, documents, written


def refused(store: Store, path: Path) -> BadFile:
    """Import what must be refused; return why."""
    before = store.path.read_bytes()
    with pytest.raises(BadFile) as caught:
        bring(store, path)
    assert store.path.read_bytes() == before
    assert "\n" not in caught.value.message
    assert path.name in caught.value.message
    return caught.value


def repacked(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """Write a workbook anew with something in one of its parts changed."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_a_zip_bomb_is_not_unpacked(empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(64):
                part.write(bytes(1024 * 1024))
    assert "would unpack to 67,108,868 bytes" in refused(empty, path).message


def test_a_zip_of_very_many_parts_is_not_unpacked(empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    with ZipFile(path, "w") as archive:
        for number in range(2100):
            archive.writestr(f"../{number}", "")
    assert "2,100 parts" in refused(empty, path).message


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"]
)
def test_entities_are_never_expanded(empty: Store, tmp_path: Path, part: str) -> None:
    doctype = b'?><!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;&b;&b;">]>'
    path = repacked(as_xlsx(tmp_path), part, b"?>", doctype)
    assert "defines XML entities" in refused(empty, path).message


def test_a_workbook_with_too_much_text_to_be_held_is_not_unpacked(
    empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_check, "MOST_SHARED", 500)
    assert "would unpack to" in refused(empty, as_xlsx(tmp_path)).message


@pytest.mark.parametrize("size", [b"A1:XFD1048576", b"A1"])
def test_a_sheet_that_says_the_wrong_size_is_read_as_it_is(
    empty: Store, tmp_path: Path, size: bytes
) -> None:
    path = as_xlsx(tmp_path)
    with ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    start = sheet.index(b"<dimension")
    claim = sheet[start : sheet.index(b"/>", start)]
    repacked(path, "xl/worksheets/sheet1.xml", claim, b'<dimension ref="%b"' % size)
    bring(empty, path)
    assert len(documents(empty)) == 4


def test_a_damaged_workbook_is_named(empty: Store, tmp_path: Path) -> None:
    path = as_xlsx(tmp_path)
    whole = path.read_bytes()
    for cut in (10, len(whole) // 2, len(whole) - 30):
        path.write_bytes(whole[:cut])
        assert "damaged" in refused(empty, path).message


def test_a_zip_of_something_else_is_named(empty: Store, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("../../evil.csv", "id,title\n")
    path = written(tmp_path, "x.xlsx", packed.getvalue())
    assert "no Excel workbook" in refused(empty, path).message
    assert not (tmp_path.parent.parent / "evil.csv").exists()


def test_a_line_without_end_is_not_read_to_its_end(
    empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LONGEST_LINE", 1000)
    path = written(tmp_path, "x.csv", "id,title\n1," + "x" * 5000)
    assert "x.csv, line 2: longer than 1,000 characters" in refused(empty, path).message


def test_a_quote_that_is_never_closed_is_not_read_to_its_end(empty: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", 'id,title\n1,"' + "x y\n" * 400_000)
    found = refused(empty, path)
    assert "x.csv, row 2" in found.message
    assert "quote" in found.hint


def test_a_row_of_endless_cells_is_not_read_to_its_end(empty: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", "id,title\n1" + ',"a\nb"' * 2_000_000)
    assert "row 2: longer than" in refused(empty, path).message


def test_json_too_large_to_be_held_is_refused_unread(
    empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST_JSON", 100)
    path = written(tmp_path, "x.json", json.dumps({"commitments": ["x" * 200]}))
    assert "JSON lines" in refused(empty, path).hint


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 50_000, '{"commitments":' + "[" * 9000])
def test_json_nested_without_end_is_refused(empty: Store, tmp_path: Path, text: str) -> None:
    assert "nested too deeply" in refused(empty, written(tmp_path, "x.json", text)).message


def test_a_commitment_nested_deeper_than_can_be_kept_is_refused(
    empty: Store, tmp_path: Path
) -> None:
    deep = '{"title":"X","commitments":[{"id":"a","title":"A","x":' + "[" * 150 + "]" * 150 + "}]}"
    (report,), _ = bring(empty, written(tmp_path, "x.json", deep))
    assert "nested more than 100 levels deep" in report.refused[0].reason


@pytest.mark.parametrize("number", ["9" * 5000, "1e999", "-1e999"])
def test_a_number_that_cannot_be_kept_is_refused(empty: Store, tmp_path: Path, number: str) -> None:
    text = '{"title":"X","commitments":[{"id":"a","title":"A","x":' + number + "}]}"
    assert "damaged JSON" in refused(empty, written(tmp_path, "x.json", text)).message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"id,title\na\0b,x\n", "NUL bytes"),
        (b"\xff\xfe\x00", "not utf-16 throughout"),
        (bytes(range(256)) * 50, "NUL bytes"),
        (b"%PDF-1.7\n", "a PDF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word file"),
        (b"\x1f\x8b\x08", "a gzip file"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"<!doctype html><table>", "a web page"),
        (b"{", "damaged JSON"),
        (b'"a"', "a sheet of a kind not known"),
        (b"[1, 2]", "no list of commitments"),
        (b'{"a": 1}', "no list of commitments"),
        (b'{"id":"a","title":"A"}\n{"id":', "line 2: damaged JSON"),
    ],
)
def test_what_is_no_list_of_commitments_is_named(
    empty: Store, tmp_path: Path, data: bytes, said: str
) -> None:
    assert said in refused(empty, written(tmp_path, "x.csv", data)).message


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"<html><p>We will open a port.", b"# Joint statement\n\nWe will meet.\n"],
)
def test_a_text_that_is_no_table_is_sent_to_where_statements_are_read(
    empty: Store, tmp_path: Path, data: bytes
) -> None:
    assert "`entente capture`" in (refused(empty, written(tmp_path, "x.txt", data)).hint or "")


def test_only_files_and_folders_are_opened(empty: Store, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is no file" in refused(empty, tmp_path / "pipe").message
    assert "no such file" in refused(empty, tmp_path / "nowhere.csv").message
    (tmp_path / "other").mkdir()
    assert "neither register.json nor commitments/" in refused(empty, tmp_path / "other").message


def test_a_format_asked_for_in_vain_is_explained(empty: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", "id,title\na,A\n")
    for wanted in ("gao", "json", "taskwarrior"):
        with pytest.raises(BadFile, match=r"x\.csv"):
            bring(empty, path, format=wanted)
    assert documents(empty) == {}


@pytest.mark.parametrize("name", ["page.html", "sheet.xls"])
def test_a_table_of_a_web_page_is_named_for_what_it_is(
    empty: Store, tmp_path: Path, name: str
) -> None:
    page = "<meta charset='utf-8'><table><tr><th>id</th><th>title</th></tr></table>"
    with pytest.raises(BadFile, match="is a web page"):
        bring(empty, written(tmp_path, name, page))


def test_columns_that_may_be_misread_letters_are_said_to_be_so(
    empty: Store, tmp_path: Path
) -> None:
    text = "Код;Обязательство\n1;Углубить порт\n"
    with pytest.raises(BadFile) as caught:
        bring(empty, written(tmp_path, "x.csv", text.encode("cp1251")))
    assert "--map 'title=Обязательство'" in (caught.value.hint or "")
    assert "say --encoding NAME" in (caught.value.hint or "")
