"""Sheets of a kind nobody published: their columns are mapped."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from exchange.importers.columns.guessing import guess
from exchange.importers.columns.mapping import ColumnMapping, mapping_text, read_mapping
from store.errors import BadFile, BadValue
from store.model.status import Status
from store.register.store import Store
from tests.exchange.importers.files import (
    AS_OF,
    MAPPED,
    as_folder,
    as_xlsx,
    bring,
    csv_text,
    documents,
    sample,
    statuses,
    written,
)

POLITIFACT = 'statuses = "politifact"\ndates = "day-first"\n'


def mapping(folder: Path, extra: str = POLITIFACT) -> Path:
    """Write a mapping file for the sample."""
    pairs = [each.split("=") for each in MAPPED]
    lines = [f'{name} = "{column}"' for name, column in pairs]
    return written(folder, "pledges.toml", extra + "[columns]\n" + "\n".join(lines))


def test_a_mapped_sheet_brings_its_fields(empty: Store, tmp_path: Path) -> None:
    columns = read_mapping([str(mapping(tmp_path))])
    (report,), _ = bring(empty, sample("pledges.csv"), columns=columns)
    assert (report.format, report.rows, report.new) == ("sheet", 4, 2)
    bridge = documents(empty)["build-a-bridge-over-the-sound"]
    assert bridge["parties"] == ["Avalon", "Borduria"]
    assert bridge["due"] == "2027-12-31"
    (update,) = bridge["updates"]
    assert (update["date"], update["status"]) == ("2026-04-03", "kept")
    assert statuses(empty)["close-the-old-ferry-line"] is Status.IN_PROGRESS
    assert [each.written for each in report.words("date")] == ["some day"]
    assert [(each.row, each.reason) for each in report.refused] == [(7, "it has no title")]
    assert [(each.row, each.reason) for each in report.duplicates] == [(6, "the same as row 4")]
    assert bring(empty, sample("pledges.csv"), columns=columns).change is None


def test_without_an_order_a_doubtful_date_is_not_guessed(empty: Store) -> None:
    columns = read_mapping([*MAPPED, "due=Deadline"])
    (report,), _ = bring(empty, sample("pledges.csv"), columns=columns)
    assert {each.written for each in report.words("date")} == {"3/4/2026", "some day"}


def test_statuses_are_read_in_the_words_of_the_scheme_that_was_named(empty: Store) -> None:
    (report,), _ = bring(empty, sample("pledges.csv"), columns=read_mapping(MAPPED))
    assert {each.written for each in report.words("status")} == {
        "Promise Kept",
        "In the Works",
    }
    assert set(statuses(empty).values()) == {Status.NOT_ASSESSED}
    (kept, *_) = documents(empty).values()
    assert kept["imported"]["sheet"]["columns"]["Rating"] == "Promise Kept"


def test_a_sheet_nobody_mapped_is_refused_with_its_columns(empty: Store) -> None:
    with pytest.raises(BadFile, match="Pledge, Who, Deadline, Rating, Seen") as caught:
        bring(empty, sample("pledges.csv"))
    assert "--map title=" in caught.value.hint


def test_a_column_that_is_not_there_is_named(empty: Store) -> None:
    with pytest.raises(BadValue, match="no column 'Promise'"):
        bring(empty, sample("pledges.csv"), columns=read_mapping(["title=Promise"]))


def test_columns_that_no_field_has_are_kept_aside(empty: Store, tmp_path: Path) -> None:
    rows = [["Pledge", "Colour"], ["Paint it", "red"]]
    columns = read_mapping(["title=pledge"])
    bring(empty, written(tmp_path, "x.csv", csv_text(rows)), columns=columns)
    (found,) = documents(empty).values()
    assert found["imported"]["sheet"]["columns"] == {"Colour": "red"}


def test_progress_and_sources_come_with_the_update(empty: Store, tmp_path: Path) -> None:
    rows = [
        ["title", "done", "said", "where", "link"],
        ["A", "40%", "Half way.", "The Daily", "https://example.org/a"],
        ["B", "140", "", "", ""],
        ["C", "", "Heard of it.", "", ""],
    ]
    pairs = ["title=title", "progress=done", "note=said", "source_title=where", "source_url=link"]
    path = written(tmp_path, "x.csv", csv_text(rows))
    (report,), _ = bring(empty, path, columns=read_mapping(pairs))
    found = documents(empty)
    (update,) = found["a"]["updates"]
    assert update["progress"] == 40
    assert "status" not in update
    assert update["note"].startswith("Half way.")
    assert update["source"] == {"title": "The Daily", "url": "https://example.org/a"}
    assert "updates" not in found["b"]
    assert [each.written for each in report.words("value")] == ["140"]
    assert found["c"]["updates"][0]["date"] == AS_OF.isoformat()


def test_domains_are_known_by_name_and_new_ones_are_added(
    small_store: Store, tmp_path: Path
) -> None:
    rows = [["title", "theme"], ["A", "MARITIME; Deep Sea"]]
    path = written(tmp_path, "x.csv", csv_text(rows))
    bring(small_store, path, columns=read_mapping(["title=title", "domains=theme"]))
    assert documents(small_store)["a"]["domains"] == ["maritime", "deep-sea"]
    assert [each.id for each in small_store.register.domains] == ["maritime", "air", "deep-sea"]
    assert small_store.register.domains[-1].name == "Deep Sea"


def test_a_mapping_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    columns = ColumnMapping({"title": 'What "we"\\said', "due": "Bis\twann"}, "gao", "month-first")
    path = written(tmp_path, "m.toml", mapping_text(columns))
    assert read_mapping([str(path)]) == columns


def test_pairs_go_over_the_file_before_them(tmp_path: Path) -> None:
    found = read_mapping([str(mapping(tmp_path)), "title=Other", "statuses=ogp"])
    assert (found.fields["title"], found.statuses) == ("Other", "ogp")
    assert found.fields["due"] == "Deadline"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("colour=X", "'colour'"),
        ("statuses=mine", "'mine'"),
        ("dates=backwards", "'backwards'"),
        ("due=X", "no column for the title"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_explained(given: str, said: str) -> None:
    with pytest.raises(BadValue, match=said):
        read_mapping([given])


@pytest.mark.parametrize("text", ["[columns", "\xff", "columns = 3", "[columns]\ntitle = 3"])
def test_a_broken_mapping_file_is_named(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, "m.toml", text.encode("latin-1"))
    with pytest.raises((BadFile, BadValue), match=r"m\.toml"):
        read_mapping([str(path)])


def test_a_missing_mapping_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match=r"nowhere\.toml' is no FIELD=COLUMN, and no file"):
        read_mapping([str(tmp_path / "nowhere.toml")])


def test_one_map_holds_several_pairs_and_a_column_may_have_a_comma_in_its_name() -> None:
    found = read_mapping(["id=Ref, title=Pledge, as signed,statuses.On track=in-progress"])
    assert found.fields == {"id": "Ref", "title": "Pledge, as signed"}
    assert found.words == {"On track": "in-progress"}
    with pytest.raises(BadValue, match="'weather'"):
        read_mapping(["title=Pledge", "weather=Sun,id=Ref"])


def test_usual_names_of_columns_are_guessed() -> None:
    assert guess(["Ref", "Commitment", "Lead agency", "Deadline", "STATUS", "Weather"]) == {
        "id": "Ref",
        "title": "Commitment",
        "lead": "Lead agency",
        "due": "Deadline",
        "status": "STATUS",
    }


def test_a_column_of_years_is_no_title_whatever_its_heading_says() -> None:
    columns = ["city", "target", "wording"]
    rows = [
        {"city": "Aby", "target": "2030", "wording": "All buses run on electricity"},
        {"city": "Bro", "target": "2035", "wording": "No waste goes to a landfill"},
    ]
    assert guess(columns, rows) == {"title": "wording", "due": "target"}
    named = [row | {"target": "A fleet without fumes"} for row in rows]
    assert guess(columns, named)["title"] == "target"


def test_a_column_of_amounts_is_no_title_however_thousands_are_parted() -> None:
    columns = ["commitment", "undertaking"]
    amounts = ("1 200", "+5", "3'000", "40 %")
    rows = [{"commitment": each, "undertaking": "Dredge the bay"} for each in amounts]
    assert guess(columns, rows)["title"] == "undertaking"


def test_a_sheet_with_an_id_and_a_title_needs_no_mapping(empty: Store, tmp_path: Path) -> None:
    rows = [["id", "title", "status"], ["CP-1", "Boats", "Kept"], ["CP 2", "Radar", "stalled"]]
    path = written(tmp_path, "s.csv", csv_text(rows))
    assert bring(empty, path).reports[0].new == 2
    assert bring(empty, path).change is None
    assert statuses(empty) == {"cp-1": Status.KEPT, "cp-2": Status.STALLED}


@pytest.mark.parametrize(
    ("cell", "progress"),
    [
        *(("40", 40), ("40%", 40), ("40 %", 40), ("12.5%", 13), ("66,6", 67), ("0.4%", 0)),
        *(("100.0", 100), ("0.4", None), ("100.5%", None), ("140", None), ("most", None)),
    ],
)
def test_progress_words_is_read_where_it_is_a_percentage(
    empty: Store, tmp_path: Path, cell: str, progress: int | None
) -> None:
    path = written(tmp_path, "p.csv", csv_text([["id", "title", "progress"], ["a", "A", cell]]))
    (report,) = bring(empty, path).reports
    log = documents(empty)["a"].get("updates", [])
    assert [each["progress"] for each in log] == ([] if progress is None else [progress])
    assert [each.written for each in report.words("value")] == ([cell] if progress is None else [])


def test_a_cell_shown_as_a_percentage_is_read_as_it_is_shown(empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "desk.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, percent = book.add_worksheet(), book.add_format({"num_format": "0.0%"})
    sheet.merge_range("A1:C1", "Desk tracker")
    sheet.write_row("A3", ["Pledge", "", "Done"])
    for row, share in enumerate((0.4, 1, 0.07), start=3):
        sheet.write(row, 0, f"Pledge {row}")
        sheet.write(row, 2, share, percent)
    book.close()
    bring(empty, path, columns=read_mapping(["title=Pledge", "progress=Done"]))
    found = [each["updates"][0]["progress"] for each in documents(empty).values()]
    assert found == [40, 100, 7]


def test_the_encoding_can_be_said_where_bytes_do_not_tell(empty: Store, tmp_path: Path) -> None:
    text = csv_text([["id", "title"], ["a", "Ağrı köprüsü, İzmir"]])
    path = written(tmp_path, "t.csv", text.encode("cp1254"))
    (report,) = bring(empty, path, encoding="cp1254").reports
    assert report.encoding == "cp1254"
    assert documents(empty)["a"]["title"] == "Ağrı köprüsü, İzmir"


@pytest.mark.parametrize("encoding", ["cp9999", "rot13", "\0", "base64"])
def test_an_encoding_that_is_none_is_refused(empty: Store, encoding: str) -> None:
    with pytest.raises(BadValue, match="there is no encoding"):
        bring(empty, sample("pledges.csv"), encoding=encoding)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[column]\ntitle = "Pledge"\n', "there is no table [column]"),
        ('[columns]\ntitle = "P"\n[status]\nDone = "kept"\n', "there is no table [status]"),
        ('[columns]\ntitle = "Pledge"\ndue = ""\n', "due has no column"),
        ('[columns]\ntitle = "Pledge"\ndue = []\n', "due has no column"),
    ],
)
def test_a_mistake_in_a_mapping_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_mapping([str(written(tmp_path, "m.toml", text))])
    assert said in caught.value.message
    assert caught.value.hint


def test_status_words_that_are_never_met_are_said(empty: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", "id,title,rating\na,Salt,Done\n")
    pairs = ["id=id", "title=title", "statuses.Done=kept", "statuses.Dnoe=stalled"]
    (report,), _ = bring(empty, path, columns=read_mapping(pairs), dry_run=True)
    assert any("add --map status=COLUMN" in each for each in report.remarks)
    (report,), _ = bring(empty, path, columns=read_mapping([*pairs, "status=rating"]))
    assert "status words of the mapping that no row has: “Dnoe”" in report.remarks


def test_a_mapping_counts_for_a_workbook_of_ours_too(empty: Store, tmp_path: Path) -> None:
    path = as_xlsx(tmp_path)
    mapping = read_mapping(["id=id", "title=id"])
    bring(empty, path, columns=mapping)
    assert {each["title"] for each in documents(empty).values()} == set(documents(empty))


def test_options_that_mean_nothing_for_a_file_are_said(empty: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", "id,title\na,Salt\n")
    (report,), _ = bring(empty, path, sheets=("S",), list_path="data", dry_run=True)
    assert [each.partition(" ")[0] for each in report.remarks] == ["--sheet", "--list"]
    (report,), _ = bring(empty, as_xlsx(tmp_path), encoding="cp1252", dry_run=True)
    assert any(each.startswith("--encoding was passed over") for each in report.remarks)
    mapping = read_mapping(["title=title"])
    (report,), _ = bring(empty, as_folder(tmp_path), columns=mapping, dry_run=True)
    assert any(each.startswith("--map was passed over") for each in report.remarks)


@pytest.mark.parametrize(
    ("columns", "guessed"),
    [
        (
            [
                "1. Commitment",
                "Due date (dd/mm/yyyy)",
                "Status (RAG)*",
                "Ministry / Agency",
                "Ref [no.]",
            ],
            [
                "Ref [no.]",
                "1. Commitment",
                "Ministry / Agency",
                "Due date (dd/mm/yyyy)",
                "Status (RAG)*",
            ],
        ),
        (
            ["Commitment / Engagement", "Deadline / Échéance", "Status | Statut"],
            ["Commitment / Engagement", "Deadline / Échéance", "Status | Statut"],
        ),
        (
            ["iati-identifier", "title/narrative", "activity-status/@code"],
            ["iati-identifier", "title/narrative", "activity-status/@code"],
        ),
        (["Title", "Title (French)", "Due (old)", "Due"], ["Title", "Due"]),
    ],
)
def test_headings_are_known_beside_what_else_they_say(
    columns: list[str], guessed: list[str]
) -> None:
    assert list(guess(columns).values()) == guessed
