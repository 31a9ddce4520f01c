"""Whether there is a desktop here, or only a terminal that somebody looks at from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping


def is_remote(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is on another machine."""
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))


def is_wsl(environ: Mapping[str, str]) -> bool:
    """Whether this is Linux inside Windows."""
    return "WSL_DISTRO_NAME" in environ


def has_screen(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a window that opens here is seen by the person at the keys."""
    if is_remote(environ):
        return False
    shown = environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    return platform in ("darwin", "win32") or is_wsl(environ) or bool(shown)
