"""What changed between two versions of a commitment, in a line a person would say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import compress
from operator import is_not

from msgspec.structs import astuple, replace

from store.model.dates import PartialDate
from store.model.derived import assess
from store.model.entities import Commitment, FollowUp, Milestone, Update
from store.model.log import is_look, is_news
from store.model.status import Status

_LONGEST_TITLE = 48
_TOLD_APART = ("milestones", "follow_ups", "updates", "clashes")
"""Fields whose changes are told item by item."""


def describe(before: Commitment | None, after: Commitment | None) -> str:
    """Return the change in words, such as `js25-p8i: stalled → in progress`."""
    if after is None:
        return f"{before.id}: removed" if before else "nothing changed"
    if before is None:
        return f"{after.id}: added"
    said = [
        *_assessment(before, after),
        *_ticks(before.milestones, after.milestones),
        *_ticks(before.follow_ups, after.follow_ups),
        *_fields(before, after),
    ]
    return f"{after.id}: " + (", ".join(said) or "nothing changed")


def describe_all(pairs: Iterable[tuple[Commitment | None, Commitment | None]]) -> str:
    """Return the change of several commitments in one line, counted when there are many.

    Many are described by what was done to all alike: the same move, or from different states
    to the same one.
    """
    pairs = list(pairs)
    lines = [describe(before, after) for before, after in pairs]
    if len(lines) == 1:
        return lines[0]
    whats = {line.partition(": ")[2] for line in lines}
    if len(whats) > 1:
        whats = {_outcome(before, after) for before, after in pairs}
    what = whats.pop() if len(whats) == 1 else _each_outcome(pairs)
    return f"{len(lines):,} commitments: {what}"


def _outcome(before: Commitment | None, after: Commitment | None) -> str:
    """Return where a change led to, such as `stalled`, wherever it came from."""
    if before is None or after is None or not _only_written(before, after):
        return "changed"
    last = after.updates[-1]
    said = [last.status.words] if last.status else []
    said += [f"{last.progress}%"] if last.progress is not None else []
    return " ".join(said) or "update written"


def _each_outcome(pairs: Sequence[tuple[Commitment | None, Commitment | None]]) -> str:
    """Return where several changes led to, counted: `90%, 43 moved to in progress`."""
    updates = [
        after.updates[-1]
        for before, after in pairs
        if before is not None and after is not None and _only_written(before, after)
    ]
    progress = {update.progress for update in updates}
    if len(updates) < len(pairs) or len(progress) != 1 or progress == {None}:
        return "changed"
    statuses = Counter(update.status for update in updates if update.status)
    moved = (f"{count:,} moved to {status.words}" for status, count in statuses.items())
    return ", ".join((f"{progress.pop()}%", *moved))


def _only_written(before: Commitment, after: Commitment) -> bool:
    """Tell whether updates were added and nothing else was done."""
    count = len(before.updates)
    added = len(after.updates) > count
    return added and before == replace(
        after, updates=after.updates[:count], revision=before.revision
    )


def _assessment(before: Commitment, after: Commitment) -> list[str]:
    written = after.updates[len(before.updates) :]
    removed = len(before.updates) > len(after.updates)
    if not written and not removed:
        pairs = zip(before.updates, after.updates, strict=True)
        return [_completed(was, now) for was, now in pairs if was != now]
    old, new = assess(before, date.max), assess(after, date.max)
    said = []
    if old.status is not new.status:
        said.append(f"{old.status.words} → {new.status.words}")
    if old.progress != new.progress and new.status is not Status.KEPT:
        if old.status is not Status.KEPT:
            said.append(_moved(old.progress, new.progress))
        elif new.progress is not None:
            said.append(f"{new.progress}%")  # of something kept a percentage is no news
    if old.due != new.due and before.due == after.due:
        said.append(_moved_date(old.due, new.due))
    if said or removed:
        return said or ["update taken back"]
    return [_written(update) for update in written]


def _moved_date(old: PartialDate | None, new: PartialDate | None) -> str:
    if new is None:
        return "no longer moved"
    return f"due {new}" if old is None else f"due {old} → {new}"


def _completed(was: Update, now: Update) -> str:
    if was.source is None and now.source is not None:
        return _written(now)
    return f"update of {now.date} edited"


def _written(update: Update) -> str:
    if update.corrects:
        return f"update {update.corrects} corrected"
    if update.confirms:
        return f"update {update.confirms} confirmed"
    if update.status or update.progress is not None:
        marks = [update.status.words] if update.status else []
        marks += [f"{update.progress}%"] if update.progress is not None else []
        if update.source:
            return f"{' '.join(marks)}, backed by “{_short(update.source.title)}”"
        return f"{' '.join(marks)} recorded for {update.date}"
    if is_look(update) and not is_news(update):
        return f"looked in {', '.join(update.searched)}: nothing found"
    return f"update of {update.date} written"


def _moved(old: int | None, new: int | None) -> str:
    if new is None:
        return "no progress known"
    return f"{new}%" if old is None else f"{old}% → {new}%"


def _ticks(
    before: tuple[Milestone, ...] | tuple[FollowUp, ...],
    after: tuple[Milestone, ...] | tuple[FollowUp, ...],
) -> list[str]:
    if before is after:
        return []
    said = []
    old = {each.id: each for each in before}
    for item in after:
        was = old.pop(item.id, None)
        kind = "milestone" if isinstance(item, Milestone) else "follow-up"
        name = f"{kind} “{_short(item.title)}”"
        if was is None:
            said.append(f"{name} added")
        elif _ticked(was) != _ticked(item):
            said.append(f"{name} {_tick_word(item)}")
        elif was != item:
            said.append(f"{name} edited")
    said += [f"“{_short(gone.title)}” removed" for gone in old.values()]
    return said


def _ticked(item: Milestone | FollowUp) -> bool:
    return bool(item.met if isinstance(item, Milestone) else item.done)


def _tick_word(item: Milestone | FollowUp) -> str:
    if isinstance(item, Milestone):
        return "met" if item.met else "not met"
    return "done" if item.done else "open again"


def _fields(before: Commitment, after: Commitment) -> list[str]:
    was, now = astuple(before), astuple(after)
    pairs = zip(after.__struct_fields__, was, now, strict=True)
    changed = [
        name.replace("_", " ")
        for name, old, new in compress(pairs, map(is_not, was, now))
        if old != new and name not in _TOLD_APART
    ]
    said = [", ".join(changed) + " edited"] if changed else []
    if before.clashes is after.clashes:
        return said
    said += [
        f"{each.at[-1].replace('_', ' ')} set differently by two people"
        for each in after.clashes
        if each not in before.clashes
    ]
    settled = len(before.clashes) > len(after.clashes)
    return said or (["chosen between two versions"] if settled else [])


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
