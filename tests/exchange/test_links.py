"""Which addresses may become links."""

from __future__ import annotations

import pytest

from exchange.escaping import web_address
from tests.exchange.exporters.exports import DANGEROUS_TEXTS


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/agree",
        "HTTP://example.org",
        "https://example.org/@ministry",
        "https://example.org/a(b)?c=1&d=%20#e",
        "https://[::1]:8000/",
    ],
)
def test_an_address_of_the_web_is_one(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (" https://example.org/\n", "https://example.org/"),
        ("https://example.org/नोट", "https://example.org/%E0%A4%A8%E0%A5%8B%E0%A4%9F"),
        ('https://example.org/"onload="x', "https://example.org/%22onload=%22x"),
        ("https://example.org/<b>", "https://example.org/%3Cb%3E"),
    ],
)
def test_what_could_end_an_address_is_escaped(url: str, address: str) -> None:
    assert web_address(url) == address


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "https://",
        "https:///path",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org/",
        "https://bank.example@evil.example/",
        "https://example.org/ javascript:x",
        "https://example.org/\nx",
        'https://example.org"onload="x',
        "https://example.org\\@evil.example/",
        "https://example.org/\u202e",
        "https://[example.org/",
        *DANGEROUS_TEXTS,
    ],
)
def test_anything_else_is_not(url: str) -> None:
    assert web_address(url) is None
