"""Marks commitments until it is stopped: `python -m tests.store.register.worker PATH USER COUNT`.

It says `ready`, waits for a line, and then says the number of each change once it is saved.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from store.model.edits import write_update
from store.register.store import Store

IDS = ("port-visits", "pilot-school", "airfield-code", "weather-data")


def main(path: str, user: str, count: str) -> None:
    """Write updates, one a change, each with a note that nobody else writes."""
    store = Store(Path(path), user=user)
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(int(count)):
        note = f"{user} {number}"
        store.change(
            [IDS[number % len(IDS)]],
            lambda each, note=note: write_update(each, date(2026, 11, 22), note=note),  # type: ignore[misc]  # a bound default
        )
        print(number, flush=True)
        if number % 50 == 49:
            store.close(checkpoint=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
