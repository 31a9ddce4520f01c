"""The second reader: what waits for one, who may be it, and what that changes."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from store.errors import BadValue, NothingToDo
from store.model.dates import PartialDate
from store.model.derived import Thresholds, derive
from store.model.edits import confirm, write_update
from store.model.entities import Commitment, Register, Source, Update
from store.model.entry import Entry, warnings
from store.model.status import Status
from store.model.wording import answers
from store.portfolio.portfolio import Portfolio
from store.query import parse_query

AS_OF = date(2026, 11, 22)
ASKED = Thresholds(second_reader=True)
PAGE = Source("A page")
_day = PartialDate.parse


def settled(*more: Update, by: str = "ana", status: Status = Status.KEPT) -> Commitment:
    first = Update("u1", _day("2026-10-01"), "Done.", PAGE, status, by=by)
    return Commitment("visits", "Port visits", updates=(first, *more))


def confirmed(by: str, of: str = "u1", when: str = "2026-11-01") -> Update:
    return Update("u2", _day(when), by=by, confirms=of)


def waits(commitment: Commitment, as_of: date = AS_OF) -> bool:
    return derive(commitment, as_of, ASKED).to_confirm


def test_only_a_register_that_asks_for_a_second_reader_waits_for_one() -> None:
    assert waits(settled())
    assert not derive(settled(), AS_OF).to_confirm
    assert not waits(settled(status=Status.STALLED))


def test_somebody_else_than_the_writer_confirms() -> None:
    assert waits(settled(confirmed("ana")))
    assert not waits(settled(confirmed("ben")))


def test_anybody_with_a_name_confirms_what_nobody_signed() -> None:
    assert not waits(settled(confirmed("ana"), by=""))
    assert waits(settled(confirmed(""), by=""))


def test_it_waits_until_the_day_of_the_confirmation() -> None:
    commitment = settled(confirmed("ben", when="2026-11-01"))
    assert waits(commitment, date(2026, 10, 31))
    assert not waits(commitment, date(2026, 11, 1))


def test_another_status_has_to_be_confirmed_anew_and_the_same_said_again_has_not() -> None:
    again = Update("u3", _day("2026-11-10"), "Still.", PAGE, Status.KEPT, by="ana")
    assert not waits(settled(confirmed("ben"), again))
    assert waits(settled(confirmed("ben"), replace(again, status=Status.NOT_KEPT)))


def test_a_corrected_confirmation_is_none() -> None:
    correction = Update("u3", _day("2026-11-10"), "Wrong page.", by="ben", corrects="u2")
    assert waits(settled(confirmed("ben"), correction))


def test_confirming_is_neither_news_nor_a_status() -> None:
    before, after = settled(), settled(replace(confirmed("ben"), note="Read the page."))
    old, new = derive(before, AS_OF), derive(after, AS_OF)
    assert (old.unheard_days, old.status, old.assessed) == (
        new.unheard_days,
        new.status,
        new.assessed,
    )


def test_the_edit_names_what_it_confirms() -> None:
    after = confirm(settled(), AS_OF, "ben", note="Read it.")
    update = after.updates[-1]
    assert (update.confirms, update.by, update.note) == ("u1", "ben", "Read it.")
    assert (update.status, update.source, update.date.first) == (None, None, AS_OF)


def test_whoever_also_wrote_it_confirms_what_the_other_wrote() -> None:
    again = Update("u3", _day("2026-11-10"), "Still.", PAGE, Status.KEPT, by="ben")
    assert confirm(settled(again), AS_OF, "ben").updates[-1].confirms == "u1"
    assert confirm(settled(again), AS_OF, "ana").updates[-1].confirms == "u3"


def test_what_cannot_be_confirmed_says_why() -> None:
    with pytest.raises(BadValue, match="nothing to confirm"):
        confirm(Commitment("a", "A"), AS_OF, "ben")
    with pytest.raises(BadValue, match="nothing to confirm"):
        confirm(settled(status=Status.STALLED), AS_OF, "ben")
    with pytest.raises(BadValue, match="was written by ana"):
        confirm(settled(), AS_OF, "ana")
    with pytest.raises(NothingToDo, match="confirmed already"):
        confirm(settled(confirmed("ben")), AS_OF, "eva")
    with pytest.raises(BadValue, match="not over"):
        confirm(settled(), AS_OF, "ben", seen=_day("2026-11-23"))


def test_it_is_said_wherever_one_commitment_is_told() -> None:
    waiting = Entry(settled(), None, AS_OF, ASKED)
    assert any(each.startswith("to confirm") for each in warnings(waiting))
    assert ("confirmed", "not yet by anybody but its writer") in answers(waiting)
    read = Entry(settled(confirmed("ben")), None, AS_OF, ASKED)
    assert not any(each.startswith("to confirm") for each in warnings(read))
    assert ("confirmed", "by ben on 2026-11-01") in answers(read)


def test_the_setting_of_the_register_decides_also_when_it_changes() -> None:
    register = Register("Pledges", commitments=(settled(), Commitment("b", "B")))
    query = parse_query("is:to-confirm")
    view = Portfolio(register, AS_OF).with_query(query)
    assert view.size == 0
    asked = view.with_register(replace(register, second_reader=True))
    assert [each.id for each in asked.rows] == ["visits"]
    first, *others = register.commitments
    changed = replace(asked.register, commitments=(confirm(first, AS_OF, "ben"), *others))
    assert asked.with_register(changed).size == 0
    assert asked.with_register(register).size == 0


def test_a_mark_of_anybody_opens_the_question_again() -> None:
    commitment = settled(confirmed("ben"))
    reopened = write_update(commitment, AS_OF, status=Status.IN_PROGRESS)
    assert not waits(reopened)
    assert waits(write_update(reopened, AS_OF, status=Status.KEPT))
