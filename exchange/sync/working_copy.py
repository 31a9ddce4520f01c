"""A working copy of git that holds an exported folder: its commits as states, and its files.

Three refs of ours say how far things are, so that a run which was killed can be run again:
`refs/entente/REGISTER/SEQ` is the commit that a register was last in step with, and how many
changes the register had seen by then; `refs/entente/REGISTER/importing` one that is being taken
in; `refs/entente/checkout` the commit that the files in the folder are of, while another one is
being put there.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha1, sha256
from pathlib import Path
from secrets import token_hex

from exchange.exporters.atomic import beside, said_of
from exchange.exporters.folder import COMMITMENTS
from exchange.merge.register_state import NOTHING, RegisterState, merge_states
from exchange.sync.folder_files import copy_in, is_shared_file, state_of
from exchange.sync.git import Change, Git, GitFailed, NoGit, Tree
from store.errors import BadFile, BadValue, CannotWrite, Locked

if sys.platform != "win32":
    import fcntl

OURS = "refs/entente/"
CHECKOUT = f"{OURS}checkout"
_MADE = f"{OURS}made/"
_PATIENCE = 5.0
"""Seconds to wait for another sync of the same folder."""
_REST = 0.05


class WorkingCopy:
    """One folder under git, on one branch."""

    def __init__(self, folder: Path, held: int | None = None) -> None:
        """Look at a folder. Raises `NoGit` and `BadValue` for what is none to sync with."""
        self.folder = folder
        self.git = Git(folder, () if held is None else (held,))
        self.git_folder = git_folder(folder)
        self.branch = self.git.line("symbolic-ref", "--quiet", "--short", "HEAD")
        if not self.branch:
            raise BadValue(
                f"{folder} is on no branch", hint="check one out first, such as `git switch main`"
            )
        if self.git.commit_at("MERGE_HEAD"):
            raise BadValue(
                f"a merge is under way in {folder}",
                hint="finish it with `git commit`, or give it up with `git merge --abort`",
            )
        self.ref = f"refs/heads/{self.branch}"
        is_long = self.git.line("rev-parse", "--show-object-format") == "sha256"
        self._digest = sha256 if is_long else sha1
        self._documents: dict[str, bytes] = {}
        self._states: dict[str, RegisterState] = {"": NOTHING}

    @property
    def head(self) -> str:
        """The commit the branch is at; empty before the first."""
        return self.git.commit_at("HEAD")

    @property
    def remotes(self) -> list[str]:
        """The names of the other copies that git knows of."""
        return self.git.line("remote").split()

    @property
    def remote(self) -> str:
        """The name of the other copy to sync with; empty for none, and where none is chosen."""
        named = self.git.line("config", "--get", f"branch.{self.branch}.remote")
        remotes = self.remotes
        if named in remotes:
            return named
        return "origin" if "origin" in remotes else remotes[0] if len(remotes) == 1 else ""

    @property
    def there(self) -> str:
        """What our branch is called in the other copy."""
        name = self.git.line("config", "--get", f"branch.{self.branch}.merge")
        return name.removeprefix("refs/heads/") or self.branch

    @property
    def theirs(self) -> str:
        """The commit that the other copy had when it was last asked; empty for none."""
        remote = self.remote
        return self.git.commit_at(f"refs/remotes/{remote}/{self.there}") if remote else ""

    def fetch(self) -> None:
        """Ask the other copy, if there is one.

        Raises `GitFailed` when it cannot be reached, and `BadValue` when it has the register on
        another branch than ours: two that never meet would both seem to be in step.
        """
        remote = self.remote
        if not remote:
            return
        self.git.run("fetch", "--quiet", remote)
        if self.theirs:
            return
        head = self.head
        for ref, commit in sorted(self.git.refs(f"refs/remotes/{remote}/").items()):
            name = ref.removeprefix(f"refs/remotes/{remote}/")
            if name == "HEAD" or (head and self.git.merge_bases(head, commit)):
                continue
            if any(is_shared_file(path) for path in self.git.tree(commit)):
                raise BadValue(
                    f"{remote} has a register on the branch {name}, and {self.folder} is on"
                    f" {self.branch}, which has nothing in common with it",
                    hint=f"`git switch {name}` in {self.folder}, then sync again",
                )

    def holds_files(self) -> bool:
        """Whether files of a register lie in the folder, committed or not."""
        return bool(self._files())

    def clear(self) -> None:
        """Remove what a killed run left of commits and files it had not come to use."""
        self.git.move_refs((ref, "", None) for ref in self.git.refs(_MADE))
        for place in (self.folder, self.folder / COMMITMENTS):
            if place.is_dir() and not place.is_symlink():
                for each in place.glob(".entente-*.part"):
                    each.unlink(missing_ok=True)

    # Commits as states

    def state(self, commit: str) -> RegisterState:
        """Return what a commit says of the register; nothing for no commit."""
        if commit not in self._states:
            tree = {p: e for p, e in self.git.tree(commit).items() if is_shared_file(p)}
            files = self._contents(tree, commit[:12])
            self._states[commit] = state_of(files, f"{self.folder} at {commit[:12]}")
        return self._states[commit]

    def common_state(self, *commits: str) -> RegisterState:
        """Return what commits started from: where they have several beginnings, those merged."""
        bases = self.git.merge_bases(*commits)
        if not bases:
            return NOTHING
        first, *others = bases
        merged = self.state(first)
        if others:
            before = self.common_state(*bases) if len(bases) < 9 else NOTHING
            for each in others:
                merged = merge_states(before, merged, self.state(each))
        return merged

    def _contents(self, tree: Tree, where: str) -> dict[str, bytes]:
        for path, entry in tree.items():
            if entry.mode not in ("100644", "100755"):
                raise BadFile(f"{path} at {where} is a link: it was not followed")
        missing = [each.blob for each in tree.values() if each.blob not in self._documents]
        self._documents |= self.git.blobs(missing)
        return {path: self._documents[entry.blob] for path, entry in tree.items()}

    def commit(self, parents: list[str], message: str, changes: list[Change]) -> tuple[str, str]:
        """Write a commit that no branch has yet; return it, and the ref that keeps it."""
        ref = f"{_MADE}{token_hex(6)}"
        return self.git.write_commit(ref, parents, message, changes), ref

    # Files in the folder

    def edits(self) -> tuple[RegisterState, RegisterState]:
        """Return what the files in the folder say, and what they said when git put them there.

        Both are the same unless somebody changed files by hand and has not committed them.
        """
        now = self.git.tree(self.head)
        before = self.git.tree(self.git.commit_at(CHECKOUT)) or now
        files = self._files()
        there = {path: self._blob(data) for path, data in files.items()}
        known = {
            path
            for path, blob in there.items()
            if blob in {tree[path].blob for tree in (now, before) if path in tree}
        }
        if known == there.keys():
            return NOTHING, NOTHING
        # What was not touched by hand is as it was before, so that it says nothing.
        plain = {p: e for p, e in before.items() if is_shared_file(p)}
        old = self._contents(plain, "the last commit")
        new = old | {path: data for path, data in files.items() if path not in known}
        where = str(self.folder)
        return state_of(new, where), state_of(old, where)

    def put_files(self, before: str, after: str) -> None:
        """Make the files in the folder those of a commit. Raises `CannotWrite`."""
        tree = self.git.tree(after)
        old = self.git.tree(before)
        shared = {path: entry for path, entry in tree.items() if is_shared_file(path)}
        contents = self._contents(shared, after[:12])
        there = {path: self._blob(data) for path, data in self._files().items()}
        with said_of(self.folder):
            for path, entry in shared.items():
                if there.get(path) != entry.blob:
                    self._put(self.folder / path, contents[path])
            for path in there.keys() - shared.keys():
                if path in old:
                    (self.folder / path).unlink(missing_ok=True)
        others = [
            path
            for path in {*old, *tree}
            if not is_shared_file(path)
            and (old.get(path) != tree.get(path) or (path in tree and self._lost(path)))
        ]
        for path in others:
            if path not in tree and self._is_inside(path):
                (self.folder / path).unlink(missing_ok=True)
        self._put_others([path for path in others if path in tree], self._staged(old, tree))

    def changed_others(self, before: str, after: str) -> list[str]:
        """Return the other files that differ between two commits and were changed by hand too."""
        old, new = self.git.tree(before), self.git.tree(after)
        wanted = [
            path
            for path in {*old, *new}
            if not is_shared_file(path) and old.get(path) != new.get(path)
        ]
        dirty = []
        for path in sorted(wanted):
            file = self.folder / path
            there = self._blob(file.read_bytes()) if file.is_file() else None
            allowed = {entry.blob for entry in (old.get(path), new.get(path)) if entry}
            if there is not None and there not in allowed:
                dirty.append(path)
        return dirty

    def _files(self) -> dict[str, bytes]:
        inner = self.folder / COMMITMENTS
        if inner.is_symlink():
            raise BadFile(f"{inner} is a link: it was not followed")
        found = [self.folder / "register.json", *(inner.glob("*.json") if inner.is_dir() else ())]
        files = {}
        for file in sorted(found):
            if file.is_symlink():
                raise BadFile(f"{file} is a link: it was not followed")
            if file.is_file() and not file.name.startswith("."):
                files[file.relative_to(self.folder).as_posix()] = file.read_bytes()
        return files

    def _put(self, file: Path, data: bytes) -> None:
        file.parent.mkdir(exist_ok=True)
        fresh = beside(file).with_suffix(".part")
        try:
            fresh.write_bytes(data)
            os.replace(fresh, file)
        finally:
            fresh.unlink(missing_ok=True)

    def _staged(self, before: Tree, after: Tree) -> bytes:
        """Return what somebody has told git to take into their next commit, as git reads it.

        None of it is a file of the register, nor one that a commit brings.
        """
        there: dict[str, bytes] = {}
        for line in self.git.run("ls-files", "--stage", "-z").split(b"\0"):
            about, _, name = line.partition(b"\t")
            if name and about.endswith(b" 0"):
                there[os.fsdecode(name)] = about
        staged = []
        for path in {*there, *before}:
            if is_shared_file(path) or copy_in(path) or before.get(path) != after.get(path):
                continue
            known = before.get(path)
            said = b"%s %s 0" % (known.mode.encode(), known.blob.encode()) if known else b""
            if there and there.get(path, b"") != said:
                # A mode of 0 takes a path out.
                gone = b"0 " + b"0" * (self._digest().digest_size * 2)
                staged.append(there.get(path, gone) + b"\t" + os.fsencode(path))
        return b"".join(each + b"\0" for each in staged)

    def _put_others(self, paths: list[str], staged: bytes) -> None:
        """Have git write the other files, and make the index that of the branch and what is staged.

        In an index beside the folder's own, which then takes its place: whoever is killed would
        leave git's own locked.
        """
        for left in self.git_folder.glob("entente-index-*"):
            left.unlink(missing_ok=True)
        fresh = self.git_folder / f"entente-index-{token_hex(6)}"
        try:
            self.git.run("read-tree", "HEAD", index=fresh)
            if paths:
                listed = b"".join(os.fsencode(path) + b"\0" for path in paths)
                self.git.run("checkout-index", "-f", "-z", "--stdin", data=listed, index=fresh)
            if staged:
                self.git.run("update-index", "-z", "--index-info", data=staged, index=fresh)
            os.replace(fresh, self.git_folder / "index")
        except OSError as error:
            raise CannotWrite(f"{fresh} cannot be written: {error.strerror}") from error
        finally:
            fresh.unlink(missing_ok=True)

    def _lost(self, path: str) -> bool:
        """Whether a kept copy is not in the folder: somebody removed it, or a run was killed."""
        return bool(copy_in(path)) and not (self.folder / path).exists()

    def _is_inside(self, path: str) -> bool:
        """Whether a path that a commit names leads to a plain file of the folder."""
        file = self.folder / path
        hidden = any(part.casefold() in ("..", ".git") for part in Path(path).parts)
        return not hidden and file.parent.resolve().is_relative_to(self.folder.resolve())

    def _blob(self, data: bytes) -> str:
        return self._digest(b"blob %d\0" % len(data) + data).hexdigest()


def merged_files(base: Tree, ours: Tree, theirs: Tree) -> tuple[list[Change], list[str]]:
    """Return what theirs changes of the other files in ours, and those that both changed."""
    changes: list[Change] = []
    both: list[str] = []
    for path in sorted({*base, *theirs}):
        if is_shared_file(path):
            continue
        before, mine, other = (each.get(path) for each in (base, ours, theirs))
        if other in (before, mine):
            continue
        if mine != before:
            both.append(path)
        else:
            changes.append(Change(path, entry=other))
    return changes, both


def git_folder(folder: Path) -> Path:
    """Return where git keeps what it knows of a working copy. Raises `NoGit`."""
    git = Git(folder)
    if not folder.is_dir():
        raise NoGit(
            f"{folder} is a file" if folder.exists() else f"there is no folder {folder}",
            hint="make one: `git init FOLDER`, or `git clone ADDRESS FOLDER`",
        )
    try:
        root = git.run("rev-parse", "--show-toplevel").decode().rstrip("\n")
    except GitFailed as error:
        if "not a git repository" not in error.message and "work tree" not in error.message:
            raise
        bare = "work tree" in error.message
        raise NoGit(
            f"{folder} is no working copy of git",
            hint=f"it is what others clone: `git clone {folder} FOLDER`, and sync FOLDER"
            if bare
            else f"make it one: git init {folder}",
        ) from error
    if Path(root).resolve() != folder.resolve():
        raise NoGit(
            f"{folder} lies within the working copy {root}",
            hint="give the working copy's own folder: it is to hold the register at its root",
        )
    return Path(git.line("rev-parse", "--absolute-git-dir"))


@contextmanager
def alone(folder: Path) -> Iterator[int | None]:
    """Hold a folder for one sync; give the descriptor that git's processes are to keep open too.

    So a git that outlives a killed run is waited for. Raises `Locked` and `NoGit`.
    """
    path = git_folder(folder) / "entente.lock"
    if sys.platform == "win32":
        yield None
        return
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > deadline:
                    raise Locked(
                        f"another sync of {folder} is under way", hint="try again in a moment"
                    ) from error
                time.sleep(_REST)
        yield descriptor
    finally:
        os.close(descriptor)
