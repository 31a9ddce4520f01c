"""What the tests of all formats share: registers that are hard to write, and writing them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from itertools import starmap
from pathlib import Path

from hypothesis import strategies as st
from msgspec.structs import replace

from exchange.exporters import ExportOptions, Selection, Written, format_named, select, write
from exchange.exporters.exporter import DEFAULT
from store.model.entities import Register
from store.query import parse_query
from store.register.store import Store
from tests.conftest import AS_OF, make_store
from tests.registers import HOSTILE_REGISTER, HOSTILE_TEXTS, hostile_commitment

DANGEROUS_TEXTS = (
    '=cmd|"/c calc"!A1',
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'=1",
    "''",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '"><a href="http://evil.example/">x</a>',
    "javascript:alert(1)",
    "<r><t>x</t></r>",
    "<r></r><v>1</v></r>",
    "_x001B_",
    "&open;&lt;&#8202;",
    'one, "two"; three\\, four',
    "BEGIN:VEVENT\nUID:x\nEND:VEVENT",
    "\uffff\ufffe",
    "*a* _b_ `c` [d](e) ![f](g) | h",
)
"""Texts that have broken a spreadsheet, a page, a calendar or a list."""

ALL_TEXTS = HOSTILE_TEXTS + DANGEROUS_TEXTS

DANGEROUS_REGISTER = replace(
    HOSTILE_REGISTER,
    commitments=tuple(starmap(hostile_commitment, enumerate(ALL_TEXTS))),
)
"""One commitment for each of these texts, in every field."""

texts = st.one_of(st.sampled_from(ALL_TEXTS), st.text(st.characters(codec="utf-8"), max_size=30))


def selected(store: Store, query: str = "", as_of: date = AS_OF) -> Selection:
    """Take out what a query finds."""
    return select(store, store.view(parse_query(query, store.vocabulary), as_of))


def written(
    selection: Selection,
    name: str,
    options: ExportOptions = DEFAULT,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[bytes, Written]:
    """Return what a text format writes, and what it says of it."""
    out = io.BytesIO()
    told = write(selection, format_named(name), out, options=options, progress=progress)
    return out.getvalue(), told


def dangerous_store(folder: Path) -> Store:
    """Make the register of dangerous texts."""
    return store_of(folder, DANGEROUS_REGISTER)


def store_of(folder: Path, register: Register) -> Store:
    """Make a register in a folder."""
    return make_store(folder / "r.json", register)
