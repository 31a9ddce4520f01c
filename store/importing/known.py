"""What a register has already, by which a file's words for it are recognised."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Known(NamedTuple):
    """The ids of a register, and its domains by name."""

    commitments: frozenset[str] = frozenset()
    instruments: frozenset[str] = frozenset()
    domains: Mapping[str, str] = MappingProxyType({})
    """Ids by folded name and by id."""
