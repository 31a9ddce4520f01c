"""Putting new files and folders in the place of old ones: all of them, or none."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

_CURRENT_FOLDER = -100
_EXCHANGE = 2
"""What Linux calls `AT_FDCWD` and `RENAME_EXCHANGE`."""
_NOT_KNOWN = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


class Swap(NamedTuple):
    """Two paths in one file system that change places."""

    staged: Path
    """What is to be seen; afterwards what was seen before, if anything was."""
    shown: Path


def swap_all(swaps: Iterable[Swap]) -> None:
    """Do every swap, or none: what was done is taken back when one fails. Raises `OSError`.

    Where nothing is staged, what is shown goes there, and where nothing is shown it appears.
    Each swap is one step of the file system where that knows such a step.
    """
    done: list[Swap] = []
    try:
        for each in swaps:
            _swap(each.staged, each.shown)
            done.append(each)
    except BaseException:
        for each in reversed(done):
            with suppress(OSError):  # the error that is told is the first one
                _swap(each.staged, each.shown)
        raise


def _swap(one: Path, other: Path) -> None:
    if not os.path.lexists(one):
        os.rename(other, one)
    elif not os.path.lexists(other):
        os.rename(one, other)
    else:
        exchange(one, other)


def exchange(one: Path, other: Path) -> None:
    """Let two files or folders change names. Raises `OSError`, with both as they were."""
    try:
        _exchange_at_once(one, other)
    except OSError as error:
        if error.errno not in _NOT_KNOWN:
            raise
        _exchange_in_steps(one, other)


def _exchange_at_once(one: Path, other: Path) -> None:
    linux = sys.platform == "linux"
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if linux else None
    if rename is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    names = os.fsencode(one), os.fsencode(other)
    if rename(_CURRENT_FOLDER, names[0], _CURRENT_FOLDER, names[1], _EXCHANGE):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(other))


def _exchange_in_steps(one: Path, other: Path) -> None:
    """Exchange by way of a third name, for systems that know no better."""
    spare = one.with_name(f".entente-{token_hex(8)}")
    os.rename(other, spare)
    try:
        os.rename(one, other)
    except OSError:
        os.rename(spare, other)
        raise
    os.rename(spare, one)
