"""Text of a register made harmless where it is written: Markdown, HTML, spreadsheets.

Also the head that every HTML page of ours begins with: it loads nothing and runs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

from store.text import one_line

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>|~&$#^])")
_OPENING = re.compile(r"^(\d*)([-+=.)])")
"""What can make a list, a heading or a rule of the line it begins."""
_ADDRESS = re.compile(r"(?=://|@)|(?<!:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
"""Where some readers would make a link on their own."""


def plain(text: str) -> str:
    """Return text on one line of which Markdown makes nothing, also where it begins a block."""
    return _OPENING.sub(r"\1\\\2", inert(one_line(text)))


def inert(text: str) -> str:
    """Return text of which Markdown makes nothing inside a line."""
    return _ADDRESS.sub(r"\\", _ACTIVE.sub(r"\\\1", text))


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table of cells that are Markdown themselves."""
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


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


_FORMULA = re.compile(
    r"'*(?:[\t\r\n]|[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b])"
)
"""How a cell begins that is taken for a formula, or that would read back as another text.

East Asian spreadsheets read the wide and small forms of the signs too, and some pass over
blanks and line ends before them.
"""


def guarded(text: str) -> str:
    """Return a text with a leading `'` where a spreadsheet would calculate with it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` made a cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


CUT = "… [cut here: longer than a cell can be]"
"""How a text ends that is longer than a cell of a workbook can be."""
LIST_SEPARATOR = "; "
"""What stands between the items of a list in a cell."""
_LISTED = re.compile(r'"((?:[^"]|"")*)"(?=; |\Z)')


def list_cell(items: Iterable[str]) -> str:
    """Return the cell of a list: `; ` stands between its items, and in one only within quotes.

    >>> list_cell(["India", "Korea; Republic of"])
    'India; "Korea; Republic of"'
    """
    return LIST_SEPARATOR.join(
        '"' + each.replace('"', '""') + '"' if _needs_quotes(each) else each for each in items
    )


def listed_in(cell: str) -> list[str]:
    """Return the items that `list_cell` made a cell of.

    >>> listed_in('India; "Korea; Republic of"; "Quad" leaders')
    ['India', 'Korea; Republic of', '"Quad" leaders']
    """
    items: list[str] = []
    place = 0
    while place <= len(cell):
        quoted = _LISTED.match(cell, place)
        item = quoted[1].replace('""', '"') if quoted else ""
        if quoted and _needs_quotes(item):
            end = quoted.end()
        else:
            # What somebody wrote in quotes that it does not need, they are part of.
            end = found if (found := cell.find(LIST_SEPARATOR, place)) >= 0 else len(cell)
            item = cell[place:end]
        items.append(item)
        place = end + len(LIST_SEPARATOR) if end < len(cell) else end + 1
    return items


def _needs_quotes(item: str) -> bool:
    return LIST_SEPARATOR in item or item.startswith('"')
