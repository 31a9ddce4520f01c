"""Copying, and by which way it went: a program of this desktop, or the terminal itself."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from typing import NamedTuple

from tui.outside.desktop import is_remote, is_wsl

_SECONDS = 2.0

Which = Callable[[str], str | None]


class Tool(NamedTuple):
    """A program that takes what is copied on its standard input."""

    name: str
    command: tuple[str, ...]


_WAYLAND = Tool("wl-copy", ("wl-copy",))
_X11 = (
    Tool("xclip", ("xclip", "-selection", "clipboard")),
    Tool("xsel", ("xsel", "--clipboard", "--input")),
)
_MAC = Tool("pbcopy", ("pbcopy",))
_WINDOWS = Tool("clip.exe", ("clip.exe",))


def tool_for(environ: Mapping[str, str], which: Which, platform: str) -> Tool | None:
    """Return the program that reaches the clipboard of the person at the screen, if any.

    None over a remote connection: its programs would fill the clipboard of the far machine.
    """
    if is_remote(environ):
        return None
    candidates: list[Tool] = []
    if platform == "darwin":
        candidates.append(_MAC)
    if is_wsl(environ):
        candidates.append(_WINDOWS)
    if environ.get("WAYLAND_DISPLAY"):
        candidates.append(_WAYLAND)
    if environ.get("DISPLAY"):
        candidates += _X11
    return next((tool for tool in candidates if which(tool.command[0])), None)


def hand_over(tool: Tool, text: str) -> bool:
    """Give text to a program; return whether it took it. Waits at most two seconds."""
    try:
        done = subprocess.run(
            tool.command,
            input=text.encode("utf-8"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def through_terminal(environ: Mapping[str, str]) -> str:
    """Return in words what copying through the terminal (OSC 52) depends on here."""
    if environ.get("TMUX"):
        return "through the terminal; in tmux, if set-clipboard is on"
    if environ.get("STY"):
        return "through the terminal, if screen passes it on"
    return "through the terminal (OSC 52), if it allows that"
