"""The choice between two versions of a commitment, as the board asks for it field by field."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from exchange.merge.clashes import FoundClash, clashes_of, with_choice
from store.model.conflict import Conflict
from store.model.entities import Commitment
from store.register.codec import from_document, to_document


def conflict_of(commitment: Commitment) -> Conflict:
    """Return the first two versions that clashes leave of a commitment, as a conflict.

    `mine` has the first value of each field that nobody has chosen yet, `theirs` the second. A
    field with more values is asked for again after the choice between these two.
    """
    first, second = (_version(commitment, number) for number in (1, 2))
    conflict = Conflict(second, first, second, "")
    fields = ", ".join(dict.fromkeys(each.at[0].replace("_", " ") for each in commitment.clashes))
    conflict.message = f"{commitment.id} was changed by two people at once: {fields}"
    return conflict


def with_version(commitment: Commitment, first: Iterable[str]) -> Commitment:
    """Return a commitment decided for the first value of the named fields, the second of others.

    Lists are named as wholes.
    """
    wanted = set(first)
    document = to_document(commitment)
    for clash in _clashes(commitment):
        number = 1 if clash.at[0] in wanted else 2
        rejected = clash.values[2 - number]
        left = tuple(each for each in clash.values if each != rejected)
        if len(left) == 1:
            document = with_choice(document, clash, number)
        else:
            at = list(clash.at)
            document["clashes"] = [
                {"at": at, "values": list(left)} if list(each["at"]) == at else each
                for each in document["clashes"]
            ]
    return from_document(document, Commitment, commitment.id)


def _version(commitment: Commitment, number: int) -> Commitment:
    document = to_document(commitment)
    for clash in _clashes(commitment):
        document = with_choice(document, clash, number)
    return replace(from_document(document, Commitment, commitment.id), clashes=())


def _clashes(commitment: Commitment) -> list[FoundClash]:
    return clashes_of(to_document(commitment), commitment.id)
