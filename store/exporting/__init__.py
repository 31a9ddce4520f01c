"""Writing a register, or what a query finds in it, in the formats other programs read."""

from store.exporting.export import save, write
from store.exporting.formats import FORMATS, SHEETS, Format, Options, format_for, format_named
from store.exporting.selection import Selection, select
from store.exporting.written import Progress, Written

__all__ = [
    "FORMATS",
    "SHEETS",
    "Format",
    "Options",
    "Progress",
    "Selection",
    "Written",
    "format_for",
    "format_named",
    "save",
    "select",
    "write",
]
