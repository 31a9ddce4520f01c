"""Milestones and follow-ups added, edited and removed, and evidence for what was said before."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from store.dates import PartialDate
from store.derived import derive
from store.errors import BadValue, NotFound
from store.marking import next_id
from store.model import Commitment, FollowUp, Milestone, Source, Update


def add_milestone(
    commitment: Commitment,
    title: str,
    *,
    when: PartialDate | None = None,
    met: PartialDate | None = None,
    source: Source | None = None,
) -> Commitment:
    """Add a dated step. Raises `BadValue` when it has no title."""
    step = Milestone(
        id=next_id("m", (each.id for each in commitment.milestones)),
        title=_titled(title, "milestone"),
        date=when,
        met=met,
        source=source,
    )
    return replace(commitment, milestones=(*commitment.milestones, step))


def edit_milestone(commitment: Commitment, item_id: str, **changes: object) -> Commitment:
    """Give a milestone other values for some fields. Raises `NotFound` and `BadValue`."""
    there = find_milestone(commitment, item_id)
    edited = replace(there, **changes)
    _titled(edited.title, "milestone")
    items = tuple(edited if each is there else each for each in commitment.milestones)
    return replace(commitment, milestones=items)


def edit_follow_up(commitment: Commitment, item_id: str, **changes: object) -> Commitment:
    """Give a follow-up other values for some fields. Raises `NotFound` and `BadValue`."""
    there = find_follow_up(commitment, item_id)
    edited = replace(there, **changes)
    _titled(edited.title, "follow-up")
    items = tuple(edited if each is there else each for each in commitment.follow_ups)
    return replace(commitment, follow_ups=items)


def remove_item(commitment: Commitment, item_id: str) -> Commitment:
    """Take a milestone or a follow-up out. Raises `NotFound`; updates are never removed."""
    milestones = tuple(each for each in commitment.milestones if each.id != item_id)
    follow_ups = tuple(each for each in commitment.follow_ups if each.id != item_id)
    if (milestones, follow_ups) == (commitment.milestones, commitment.follow_ups):
        raise NotFound(f"{commitment.id} has no milestone or follow-up '{item_id}'")
    return replace(commitment, milestones=milestones, follow_ups=follow_ups)


def add_evidence(
    commitment: Commitment, as_of: date, source: Source, *, update_id: str = ""
) -> Commitment:
    """Back an update, else the status that holds, with a source.

    An update is never rewritten: a new one of the same date repeats what it says. It repeats
    no status that something newer has replaced. Raises `NotFound`.
    """
    if update_id:
        backed = find_update(commitment, update_id)
        when = backed.date
        status, progress = backed.status, backed.progress
    else:
        state = derive(commitment, as_of)
        when, status, progress = PartialDate.of(as_of), state.status, None
    repeated = Update(
        id=next_id("u", (each.id for each in commitment.updates)),
        date=when,
        source=source,
        status=status,
        progress=progress,
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


def _titled(title: str, kind: str) -> str:
    if not title.strip():
        raise BadValue(f"a {kind} needs a title", hint="say what it is")
    return title.strip()
