"""The page of keys in the manual, made from the table of commands."""

from __future__ import annotations

from tui.commands.keymap import DEFAULT
from tui.commands.table import grouped
from tui.widgets.mark_strip import ORDER


def keys_page() -> str:
    """Return `docs/keys.md`."""
    lines = [
        "# Keys",
        "",
        "Made from `tui/commands` by `make docs`. On the board, `?` shows the same. Keys can be",
        "changed in the [configuration](config.md).",
    ]
    for group, commands in grouped():
        lines += ["", f"## {group}", ""]
        lines += ["| Keys | Command | What it does | Name under `[keys]` |", "|---|---|---|---|"]
        for command in commands:
            keys = " ".join(f"`{key}`" for key in DEFAULT.all(command.id).split())
            lines.append(f"| {keys} | {command.name} | {command.tooltip} | `{command.id}` |")
    lines += [
        "",
        "## The marking strip",
        "",
        "`space` on a commitment opens it. A digit sets tens of percent, a letter sets the status;",
        "any other key leaves it and changes nothing.",
        "",
        "| Key | Status | Shown as |",
        "|---|---|---|",
    ]
    lines += [f"| `{each.key}` | {each.words} | {each.glyph} {each.code} |" for each in ORDER]
    return "\n".join(lines) + "\n"
