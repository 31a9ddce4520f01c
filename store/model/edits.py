"""What people do to a commitment, each as a pure function to the changed commitment.

Assessing (`write_update`, `step_progress`), ticking, adding evidence, and adding, editing and
removing milestones and follow-ups. `Store.change` applies one to what is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypedDict, TypeVar, Unpack

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from store.errors import BadValue, EntenteError, NothingToDo
from store.model.dates import PartialDate
from store.model.derived import assess, derive
from store.model.entities import (
    Commitment,
    Confidence,
    FollowUp,
    Milestone,
    MilestoneKind,
    Source,
    Update,
)
from store.model.ids import find_item
from store.model.log import (
    confirmation,
    counting_updates,
    due_on,
    is_look,
    is_met,
    known_updates,
    status_on,
    status_run,
)
from store.model.status import Status

Edit = Callable[[Commitment], Commitment]
"""A change to one commitment, as `Store.change` applies it: the newest saved state goes in."""

CommitmentItem = TypeVar("CommitmentItem", Milestone, FollowUp, Update)


def write_update(
    commitment: Commitment,
    as_of: date,
    *,
    note: str = "",
    source: Source | None = None,
    status: Status | None = None,
    progress: int | None = None,
    seen: PartialDate | None = None,
    due: PartialDate | None = None,
    corrects: str = "",
    weighs: Sequence[str] = (),
    searched: Sequence[str] = (),
    confidence: Confidence | None = None,
) -> Commitment:
    """Add an update; with a status or progress it assesses the commitment.

    Progress alone also moves a status that it contradicts, of the day it was seen and without
    what it corrects: work on something not yet started or not assessed means it is in progress,
    and less than all of something kept reopens it. `due` moves the promised date, `searched` says
    where somebody looked, and `corrects` and `weighs` name other updates by their ids or
    beginnings of them.

    Raises `BadValue` for progress outside 0 to 100, for a date that is not over on the as-of
    date, for an update that says nothing, for a date moved to where it is, and for a search
    that found nothing and yet sets a status; `NotFound` for an update that is not there.
    """
    if progress is not None and not 0 <= progress <= 100:
        raise BadValue(f"progress {progress}% is out of range", hint="give 0 to 100 percent")
    assesses = status is not None or progress is not None
    if searched and assesses and source is None:
        raise BadValue(
            "having looked and found nothing sets no status",
            hint="give the source that was found, or leave the status out",
        )
    if not (note or source or assesses or due or searched):
        raise BadValue("an update needs a note, a source, a status or progress")
    seen = _over(seen or PartialDate.of(as_of), as_of)
    left = _without(commitment, corrects, seen) if corrects else commitment
    if due is not None and due == due_on(commitment, seen.last) == due_on(left, seen.last):
        raise BadValue(f"{commitment.id} is due {due} already", hint="leave the date out")
    if status is None and progress is not None:
        status = _status_for(progress, status_on(left, seen.last))
    update = Update(
        id="",
        date=seen,
        note=note,
        source=source,
        status=status,
        progress=progress,
        corrects=find_update(commitment, corrects).id if corrects else "",
        weighs=_once(find_update(commitment, each).id for each in weighs) if weighs else (),
        searched=_once(filter(None, map(str.strip, searched))) if searched else (),
        due=due,
        confidence=confidence,
    )
    return replace(commitment, updates=(*commitment.updates, update))


def _without(commitment: Commitment, corrected: str, seen: PartialDate) -> Commitment:
    """Return a commitment whose log does without an update, from a day on."""
    correction = Update("", seen, corrects=find_update(commitment, corrected).id)
    return replace(commitment, updates=(*commitment.updates, correction))


def moves_due(before: Commitment, after: Commitment) -> bool:
    """Tell whether an edit gives a due date that was set another day: it may have moved.

    One that was not set is given for the first time, and one that is cleared was a mistake.
    """
    return before.due is not None and after.due is not None and before.due != after.due


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _over(seen: PartialDate, as_of: date) -> PartialDate:
    if seen.last > as_of:
        raise BadValue(
            f"an update cannot be dated {seen}, which is not over on {as_of}",
            hint=f"give the day it was seen, such as {as_of}",
        )
    return seen


class UpdateFields(TypedDict, total=False):
    """What an update says besides its mark, as `write_update` takes it by name."""

    note: str
    source: Source | None
    seen: PartialDate | None
    due: PartialDate | None
    corrects: str
    weighs: Sequence[str]
    confidence: Confidence | None


def step_progress(
    commitment: Commitment, as_of: date, points: int, **said: Unpack[UpdateFields]
) -> Commitment:
    """Move progress by so many percentage points from where it was then, within 0 to 100.

    Raises `NothingToDo` when it is there already and nothing else is said, and what
    `write_update` raises.
    """
    seen, corrected = said.get("seen") or PartialDate.of(as_of), said.get("corrects")
    left = _without(commitment, corrected, seen) if corrected else commitment
    progress = assess(left, min(seen.last, as_of)).progress or 0
    moved = min(100, max(0, progress + points))
    if moved == progress and not any(each for name, each in said.items() if name != "seen"):
        raise NothingToDo(f"{commitment.id} is at {progress}% already")
    return write_update(commitment, as_of, progress=moved, **said)


def reopened(commitment: Commitment, edit: Edit, as_of: date) -> Commitment | None:
    """Return what an edit makes of a settled commitment, if that is open again; else None."""
    if not status_on(commitment, as_of).settled:
        return None
    try:
        changed = edit(commitment)
    except EntenteError:
        return None  # saving it says what is wrong
    return None if status_on(changed, as_of).settled else changed


def tick(commitment: Commitment, item_id: str, as_of: date) -> Commitment:
    """Turn a milestone met or a follow-up done, or back again. Raises `NotFound`."""
    today = PartialDate.of(as_of)
    item = find_tickable(commitment, item_id)
    if isinstance(item, Milestone):
        met = None if is_met(item, as_of) else today
        met_or_not = _swap(commitment.milestones, replace(item, met=met))
        return replace(commitment, milestones=met_or_not)
    done = None if item.done else today
    return replace(commitment, follow_ups=_swap(commitment.follow_ups, replace(item, done=done)))


def add_evidence(
    commitment: Commitment, as_of: date, source: Source, *, note: str = ""
) -> Commitment:
    """Say where the status that stands was read.

    The mark that set it gets the source itself, as long as it has neither a note nor a source:
    what was done in one go is one update. Else a new update says the status again. A settled
    status is provisional only while none of the updates in a row that say so cites a source.
    Nothing is assessed where nothing was.
    """
    setting = [each for each in counting_updates(commitment, as_of) if each.status is not None]
    if setting and not is_look(setting[-1]):
        backed = replace(setting[-1], source=source, note=note)
        return replace(commitment, updates=_swap(commitment.updates, backed))
    status = setting[-1].status if setting else None
    return write_update(commitment, as_of, note=note, source=source, status=status)


def confirm(
    commitment: Commitment,
    as_of: date,
    reader: str,
    *,
    note: str = "",
    seen: PartialDate | None = None,
) -> Commitment:
    """Confirm, as a second reader, the settled status that stands.

    `reader` is who signs the change. Raises `NothingToDo` where it is confirmed already, and
    `BadValue` where nothing is settled, where the reader wrote it, or for a day that is not over
    on the as-of date.
    """
    updates = counting_updates(commitment, as_of)
    run = status_run(updates)
    status = run[-1].status if run else None
    if status is None or not status.settled:
        raise BadValue(
            f"{commitment.id} is not settled: there is nothing to confirm",
            hint="a second reader confirms kept, partly kept, not kept and withdrawn",
        )
    if confirmation(run, updates) is not None:
        raise NothingToDo(f"{commitment.id}: {status.words} is confirmed already")
    written = next((each for each in reversed(run) if each.by != reader), None)
    if written is None:
        raise BadValue(
            f"{commitment.id}: {status.words} was written by {reader}",
            hint="somebody other than its writer confirms it",
        )
    seen = _over(seen or PartialDate.of(as_of), as_of)
    update = Update(id="", date=seen, note=note, by=reader, confirms=written.id)
    return replace(commitment, updates=(*commitment.updates, update))


def add_follow_up(
    commitment: Commitment, title: str, *, owner: str = "", due: PartialDate | None = None
) -> Commitment:
    """Add something for us to do. Raises `BadValue` when it has no title."""
    task = FollowUp("", _title("follow-up", title), owner.strip(), due)
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
    task = find_follow_up(commitment, item_id)
    changed = FollowUp(
        task.id,
        task.title if title is UNSET else _title("follow-up", title),
        task.owner if owner is UNSET else owner.strip(),
        task.due if due is UNSET else due,
        task.done if done is UNSET else done,
    )
    return replace(commitment, follow_ups=_swap(commitment.follow_ups, changed))


def take_follow_ups(
    commitment: Commitment, owner: str, due: PartialDate | None = None
) -> Commitment:
    """Make somebody the owner of the open follow-ups that have none, and date those undated."""
    taken = tuple(
        replace(each, owner=each.owner or owner, due=each.due or due) if each.done is None else each
        for each in commitment.follow_ups
    )
    return replace(commitment, follow_ups=taken)


def add_milestone(
    commitment: Commitment,
    title: str,
    *,
    date: PartialDate | None = None,
    met: PartialDate | None = None,
    source: Source | None = None,
    kind: MilestoneKind = MilestoneKind.STEP,
) -> Commitment:
    """Add a milestone, after those there are. Raises `BadValue` when it has no title."""
    step = Milestone("", _title("milestone", title), date, met, source, kind)
    return replace(commitment, milestones=(*commitment.milestones, step))


def edit_milestone(
    commitment: Commitment,
    item_id: str,
    *,
    title: str | UnsetType = UNSET,
    date: PartialDate | UnsetType | None = UNSET,
    met: PartialDate | UnsetType | None = UNSET,
    source: Source | UnsetType | None = UNSET,
    kind: MilestoneKind | UnsetType = UNSET,
) -> Commitment:
    """Change what is given of a milestone. Raises `NotFound`, and `BadValue` for no title."""
    step = find_milestone(commitment, item_id)
    changed = Milestone(
        step.id,
        step.title if title is UNSET else _title("milestone", title),
        step.date if date is UNSET else date,
        step.met if met is UNSET else met,
        step.source if source is UNSET else source,
        step.kind if kind is UNSET else kind,
    )
    return replace(commitment, milestones=_swap(commitment.milestones, changed))


def remove_item(commitment: Commitment, item_id: str) -> Commitment:
    """Remove a milestone or follow-up; updates stay for good. Raises `NotFound`."""
    item = find_tickable(commitment, item_id)
    milestones = tuple(each for each in commitment.milestones if each is not item)
    follow_ups = tuple(each for each in commitment.follow_ups if each is not item)
    return replace(commitment, milestones=milestones, follow_ups=follow_ups)


def _title(kind: str, title: str) -> str:
    if not title.strip():
        raise BadValue(f"a {kind} needs a title", hint="say what is to be done")
    return title.strip()


def _status_for(progress: int, status: Status) -> Status | None:
    if status is Status.NOT_ASSESSED and progress == 0:
        return Status.NOT_STARTED
    if status in (Status.NOT_ASSESSED, Status.NOT_STARTED) and progress > 0:
        return Status.IN_PROGRESS
    if status is Status.KEPT and progress < 100:
        return Status.IN_PROGRESS
    return None


def _swap(items: tuple[CommitmentItem, ...], changed: CommitmentItem) -> tuple[CommitmentItem, ...]:
    return tuple(changed if each.id == changed.id else each for each in items)


def back_update(commitment: Commitment, update_id: str, source: Source, as_of: date) -> Commitment:
    """Back an update with a source.

    A mark without a note and a source gets the source itself: what was done in one go is one
    update. Any other update is never rewritten: a new one of the same date says the same. Where
    repeating it would change how the commitment stands now, because something newer says
    otherwise, only the source is written down. Raises `NotFound`.
    """
    backed = find_update(commitment, update_id)
    if not is_look(backed):
        updates = _swap(commitment.updates, replace(backed, source=source))
        return replace(commitment, updates=updates)
    repeated = Update(
        id="", date=backed.date, source=source, status=backed.status, progress=backed.progress
    )
    evident = replace(commitment, updates=(*commitment.updates, repeated))
    before, after = derive(commitment, as_of), derive(evident, as_of)
    if (before.status, before.progress) != (after.status, after.progress):
        bare = replace(repeated, status=None, progress=None)
        evident = replace(commitment, updates=(*commitment.updates, bare))
    return evident


def last_mark(commitment: Commitment, user: str, since: str = "") -> Update | None:
    """Return the update written last, where it is no more than this user's mark.

    Such a one sets a status or a percentage and says nothing else. It was written at `since` or
    later, a time as `Update.written` has it.
    """
    last = commitment.updates[-1] if commitment.updates else None
    is_own = last is not None and last.by == user and last.written >= since
    return last if last is not None and is_own and _is_mark(last) else None


def _is_mark(update: Update) -> bool:
    said = update.corrects or update.weighs or update.confirms or update.due or update.note
    marks = update.status is not None or update.progress is not None
    return marks and not said and not is_look(update)


def complete_mark(commitment: Commitment, mark_id: str, edit: Edit) -> Commitment:
    """Let a mark say what an edit writes as an update of its own: both are one update then.

    What the edit leaves out stays as the mark has it. Where the mark is gone or says more by now,
    the edit adds its update. Raises what the edit raises.
    """
    mark = next((each for each in commitment.updates if each.id == mark_id), None)
    if mark is None or not _is_mark(mark):
        return edit(commitment)
    others = tuple(each for each in commitment.updates if each is not mark)
    said = edit(replace(commitment, updates=others)).updates[-1]
    progress = mark.progress if said.progress is None else said.progress
    whole = replace(
        said,
        id=mark.id,
        by=mark.by,
        written=mark.written,
        status=said.status or mark.status,
        progress=progress,
    )
    return replace(commitment, updates=_swap(commitment.updates, whole))


def sourced_update(commitment: Commitment, update_id: str = "") -> Update:
    """Return the update a copy of a source belongs to: the one named, else the newest sourced one.

    Raises `NotFound`, and `BadValue` where there is no source.
    """
    if update_id:
        found = find_update(commitment, update_id)
        sourced = [found] if found.source else []
    else:
        sourced = [each for each in known_updates(commitment, date.max) if each.source]
    if not sourced:
        what = f"update {update_id} of {commitment.id}" if update_id else commitment.id
        raise BadValue(f"{what} cites no source", hint="give it one first, then keep the copy")
    return sourced[-1]


def keep_copy(commitment: Commitment, update_id: str, copy: str) -> Commitment:
    """Say which kept copy an update's source has. Raises what `sourced_update` raises."""
    found = sourced_update(commitment, update_id)
    source = replace(found.source, copy=copy) if found.source else None
    return replace(commitment, updates=_swap(commitment.updates, replace(found, source=source)))


def find_milestone(commitment: Commitment, item_id: str) -> Milestone:
    """Return a milestone by its id or the beginning of it. Raises `NotFound`, `BadValue`."""
    return find_item(commitment.milestones, item_id, "milestone", commitment.id)


def find_follow_up(commitment: Commitment, item_id: str) -> FollowUp:
    """Return a follow-up by its id or the beginning of it. Raises `NotFound`, `BadValue`."""
    return find_item(commitment.follow_ups, item_id, "follow-up", commitment.id)


def find_update(commitment: Commitment, update_id: str) -> Update:
    """Return an update by its id or the beginning of it. Raises `NotFound`, `BadValue`."""
    return find_item(commitment.updates, update_id, "update", commitment.id)


def find_tickable(commitment: Commitment, item_id: str) -> Milestone | FollowUp:
    """Return a milestone or follow-up by its id or the beginning of it.

    Raises `NotFound`, `BadValue`.
    """
    items: list[Milestone | FollowUp] = [*commitment.milestones, *commitment.follow_ups]
    return find_item(items, item_id, "milestone or follow-up", commitment.id)
