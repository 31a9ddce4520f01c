"""Cutting a long list down to what somebody reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from store.brief.claims import Listing, Row

Found = TypeVar("Found")


def listing(
    found: Sequence[Found], make: Callable[[Found], Row], limit: int | None
) -> Listing[Row]:
    """Return the first rows, made only for what is listed: notes are numbered as they go."""
    return Listing(tuple(make(each) for each in found[:limit]), len(found))
