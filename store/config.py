"""The user's configuration: one TOML file, read leniently.

What cannot be used in it is reported with its line, and the rest is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from store.derived import DUE_SOON_DAYS, STALE_DAYS, STALE_DAYS_NEAR_DUE, Thresholds

_LARGEST = 1 << 20


class Config(Struct, frozen=True):
    """What the user chose; everything has a default."""

    keys: Mapping[str, tuple[str, ...]] = {}
    """Keys by command, as they are written; only the board knows the commands."""
    theme: str | None = None
    dates: str = "iso"
    stale_days: int = STALE_DAYS
    stale_days_near_due: int = STALE_DAYS_NEAR_DUE
    due_soon_days: int = DUE_SOON_DAYS
    mouse: bool = True
    ascii: bool = False

    @property
    def thresholds(self) -> Thresholds:
        """After how many days a commitment is due soon or stale."""
        return Thresholds(self.due_soon_days, self.stale_days, self.stale_days_near_due)


class Remark(NamedTuple):
    """Something in the file that cannot be used."""

    line: int
    """Counted from 1; 0 is the file as a whole."""
    words: str


class Settings(NamedTuple):
    """The configuration, where it is from, and what in it could not be used."""

    config: Config
    path: Path | None = None
    remarks: tuple[Remark, ...] = ()
    lines: Mapping[str, int] = {}
    """On which line the keys of each command are."""

    def told(self, remark: Remark) -> str:
        """Return a remark with its place, as people and editors read it."""
        return f"{self.path}:{remark.line or 1}: {remark.words}"


NO_SETTINGS = Settings(Config())
"""Everything as it is without a file."""


def read_settings(path: Path) -> Settings:
    """Read the file; one that is not there says nothing."""
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Settings(Config(), path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return Settings(Config(), path, (Remark(0, f"cannot be read: {reason}"),))
    if len(data) > _LARGEST:
        return Settings(Config(), path, (Remark(0, "too large for a configuration"),))
    from store.config_reading import settings_of  # only where there is a file

    return settings_of(data, path)
