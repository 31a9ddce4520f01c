"""The registers that exports are tried on."""

from __future__ import annotations

from pathlib import Path

import pytest

from exchange.exporters import Selection
from store.register.store import Store
from tests.exchange.exporters.exports import dangerous_store, selected


@pytest.fixture
def small(small_store: Store) -> Selection:
    """The register of four commitments, whole."""
    return selected(small_store)


@pytest.fixture
def dangerous(tmp_path: Path) -> Selection:
    """The register of dangerous texts, whole."""
    return selected(dangerous_store(tmp_path))
