"""Reading a large register: the screen is there at once, and says how far it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from store.errors import EntenteError
from store.model.derived import Thresholds
from store.model.glyphs import Glyphs
from store.portfolio.portfolio import Portfolio
from store.register.reader import ReportProgress
from store.register.store import Store
from tui.background import Job, Working
from tui.widgets.job_view import JobView

Read = Callable[[Portfolio | EntenteError | None], None]


class ReadingScreen(Working, Screen[None], inherit_bindings=False):
    """Reads everything that the board first shows; tells the portfolio, an error, or None."""

    STOPPED_BY = frozenset({"escape", "q", "ctrl+c", "ctrl+q"})

    def __init__(
        self, store: Store, as_of: date, thresholds: Thresholds, glyphs: Glyphs, when_read: Read
    ) -> None:
        super().__init__()
        self._when_read = when_read
        self._job = Job(lambda progress: _read(store, as_of, thresholds, progress))
        title = f"Reading {store.place}"
        self._view = JobView(title, self._job, glyphs, "esc or q quits")

    def compose(self) -> ComposeResult:
        """Lay out the one widget in its frame."""
        with Container(classes="job-frame"):
            yield self._view

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._run())

    async def _run(self) -> None:
        read = await self._job.outcome()
        await self._view.remove()  # with it goes the clock that draws it
        self._when_read(read)

    def on_key(self, event: events.Key) -> None:
        """Give up."""
        event.stop()
        if event.key in self.STOPPED_BY:
            self._job.cancel()


def _read(store: Store, as_of: date, thresholds: Thresholds, progress: ReportProgress) -> Portfolio:
    register = store.read(lambda done, total: progress(done, 2 * total))
    view = Portfolio(register, as_of, thresholds=thresholds)
    # What the first picture needs is worked out here, where it holds up no key. It takes
    # about as long as the reading.
    progress(50, 100)
    _ = view.shown, view.statuses, view.domain_summaries
    progress(80, 100)
    _ = view.follow_ups, view.row_of("")
    progress(100, 100)
    return view
