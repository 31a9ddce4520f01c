"""Opening an address in the browser of the desktop, when there is one."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from tui.outside.desktop import has_screen, is_wsl

_SECONDS = 3.0
"""An opener that fails does so at once; one that is still running has opened it."""
_MOST = 2048

Which = Callable[[str], str | None]


def is_web_address(text: str) -> bool:
    """Whether a text is an address of the web and nothing that a shell or terminal acts on."""
    if not text.isprintable() or " " in text or len(text) > _MOST:
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def opener_for(environ: Mapping[str, str], which: Which, platform: str) -> tuple[str, ...] | None:
    """Return the command that opens an address in a window of its own, if there is one.

    Browsers that would draw on this very terminal are never asked.
    """
    if not has_screen(environ, platform):
        return None
    candidates: list[tuple[str, ...]] = []
    if platform == "darwin":
        candidates.append(("open",))
    if is_wsl(environ):
        candidates += [("wslview",), ("explorer.exe",)]
    if platform not in ("darwin", "win32"):
        candidates += [("xdg-open",), ("gio", "open"), ("firefox",), ("chromium",)]
        candidates.append(("google-chrome",))
    return next((each for each in candidates if which(each[0])), None)


def open_address(opener: tuple[str, ...], address: str) -> bool:
    """Open an address; return whether the opener took it. It writes nothing to the terminal."""
    try:
        process = subprocess.Popen(
            (*opener, address),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return process.wait(_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return True
