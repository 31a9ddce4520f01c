"""Dates as others write them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from exchange.importers.columns.mapping import read_mapping
from exchange.importers.values.dates import Order, has_no_end, read_date
from store.register.store import Store
from tests.exchange.importers import files


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2035", "2035"),
        ("2026-Q3", "2026-Q3"),
        ("2026-q3", "2026-Q3"),
        ("2025-12", "2025-12"),
        ("2025-12-31", "2025-12-31"),
        ("2025-12-31 00:00:00", "2025-12-31"),
        ("2025-12-31T08:30:00Z", "2025-12-31"),
        ("2020/12/31", "2020-12-31"),
        ("12/31/2020", "2020-12-31"),
        ("31/12/2020", "2020-12-31"),
        ("31-12-2020", "2020-12-31"),
        ("1.2.2024", "2024-02-01"),
        ("3/3/2024", "2024-03-03"),
        ("August 2015", "2015-08"),
        ("Sept. 2015", "2015-09"),
        ("Sep 28, 2026", "2026-09-28"),
        ("December 16,2021", "2021-12-16"),
        ("16th December 2021", "2021-12-16"),
        ("31-Dec-2020", "2020-12-31"),
        ("Quarter 4 2016", "2016-Q4"),
        ("IV quarter of 2014", "2014-Q4"),
        ("Fourth quarter 2014", "2014-Q4"),
        ("4th quarter of 2014", "2014-Q4"),
        ("Q4 2016", "2016-Q4"),
        ("4Q 2016", "2016-Q4"),
        ("2016 Q4", "2016-Q4"),
        ("44196", "2020-12-31"),
        ("5/2031", "2031-05"),
        ("05.2031", "2031-05"),
        ("12-2031", "2031-12"),
        ("2031.0", "2031"),
        ("44196.5", "2020-12-31"),
    ],
)
def test_a_date_that_can_mean_one_thing_is_read(written: str, meant: str) -> None:
    found = read_date(written)
    assert found is not None
    assert found.text == meant


@pytest.mark.parametrize(
    ("written", "order", "meant"),
    [
        ("10/1/18", "month-first", "2018-10-01"),
        ("10/1/18", "day-first", "2018-01-10"),
        ("12/31/20", "month-first", "2020-12-31"),
        ("31/12/2020", "month-first", "2020-12-31"),
        ("12/31/2020", "day-first", "2020-12-31"),
    ],
)
def test_the_order_decides_where_two_days_could_be_meant(
    written: str, order: Order, meant: str
) -> None:
    found = read_date(written, order)
    assert found is not None
    assert found.text == meant


@pytest.mark.parametrize(
    "written",
    [
        "1/2/2024",
        "10/1/18",
        "Spring 2021",
        "Permanent activity",
        "some day",
        "2026-13",
        "30/30/2020",
        "31.2.2020",
        "99999",
        "12345",
        "V quarter of 2014",
        "Quarter 5 2016",
        "2016-2018",
        "",
        "9" * 500,
        "Umbruary 2020",
    ],
)
def test_anything_else_is_not_guessed(written: str) -> None:
    assert read_date(written) is None


def test_a_standing_duty_has_no_end() -> None:
    assert all(map(has_no_end, ("Permanent activity", "ongoing", "On-going", " Continuous ")))
    assert not any(map(has_no_end, ("", "2026", "Spring 2021", "soon")))


def test_what_is_not_over_is_taken_and_named(empty: Store, tmp_path: Path) -> None:
    """It stands in no list before it is: who imported it is told what to look for."""
    row = {
        "id": "a",
        "title": "Dredge",
        "updates": [
            {"id": "u1", "date": "2026", "status": "kept", "note": "This year"},
            {"id": "u2", "date": "2025-12", "note": "Over"},
        ],
        "milestones": [{"id": "m1", "title": "Dug", "date": "2025", "met": "2027-01-05"}],
        "follow_ups": [{"id": "f1", "title": "Ask", "done": "2026-12"}],
    }
    (report,) = files.bring(empty, files.written(tmp_path, "a.json", json.dumps([row]))).reports
    told = "a u1 (2026), a m1 (2027-01-05), a f1 (2026-12)"
    assert report.remarks == [f"not over on 2026-11-22, taken and shown once it is: {told}"]
    assert [each["date"] for each in files.documents(empty)["a"]["updates"]] == ["2026", "2025-12"]
    (report,) = files.bring(
        empty, files.written(tmp_path, "a.json", json.dumps([row])), as_of=files.LATER
    ).reports
    assert "a u1 (2026), a m1 (2027-01-05), a f1 (2026-12)" in report.remarks[0]
    over = date(2027, 1, 5)
    assert (
        not files.bring(empty, files.written(tmp_path, "a.json", json.dumps([row])), as_of=over)
        .reports[0]
        .remarks
    )


def test_an_assessment_of_a_day_to_come_is_named(empty: Store, tmp_path: Path) -> None:
    rows = [["Pledge", "Rating", "Seen"], *([f"Dig {n}", "kept", "2027-03"] for n in range(7))]
    columns = read_mapping(("title=Pledge", "status=Rating", "assessed=Seen"))
    (report,) = files.bring(
        empty, files.written(tmp_path, "x.csv", files.csv_text(rows)), columns=columns
    ).reports
    assert "not over on 2026-11-22" in report.remarks[-1]
    assert "dig-0 status (2027-03)" in report.remarks[-1]
    assert report.remarks[-1].endswith("dig-4 status (2027-03), and 2 more")
    rows = [["Pledge", "Rating", "Seen"], ["Dig", "kept", "2026"]]
    (report,) = files.bring(
        empty, files.written(tmp_path, "x.csv", files.csv_text(rows)), columns=columns
    ).reports
    assert not any("not over on" in each for each in report.remarks)
