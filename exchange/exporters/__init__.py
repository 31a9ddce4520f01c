"""Writing a register, or what a query finds in it, in the formats other programs read."""

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
