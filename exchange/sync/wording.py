"""A sync in words: what each commitment went through, for people, commits and the history."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from exchange.merge.register_state import ORDER, RegisterState
from exchange.merge.three_way import shared
from store.model.describe import describe
from store.model.entities import Commitment
from store.register.codec import from_document
from store.storage.documents import Document
from store.text import counted, one_line

_SHORT = 60
"""Characters of a message's first line after which no more commitments are named in it."""
_LISTED = 50
"""Commitments that a commit's message names."""


def changes_between(before: RegisterState, after: RegisterState) -> dict[str, str]:
    """Return what changed in words, by the id of each commitment; the register itself has none."""
    said = {}
    if _own(before) != _own(after):
        names = sorted(
            name
            for name in {*before.head, *after.head}
            if name != ORDER and before.head.get(name) != after.head.get(name)
        )
        said[""] = f"the register's {', '.join(names).replace('_', ' ')}"
    for name in dict.fromkeys([*after.order, *before.order]):
        old, new = before.commitments.get(name), after.commitments.get(name)
        if old != new:
            words = describe(_read(old), _read(new)).partition(": ")[2]
            said[name] = one_line(words) if words != "nothing changed" else "changed"
    return said


def message_of(said: Mapping[str, str], *, merge: bool = False, copies: int = 0) -> str:
    """Return the message of a commit: in its first line all of it, or of what; then a line each."""
    lines = [_line(name, words) for name, words in said.items()]
    if copies:
        lines.append(f"{counted(copies, 'kept copy', 'kept copies')} of sources")
    if not lines:
        return "Merge of what is the same already\n" if merge else "another order of commitments\n"
    what = lines[0] if len(lines) == 1 or not said else _counted(said)
    return _message(f"Merge {what}" if merge else what, lines if len(lines) > 1 else [])


def _counted(said: Mapping[str, str]) -> str:
    """Say how many changes there are, and of which commitments, in one short line."""
    first, *others = (one_line(name) or "the register" for name in said)
    text = f"{counted(len(said), 'change')}: {first}"
    for number, name in enumerate(others, start=1):
        if len(text) + len(name) > _SHORT:
            return f"{text} and {len(others) - number + 1} more"
        text = f"{text}, {name}"
    return text


def label_of(said: Mapping[str, str], folder: Path, mark: str) -> str:
    """Return what an import is called in the register's history; it ends with `mark`."""
    lines = [_line(name, words) for name, words in said.items()]
    what = lines[0] if len(lines) == 1 else counted(len(lines), "change")
    return f"sync with {one_line(folder.name)}: {what} {mark}"


def _message(first: str, lines: list[str]) -> str:
    more = [f"and {len(lines) - _LISTED} more"] if len(lines) > _LISTED else []
    body = "\n".join(lines[:_LISTED] + more)
    return f"{first}\n\n{body}\n" if body else f"{first}\n"


def _line(name: str, words: str) -> str:
    return f"{one_line(name)}: {words}" if name else words


def _own(state: RegisterState) -> Document:
    return {key: each for key, each in state.head.items() if key != ORDER}


def _read(document: Document | None) -> Commitment | None:
    if document is None:
        return None
    return from_document(shared(document), Commitment, str(document.get("id", "")))
