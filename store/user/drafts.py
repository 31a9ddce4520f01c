"""What is being typed in forms, kept until it is saved: it outlives Esc, and a crash."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from store.errors import CannotRead
from store.model.address import RegisterPlace, whole_name
from store.plain_files import read_plain

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

_LONGEST_NAME = 48


class Draft(Struct, frozen=True):
    """The lines of a form that were changed, and what they held before."""

    register: str
    form: str
    of: str
    """What the form is about: the id of a commitment, or of several."""
    at: datetime
    answers: dict[str, str]
    was: dict[str, str]


def local_now() -> datetime:
    """Return the present moment in the user's own time."""
    return datetime.now().astimezone()


class Drafts:
    """The drafts of one register, each in a file that only the user can read.

    Files are written and removed in a thread of their own, in the order that was asked for,
    so that typing never waits for the disk. `trouble` says why drafts cannot be kept.
    """

    def __init__(
        self, folder: Path, register: RegisterPlace, *, clock: Callable[[], datetime] = local_now
    ) -> None:
        self.folder = folder
        self.trouble = ""
        self._register = _storable(whole_name(register))
        self._clock = clock
        self._thread: ThreadPoolExecutor | None = None
        self._last: Future[None] | None = None
        self._known: dict[Path, Draft | None] = {}
        """What was kept and dropped here, whether it is on the disk yet or not."""

    def keep(self, form: str, of: str, answers: Mapping[str, str], was: Mapping[str, str]) -> None:
        """Keep what is typed in a form, in the place of its last draft."""
        texts = (
            {name: _storable(each) for name, each in pairs.items()} for pairs in (answers, was)
        )
        path = self._path(form, of)
        draft = Draft(self._register, form, _storable(of), self._clock(), *texts)
        self._known[path] = draft
        self._submit(self._write, path, draft)

    def drop(self, form: str, of: str) -> None:
        """Forget a form's draft: it was saved, or is not wanted."""
        path = self._path(form, of)
        self._known[path] = None
        self._submit(self._remove, path)

    def find(self, form: str, of: str) -> Draft | None:
        """Return a form's draft, if there is one that can be read."""
        path = self._path(form, of)
        if path in self._known:
            return self._known[path]
        with suppress(OSError, CannotRead, msgspec.MsgspecError, UnicodeDecodeError):
            draft = msgspec.json.decode(read_plain(path), type=Draft)
            if (draft.register, draft.form, draft.of) == (self._register, form, _storable(of)):
                return draft
        return None

    def time_words(self, draft: Draft) -> str:
        """Return when a draft was made: the time, with the day when it was not today."""
        made = draft.at
        today = made.date() == self._clock().date()
        return f"{made:%H:%M}" if today else f"{made:%Y-%m-%d %H:%M}"

    def settle(self) -> None:
        """Return once the files are as they were asked to be."""
        if self._last is not None:
            self._last.result()

    def _submit(self, work: Callable[..., None], *of: object) -> None:
        if self._thread is None:
            # Loaded only by who writes: it takes a while.
            from concurrent.futures import ThreadPoolExecutor

            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drafts")
        self._last = self._thread.submit(work, *of)

    def _path(self, form: str, of: str) -> Path:
        key = "\0".join((self._register, form, of)).encode("utf-8", "surrogatepass")
        name = re.sub(r"[^A-Za-z0-9-]+", "-", f"{form}-{of}")[:_LONGEST_NAME]
        return self.folder / f"{name}-{blake2b(key, digest_size=6).hexdigest()}.json"

    def _write(self, path: Path, draft: Draft) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # A file from `tempfile` can be read by its owner only.
            handle, fresh = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".new")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(msgspec.json.encode(draft))
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(fresh, path)
            except OSError:
                with suppress(OSError):
                    os.unlink(fresh)
                raise
        except OSError as error:
            self.trouble = f"drafts cannot be kept in {self.folder}: {error.strerror}"
        else:
            self.trouble = ""

    def _remove(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            self.trouble = f"a draft cannot be removed from {self.folder}: {error.strerror}"


def _storable(text: str) -> str:
    """Return a text as UTF-8 can say it; a path may hold bytes that are no text."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
