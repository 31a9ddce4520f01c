"""What a brief says has changed since a day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from msgspec.structs import replace

from exchange.brief.model import BriefChanges
from store.model.dates import PartialDate
from store.model.entities import Commitment, Milestone, Register
from store.model.status import Status
from store.register.history import HistoryEntry
from store.register.store import Store
from tests.exchange.brief.briefs import AS_OF, brief, commitment, day, of, saved_change, update
from tests.registers import MINISTRY, PRESS

SINCE = date(2026, 5, 1)


def changes(register: Register, *history: HistoryEntry, since: date = SINCE) -> BriefChanges:
    return brief(register, since=since, history=history).changes


def test_a_status_that_moved_says_from_where_to_where_and_who_saw_it() -> None:
    moved = commitment(
        "port",
        update("2026-02", Status.NOT_STARTED),
        update("2026-06-03", Status.IN_PROGRESS, name="u2"),
        update("2026-08", Status.IN_PROGRESS, name="u3"),
    )
    told = changes(of(moved, commitment("same", update("2026-02", Status.STALLED))))
    (row,) = told.moves.rows
    assert (row.before, row.standing.status) == (Status.NOT_STARTED, Status.IN_PROGRESS)
    assert (row.when, row.text) == (day("2026-06-03"), "Seen 2026-06-03.")


def test_both_ends_of_a_move_cite_what_they_rest_on() -> None:
    fresh = commitment("fresh", update("2026-06", Status.KEPT))
    moved = commitment(
        "port",
        update("2026-02", Status.STALLED, PRESS),
        update("2026-06", Status.KEPT, MINISTRY, "u2"),
    )
    told = brief(of(fresh, moved), since=SINCE)
    titles = {note.number: note.title for note in told.notes}
    cited = {
        row.subject.id: [titles[number] for number in (*row.before_notes, *row.notes)]
        for row in told.changes.moves.rows
    }
    assert cited == {
        "fresh": ["Entry fresh, which no update assesses", "Ministers agree"],
        "port": ["Ministers agree", "Press note"],
    }


def test_a_status_that_was_taken_back_is_of_the_day_and_the_source_of_the_correction() -> None:
    wrong = update("2026-04", Status.KEPT, PRESS, "u2")
    right = replace(update("2026-06-03", None, MINISTRY, "u3"), corrects="u2")
    moved = commitment("port", update("2025-02", Status.IN_PROGRESS), wrong, right)
    told = brief(of(moved), since=SINCE)
    (row,) = told.changes.moves.rows
    assert (row.before, row.standing.status) == (Status.KEPT, Status.IN_PROGRESS)
    assert (row.when, row.text) == (day("2026-06-03"), "Seen 2026-06-03.")
    titles = {note.number: note.title for note in told.notes}
    assert [titles[number] for number in row.notes] == [MINISTRY.title]


def test_a_status_that_came_back_has_not_moved() -> None:
    there_and_back = commitment(
        "port",
        update("2026-02", Status.IN_PROGRESS),
        update("2026-06", Status.STALLED, name="u2"),
        update("2026-07", Status.IN_PROGRESS, name="u3"),
    )
    told = changes(of(there_and_back))
    assert told.moves.total == 0
    assert told.news.total == 2


def test_an_update_of_the_day_itself_is_not_since_it() -> None:
    register = of(commitment("a", update("2026-05-01"), update("2026-05-02", name="u2")))
    assert [row.when.text for row in changes(register).news.rows] == ["2026-05-02"]


def test_an_update_of_a_later_day_is_not_told_yet() -> None:
    register = of(commitment("a", update("2026-11-23", Status.KEPT)))
    told = changes(register)
    assert (told.news.total, told.moves.total) == (0, 0)


def test_who_fell_silent_within_the_period_is_told_apart() -> None:
    register = of(
        commitment("long-ago", update("2025-01-01", Status.IN_PROGRESS)),
        commitment("lately", update("2026-01-01", Status.IN_PROGRESS)),
        commitment("heard", update("2026-10-01", Status.IN_PROGRESS)),
        commitment("closed", update("2025-01-01", Status.KEPT)),
    )
    told = brief(register, since=SINCE)
    assert [row.subject.id for row in told.changes.silent.rows] == ["lately"]
    assert [row.subject.id for row in told.stale.rows] == ["long-ago"]
    assert told.figures.stale == 2


def _due(number: int, time: str, before: str, after: str, **more: object) -> HistoryEntry:
    touched = {"port": {"before": {"due": before}, "after": {"due": after}}}
    return saved_change(number, time, touched=touched, **more)


def test_a_due_date_that_slipped_says_how_far_and_cites_the_history() -> None:
    register = of(commitment("port", due="2027-06"))
    told = brief(
        register,
        since=SINCE,
        history=[_due(3, "2026-07-01T10:00:00Z", "2026-12", "2027-06")],
    )
    (row,) = told.changes.dates.rows
    assert (row.before, row.after, row.days) == (day("2026-12"), day("2027-06"), 181)
    assert (row.slipped, row.saved, row.user) == (True, date(2026, 7, 1), "mira")
    (note,) = (note for note in told.notes if note.number in row.notes)
    assert note.title == "Change 3 in the register's history: change 3"
    assert told.changes.slipped == 1


def test_several_moves_of_one_date_are_told_as_one() -> None:
    register = of(commitment("port", due="2028"))
    told = changes(
        register,
        _due(5, "2026-08-01T00:00:00Z", "2027", "2028"),
        _due(4, "2026-07-01T00:00:00Z", "2026", "2027"),
    )
    (row,) = told.dates.rows
    assert (row.before, row.after) == (day("2026"), day("2028"))


def test_a_move_taken_back_is_none() -> None:
    register = of(commitment("port", due="2026"))
    told = changes(
        register,
        _due(4, "2026-07-01T00:00:00Z", "2026", "2027"),
        _due(5, "2026-07-02T00:00:00Z", "2027", "2026", kind="undo", of=4),
    )
    assert told.dates.total == 0


def test_the_period_of_the_history_includes_both_its_days() -> None:
    register = of(commitment("port", due="2027"))
    for time, found in (
        ("2026-04-30T23:59:59Z", 0),
        ("2026-05-01T00:00:00Z", 1),
        ("2026-11-22T23:59:59Z", 1),
        ("2026-11-23T00:00:00Z", 0),
        ("no time at all", 0),
    ):
        assert changes(register, _due(1, time, "2026", "2027")).dates.total == found, time


def test_a_date_first_set_dropped_or_brought_forward_did_not_slip() -> None:
    for before, after, days in (
        ({}, {"due": "2027"}, None),
        ({"due": "2026"}, {}, None),
        ({"due": "2027"}, {"due": "2026"}, -365),
        ({"due": 2027}, {"due": "soon"}, None),
    ):
        entry = saved_change(
            1, "2026-07-01T00:00:00Z", touched={"port": {"before": before, "after": after}}
        )
        told = changes(of(commitment("port")), entry)
        assert told.slipped == 0
        assert [row.days for row in told.dates.rows] in ([days], [])


def test_a_milestone_that_slipped_is_named() -> None:
    port = replace(commitment("port"), milestones=(Milestone("m1", "First ship", day("2027-03")),))
    before, after = {"id": "m1", "date": "2026-12"}, {"id": "m1", "date": "2027-03"}
    item = {"at": 0, "before": before, "after": after}
    one = {"port": {"before": {}, "after": {}, "items": {"milestones": {"m1": item}}}}
    whole = {"port": {"before": {"milestones": [before]}, "after": {"milestones": [after]}}}
    for touched in (one, whole):
        told = changes(of(port), saved_change(1, "2026-07-01T00:00:00Z", touched=touched))
        assert [(row.milestone, row.days) for row in told.dates.rows] == [("First ship", 90)]


def test_the_history_of_other_commitments_is_left_out() -> None:
    told = changes(of(commitment("else")), _due(1, "2026-07-01T00:00:00Z", "2026", "2027"))
    assert told.dates.total == 0


def test_what_people_do_to_a_register_is_told(tmp_path: Path) -> None:
    """From the file's own history: a due date put off, a late record, a new commitment."""
    path = tmp_path / "register.json"
    now = datetime(2026, 9, 1, 12, tzinfo=UTC)
    port = replace(
        commitment("port", update("2026-02", Status.IN_PROGRESS), due="2026-12"),
        milestones=(Milestone("m1", "First ship", day("2026-10")),),
    )
    store = Store.create(path, of(port), user="ana", clock=lambda: now)
    store.change(["port"], lambda each: replace(each, due=day("2027-06")))
    store.change(["port"], _first_ship_later)
    late = update("2026-03-15", Status.STALLED, name="u2")
    store.change(["port"], lambda each: replace(each, updates=(*each.updates, late)))
    store.add(commitment("new", update("2026-01", Status.IN_PROGRESS)))
    told = changes(store.register, *store.log())
    assert [(row.milestone, row.days) for row in told.dates.rows] == [("", 181), ("First ship", 62)]
    assert [(row.when.text, row.recorded) for row in told.news.rows] == [
        ("2026-03-15", date(2026, 9, 1))
    ]
    assert [(row.subject.id, row.user) for row in told.added.rows] == [("new", "ana")]
    store.undo()
    store.undo()
    told = changes(store.register, *store.log())
    assert (told.added.total, told.news.total, told.dates.total) == (0, 0, 2)
    assert brief(store.register, since=AS_OF, history=store.log()).changes.dates.total == 0


def _first_ship_later(port: Commitment) -> Commitment:
    later: PartialDate = day("2027-01-01")
    return replace(port, milestones=(replace(port.milestones[0], date=later),))
