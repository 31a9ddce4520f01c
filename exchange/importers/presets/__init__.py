"""The published formats Entente knows by their columns, one module each.

A `Preset` says which columns tell a format, and reads one row of it into the commitments it
speaks of, with a `RowDraft`. To add a format, write its module and name it in `PRESETS`. A preset
never looks at the register, and never guesses at a word that the crosswalk does not have.
"""

from __future__ import annotations

from exchange.importers.presets.canada import (
    CANADA_COMMITMENTS,
    CANADA_CONSOLIDATED,
    CANADA_LETTERS,
)
from exchange.importers.presets.g20 import G20
from exchange.importers.presets.gao import GAO
from exchange.importers.presets.nz import NZ
from exchange.importers.presets.ogp import OGP
from exchange.importers.presets.preset import Preset, PresetSetting
from exchange.importers.presets.scorecard import SCORECARD
from exchange.importers.presets.trumptracker import TRUMPTRACKER

__all__ = ["PRESETS", "Preset", "PresetSetting"]

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
