"""What people do to a commitment, each as a pure function to the changed commitment.

Assessing (`write_update`, `step_progress`), ticking, adding evidence, and adding, editing and
removing milestones and follow-ups. `Store.change` applies one to what is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from store.errors import BadValue, NotFound, NothingToDo
from store.model.dates import PartialDate
from store.model.derived import derive, is_met
from store.model.entities import Commitment, FollowUp, Milestone, Source, Update
from store.model.status import Status

Edit = Callable[[Commitment], Commitment]
"""A change to one commitment, as `Store.change` applies it: the newest saved state goes in."""

DatedItem = TypeVar("DatedItem", Milestone, FollowUp)


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
        id=_new_id("u", commitment),
        date=seen,
        note=note,
        source=source,
        status=status,
        progress=progress,
    )
    return replace(commitment, updates=(*commitment.updates, update))


def step_progress(
    commitment: Commitment,
    as_of: date,
    points: int,
    *,
    note: str = "",
    source: Source | None = None,
    seen: PartialDate | None = None,
) -> Commitment:
    """Move progress by so many percentage points, staying within 0 to 100.

    Raises `NothingToDo` when it is there already and no note or source is to be kept, and what
    `write_update` raises.
    """
    progress = derive(commitment, as_of).progress or 0
    moved = min(100, max(0, progress + points))
    if moved == progress and not (note or source):
        raise NothingToDo(f"{commitment.id} is at {progress}% already")
    return write_update(commitment, as_of, note=note, source=source, progress=moved, seen=seen)


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
    raise _no_item(commitment, item_id)


def add_evidence(
    commitment: Commitment, as_of: date, source: Source, *, note: str = ""
) -> Commitment:
    """Add an update that says the status again, with the source it rests on.

    A settled status is provisional only while none of the updates in a row that say so cites
    a source. Nothing is assessed where nothing was.
    """
    state = derive(commitment, as_of)
    status = state.status if state.assessed is not None else None
    return write_update(commitment, as_of, note=note, source=source, status=status)


def add_follow_up(
    commitment: Commitment, title: str, *, owner: str = "", due: PartialDate | None = None
) -> Commitment:
    """Add something for us to do. Raises `BadValue` when it has no title."""
    task = FollowUp(_new_id("f", commitment), _title("follow-up", title), owner.strip(), due)
    return replace(commitment, follow_ups=(*commitment.follow_ups, task))


def edit_follow_up(
    commitment: Commitment,
    item_id: str,
    *,
    title: str | UnsetType = UNSET,
    owner: str | UnsetType = UNSET,
    due: PartialDate | UnsetType | None = UNSET,
    done: PartialDate | UnsetType | None = UNSET,
) -> Commitment:
    """Change what is given of a follow-up. Raises `NotFound`, and `BadValue` for no title."""
    task = _item(commitment, commitment.follow_ups, item_id)
    changed = FollowUp(
        task.id,
        task.title if title is UNSET else _title("follow-up", title),
        task.owner if owner is UNSET else owner.strip(),
        task.due if due is UNSET else due,
        task.done if done is UNSET else done,
    )
    return replace(commitment, follow_ups=_swap(commitment.follow_ups, changed))


def add_milestone(
    commitment: Commitment,
    title: str,
    *,
    date: PartialDate | None = None,
    met: PartialDate | None = None,
    source: Source | None = None,
) -> Commitment:
    """Add a step, after those there are. Raises `BadValue` when it has no title."""
    step = Milestone(_new_id("m", commitment), _title("milestone", title), date, met, source)
    return replace(commitment, milestones=(*commitment.milestones, step))


def edit_milestone(
    commitment: Commitment,
    item_id: str,
    *,
    title: str | UnsetType = UNSET,
    date: PartialDate | UnsetType | None = UNSET,
    met: PartialDate | UnsetType | None = UNSET,
    source: Source | UnsetType | None = UNSET,
) -> Commitment:
    """Change what is given of a milestone. Raises `NotFound`, and `BadValue` for no title."""
    step = _item(commitment, commitment.milestones, item_id)
    changed = Milestone(
        step.id,
        step.title if title is UNSET else _title("milestone", title),
        step.date if date is UNSET else date,
        step.met if met is UNSET else met,
        step.source if source is UNSET else source,
    )
    return replace(commitment, milestones=_swap(commitment.milestones, changed))


def remove_item(commitment: Commitment, item_id: str) -> Commitment:
    """Remove a milestone or follow-up; updates stay for good. Raises `NotFound`."""
    milestones = tuple(each for each in commitment.milestones if each.id != item_id)
    follow_ups = tuple(each for each in commitment.follow_ups if each.id != item_id)
    left = replace(commitment, milestones=milestones, follow_ups=follow_ups)
    if left == commitment:
        raise _no_item(commitment, item_id)
    return left


def next_id(letter: str, taken: Iterable[str]) -> str:
    """Return the first free id after the highest number in use, such as `u4`."""
    numbers = [int(each[1:]) for each in taken if each[:1] == letter and each[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"


def _new_id(letter: str, commitment: Commitment) -> str:
    return next_id(letter, _item_ids(commitment) + [each.id for each in commitment.updates])


def _item_ids(commitment: Commitment) -> list[str]:
    milestones = [each.id for each in commitment.milestones]
    return milestones + [each.id for each in commitment.follow_ups]


def _title(kind: str, title: str) -> str:
    if not title.strip():
        raise BadValue(f"a {kind} needs a title", hint="say what is to be done")
    return title.strip()


def _item(commitment: Commitment, items: tuple[DatedItem, ...], item_id: str) -> DatedItem:
    for each in items:
        if each.id == item_id:
            return each
    raise _no_item(commitment, item_id)


def _no_item(commitment: Commitment, item_id: str) -> NotFound:
    known = _item_ids(commitment)
    return NotFound(
        f"{commitment.id} has no milestone or follow-up '{item_id}'",
        hint="it has " + ", ".join(known) if known else "it has none yet",
    )


def _status_for(progress: int, status: Status) -> Status | None:
    if status is Status.NOT_ASSESSED and progress == 0:
        return Status.NOT_STARTED
    if status in (Status.NOT_ASSESSED, Status.NOT_STARTED) and progress > 0:
        return Status.IN_PROGRESS
    if status is Status.KEPT and progress < 100:
        return Status.IN_PROGRESS
    return None


def _swap(items: tuple[DatedItem, ...], changed: DatedItem) -> tuple[DatedItem, ...]:
    return tuple(changed if each.id == changed.id else each for each in items)


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
