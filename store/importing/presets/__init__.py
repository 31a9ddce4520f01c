"""The published formats Entente knows by their columns, one module each."""

from __future__ import annotations

from store.importing.presets.canada import CANADA_COMMITMENTS, CANADA_CONSOLIDATED, CANADA_LETTERS
from store.importing.presets.g20 import G20
from store.importing.presets.gao import GAO
from store.importing.presets.nz import NZ
from store.importing.presets.ogp import OGP
from store.importing.presets.preset import Preset, Setting
from store.importing.presets.scorecard import SCORECARD
from store.importing.presets.trumptracker import TRUMPTRACKER

__all__ = ["PRESETS", "Preset", "Setting", "preset_for"]

PRESETS: tuple[Preset, ...] = (
    OGP,
    G20,
    GAO,
    NZ,
    CANADA_COMMITMENTS,
    CANADA_CONSOLIDATED,
    CANADA_LETTERS,
    TRUMPTRACKER,
    SCORECARD,
)


def preset_for(columns: frozenset[str]) -> Preset | None:
    """Return the published format that has these columns, named plainly; None if none has."""
    return next((each for each in PRESETS if each.columns <= columns), None)
