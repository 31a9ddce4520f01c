"""Writing a register, or what a query finds in it, in the formats other programs read.

`select` takes out of a portfolio what is to be written, a `Selection` that no later change
touches; `save` writes it to a path and `write` to a stream, in one of `FORMATS`. A file appears
whole or not at all, and is never overwritten unless that is asked for.
"""

from exchange.exporters.exporter import save, write
from exchange.exporters.formats import (
    FORMATS,
    SHEETS,
    ExportFormat,
    ExportOptions,
    Written,
    format_for,
    format_named,
)
from exchange.exporters.selection import Selection, select

__all__ = [
    "FORMATS",
    "SHEETS",
    "ExportFormat",
    "ExportOptions",
    "Selection",
    "Written",
    "format_for",
    "format_named",
    "save",
    "select",
    "write",
]
