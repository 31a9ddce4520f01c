"""What changed between two days, from the updates and the history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from msgspec.structs import replace

from store.model.dates import PartialDate
from store.model.edits import write_update
from store.model.entities import Commitment, Update
from store.model.entry import Entry
from store.model.status import Status
from store.portfolio.portfolio import Portfolio
from store.register.change_rows import ChangeKind, ChangeRow, rows_of
from store.register.changes import changes_since
from store.register.store import Store
from tests.registers import HOSTILE_REGISTER, SMALL_REGISTER

day = PartialDate.parse
TODAY = date(2026, 11, 22)


def told(entries: Sequence[Entry], since: date, store: Store | None = None) -> list[ChangeRow]:
    """Return the rows of what changed."""
    return rows_of(changes_since(entries, store.log() if store else (), since))


def entries_on(until: date) -> Sequence[Entry]:
    """Return the entries of the small register on a day."""
    return Portfolio(SMALL_REGISTER, until).entries


def pairs(rows: Sequence[ChangeRow]) -> list[tuple[str, str]]:
    """Return kind and id of rows."""
    return [(row.kind.value, row.id) for row in rows]


def test_a_status_that_settles_is_told_apart_from_one_that_moves() -> None:
    rows = told(entries_on(TODAY), date(2025, 2, 6))
    assert pairs(rows)[:2] == [("settled", "pilot-school"), ("status", "port-visits")]
    assert rows[0].words == "in progress → kept: Opened."
    assert (rows[0].when, rows[0].before, rows[0].after) == ("2025-10-31", "in progress", "kept")
    assert rows[1].words == "not started → in progress: A first ship called."


def test_the_day_itself_is_not_told_and_the_last_day_is() -> None:
    assert not told(entries_on(date(2025, 10, 31)), date(2025, 10, 31))
    rows = told(entries_on(date(2025, 10, 31)), date(2025, 10, 30))
    assert pairs(rows) == [("settled", "pilot-school"), ("news", "pilot-school")]


def test_what_went_silent_is_told_with_the_day() -> None:
    rows = [each for each in told(entries_on(TODAY), date(2025, 6, 1)) if each.id == "port-visits"]
    assert pairs(rows) == [("silent", "port-visits")]
    assert rows[0].when == "2025-08-10"
    assert rows[0].words == "nothing heard for 559 days"


def test_what_was_promised_meanwhile_is_new() -> None:
    rows = told(entries_on(TODAY), date(2025, 2, 5))
    new = [each for each in rows if each.kind is ChangeKind.ADDED]
    assert [each.id for each in new] == ["port-visits", "pilot-school"]
    assert new[0].words == "promised in Harbour Pact"


def test_a_moved_date_is_told_once_from_first_to_last() -> None:
    moved = replace(
        SMALL_REGISTER.commitments[0],
        updates=(
            Update("u1", day("2026-03-01"), "Later.", due=day("2026-06")),
            Update("u2", day("2026-09-01"), "Later still.", due=day("2027-06"), by="mira"),
        ),
    )
    (row,) = (
        each
        for each in told([Entry(moved, None, TODAY)], date(2026, 1, 1))
        if each.kind is ChangeKind.DATE
    )
    assert row.words == "due date 2025-12 → 2027-06, 546 days later"
    assert (row.before, row.after, row.by) == ("2025-12", "2027-06", "mira")


def test_a_look_that_found_nothing_is_no_evidence() -> None:
    looked = Update("u1", day("2026-11-01"), searched=("PIB", "defense.gov"))
    rows = told([Entry(Commitment("c", "C", updates=(looked,)), None, TODAY)], date(2026, 10, 1))
    assert pairs(rows) == [("added", "c"), ("looked", "c")]
    assert rows[1].words == "nothing found in PIB, defense.gov"


def test_the_history_tells_what_was_added_edited_and_written_down_late(tmp_path: Path) -> None:
    clock = [datetime(2026, 11, 1, 9, tzinfo=UTC)]
    store = Store.create(tmp_path / "r.json", SMALL_REGISTER, user="ana", clock=lambda: clock[0])
    store.add(Commitment("new-one", "New one"))
    clock[0] = datetime(2026, 11, 20, 9, tzinfo=UTC)
    base = store.register.commitments[0]
    store.save(base, replace(base, due=day("2026-12")))
    store.change(
        ["airfield-code"], lambda each: write_update(each, date(2026, 9, 1), note="A draft.")
    )
    entries = Portfolio(store.register, TODAY).entries
    rows = told(entries, date(2026, 11, 10), store)
    by_kind = {row.kind: row for row in rows}
    assert by_kind[ChangeKind.DATE].words == "due date 2025-12 → 2026-12, 365 days later, edited"
    assert by_kind[ChangeKind.DATE].by == "ana"
    assert by_kind[ChangeKind.NEWS].words == "A draft. · written down 2026-11-20"
    assert ChangeKind.ADDED not in by_kind
    rows = told(entries, date(2026, 10, 31), store)
    assert ("added", "new-one") in pairs(rows)
    # The log since a day has what was saved from it on.
    assert len(store.log(since=date(2026, 11, 10))) == 2
    assert [each.label for each in store.log("new-one")] == ["new-one: added"]


def test_hostile_texts_come_out_as_rows(tmp_path: Path) -> None:
    rows = told(Portfolio(HOSTILE_REGISTER, TODAY).entries, date(1990, 1, 1))
    assert rows
    assert all(isinstance(each.words, str) for each in rows)


def test_no_commitments_no_changes() -> None:
    assert changes_since((), (), TODAY).total == 0


def test_a_status_withdrawn_by_a_correction_moves_back() -> None:
    wrong = Update("u1", day("2026-09-01"), "Done.", status=Status.KEPT)
    right = Update("u2", day("2026-10-15"), "Not so.", corrects="u1")
    entry = Entry(Commitment("c", "C", updates=(wrong, right)), None, TODAY)
    rows = told([entry], date(2026, 10, 1))
    assert (rows[0].kind, rows[0].before, rows[0].after) == (
        ChangeKind.STATUS,
        "kept",
        "not assessed",
    )
    assert (rows[0].words, rows[0].when) == ("kept → not assessed: Not so.", "2026-10-15")


def test_a_correction_says_why_what_was_said_before_holds_again() -> None:
    """The row has the day and the words of the correction, not those of a year ago."""
    begun = Update("u1", day("2025-02-01"), "Begun.", status=Status.IN_PROGRESS, by="ana")
    wrong = Update("u2", day("2026-09-01"), "Done.", status=Status.KEPT, by="ana")
    right = Update("u3", day("2026-10-15"), "Of other ports.", corrects="u2", by="bo")
    entry = Entry(Commitment("c", "C", updates=(begun, wrong, right)), None, TODAY)
    row = told([entry], date(2026, 10, 1))[0]
    assert row.words == "kept → in progress: Of other ports."
    assert (row.when, row.by) == ("2026-10-15", "bo")
    again = Update("u4", day("2026-11-01"), status=Status.IN_PROGRESS, by="cy")
    entry = Entry(Commitment("c", "C", updates=(begun, wrong, right, again)), None, TODAY)
    row = told([entry], date(2026, 10, 1))[0]
    assert (row.words, row.by) == ("kept → in progress: Begun.", "ana")


def test_no_words_are_taken_from_what_was_corrected_or_from_an_earlier_run() -> None:
    first = Update("u1", day("2025-01-01"), "Begun long ago.", status=Status.IN_PROGRESS)
    wrong = Update("u2", day("2025-06-01"), "Wrongly done.", status=Status.KEPT)
    right = Update("u3", day("2025-07-01"), status=Status.STALLED, corrects="u2")
    now = Update("u4", day("2026-10-15"), status=Status.KEPT)
    entry = Entry(Commitment("c", "C", updates=(first, wrong, right, now)), None, TODAY)
    assert told([entry], date(2026, 10, 1))[0].words == "stalled → kept"
    more = Update("u5", day("2026-11-01"), "Still so.", status=Status.KEPT)
    first_to_say = replace(now, note="Done now.")
    pledge = Commitment("c", "C", updates=(first, wrong, right, first_to_say, more))
    rows = told([Entry(pledge, None, TODAY)], date(2026, 10, 1))
    assert rows[0].words == "stalled → kept: Done now."
    now = replace(now, status=Status.IN_PROGRESS)
    entry = Entry(Commitment("c", "C", updates=(first, wrong, right, now)), None, TODAY)
    assert told([entry], date(2026, 10, 1))[0].words == "stalled → in progress"


def test_a_date_that_a_correction_takes_back_is_told() -> None:
    moved = Update("u1", day("2026-03-01"), "Moved.", due=day("2027"))
    back = Update("u2", day("2026-10-15"), "Of another ship.", corrects="u1", by="bo")
    late = Update("u3", day("2026-11-01"), "It was right.", corrects="u2", by="cy")
    pledge = Commitment("c", "C", due=day("2026"), updates=(moved, back))
    rows = told([Entry(pledge, None, TODAY)], date(2026, 10, 1))
    (row,) = (each for each in rows if each.kind is ChangeKind.DATE)
    assert row.words == "due date 2027 → 2026, 365 days earlier"
    assert (row.when, row.by) == ("2026-10-15", "bo")
    pledge = replace(pledge, updates=(moved, back, late))
    rows = told([Entry(pledge, None, TODAY)], date(2026, 10, 20))
    (row,) = (each for each in rows if each.kind is ChangeKind.DATE)
    assert (row.before, row.after, row.by) == ("2026", "2027", "cy")
    rows = told([Entry(pledge, None, TODAY)], date(2026, 10, 1))
    assert not [each for each in rows if each.kind is ChangeKind.DATE]
