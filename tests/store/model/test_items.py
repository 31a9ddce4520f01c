"""Finding single items, and backing an update that stands already."""

from __future__ import annotations

import pytest

from store.errors import BadValue, NotFound
from store.model.derived import derive
from store.model.edits import (
    add_evidence,
    back_update,
    find_follow_up,
    find_milestone,
    find_update,
    write_update,
)
from store.model.entities import Source
from store.model.status import Status
from tests.conftest import AS_OF, saved
from tests.registers import SMALL_REGISTER

PORT, _, _, WEATHER = SMALL_REGISTER.commitments
NOTE = Source("A page", url="https://example.org/a")


def test_a_backed_update_is_repeated_on_its_own_date_and_left_as_it_is() -> None:
    backed = saved(back_update(WEATHER, "u1", NOTE, AS_OF))
    assert backed.updates[0].note == WEATHER.updates[0].note
    assert backed.updates[0].source is None
    assert backed.updates[1].id not in ("", "u1")
    assert str(backed.updates[1].date) == "2016"
    assert (backed.updates[1].status, backed.updates[1].source) == (Status.WITHDRAWN, NOTE)
    assert derive(WEATHER, AS_OF).provisional
    assert not derive(backed, AS_OF).provisional


@pytest.mark.parametrize("again", [Status.IN_PROGRESS, Status.NOT_KEPT])
def test_backing_an_older_update_changes_nothing_that_holds_now(again: Status) -> None:
    kept = saved(write_update(PORT, AS_OF, status=Status.KEPT, note="Done."))
    newer = saved(write_update(kept, AS_OF, status=again, progress=30))
    backed = back_update(newer, kept.updates[-1].id, NOTE, AS_OF)
    assert backed.updates[-1].source == NOTE
    assert derive(backed, AS_OF).status is again
    assert derive(backed, AS_OF).progress == 30
    assert derive(backed, AS_OF).provisional == derive(newer, AS_OF).provisional


def test_an_update_that_assesses_nothing_can_be_backed() -> None:
    noted = saved(write_update(PORT, AS_OF, note="Seen."))
    backed = back_update(noted, noted.updates[-1].id, NOTE, AS_OF)
    assert (backed.updates[-1].status, backed.updates[-1].source) == (None, NOTE)


def test_a_bare_mark_and_its_source_are_one_update() -> None:
    marked = saved(write_update(PORT, AS_OF, status=Status.KEPT))
    for backed in (
        back_update(marked, marked.updates[-1].id, NOTE, AS_OF),
        add_evidence(marked, AS_OF, NOTE),
    ):
        assert len(backed.updates) == len(marked.updates)
        assert (backed.updates[-1].status, backed.updates[-1].source) == (Status.KEPT, NOTE)
        assert not derive(backed, AS_OF).provisional


def test_the_beginning_of_an_id_is_enough_while_only_one_begins_so() -> None:
    marked = saved(write_update(PORT, AS_OF, note="Seen."))
    new = marked.updates[-1]
    assert find_update(marked, new.id[:3]) is new
    assert find_update(marked, "u1").note == "Agreed."
    with pytest.raises(BadValue, match="several") as caught:
        find_update(marked, "u")
    assert new.id in caught.value.hint


def test_what_is_not_there_is_named() -> None:
    assert find_milestone(PORT, "m2").title == "Second visit"
    assert find_follow_up(PORT, "f1").owner == "mira"
    assert find_update(PORT, "u1").note == "Agreed."
    for find in (find_milestone, find_follow_up, find_update):
        with pytest.raises(NotFound, match=r"port-visits has no .* 'z9'"):
            find(PORT, "z9")
