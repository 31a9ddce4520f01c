"""The files of a register, the operations on files all else is built of, and when not to write.

`RegisterFiles` names the files, a `FileStamp` tells whether one has changed, and
`reason_not_to_write` says why a place cannot be trusted with changes.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from store.errors import CannotRead
from store.plain_files import AT_ONCE, BINARY, NO_FOLLOW, not_plain, open_plain

_NAME_THE_FILE = "name the register's file itself"


class RegisterFiles:
    """Where the files of one register are: all in one folder, named after the register."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Follow links to the register. Raises `CannotRead` for what can be no file's name."""
        # A link is followed once, here: replacing the snapshot must not replace the link.
        self.snapshot = resolved(path)
        self.journal = self._beside(".journal")
        self.lock = self._beside(".lock")
        self.backup = self._beside(".bak")
        self.backup_journal = self._beside(".bak.journal")
        """What the backup's journal is called when the backup is opened as a register."""
        self.fresh = self._beside(".new")
        """The next snapshot while it is being written; worthless before it is renamed."""
        self.fresh_backup = self._beside(".bak.new")
        """The present snapshot's second name, just before it becomes the backup."""

    def _beside(self, ending: str) -> Path:
        return self.snapshot.with_name(self.snapshot.name + ending)


def resolved(path: str | os.PathLike[str]) -> Path:
    """Return the path that links lead to. Raises `CannotRead` for what can be no file's name."""
    if "\0" in os.fspath(path):
        raise CannotRead(f"{path} cannot be read: its name has a NUL in it")
    found = Path(os.path.realpath(path))
    if not found.name:
        raise CannotRead(f"{path} is a folder", hint=_NAME_THE_FILE)
    return found


class FileStamp(NamedTuple):
    """What one `stat` tells about a file: two equal stamps, the same unchanged file."""

    inode: int
    size: int
    modified: int
    """Nanoseconds."""
    mode: int
    owner: int
    group: int


def stamp_of(path: Path) -> FileStamp | None:
    """Return a file's stamp, or None when there is no such file. Raises `CannotRead`."""
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise CannotRead(f"{path} cannot be read: {error.strerror}") from error
    return _stamp(found)


def _stamp(found: os.stat_result) -> FileStamp:
    size, modified = found.st_size, found.st_mtime_ns
    return FileStamp(found.st_ino, size, modified, found.st_mode, found.st_uid, found.st_gid)


def open_to_read(path: Path, *, follow: bool = True) -> int:
    """Open a plain file. Raises `FileNotFoundError`, and `CannotRead` for a folder or a pipe.

    Without `follow` a link is refused too.
    """
    try:
        return open_plain(path, follow=follow, hint=_NAME_THE_FILE)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise CannotRead(f"{path} cannot be read: {error.strerror}") from error


class OpenFile(NamedTuple):
    """A file that was opened, and what the system said of it then."""

    descriptor: int
    found: os.stat_result


def open_to_write(path: Path, flags: int) -> OpenFile:
    """Open a plain file for changing it, and follow no link. Raises `OSError`, `CannotRead`."""
    descriptor = os.open(path, flags | BINARY | AT_ONCE | NO_FOLLOW, 0o600)
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        os.close(descriptor)
        raise not_plain(path, found, _NAME_THE_FILE)
    return OpenFile(descriptor, found)


def create_like(path: Path, model: Path) -> None:
    """Make an empty file that those may read and write who may another. Raises `OSError`."""
    made = open_to_write(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        share_like(made, _stamp(os.stat(model)))
    finally:
        os.close(made.descriptor)


def share_folder_like(folder: Path, model: Path) -> None:
    """Let those into a folder, and change it, who may read and write a file. Raises `OSError`.

    One that a link leads to is left as it is: somebody has chosen it.
    """
    if sys.platform == "win32" or folder.is_symlink():
        return  # there are no such owners and modes, or they are not ours to change
    stamp = _stamp(os.stat(model))
    enter = (stamp.mode & 0o444) >> 2
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | NO_FOLLOW)
    try:
        opened = OpenFile(descriptor, os.fstat(descriptor))
        share_like(opened, stamp._replace(mode=stat.S_IFDIR | stat.S_IMODE(stamp.mode) | enter))
    finally:
        os.close(descriptor)


def share_like(file: OpenFile, model: FileStamp) -> None:
    """Give an open file the owner, group and mode of another, as far as the system lets us.

    Raises `OSError` for anything but a missing right.
    """
    if sys.platform == "win32":
        return  # there are no such owners and modes
    descriptor, found = file
    if (found.st_mode, found.st_uid, found.st_gid) == (model.mode, model.owner, model.group):
        return  # as it nearly always is
    if found.st_uid != model.owner:
        with suppress(PermissionError):
            os.fchown(descriptor, model.owner, -1)
    mode = stat.S_IMODE(model.mode) & 0o777
    if found.st_gid != model.group:
        try:
            os.fchown(descriptor, -1, model.group)
        except PermissionError:
            # Another group gets no more than everybody has.
            mode &= ~0o070 | (mode & 0o007) << 3
    if stat.S_IMODE(found.st_mode) != mode:
        with suppress(PermissionError):
            os.fchmod(descriptor, mode)


def write_all(descriptor: int, data: bytes | memoryview) -> None:
    """Write every byte, however many calls it takes. Raises `OSError`."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync(descriptor: int) -> None:
    """Return once a file's bytes and length are on the disk. Raises `OSError`."""
    if sys.platform == "linux":
        os.fdatasync(descriptor)
    else:
        os.fsync(descriptor)


def copy(source: Path, target: Path) -> None:
    """Copy a file to a new name, for the same people to read, and sync it.

    Raises `OSError`, and leaves nothing then.
    """
    create_like(target, source)
    try:
        with open(target, "r+b") as file:
            file.write(source.read_bytes())
            file.flush()
            sync(file.fileno())
    except OSError:
        with suppress(OSError):
            remove(target)
        raise


def sync_folder(folder: Path) -> None:
    """Return once the names in a folder are on the disk. Raises `OSError`."""
    if sys.platform == "win32":
        return  # a folder cannot be opened there, and renames need no such help
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Remove a file that may not be there. Raises `OSError`."""
    with suppress(FileNotFoundError):
        os.unlink(path)


MOUNTS = Path("/proc/self/mounts")
"""Where Linux lists what is mounted; other systems are taken on trust."""

_NETWORKS = frozenset(
    (
        *("nfs", "nfs2", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs"),
        *("ceph", "lustre", "gfs2", "ocfs2", "beegfs", "davfs"),
        *("fuse.sshfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs"),
        *("fuse.davfs", "fuse.davfs2"),
    )
)
"""File systems that other machines write to; those of Ceph have names of several endings."""


def reason_not_to_write(files: RegisterFiles) -> str | None:
    """Return why a register can only be read, in words that follow "because", or None."""
    network = network_filesystem(files.snapshot)
    if network is not None:
        return f"it is on a network file system ({network}), where locks cannot be trusted"
    if not os.access(files.snapshot.parent, os.W_OK | os.X_OK):
        return f"the folder {files.snapshot.parent} is not writable"
    for path in (files.snapshot, files.journal, files.lock):
        if os.path.exists(path) and not os.access(path, os.W_OK):
            return f"{path} is not writable"
    return None


def network_filesystem(path: Path) -> str | None:
    """Return the kind of network file system a path is on, or None when it is on none."""
    try:
        lines = MOUNTS.read_text(errors="replace").splitlines()
    except OSError:
        return None
    # As texts: this is done whenever a register is opened, and there may be many mounts.
    inside, kind, deepest = f"{path}/", "", -1
    for line in lines:
        _, mounted, found, *_ = line.split(" ")
        folder = f"{_unescaped(mounted).rstrip('/')}/"
        # The last of two mounts on one folder is the one that is seen.
        if len(folder) >= deepest and inside.startswith(folder):
            kind, deepest = found, len(folder)
    return kind if kind in _NETWORKS or kind.startswith("fuse.ceph") else None


def _unescaped(mounted: str) -> str:
    """Return a folder's name without the octal escapes for spaces and the like."""
    if "\\" not in mounted:
        return mounted
    return re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), mounted)
