"""The past: only what had been promised, only what was known, and nothing to be written."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace

from exchange.brief import compose
from exchange.brief.text import to_text
from exchange.exporters import format_named, select, write
from store.errors import ReadOnly
from store.model.dates import PartialDate
from store.model.edits import add_follow_up, write_update
from store.model.entities import (
    Commitment,
    FollowUp,
    Instrument,
    Milestone,
    Register,
    Source,
    SourceKind,
    Update,
)
from store.model.log import promised_on
from store.model.status import Status
from store.portfolio.portfolio import Portfolio
from store.query import EMPTY_QUERY
from store.register.changeset import ChangeSet
from store.register.past import PastDay, as_it_stood, days_of_change
from store.register.store import Store
from tests.registers import SMALL_REGISTER

pytestmark = pytest.mark.usefixtures("either_storage")

day = PartialDate.parse
LATER = Instrument("pact-2026", "Later pact", date=day("2026-06-01"))


def at(path: Path, when: date) -> Store:
    """Open a register on a day of its making."""
    return Store(path, user="ana", clock=lambda: datetime(*when.timetuple()[:3], 12, tzinfo=UTC))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    register = replace(
        SMALL_REGISTER,
        instruments=(*SMALL_REGISTER.instruments, LATER),
        commitments=(
            *SMALL_REGISTER.commitments,
            Commitment("later", "Promised later", instrument="pact-2026", due=day("2027")),
        ),
    )
    made = tmp_path / "register.json"
    Store.create(made, register, user="ana").close()
    return made


def test_what_had_not_been_as_it_stood_then_is_not_there(path: Path) -> None:
    then = Store(path, user="ana", past=PastDay(date(2026, 5, 31)))
    assert "later" not in [each.id for each in then.register.commitments]
    assert then.size == len(then.register.commitments) == 4
    assert Store(path, user="ana", past=PastDay(date(2026, 6, 1))).size == 5
    assert Store(path, user="ana").size == 5


def test_nothing_can_be_written_into_the_past(path: Path) -> None:
    before = at(path, date(2026, 1, 1)).state
    then = Store(path, user="ana", past=PastDay(date(2026, 5, 31)))
    assert then.read_only_reason is not None
    assert "past" in then.read_only_reason
    with pytest.raises(ReadOnly, match="into the past"):
        then.change(["port-visits"], lambda each: add_follow_up(each, "Ask"))
    with pytest.raises(ReadOnly):
        then.undo()
    assert at(path, date(2026, 1, 1)).state == before


def test_the_brief_of_a_past_day_comes_out_again_byte_for_byte(path: Path) -> None:
    first, second = date(2026, 11, 10), date(2026, 11, 20)
    store = at(path, first)
    store.change(["port-visits"], lambda each: write_update(each, first, note="Seen.", progress=60))
    store.change(["pilot-school"], lambda each: replace(each, title="Pilot school, opened"))
    view = store.view(EMPTY_QUERY, first)
    then = to_text(compose(view, date(2026, 1, 1), history=store.log()))
    store.close()

    store = at(path, second)
    store.undo()
    store.change(["port-visits"], lambda each: write_update(each, second, status=Status.STALLED))
    store.change(["port-visits"], lambda each: replace(each, due=day("2030"), title="Other"))
    store.remove(["airfield-code"])
    wrong = store.register.commitments[0].updates[-1].id
    store.change(
        ["port-visits"],
        lambda each: write_update(each, second, note="It was not.", corrects=wrong),
    )
    store.close(checkpoint=True)

    known = Store(path, user="ana", past=PastDay(first, known_on=first))
    again = to_text(compose(known.view(EMPTY_QUERY, first), date(2026, 1, 1), history=known.log()))
    assert again == then


def test_what_was_written_later_is_not_known_even_without_a_history(tmp_path: Path) -> None:
    one = write_update(SMALL_REGISTER.commitments[0], date(2026, 1, 1), note="Late word")
    late = replace(one.updates[-1], id="u9", written="2026-11-20T10:00:00Z")
    register = replace(
        SMALL_REGISTER, commitments=(replace(one, updates=(*one.updates[:-1], late)),)
    )
    path = tmp_path / "register.json"
    Store.create(path, register, user="ana").close()
    known = Store(path, user="ana", past=PastDay(date(2026, 11, 1), date(2026, 11, 1)))
    assert [each.id for each in known.register.commitments[0].updates] == ["u1", "u2"]


def test_before_the_first_known_change_only_what_had_happened_was_known(path: Path) -> None:
    """A copy of a bundled register knows nothing of when its facts were written down."""
    early = date(2026, 5, 31)
    then = Store(path, user="ana", past=PastDay(early, known_on=early))
    assert then.register == Store(path, user="ana", past=PastDay(early)).register
    assert "later" not in [each.id for each in then.register.commitments]
    at(path, early).change(["port-visits"], lambda each: add_follow_up(each, "Ask"))
    # From a change on, what is there was there: nobody can have dated it otherwise.
    known = Store(path, user="ana", past=PastDay(early, known_on=early))
    assert "later" in [each.id for each in known.register.commitments]
    eve = date(2026, 5, 30)
    known = Store(path, user="ana", past=PastDay(eve, known_on=eve))
    assert "later" not in [each.id for each in known.register.commitments]


def test_the_days_of_change_are_those_on_which_something_happened() -> None:
    pact = SMALL_REGISTER.instruments[0]
    days = days_of_change(SMALL_REGISTER.commitments[0], pact)
    assert sorted(map(str, days)) == ["2025-02-06", "2025-05-12"]
    # A commitment of which nothing is known has no such day.
    assert days_of_change(Commitment("c", "C"), None) == set()


def test_the_log_of_a_past_day_ends_with_it(path: Path) -> None:
    first, second = date(2026, 11, 10), date(2026, 11, 20)
    for when in (first, second):
        store = at(path, when)
        store.change(["port-visits"], lambda each: add_follow_up(each, "Ask"))
        store.close()
    for when, many in ((first, 1), (date(2026, 11, 19), 1), (second, 2)):
        assert len(Store(path, user="ana", past=PastDay(when)).log("port-visits")) == many


def test_what_was_promised_later_is_not_there() -> None:
    assert as_it_stood(SMALL_REGISTER, date(2030, 1, 1)) is SMALL_REGISTER
    # It is known to have begun in 2015: that is sure from the last day of the year on.
    for when, is_there in ((date(2015, 12, 30), False), (date(2015, 12, 31), True)):
        early = as_it_stood(SMALL_REGISTER, when)
        assert ("weather-data" in [each.id for each in early.commitments]) is is_there


def _source(when: str) -> Source:
    return Source("A page", date=day(when), kind=SourceKind.OFFICIAL)


STEPS = (
    Milestone("m1", "Planned and met", day("2025-06"), day("2025-07-01"), _source("2025-07-02")),
    Milestone("m2", "Planned by then", day("2026"), source=_source("2025-03-01")),
    Milestone("m3", "Planned later", day("2026"), source=_source("2025-03-02")),
    Milestone("m4", "Never planned, met later", None, day("2025-07-05"), _source("2025-07-05")),
    Milestone("m5", "Met by then", None, day("2025-02"), _source("2026-01-01")),
)
WHOLE = Register(
    "Any",
    instruments=(
        Instrument("early", "Early", date=day("2025-02-13")),
        Instrument("undated", "Undated"),
        Instrument("late", "Late", date=day("2025-10-31"), supersedes="early"),
    ),
    commitments=(
        Commitment(
            "c",
            "A promise",
            instrument="early",
            milestones=STEPS,
            follow_ups=(FollowUp("f1", "Ask", done=day("2025-11-12")),),
            updates=(
                Update("u1", day("2025-02-13"), "Promised."),
                Update("u2", day("2025-03"), "LATER", _source("2025-04-01")),
            ),
        ),
        Commitment("d", "A later promise", instrument="late"),
    ),
)


def test_what_came_after_a_day_is_not_there_on_it() -> None:
    then = as_it_stood(WHOLE, date(2025, 3, 1))
    assert [each.id for each in then.instruments] == ["early", "undated"]
    (one,) = then.commitments
    assert [each.id for each in one.updates] == ["u1"]
    assert [(each.id, each.met is not None) for each in one.milestones] == [
        ("m1", False),
        ("m2", False),
        ("m5", True),
    ]
    assert one.milestones[0].source is None
    assert one.follow_ups[0].done is None
    assert as_it_stood(WHOLE, date(2025, 11, 12)) is WHOLE


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "ics", "md", "html"])
def test_an_export_of_a_past_day_holds_nothing_later(tmp_path: Path, form: str) -> None:
    path = tmp_path / "register.json"
    Store.create(path, WHOLE, user="ana").close()
    when = date(2025, 3, 1)
    out = BytesIO()
    then = Store(path, user="ana", past=PastDay(when))
    write(select(then, then.view(EMPTY_QUERY, when)), format_named(form), out)
    # So it is where a board looks back, and its register is that of today.
    now = Store(path, user="ana")
    looked = BytesIO()
    view = Portfolio(as_it_stood(now.register, when), when)
    write(select(now, view), format_named(form), looked)
    assert looked.getvalue() == out.getvalue()
    for later in ("LATER", "2025-07-0", "Planned later", "Never planned", "2025-11-12", "Late"):
        assert later not in out.getvalue().decode()
    assert "Planned and met" in out.getvalue().decode() or form in ("csv", "md", "html")


def test_fields_nobody_knows_are_in_an_export_of_a_past_day(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = Store.create(path, WHOLE, user="ana")
    kept = store.document("c")
    kept["updates"][0]["weather"] = "fine"
    changes = ChangeSet()
    changes.commitment(kept | {"colour": "blue"})
    store.write_all(changes, "unknown fields")
    store.close()
    when = date(2025, 3, 1)
    then = Store(path, user="ana", past=PastDay(when))
    out = BytesIO()
    write(select(then, then.view(EMPTY_QUERY, when)), format_named("json"), out)
    (one,) = json.loads(out.getvalue())["commitments"]
    assert (one["colour"], one["updates"][0]["weather"]) == ("blue", "fine")
    assert len(one["updates"]) == 1


@pytest.mark.parametrize(
    ("signed", "traces", "promised"),
    [
        ("2025-02-13", ["2025-01-01"], date(2025, 2, 13)),
        ("2023", [], date(2023, 12, 31)),
        ("2023", ["2023-06", "2024"], date(2023, 6, 30)),
        ("2023", ["2022-12-31"], date(2023, 12, 31)),
        (None, ["2026-10", "2026-10-15"], date(2026, 10, 15)),
        (None, [], None),
    ],
)
def test_of_a_period_only_its_last_day_is_sure(
    signed: str | None, traces: list[str], promised: date | None
) -> None:
    pact = Instrument("pact", "Pact", date=day(signed) if signed else None)
    updates = tuple(Update(f"u{n}", day(each)) for n, each in enumerate(traces))
    assert promised_on(Commitment("c", "C", updates=updates), pact) == promised
