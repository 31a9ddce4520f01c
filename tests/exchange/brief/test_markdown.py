"""The Markdown of a brief, as a renderer understands it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from exchange.brief.markdown import to_markdown
from exchange.brief.model import Brief
from store.model.entities import Source, SourceKind
from store.model.status import Status
from store.register.store import Store
from store.text import one_line
from tests.exchange.brief.briefs import brief, commitment, day, of, update
from tests.exchange.brief.hostile import ODD_ADDRESSES, SLY_ADDRESSES, SLY_REGISTER, SLY_TEXTS

TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
TAGS = {"h1", "h2", "h3", "p", "ul", "li", "strong", "a", "pre", "code"} | TABLE


def rendered(told: Brief) -> str:
    """Return the HTML that a renderer with tables, raw HTML and automatic links makes of it."""
    html: str = MarkdownIt("gfm-like", {"html": True}).render(to_markdown(told))
    return html


def test_no_text_of_the_register_acts_as_markup() -> None:
    html = rendered(brief(SLY_REGISTER))
    assert {name.lower() for name in re.findall(r"<([a-zA-Z]\w*)", html)} == TAGS
    assert set(re.findall(r'href="([^"]*)"', html)) == {"https://example.org/"}
    plain = rendered(brief(of(commitment("a"))))
    assert len(re.findall("<h1", html)) == len(re.findall("<h1", plain)) == 1


@pytest.mark.parametrize("text", [each for each in SLY_TEXTS if each])
def test_every_text_is_rendered_literally(text: str) -> None:
    titled = replace(commitment("a", due="2025"), title=text)
    shown = unescape(re.sub("<[^>]*>", "", rendered(brief(of(titled)))))
    assert f"{one_line(text)} (a)" in shown


@pytest.mark.parametrize("text", [each for each in SLY_TEXTS if each])
def test_a_note_stays_one_paragraph_whatever_its_title_begins_with(text: str) -> None:
    source = Source(text, "Somebody")
    told = to_markdown(brief(of(commitment("a", update("2026-01", Status.KEPT, source)))))
    notes = re.findall(r"^\[\^\d+\]: (.*Somebody.*)$", told, re.MULTILINE)
    (html,) = [MarkdownIt("gfm-like", {"html": True}).render(note) for note in notes]
    assert re.fullmatch(r"<p>[^<]*</p>\n", html)


def test_a_table_has_as_many_cells_in_each_row() -> None:
    lines = to_markdown(brief(SLY_REGISTER)).splitlines()
    tables = [line for line in lines if line.startswith("|")]
    bars = [len(re.findall(r"(?<!\\)\|", line)) for line in tables]
    assert set(bars) == {3, 8}


@pytest.mark.parametrize("address", SLY_ADDRESSES)
def test_an_address_that_is_no_web_page_is_told_but_not_linked(address: str) -> None:
    source = Source("A page", "Somebody", day("2026"), address)
    html = rendered(brief(of(commitment("a", update("2026-01", Status.KEPT, source)))))
    assert re.findall(r'href="([^"]*)"', html) == []
    assert f"Not linked: {one_line(address)}" in unescape(html)


@pytest.mark.parametrize(("address", "linked"), ODD_ADDRESSES.items())
def test_an_odd_address_is_linked_whole(address: str, linked: str) -> None:
    source = Source("A page", "Somebody", day("2026"), address, SourceKind.INDEPENDENT)
    told = brief(of(commitment("a", update("2026-01", Status.KEPT, source))))
    assert f"Somebody, 2026. Independent. <{linked}>" in to_markdown(told)


def test_it_reads_well_raw(india_us: Store) -> None:
    lines = to_markdown(brief(india_us.register, since=date(2026, 5, 1))).splitlines()
    assert lines[0] == "# India-US defence partnership: brief"
    assert "- **As of**: 2026-11-22" in lines
    assert "| ▸ in progress  | 45 of 76    |" in lines
    start = lines.index("### Commitments by domain[^1]")
    assert len({len(line) for line in lines[start + 2 : start + 17]}) == 1
    entry = lines.index(
        "- **Stryker combat vehicles: purchase and production in India** (js25-stryker)",
        lines.index("## Overdue"),
    )
    assert lines[entry + 1].startswith("  Due: 2025[^")
