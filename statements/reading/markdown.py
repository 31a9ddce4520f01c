"""Markdown as blocks, its front matter read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from statements.reading.document import Block, BlockKind, Reading
from statements.reading.plain_text import looks_like_heading, to_block

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z][\w-]*):[ \t]*(.*)")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,400}>")
_FRONT_LIMIT = 20_000


def read_markdown(text: str) -> Reading:
    """Return the paragraphs of a Markdown text: emphasis removed, links reduced to their words.

    >>> reading = read_markdown("---\\ntitle: Joint Statement\\n---\\n**Trade**\\n\\nWe *meet*.")
    >>> reading.title, [each.text for each in reading.blocks]
    ('Joint Statement', ['Trade', 'We meet.'])
    """
    front, body = _front_matter(text)
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table").disable("image")
    blocks = tuple(_blocks(parser.parse(body)))
    return Reading(
        blocks,
        title=front.get("title", ""),
        date=front.get("date", ""),
        url=front.get("source_url", "") or front.get("url", ""),
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    text = text.removeprefix("\ufeff")
    found = _FRONT.match(text[:_FRONT_LIMIT])
    if found is None:
        return {}, text
    fields: dict[str, str] = {}
    for line in found[1].splitlines():
        field = _FIELD.match(line)
        if field:
            fields.setdefault(field[1].lower(), _scalar(field[2].strip()))
    return fields, text[found.end() :]


def _scalar(value: str) -> str:
    """Return a YAML scalar of one line; double quotes keep their escapes, as YAML has them."""
    if len(value) >= 2 and value[0] == value[-1] == '"':
        inner = value[1:-1].replace("\\_", " ").replace('\\"', '"')
        return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), inner)
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    depth = heading = 0
    fresh = cell = False
    number = ""
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
            case "list_item_open":
                fresh = True
                number = f"{token.info}{token.markup}" if token.info else ""
            case "heading_open":
                heading = int(token.tag[1:])
            case "heading_close":
                heading = 0
            case "th_open" | "td_open":
                cell = True
            case "th_close" | "td_close":
                cell = False
            case "inline":
                lines = list(_lines(token))
                for text, strong in lines:
                    if heading:
                        yield Block(text, BlockKind.HEADING, heading)
                    elif cell:
                        yield Block(text, BlockKind.CELL)
                    elif depth:
                        yield _item(text, depth, number, fresh)
                        fresh, number = False, ""
                    elif strong and looks_like_heading(text):
                        yield Block(text, BlockKind.HEADING, 3)
                    else:
                        yield to_block(text, alone=len(lines) == 1)
            case "html_block":
                text = " ".join(unescape(_TAG.sub(" ", token.content)).split())
                if text:
                    yield to_block(text, alone=False)
            case "code_block" | "fence":
                for part in token.content.split("\n\n"):
                    if part.strip():
                        yield to_block(" ".join(part.split()), alone=False)


def _item(text: str, depth: int, number: str, fresh: bool) -> Block:
    """Return an item; a numbered one of the outermost list is a paragraph with its number."""
    if fresh and number and depth == 1:
        return Block(text, number=number)
    return Block(text, BlockKind.ITEM if fresh else BlockKind.TEXT, depth, number)


def _lines(token: Token) -> Iterator[tuple[str, bool]]:
    """Yield the lines that hard breaks part, and whether all of a line is strong."""
    words: list[str] = []
    strong = plain = 0
    for child in token.children or ():
        if child.type == "hardbreak":
            yield from _line(words, strong=not plain)
            words, plain = [], 0
        elif child.type in ("text", "code_inline"):
            words.append(child.content)
            plain += bool(child.content.strip()) and not strong
        elif child.type == "softbreak":
            words.append(" ")
        elif child.type == "strong_open":
            strong += 1
        elif child.type == "strong_close":
            strong -= 1
    yield from _line(words, strong=not plain)


def _line(words: list[str], *, strong: bool) -> Iterator[tuple[str, bool]]:
    raw = "".join(words).strip()
    text = " ".join(raw.replace("**", "").split())
    if text.strip("#*_ "):
        # Editors write `**Trade **`, which is no emphasis in Markdown but was meant as one.
        yield text, strong or (raw.startswith("**") and raw.endswith("**"))
