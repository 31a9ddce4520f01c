"""Finding one milestone, follow-up or update, and backing an update that stands already."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from store.derived import derive
from store.errors import NotFound
from store.marking import next_id
from store.model import Commitment, FollowUp, Milestone, Source, Update


def back_update(commitment: Commitment, update_id: str, source: Source, as_of: date) -> Commitment:
    """Back an update with a source, by a new one of the same date that says the same.

    An update is never rewritten. Where repeating it would change how the commitment stands
    now, because something newer says otherwise, only the source is written down. Raises
    `NotFound`.
    """
    backed = find_update(commitment, update_id)
    repeated = Update(
        id=next_id("u", (each.id for each in commitment.updates)),
        date=backed.date,
        source=source,
        status=backed.status,
        progress=backed.progress,
    )
    evident = replace(commitment, updates=(*commitment.updates, repeated))
    before, after = derive(commitment, as_of), derive(evident, as_of)
    if (before.status, before.progress) != (after.status, after.progress):
        bare = replace(repeated, status=None, progress=None)
        evident = replace(commitment, updates=(*commitment.updates, bare))
    return evident


def find_milestone(commitment: Commitment, item_id: str) -> Milestone:
    """Return a milestone by its id. Raises `NotFound`."""
    for each in commitment.milestones:
        if each.id == item_id:
            return each
    raise NotFound(f"{commitment.id} has no milestone '{item_id}' any more")


def find_follow_up(commitment: Commitment, item_id: str) -> FollowUp:
    """Return a follow-up by its id. Raises `NotFound`."""
    for each in commitment.follow_ups:
        if each.id == item_id:
            return each
    raise NotFound(f"{commitment.id} has no follow-up '{item_id}' any more")


def find_update(commitment: Commitment, update_id: str) -> Update:
    """Return an update by its id. Raises `NotFound`."""
    for each in commitment.updates:
        if each.id == update_id:
            return each
    raise NotFound(f"{commitment.id} has no update '{update_id}' any more")
