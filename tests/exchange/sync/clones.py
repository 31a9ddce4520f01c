"""People who share a register through git: each with a register, and a clone of one hub."""

from __future__ import annotations

import subprocess
from pathlib import Path

from exchange.sync import Sync, SyncReport
from exchange.sync.working_copy import WorkingCopy, alone
from store.model.entities import Register
from store.register.store import Store
from tests.conftest import NOW

BRANCH = "main"


def git(folder: Path, *args: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *args], capture_output=True, text=True, check=True
    )
    return done.stdout


def make_hub(folder: Path) -> Path:
    """Make the copy that everybody pushes to."""
    subprocess.run(["git", "init", "-q", "--bare", "-b", BRANCH, str(folder)], check=True)
    return folder


def name_author(folder: Path, name: str) -> None:
    git(folder, "config", "user.name", name)
    git(folder, "config", "user.email", f"{name}@example.org")


class Clone:
    """One person's register and working copy."""

    def __init__(self, home: Path, name: str, hub: Path | None = None) -> None:
        self.name = name
        self.folder = home / f"{name}-folder"
        self.path = home / f"{name}.json"
        if hub is None:
            subprocess.run(["git", "init", "-q", "-b", BRANCH, str(self.folder)], check=True)
        else:
            subprocess.run(
                ["git", "clone", "-q", str(hub), str(self.folder)], check=True, capture_output=True
            )
            git(self.folder, "symbolic-ref", "HEAD", f"refs/heads/{BRANCH}")
        name_author(self.folder, name)

    def make(self, register: Register) -> Store:
        return Store.create(self.path, register, user=self.name, clock=lambda: NOW)

    def store(self) -> Store:
        return Store(self.path, user=self.name, clock=lambda: NOW)

    def sync(self, **choices: int) -> SyncReport:
        return self.sync_choosing(choices)

    def sync_choosing(self, choices: dict[str, int]) -> SyncReport:
        with alone(self.folder) as held:
            return Sync(self.store(), WorkingCopy(self.folder, held)).run(choices)

    def tree(self) -> str:
        return git(self.folder, "rev-parse", "HEAD^{tree}")


def make_clones(home: Path, register: Register, *names: str) -> list[Clone]:
    """Return people who all have the same register, in step with one hub."""
    hub = make_hub(home / "hub.git")
    clones: list[Clone] = []
    for name in names:
        clone = Clone(home, name, hub)
        clone.make(register if not clones else Register(title=register.title))
        clone.sync()
        clones.append(clone)
    return clones
