"""Addresses that may become links."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"""https?://[^\s<>"]+""", re.IGNORECASE)


def web_address(url: str) -> str | None:
    """Return an address of the web, whole and without surprises; None for anything else."""
    # What is not printable could turn the text around it, or hide where it leads.
    if not url.isprintable() or not _ADDRESS.fullmatch(url):
        return None
    try:
        return url if urlsplit(url).hostname else None
    except ValueError:
        return None
