"""Ids that stay the same from export to export."""

from __future__ import annotations

from uuid import UUID, uuid5

_ENTENTE = UUID("5d2a1c0e-6f0b-5a53-9d6c-2f3a6f2b7e41")


def stable_id(*parts: str) -> str:
    """Return the UUID that these parts, and no others, always have."""
    return str(uuid5(_ENTENTE, "\0".join(parts)))
