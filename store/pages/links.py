"""Which addresses may become links."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_WEB = re.compile(r"""https?://[^\s/?#@\\<>"]+(?:[/?#][^\s\\]*)?""", re.IGNORECASE)
_KEPT = "!#$%&'()*+,/:;=?@[]~-._"
"""What an address may hold as it is; the rest, also what ends one in Markdown, is escaped."""


def web_address(url: str) -> str | None:
    """Return the address to link to: plain ASCII; None for all but whole http(s) addresses.

    One that names a user is none: `https://bank.example@elsewhere.example` leads elsewhere.
    """
    address = url.strip()
    # What is not printable could turn the text around it, or hide where it leads.
    if not address.isprintable() or not _WEB.fullmatch(address):
        return None
    try:
        return quote(address, safe=_KEPT) if urlsplit(address).hostname else None
    except ValueError:
        return None
