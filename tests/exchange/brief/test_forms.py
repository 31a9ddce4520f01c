"""What holds for a brief however it is written."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from exchange.brief import Brief
from exchange.brief.html import to_html
from exchange.brief.markdown import to_markdown
from exchange.brief.page import BriefStyle
from exchange.brief.text import to_text
from store.model.entities import Register
from store.model.status import Status
from store.register.store import Store
from tests.exchange.brief.briefs import SINCE, brief, commitment, day, of, saved_change, update
from tests.exchange.brief.hostile import SLY_REGISTER
from tests.registers import HOSTILE_REGISTER, SMALL_REGISTER

Write = Callable[..., str]
FORMS = pytest.mark.parametrize("write", [to_text, to_markdown, to_html])
_NEVER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def busy() -> Brief:
    """Return a brief in which something is in every section."""
    moved = {"port": {"before": {"due": "2026-01"}, "after": {"due": "2026-06"}}}
    added = {"school": {"after": {"id": "school"}}}
    register = of(
        commitment("port", update("2026-02", Status.IN_PROGRESS), due="2026-06"),
        commitment("quay", replace(update("2026-04"), due=day("2027-08")), due="2026-06"),
        commitment("school", update("2026-07", Status.KEPT, source=None)),
        *SMALL_REGISTER.commitments,
    )
    return brief(
        register,
        history=[
            saved_change(1, "2026-03-01T10:00:00Z", touched=moved),
            saved_change(2, "2026-03-02T10:00:00Z", touched=added),
        ],
    )


@FORMS
def test_the_same_data_and_dates_give_the_same_bytes(write: Write, india_us: Store) -> None:
    register = india_us.register
    assert write(brief(register)) == write(brief(register))
    assert write(busy()) == write(busy())


@FORMS
def test_every_part_is_there(write: Write) -> None:
    told = write(busy())
    for words in (
        "In short",
        "Headline counts",
        "By domain",
        "Changed since 2025-06-01",
        "Status moved: 3",
        "Dates moved: 2",
        "150 days later",
        "2026-04-30, by an update",
        "Promised dates moved: 1",
        "+14 mo",
        "New updates: 4",
        "Gone silent: 2",
        "Added to the register: 1",
        "Commitments past due: 2",
        "Milestones and follow-ups past their date: 2",
        "Provisional, settled without a source: 2",
        "Self-declared, on official sources only: 1",
        "Next 90 days",
        "What falls due: 2",
        "Sources",
        "2026-11-22",
        "Wants a decision",
        "Annex",
        busy().hash,
    ):
        assert words in told.replace("\\", ""), words


@FORMS
def test_every_number_of_a_source_leads_to_it(write: Write, india_us: Store) -> None:
    for told in (busy(), brief(india_us.register)):
        written = write(told)
        if write is to_html:
            cited = set(re.findall(r'href="#n(\d+)"', written))
            listed = re.findall(r'<li id="n(\d+)"', written)
        elif write is to_markdown:
            cited = set(re.findall(r"\[\^(\d+)\](?!:)", written))
            listed = re.findall(r"^\[\^(\d+)\]:", written, re.MULTILINE)
        else:
            body, _, sources = written.partition("\nSources\n")
            groups = re.findall(r"\[(\d+(?:,\s+\d+)*)\]", body)
            cited = {number for group in groups for number in re.findall(r"\d+", group)}
            listed = re.findall(r"^\[(\d+)\]", sources, re.MULTILINE)
        assert listed == [str(number) for number in range(1, len(listed) + 1)]
        assert cited == set(listed)


@FORMS
def test_nothing_a_terminal_acts_on_is_written(write: Write) -> None:
    for register in (HOSTILE_REGISTER, SLY_REGISTER):
        assert not _NEVER.search(write(brief(register)))


@FORMS
def test_an_empty_register_and_an_empty_answer_are_said_to_be_so(write: Write) -> None:
    assert "it holds no commitments yet" in write(brief(Register("Nothing yet")))
    empty = replace(brief(Register("Nothing yet")), query="is:overdue", total=52)
    told = write(empty).replace("\\", "")
    assert "nothing matches is:overdue" in told
    assert "0 of 52 commitments: is:overdue" in told


@FORMS
def test_a_list_that_was_cut_says_how_much(write: Write) -> None:
    register = of(*(commitment(f"c{number}", due="2025") for number in range(9)))
    told = write(brief(register, limit=4))
    assert "Commitments past due: 9" in told
    assert "5 more are not listed here" in told


@FORMS
def test_ascii_means_ascii(write: Write) -> None:
    assert write(busy(), BriefStyle(ascii_only=True)).isascii()
    assert not write(busy()).isascii()


def test_text_keeps_to_its_columns_and_figures_stand_below_each_other(india_us: Store) -> None:
    wide = replace(commitment("wide", due="2025"), title="防务合作框架 " * 20)
    for register in (india_us.register, of(wide)):
        for line in to_text(brief(register, since=SINCE)).splitlines():
            cells = sum(2 if "\u2e80" < char < "\ua000" else 1 for char in line)
            assert cells <= 78 or " " not in line.strip(), line
    lines = to_text(brief(india_us.register)).splitlines()
    start = lines.index("Commitments by domain [1]")
    assert len({len(line) for line in lines[start + 2 : start + 16]}) == 1


def test_text_is_as_wide_as_its_style_says() -> None:
    told = to_text(brief(), BriefStyle(columns=66)).splitlines()
    # A hash and an address are in one piece.
    words = [line for line in told if " " in line.strip() and "http" not in line]
    assert all(len(line) <= 66 for line in words)
    assert any(len(line) > 60 for line in words)
