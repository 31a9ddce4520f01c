"""What people do to whole commitments: duplicate, split, merge one into another, change the id.

Each is a pure function from a register to the changed register; `Store.restructure` saves the
difference as one change. Nothing is lost: what a merge cannot keep in a field stands in the
summary, and every id that a commitment had is among its `former_ids`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from store.errors import BadValue, ChangeRefused, NothingToDo, not_found
from store.model.derived import derive
from store.model.entities import (
    Commitment,
    FollowUp,
    Instrument,
    Measure,
    Milestone,
    Register,
    Update,
)
from store.model.ids import LETTERS, find_item, new_id, require_slug
from store.text import counted

RegisterEdit = Callable[[Register], Register]
"""A change to a register as a whole, as `Store.restructure` applies it."""


def current_id(register: Register, commitment_id: str) -> str:
    """Return the id that a commitment has today, by one it has or had. Raises `NotFound`."""
    return find_commitment(register, commitment_id).id


def find_commitment(register: Register, commitment_id: str) -> Commitment:
    """Return a commitment by an id it has, or else had. Raises `NotFound`."""
    for each in register.commitments:
        if each.id == commitment_id:
            return each
    for each in register.commitments:
        if commitment_id in each.former_ids:
            return each
    raise not_found(commitment_id, (each.id for each in register.commitments))


def duplicate(register: Register, commitment_id: str, new: str, title: str = "") -> Register:
    """Add a commitment that promises the same, under a new id and perhaps another title.

    What was promised is copied, with the milestones as they were planned. What happened since is
    not: neither updates nor follow-ups, nor when a milestone was met.

    Raises `NotFound`, and `BadValue` for an id that cannot be one or is taken.
    """
    original = find_commitment(register, commitment_id)
    _require_free(register, new)
    copy = replace(
        original,
        id=new,
        title=title.strip() or original.title,
        milestones=tuple(replace(each, met=None) for each in original.milestones),
        follow_ups=(),
        updates=(),
        revision=0,
        clashes=(),
        continues=(),
        former_ids=(),
    )
    return replace(register, commitments=(*register.commitments, copy))


def split(
    register: Register, commitment_id: str, new: str, title: str, items: Iterable[str] = ()
) -> Register:
    """Make two commitments of one: the new one promises a part of it, under its own id and title.

    Milestones and follow-ups named in `items` go over to the new one. Updates named there are
    copied with their sources, for a log is never rewritten, and with those that correct them:
    what was wrong must not count again. Everything else that was promised,
    such as parties and dates, both have. Raises `NotFound` and `BadValue`.
    """
    whole = find_commitment(register, commitment_id)
    _require_free(register, new)
    if not title.strip():
        raise BadValue("the new commitment needs a title", hint="say which part was promised")
    if whole.clashes:
        raise _unsettled(whole)
    listed: list[Milestone | FollowUp | Update]
    listed = [*whole.milestones, *whole.follow_ups, *whole.updates]
    kind = "milestone, follow-up or update"
    taken = {find_item(listed, each, kind, whole.id).id for each in items}
    for update in whole.updates:
        # A correction is written after what it corrects.
        if update.corrects in taken:
            taken.add(update.id)
    part = replace(
        whole,
        id=new,
        title=title.strip(),
        milestones=tuple(each for each in whole.milestones if each.id in taken),
        follow_ups=tuple(each for each in whole.follow_ups if each.id in taken),
        updates=tuple(_alone(each, taken) for each in whole.updates if each.id in taken),
        revision=0,
        former_ids=(),
    )
    rest = replace(
        whole,
        milestones=tuple(each for each in whole.milestones if each.id not in taken),
        follow_ups=tuple(each for each in whole.follow_ups if each.id not in taken),
    )
    return replace(register, commitments=(*_swapped(register, whole.id, rest), part))


def merge_into(register: Register, gone_id: str, into_id: str) -> Register:
    """Merge one commitment into another, which is found by the id of the first from then on.

    Milestones, follow-ups and updates are put together, and so are parties, domains and tags.
    Fields that were empty are filled. What both say differently stays as the other one has it,
    and the summary tells what the first one said. Raises `NotFound`, and `BadValue` for one and
    the same, and while fields of either are set differently by two people.
    """
    gone, into = find_commitment(register, gone_id), find_commitment(register, into_id)
    if gone.id == into.id:
        raise BadValue(f"{gone.id} cannot be merged into itself", hint="name two commitments")
    for each in (gone, into):
        if each.clashes:
            raise _unsettled(each)
    fresh = item_ids(into, gone)
    moved = [_renamed_update(each, fresh) for each in gone.updates]
    merged = replace(
        into,
        **{name: getattr(gone, name) for name in _filled(into, gone)},
        summary=_summary(into, gone),
        parties=_union(into.parties, gone.parties),
        domains=_union(into.domains, gone.domains),
        tags=_union(into.tags, gone.tags),
        continues=_union(into.continues, gone.continues),
        milestones=(
            *into.milestones,
            *(replace(each, id=fresh[each.id]) for each in gone.milestones),
        ),
        follow_ups=(
            *into.follow_ups,
            *(replace(each, id=fresh[each.id]) for each in gone.follow_ups),
        ),
        updates=(*into.updates, *moved),
        former_ids=_union(into.former_ids, (*gone.former_ids, gone.id)),
    )
    left = tuple(each for each in _swapped(register, into.id, merged) if each.id != gone.id)
    return _with_links(replace(register, commitments=left), gone.id, into.id)


def change_id(register: Register, commitment_id: str, new: str) -> Register:
    """Give a commitment another id; it is found by the old one too. Raises as `duplicate` does."""
    before = find_commitment(register, commitment_id)
    if before.id == new:
        raise NothingToDo(f"the id is {new} already")
    if new not in before.former_ids:
        _require_free(register, new)
    former = (*(each for each in before.former_ids if each != new), before.id)
    after = replace(before, id=new, former_ids=former)
    changed = replace(register, commitments=_swapped(register, before.id, after))
    return _with_links(changed, before.id, new)


def with_commitment(register: Register, commitment: Commitment) -> Register:
    """Add a commitment behind the others."""
    _require_free(register, commitment.id)
    return replace(register, commitments=(*register.commitments, commitment))


def with_edited(register: Register, base: Commitment, edited: Commitment) -> Register:
    """Put an edited commitment in the place of what the edit started from.

    Raises `ChangeRefused` when somebody saved it meanwhile, and `NotFound`.
    """
    if find_commitment(register, base.id) != base:
        raise ChangeRefused(
            f"{base.id} was changed meanwhile", hint="nothing was saved; edit it again"
        )
    return replace(register, commitments=_swapped(register, base.id, edited))


class DifferingField(NamedTuple):
    """A field that two commitments fill differently."""

    name: str
    kept: str
    """What the one that stays says."""
    told: str
    """What the other said: the summary tells it."""


def differing(into: Commitment, gone: Commitment) -> list[DifferingField]:
    """Return which fields a merge leaves as they are although the other one says otherwise."""
    return [
        DifferingField(name, str(getattr(into, name)), str(getattr(gone, name)))
        for name in _SINGLE
        if _says(gone, name) and name not in _filled(into, gone)
        if getattr(into, name) != getattr(gone, name)
    ]


def merge_words(into: Commitment, gone: Commitment, merged: Commitment, as_of: date) -> list[str]:
    """Return what comes of a merge, a line each: counts, fields, and how it then stands."""
    items = [(len(getattr(gone, name)), words) for name, words in _ITEM_WORDS]
    told = [counted(number, one) for number, one in items if number]
    lines = [f"{gone.id} “{gone.title}” goes into {into.id} “{into.title}”"]
    lines += [f"added: {', '.join(told)}"] if told else []
    lines += [f"filled: {', '.join(found)}"] if (found := _filled(into, gone)) else []
    lines += [
        f"{each.name} stays “{each.kept}”; “{each.told}” is told in the summary"
        for each in differing(into, gone)
    ]
    before, after = derive(into, as_of), derive(merged, as_of)
    if before.status is not after.status:
        lines.append(f"status: {before.status.words} → {after.status.words}")
    if before.progress != after.progress:
        lines.append(f"progress: {_percent(before.progress)} → {_percent(after.progress)}")
    if before.due != after.due:
        lines.append(f"due: {before.due or 'none'} → {after.due or 'none'}")
    return lines


_ITEM_WORDS = (("milestones", "milestone"), ("follow_ups", "follow-up"), ("updates", "update"))


def _percent(progress: int | None) -> str:
    return "none" if progress is None else f"{progress} %"


def item_ids(into: Commitment, gone: Commitment) -> dict[str, str]:
    """Return by its id what each item of a commitment is called once it is merged into another.

    It keeps its id, unless the other one has given that already.
    """
    taken = {each.id for name in LETTERS for each in getattr(into, name)}
    fresh: dict[str, str] = {}
    for name, letter in LETTERS.items():
        for each in getattr(gone, name):
            called = each.id
            if called in taken:
                called = new_id(letter, f"{gone.id} {each.id}", taken)
            taken.add(called)
            fresh[each.id] = called
    return fresh


_SINGLE = ("title", "instrument", "clause", "lead", "start", "due", "priority", "measure")
"""The fields of one value, which only one of two commitments can keep. The summary joins."""


def _says(commitment: Commitment, name: str) -> bool:
    value = getattr(commitment, name)
    return value not in ("", None) and value is not Measure.UNSAID


def _filled(into: Commitment, gone: Commitment) -> list[str]:
    """Return the fields that only the commitment that goes has."""
    return [name for name in _SINGLE if _says(gone, name) and not _says(into, name)]


def _summary(into: Commitment, gone: Commitment) -> str:
    told = "; ".join(f"{each.name} “{each.told}”" for each in differing(into, gone))
    parts = [into.summary, gone.summary if gone.summary != into.summary else ""]
    parts.append(f"Merged from {gone.id}: {told}" if told else "")
    return "\n\n".join(filter(None, parts))


def _union(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _renamed_update(update: Update, fresh: Mapping[str, str]) -> Update:
    return replace(
        update,
        id=fresh[update.id],
        corrects=fresh.get(update.corrects, update.corrects),
        weighs=tuple(fresh.get(each, each) for each in update.weighs),
        confirms=fresh.get(update.confirms, update.confirms),
    )


def _alone(update: Update, taken: set[str]) -> Update:
    """Return an update without what it says of others that are not copied with it."""
    corrects = update.corrects if update.corrects in taken else ""
    weighs = tuple(each for each in update.weighs if each in taken)
    confirms = update.confirms if update.confirms in taken else ""
    return replace(update, corrects=corrects, weighs=weighs, confirms=confirms)


def _with_links(register: Register, old: str, new: str) -> Register:
    """Return a register in which whatever leads to a commitment leads there by its later id."""

    def continuing(each: Commitment) -> Commitment:
        if old not in each.continues and new not in each.continues:
            return each
        ids = dict.fromkeys(new if name == old else name for name in each.continues)
        return replace(each, continues=tuple(name for name in ids if name != each.id))

    def decided(each: Instrument) -> Instrument:
        decisions = tuple(
            replace(one, commitment=new) if one.commitment == old else one for one in each.decisions
        )
        relations = tuple(
            replace(
                one,
                earlier=new if one.earlier == old else one.earlier,
                later=new if one.later == old else one.later,
            )
            for one in each.relations
        )
        if (decisions, relations) == (each.decisions, each.relations):
            return each
        return replace(each, decisions=decisions, relations=relations)

    return replace(
        register,
        commitments=tuple(map(continuing, register.commitments)),
        instruments=tuple(map(decided, register.instruments)),
    )


def _swapped(register: Register, commitment_id: str, changed: Commitment) -> tuple[Commitment, ...]:
    return tuple(changed if each.id == commitment_id else each for each in register.commitments)


def _require_free(register: Register, new: str) -> None:
    require_slug(new)
    for each in register.commitments:
        if new == each.id or new in each.former_ids:
            raise BadValue(
                f"the id '{new}' is taken, now or in the past",
                hint="an id is never used twice; choose another",
            )


def _unsettled(commitment: Commitment) -> BadValue:
    return BadValue(
        f"{commitment.id} has fields that two people set differently",
        hint=f"`entente edit {commitment.id}` chooses first",
    )
