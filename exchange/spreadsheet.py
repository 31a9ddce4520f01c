"""Cells that a spreadsheet must not take for formulas."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How a cell begins that is taken for a formula, or that would read back as another text."""


def guarded(text: str) -> str:
    """Return a text with a leading `'` where a spreadsheet would calculate with it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` made a cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
