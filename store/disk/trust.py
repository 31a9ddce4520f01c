"""Whether a register may be changed where it lies, and if not, why."""

from __future__ import annotations

import os
import re
from pathlib import Path

from store.disk.files import Files

MOUNTS = Path("/proc/self/mounts")
"""Where Linux lists what is mounted; other systems are taken on trust."""

_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|9p|afs|ceph|lustre|gfs2|ocfs2|beegfs|davfs"
    r"|fuse\.(sshfs|glusterfs|rclone|s3fs|smbnetfs|davfs2?|ceph\S*)"
)
_ESCAPED = re.compile(r"\\([0-7]{3})")


def reason_not_to_write(files: Files) -> str | None:
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
    kind, deepest = "", -1
    for line in lines:
        _, mounted, found, *_ = line.split(" ")
        folder = Path(_ESCAPED.sub(lambda code: chr(int(code[1], 8)), mounted))
        # The last of two mounts on one folder is the one that is seen.
        if len(folder.parts) >= deepest and path.is_relative_to(folder):
            kind, deepest = found, len(folder.parts)
    return kind if _NETWORK.fullmatch(kind) else None
