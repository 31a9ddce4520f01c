"""The page of the configuration in the manual, made from the table of options."""

from __future__ import annotations

from store.user.config import OPTIONS
from store.user.paths import CONFIG_VARIABLE
from tui.commands.keyboards import LAYOUTS


def config_page() -> str:
    """Return `docs/config.md`."""
    rows = [
        f"| `{each.name}` | {each.values} | `{each.example}` | {each.meaning} |"
        for each in OPTIONS
        if each.name != "theme"
    ]
    theme = next(each for each in OPTIONS if each.name == "theme")
    presets = "\n".join(f'- `preset = "{each.name}"`: {each.about}' for each in LAYOUTS.values())
    return f"""# Configuration

Made from `store/user/config.py` by `make docs`.

Entente needs no configuration. `entente where` says where the file would be; `{CONFIG_VARIABLE}`
names another one. It is TOML:

```toml
theme = "light"
stale-days = 180

[keys]
undo = "ctrl+z"
down = ["j", "n", "down"]
```

| Option | May be | Unless given | What it does |
|---|---|---|---|
| `{theme.name}` | {theme.values} | as last chosen, else `dark` | {theme.meaning} |
{chr(10).join(rows)}

What cannot be used is reported with its line and the nearest valid word, by the board when it opens
and by printed commands on stderr; the rest of the file is used. The board's `?` lists all of it.

The days count for the board, for printed commands and for the flags of [queries](queries.md).

A theme chosen on the board (`C`) is remembered in a file of its own, never in this one, and counts
while this one names none.

## Keys

Under `[keys]`, a command's name stands for a key or a list of keys, which take the place of all its
own. The names are in [keys](keys.md). A key is written as one character (`"x"`, `"X"`, `"/"`), by
name (`"space"`, `"f5"`, `"pagedown"`), or with `ctrl+`, `alt+` or `shift+` before it. Footer, help,
palette and messages show the keys as they are then.

On a keyboard whose letters are others, `preset` under `[keys]` names its layout, and each key runs
the command of the Latin key in its place:

{presets}

A key can only do one thing. When two commands would share one, the line that brings this about is
reported and not applied; give the other command another key as well to swap them. Keys of the
marking strip, of forms and of the filter line are apart from these, and stay as they are.
"""
