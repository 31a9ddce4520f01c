"""The keys in force: the table's own, but for what the user remapped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from store.errors import BadValue
from store.query.nearest import did_you_mean, shown
from tui.commands import BY_ID, COMMANDS
from tui.commands.command import Command
from tui.commands.keys import read_key, show_key


class Unusable(NamedTuple):
    """A remapping that is not applied, and why."""

    command_id: str
    words: str


class Keymap:
    """Which key runs which command. No key runs two."""

    def __init__(self, remapped: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Take keys as Textual names them, in place of a command's own."""
        chosen = remapped or {}
        self._keys = {each.id: chosen.get(each.id, each.keys) for each in COMMANDS}
        self._commands = {key: BY_ID[each] for each, keys in self._keys.items() for key in keys}

    def command(self, key: str) -> Command | None:
        """Return what a key runs."""
        return self._commands.get(key)

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


def keymap_of(written: Mapping[str, tuple[str, ...]]) -> tuple[Keymap, list[Unusable]]:
    """Return the keys in force, and the remappings that cannot be applied.

    A key can run one command only. Where two would share it, the remapping that brought
    this about is left out, so that no command loses its key unseen.
    """
    remapped: dict[str, tuple[str, ...]] = {}
    unusable: list[Unusable] = []
    for command_id, keys in written.items():
        try:
            if command_id not in BY_ID:
                near = did_you_mean(command_id, BY_ID, named="docs/keys.md lists all;")
                hint = near.partition("?")[0] + "?" if "?" in near else "docs/keys.md lists all"
                raise BadValue(f"there is no command {shown(command_id)}", hint=hint)
            remapped[command_id] = tuple(dict.fromkeys(map(read_key, keys)))
        except BadValue as error:
            unusable.append(Unusable(command_id, f"{error.message}: {error.hint}"))
    while clash := _clash(remapped):
        loser, key, owner = clash
        del remapped[loser]
        words = f"{show_key(key)} is the key of {owner}: give {owner} another key as well"
        unusable.append(Unusable(loser, words))
    return Keymap(remapped), unusable


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
