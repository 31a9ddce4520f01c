"""How this user's board is set up: glyphs, keys and theme, and what cannot be set up so."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from store.model.glyphs import ASCII, UNICODE, Glyphs
from store.user.config import Remark, Settings
from store.user.remembered import remember, remembered
from tui.commands.keymap import Keymap, keymap_of
from tui.themes import DARK, by_word

_THEME, _REGISTERS = "theme", "registers"
MOST_RECENT = 9
"""Registers that are listed to be opened again."""


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

    @property
    def visits_file(self) -> Path | None:
        """Where it is kept when the user was here last; None when it is not."""
        return self.state_file.with_name("visits.json") if self.state_file else None

    @property
    def recent(self) -> tuple[str, ...]:
        """The registers that were open before, the last one first."""
        kept = remembered(self.state_file).get(_REGISTERS) if self.state_file else None
        names = kept if isinstance(kept, list) else []
        return tuple(each for each in names if isinstance(each, str))[:MOST_RECENT]

    def keep_recent(self, *names: str) -> None:
        """Remember registers that were opened, the last one last."""
        if self.state_file is not None:
            kept = list(dict.fromkeys([*reversed(names), *self.recent]))
            remember(self.state_file, **{_REGISTERS: kept[:MOST_RECENT]})

    def keep_theme(self, word: str) -> str:
        """Remember a theme for the next time; return in words for how long it holds."""
        if self.config.theme is not None:
            return f" until you quit; {self.config_path} names {self.config.theme}"
        if self.state_file is None or not remember(self.state_file, **{_THEME: word}):
            return " until you quit; it could not be remembered"
        return ""
