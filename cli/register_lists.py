"""What the commands share that manage a register's lists of domains and instruments."""

from __future__ import annotations

from collections.abc import Sequence

from cli.confirming import confirm
from cli.context import Session
from cli.errors import BadUsage
from cli.output import JsonItem, write_items, write_lines
from store.errors import BadValue
from store.model.register_edits import Uses
from store.model.reshaping import RegisterEdit
from store.text import shown

ACTIONS = ("add", "edit", "rename", "id", "move", "merge", "remove")
_WORDS = {
    "add": (1, None, "ID [NAME]"),
    "edit": (1, 1, "ID"),
    "rename": (2, None, "ID NAME"),
    "id": (2, 2, "ID NEW"),
    "move": (2, 2, "ID PLACE"),
    "merge": (2, 2, "ID INTO"),
    "remove": (1, 1, "ID"),
}
"""How many words each action takes at least and at most, and what they are."""
_MOST = 20


def words_for(command: str, action: str, words: Sequence[str]) -> list[str]:
    """Return the words of a command's action. Raises `BadUsage` for too few and too many."""
    least, most, meant = _WORDS[action]
    if len(words) < least or (most is not None and len(words) > most):
        raise BadUsage(f"{action} takes {meant}", hint=f"`entente {command} --help` shows how")
    return list(words)


def place_of(text: str) -> int:
    """Read a place in a list, counted from 1. Raises `BadValue`."""
    if not text.isascii() or not text.isdecimal():
        raise BadValue(f"{shown(text)} is no place in the list", hint="give a number from 1 on")
    return int(text[:9])


def _uses_items(uses: Uses) -> list[JsonItem]:
    """Return what uses a domain or an instrument, one item each."""
    found = [("commitment", each.id, each.title) for each in uses.commitments]
    found += [("instrument", each.id, each.title) for each in uses.instruments]
    found += [("view", each.name, each.query) for each in uses.views]
    return [{"kind": kind, "id": name, "title": title} for kind, name, title in found]


def require_uses(action: str | None) -> None:
    """Raise `BadUsage` for a dry run of what nothing can use."""
    if action not in ("merge", "remove"):
        raise BadUsage("--dry-run goes with merge and remove", hint="it says what they touch")


def _uses_lines(name: str, uses: Uses) -> list[str]:
    """Return what uses a domain or an instrument, first counted and then one by one."""
    if not uses.words:
        return [f"nothing uses {name}"]
    lines = [f"{name} is used by {uses.words}"]
    lines += [f"  {each.id}  {each.title}" for each in uses.commitments[:_MOST]]
    if len(uses.commitments) > _MOST:
        lines.append(f"  and {len(uses.commitments) - _MOST} more")
    lines += [f"  {each.id}  {each.title}" for each in uses.instruments]
    lines += [f"  view “{each.name}”: {each.query}" for each in uses.views]
    return lines


def may_go(
    session: Session, kind: str, doing: str, name: str, uses: Uses, *, dry_run: bool, yes: bool
) -> bool:
    """Say what uses a domain or an instrument that is to go, and ask; return whether it may.

    `doing` is what is asked, such as `Remove the domain air`. A dry run only says what uses it, and
    what nothing uses goes without a question. Raises what `confirm` raises.
    """
    if not dry_run:
        lines = _uses_lines(name, uses)
        confirm(f"{kind}s", lines, f"{doing}?", yes=yes or not uses.words)
        return True
    if session.json:
        write_items(session, _uses_items(uses))
    else:
        write_lines((each,) for each in _uses_lines(name, uses))
    return False


def save_list(session: Session, edit: RegisterEdit, label: str) -> None:
    """Save an edit to one of the lists as one change, and say what takes it back."""
    change = session.store.restructure(edit, label)
    session.say(f"{change.label} · `entente undo` takes it back")
