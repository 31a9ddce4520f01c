"""What people do to a commitment, each as a pure function to the changed commitment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from store.dates import PartialDate
from store.derived import derive, is_met
from store.errors import BadValue, NotFound, NothingToDo
from store.model import Commitment, FollowUp, Milestone, Source, Update
from store.status import Status

Item = TypeVar("Item", Milestone, FollowUp)


def write_update(
    commitment: Commitment,
    as_of: date,
    *,
    note: str = "",
    source: Source | None = None,
    status: Status | None = None,
    progress: int | None = None,
    seen: PartialDate | None = None,
) -> Commitment:
    """Add an update; with a status or progress it assesses the commitment.

    Progress alone also moves a status that it contradicts: work on something not yet
    started or not assessed means it is in progress, and less than all of something kept
    reopens it. Raises `BadValue` for progress outside 0 to 100, for a date that is not
    over on the as-of date, and for an update that says nothing.
    """
    if progress is not None and not 0 <= progress <= 100:
        raise BadValue(f"progress {progress}% is out of range", hint="give 0 to 100 percent")
    if not note and not source and status is None and progress is None:
        raise BadValue("an update needs a note, a source, a status or progress")
    seen = seen or PartialDate.of(as_of)
    if seen.last > as_of:
        raise BadValue(
            f"an update cannot be dated {seen}, which is not over on {as_of}",
            hint=f"give the day it was seen, such as {as_of}",
        )
    if status is None and progress is not None:
        status = _status_for(progress, derive(commitment, as_of).status)
    update = Update(
        id=next_id("u", (each.id for each in commitment.updates)),
        date=seen,
        note=note,
        source=source,
        status=status,
        progress=progress,
    )
    return replace(commitment, updates=(*commitment.updates, update))


def step_progress(commitment: Commitment, as_of: date, points: int) -> Commitment:
    """Move progress by so many percentage points, staying within 0 to 100."""
    progress = derive(commitment, as_of).progress or 0
    moved = min(100, max(0, progress + points))
    if moved == progress:
        raise NothingToDo(f"{commitment.id} is at {progress}% already")
    return write_update(commitment, as_of, progress=moved)


def tick(commitment: Commitment, item_id: str, as_of: date) -> Commitment:
    """Turn a milestone met or a follow-up done, or back again. Raises `NotFound`."""
    today = PartialDate.of(as_of)
    for milestone in commitment.milestones:
        if milestone.id == item_id:
            met = None if is_met(milestone, as_of) else today
            return replace(
                commitment, milestones=_swap(commitment.milestones, replace(milestone, met=met))
            )
    for follow_up in commitment.follow_ups:
        if follow_up.id == item_id:
            done = None if follow_up.done else today
            return replace(
                commitment,
                follow_ups=_swap(commitment.follow_ups, replace(follow_up, done=done)),
            )
    known = [each.id for each in commitment.milestones]
    known += [each.id for each in commitment.follow_ups]
    raise NotFound(
        f"{commitment.id} has no milestone or follow-up '{item_id}'",
        hint="it has " + ", ".join(known) if known else "it has none yet",
    )


def add_follow_up(
    commitment: Commitment, title: str, *, owner: str = "", due: PartialDate | None = None
) -> Commitment:
    """Add something for us to do. Raises `BadValue` when it has no title."""
    if not title.strip():
        raise BadValue("a follow-up needs a title", hint="say what is to be done")
    task = FollowUp(
        id=next_id("f", (each.id for each in commitment.follow_ups)),
        title=title.strip(),
        owner=owner.strip(),
        due=due,
    )
    return replace(commitment, follow_ups=(*commitment.follow_ups, task))


def next_id(letter: str, taken: Iterable[str]) -> str:
    """Return the first free id after the highest number in use, such as `u4`."""
    numbers = [int(each[1:]) for each in taken if each[:1] == letter and each[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"


def _status_for(progress: int, status: Status) -> Status | None:
    if status is Status.NOT_ASSESSED and progress == 0:
        return Status.NOT_STARTED
    if status in (Status.NOT_ASSESSED, Status.NOT_STARTED) and progress > 0:
        return Status.IN_PROGRESS
    if status is Status.KEPT and progress < 100:
        return Status.IN_PROGRESS
    return None


def _swap(items: tuple[Item, ...], changed: Item) -> tuple[Item, ...]:
    return tuple(changed if each.id == changed.id else each for each in items)
