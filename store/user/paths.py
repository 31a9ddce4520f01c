"""Where things live on this user's machine."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from store.errors import BadValue, CannotRead
from store.model.address import RegisterPlace, database_address

APP = "entente"
REGISTER_VARIABLE = "ENTENTE_REGISTER"
CONFIG_VARIABLE = "ENTENTE_CONFIG"
_PLATFORM: str = sys.platform


def own_register() -> Path:
    """Return the path of the user's own register, whether it exists or not."""
    from platformdirs import user_data_path  # only where no register is named: it takes a while

    return user_data_path(APP, appauthor=False) / "register.json"


def own_copy(name: str) -> Path:
    """Return the path of the user's copy of a bundled register, whether it exists or not.

    That of the first one is the user's own register.
    """
    own = own_register()
    return own if name == "india-us" else own.with_name(f"{name}.json")


def config_file() -> Path:
    """Return the path of the configuration file, whether it exists or not."""
    named = os.environ.get(CONFIG_VARIABLE, "")
    if named.strip():
        return expanded(named)
    if _PLATFORM == "linux":
        # As platformdirs has it; loading that takes longer than reading most configurations.
        base = os.environ.get("XDG_CONFIG_HOME", "").strip() or os.path.expanduser("~/.config")
        return Path(base, APP, "config.toml")
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "config.toml"


def state_file() -> Path:
    """Return where the board keeps what it remembers of itself, whether it exists or not."""
    from platformdirs import user_state_path

    return user_state_path(APP, appauthor=False) / "board.json"


def visits_file() -> Path:
    """Return where it is kept when somebody last looked at which register."""
    return state_file().with_name("visits.json")


def drafts_folder() -> Path:
    """Return where texts are kept while an editor has them, and when they cannot be read."""
    from platformdirs import user_state_path

    return user_state_path(APP, appauthor=False) / "drafts"


def review_folder() -> Path:
    """Return where a person's way through the review queue is kept, for each register a file."""
    from platformdirs import user_state_path

    return user_state_path(APP, appauthor=False) / "review"


def journal_of(register: Path) -> Path:
    """Return where the changes of a register are kept until they are in its file."""
    return register.with_name(f"{register.name}.journal")


def chosen_register(given: str | None) -> RegisterPlace | None:
    """Return the register asked for on the command line or in the environment, if any.

    Raises `BadValue` for a name of nothing but blanks, and `CannotRead` for what can name
    no file.
    """
    variable = os.environ.get(REGISTER_VARIABLE)
    for name, named in (("--register", given), (REGISTER_VARIABLE, variable)):
        if named:
            return named_place(name, named)
    return None


def named_place(where: str, text: str) -> RegisterPlace:
    """Return the place that a text names; `where` says in messages where the text stood.

    Raises `BadValue` and `CannotRead` for what can name none.
    """
    if "://" in text and (address := database_address(text)):
        return address
    if not text.strip():
        raise BadValue(f"{where} holds nothing but blanks", hint="give the path of a register")
    if "\0" in text:
        raise CannotRead(f"{where} cannot be read: its name has a NUL in it")
    path = expanded(text)
    if not path.name:
        raise CannotRead(f"{path} is a folder", hint="name the register's file itself")
    return path


def expanded(named: str) -> Path:
    """Return a path as it was written, with the home folder for `~`."""
    try:
        return Path(named).expanduser()
    except RuntimeError:
        # `~nobody`: there is no such user, so it is a name like any other.
        return Path(named)


def user_name() -> str:
    """Return the name that signs changes: the login name, or `unknown` where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
