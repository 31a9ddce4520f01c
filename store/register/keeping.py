"""Keeping a copy of a source: the file beside the register, and what the register says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from store.model.edits import keep_copy, sourced_update
from store.model.entities import Commitment
from store.register.kept_copies import AS_IT_WAS, KeptCopies, name_of

if TYPE_CHECKING:
    from store.register.store import Store


class KeptSource(NamedTuple):
    """What came of keeping a copy."""

    words: str
    """What was done."""
    is_change: bool
    """Whether the register says something else now; else only the file was put right."""


def keep_source(
    store: Store, commitment: Commitment, update_id: str, data: bytes, *, suffix: str, called: str
) -> KeptSource:
    """Keep a copy of an update's source, under the ending of its file.

    A copy that is missing or was changed is put right by keeping it again. One that another takes
    the place of is named, and its file stays. `called` is what the words call what was given.
    Raises what `sourced_update`, `keep_bytes` and `Store.change` raise.
    """
    source = sourced_update(commitment, update_id).source
    earlier, name = source.copy if source else "", name_of(data)
    if store.read_only_reason is None:
        copies = KeptCopies(store.path)
        before = copies.condition(name)
        copies.keep_bytes(data, suffix)
        if earlier == name and before != AS_IT_WAS:
            words = f"{commitment.id}: the copy of {called} was {before}; it is put right"
            return KeptSource(words, is_change=False)
    instead = f" in place of {earlier[:12]}…" if earlier and earlier != name else ""
    change = store.change(
        [commitment.id],
        lambda each: keep_copy(each, update_id, name),
        label=f"{commitment.id}: copy of {called} kept{instead}",
    )
    return KeptSource(change.label, is_change=True)
