"""Files as they are found: marks, preambles, encodings, separators, odd cells."""

from __future__ import annotations

import codecs
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exchange.importers.columns.mapping import read_mapping
from store.register.store import Store
from tests.exchange.importers.files import (
    bring,
    csv_text,
    documents,
    sample,
    workbook,
    written,
)

TITLED = read_mapping(["id=Nr", "title=Titel", "due=Frist"])
ROWS = [["Nr", "Titel", "Frist"], ["1", "Häfen für alle", "31.12.2027"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(empty: Store, tmp_path: Path, separator: str) -> None:
    rows = [["Nr", "Titel", "Frist"], ["1", "Ports, and; more", "2027"], ["2", "Grain", "2028"]]
    bring(empty, written(tmp_path, "x.csv", csv_text(rows, separator)), columns=TITLED)
    assert [each["title"] for each in documents(empty).values()] == ["Ports, and; more", "Grain"]


def test_a_line_that_names_the_separator_is_obeyed(empty: Store, tmp_path: Path) -> None:
    text = "sep=;\n" + csv_text(ROWS, ";")
    (report,), _ = bring(empty, written(tmp_path, "x.csv", text), columns=TITLED)
    assert documents(empty)["1"]["due"] == "2027-12-31"
    assert report.rows == 1


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("utf-8", "Häfen für alle"),
        ("utf-8-sig", "Häfen für alle"),
        ("utf-16", "Häfen für alle"),
        ("utf-16-le", "Hafen fur alle"),
        ("utf-32", "Häfen für alle"),
        ("cp1252", "Häfen für alle, größere Schiffe – und „mehr“"),
        ("cp1252", "Créer une école à Nîmes, où ça coûte 5 € l’année"),
        ("cp1250", "Příliš žluťoučký kůň úpěl ďábelské ódy o přístavu"),
        ("cp1251", "Правительство обязалось построить новый порт"),
        ("cp932", "日本政府は新しい港を建設することを約束した。"),
        ("gb18030", "政府承诺建设新的港口并进行联合演习。"),
    ],
)
def test_any_usual_encoding_is_read(
    empty: Store, tmp_path: Path, encoding: str, title: str
) -> None:
    text = csv_text([["Nr", "Titel", "Frist"], ["1", title, "2027"]])
    path = written(tmp_path, "x.csv", text.encode(encoding))
    (report,), _ = bring(empty, path, columns=TITLED)
    assert documents(empty)["1"]["title"] == title
    assert report.encoding


def test_letters_beyond_ascii_far_down_the_file_count_too(empty: Store, tmp_path: Path) -> None:
    rows = [["Nr", "Titel", "Frist"], *([str(n), "Ports", "2027"] for n in range(20000))]
    rows.append(["last", "Häfen für größere Schiffe", "2027"])
    path = written(tmp_path, "x.csv", csv_text(rows).encode("cp1252"))
    bring(empty, path, columns=TITLED, dry_run=True)
    (report,), _ = bring(empty, path, columns=TITLED)
    assert report.encoding == "cp1252"
    assert documents(empty)["last"]["title"] == "Häfen für größere Schiffe"


def test_a_mark_does_not_hide_the_first_column(empty: Store, tmp_path: Path) -> None:
    assert sample("g20.csv").read_bytes().startswith(codecs.BOM_UTF8)
    doubled = codecs.BOM_UTF8 + sample("g20.csv").read_bytes()
    (report,), _ = bring(empty, written(tmp_path, "g20.csv", doubled))
    assert report.format == "g20"


def test_names_of_columns_may_differ_in_case_and_spaces(empty: Store, tmp_path: Path) -> None:
    text = sample("gao.csv").read_text()
    path = written(
        tmp_path, "gao.csv", text.replace('"Publication  Number"', '"PUBLICATION number "')
    )
    (report,), _ = bring(empty, path)
    assert (report.format, report.new) == ("gao", 3)


def test_newlines_in_cells_do_not_count_as_rows(empty: Store, tmp_path: Path) -> None:
    rows = [["Nr", "Titel", "Frist"], ["1", "Two\nlines", "2027"], ["2", "", ""]]
    (report,), _ = bring(empty, written(tmp_path, "x.csv", csv_text(rows)), columns=TITLED)
    assert documents(empty)["1"]["title"] == "Two lines"
    assert [each.row for each in report.refused] == [3]


def test_171_columns_are_read(empty: Store, tmp_path: Path) -> None:
    lines = sample("ogp.csv").read_text().splitlines()
    more = 171 - len(lines[0].split(","))
    padded = [lines[0] + "".join(f",Extra {n}" for n in range(more))]
    padded += [line + "," * more for line in lines[1:]]
    padded[1] = padded[1][: -len("," * 3)] + ",x,y,z"
    (report,), _ = bring(empty, written(tmp_path, "ogp.csv", "\n".join(padded)))
    assert report.new == 5
    columns = documents(empty)["av0001"]["imported"]["ogp"]["columns"]
    assert columns[f"Extra {more - 1}"] == "z"


def test_short_and_long_rows_do_no_harm(empty: Store, tmp_path: Path) -> None:
    text = "Nr,Titel,Frist\n1,Short\n\n2,Long,2027,more,and,more\n"
    bring(empty, written(tmp_path, "x.csv", text), columns=TITLED)
    assert list(documents(empty)) == ["1", "2"]


def test_a_workbooks_dates_numbers_and_serials_are_read(empty: Store, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Nr", "Titel", "Frist"],
        [1, "A real date", date(2027, 12, 31)],
        [2.0, "A serial", 46752],
        [3, "A year", 2027],
        [4, "A half", 0.5],
    ]
    path = workbook(tmp_path / "x.xlsx", {"Notes": [["Read me first"]], "Plan": rows})
    (report,), _ = bring(empty, path, columns=TITLED)
    dues = {name: each.get("due") for name, each in documents(empty).items()}
    assert dues == {"1": "2027-12-31", "2": "2027-12-31", "3": "2027", "4": None}
    assert [each.written for each in report.words("date")] == ["0.5"]
    assert report.remarks == ["read the sheet “Plan”; left “Notes”"]


def test_a_preset_is_known_in_a_workbook_whatever_sheet_it_is_on(
    empty: Store, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [
        ["Read me"],
        [],
        ["area", "id", "year", "code", "text", "average", "Avalon"],
        ["Trade", "2011-1", 2011, "1", "Open the ports.", 0.5, "+1"],
    ]
    path = workbook(tmp_path / "x.xlsx", {"Notes": [["x", "y"]], "Data": rows})
    (report,), _ = bring(empty, path)
    assert (report.format, report.new) == ("g20", 1)


def test_an_id_in_any_script_or_length_becomes_one_that_can_be_cited(
    empty: Store, tmp_path: Path
) -> None:
    long = "A very long promise " * 10
    rows = [["Nr", "Titel", "Frist"], *(["", each, ""] for each in (long, long + "too", "बंदरगाह"))]
    bring(empty, written(tmp_path, "x.csv", csv_text(rows)), columns=TITLED)
    found = list(documents(empty))
    assert len(set(found)) == 3
    assert all(len(each) <= 70 for each in found)


def test_cells_beyond_the_named_columns_are_kept_aside(empty: Store, tmp_path: Path) -> None:
    rows = [["Pledge", "Deadline", ""], ["Boats", "2027", "see annex", "", "p. 3"]]
    path = written(tmp_path, "x.csv", csv_text(rows))
    bring(empty, path, columns=read_mapping(["title=Pledge", "due=Deadline"]))
    kept = documents(empty)["boats"]["imported"]["sheet"]["columns"]
    assert kept == {"column 3": "see annex", "column 5": "p. 3"}


ESCAPED = 'id,title,due\na,"The \\"deep, wide\\" port",2031\nb,Salt,2032\n'


def test_quotes_behind_a_backslash_are_part_of_the_text(empty: Store, tmp_path: Path) -> None:
    (report,), _ = bring(empty, written(tmp_path, "x.csv", ESCAPED))
    assert documents(empty)["a"]["title"] == 'The "deep, wide" port'
    assert documents(empty)["a"]["due"] == "2031"
    assert not report.remarks


def test_cells_between_single_quotes_are_what_is_in_them(empty: Store, tmp_path: Path) -> None:
    text = "'id','title','due'\n'a','Deep, wide','2031'\n'b','The port''s mole','2032'\n"
    bring(empty, written(tmp_path, "x.csv", text))
    titles = [each["title"] for each in documents(empty).values()]
    assert titles == ["Deep, wide", "The port's mole"]


def test_apostrophes_quote_nothing(empty: Store, tmp_path: Path) -> None:
    text = "id,title,lead\na,Fill the 'old' dock,'t Veer\nb,The ports' toll,Navy\n"
    bring(empty, written(tmp_path, "x.csv", text))
    assert documents(empty)["a"]["lead"] == "'t Veer"
    assert documents(empty)["b"]["title"] == "The ports' toll"


def test_a_row_whose_quotes_are_in_the_wrong_place_is_named(empty: Store, tmp_path: Path) -> None:
    text = 'id,title,lead\na,"Deep" and wide,Navy\nb,A 5" pipe,Navy\nc,"So ""called"" mole",Navy\n'
    (report,), _ = bring(empty, written(tmp_path, "x.csv", text))
    assert documents(empty)["b"]["title"] == 'A 5" pipe'
    assert documents(empty)["c"]["title"] == 'So "called" mole'
    (remark,) = report.remarks
    assert "quote in the wrong place" in remark
    assert "row 2;" in remark


def test_a_row_that_is_wider_than_the_headings_is_named(empty: Store, tmp_path: Path) -> None:
    text = "id,title,due\na,Deepen,2031\nb,Widen, then pave,2032\nc,Pave,2033\n"
    (report,), _ = bring(empty, written(tmp_path, "x.csv", text))
    assert any("more cells than there are headings: row 3;" in each for each in report.remarks)


@pytest.mark.parametrize("cell", ['="0042"', '"=""0042"""'])
def test_text_that_a_spreadsheet_was_kept_from_counting_is_that_text(
    empty: Store, tmp_path: Path, cell: str
) -> None:
    text = f"id,title,due\n{cell},Salt,2031\nb,{cell},2032\n"
    bring(empty, written(tmp_path, "x.csv", text))
    assert [(each["id"], each["title"]) for each in documents(empty).values()] == [
        ("0042", "Salt"),
        ("b", "0042"),
    ]


@pytest.mark.parametrize("separator", ["^", "~", "¦"])
def test_a_rare_separator_is_found_too(empty: Store, tmp_path: Path, separator: str) -> None:
    rows = [["id", "title", "due"], ["a", "Salt, grain", "2031"], ["b", "Rice", "2032"]]
    bring(empty, written(tmp_path, "x.txt", csv_text(rows, separator)))
    assert [each["due"] for each in documents(empty).values()] == ["2031", "2032"]


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("iso2022_jp", "港を深くする"),
        ("gb18030", "修建跨海大桥并疏浚港口"),
        ("gb18030", "疏浚港口航道"),
        ("utf-16-le", "Углубить порт"),
        ("utf-16-be", "Εμβάθυνση"),
    ],
)
def test_a_few_words_are_enough_to_tell_how_they_are_written(
    empty: Store, tmp_path: Path, encoding: str, title: str
) -> None:
    text = f"id,title,due\na,{title},2031\n"
    (report,), _ = bring(empty, written(tmp_path, "x.csv", text.encode(encoding)))
    assert documents(empty)["a"]["title"] == title
    assert report.encoding == encoding


def test_lines_of_json_are_read_in_the_encoding_that_is_said(empty: Store, tmp_path: Path) -> None:
    text = '{"id": "a", "title": "Ödeme günü şimdi"}\n{"id": "b", "title": "Işık"}\n'
    path = written(tmp_path, "x.jsonl", text.encode("cp1254"))
    (report,), _ = bring(empty, path, dry_run=True)
    assert any("how its letters are written" in each for each in report.remarks)
    (report,), _ = bring(empty, path, encoding="cp1254")
    assert [each["title"] for each in documents(empty).values()] == ["Ödeme günü şimdi", "Işık"]
    assert not report.remarks


@pytest.mark.parametrize("cell", ["#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#WERT!", "Err:502"])
def test_a_calculation_that_failed_takes_nothing_away(
    empty: Store, tmp_path: Path, cell: str
) -> None:
    head = ["id", "title", "lead", "parties", "tags", "due", "budget"]
    bring(
        empty,
        written(
            tmp_path,
            "x.csv",
            csv_text([head, ["a", "Grain", "Port office", "Fiji", "food", "2031", "5"]]),
        ),
    )
    later = csv_text([head, ["a", "Grain", cell, cell, cell, cell, "6"]])
    (report,), _ = bring(empty, written(tmp_path, "x.csv", later))
    found = documents(empty)["a"]
    assert (found["lead"], found["parties"], found["tags"]) == ("Port office", ["Fiji"], ["food"])
    assert found["due"] == "2031"
    told = {(each.row, each.column, each.written, each.kind) for each in report.unread}
    assert told == {(2, name, cell, "error") for name in ("lead", "parties", "tags", "due")}


def test_a_row_whose_title_failed_to_be_calculated_says_so(empty: Store, tmp_path: Path) -> None:
    rows = [["id", "title"], ["a", "#REF!"]]
    (report,), _ = bring(empty, written(tmp_path, "x.csv", csv_text(rows)))
    assert [(each.row, each.reason) for each in report.refused] == [
        (2, "it has no title, but “#REF!”")
    ]


@pytest.mark.parametrize(
    "cell", ["-", "–", "—", "--", "...", "?", "n.a.", "\\N", "(null)", "<NA>", "NaT", "н/д", "なし"]
)
def test_a_cell_that_is_struck_out_is_no_value(empty: Store, tmp_path: Path, cell: str) -> None:
    head = ["id", "title", "lead", "parties", "domains", "tags", "summary", "note", "source_title"]
    rows = [head, ["a", "Grain", *[cell] * 7]]
    (report,), _ = bring(empty, written(tmp_path, "x.csv", csv_text(rows)))
    found = documents(empty)["a"]
    assert not {"lead", "parties", "domains", "tags", "summary", "updates"} & set(found)
    assert [each.kind for each in report.unread] == ["blank"] * 7
    assert found["imported"]["sheet"]["columns"] == dict.fromkeys(head[2:], cell)


def test_a_sign_may_be_a_word_for_a_status(empty: Store, tmp_path: Path) -> None:
    rows = [["id", "title", "status", "lead"], ["a", "Grain", "-", "-"]]
    mapping = read_mapping(["id=id", "title=title", "status=status", "lead=lead", "statuses=g20"])
    bring(empty, written(tmp_path, "x.csv", csv_text(rows)), columns=mapping)
    found = documents(empty)["a"]
    assert found["updates"][0]["status"] == "not-kept"
    assert "lead" not in found


@pytest.mark.parametrize(
    ("cell", "parties"),
    [
        ("• Fiji\n• Peru", ["Fiji", "Peru"]),
        ("1. Fiji\n2. Peru", ["Fiji", "Peru"]),
        ("- Fiji; - Peru", ["Fiji", "Peru"]),
        ('["Fiji", "Peru"]', ["Fiji", "Peru"]),
        ("['Fiji', 'Peru']", ["Fiji", "Peru"]),
    ],
)
def test_what_marks_the_items_of_a_list_is_no_part_of_them(
    empty: Store, tmp_path: Path, cell: str, parties: list[str]
) -> None:
    rows = [["id", "title", "parties"], ["a", "Grain", cell]]
    bring(empty, written(tmp_path, "x.csv", csv_text(rows)))
    found = documents(empty)["a"]
    assert found["parties"] == parties
    assert found["imported"]["sheet"]["columns"] == {"parties": cell}


def test_names_between_commas_are_read_as_one_and_that_is_said(
    empty: Store, tmp_path: Path
) -> None:
    rows = [["id", "title", "parties"], ["a", "Grain", "Fiji, Peru"], ["b", "Salt", "Peru, Chad"]]
    path = written(tmp_path, "x.csv", csv_text(rows))
    (report,), _ = bring(empty, path, dry_run=True)
    (remark,) = report.remarks
    assert "“Fiji, Peru”" in remark
    assert "--map separator=, would part them" in remark
    mapping = read_mapping(["id=id", "title=title", "parties=parties", "separator=,"])
    (report,), _ = bring(empty, path, columns=mapping)
    assert documents(empty)["a"]["parties"] == ["Fiji", "Peru"]
    assert not report.remarks


@pytest.mark.parametrize("shown", ["Press release", "open", "see the annex"])
def test_what_a_link_is_called_is_no_address(empty: Store, tmp_path: Path, shown: str) -> None:
    rows = [["id", "title", "status", "source_url"], ["a", "Grain", "kept", shown]]
    (report,), _ = bring(empty, written(tmp_path, "x.csv", csv_text(rows)))
    assert "source" not in documents(empty)["a"]["updates"][0]
    assert [(each.column, each.written) for each in report.unread] == [("source_url", shown)]


def test_an_address_in_brackets_is_the_one_in_them(empty: Store, tmp_path: Path) -> None:
    rows = [["id", "title", "status", "source_url"], ["a", "Salt", "kept", "<https://p.example/3>"]]
    bring(empty, written(tmp_path, "x.csv", csv_text(rows)))
    found = documents(empty)["a"]
    assert found["updates"][0]["source"]["url"] == "https://p.example/3"


def test_rows_that_an_open_quote_has_joined_are_named(empty: Store, tmp_path: Path) -> None:
    text = 'id\ttitle\tdue\na\t"Salt\t2031\nb\tRice"\t2032\nc\tTea\t2033\n'
    (report,), _ = bring(empty, written(tmp_path, "x.tsv", text))
    assert any("may have joined: row 2 (2 lines)" in each for each in report.remarks)


def test_lines_of_a_text_are_no_rows(empty: Store, tmp_path: Path) -> None:
    rows = [["id", "title", "note"], ["a", "Salt", "one, two\nthree, four\nfive"]]
    (report,), _ = bring(empty, written(tmp_path, "x.csv", csv_text(rows)))
    assert not report.remarks


def test_a_formula_that_leads_somewhere_is_a_link_in_text_too(empty: Store, tmp_path: Path) -> None:
    formula = '=HYPERLINK("https://p.example/1","the salt act")'
    rows = [["id", "title", "status", "source_url"], ["a", formula, "kept", formula]]
    bring(empty, written(tmp_path, "x.csv", csv_text(rows)))
    found = documents(empty)["a"]
    assert found["title"] == "the salt act"
    assert found["updates"][0]["source"]["url"] == "https://p.example/1"
    assert found["imported"]["sheet"]["columns"]["source_url"] == formula


def test_cells_without_a_code_make_no_fewer_codes_of_the_others(
    empty: Store, tmp_path: Path
) -> None:
    rows = [["id", "title", "parties"], ["a", "Salt", "FJ"], ["b", "Rice", "NA"]]
    rows += [[name, "Tea", said] for name, said in (("c", "N/A"), ("d", "-"), ("e", "n.a."))]
    bring(empty, written(tmp_path, "x.csv", csv_text(rows)))
    parties = [each.get("parties") for each in documents(empty).values()]
    assert parties == [["FJ"], ["NA"], None, None, None]
