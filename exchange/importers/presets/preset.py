"""What a published format is to us: its columns, and how a row of it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from exchange.crosswalk import NO_WORDS, RegisterWords
from exchange.importers.readers.table import TableRow
from exchange.importers.records import ImportedPiece


class PresetSetting(NamedTuple):
    """What a file says beside its rows, and the register that it is read into."""

    preamble: tuple[str, ...] = ()
    """The texts above the table."""
    generated: str = ""
    """When the file was made, as it says itself; empty if it does not."""
    columns: tuple[str, ...] = ()
    words: RegisterWords = NO_WORDS
    """What statuses are called in the register that it is read into."""


class Preset(NamedTuple):
    """One published format."""

    name: str
    """What `--format` calls it."""
    title: str
    columns: frozenset[str]
    """The columns it is known by, in plain names."""
    scheme: str
    """Whose words its statuses are; empty if it has none."""
    read: Callable[[int, TableRow, PresetSetting], Iterable[ImportedPiece]]
    becomes: tuple[tuple[str, str], ...]
    """Which columns become what, for the manual."""

    @property
    def known_by(self) -> list[str]:
        """The columns it is known by, in order."""
        return sorted(self.columns)
