"""Finding single items, and backing an update that stands already."""

from __future__ import annotations

import pytest

from store.errors import NotFound
from store.model.derived import derive
from store.model.edits import back_update, find_follow_up, find_milestone, find_update, write_update
from store.model.entities import Source
from store.model.status import Status
from tests.conftest import AS_OF
from tests.registers import SMALL_REGISTER

PORT, _, _, WEATHER = SMALL_REGISTER.commitments
NOTE = Source("A page", url="https://example.org/a")


def test_a_backed_update_is_repeated_on_its_own_date_and_left_as_it_is() -> None:
    backed = back_update(WEATHER, "u1", NOTE, AS_OF)
    assert backed.updates[0] == WEATHER.updates[0]
    assert (backed.updates[1].id, str(backed.updates[1].date)) == ("u2", "2016")
    assert (backed.updates[1].status, backed.updates[1].source) == (Status.WITHDRAWN, NOTE)
    assert derive(WEATHER, AS_OF).provisional
    assert not derive(backed, AS_OF).provisional


@pytest.mark.parametrize("again", [Status.IN_PROGRESS, Status.NOT_KEPT])
def test_backing_an_older_update_changes_nothing_that_holds_now(again: Status) -> None:
    kept = write_update(PORT, AS_OF, status=Status.KEPT)
    newer = write_update(kept, AS_OF, status=again, progress=30)
    backed = back_update(newer, "u3", NOTE, AS_OF)
    assert backed.updates[-1].source == NOTE
    assert derive(backed, AS_OF).status is again
    assert derive(backed, AS_OF).progress == 30
    assert derive(backed, AS_OF).provisional == derive(newer, AS_OF).provisional


def test_an_update_that_assesses_nothing_can_be_backed() -> None:
    noted = write_update(PORT, AS_OF, note="Seen.")
    backed = back_update(noted, "u3", NOTE, AS_OF)
    assert (backed.updates[-1].status, backed.updates[-1].source) == (None, NOTE)


def test_what_is_not_there_is_named() -> None:
    assert find_milestone(PORT, "m2").title == "Second visit"
    assert find_follow_up(PORT, "f1").owner == "mira"
    assert find_update(PORT, "u1").note == "Agreed."
    for find in (find_milestone, find_follow_up, find_update):
        with pytest.raises(NotFound, match=r"port-visits has no .* 'z9' any more"):
            find(PORT, "z9")
