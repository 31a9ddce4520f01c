"""HTML as blocks: the words of a page without its menus, scripts and frames."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from statements.language.lexicon import lexicon
from statements.limits import Limits
from statements.reading.document import Block, BlockKind, Reading
from statements.reading.extras import needs
from statements.reading.plain_text import looks_like_heading, to_block
from store.errors import BadFile

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "nav",
        "header",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "textarea",
        "head",
        "title",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "blockquote",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "pre",
        "address",
        "details",
        "summary",
        "body",
        "hr",
        "center",
    ]
)
_DATES = (
    'meta[property="article:published_time"]',
    'meta[name="dcterms.date"]',
    'meta[name="dcterms.issued"]',
    'meta[name="date"]',
    'meta[itemprop="datePublished"]',
)
_FRAME = frozenset(
    [
        "related",
        "share",
        "sharing",
        "social",
        "cookie",
        "cookies",
        "consent",
        "breadcrumb",
        "breadcrumbs",
        "sidebar",
        "menu",
        "navigation",
        "newsletter",
        "pagination",
        "comments",
        "recommended",
        "partage",
        "skip",
    ]
)
"""Words in the class or the id of an element that surrounds the text, as pages name them."""
_MOST_OF_FRAME = 0.4
"""The share of a page's words that such an element may hold: more of them are the text itself."""
_NAMES = re.compile(r"[a-z]+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_LEAVES = frozenset(
    [
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dd",
        "dt",
        "option",
    ]
)


def read_html(text: str, name: str, limits: Limits) -> Reading:
    """Return the paragraphs of a page. Nothing is fetched and no script runs.

    Raises `BadFile` for elements nested deeper than the limit, and `MissingExtra`.
    """
    with needs("HTML"):
        from selectolax.lexbor import LexborHTMLParser
    _refuse_deep(text, name, limits)
    tree = LexborHTMLParser(text)
    root = _main_part(tree)
    if root is not None:
        _drop_frame(root)
    blocks = tuple(_of_text(_blocks(root))) if root is not None else ()
    return Reading(blocks, title=_title(tree), date=_date(tree), url=_url(tree))


def _refuse_deep(text: str, name: str, limits: Limits) -> None:
    """Refuse nesting that only an attack has, before a tree is made of it."""
    depth = deepest = 0
    for found in _TAG.finditer(text):
        if found[2].lower() not in _LEAVES:
            depth = max(0, depth - 1) if found[1] else depth + 1
            deepest = max(deepest, depth)
    if deepest > limits.nesting:
        raise BadFile(
            f"{name} nests its elements {deepest:,} deep",
            hint="save the page as text and give that",
        )


def _main_part(tree: LexborHTMLParser) -> LexborNode | None:
    for selector in ("main", "article", "[role=main]"):
        found = tree.css_first(selector)
        if found is not None and len(found.text()) > 400:
            return found
    return tree.body


def _of_text(blocks: Iterator[Block]) -> Iterator[Block]:
    """Leave out what stands under headings such as "Related news"."""
    ended = 0
    for block in blocks:
        if block.kind == BlockKind.HEADING:
            words = block.text.lower().strip(" :.")
            if words in lexicon("en").words.page_ends:
                ended = block.level
            elif ended and block.level <= ended:
                ended = 0
        if not ended:
            yield block


def _drop_frame(root: LexborNode) -> None:
    """Take away what surrounds the text: buttons to share it, news that are related to it."""
    whole = len(root.text())
    for node in root.css("div, section, ul, ol, p"):
        named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".lower()
        if _FRAME.isdisjoint(_NAMES.findall(named)) or node.mem_id == root.mem_id:
            continue
        if len(node.text()) <= _MOST_OF_FRAME * whole:
            node.decompose()


class _Context(NamedTuple):
    """What surrounds a piece of text."""

    kind: BlockKind = BlockKind.TEXT
    level: int = 0
    number: str = ""
    strong: bool = False


def _blocks(root: LexborNode) -> Iterator[Block]:
    """Yield the blocks below a node in the order of the page, without recursion."""
    words: list[str] = []
    plain = False
    here = _Context()
    stack: list[tuple[LexborNode | None, _Context]] = [(root, here)]
    while stack:
        node, context = stack.pop()
        tag = "-close" if node is None else node.tag or ""
        if node is not None and tag == "-text":
            text = node.text_content or ""
            if text.strip():
                here = here if words else context
                plain = plain or not context.strong
                words.append(text)
            elif words:
                words.append(" ")
            continue
        if tag in _SKIPPED or (tag.startswith(("-", "!")) and node is not None):
            continue
        if tag == "br" and words and words[-1] != "\n":
            words.append("\n")
            continue
        if node is None or tag == "br" or tag in _BLOCKS or tag in _HEADINGS:
            yield from _block(words, here, strong=not plain)
            words, plain = [], False
        if node is None or tag == "br" or _is_footnote_mark(node, tag):
            continue
        if tag in _BLOCKS or tag in _HEADINGS:
            stack.append((None, context))
        stack.extend(reversed(_inside(node, tag, context)))
    yield from _block(words, here, strong=not plain)


def _is_footnote_mark(node: LexborNode, tag: str) -> bool:
    return tag == "sup" and node.text().strip().strip("[]()*").isdigit()


def _inside(node: LexborNode, tag: str, context: _Context) -> list[tuple[LexborNode, _Context]]:
    """Return what an element holds, each with what then surrounds it."""
    if tag in _HEADINGS:
        inner = _Context(BlockKind.HEADING, _HEADINGS[tag])
    elif tag in ("ul", "ol"):
        inner = _Context(BlockKind.ITEM, context.level + 1 if context.kind == BlockKind.ITEM else 1)
    elif tag in ("td", "th"):
        inner = _Context(BlockKind.CELL)
    elif tag in ("b", "strong"):
        inner = context._replace(strong=True)
    else:
        inner = context
    place = _whole(node.attributes.get("start"), 1) if tag == "ol" else 0
    style = node.attributes.get("type") if tag == "ol" else None
    found: list[tuple[LexborNode, _Context]] = []
    child = node.first_child
    while child is not None:
        if place and child.tag == "li":
            place = _whole(child.attributes.get("value"), place)
            letter = style == "a" and place <= 26
            number = f"{chr(96 + place)}." if letter else f"{place}."
            found.append((child, inner._replace(number=number)))
            place += 1
        else:
            found.append((child, inner))
        child = child.next
    return found


def _whole(text: str | None, otherwise: int) -> int:
    usable = text is not None and text.isascii() and text.isdigit() and 0 < len(text) < 5
    return max(1, int(text)) if text is not None and usable else otherwise


def _block(words: list[str], context: _Context, *, strong: bool) -> Iterator[Block]:
    text = " ".join("".join(words).split())
    if not text:
        return
    if context.kind == BlockKind.TEXT:
        if strong and looks_like_heading(text):
            yield Block(text, BlockKind.HEADING, 4)
        else:
            yield to_block(text, alone=False)
    elif context.kind == BlockKind.ITEM and context.level == 1 and context.number[:-1].isdigit():
        yield Block(text, number=context.number)
    else:
        yield Block(text, context.kind, context.level, context.number)


def _title(tree: LexborHTMLParser) -> str:
    for selector in ("h1", 'meta[property="og:title"]', "title"):
        node = tree.css_first(selector)
        if node is not None:
            words = node.attributes.get("content") if node.tag == "meta" else node.text()
            if words and words.strip():
                return " ".join(words.split())
    return ""


def _date(tree: LexborHTMLParser) -> str:
    for selector in _DATES:
        node = tree.css_first(selector)
        if node is not None and node.attributes.get("content"):
            return node.attributes["content"] or ""
    node = tree.css_first("time[datetime]")
    return (node.attributes.get("datetime") or "") if node is not None else ""


def _url(tree: LexborHTMLParser) -> str:
    node = tree.css_first('link[rel="canonical"]')
    href = (node.attributes.get("href") or "") if node is not None else ""
    return href if href.startswith(("https://", "http://")) else ""
