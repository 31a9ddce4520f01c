"""One paste: title, publisher, date, address and whose word it is."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from exchange.source_intake import is_site_of, kind_of, read_source, site_of
from fixtures import bundled
from store.model.dates import PartialDate
from store.model.entities import Commitment, Register, Source, SourceKind, Update
from store.register.codec import read_register
from tests.registers import HOSTILE_TEXTS, SMALL_REGISTER

REGISTER = replace(SMALL_REGISTER, official_bodies=("gov.avalon", "navy.borduria"))


@pytest.mark.parametrize(
    ("text", "title", "publisher", "date", "url"),
    [
        ("Ports open", "Ports open", "", None, ""),
        ("Ports open, The Daily, 3 May 2026", "Ports open", "The Daily", "2026-05-03", ""),
        (
            "Ports open | The Daily\nhttps://example.org/a, 2026-05-03",
            "Ports open",
            "The Daily",
            "2026-05-03",
            "https://example.org/a",
        ),
        ("https://example.org/b", "", "The Daily", None, "https://example.org/b"),
        ("(see https://x.example/a).", "see", "", None, "https://x.example/a"),
        (
            "Ports, https://x.example/Oslo_(port)",
            "Ports",
            "",
            None,
            "https://x.example/Oslo_(port)",
        ),
        ("Meeting on 03/04/2026", "Meeting on 03/04/2026", "", None, ""),
    ],
)
def test_the_parts_of_a_paste_are_told_apart(
    text: str, title: str, publisher: str, date: str | None, url: str
) -> None:
    register = replace(SMALL_REGISTER, commitments=SMALL_REGISTER.commitments[:1])
    found = read_source(text, register)
    assert (found.title, found.publisher, found.url) == (title, publisher, url)
    assert (str(found.date) if found.date else None) == date


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.ports.gov.avalon/x", SourceKind.OFFICIAL),
        ("navy.borduria/fleet", SourceKind.OFFICIAL),
        ("https://gov.avalon.example/x", SourceKind.UNKNOWN),
        ("https://fakegov.avalon/x", SourceKind.UNKNOWN),
        ("https://other.example/x", SourceKind.UNKNOWN),
        ("", SourceKind.UNKNOWN),
        ("https://[broken", SourceKind.UNKNOWN),
    ],
)
def test_official_is_what_the_register_lists_and_nothing_is_independent_by_default(
    url: str, kind: SourceKind
) -> None:
    assert kind_of(url, REGISTER) is kind


def test_a_site_is_what_it_was_filed_as_unless_it_was_filed_both_ways() -> None:
    daily = replace(SMALL_REGISTER, commitments=SMALL_REGISTER.commitments[:1])
    assert kind_of("https://example.org/new", daily) is SourceKind.INDEPENDENT
    assert kind_of("https://example.org/new", SMALL_REGISTER) is SourceKind.UNKNOWN


def _filed(*sources: Source) -> Register:
    """A register that has filed these."""
    seen = PartialDate.parse("2026")
    updates = tuple(Update(f"u{n}", seen, source=each) for n, each in enumerate(sources))
    return Register("", commitments=(Commitment("a", "A", updates=updates),))


_HINDU = Source(
    "Ports open",
    "The Hindu",
    url="https://web.archive.org/web/2025/https://www.thehindu.com/a",
    kind=SourceKind.INDEPENDENT,
)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://web.archive.org/web/2026/https://www.mea.gov.in/press.htm", SourceKind.OFFICIAL),
        ("web.archive.org/web/20260101000000id_/http:/pib.gov.in/x", SourceKind.OFFICIAL),
        ("http://web.archive.org/web/2026im_/www.pib.gov.in/x.png", SourceKind.OFFICIAL),
        ("https://web.archive.org/web/2026*/https://pib.gov.in/", SourceKind.OFFICIAL),
        (
            "https://web.archive.org/web/1/https://web.archive.org/web/2/https://pib.gov.in/",
            SourceKind.OFFICIAL,
        ),
        ("https://www.thehindu.com/b", SourceKind.INDEPENDENT),
        ("https://web.archive.org/web/2026/https://thehindu.com/c", SourceKind.INDEPENDENT),
        ("https://web.archive.org/web/2026/https://other.example/a", SourceKind.UNKNOWN),
        ("https://web.archive.org/about", SourceKind.UNKNOWN),
        ("https://archive.ph/AbCdE", SourceKind.UNKNOWN),
    ],
)
def test_an_archived_page_is_the_word_of_the_site_it_was_kept_from(
    url: str, kind: SourceKind
) -> None:
    assert kind_of(url, _filed(_HINDU)) is kind


@pytest.mark.parametrize(
    ("filed", "new"),
    [
        ("https://x.com/MEAIndia/status/1", "https://x.com/somebody/status/2"),
        ("https://www.youtube.com/watch?v=1", "https://m.youtube.com/watch?v=2"),
        ("https://archive.ph/AbCdE", "https://archive.ph/FgHiJ"),
        ("https://docs.google.com/document/d/1", "https://docs.google.com/document/d/2"),
        ("https://ministry.blogspot.com/a", "https://ministry.blogspot.com/b"),
        ("https://web.archive.org/web/2/https://t.me/a/1", "https://t.me/b/1"),
    ],
)
def test_where_anybody_publishes_one_page_says_nothing_of_another(filed: str, new: str) -> None:
    register = _filed(Source("Post", "Ministry", url=filed, kind=SourceKind.OFFICIAL))
    found = read_source(f"Another post {new}", register)
    assert (found.kind, found.publisher) == (SourceKind.UNKNOWN, "")


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example\\@pib.gov.in/",
        "https://web.archive.org/web/2026/https://evil.example\\@pib.gov.in/",
        "https://pib.gov.in@evil.example/",
        "https://evil.example/?https://pib.gov.in/",
        "evil.example/?to=https://pib.gov.in/",
    ],
)
def test_an_address_that_only_looks_official_is_not(url: str) -> None:
    assert kind_of(url, Register("")) is SourceKind.UNKNOWN


def test_an_address_alone_is_known_for_what_it_is() -> None:
    assert read_source("www.example.org/x", REGISTER).is_bare_address
    assert not read_source("Page www.example.org/x", REGISTER).is_bare_address


@pytest.mark.parametrize(
    "text",
    [
        "<https://pib.gov.in/x>",
        "(https://pib.gov.in/x)",
        '"https://pib.gov.in/x"',
        "“https://pib.gov.in/x”",
        "[https://pib.gov.in/x]",
        "* https://pib.gov.in/x",
        "> https://pib.gov.in/x",
        "• https://pib.gov.in/x",
        "- https://pib.gov.in/x",
        "1. https://pib.gov.in/x",
        "(2) https://pib.gov.in/x",
        "URL: https://pib.gov.in/x",
        "Source: <https://pib.gov.in/x>, accessed 1 May 2026",
        "https://pib.gov.in/x https://mea.gov.in/y",
        "https://pib.gov.in/x\nhttps://mea.gov.in/y\n",
        "31 October 2025 https://pib.gov.in/x",
        "[](https://pib.gov.in/x)",
    ],
)
def test_signs_and_labels_around_an_address_make_no_evidence_of_it(text: str) -> None:
    found = read_source(text, Register(""))
    assert found.is_bare_address
    assert found.url == "https://pib.gov.in/x"


@pytest.mark.parametrize(
    ("text", "title", "url"),
    [
        ("pib.gov.in/x", "", "pib.gov.in/x"),
        ("<pib.gov.in/x>", "", "pib.gov.in/x"),
        ("* pib.gov.in", "", "pib.gov.in"),
        ("URL: PIB.gov.in/x", "", "PIB.gov.in/x"),
        ("pib.gov.in/x mea.gov.in/y", "", "pib.gov.in/x"),
        ("pib.gov.in/x Pact signed", "Pact signed", "pib.gov.in/x"),
        ("Pact signed (thehindu.com/a).", "Pact signed", "thehindu.com/a"),
        ("Pact signed <https://pib.gov.in/x>", "Pact signed", "https://pib.gov.in/x"),
        ("* Pact signed https://pib.gov.in/x", "Pact signed", "https://pib.gov.in/x"),
        ('"https://pib.gov.in/x" Pact signed', "Pact signed", "https://pib.gov.in/x"),
        ('"Pact" signed https://pib.gov.in/x', '"Pact" signed', "https://pib.gov.in/x"),
        ("Order F.No/12 of the ministry", "Order F.No/12 of the ministry", ""),
        ("U.S./India statement", "U.S./India statement", ""),
        ("Letter of a.b@pib.gov.in", "Letter of a.b@pib.gov.in", ""),
        ("Pact of Node.js users", "Pact of Node.js users", ""),
        ("समझौता https://pib.gov.in/x", "समझौता", "https://pib.gov.in/x"),
    ],
)
def test_an_address_is_told_from_the_words_beside_it(text: str, title: str, url: str) -> None:
    found = read_source(text, Register(""))
    assert (found.title, found.url) == (title, url)


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, "", "http://", "www.", "\0 https://a.b/\0"])
def test_any_text_can_be_pasted(text: str) -> None:
    found = read_source(f"{text} https://example.org/x {text}", REGISTER)
    assert found.url.startswith("http")
    assert not is_site_of(site_of(text), ())


def test_the_quad_register_takes_no_government_for_a_third_party() -> None:
    quad = read_register(bundled("quad"), "quad")
    assert kind_of("https://gov.fm/?p=1", quad) is SourceKind.UNKNOWN
    assert kind_of("https://www.aiffp.gov.au/news", quad) is SourceKind.OFFICIAL
