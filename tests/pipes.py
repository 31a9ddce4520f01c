"""Named pipes in the way: whoever opens one reads nothing from it, instead of waiting for good."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread


@contextmanager
def pipe_at(path: Path) -> Iterator[Path]:
    """Put a named pipe at a path; a program that opens it finds it empty, and so is caught."""
    os.mkfifo(path)
    over = Event()

    def answer() -> None:
        while not over.is_set():
            os.close(os.open(path, os.O_WRONLY))

    thread = Thread(target=answer, daemon=True)
    thread.start()
    try:
        yield path
    finally:
        over.set()
        reading = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        thread.join()
        os.close(reading)
