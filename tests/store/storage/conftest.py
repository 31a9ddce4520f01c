"""Registers to test with."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.storage import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a register may be made."""
    return tmp_path / "register.json"


@pytest.fixture
def db(path: Path) -> Database:
    """An empty register."""
    return Database(path, create=True)
