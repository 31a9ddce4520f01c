"""Each published format, by a small file of its shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.model.status import Status
from store.register.store import Store
from tests.exchange.importers.files import (
    AS_OF,
    LATER,
    bring,
    documents,
    sample,
    statuses,
    written,
)

COUNTS = {
    "ogp.csv": ("ogp", 6, 5, 1),
    "g20.csv": ("g20", 4, 9, 3),
    "gao.csv": ("gao", 4, 3, 1),
    "nz-promises.csv": ("nz-promises", 4, 4, 0),
    "nz-promises.json": ("nz-promises", 4, 4, 0),
    "canada-commitments.csv": ("canada-commitments", 2, 2, 0),
    "canada-consolidated.csv": ("canada-consolidated", 3, 3, 0),
    "canada-letters.csv": ("canada-letters", 2, 0, 0),
    "trumptracker.json": ("trumptracker", 3, 3, 0),
    "scorecard.csv": ("scorecard", 3, 3, 0),
    "taskwarrior.json": ("taskwarrior", 4, 3, 0),
}
"""By file: its format, rows, new commitments and refused ones."""


@pytest.mark.parametrize("name", COUNTS)
def test_a_file_is_told_by_its_content_and_counted(empty: Store, name: str) -> None:
    (report,), change = bring(empty, sample(name))
    told = report.format, report.rows, report.new, len(report.refused)
    assert told == COUNTS[name]
    assert report.changed == []
    assert report.unchanged == 0
    assert change is not None


@pytest.mark.parametrize("name", COUNTS)
def test_the_same_file_again_changes_nothing_also_on_a_later_day(empty: Store, name: str) -> None:
    bring(empty, sample(name))
    before, state = documents(empty), empty.state
    (report,), change = bring(empty, sample(name), as_of=LATER)
    assert change is None
    assert (report.new, report.changed, report.unchanged) == (0, [], COUNTS[name][2])
    assert (documents(empty), empty.state) == (before, state)


def test_ogp_logs_both_reports_and_the_end_of_term_counts(empty: Store) -> None:
    bring(empty, sample("ogp.csv"))
    contracts = documents(empty)["av0001"]
    log = [(each["date"], each["status"], each["progress"]) for each in contracts["updates"]]
    assert log == [("2016", "in-progress", 33), ("2018", "in-progress", 67)]
    assert contracts["title"] == "Harbour contracts"
    assert contracts["summary"].startswith("The Ministry of Ports will publish")
    assert (contracts["start"], contracts["due"]) == ("2014-10-01", "2016-12-31")
    assert (contracts["parties"], contracts["lead"]) == (["Avalon"], "Ministry of Ports")
    assert contracts["tags"] == ["open-contracting"]
    assert contracts["domains"] == ["fiscal-openness"]
    assert contracts["instrument"] == "avalon-action-plan-1"
    assert contracts["updates"][1]["as_written"] == {"Completion (End Of Term)": "Substantial"}
    assert statuses(empty) == {
        "av0001": Status.IN_PROGRESS,
        "av0002": Status.KEPT,
        "av0003": Status.NOT_ASSESSED,
        "bo0001": Status.WITHDRAWN,
        "bo0002": Status.NOT_ASSESSED,
    }


def test_ogp_an_undated_progress_report_does_not_come_after_the_end_of_term(
    empty: Store, tmp_path: Path
) -> None:
    text = sample("ogp.csv").read_text().replace("2016,Moderate,Limited", "NA,Moderate,Limited")
    bring(empty, written(tmp_path, "ogp.csv", text))
    (update,) = documents(empty)["av0001"]["updates"]
    assert (update["date"], update["progress"]) == ("2018", 67)


def test_ogp_dates_are_read_or_kept_as_written_and_reported(empty: Store) -> None:
    (report,), _ = bring(empty, sample("ogp.csv"))
    found = documents(empty)
    assert (found["av0002"]["start"], found["av0002"]["due"]) == ("2015-08", "2016-Q4")
    assert found["av0003"]["start"] == "2014-Q4"
    assert "due" not in found["av0003"]
    assert found["bo0001"]["start"] == "2020-01-01"
    assert "due" not in found["bo0001"]
    assert found["bo0001"]["imported"]["ogp"]["columns"]["End Date"] == "Spring 2021"
    assert [(each.written, each.rows) for each in report.words("date")] == [("Spring 2021", (5,))]


def test_a_status_outside_the_crosswalk_is_reported_and_left_not_assessed(empty: Store) -> None:
    (report,), _ = bring(empty, sample("ogp.csv"))
    (word,) = report.words("status")
    assert (word.column, word.written, word.rows) == (
        "Completion (Progress Report)",
        "Half done",
        (6,),
    )
    assert statuses(empty)["bo0002"] is Status.NOT_ASSESSED
    kept = documents(empty)["bo0002"]["imported"]["ogp"]["columns"]
    assert kept["Completion (Progress Report)"] == "Half done"


def test_g20_keeps_the_matrix_by_party_and_blanks_apart_from_zero(empty: Store) -> None:
    (report,), _ = bring(empty, sample("g20.csv"))
    found = statuses(empty)
    assert [found[f"2011-1-{member}"] for member in ("avalon", "borduria", "caledonia")] == [
        Status.KEPT,
        Status.IN_PROGRESS,
        Status.NOT_ASSESSED,
    ]
    assert [found[f"2011-2-{member}"] for member in ("avalon", "borduria", "caledonia")] == [
        Status.KEPT,
        Status.NOT_KEPT,
        Status.NOT_KEPT,
    ]
    assert found["2012-1-caledonia"] is Status.NOT_ASSESSED
    assert documents(empty)["2011-1-borduria"]["parties"] == ["Borduria"]
    assert [each.written for each in report.words("status")] == ["maybe"]


def test_g20_reports_a_duplicate_id_and_keeps_the_first(empty: Store) -> None:
    (report,), _ = bring(empty, sample("g20.csv"))
    assert {each.row for each in report.duplicates} == {5}
    assert "row 4 has the id '2012-1-avalon' already" in report.duplicates[0].reason
    assert documents(empty)["2012-1-avalon"]["title"] == "We will share our grain, and our wind."


def test_gao_reads_below_the_preamble_and_dates_by_it(empty: Store) -> None:
    bring(empty, sample("gao.csv"))
    buoys = documents(empty)["gao-26-900001-2"]
    (update,) = buoys["updates"]
    assert update["date"] == "2026-11-20"
    assert update["status"] == "in-progress"
    assert update["source"]["title"] == "Harbours: Better Charts & Buoys Would Help Pilots"
    assert buoys["title"] == "The Secretary of Ports should light every buoy."
    assert buoys["clause"] == "Recommendation 2"
    assert buoys["priority"] == "high"
    assert [each["title"] for each in empty.instrument_documents()] == [
        "Harbours: Better Charts & Buoys Would Help Pilots",
        "Grain: Weights Need Another Look",
    ]


def test_nz_promises_bring_evidence_and_the_date_of_the_file(empty: Store) -> None:
    bring(empty, sample("nz-promises.json"))
    piers = documents(empty)["ports-labour-two-piers"]
    urls = [each["source"].get("url", "") for each in piers["updates"]]
    assert urls == ["https://example.org/pier-1", "https://example.org/pier-2", ""]
    assert {each["date"] for each in piers["updates"]} == {"2026-08-18"}
    assert piers["updates"][-1]["status"] == "kept"
    assert piers["domains"] == ["ports"]
    assert empty.register.domains[0].name == "Ports & Ferries"
    ferries = documents(empty)["ports-greens-clean-ferries"]
    assert ferries["tags"] == ["labour", "outcome", "contested", "co-signed"]
    assert statuses(empty)["ports-greens-clean-ferries"] is Status.PARTLY_KEPT
    assert statuses(empty)["grain-national-tariff"] is Status.WITHDRAWN


def test_the_sheet_and_the_json_of_the_same_promises_are_one(empty: Store) -> None:
    bring(empty, sample("nz-promises.json"))
    (report,), change = bring(empty, sample("nz-promises.csv"))
    assert report.unchanged == 4
    assert change is None


def test_without_a_date_of_its_own_an_assessment_is_dated_by_the_import(empty: Store) -> None:
    bring(empty, sample("nz-promises.csv"))
    update = documents(empty)["ports-labour-two-piers"]["updates"][-1]
    assert update["date"] == AS_OF.isoformat()
    assert "the file gives no date" in update["note"]


def test_canadas_commitments_belong_to_letters_that_another_file_tells_of(empty: Store) -> None:
    paths = [sample(f"canada-{name}.csv") for name in ("commitments", "letters", "consolidated")]
    reports, _ = bring(empty, *paths)
    assert [each.new for each in reports] == [2, 0, 3]
    lit = documents(empty)["mlc-100"]
    assert lit["parties"] == ["Minister of Ports", "Minister of Light"]
    letters = {each["id"]: each for each in empty.instrument_documents()}
    letter = letters[lit["instrument"]]
    assert (letter["title"], letter["date"]) == ("Mandate letter: Minister of Ports", "2021-12-16")
    assert letter["source"]["kind"] == "official"
    assert len(letters) == 3
    assert documents(empty)["lpc-001"]["title"] == "Build the King’s pier – in stone."
    assert documents(empty)["lpc-001"]["tags"] == ["platform", "speech-from-the-throne"]
    assert [each.written for each in reports[1].words("date")] == ["some day"]
    assert [each.written for each in reports[2].words("value")] == ["Elsewhere"]


def test_a_long_commitment_gets_a_short_title_and_its_text_as_summary(empty: Store) -> None:
    bring(empty, sample("canada-commitments.csv"))
    gulls = documents(empty)["mlc-101"]
    assert gulls["title"].endswith("…")
    assert len(gulls["title"]) <= 120
    assert gulls["summary"].startswith("Count the gulls every year, publish the count")


def test_trump_tracker_brings_status_reason_and_sources(empty: Store) -> None:
    bring(empty, sample("trumptracker.json"))
    bay = documents(empty)["dredge-the-bay"]
    assert bay["summary"] == "Dredge the whole bay, down to nine fathoms."
    assert bay["tags"] == ["depth", "mud"]
    assert [each["source"]["url"] for each in bay["updates"]] == [
        "https://example.org/a",
        "https://example.org/b",
        "https://example.org/t/dredge-the-bay/",
    ]
    assert statuses(empty) == {
        "dredge-the-bay": Status.IN_PROGRESS,
        "ban-the-gulls": Status.NOT_KEPT,
        "rename-the-bay": Status.NOT_ASSESSED,
    }


def test_a_scorecard_brings_both_years_and_the_answers(empty: Store) -> None:
    bring(empty, sample("scorecard.csv"))
    wells = documents(empty)["point-1a"]
    assert [(each["date"], each["status"]) for each in wells["updates"]] == [
        ("2019", "not-started"),
        (AS_OF.isoformat(), "in-progress"),
    ]
    assert wells["tags"] == ["detailed-plan", "approved-funding", "begun"]
    assert wells["due"] == "2020-12"
    assert statuses(empty)["point-1b"] is Status.KEPT
    assert statuses(empty)["point-2"] is Status.NOT_STARTED
