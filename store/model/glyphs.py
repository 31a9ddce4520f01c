"""Every glyph that is drawn or printed, and its twin for terminals that have ASCII only.

The board and the printed commands use one set. What is printed need not keep to one cell a
glyph, so a few of its glyphs are others.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from store.model.dates import PartialDate, written
from store.model.status import Status


class Glyphs(Struct, frozen=True):
    """One set of glyphs; on the board each is one cell wide."""

    unicode: bool
    ellipsis: str = "…"
    dash: str = "—"
    dot: str = "·"
    arrow: str = "→"
    cursor: str = "›"
    chosen: str = "•"
    picked: str = "▪"
    bar_full: str = "█"
    bar_rest: str = "░"
    elapsed: str = "━"
    ahead: str = "─"
    open_end: str = "┄"
    today: str = "┆"
    earlier: str = "‹"
    later: str = "›"
    met: str = "◆"
    pending: str = "◇"
    was_due: str = "◦"
    """Where a due date was before it was moved."""
    missed: str = "!"
    done: str = "✓"
    up: str = "▲"
    down: str = "▼"
    band: str = "─"
    band_own: str = "━"
    band_start: str = "├"
    band_end: str = "┤"
    corner_top_left: str = "┌"
    corner_top_right: str = "┐"
    corner_bottom_left: str = "└"
    corner_bottom_right: str = "┘"
    edge: str = "│"
    rule: str = "─"
    dates: str = "iso"
    """How dates are written."""

    def date(self, when: PartialDate | date) -> str:
        """Return a date as this user likes to read it, as exact as it is and no more."""
        return written(PartialDate.of(when) if isinstance(when, date) else when, self.dates)

    def status(self, status: Status) -> str:
        """Return the glyph of a status."""
        return (_STATUS if self.unicode else _STATUS_ASCII)[status]

    def words(self, text: str) -> str:
        """Return our own words with their typographic signs as this terminal has them."""
        return text if self.unicode else text.translate(_TYPED)


_STATUS = {status: status.glyph for status in Status}
_STATUS_ASCII = {status: status.ascii for status in Status}
_TYPED = str.maketrans(
    {"…": "...", "—": "-", "·": "-", "→": "->", "“": '"', "”": '"', "’": "'", "–": "-", "›": ">"}
    | {glyph: _STATUS_ASCII[status] for status, glyph in _STATUS.items()}
)

UNICODE = Glyphs(unicode=True)
ASCII = Glyphs(
    unicode=False,
    ellipsis="~",
    dash="-",
    dot="-",
    arrow=">",
    cursor=">",
    chosen="*",
    picked="#",
    bar_full="#",
    bar_rest=".",
    elapsed="=",
    ahead="-",
    open_end=".",
    today=":",
    earlier="<",
    later=">",
    met="*",
    pending="o",
    was_due=",",
    missed="!",
    done="v",
    up="^",
    down="v",
    band="-",
    band_own="=",
    band_start="[",
    band_end="]",
    corner_top_left="+",
    corner_top_right="+",
    corner_bottom_left="+",
    corner_bottom_right="+",
    edge="|",
    rule="-",
)

PRINTED_UNICODE = replace(UNICODE, bar_full="━", bar_rest="─", up="↑", down="↓")
PRINTED_ASCII = replace(ASCII, ellipsis="...", arrow="->", bar_full="=", bar_rest="-")
