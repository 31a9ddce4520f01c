"""The board, with its full garbage collections counted: `counted.py COUNTS ARGUMENTS…`."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any

from cli.main import main

OLDEST = 2


def _count(path: Path) -> None:
    path.write_text("")

    def note(phase: str, info: dict[str, Any]) -> None:
        if phase == "start" and info["generation"] == OLDEST:
            with path.open("a") as file:
                file.write("x")

    gc.callbacks.append(note)


if __name__ == "__main__":
    _count(Path(sys.argv.pop(1)))
    main()
