"""A store to import into."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.model.entities import Register
from store.register.store import Store
from tests.conftest import make_store


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    """A store without commitments, instruments or domains."""
    return make_store(tmp_path / "empty.json", Register("Empty"))
