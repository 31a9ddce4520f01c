"""Small values that a program keeps for one person from run to run, in one JSON file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from store.errors import CannotRead
from store.plain_files import reading_plain

_LARGEST = 1 << 20


def remembered(path: Path) -> dict[str, Any]:
    """Return what was kept; nothing when there is no file, or none that can be read."""
    try:
        with reading_plain(path) as file:
            kept = msgspec.json.decode(file.read(_LARGEST))
    except (OSError, CannotRead, ValueError, RecursionError, msgspec.MsgspecError):
        return {}
    return kept if isinstance(kept, dict) else {}


def remember(path: Path, **news: object) -> bool:
    """Keep some values beside the others, all at once; return whether that was possible."""
    kept = msgspec.json.encode(remembered(path) | news, order="sorted")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with open(handle, "wb") as file:
                file.write(msgspec.json.format(kept, indent=1) + b"\n")
            os.replace(made, path)
        except OSError:
            Path(made).unlink(missing_ok=True)
            raise
    except OSError:
        return False
    return True
