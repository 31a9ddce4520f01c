"""The first page of a brief: what wants a decision, what slipped, is at risk, moved, comes next."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from exchange.brief import compose
from exchange.brief.html import to_html
from exchange.brief.markdown import to_markdown
from exchange.brief.page import BriefStyle
from exchange.brief.text import to_text
from fixtures import bundled
from store.model.entities import FollowUp, Source, SourceKind, Update
from store.model.status import Status
from store.portfolio.portfolio import Portfolio
from store.register.codec import read_register
from tests.exchange.brief.briefs import AS_OF, SINCE, brief, commitment, day, of
from tests.registers import HOSTILE_REGISTER, PRESS

SHORT = BriefStyle(short=True)
MINISTRY = Source("Claim", "Ministry", kind=SourceKind.OFFICIAL)


def _sections(text: str) -> dict[str, str]:
    """Return what stands under each heading of a brief in Markdown."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_each_reason_to_decide_is_said() -> None:
    told = brief(
        of(
            commitment(
                "late",
                Update("u1", day("2026-10"), source=PRESS, status=Status.STALLED),
                due="2026-10-13",
            ),
            commitment("bare", Update("u1", day("2026-10"), status=Status.KEPT)),
            commitment(
                "ahead",
                Update("u1", day("2026-09"), source=PRESS, status=Status.IN_PROGRESS),
                Update("u2", day("2026-10"), source=MINISTRY, status=Status.KEPT),
            ),
            commitment(
                "quiet",
                Update("u1", day("2025-03"), source=PRESS, status=Status.IN_PROGRESS),
                due="2026-12-31",
            ),
            commitment(
                "fine", Update("u1", day("2026-11"), source=PRESS, status=Status.IN_PROGRESS)
            ),
        )
    )
    reasons = {row.subject.id: row.reasons for row in told.decisions.rows}
    assert reasons["late"] == ("overdue by 40 days",)
    assert reasons["bare"] == ("provisional: settled without a source",)
    assert reasons["quiet"] == ("due soon, and stale",)
    assert "claimed ahead of what was seen" in reasons["ahead"] or reasons["ahead"][0].startswith(
        "disputed"
    )
    assert "fine" not in reasons


def test_what_is_at_risk_is_not_overdue_yet() -> None:
    half = Update("u1", day("2026-10"), source=PRESS, status=Status.IN_PROGRESS, progress=20)
    told = brief(of(commitment("slow", half, due="2027-06"), commitment("late", half, due="2026")))
    assert [(row.subject.id, row.days) for row in told.at_risk.rows] == [
        ("late", 39),
        ("slow", 220),
    ]
    overdue = brief(of(commitment("gone", half, due="2026-10")))
    assert not overdue.at_risk.rows
    assert [row.subject.id for row in overdue.decisions.rows] == ["gone"]


def test_the_page_has_five_lists_and_no_annex() -> None:
    short = _sections(to_markdown(brief(), SHORT))
    assert list(short) == [
        "In short",
        "Wants a decision",
        "Slipped",
        "At risk, not overdue yet",
        "Moved since 2025-06-01",
        "Next 90 days",
        "How to read this brief",
        "Sources",
    ]
    whole = _sections(to_markdown(brief()))
    assert list(whole)[1:8] == [*list(short)[1:6], "In pictures", "Annex"]
    assert "Headline counts" in whole


@pytest.mark.parametrize("write", [to_text, to_markdown, to_html])
def test_empty_lists_say_so(write: object) -> None:
    assert callable(write)
    told = write(brief(of(commitment("fine"))), SHORT)
    for words in (
        "Nothing does.",
        "later than first promised",
        "Nothing falls due.",
        "nothing new was seen",
    ):
        assert words in told.replace("\\", "")


def test_a_date_brought_forward_is_no_slip() -> None:
    said = Update("u1", day("2026-03"), source=PRESS, due=day("2026-11-30"))
    sooner = commitment("sooner", said, due="2026-12-31")
    later = commitment("later", said, due="2026-06")
    short = _sections(to_markdown(brief(of(sooner)), SHORT))
    assert "later than first promised" in short["Slipped"]
    both = brief(of(sooner, later))
    assert both.slipped == 1
    slipped = _sections(to_markdown(both, SHORT))["Slipped"]
    assert "Promised dates: 1" in slipped
    assert "later" in slipped
    assert "sooner" not in slipped
    assert "-1 mo" in to_markdown(both)


def test_notes_are_numbered_anew_as_they_are_cited() -> None:
    text = to_text(brief(), SHORT)
    body, _, sources = text.partition("\nSources\n")
    groups = re.findall(r"\[(\d+(?:,\s+\d+)*)\]", body)
    cited = [int(number) for group in groups for number in re.findall(r"\d+", group)]
    first = list(dict.fromkeys(cited))
    listed = [int(each) for each in re.findall(r"^\[(\d+)\]", sources, re.MULTILINE)]
    assert sorted(first) == listed == list(range(1, len(listed) + 1))


def test_a_long_list_says_how_many_more_there_are() -> None:
    many = of(*(commitment(f"c{number}", due="2026-10") for number in range(12)))
    assert "5 more: see the whole brief." in to_text(brief(many), SHORT)


def test_our_own_follow_ups_are_told_of_when_asked_only() -> None:
    task = FollowUp("f1", "Ring the attache", due=day("2026-12-01"))
    ours = of(replace(commitment("c"), follow_ups=(task, FollowUp("f2", "Undated call"))))
    portfolio = Portfolio(ours, AS_OF)
    for style in (SHORT, BriefStyle()):
        silent = compose(portfolio, SINCE)
        assert "attache" not in to_text(silent, style)
        assert "follow-up" not in to_text(silent, style).casefold()
        told = compose(portfolio, SINCE, follow_ups=True)
        assert "Ring the attache" in to_text(told, style)
    assert silent.undated == 0
    assert told.undated == 1


@pytest.mark.parametrize(
    ("dates", "as_of", "since"),
    [
        ("iso", "2026-11-22", "2025-06-01"),
        ("day-month", "22 Nov 2026", "1 Jun 2025"),
        ("month-day", "Nov 22, 2026", "Jun 1, 2025"),
    ],
)
def test_all_dates_are_in_one_style(dates: str, as_of: str, since: str) -> None:
    styles = {
        "iso": r"\d{4}-\d{2}-\d{2}",
        "day-month": r"\b\d{1,2} [A-Z][a-z]{2} \d{4}",
        "month-day": r"[A-Z][a-z]{2} \d{1,2}, \d{4}",
    }
    for write in (to_text, to_markdown, to_html):
        told = write(brief(), BriefStyle(dates=dates))
        assert as_of in told
        assert f"Changed since {since}" in told
        body = told.partition("Sources\n")[0].partition('id="sources"')[0]
        others = [each for name, each in styles.items() if name != dates]
        body = re.sub(r"Update u\d of .*", "", body)
        assert not any(re.search(each, body) for each in others), write


def test_hostile_text_stays_harmless_on_the_page() -> None:
    never = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
    for write in (to_text, to_markdown, to_html):
        assert not never.search(write(brief(HOSTILE_REGISTER), SHORT))


@pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed")
def test_the_bundled_registers_page_is_one_of_a4(tmp_path: Path) -> None:
    register = read_register(bundled(), "the bundled register")
    told = compose(Portfolio(register, date(2026, 11, 29)), date(2026, 8, 31))
    page, pdf = tmp_path / "short.html", tmp_path / "short.pdf"
    page.write_text(to_html(told, SHORT), encoding="utf-8")
    subprocess.run(
        [
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu"),
            *(f"--user-data-dir={tmp_path}/profile", "--no-pdf-header-footer"),
            *(f"--print-to-pdf={pdf}", page.as_uri()),
        ],
        check=True,
        capture_output=True,
    )
    assert len(re.findall(rb"/Type\s*/Page[^s]", pdf.read_bytes())) == 1
