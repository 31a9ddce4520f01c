"""The kept copies of sources on their way through git: files in `sources/`, named by their bytes.

A copy is never changed, so nothing of it has to be merged: what one has and another has not is
brought there, before the register that cites it says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import chain
from pathlib import Path

from exchange.exporters.folder import SOURCES
from exchange.merge.register_state import RegisterState
from exchange.sync.folder_files import copy_in
from exchange.sync.git import Change, Tree
from exchange.sync.working_copy import WorkingCopy
from store.register.kept_copies import KeptCopies, named_files
from store.register.store import Store


class SourcesOnTheWay:
    """The kept copies of one register, and those in one working copy.

    A register in a database has no folder for copies: of it nothing goes and nothing comes, and
    what is in the working copy stays there for the others.
    """

    def __init__(self, store: Store, copy: WorkingCopy) -> None:
        self._kept = KeptCopies(store.place) if isinstance(store.place, Path) else None
        self._copy = copy
        self.spoilt: dict[str, None] = {}
        """The files of the working copy that are not what their names say: never taken."""

    def going(self, state: RegisterState, tree: Tree) -> list[Change]:
        """Return the copies that a register cites and keeps, and that a commit does not hold."""
        if self._kept is None:
            return []
        there = {copy_in(path) for path in tree}
        wanted = [each for each in cited(state) if each not in there]
        files = named_files(self._kept.folder) if wanted else {}
        found = ((files[each], files[each].read_bytes()) for each in wanted if each in files)
        return [
            Change(f"{SOURCES}/{file.name}", data)
            for file, data in found
            # One that was changed here would be taken by nobody: `entente doctor` names it.
            if sha256(data).hexdigest() == copy_in(f"{SOURCES}/{file.name}")
        ]

    def take(self, state: RegisterState, commit: str) -> int:
        """Keep the copies that a state cites and a commit holds; return how many were new here.

        Raises `CannotWrite`.
        """
        if self._kept is None:
            return 0
        names = cited(state)
        here = named_files(self._kept.folder) if names else {}
        missing = {each for each in names if each not in here}
        if not missing:
            return 0
        tree = self._copy.git.tree(commit)
        paths = {path: entry.blob for path, entry in tree.items() if copy_in(path) in missing}
        taken = 0
        for path, blob in paths.items():
            # One at a time: together they may be larger than what there is of memory.
            data = self._copy.git.blobs([blob])[blob]
            if sha256(data).hexdigest() == copy_in(path):
                self._kept.keep_bytes(data, Path(path).suffix)
                taken += 1
            else:
                self.spoilt[path] = None
        return taken


def cited(state: RegisterState) -> list[str]:
    """Return the names of the copies that a state speaks of, each once."""
    return list(dict.fromkeys(_cited(state)))


def _cited(state: RegisterState) -> Iterator[str]:
    items = (
        each
        for one in state.commitments.values()
        for each in chain(one.get("updates", ()), one.get("milestones", ()))
    )
    for each in chain(state.head.get("instruments", ()), items):
        source = each.get("source") or {}
        if source.get("copy"):
            yield str(source["copy"])
