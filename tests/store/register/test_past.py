"""The past: only what had been promised, only what was known, and nothing to be written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from exchange.brief import compose
from exchange.brief.text import to_text
from store.errors import ReadOnly
from store.model.dates import PartialDate
from store.model.edits import add_follow_up, write_update
from store.model.entities import Commitment, Instrument
from store.model.status import Status
from store.query import EMPTY_QUERY
from store.register.past import PastDay, days_of_change, promised_by
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


def test_what_had_not_been_promised_by_then_is_not_there(path: Path) -> None:
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


def test_the_days_of_change_are_those_on_which_something_happened() -> None:
    pact = SMALL_REGISTER.instruments[0]
    days = days_of_change(SMALL_REGISTER.commitments[0], pact)
    assert sorted(map(str, days)) == ["2025-02-06", "2025-05-12"]
    # A commitment of which nothing is known has no such day.
    assert days_of_change(Commitment("c", "C"), None) == set()


def test_what_was_promised_later_is_not_there() -> None:
    assert promised_by(SMALL_REGISTER, date(2030, 1, 1)) is SMALL_REGISTER
    early = promised_by(SMALL_REGISTER, date(2015, 2, 5))
    assert [each.id for each in early.commitments] == ["weather-data"]
