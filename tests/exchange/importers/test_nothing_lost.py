"""What a file says is taken in, kept as it is written, or named: never lost without a word."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from exchange.importers.columns.mapping import ColumnMapping, read_mapping
from store.errors import BadFile
from store.model.dates import PartialDate
from store.register.store import Store
from tests.exchange.importers.files import (
    LATER,
    as_folder,
    bring,
    csv_text,
    documents,
    own_sheets,
    sample,
    workbook,
    written,
)

Rows = list[list[str]]


def sheet(folder: Path, rows: Rows, name: str = "x.csv") -> Path:
    """Write rows as a CSV file."""
    return written(folder, name, csv_text(rows))


def columns_of(store: Store, commitment_id: str) -> dict[str, str]:
    """Return what is kept beside a commitment as its sheet wrote it."""
    kept: dict[str, str] = documents(store)[commitment_id]["imported"]["sheet"].get("columns", {})
    return kept


@pytest.mark.parametrize(
    "address",
    [
        "https://ports.example/a?id=3&section=2&para=4",
        "https://ports.example/a?q=1&copy=2&reg=3&not=4&deg=5",
        "https://ports.example/a?q=1&amp;y=2",
        "https://ports.example/%2F?a=b+c#frag&lt",
    ],
)
def test_an_address_arrives_byte_for_byte(empty: Store, tmp_path: Path, address: str) -> None:
    rows = [
        ["id", "title", "note", "source_url"],
        ["a", "Dredge", f"See {address} &amp; more", address],
    ]
    bring(empty, sheet(tmp_path, rows))
    (update,) = documents(empty)["a"]["updates"]
    assert update["source"]["url"] == address
    assert update["note"].startswith(f"See {address} & more")


def test_entities_are_resolved_only_with_their_semicolon(empty: Store, tmp_path: Path) -> None:
    rows = [["id", "title"], ["a", "Cr&eacute;er R&amp;D, P&O &copy 2026 &#8364;5 &notathing;"]]
    bring(empty, sheet(tmp_path, rows))
    assert documents(empty)["a"]["title"] == "Créer R&D, P&O &copy 2026 €5 &notathing;"


def test_html_becomes_text_and_the_cell_is_kept(empty: Store, tmp_path: Path) -> None:
    cell = '<p>Build <b>two</b> piers.</p><ul><li>one</li><li><a href="https://p.example/?a=1&amp;b=2">two</a></li></ul>'
    rows = [["id", "title", "summary"], ["a", "Piers &amp; <i>more</i>", cell]]
    bring(empty, sheet(tmp_path, rows))
    found = documents(empty)["a"]
    assert found["title"] == "Piers & more"
    assert found["summary"] == "Build two piers.\n- one\n- two (https://p.example/?a=1&b=2)"
    assert columns_of(empty, "a")["summary"] == cell


def test_country_codes_are_no_missing_values(empty: Store, tmp_path: Path) -> None:
    rows = [
        ["ref", "pledge", "who", "boss"],
        ["NA", "Namibia digs", "NA", "N/A"],
        ["SE", "Sweden digs", "SE", "Ana"],
        ["ND", "Nobody digs", "none", "Ben"],
    ]
    columns = read_mapping(["id=ref", "title=pledge", "parties=who", "lead=boss"])
    (report,), _ = bring(empty, sheet(tmp_path, rows), columns=columns)
    found = documents(empty)
    assert list(found) == ["na", "se", "nd"]
    assert found["na"]["parties"] == ["NA"]
    assert [(each.row, each.column, each.written) for each in report.unread] == [
        (2, "boss", "N/A"),
        (4, "who", "none"),
    ]
    assert columns_of(empty, "na") == {"boss": "N/A"}
    assert columns_of(empty, "nd") == {"who": "none"}


@pytest.mark.parametrize("codes", [("na", "no", "se"), ("NR", "SE; NO", "DE"), ("ND", "SD", "MN")])
def test_codes_of_any_kind_are_values(empty: Store, tmp_path: Path, codes: tuple[str, ...]) -> None:
    rows = [["id", "title", "parties"], *([f"p{n}", "P", each] for n, each in enumerate(codes))]
    (report,), _ = bring(empty, sheet(tmp_path, rows))
    assert documents(empty)["p0"]["parties"] == [codes[0]]
    assert report.unread == []


@pytest.mark.parametrize("cell", ["by the end of 2031 (TBC)", "TBC", "n/a", "30.2.2031", "2569"])
def test_a_date_set_by_hand_outlives_a_cell_that_cannot_be_read(
    empty: Store, tmp_path: Path, cell: str
) -> None:
    def rows(status: str) -> Rows:
        return [["id", "title", "due", "status"], ["a", "Dredge", cell, status]]

    bring(empty, sheet(tmp_path, rows("in-progress")))
    empty.change(["a"], lambda each: replace(each, due=PartialDate.parse("2031-06")))
    (report,), _ = bring(empty, sheet(tmp_path, rows("stalled")))
    found = documents(empty)["a"]
    assert found["due"] == "2031-06"
    assert found["updates"][-1]["status"] == "stalled"
    assert [each.written for each in report.unread] == [cell]
    assert columns_of(empty, "a")["due"] == cell


def test_a_date_from_an_earlier_edition_outlives_one_that_cannot_be_read(
    empty: Store, tmp_path: Path
) -> None:
    bring(empty, sheet(tmp_path, [["id", "title", "due"], ["a", "Dredge", "2031-06-30"]]))
    bring(empty, sheet(tmp_path, [["id", "title", "due", "lead"], ["a", "Dredge", "soon", "Ana"]]))
    found = documents(empty)["a"]
    assert (found["due"], found["lead"]) == ("2031-06-30", "Ana")


@pytest.mark.parametrize(
    "names",
    [
        ("ก-1", "ข-1", "ค-1"),
        ("أ-1", "ب-1", "ج-1"),
        ("Ж 1", "Щ 1", "1"),
        ("甲1", "乙1", "丙1"),
        ("1.1", "1-1", "1/1"),
        ("CP 1", "cp-1", "CP_1"),
        ("א/1", "ב/1", "א 1"),
    ],
)
def test_ids_stay_apart_whatever_they_are_written_with(
    empty: Store, tmp_path: Path, names: tuple[str, ...]
) -> None:
    first = [["key", "pledge"], *([name, f"Pledge {name}"] for name in names[:2])]
    second = [["key", "pledge"], [names[2], f"Pledge {names[2]}"]]
    columns = read_mapping(["id=key", "title=pledge"])
    for rows in (first, second):
        (report,), _ = bring(empty, sheet(tmp_path, rows), columns=columns)
        assert report.refused == []
    before = documents(empty)
    assert sorted(each["title"] for each in before.values()) == sorted(f"Pledge {n}" for n in names)
    for rows in (second, first):
        assert bring(empty, sheet(tmp_path, rows), columns=columns, as_of=LATER).change is None
    assert documents(empty) == before
    empty.change(list(before), lambda each: replace(each, lead="Ana"))
    third = [["key", "pledge"], *([name, f"Other {name}"] for name in reversed(names))]
    (report,), _ = bring(empty, sheet(tmp_path, third), columns=columns)
    assert len(report.changed) == 3
    assert {each["title"] for each in documents(empty).values()} == {f"Other {n}" for n in names}
    assert {each["lead"] for each in documents(empty).values()} == {"Ana"}


def test_a_column_left_aside_is_named_with_the_mapping_that_takes_it(
    empty: Store, tmp_path: Path
) -> None:
    rows = [["id", "title", "frist", "colour"], ["a", "Dredge", "2031-06-30", "red"]]
    (report,), _ = bring(empty, sheet(tmp_path, rows))
    (remark,) = report.remarks
    assert "“frist”, “colour”" in remark
    assert "--map due=frist" in remark
    assert columns_of(empty, "a") == {"frist": "2031-06-30", "colour": "red"}


def test_lines_above_a_table_are_named(empty: Store, tmp_path: Path) -> None:
    rows = [["List of pledges", "", ""], ["of 3 May 2031", "", ""], ["id", "title", "due"]]
    (report,), _ = bring(empty, sheet(tmp_path, [*rows, ["a", "Dredge", "2031"]]))
    assert report.remarks == [
        "above the table, no part of it: row 1 “List of pledges”, row 2 “of 3 May 2031”"
    ]


def test_a_row_too_wide_keeps_what_stands_beyond(empty: Store, tmp_path: Path) -> None:
    rows = [["id", "title"], ["a", "Dredge", "", "deep"]]
    bring(empty, sheet(tmp_path, rows))
    assert columns_of(empty, "a") == {"column 4": "deep"}


@pytest.mark.parametrize(
    ("cell", "field", "kept"),
    [
        ("45.5%", 46, "45.5%"),
        ("45%", 45, None),
        ("٤٥٪", 45, None),
        ("45 percent", 45, None),
        ("~45%", None, "~45%"),
        ("120%", None, "120%"),
        ("40-60%", None, "40-60%"),
    ],
)
def test_what_a_percentage_says_beyond_whole_ones_is_kept(
    empty: Store, tmp_path: Path, cell: str, field: int | None, kept: str | None
) -> None:
    rows = [["id", "title", "progress"], ["a", "Dredge", cell], ["b", "Chart", "70"]]
    bring(empty, sheet(tmp_path, rows))
    log = documents(empty)["a"].get("updates", [])
    assert [each["progress"] for each in log] == ([] if field is None else [field])
    assert columns_of(empty, "a").get("progress") == kept


@pytest.mark.parametrize("values", [("0", "0.25", "1"), ("1", "1", "0"), ("0,5", "1", "1.0")])
def test_a_column_that_may_hold_fractions_is_reported_whole(
    empty: Store, tmp_path: Path, values: tuple[str, ...]
) -> None:
    rows = [["id", "title", "progress"], *([f"p{n}", "P", each] for n, each in enumerate(values))]
    path = sheet(tmp_path, rows)
    (report,), _ = bring(empty, path)
    assert [each.written for each in report.words("value")[0:]] != []
    assert sum(len(each.rows) for each in report.words("value")) == 3
    assert any("--map percent=fraction" in each for each in report.remarks)
    assert not any("updates" in each for each in documents(empty).values())
    fields = {name: name for name in ("id", "title", "progress")}
    bring(empty, path, columns=ColumnMapping(fields, percent="fraction"))
    found = [each["updates"][0]["progress"] for each in documents(empty).values()]
    assert found == [round(100 * float(each.replace(",", "."))) for each in values]


def test_years_of_another_calendar_are_read_only_where_the_mapping_says_so(
    empty: Store, tmp_path: Path
) -> None:
    rows = [
        ["id", "title", "due"],
        ["a", "A", "31/12/2571"],
        ["b", "B", "2572"],
        ["c", "C", "15 มีนาคม 2573"],
        ["d", "D", "พ.ศ. 2574"],
    ]
    path = sheet(tmp_path, rows)
    (report,), _ = bring(empty, path)
    dues = [each.get("due") for each in documents(empty).values()]
    assert dues == [None, None, None, "2031"]
    assert any("calendar=buddhist" in each for each in report.remarks)
    bring(
        empty, path, columns=read_mapping(["id=id", "title=title", "due=due", "calendar=buddhist"])
    )
    assert [each.get("due") for each in documents(empty).values()] == [
        *("2028-12-31", "2029", "2030-03-15"),
        "2031",
    ]


def test_a_moment_is_the_local_day_by_every_way_in(
    empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        rows = [["id", "title", "due"], ["a", "Dredge", "2031-03-31T20:00:00Z"]]
        bring(empty, sheet(tmp_path, rows))
        task = '[{"uuid": "x1", "description": "Call", "due": "20310331T200000Z", "project": "b"}]'
        bring(empty, written(tmp_path, "tasks.json", task))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert documents(empty)["a"]["due"] == "2031-04-01"
    assert columns_of(empty, "a")["due"] == "2031-03-31T20:00:00Z"
    assert documents(empty)["b"]["follow_ups"][0]["due"] == "2031-04-01"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp874", "สร้างทางรถไฟสายใหม่ให้เสร็จ"),
        ("cp1251", "Построить новый мост через реку"),
        ("cp1256", "بناء جسر جديد عبر النهر"),
        ("cp1253", "Κατασκευή νέας γέφυρας στο ποτάμι"),
    ],
)
def test_doubt_about_the_letters_is_said_with_the_way_out(
    empty: Store, tmp_path: Path, encoding: str, text: str
) -> None:
    path = written(tmp_path, "x.csv", csv_text([["id", "title"], ["a", text]]).encode(encoding))
    (report,), _ = bring(empty, path)
    assert any("--encoding" in each for each in report.remarks)
    (said,), _ = bring(empty, path, encoding=encoding)
    assert not any("--encoding" in each for each in said.remarks)
    assert documents(empty)["a"]["title"] == text


def test_a_domain_that_the_file_calls_otherwise_is_said(small_store: Store, tmp_path: Path) -> None:
    sky = '[{"id": "air", "name": "Sky"}]'
    text = '{"schema": 1, "title": "Small", "commitments": [], "domains": ' + sky + "}"
    (report,), done = bring(small_store, written(tmp_path, "x.json", text))
    assert done is None
    assert any("the domain air is “Sky” in the file and stays “" in each for each in report.remarks)


def test_every_change_is_said_field_by_field(empty: Store, tmp_path: Path) -> None:
    bring(empty, sheet(tmp_path, [["id", "title", "due"], ["a", "Dredge", "2031-12-31"]]))
    rows = [["id", "title", "due", "status"], ["a", "Dredge", "2032-03", "kept"]]
    (report,), _ = bring(empty, sheet(tmp_path, rows), dry_run=True)
    told = [(each.row, each.id, each.field, each.before, each.after) for each in report.changes]
    assert told[0] == (2, "a", "due", "2031-12-31", "2032-03")
    assert told[1][2].startswith("updates u")
    assert told[1][3] == ""
    assert "kept" in told[1][4]


def test_a_mapping_counts_for_a_preset_too(empty: Store) -> None:
    columns = read_mapping(["title=promise", "id=id"])
    (report,), _ = bring(empty, sample("nz-promises.csv"), columns=columns)
    assert (report.format, report.new) == ("sheet", 4)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "own.json",
            '{"commitments": [{"id": "a", "title": "Dig", "lead": "Navy", "lead": "B"}]}',
        ),
        ("list.json", '[{"code": "a", "title": "Dredge", "lead": "Navy", "lead": "B"}]'),
        ("own.jsonl", '{"id": "a", "title": "Dredge", "lead": "Navy", "lead": "B"}\n' * 2),
    ],
)
def test_a_key_that_an_object_has_twice_is_said_with_what_is_not_read(
    empty: Store, tmp_path: Path, name: str, text: str
) -> None:
    columns = ColumnMapping({"id": "code", "title": "title"}) if name == "list.json" else None
    (report,), _ = bring(empty, written(tmp_path, name, text), columns=columns)
    said = [each for each in report.remarks if "again" in each]
    assert said[0].endswith("the last value is read, and not “lead: Navy”")
    assert len(said) == (2 if name == "own.jsonl" else 1)


@pytest.mark.parametrize(
    ("dates", "stored", "words"),
    [
        (["1447/06/30", "15 رمضان 1447"], None, "days of the Hijri calendar"),
        (["2082-05-15", "2083"], "2082-05-15", "if they are of the Bikram Sambat calendar"),
        (["2082-05-15", "2031"], "2082-05-15", ""),
    ],
)
def test_days_of_calendars_that_are_not_converted_are_kept_or_doubted(
    empty: Store, tmp_path: Path, dates: list[str], stored: str | None, words: str
) -> None:
    rows = [["id", "title", "due"], *([f"a{n}", f"Pave {n}", day] for n, day in enumerate(dates))]
    (report,), _ = bring(empty, written(tmp_path, "days.csv", csv_text(rows)))
    first = documents(empty)["a0"]
    assert first.get("due") == stored
    assert stored or first["imported"]["sheet"]["columns"] == {"due": dates[0]}
    said = [each for each in report.remarks if "calendar" in each]
    assert any(words in each for each in said) if words else not said


def test_rows_that_a_misplaced_quote_joins_are_named(empty: Store, tmp_path: Path) -> None:
    text = 'id,title,lead\na,"Dredge,Ana\nb,"Pave",Ben\nc,Chart,Cy\nd,"Two\n""lines""",Di\n'
    (report,), _ = bring(empty, written(tmp_path, "x.csv", text))
    (said,) = report.remarks
    assert said.startswith("rows that a quote in the wrong place may have joined: row 2 (2 lines);")


def test_a_quote_that_swallows_the_rest_of_the_file_is_refused(
    empty: Store, tmp_path: Path
) -> None:
    text = 'id,title,lead\na,Dredge,Ana\nb,"Pave,Ben\nc,Chart,Cy\n'
    with pytest.raises(BadFile, match="row 3: a quote is never closed"):
        bring(empty, written(tmp_path, "x.csv", text))
    assert documents(empty) == {}


def test_every_excerpt_counts_in_what_a_row_says(empty: Store, tmp_path: Path) -> None:
    head = ["id", "title", "source_title", "source_excerpt"]
    rows = [head, ["a", "Dredge", "S", "one"], ["a", "Dredge", "S", "two"]]
    (report,), _ = bring(empty, sheet(tmp_path, rows))
    assert "says something else" in report.duplicates[0].reason
    bring(empty, sheet(tmp_path, [head, ["a", "Dredge", "S", "three"]]))
    found = [each["source"]["excerpt"] for each in documents(empty)["a"]["updates"]]
    assert found == ["one", "three"]


def test_rows_about_commitments_that_are_not_there_are_named_each(
    empty: Store, tmp_path: Path
) -> None:
    sheets = own_sheets()
    for number in (7, 8):
        sheets["milestones"].append(["nobody", f"m{number}", "Stray", "2031"])
    sheets["follow-ups"].append(["nobody", "f1", "Stray"])
    alone = csv_text([each[:5] for each in (sheets["milestones"][0], *sheets["milestones"][-2:])])
    (report,), _ = bring(empty, workbook(tmp_path / "own.xlsx", sheets))
    last = len(sheets["milestones"])
    nobodys = "no commitment has this id; the sheet of commitments comes first, or both together"
    assert [(each.row, each.id, each.reason) for each in report.refused] == [
        (last - 1, "nobody", f"sheet “milestones”: {nobodys}"),
        (last, "nobody", f"sheet “milestones”: {nobodys}"),
        (len(sheets["follow-ups"]), "nobody", f"sheet “follow-ups”: {nobodys}"),
    ]
    (report,), _ = bring(empty, written(tmp_path, "alone.csv", alone))
    assert [(each.row, each.id) for each in report.refused] == [(2, "nobody"), (3, "nobody")]


def test_an_item_whose_id_an_earlier_row_has_is_named(empty: Store, tmp_path: Path) -> None:
    sheets = own_sheets()
    again = [*sheets["milestones"][1]]
    again[2] = "Said otherwise"
    sheets["milestones"].append(again)
    (report,), _ = bring(empty, workbook(tmp_path / "own.xlsx", sheets))
    (refused,) = report.refused
    assert refused.row == len(sheets["milestones"])
    assert "row 2 has the id 'm1'" in refused.reason
    told = [m["title"] for each in documents(empty).values() for m in each.get("milestones", [])]
    assert "Said otherwise" not in told


def test_what_else_a_folder_holds_is_named(empty: Store, tmp_path: Path) -> None:
    folder = as_folder(tmp_path)
    written(folder, "notes.txt", "ask Ana")
    written(folder / "commitments", "draft.md", "ask Ben")
    (folder / "commitments" / "old").mkdir()
    first = next(iter(sorted((folder / "commitments").glob("*.json"))))
    first.write_text(
        '{"lead": "Navy",' + first.read_text().lstrip()[1:-1].rstrip() + ', "lead": "B"}'
    )
    (folder / "linked.json").symlink_to(first)
    (report,), _ = bring(empty, folder)
    assert (
        "left in the folder: linked.json (a link), notes.txt, commitments/draft.md, "
        "commitments/old/"
    ) in report.remarks
    assert any(each.startswith(f"{first.name}: keys that") for each in report.remarks)
