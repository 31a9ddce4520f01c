"""Editing a commitment's fields as text."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import BadValue
from store.model.conflict import Conflict, clashes, merged
from store.model.dates import PartialDate
from store.model.entities import Priority
from store.model.fields import EDIT_FIELDS, edited
from tests.registers import HOSTILE_REGISTER, SMALL_REGISTER

TODAY = date(2026, 11, 22)
VISITS = SMALL_REGISTER.commitments[0]


def _edit(**answers: str) -> object:
    return edited(VISITS, answers, SMALL_REGISTER, TODAY)


def test_what_is_shown_reads_back_as_it_was() -> None:
    for register in (SMALL_REGISTER, HOSTILE_REGISTER):
        for commitment in register.commitments:
            answers = {field.name: field.show(commitment) for field in EDIT_FIELDS}
            assert edited(commitment, answers, register, TODAY) == commitment


def test_each_field_is_read_as_what_it_is() -> None:
    changed = edited(
        VISITS,
        {
            "title": " Visits ",
            "parties": "Avalon, , Syldavia,Avalon",
            "domains": "Air, maritime",
            "due": "2026-Q4",
            "start": "",
            "priority": "LOW",
        },
        SMALL_REGISTER,
        TODAY,
    )
    assert changed.title == "Visits"
    assert changed.parties == ("Avalon", "Syldavia")
    assert changed.domains == ("air", "maritime")
    assert (changed.start, changed.due) == (None, PartialDate.parse("2026-Q4"))
    assert changed.priority is Priority.LOW
    assert changed.milestones == VISITS.milestones


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"title": ""}, "needs a title"),
        ({"domains": "martime"}, "no domain 'martime'"),
        ({"instrument": "pact"}, "no instrument 'pact'"),
        ({"priority": "urgent"}, "no priority 'urgent'"),
        ({"due": "soon"}, "'soon' is not a date"),
        ({"due": "2024"}, "before start"),
    ],
)
def test_what_cannot_be_is_refused(answers: dict[str, str], said: str) -> None:
    with pytest.raises(BadValue, match=said):
        _edit(**answers)


def test_a_merge_takes_ones_own_fields_and_leaves_the_others() -> None:
    mine = edited(VISITS, {"title": "Mine", "lead": "Navy"}, SMALL_REGISTER, TODAY)
    theirs = edited(VISITS, {"title": "Theirs", "tags": "port"}, SMALL_REGISTER, TODAY)
    conflict = Conflict(VISITS, mine, theirs, "")
    assert [field.name for field in clashes(conflict)] == ["title", "lead"]
    together = merged(conflict, ["lead"])
    assert (together.title, together.lead, together.tags) == ("Theirs", "Navy", ("port",))
