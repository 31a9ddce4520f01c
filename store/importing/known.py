"""What a register has already, by which a file's words for it are recognised."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from store.store import Store


class Known(NamedTuple):
    """The ids of a register, and its domains by name."""

    commitments: frozenset[str] = frozenset()
    instruments: frozenset[str] = frozenset()
    domains: Mapping[str, str] = MappingProxyType({})
    """Ids by folded name and by id."""

    @classmethod
    def of(cls, store: Store) -> Known:
        """Return what a register has."""
        named: dict[str, str] = {}
        for each in store.head().get("domains", []):
            named |= {each["name"].casefold(): each["id"], each["id"]: each["id"]}
        instruments = frozenset(each["id"] for each in store.instrument_documents())
        return cls(store.ids(), instruments, named)
