"""The user's own editor, on a text that is in a file of its own from the first moment."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path

from store.bounded import read_bounded_text
from store.errors import CannotRead, EntenteError
from store.user.paths import drafts_folder

_USUAL = ("sensible-editor", "editor", "nano", "vim", "vi")
_LONGEST_STEM = 60


class EditorFailed(EntenteError):
    """The editor could not be run, or ended badly; the text is where the message says."""

    code = "editor-failed"


def editor_command(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return the command of VISUAL or EDITOR, else a usual editor. Raises `EditorFailed`."""
    for name in ("VISUAL", "EDITOR"):
        if environment.get(name, "").strip():
            try:
                return shlex.split(environment[name])
            except ValueError as error:
                raise EditorFailed(
                    f"{name} cannot be read: {error}", hint="close its quotation marks"
                ) from error
    for name in _USUAL:
        found = shutil.which(name, path=environment.get("PATH"))
        if found:
            return [found]
    raise EditorFailed("there is no editor", hint="set VISUAL or EDITOR to the one you use")


def write_draft(name: str, text: str) -> Path:
    """Put a text into a new file that only the user can read; return its path.

    `name` is what it is of, such as a commitment's id. The file
    outlives a crash: whoever has read what was written in it removes it.
    """
    folder = drafts_folder()
    stem = re.sub(r"[^A-Za-z0-9-]+", "-", name)[:_LONGEST_STEM]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in count(1):
        path = folder / (f"{stem}.txt" if number == 1 else f"{stem}-{number}.txt")
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        except OSError:
            path.unlink(missing_ok=True)
            raise
        return path
    raise AssertionError("unreachable: the numbers do not end")


def rewrite_draft(path: Path, text: str) -> None:
    """Put another text into a draft's file. Raises `EditorFailed`, with the file as it was."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.write_text(text, encoding="utf-8", newline="")
        os.chmod(fresh, 0o600)
        os.replace(fresh, path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise EditorFailed(
            f"{path} cannot be written: {error.strerror}", hint="it holds the text as you saved it"
        ) from error


def run_editor(path: Path, command: list[str] | None = None) -> str:
    """Open a file in the editor, wait for it to end, and return the text as it was saved.

    Raises `EditorFailed`; what the editor left of the file stays where it is in any case.
    """
    words, ran = command or editor_command(), False
    try:
        code = subprocess.run([*words, str(path)], check=False).returncode
        ran = True
        if code != 0:
            raise EditorFailed(f"the editor {words[0]} ended with {code}", hint=_kept(path))
        return read_bounded_text(path)
    except CannotRead as error:
        raise EditorFailed(f"the editor {words[0]}: {error.message}", hint=_kept(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "what it saved is not utf-8"
        if ran and isinstance(error, FileNotFoundError):
            reason = "it removed the text"
        raise EditorFailed(f"the editor {words[0]}: {reason.lower()}", hint=_kept(path)) from error


def _kept(path: Path) -> str:
    return f"the text is kept in {path}" if path.exists() else f"nothing is left of {path}"
