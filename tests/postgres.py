"""A PostgreSQL of the tests' own: a cluster in a temporary folder, reached through its socket."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import pytest

OWNER = "postgres"
_numbers = count()


def programs() -> Path | None:
    """Return where the server's programs are, if there is one on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    return Path(named).parent if named else None


def why_none() -> str:
    """Return why there is no server to test with; empty where there is one."""
    try:
        import psycopg  # noqa: F401  # only whether it is there
    except ImportError:
        return "psycopg is not installed"
    return "" if programs() else "PostgreSQL is not installed"


class Server:
    """A running server, which can be killed and started again."""

    def __init__(self, folder: Path, binaries: Path, *, lasting: bool) -> None:
        self.folder = folder
        self._lasting = lasting
        self._binaries = binaries
        # A server refuses to be root.
        self._user = OWNER if os.geteuid() == 0 else None
        self._data = folder / "data"

    def run(self, program: str, *args: str) -> None:
        subprocess.run(
            [str(self._binaries / program), *args],
            check=True,
            user=self._user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )

    def make(self) -> None:
        hurry = [] if self._lasting else ["--no-sync"]
        self.run("initdb", "-D", str(self._data), "-U", OWNER, "-A", "trust", "-E", "UTF8", *hurry)

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}'"
        options += "" if self._lasting else " -c fsync=off"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self._data), "-w", "-l", log, "-o", options, "start")

    def stop(self, how: str = "immediate") -> None:
        self.run("pg_ctl", "-D", str(self._data), "-w", "-m", how, "stop")

    def kill(self) -> None:
        """End it and all its processes with a signal that lets nobody finish anything."""
        pid = (self._data / "postmaster.pid").read_text(encoding="ascii").split()[0]
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", pid], capture_output=True, text=True, check=False
        )
        # The first starts the others, so it goes first.
        gone = [int(each) for each in (pid, *listed.stdout.split())]
        for each in gone:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        while any(_is_alive(each) for each in gone):
            time.sleep(0.01)
        # Where nobody reaps the dead, the next start would take their numbers for theirs.
        for lock in (self._data / "postmaster.pid", *self.folder.glob(".s.PGSQL.*")):
            lock.unlink(missing_ok=True)

    def address(self, name: str = "", user: str = OWNER) -> str:
        """Return the address of a register in this server that nobody else uses."""
        name = name or f"register-{os.getpid()}-{next(_numbers)}"
        return f"postgresql:///postgres?host={self.folder}&user={user}&register={name}"

    def sql(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(f"host={self.folder} user={OWNER} dbname=postgres") as connection:
            connection.execute(statement)


def _is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(") ")[2][0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@contextmanager
def started(binaries: Path, *, lasting: bool = False) -> Iterator[Server]:
    """Give a server of one's own, of which nothing is left afterwards.

    Unless it is `lasting` it does not wait for the disk: what is written outlives the processes,
    and would not outlive the machine.
    """
    # The path of a socket must be short, and messages name it: elsewhere it may be of any length.
    folder = Path(tempfile.mkdtemp(prefix="entente-pg-", dir=None if lasting else "/tmp"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        server = Server(folder, binaries, lasting=lasting)
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running() -> Iterator[Server]:
    """Give a server; skip the test where this machine has none."""
    reason = why_none()
    binaries = programs()
    if reason or binaries is None:
        assert "ENTENTE_NEEDS_POSTGRES" not in os.environ, reason
        pytest.skip(reason)
    with started(binaries) as server:
        yield server


def keep_in(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every `Store` of a test keep in a database what it would keep in a file."""
    from store.model.address import DatabaseAddress, RegisterPlace, database_address
    from store.register import creation
    from store.register.store import Store

    names: dict[str, RegisterPlace] = {}
    begin, lay_out = Store.__init__, creation.lay_out

    def place_of(path: RegisterPlace) -> RegisterPlace:
        if isinstance(path, DatabaseAddress):
            return path
        if str(path) not in names:
            address = database_address(server.address())
            assert address is not None
            names[str(path)] = address
        return names[str(path)]

    def opened(self: Store, path: RegisterPlace, **options: object) -> None:
        begin(self, place_of(path), **options)  # type: ignore[arg-type]  # as they were given
        self.place = path

    def laid_out(path: RegisterPlace, register: object) -> None:
        lay_out(place_of(path), register)  # type: ignore[arg-type]  # as it was given

    @contextmanager
    def appearing(path: Path, *, keep: bool = True) -> Iterator[Path]:
        yield path

    monkeypatch.setattr(Store, "__init__", opened)
    monkeypatch.setattr(creation, "lay_out", laid_out)
    monkeypatch.setattr(creation, "appearing", appearing)
