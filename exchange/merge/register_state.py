"""A whole register as documents, and the merge of two that began as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from exchange.merge.ordering import merged_order, moved_order
from exchange.merge.renaming import later_ids, with_later_ids, without_living
from exchange.merge.three_way import merge_documents
from store.storage.documents import Document

ORDER = "order"


class RegisterState(NamedTuple):
    """What copies of a register share, as it is kept in a folder."""

    head: Document
    """The register's own fields, domains, views and instruments; `order` lists the ids."""
    commitments: Mapping[str, Document]
    """By id."""

    @property
    def order(self) -> list[str]:
        """The ids of the commitments: as the head lists them, then the others."""
        listed = self.head.get(ORDER)
        names = [str(each) for each in listed] if isinstance(listed, list) else []
        there = dict.fromkeys(each for each in names if each in self.commitments)
        return [*there, *sorted(each for each in self.commitments if each not in there)]


NOTHING = RegisterState({}, {})


def merge_states(base: RegisterState, ours: RegisterState, theirs: RegisterState) -> RegisterState:
    """Return what two copies of a register say together; `base` is `NOTHING` where none is known.

    It does not matter which is called ours. A commitment that one side removed and the other
    changed stays.
    """
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    later = later_ids(*(each.commitments for each in (base, ours, theirs)))
    if later:
        told = (_with_later_ids(each, base, later) for each in (base, ours, theirs))
        base, ours, theirs = told
    commitments: dict[str, Document] = {}
    for name in {**base.commitments, **ours.commitments, **theirs.commitments}:
        merged = _commitment(*(each.commitments.get(name) for each in (base, ours, theirs)))
        if merged is not None:
            commitments[name] = merged
    commitments = {name: without_living(each, commitments) for name, each in commitments.items()}
    heads = (_without_order(each.head) for each in (base, ours, theirs))
    before, mine, other = heads
    head = merge_documents(before or None, mine, other)
    return RegisterState(head | {ORDER: _order(base, ours, theirs, commitments)}, commitments)


def _order(
    base: RegisterState, ours: RegisterState, theirs: RegisterState, kept: Iterable[str]
) -> list[str]:
    """Return the order of the commitments that are kept; that of a side which alone changed it."""
    lists = [(each.order, each.commitments) for each in (base, ours, theirs)]
    changed = [each for each in lists[1:] if each != lists[0]]
    if len(changed) < len(lists[1:]) or changed[0] == changed[1]:
        return changed[0][0] if changed else base.order
    if ours.commitments == base.commitments == theirs.commitments:
        return moved_order(ours.order, theirs.order)
    return merged_order(base.order, kept, str)


def _with_later_ids(
    state: RegisterState, base: RegisterState, later: Mapping[str, str]
) -> RegisterState:
    order = list(dict.fromkeys(later.get(each, each) for each in state.order))
    renamed = with_later_ids(state.commitments, base.commitments, later)
    return RegisterState(state.head | {ORDER: order}, renamed)


def _commitment(
    base: Document | None, ours: Document | None, theirs: Document | None
) -> Document | None:
    if ours is None or theirs is None:
        left = theirs if ours is None else ours
        return None if left == base else left
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    return merge_documents(base, ours, theirs)


def _without_order(head: Document) -> Document:
    return {name: item for name, item in head.items() if name != ORDER}
