"""Widgets of which nothing is seen, since others cover all of them."""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Covered(Widget):
    """A ground that others stand on. Its lines are made once, not at every change above them."""

    _ground: tuple[Region, list[Strip]] = Region(), []

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return blank lines."""
        if self._ground[0] != crop:
            self._ground = crop, [Strip.blank(crop.width)] * crop.height
        return self._ground[1]
