"""What the id of a commitment may look like."""

from __future__ import annotations

import re

from store.errors import BadValue

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
"""What an id looks like: short enough to be cited by people."""


def require_slug(commitment_id: str) -> None:
    """Raise `BadValue` for what cannot be the id of a commitment."""
    if not SLUG.fullmatch(commitment_id):
        raise BadValue(
            f"'{commitment_id}' cannot be an id",
            hint="use small letters, digits and hyphens, such as js25-p8i",
        )
