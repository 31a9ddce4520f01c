"""The two formats that are read: Markdown and HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from exchange.exporters import Selection
from store.register.store import Store
from store.text import one_line, visible
from tests.exchange.exporters.exports import ALL_TEXTS, selected, written

_TAGS = {
    *("html", "head", "meta", "link", "title", "style", "body", "header", "main", "h1", "p", "div"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "span", "bdi", "ul", "li", "a"),
}


class Page(HTMLParser):
    """A page taken apart: its tags, its attributes, its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in ("meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def page(selection: Selection) -> Page:
    return Page(written(selection, "html")[0].decode())


def md(selection: Selection) -> str:
    return written(selection, "md")[0].decode()


def test_the_list_names_what_a_reader_needs(small: Selection) -> None:
    assert md(small) == (
        "# Harbour partnership\n"
        "\n"
        "4 commitments, as of 2026-11-22.\n"
        "\n"
        "## Maritime\n"
        "\n"
        "- **Port visits every year** (port-visits): in progress, \\~50%, due 2025-12, overdue by "
        "326 days, behind: 50 points short of the calendar, stale: nothing heard for 559 "
        "days[^1]\n"
        "\n"
        "## Air\n"
        "\n"
        "- **Pilot school opened** (pilot-school): kept, 100%, due 2026, claimed ahead: "
        "kept claimed, in progress seen, self-declared: official sources only[^2]\n"
        "- **Common airfield code** (airfield-code): not assessed, due 2027-01-15\n"
        "- **Weather data shared** (weather-data): withdrawn, provisional: settled without a "
        "source\n"
        "\n"
        "[^1]: Ministers agree, The Daily, 2025-02-06 (independent) <https://example.org/agree>\n"
        "[^2]: Press note, Ministry of Ports, 2025-10-31 (official) <https://example.org/note>\n"
    )


def test_a_part_says_how_much_it_is_of_what(small_store: Store) -> None:
    text = md(selected(small_store, "is:overdue"))
    assert "1 of 4 commitments, found by is:overdue, as of 2026-11-22." in text


def test_no_text_is_markdown(dangerous: Selection) -> None:
    # What is left without escapes are the list's own marks.
    for line in md(dangerous).splitlines():
        bare = re.sub(r"\\.", "", line)
        assert not re.search(r"[`_{}<>|$&]", bare)
        assert bare.count("**") in (0, 2)
        assert re.sub(r"\[\^\d+\]", "", bare).count("[") == 0


def test_the_page_is_a_table_for_each_domain(small: Selection) -> None:
    found = page(small)
    assert found.tags.count("table") == found.tags.count("caption") == 2
    scopes = [value for _, name, value in found.attributes if name == "scope"]
    assert scopes.count("row") == 4
    assert scopes.count("col") == 2 * 6
    assert ("html", "lang", "en") in found.attributes
    for text in ("Port visits every year", "port-visits", "▸ in progress", "~50%", "2025-12"):
        assert text in found.text
    assert not found.open


def test_the_page_asks_for_nothing(dangerous: Selection) -> None:
    found = page(dangerous)
    assert set(found.tags) <= _TAGS
    assert not [each for each in found.attributes if each[1] in ("src", "srcset", "style")]
    policy = [value for tag, _, value in found.attributes if tag == "meta" and "default" in value]
    assert policy == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    ]
    assert "url(" not in found.text
    assert "@import" not in found.text


def test_only_addresses_of_the_web_are_links(small: Selection, dangerous: Selection) -> None:
    links = [value for tag, name, value in page(small).attributes if (tag, name) == ("a", "href")]
    assert links == ["https://example.org/agree", "https://example.org/note"]
    assert not [tag for tag, name, _ in page(dangerous).attributes if (tag, name) == ("a", "href")]
    assert not re.search(r"<(?!meta|link)[^>]*\son\w+=", written(dangerous, "html")[0].decode())


@pytest.mark.parametrize("text", ALL_TEXTS)
def test_the_page_shows_every_text_literally(dangerous: Selection, text: str) -> None:
    found = page(dangerous)
    assert one_line(text) in found.text
    assert visible(text.strip()) in found.text


def test_the_same_data_and_date_give_the_same_bytes(small_store: Store) -> None:
    for name in ("md", "html"):
        assert written(selected(small_store), name) == written(selected(small_store), name)
