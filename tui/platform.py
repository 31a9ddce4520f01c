"""Opening an address in the browser of the two panestop, when there is one."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol, cast
from urllib.parse import urlsplit

from textual.app import App


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


_OPEN_SECONDS = 3.0
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
        return process.wait(_OPEN_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return True


_COPY_SECONDS = 2.0


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
            timeout=_COPY_SECONDS,
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


class _Driver(Protocol):
    _mouse: bool
    _mouse_pixels: bool

    def _enable_mouse_pixels(self) -> None: ...

    def _enable_mouse_support(self) -> None: ...

    def _disable_mouse_support(self) -> None: ...

    def flush(self) -> None: ...


def listen_to_mouse(app: App[object], wanted: bool) -> None:
    """Ask the terminal for the mouse, or leave it to the terminal, also after a suspension."""
    # Textual only offers this at the start: `App.run(mouse=False)`.
    driver = cast("_Driver | None", app._driver)
    if driver is None or app.is_headless or driver._mouse == wanted:
        return
    if wanted:
        driver._mouse = True
        driver._enable_mouse_support()
        if getattr(driver, "_mouse_pixels", False):
            driver._enable_mouse_pixels()  # the first call went back to whole cells
    else:
        driver._disable_mouse_support()
        driver._mouse = False
    driver.flush()
