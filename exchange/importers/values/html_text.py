"""Cells that hold a piece of a web page, as the text somebody reads there."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "script",
        "small",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ]
)
_BLOCKS = frozenset(
    [
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "ol",
        "p",
        "pre",
        "table",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset(("script", "style"))
_ALONE = re.compile(r"<(?:br|hr|img)\b[^<>]*>", re.IGNORECASE)
_CLOSED = re.compile(r"</([a-z][a-z0-9]*)\s*>", re.IGNORECASE)
_BARE = re.compile(r"&(?!#\d+;|#[xX][0-9a-fA-F]+;|[A-Za-z][A-Za-z0-9]*;)")
"""An ampersand that begins no entity: some readers take `&copy=2` for one."""
_MANY_LINES = re.compile(r"\n{3,}")


def is_html(text: str) -> bool:
    """Whether a text has tags of a web page in it, each with its end.

    >>> is_html("<p>First</p>"), is_html("a <b and c> d")
    (True, False)
    """
    if "<" not in text:
        return False
    if _ALONE.search(text):
        return True
    lowered = text.casefold()
    return any(
        match[1].casefold() in _TAGS and f"<{match[1].casefold()}" in lowered[: match.start()]
        for match in _CLOSED.finditer(text)
    )


def text_of_html(text: str) -> str:
    """Return what a piece of a web page shows: paragraphs as lines, links with their address.

    >>> text_of_html("<p>First</p><ul><li>one</li></ul>")
    'First\\n- one'
    """
    reader = _TextReader()
    reader.feed(_BARE.sub("&amp;", text))
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()


class _TextReader(HTMLParser):
    """Gathers what is seen."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "li":
            self._new_line()
            self.parts.append("- ")
        elif tag in _BLOCKS:
            self._new_line()
        elif tag in ("td", "th"):
            self.parts.append(" ")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
        elif tag not in _TAGS:
            # What is no tag of a page was meant as text.
            self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS:
            self._new_line()
        elif tag == "a" and self._links:
            url = self._links.pop()
            shown = "".join(self.parts)
            if "://" in url and not shown.endswith(url):
                self.parts.append(f" ({url})")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)

    def _new_line(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")
