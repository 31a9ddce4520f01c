"""How this user's board is set up: glyphs, keys and theme, and what cannot be set up so."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from store.model.glyphs import ASCII, UNICODE, Glyphs
from store.user.config import Remark, Settings
from tui.commands.keymap import Keymap, keymap_of
from tui.themes import DARK, by_word

_LARGEST = 1 << 20


def remembered(path: Path) -> dict[str, Any]:
    """Return what was kept; nothing when there is no file, or none that can be read."""
    try:
        with open(path, "rb") as file:
            kept = msgspec.json.decode(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError, msgspec.MsgspecError):
        return {}
    return kept if isinstance(kept, dict) else {}


def remember(path: Path, **news: object) -> bool:
    """Keep some values beside the others, all at once; return whether that was possible."""
    kept = msgspec.json.encode(remembered(path) | news, order="sorted")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with open(handle, "wb") as file:
                file.write(msgspec.json.format(kept, indent=1) + b"\n")
            os.replace(made, path)
        except OSError:
            Path(made).unlink(missing_ok=True)
            raise
    except OSError:
        return False
    return True


_THEME = "theme"


class Preferences:
    """Made once from the configuration, the options of this run, and what was chosen before."""

    keymap: Keymap
    glyphs: Glyphs
    remarks: tuple[str, ...]
    """What of the configuration cannot be used, each with file and line."""

    def __init__(
        self, settings: Settings, *, ascii_only: bool = False, state_file: Path | None = None
    ) -> None:
        config = self.config = settings.config
        self.config_path = settings.path
        self.keymap, unusable = keymap_of(config.keys)
        unusable_keys = [
            Remark(settings.lines.get(each.command_id, 0), f"keys.{each.command_id}: {each.words}")
            for each in unusable
        ]
        every = sorted([*settings.remarks, *unusable_keys], key=lambda remark: remark.line)
        self.remarks = tuple(map(settings.told, every))
        self.glyphs = replace(ASCII if ascii_only or config.ascii else UNICODE, dates=config.dates)
        self.state_file = state_file
        """Where the board remembers how it was arranged; None when it does not."""

    @property
    def theme(self) -> str:
        """The name of the theme to start with: the configured one, else the last one chosen."""
        word = self.config.theme
        if word is None and self.state_file:
            word = str(remembered(self.state_file).get(_THEME, ""))
        theme = by_word(word or "")
        return (theme or DARK).name

    def keep_theme(self, word: str) -> str:
        """Remember a theme for the next time; return in words for how long it holds."""
        if self.config.theme is not None:
            return f" until you quit; {self.config_path} names {self.config.theme}"
        if self.state_file is None or not remember(self.state_file, **{_THEME: word}):
            return " until you quit; it could not be remembered"
        return ""
