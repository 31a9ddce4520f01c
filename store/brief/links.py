"""Which addresses may become links."""

from __future__ import annotations

import re
from urllib.parse import quote

from store.text import one_line

_WEB = re.compile(r"https?://[^\s/?#@\\]+(?:[/?#][^\s\\]*)?", re.IGNORECASE)
_KEPT = "!#$%&'()*+,/:;=?@[]~-._"
"""What an address may hold as it is; the rest, also what ends one in Markdown, is escaped."""


def link_of(url: str) -> str | None:
    """Return the address to link to: plain ASCII; None for all but whole http(s) addresses."""
    address = one_line(url)
    if address != url.strip() or not _WEB.fullmatch(address):
        return None
    return quote(address, safe=_KEPT)
