"""Web pages that need nothing else: they load nothing, run nothing and look alike."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from store.pages.links import web_address
from store.text import one_line

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)
"""What a browser may load for the page: nothing; and no script may run."""
_LOOK = Path(__file__).with_name("look.css")


def head(title: str, style: Path) -> Iterator[str]:
    """Yield a page down to its body: a title that is HTML, the common look and its own style."""
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{title}</title>"
    yield '<link rel="icon" href="data:,">'
    sheets = (each.read_text(encoding="utf-8") for each in (_LOOK, style))
    yield f"<style>\n{''.join(sheets)}</style>"
    yield "</head>"


def shown(text: str) -> str:
    """Return text on one line as HTML that shows it and does nothing."""
    return escape(one_line(text))


def linked(text: str, url: str) -> str:
    """Return text as HTML that leads to an address; beside the address, where none may."""
    told = f"<bdi>{shown(text)}</bdi>"
    if link := web_address(url):
        return f'<a href="{escape(link)}" rel="noopener noreferrer">{told}</a>'
    if url.strip():
        return f'{told} <span class="muted">(not linked: <bdi>{shown(url)}</bdi>)</span>'
    return told
