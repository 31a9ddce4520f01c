"""What a brief says of a register on a day."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256

import pytest
from msgspec.structs import replace

from exchange.brief import NoteKind, compose
from exchange.brief.compose import content_hash
from store.errors import BadValue
from store.model.derived import Thresholds, derive
from store.model.entities import FollowUp, Milestone, Register, SourceKind
from store.model.entry import Entry
from store.model.status import Status
from store.portfolio.portfolio import Portfolio
from store.query import Vocabulary, parse_query
from store.register.store import Store
from tests.exchange.brief.briefs import (
    AS_OF,
    SINCE,
    brief,
    commitment,
    day,
    every_notes,
    of,
    update,
)
from tests.registers import MINISTRY, PRESS, SMALL_REGISTER


def test_counts_come_with_what_they_are_out_of() -> None:
    figures = brief().figures
    assert (figures.size, figures.open, figures.settled) == (4, 2, 2)
    assert (figures.overdue, figures.dated) == (1, 2)
    assert (figures.stale, figures.unheard) == (1, 1)
    assert (figures.provisional, figures.self_declared, figures.assessed) == (1, 1, 3)


def test_provisional_statuses_are_left_out_of_roll_ups() -> None:
    figures = brief().figures
    assert figures.counted == 3
    assert figures.statuses[Status.WITHDRAWN] == 0
    assert sum(figures.statuses.values()) == 3
    # 50 % by milestones and 100 % kept; the withdrawn one is provisional, the last one unknown.
    assert (figures.progress, figures.measured, figures.by_milestones) == (75, 2, 1)


def test_a_commitment_counts_in_each_of_its_domains_and_none_is_lost() -> None:
    nowhere = replace(commitment("nowhere"), domains=())
    elsewhere = replace(commitment("elsewhere"), domains=("river",))
    register = replace(
        SMALL_REGISTER, commitments=(*SMALL_REGISTER.commitments, nowhere, elsewhere)
    )
    sizes = [(group.name, group.figures.size) for group in brief(register).domains]
    assert sizes == [("Maritime", 2), ("Air", 3), ("river", 1), ("No domain", 1)]


def test_overdue_rests_on_the_instrument_and_on_who_assessed_it() -> None:
    late = commitment("late", update("2025-03", Status.IN_PROGRESS), due="2026-06")
    told = brief(of(late))
    (row,) = told.overdue.rows
    assert (row.subject.id, row.due, row.days) == ("late", day("2026-06"), 145)
    titles = {note.number: note.title for note in told.notes}
    assert [titles[number] for number in row.notes] == ["The pact"]
    assert [titles[number] for number in row.standing.notes] == ["Ministers agree"]


def test_the_longest_overdue_comes_first_and_settled_ones_do_not_come() -> None:
    told = brief(
        of(
            commitment("b", due="2026-06"),
            commitment("a", due="2025"),
            commitment("done", update("2026-01", Status.KEPT), due="2025"),
            commitment("ahead", due="2026"),
        )
    )
    assert [row.subject.id for row in told.overdue.rows] == ["a", "b"]


def test_every_claim_has_a_note_and_every_note_is_cited(india_us: Store) -> None:
    for register in (SMALL_REGISTER, india_us.register):
        told = brief(register, since=date(2025, 11, 1), as_of=date(2026, 2, 25))
        claims = [notes for part in _parts(told) for notes in every_notes(part)]
        numbers = [note.number for note in told.notes]
        assert all(claims)
        assert numbers == list(range(1, len(numbers) + 1))
        assert {number for notes in claims for number in notes} | {1} == set(numbers)


def _parts(told: object) -> list[object]:
    names = (
        "changes",
        "overdue",
        "slips",
        "passed",
        "stale",
        "provisional",
        "self_declared",
        "ahead",
    )
    return [getattr(told, name) for name in (*names, "timeline")]


def test_a_claim_without_a_source_says_so() -> None:
    unsourced = commitment("quiet", update("2026-01", Status.KEPT, source=None))
    told = brief(of(unsourced))
    (row,) = told.provisional.rows
    (note,) = (note for note in told.notes if note.number in row.standing.notes)
    assert (note.kind, note.url) == (NoteKind.REGISTER, "")
    assert "cites no source" in note.title


def test_a_status_that_one_update_sources_rests_on_that_one() -> None:
    twice = commitment(
        "port",
        update("2026-01", Status.KEPT),
        update("2026-03", Status.KEPT, source=None, name="u2"),
        due="2026-12",
    )
    told = brief(of(twice))
    assert told.provisional.total == 0
    (bar,) = told.timeline.bars.rows
    titles = {note.title for note in told.notes if note.number in bar.standing.notes}
    assert titles == {"Ministers agree"}


def test_the_same_source_is_one_note() -> None:
    told = brief(
        of(
            commitment("a", update("2025-03", Status.IN_PROGRESS)),
            commitment("b", update("2025-04", Status.STALLED)),
        )
    )
    assert [note.title for note in told.notes].count("Ministers agree") == 1


def test_self_declared_cites_all_that_it_rests_on() -> None:
    other = replace(MINISTRY, title="Second note")
    both = commitment(
        "port",
        update("2026-01", Status.IN_PROGRESS, MINISTRY),
        update("2026-03", Status.IN_PROGRESS, other, "u2"),
    )
    told = brief(of(both))
    (row,) = told.self_declared.rows
    cited = {note.title for note in told.notes if note.number in row.standing.notes}
    assert cited == {"Press note", "Second note"}
    assert all(note.kind is NoteKind.OFFICIAL for note in told.notes if note.title in cited)


def test_what_falls_due_within_90_days_earliest_first() -> None:
    last = AS_OF + timedelta(90)
    busy = replace(
        commitment("busy", due="2026-12"),
        milestones=(
            Milestone("m1", "Near", day("2026-11")),
            Milestone("m2", "Last day", day(last.isoformat())),
            Milestone("m3", "A day later", day((last + timedelta(1)).isoformat())),
            Milestone("m4", "Met", day("2026-12"), met=day("2026-10")),
        ),
        follow_ups=(
            FollowUp("f1", "Call", "mira", day("2026-11-22")),
            FollowUp("f2", "Done", due=day("2026-12"), done=day("2026-11-20")),
            FollowUp("f3", "Some day"),
            FollowUp("f4", "Late", due=day("2026-11-21")),
        ),
    )
    told = brief(of(busy))
    assert [(row.kind, row.title, row.days) for row in told.ahead.rows] == [
        ("follow-up", "Call", 0),
        ("milestone", "Near", 8),
        ("due date", "", 39),
        ("milestone", "Last day", 90),
    ]
    assert [(row.title, row.days) for row in told.passed.rows] == [("Late", -1)]
    assert told.undated == 1


def test_nothing_of_a_settled_commitment_falls_due_but_what_we_set_out_to_do() -> None:
    over = replace(
        commitment("over", update("2026-01", Status.WITHDRAWN), due="2026-12"),
        milestones=(Milestone("m1", "Step", day("2026-12")),),
        follow_ups=(FollowUp("f1", "File it", due=day("2026-12")),),
    )
    assert [row.title for row in brief(of(over)).ahead.rows] == ["File it"]


def test_a_past_day_knows_only_what_was_known_then() -> None:
    told = brief(as_of=date(2025, 6, 30), since=date(2025, 3, 1))
    assert told.figures.statuses[Status.KEPT] == 0
    assert told.figures.overdue == 0
    assert [row.subject.id for row in told.changes.moves.rows] == ["port-visits"]
    assert {row.when.text for row in told.changes.news.rows} == {"2025-05-12"}
    follow_ups = replace(
        commitment("a"),
        follow_ups=(FollowUp("f1", "Ask", due=day("2025-07-10"), done=day("2025-07-09")),),
    )
    assert brief(of(follow_ups), as_of=date(2025, 7, 1)).ahead.total == 1


def test_the_thresholds_of_the_user_decide_what_is_stale() -> None:
    register = of(commitment("a", update("2026-10-01", Status.IN_PROGRESS)))
    impatient = Portfolio(register, AS_OF, thresholds=Thresholds(stale=30))
    told = compose(impatient, SINCE)
    assert brief(register).figures.stale == 0
    assert [row.since for row in told.changes.silent.rows] == [date(2026, 10, 31)]
    assert told.thresholds.stale == 30


def test_a_slip_tells_every_date_there_was_and_what_each_rests_on() -> None:
    moves = (
        replace(update("2025-08", source=MINISTRY), due=day("2026-06")),
        replace(update("2026-02", name="u2"), due=day("2027-02")),
    )
    earlier = replace(update("2026-01"), due=day("2026-12"))
    told = brief(
        of(
            commitment("quay", earlier, due="2027-12"),
            commitment("port", *moves, due="2025-12"),
            commitment("school", due="2026"),
            commitment("code"),
        )
    )
    rows = {each.subject.id: each for each in told.slips.rows}
    assert list(rows) == ["port", "quay"]
    assert told.promised == 3
    port = rows["port"]
    assert tuple(map(str, (port.first, *port.former, port.due))) == (
        *("2025-12", "2025-12", "2026-06"),
        "2027-02",
    )
    assert (port.slip, port.slip_days, str(port.said)) == ("+14 mo", 424, "2026-02")
    titles = {told.notes[number - 1].title for number in port.notes}
    assert titles == {"The pact", MINISTRY.title, PRESS.title}
    assert rows["quay"].slip == "-12 mo"


def test_as_of_a_day_before_the_move_no_date_has_slipped() -> None:
    moved = replace(update("2026-02"), due=day("2027-03"))
    register = of(commitment("a", moved, due="2026-06"))
    assert brief(register, as_of=date(2026, 1, 31)).slips.total == 0
    assert brief(register, as_of=date(2026, 3, 1)).slips.total == 1


def test_a_source_that_nobody_has_placed_is_not_taken_for_independent() -> None:
    unplaced = replace(PRESS, kind=SourceKind.UNKNOWN)
    told = brief(of(commitment("a", update("2026-01", Status.KEPT, unplaced))))
    (note,) = [each for each in told.notes if each.title == PRESS.title]
    assert note.kind is NoteKind.UNKNOWN


def test_a_corrected_update_carries_no_claim() -> None:
    wrong = update("2026-01", Status.KEPT, MINISTRY)
    right = replace(update("2026-02", Status.STALLED, name="u2"), corrects="u1")
    told = brief(of(commitment("a", wrong, right)))
    assert [str(each.when) for each in told.changes.news.rows] == ["2026-02"]
    assert MINISTRY.title not in [each.title for each in told.notes]


def test_a_long_list_is_cut_and_says_how_long_it_is() -> None:
    register = of(*(commitment(f"c{number}", due="2025") for number in range(9)))
    told = brief(register, limit=4)
    assert (len(told.overdue.rows), told.overdue.total, told.overdue.left_out) == (4, 9, 5)
    assert told.figures.overdue == 9
    assert (len(told.timeline.bars.rows), told.timeline.bars.total) == (4, 9)


def test_the_hash_is_of_the_data_whatever_the_order_day_or_revision() -> None:
    told = brief()
    shuffled = replace(
        SMALL_REGISTER,
        commitments=tuple(
            replace(each, revision=7) for each in reversed(SMALL_REGISTER.commitments)
        ),
    )
    assert brief(shuffled, as_of=date(2026, 1, 1)).hash == told.hash
    first, *rest = SMALL_REGISTER.commitments
    changed = replace(SMALL_REGISTER, commitments=(replace(first, clause="2"), *rest))
    assert brief(changed).hash != told.hash
    renamed = replace(
        SMALL_REGISTER,
        instruments=tuple(replace(each, title="x") for each in SMALL_REGISTER.instruments),
    )
    assert brief(renamed).hash != told.hash


def test_the_hash_stays_what_it_was() -> None:
    """Briefs handed upward are compared years later: how data is hashed does not change."""
    entry = Entry.of(SMALL_REGISTER.commitments[3], {}, AS_OF)
    line = (
        b'{"domains":["air"],"id":"weather-data","parties":["Avalon","Borduria"],"start":"2015",'
        b'"title":"Weather data shared","updates":[{"date":"2016","id":"u1","note":"Stopped.",'
        b'"status":"withdrawn"}]}'
    )
    assert content_hash([entry]) == sha256(line).hexdigest()


def test_only_what_the_query_finds_is_in_the_brief() -> None:
    query = parse_query("domain:maritime", Vocabulary.of(SMALL_REGISTER))
    told = compose(Portfolio(SMALL_REGISTER, AS_OF, query=query), SINCE)
    assert (told.figures.size, told.total, told.query) == (2, 4, "domain:maritime")
    assert told.hash != brief().hash


def test_looking_back_to_a_later_day_is_refused() -> None:
    with pytest.raises(BadValue, match="2026-11-23 is after"):
        brief(since=AS_OF + timedelta(1))


def test_nothing_is_said_of_an_empty_register() -> None:
    told = brief(Register("Nothing yet"))
    assert told.figures.size == told.overdue.total == told.timeline.bars.total == 0
    assert len(told.notes) == 1


@pytest.mark.parametrize("due", ["", "2026-12", "2027-06", "2026-03", "0001", "9999"])
@pytest.mark.parametrize("heard", ["2025-10", "2026-04-30", "0001", "2026-08-01"])
def test_the_day_it_became_stale_is_the_first_stale_one(due: str, heard: str) -> None:
    quiet = commitment("quiet", update(heard, Status.IN_PROGRESS, PRESS), due=due)
    told = brief(of(quiet), since=date.min)
    for row in (*told.changes.silent.rows, *told.stale.rows):
        assert derive(quiet, row.since).stale
        assert not derive(quiet, row.since - timedelta(1)).stale
    assert told.changes.silent.total + told.stale.total == derive(quiet, AS_OF).stale
