"""What stands under the cursor of a panel when it is not a commitment."""

from __future__ import annotations

from typing import Literal, NamedTuple

DetailItemKind = Literal["milestone", "follow-up", "update"]


class DetailItem(NamedTuple):
    """A milestone, follow-up or update of a commitment."""

    kind: DetailItemKind
    of: str
    """The commitment's id."""
    id: str
    title: str

    @property
    def ticks(self) -> bool:
        """Whether it can be ticked off."""
        return self.kind != "update"
