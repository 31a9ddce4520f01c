"""The web page of a brief: well made, reachable for everybody, safe."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from exchange.brief.html import to_html
from exchange.brief.model import Brief
from store.model.entities import Source
from store.model.status import Status
from store.register.store import Store
from store.text import one_line
from tests.exchange.brief.briefs import brief, commitment, day, of, update
from tests.exchange.brief.hostile import ODD_ADDRESSES, SLY_ADDRESSES, SLY_REGISTER, SLY_TEXTS
from tests.registers import HOSTILE_REGISTER, SMALL_REGISTER

EMPTY = {"meta", "link", "br", "img", "hr", "input"}
SHAPES = {"path", "circle", "line", "rect", "use"}


class Page(HTMLParser):
    """What a browser finds in a page; every element must be closed where it was opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.headings: list[int] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        self.tags[tag] += 1
        self.attributes.append((tag, {name: value or "" for name, value in attrs}))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in SHAPES
        self.handle_starttag(tag, attrs)
        self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str) -> list[str]:
        """Return every value of an attribute."""
        return [found[name] for _, found in self.attributes if name in found]


@pytest.fixture
def page(india_us: Store) -> Page:
    """The page of the bundled register."""
    return Page(to_html(brief(india_us.register)))


def test_a_reader_of_the_page_finds_their_way(page: Page) -> None:
    assert ("html", {"lang": "en"}) in page.attributes
    assert page.tags["h1"] == page.tags["title"] - page.tags["desc"] - 1 == 1
    for landmark in ("header", "nav", "main", "footer"):
        assert page.tags[landmark] == 1
    assert page.headings[0] == 1
    assert all(
        after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False)
    )
    first_link = next(found for tag, found in page.attributes if tag == "a")
    assert first_link == {"class": "skip", "href": "#main"}


def test_every_table_has_a_caption_and_says_what_its_heads_are_for(page: Page) -> None:
    assert page.tags["table"] == page.tags["caption"] > 5
    heads = [found for tag, found in page.attributes if tag == "th"]
    assert {found["scope"] for found in heads} == {"col", "row"}


def test_links_inside_of_the_page_lead_somewhere(page: Page) -> None:
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    inside = {href[1:] for href in page.all("href") if href.startswith("#")}
    assert inside <= set(ids)
    named = {name for value in page.all("aria-labelledby") for name in value.split()}
    assert named <= set(ids)


def test_the_page_asks_nobody_for_anything(page: Page) -> None:
    assert not {"script", "img", "iframe", "object", "embed", "form", "base"} & set(page.tags)
    assert page.all("src") == []
    assert [found["href"] for tag, found in page.attributes if tag == "link"] == ["data:,"]
    assert "@import" not in page.text
    assert "url(" not in page.text
    assert any(
        found.get("content", "").startswith("default-src 'none'") for _, found in page.attributes
    )


def test_every_drawing_is_well_formed_and_told_in_words(india_us: Store) -> None:
    for register in (india_us.register, HOSTILE_REGISTER, SLY_REGISTER):
        written = to_html(brief(register))
        drawings = re.findall("<svg.*?</svg>", written, re.DOTALL)
        bars = [ElementTree.fromstring(each) for each in drawings if 'class="bar' in each]
        assert len(bars) == len(register.commitments)
        for drawing in map(ElementTree.fromstring, drawings):
            assert drawing.get("aria-hidden") == "true" or drawing.findtext("title") is not None
        for bar in bars:
            assert bar.get("role") == "img"
            assert bar.findtext("desc")


def test_a_bar_is_told_in_words() -> None:
    descriptions = {
        each.findtext("title"): each.findtext("desc")
        for each in map(
            ElementTree.fromstring,
            re.findall('<svg class="bar.*?</svg>', to_html(brief(SMALL_REGISTER))),
        )
    }
    assert descriptions["Port visits every year"] == (
        "from 2025-02, due 2025-12, in progress, past due. "
        "Milestones: First visit, met, 2025-05-12; Second visit, missed, 2025-11."
    )
    assert descriptions["Pilot school opened"] == (
        "from 2025-02-06, due 2026, kept since 2025-10-31. No milestones shown."
    )


def test_a_moved_due_date_is_told_in_words_and_by_marks() -> None:
    moved = replace(update("2026-02"), due=day("2027-03"))
    written = to_html(brief(of(commitment("a", moved, due="2026-06"))))
    assert "due 2027-03, moved from 2026-06" in written
    assert {"was-due", "now-due"} <= set(re.findall(r'href="#m-([\w-]+)"', written))


def test_what_colour_tells_is_also_told_by_a_shape_or_a_word() -> None:
    written = to_html(brief(SMALL_REGISTER))
    for words in ("▸ in progress", "✓ kept", "? not assessed", "- withdrawn"):
        assert words in written
    used = set(re.findall(r'href="#m-([\w-]+)"', written))
    assert {"met", "missed", "kept"} <= used


@pytest.mark.parametrize("text", [each for each in SLY_TEXTS if each])
def test_every_text_is_shown_literally(text: str) -> None:
    titled = replace(commitment("a", due="2025"), title=text)
    assert one_line(text) in Page(to_html(brief(of(titled)))).text


def test_no_text_of_the_register_acts_as_markup() -> None:
    plain, sly = _kinds(brief(of(commitment("a", due="2025")))), _kinds(brief(SLY_REGISTER))
    assert {tag for tag, _ in sly} - {tag for tag, _ in plain} <= {"path", "use", "line"}
    assert not {name for _, names in sly for name in names if name.startswith("on")}


def _kinds(told: Brief) -> set[tuple[str, tuple[str, ...]]]:
    return {(tag, tuple(found)) for tag, found in Page(to_html(told)).attributes}


@pytest.mark.parametrize("address", SLY_ADDRESSES)
def test_an_address_that_is_no_web_page_is_told_but_not_linked(address: str) -> None:
    source = Source("A page", "Somebody", day("2026"), address)
    page = Page(to_html(brief(of(commitment("a", update("2026-01", Status.KEPT, source))))))
    outside = {href for href in page.all("href") if not href.startswith("#")}
    assert outside == {"data:,", "https://example.org/pact"}
    assert one_line(address) in page.text


@pytest.mark.parametrize(("address", "linked"), ODD_ADDRESSES.items())
def test_an_odd_address_is_linked_whole(address: str, linked: str) -> None:
    source = Source("A page", "Somebody", day("2026"), address)
    page = Page(to_html(brief(of(commitment("a", update("2026-01", Status.KEPT, source))))))
    assert linked in page.all("href")


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_of_text_can_be_read_in_light_in_dark_and_on_paper() -> None:
    style = re.sub(r"\s+", " ", to_html(brief(SMALL_REGISTER)))
    schemes = re.findall(r":root \{ ([^}]*--ground[^}]*)\}", style)
    assert len(schemes) == 3
    for scheme in schemes:
        colours = dict(re.findall(r"--(\w+): (#\w{6})", scheme))
        for name in ("ink", "muted", "link", "plain", "blue", "purple", "green", "yellow", "red"):
            for ground in ("ground", "raised"):
                light, dark = sorted(
                    (_luminance(colours[name]), _luminance(colours[ground])), reverse=True
                )
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ground)
