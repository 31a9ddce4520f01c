"""Documents handled as the JSON they are kept as: for changes of 100,000 at once.

A document that only moves between a table and the history need not be decoded. What is
told of it here is told from its bytes, and only where it is the same as would be told of the
decoded document; otherwise the answer is None.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import blake2b

import msgspec
from msgspec import Raw, Struct

from store.register.delta import Delta
from store.storage.documents import decode

_KEY = b'"revision":'
_REVISION = re.compile(rb'"revision":([0-9]{1,18})(,?)')


class _Counted(Struct):
    revision: int = 0


_COUNTED = msgspec.json.Decoder(_Counted)


class RemovedDocument(Struct, frozen=True, omit_defaults=True):
    """The delta of a document that was removed, written as `Delta` is and not decoded."""

    before: Raw
    row: int = 0

    def delta(self) -> Delta:
        """Return the delta that this is written as."""
        return Delta(decode(bytes(self.before)), row=self.row)


class DeltasByName(Mapping[str, Delta]):
    """Deltas by id, kept as the JSON that the history will have of them.

    They take a fourth of the memory so, and are decoded for who asks for one.
    """

    def __init__(self) -> None:
        self.written: dict[str, Raw | RemovedDocument] = {}
        """What the history is made of."""

    def put(self, name: str, delta: Delta) -> None:
        """Keep a delta. What it holds has been through `encode` already."""
        self.written[name] = Raw(_ENCODER.encode(delta))

    def __getitem__(self, name: str) -> Delta:
        found = self.written[name]
        return found.delta() if isinstance(found, RemovedDocument) else _DELTA.decode(found)

    def __iter__(self) -> Iterator[str]:
        return iter(self.written)

    def __len__(self) -> int:
        return len(self.written)


_ENCODER = msgspec.json.Encoder(order="sorted")
_DELTA = msgspec.json.Decoder(Delta)


def digest_of(raw: bytes) -> str | None:
    """Return what `digest` says of a document, or None when its bytes do not tell."""
    place = _place(raw)
    if place is None:
        return None
    start, end = place.span()
    if not place[2]:  # the last key: the comma before it goes
        start -= raw[start - 1 : start] == b","
    summed = blake2b(raw[:start], digest_size=16)
    summed.update(raw[end:])
    return summed.hexdigest()


def counted_on(raw: bytes) -> bytes | None:
    """Return a document with the next revision, or None when its bytes do not tell which."""
    place = _place(raw)
    if place is None:
        return None
    return b"%s%d%s" % (raw[: place.start(1)], int(place[1]) + 1, raw[place.end(1) :])


def _place(raw: bytes) -> re.Match[bytes] | None:
    """Return where the document's own revision stands, if it is the only one in it."""
    # In a text the quotation mark before the colon is escaped: this is a key, of whatever level.
    if raw.count(_KEY) != 1:
        return None
    try:
        revision = _COUNTED.decode(raw).revision
    except ValueError:
        return None
    place = _REVISION.search(raw)
    return place if place is not None and revision and int(place[1]) == revision else None
