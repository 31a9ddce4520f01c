"""Texts that break out of Markdown and HTML, one commitment for each, in every field."""

from __future__ import annotations

from msgspec.structs import replace

from store.model.entities import Commitment, FollowUp, Instrument, Milestone, Register, Source
from store.model.status import Status
from tests.exchange.brief.briefs import commitment, day, update
from tests.registers import HOSTILE_REGISTER

SLY_TEXTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style></svg>]]>--><b>",
    "<!-- ",
    "&lt;b&gt; &#106;avascript:",
    "[x](javascript:alert(1)) ![y](http://evil.example/y.png) <http://evil.example>",
    "http://evil.example www.evil.example @someone mail@evil.example #12",
    "- item\n\n# heading\n\n```\ncode",
    "# heading",
    "> quote",
    "1. one",
    "+ plus",
    "=====",
    "| a | b |\n|---|---|",
    "[^1] [^1]: note",
    "**bold** __bold__ `code` ~~gone~~ $x$ ^up^",
    "    indented",
    "",
)
SLY_ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example",
    "https://",
    "https://user@evil.example",
    "https:/evil.example",
    "https://evil.example\\@good.example",
    "https://evil.example/\u202egnp",
    "https://evil.example/\x00",
    "[x](https://evil.example)",
)
"""None of these becomes a link."""
ODD_ADDRESSES = {
    'https://example.org/"onclick="x': "https://example.org/%22onclick=%22x",
    "https://example.org/<b>|`": "https://example.org/%3Cb%3E%7C%60",
    "https://example.org/ü?q=1&r=%20#x": "https://example.org/%C3%BC?q=1&r=%20#x",
    "HTTP://example.org": "HTTP://example.org",
}
"""These do, and are what they are linked as."""


def _sly(number: int, text: str) -> Commitment:
    source = Source(text, text, day("2026"), "https://example.org/")
    return replace(
        commitment(f"s{number}", due="2026-06" if number % 2 else "2026-12"),
        title=text,
        instrument=f"i{number}",
        domains=(f"d{number}",),
        milestones=(
            Milestone("m1", text, day("2026-12"), source=source),
            Milestone("m2", text, day("2026-05")),
        ),
        follow_ups=(FollowUp("f1", text, text, day("2026-12")),),
        updates=(
            replace(update("2026-01", Status.KEPT if number % 3 else None, source), note=text),
        ),
    )


SLY_REGISTER = Register(
    "</title><script>alert(1)</script> [x](y)",
    domains=tuple(
        replace(HOSTILE_REGISTER.domains[0], id=f"d{number}", name=text)
        for number, text in enumerate(SLY_TEXTS)
    ),
    instruments=tuple(Instrument(f"i{number}", text) for number, text in enumerate(SLY_TEXTS)),
    commitments=tuple(_sly(number, text) for number, text in enumerate(SLY_TEXTS)),
)
