"""A piece of work over the board: it shows how far it is, and Esc stops it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from store.errors import EntenteError
from tui.drawing.marks import Marks
from tui.jobs import Job, Progress
from tui.screens.modal import Modal
from tui.widgets.job_view import JobView

T = TypeVar("T")


class JobScreen(Modal[T | EntenteError | None], Generic[T]):
    """Gives what the work gave, the error it ended in, or None when it was stopped."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, title: str, work: Callable[[Progress], T], marks: Marks) -> None:
        super().__init__()
        self._job = Job(work)
        self._view = JobView(title, self._job, marks, "esc stops it, and nothing is changed")

    def compose(self) -> ComposeResult:
        """Lay out the one widget in its frame."""
        with Container(classes="job-frame"):
            yield self._view

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._run())

    async def _run(self) -> None:
        self.dismiss(await self._job.outcome())

    def on_key(self, event: events.Key) -> None:
        """Stop with Esc; all other keys wait."""
        event.stop()
        if event.key in ("escape", "ctrl+c"):
            self._job.cancel()
