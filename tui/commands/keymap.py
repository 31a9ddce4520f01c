"""The keys in force: the table's own, but for what the user remapped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from unicodedata import name as unicode_name

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from store.errors import BadValue
from store.text import did_you_mean, shown
from tui.commands.keyboards import LAYOUTS, KeyboardLayout, layout_of
from tui.commands.table import BY_ID, COMMANDS, Command

_MODIFIERS = ("ctrl", "alt", "shift", "super", "meta", "hyper")
_NAMED = frozenset(key.value for key in Keys if key.value.isalnum())
_SAME = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "esc",
}
"""What most terminals send alike."""

_WORDS = {
    "slash": "/",
    "backslash": "\\",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "underscore": "_",
    "colon": ":",
    "semicolon": ";",
    "comma": ",",
    "full_stop": ".",
    "apostrophe": "'",
    "quotation_mark": '"',
    "grave_accent": "`",
    "tilde": "~",
    "at": "@",
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "circumflex_accent": "^",
    "ampersand": "&",
    "asterisk": "*",
    "vertical_line": "|",
    "exclamation_mark": "!",
    "question_mark": "?",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "escape": "esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "insert": "Ins",
}
_NAMES = {"esc": "escape", "return": "enter", "pgdn": "pagedown", "pgup": "pageup", "del": "delete"}


def show_key(key: str) -> str:
    """Return a key as a person reads it."""
    *modifiers, last = key.split("+")
    if len(last) > 1 and last[0] == "f" and last[1:].isdecimal():
        last = last.upper()
    return "+".join((*modifiers, _WORDS.get(last, last)))


def read_key(text: str) -> str:
    """Return a key as Textual names it, from how a person writes it. Raises `BadValue`."""
    written = text.strip() or text[:1]
    head, plus, last = written.rpartition("+") if len(written) > 1 else ("", "", written)
    if plus and not last and head.endswith("+"):
        head, last = head[:-1], "+"
    modifiers = [each.strip().lower() for each in head.split("+")] if head else []
    for each in modifiers:
        if each not in _MODIFIERS:
            raise BadValue(f"there is no key {shown(text)}", hint=did_you_mean(each, _MODIFIERS))
    key = "+".join((*sorted(modifiers), _one(last.strip() or last, text)))
    if key in _SAME:
        raise BadValue(f"{shown(text)} reaches programs as {_SAME[key]}", hint="choose another key")
    return key


def _one(last: str, text: str) -> str:
    if len(last) == 1 and (last.isprintable() or last == " "):
        return _of_character(last)
    name = _NAMES.get(last.lower(), last.lower())
    if name in _NAMED or name in _WORDS:
        return name
    raise BadValue(f"there is no key {shown(text)}", hint=did_you_mean(last, sorted(_NAMED)))


def _of_character(character: str) -> str:
    if character.isalnum():
        return character
    try:
        name = unicode_name(character).lower().replace("-", "_").replace(" ", "_")
    except ValueError:
        return character
    return KEY_NAME_REPLACEMENTS.get(name, name)


PRESET = "preset"
"""Under `[keys]`, the name of a keyboard's layout."""


class UnusableKey(NamedTuple):
    """A remapping that is not applied, and why."""

    command_id: str
    words: str


class Keymap:
    """Which key runs which command. No key runs two."""

    def __init__(
        self,
        remapped: Mapping[str, tuple[str, ...]] | None = None,
        layout: KeyboardLayout | None = None,
    ) -> None:
        """Take keys as Textual names them, in place of a command's own, and a keyboard's layout."""
        self._layout = layout
        chosen = remapped or {}
        self._keys = {each.id: chosen.get(each.id, each.keys) for each in COMMANDS}
        self._commands = {key: BY_ID[each] for each, keys in self._keys.items() for key in keys}

    def command(self, key: str, typed: str | None = None) -> Command | None:
        """Return what a key runs; `typed` is the character it types, if it does."""
        if self._layout and typed:
            meant = self._layout.meant(typed)
            if meant != typed:
                return self._commands.get(_of_character(meant))
        return self._commands.get(key)

    def typed(self, character: str | None, *, digit: bool = True) -> str:
        """Return the character that is meant where a letter is asked for, or a digit too."""
        character = character or ""
        return self._layout.meant(character, digit=digit) if self._layout else character

    def unknown(self, character: str) -> str:
        """Return what to say of a key that runs nothing, with the way out."""
        layout = None if self._layout else layout_of(character)
        said = f"The key {character} runs nothing"
        if layout is None:
            return f"{said} · {self.first('help')} lists all keys"
        remedy = f'{said}; with preset = "{layout.name}" under [keys] it is {{}}'
        place = show_key(_of_character(layout.meant(character)))
        return f"{remedy.format(place)} · `entente where` names the configuration"

    def first(self, command_id: str) -> str:
        """Return the key of a command that is shown, as a person reads it."""
        return show_key(self._keys[command_id][0])

    def all(self, command_id: str) -> str:
        """Return all keys of a command, as a person reads them."""
        return " ".join(map(show_key, self._keys[command_id]))

    def words(self, text: str) -> str:
        """Return our own words with `{undo}` and the like as the keys of those commands."""
        return _PLACE.sub(lambda place: self.first(place[1]), text)


_PLACE = re.compile(r"\{([a-z0-9-]+)\}")


def keymap_of(written: Mapping[str, tuple[str, ...]]) -> tuple[Keymap, list[UnusableKey]]:
    """Return the keys in force, and the remappings that cannot be applied.

    A key can run one command only. Where two would share it, the remapping that brought
    this about is left out, so that no command loses its key unseen.
    """
    remapped: dict[str, tuple[str, ...]] = {}
    unusable: list[UnusableKey] = []
    layout = None
    for command_id, keys in written.items():
        if command_id == PRESET:
            layout = LAYOUTS.get(keys[0])
            if layout is None:
                words = f"there is no preset {shown(keys[0])}: {did_you_mean(keys[0], LAYOUTS)}"
                unusable.append(UnusableKey(PRESET, words))
            continue
        try:
            if command_id not in BY_ID:
                near = did_you_mean(command_id, BY_ID, named="docs/keys.md lists all;")
                hint = near.partition("?")[0] + "?" if "?" in near else "docs/keys.md lists all"
                raise BadValue(f"there is no command {shown(command_id)}", hint=hint)
            remapped[command_id] = tuple(dict.fromkeys(map(read_key, keys)))
        except BadValue as error:
            unusable.append(UnusableKey(command_id, f"{error.message}: {error.hint}"))
    while clash := _clash(remapped):
        loser, key, owner = clash
        del remapped[loser]
        words = f"{show_key(key)} is the key of {owner}: give {owner} another key as well"
        unusable.append(UnusableKey(loser, words))
    return Keymap(remapped, layout), unusable


def _clash(remapped: Mapping[str, tuple[str, ...]]) -> tuple[str, str, str] | None:
    """Return a remapped command, the key it shares, and the command it shares it with."""
    owners: dict[str, str] = {}
    unchanged = [each.id for each in COMMANDS if each.id not in remapped]
    for command_id in (*unchanged, *remapped):
        for key in remapped.get(command_id, BY_ID[command_id].keys):
            if key in owners:
                return command_id, key, owners[key]
            owners[key] = command_id
    return None


DEFAULT = Keymap()
