"""Links between commitments: which earlier ones a later statement carried on."""

from __future__ import annotations

from collections.abc import Sequence

from store.model.entities import Commitment, Register


def continued_by(register: Register, commitment: Commitment) -> tuple[str, ...]:
    """Return the ids of the later commitments that carry one on, in the register's order.

    A link by an id that it had before counts too.

    >>> first = Commitment("roadmap", "Draw up a roadmap")
    >>> review = Commitment("review", "Review the roadmap", continues=("roadmap",))
    >>> register = Register("R", commitments=(first, review))
    >>> continued_by(register, first), continued_by(register, review)
    (('review',), ())
    """
    names = {commitment.id, *commitment.former_ids}
    return tuple(
        each.id
        for each in register.commitments
        if each.continues and not names.isdisjoint(each.continues)
    )


def link_words(register: Register, ids: Sequence[str]) -> list[str]:
    """Return commitments as a reader is told of them: id, title, and what they were made in.

    One that is not there any more is its id alone.
    """
    if not ids:
        return []
    wanted = set(ids)
    known: dict[str, Commitment] = {}
    for each in register.commitments:
        for name in wanted.intersection((each.id, *each.former_ids)):
            known.setdefault(name, each)
    titles = {each.id: each.title for each in register.instruments}
    told = []
    for name in ids:
        found = known.get(name)
        if found is None:
            told.append(f"{name} (not in this register)")
            continue
        made = titles.get(found.instrument, found.instrument)
        told.append(f"{found.id}: {found.title}" + (f" ({made})" if made else ""))
    return told
