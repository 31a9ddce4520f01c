"""What commands write: JSON envelopes and plain lines; words and a progress bar on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from cli.terminal import glyphs_for, is_dumb, is_terminal, is_unicode
from exchange.derived_fields import derived_fields
from store.model.entry import Entry
from store.register.reader import ReportProgress
from store.text import escape_json, one_line

if TYPE_CHECKING:
    from cli.context import Session

JsonItem = dict[str, Any]

SCHEMA = 1
"""The version of the envelope and its fields."""


def planned_item(entry: Entry) -> JsonItem:
    """Return every field of a commitment that is not saved, and what is derived."""
    item: JsonItem = msgspec.to_builtins(entry.commitment, enc_hook=str)
    return item | derived_fields(entry)


def commitment_item(session: Session, entry: Entry) -> JsonItem:
    """Return every field of a commitment, empty and unknown ones too, and what is derived."""
    item: JsonItem = msgspec.to_builtins(entry.commitment, enc_hook=str)
    brought = session.store.document(entry.id)
    unknown = {name: value for name, value in brought.items() if name not in item}
    return item | unknown | derived_fields(entry)


def write_items(session: Session, items: Sequence[JsonItem], query: str = "") -> None:
    """Write the envelope to stdout: indented on a terminal, else one item a line."""
    head = {"schema": SCHEMA, "as_of": session.as_of.isoformat(), "query": query}
    head |= {"count": len(items)}
    if is_terminal(sys.stdout):
        print(encode(head | {"items": items}, sys.stdout, indent=2))
        return
    opening = encode(head, sys.stdout).removesuffix("}")
    lines = ",\n".join(encode(item, sys.stdout) for item in items)
    print(f'{opening}, "items": [\n{lines}\n]}}' if items else f'{opening}, "items": []}}')


def write_changed(session: Session, ids: Iterable[str]) -> None:
    """Write the commitments that a change touched, when JSON was asked for."""
    if session.json:
        entries = session.portfolio().by_id
        current = dict.fromkeys(map(session.current_id, ids))
        write_items(
            session,
            [commitment_item(session, entries[each]) for each in current if each in entries],
        )


def write_lines(rows: Iterable[Sequence[str]], names: Sequence[str] = ()) -> None:
    """Write rows to stdout, one a line, with tabs between the columns; first their names, if any.

    `names` are given where the user asked for them with `--header`.
    """
    if names:
        print("\t".join(names))
    for row in rows:
        print("\t".join(map(one_line, row)))


def encode(value: JsonItem, stream: TextIO, indent: int | None = None) -> str:
    """Return JSON that the stream can carry and no terminal acts on."""
    import json  # only for who asks for JSON: it takes a while

    unicode = is_unicode(stream)
    text = json.dumps(value, ensure_ascii=not unicode, indent=indent)
    return escape_json(text)


BAR_PATIENCE = 0.4
"""Seconds before a bar appears."""
_BAR_REST = 0.1
_BAR_WIDTH = 30


@contextmanager
def progress_bar(
    session: Session, doing: str, *, unless: bool = False
) -> Iterator[ReportProgress | None]:
    """Give what to call with how much is done of how much; None where nobody would see it.

    `unless` says that something else is being written to the terminal meanwhile.
    """
    if unless or session.json or not is_terminal(sys.stderr) or is_dumb():
        yield None
        return
    bar = _Bar(session, doing)
    try:
        yield bar.show
    finally:
        bar.clear()


class _Bar:
    """One line that is drawn over."""

    def __init__(self, session: Session, doing: str) -> None:
        self._glyphs = glyphs_for(sys.stderr, session.ascii)
        self._doing = doing
        self._next = time.monotonic() + BAR_PATIENCE
        self._drawn = False

    def show(self, done: int, total: int) -> None:
        """Draw how far it is, if it takes long and the last time is a while ago."""
        now = time.monotonic()
        if now < self._next or not total:
            return
        self._next, self._drawn = now + _BAR_REST, True
        full = _BAR_WIDTH * done // total
        line = self._glyphs.bar_full * full + self._glyphs.bar_rest * (_BAR_WIDTH - full)
        print(f"\r{self._doing} {line} {100 * done // total:3}%", end="", file=sys.stderr)
        sys.stderr.flush()

    def clear(self) -> None:
        """Leave the line as it was."""
        if self._drawn:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
