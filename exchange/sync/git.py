"""The `git` program: asked for trees, blobs and refs, and told to write commits.

Nothing here touches the index or the files of a working copy, so nothing is half checked out
when a process is killed: a commit is written first, then the refs move in one step.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from store.errors import EntenteError
from store.text import one_line

_NONE = '""'
"""What stands for no commit, however long the names of commits are."""
_SHARED = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX")
"""What git sets for its hooks, and what would lead us into another repository."""


_UNREAD = "fatal: Could not read from remote repository"
_NO_REASON = ("To ", "hint:", "error: failed to push some refs")
"""Lines that say no more than that it failed, or where."""
_SAID = 4
"""Lines of git's that a message has at most."""


class GitFailed(EntenteError):
    """Git could not do something; `output` is all that it said."""

    code = "git-failed"
    output = ""


class NoGit(EntenteError):
    """The git program, or a working copy of git, is missing."""

    code = "no-git"


class TreeEntry(NamedTuple):
    """One file of a tree."""

    mode: str
    blob: str


Tree = Mapping[str, TreeEntry]
"""Every file of a commit by its path."""


class Change(NamedTuple):
    """What a commit does to one path."""

    path: str
    data: bytes | None = None
    """The file's new content; None with no entry either removes it."""
    entry: TreeEntry | None = None
    """A file that git has already."""


class Git:
    """One working copy. `held` are descriptors that git's processes keep open too."""

    def __init__(self, folder: Path, held: Sequence[int] = ()) -> None:
        self.folder = folder
        self._held = tuple(held)

    def run(
        self, *args: str, data: bytes = b"", quiet_fail: bool = False, index: Path | None = None
    ) -> bytes:
        """Run a command and return what it prints; `index` stands in for the folder's own.

        Raises `NoGit`, and `GitFailed` with git's own words; with `quiet_fail` a command that
        failed has printed nothing.
        """
        environment = {name: each for name, each in os.environ.items() if name not in _SHARED}
        environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
        environment |= {"GIT_INDEX_FILE": os.fspath(index)} if index else {}
        try:
            done = subprocess.run(
                ["git", "-C", os.fspath(self.folder), *args],
                input=data,
                capture_output=True,
                env=environment,
                pass_fds=self._held,
                check=False,
            )
        except FileNotFoundError as error:
            raise NoGit("git is not installed", hint="install git; Entente runs it") from error
        if done.returncode == 0:
            return done.stdout
        if quiet_fail:
            return b""
        said = _said(done.stderr)
        failed = GitFailed(f"git {args[0]} in {self.folder}: {said}", hint=_hint(args[0], said))
        failed.output = done.stderr.decode("utf-8", "replace")
        raise failed

    def line(self, *args: str, quiet_fail: bool = True) -> str:
        """Run a command that prints one line; empty where it failed."""
        return self.run(*args, quiet_fail=quiet_fail).decode("utf-8", "replace").strip()

    # Looking

    def commit_at(self, name: str) -> str:
        """Return the commit that a name stands for; empty where there is none."""
        return self.line("rev-parse", "--quiet", "--verify", f"{name}^{{commit}}")

    def tree(self, commit: str) -> dict[str, TreeEntry]:
        """Return the files of a commit; none for no commit."""
        if not commit:
            return {}
        found = {}
        for line in self.run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
            about, _, path = line.partition(b"\t")
            if path:
                mode, _, blob = about.decode().split(" ")
                found[os.fsdecode(path)] = TreeEntry(mode, blob)
        return found

    def blobs(self, wanted: Iterable[str]) -> dict[str, bytes]:
        """Return the contents of blobs."""
        names = list(dict.fromkeys(wanted))
        if not names:
            return {}
        text = self.run("cat-file", "--batch", data="".join(f"{each}\n" for each in names).encode())
        found, start = {}, 0
        for name in names:
            end = text.index(b"\n", start)
            size = int(text[start:end].split(b" ")[2])
            found[name] = text[end + 1 : end + 1 + size]
            start = end + 2 + size
        return found

    def refs(self, prefix: str) -> dict[str, str]:
        """Return the refs that begin so, with the commits they point to."""
        text = self.run("for-each-ref", "--format=%(refname) %(objectname)", prefix).decode()
        pairs = (line.partition(" ") for line in text.splitlines())
        return {name: commit for name, _, commit in pairs}

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether a commit is part of what another one grew from."""
        return self.run("merge-base", older, newer, quiet_fail=True).decode().split() == [older]

    def merge_bases(self, *commits: str) -> list[str]:
        """Return the newest commits that all have in common, in a fixed order."""
        how = "--all" if len(commits) == 2 else "--octopus"
        return sorted(self.run("merge-base", how, *commits, quiet_fail=True).decode().split())

    def count_new(self, commit: str, remote: str) -> int:
        """Count the commits, without merges, that another copy was not known to have."""
        how = ("rev-list", "--count", "--no-merges", commit, "--not", f"--remotes={remote}")
        return int(self.run(*how))

    # Writing

    def write_commit(
        self, ref: str, parents: Sequence[str], message: str, changes: Iterable[Change]
    ) -> str:
        """Write a commit that changes its first parent's files, point `ref` at it, return it."""
        author = self.run("var", "GIT_AUTHOR_IDENT").decode().strip()
        committer = self.run("var", "GIT_COMMITTER_IDENT").decode().strip()
        said = message.encode()
        lines = [f"commit {ref}", f"author {author}", f"committer {committer}", f"data {len(said)}"]
        stream = bytearray("\n".join(lines).encode() + b"\n" + said + b"\n")
        for number, parent in enumerate(parents):
            stream += f"{'merge' if number else 'from'} {parent}\n".encode()
        for change in changes:
            path = _quoted(change.path)
            if change.entry is not None:
                stream += f"M {change.entry.mode} {change.entry.blob} ".encode() + path + b"\n"
            elif change.data is None:
                stream += b"D " + path + b"\n"
            else:
                stream += b"M 100644 inline " + path + f"\ndata {len(change.data)}\n".encode()
                stream += change.data + b"\n"
        self.run("fast-import", "--quiet", "--force", data=bytes(stream))
        return self.commit_at(ref)

    def move_refs(self, moves: Iterable[tuple[str, str, str | None]]) -> None:
        """Point refs to commits in one step: triples of ref, commit and the one it is at now.

        An empty commit removes the ref, an empty old one says that there is none yet, and None
        that it does not matter. Raises `GitFailed` when one of them is somewhere else.
        """
        lines = [
            f"update {ref} {commit or _NONE}" + ("" if old is None else f" {old or _NONE}")
            for ref, commit, old in moves
        ]
        if lines:
            script = "\n".join(["start", *lines, "prepare", "commit", ""])
            self.run("update-ref", "--stdin", data=script.encode())


def _quoted(path: str) -> bytes:
    raw = os.fsencode(path)
    raw = raw.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    return b'"' + raw + b'"'


def _said(stderr: bytes) -> str:
    """Return the line that says why, and behind it what the other side or a hook had to say."""
    lines = [one_line(each) for each in stderr.decode("utf-8", "replace").splitlines()]
    lines = [each for each in lines if each and not each.startswith(_NO_REASON)]
    told = [each for each in lines if each.startswith(("fatal:", "error:", "! ["))]
    # What stands before a vague line is the reason: of ssh, of a hook, of the other side's git.
    before = lines[: lines.index(told[0])] if told and _is_vague(told[0]) else []
    said = [*before, *told[:1]] or lines or ["it failed and did not say why"]
    return (
        " · ".join(each.removeprefix("remote:").strip() for each in said[:_SAID])
        .removeprefix("fatal: ")
        .removeprefix("error: ")
    )


def _is_vague(line: str) -> bool:
    return line.startswith(("! [", _UNREAD))


def _hint(command: str, said: str) -> str:
    if command == "var":
        return "say who you are: git config --global user.name NAME, and user.email ADDRESS"
    if ".lock" in said:
        return "another git is at work there; if none is, remove the file it names"
    if "dubious ownership" in said:
        return "the folder belongs to somebody else: see `git help config`, safe.directory"
    return ""
