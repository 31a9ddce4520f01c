"""The calendar, as another program's parser reads it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import vobject
from msgspec.structs import replace

from exchange.exporters import Selection, Written
from store.model.dates import PartialDate
from store.model.entities import Milestone
from store.register.store import Store
from store.text import one_line
from tests.exchange.exporters.exports import ALL_TEXTS, selected, store_of, written
from tests.registers import SMALL_REGISTER


def events(selection: Selection) -> dict[str, Any]:
    """Return the events by what they are called."""
    calendar = vobject.readOne(written(selection, "ics")[0].decode())
    return {each.summary.value: each for each in calendar.contents.get("vevent", [])}


def test_milestones_due_dates_and_follow_ups_are_events(small: Selection) -> None:
    assert set(events(small)) == {
        "Due: Port visits every year (2025-12)",
        "Milestone, met: First visit",
        "Milestone: Second visit (2025-11)",
        "Follow-up: Ask for the visit plan",
        "Follow-up: Count the visits",
        "Due, kept: Pilot school opened (2026)",
        "Due: Common airfield code",
    }
    assert written(small, "ics")[1] == Written(7, "events")


def test_an_exact_date_is_one_day_and_another_its_whole_period(small: Selection) -> None:
    found = events(small)
    spans = {name: (each.dtstart.value, each.dtend.value) for name, each in found.items()}
    assert spans["Due: Common airfield code"] == (date(2027, 1, 15), date(2027, 1, 16))
    assert spans["Due: Port visits every year (2025-12)"] == (date(2025, 12, 1), date(2026, 1, 1))
    assert spans["Due, kept: Pilot school opened (2026)"] == (date(2026, 1, 1), date(2027, 1, 1))


def test_a_milestone_stands_on_the_day_it_was_met_else_on_the_day_it_is_planned_for(
    tmp_path: Path,
) -> None:
    early = Milestone("m1", "Early", PartialDate.parse("2026-12"), PartialDate.parse("2026-03-10"))
    late = replace(early, id="m2", title="Late", met=None)
    first = replace(SMALL_REGISTER.commitments[0], milestones=(early, late))
    found = events(selected(store_of(tmp_path, replace(SMALL_REGISTER, commitments=(first,)))))
    assert found["Milestone, met: Early"].dtstart.value == date(2026, 3, 10)
    assert found["Milestone: Late (2026-12)"].dtstart.value == date(2026, 12, 1)


def test_a_quarter_lasts_three_months(tmp_path: Path) -> None:
    first = replace(SMALL_REGISTER.commitments[0], due=PartialDate.parse("2026-Q3"))
    store = store_of(tmp_path, replace(SMALL_REGISTER, commitments=(first,)))
    event = events(selected(store))["Due: Port visits every year (2026-Q3)"]
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 7, 1), date(2026, 10, 1))


def test_nobody_is_made_busy(small: Selection) -> None:
    assert {each.transp.value for each in events(small).values()} == {"TRANSPARENT"}


def test_an_event_keeps_its_uid_when_its_day_and_words_change(small_store: Store) -> None:
    before = events(selected(small_store))["Follow-up: Count the visits"]
    task = replace(
        SMALL_REGISTER.commitments[0].follow_ups[1],
        title="Count them all",
        due=PartialDate.parse("2027-02-01"),
    )
    small_store.change(["port-visits"], lambda each: replace(each, follow_ups=(task,)))
    after = events(selected(small_store))["Follow-up: Count them all"]
    assert after.uid.value == before.uid.value
    assert after.dtstart.value == date(2027, 2, 1)


def test_every_uid_is_its_own(dangerous: Selection) -> None:
    calendar = vobject.readOne(written(dangerous, "ics")[0].decode())
    uids = [each.uid.value for each in calendar.vevent_list]
    assert len(set(uids)) == len(uids) == 3 * len(ALL_TEXTS)


def test_the_same_data_and_date_give_the_same_bytes(small_store: Store) -> None:
    assert written(selected(small_store), "ics") == written(selected(small_store), "ics")


def test_lines_are_folded_and_end_as_the_standard_says(dangerous: Selection) -> None:
    data, _ = written(dangerous, "ics")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    data.decode()  # no character is torn apart


def test_every_text_is_read_as_it_was_and_ends_no_event(dangerous: Selection) -> None:
    calendar = vobject.readOne(written(dangerous, "ics")[0].decode())
    assert set(calendar.contents) <= {
        "version",
        "prodid",
        "method",
        "name",
        "x-wr-calname",
        "vevent",
    }
    summaries = {each.summary.value for each in calendar.vevent_list}
    for text in ALL_TEXTS:
        assert f"Due: {one_line(text)} (2026-11)" in summaries
        assert f"Follow-up: {one_line(text)} (2026-12)" in summaries


def test_a_calendar_has_no_year_10000(tmp_path: Path) -> None:
    commitment = replace(
        SMALL_REGISTER.commitments[0], due=PartialDate.parse("9999"), milestones=(), follow_ups=()
    )
    store = store_of(tmp_path, replace(SMALL_REGISTER, commitments=(commitment,)))
    data, told = written(selected(store), "ics")
    assert told == Written(0, "events", ("1 date left out: no calendar goes beyond 9999",))
    assert "vevent" not in vobject.readOne(data.decode()).contents
