"""The pictures of a brief: true numbers, told in words, harmless, and not on the first page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

import msgspec
import pytest
from msgspec.structs import replace

from exchange.brief.cells import fitted, width
from exchange.brief.html import to_html
from exchange.brief.markdown import to_markdown
from exchange.brief.model import Brief
from exchange.brief.page import BriefStyle
from exchange.brief.pictures import BriefGrid
from exchange.brief.text import to_text
from store.model.derived import derive
from store.model.entities import Register, Update
from store.model.ids import slug
from store.model.status import Status
from store.portfolio.portfolio import Portfolio
from store.register.store import Store
from tests.exchange.brief.briefs import AS_OF, brief, commitment, day, of, update
from tests.exchange.brief.hostile import SLY_REGISTER, SLY_TEXTS
from tests.registers import HOSTILE_REGISTER

FORMS = pytest.mark.parametrize("write", [to_text, to_markdown, to_html])


def small() -> Register:
    """Return a register of three: one kept, one heard of and looked for, one never heard of."""
    looked = Update("u2", day("2026-10"), searched=("PIB",))
    news = (update("2026-03", Status.IN_PROGRESS), replace(update("2026-03-09"), id="u3"))
    register = of(
        replace(commitment("port", update("2026-02", Status.KEPT)), parties=("Peru",)),
        replace(commitment("quay", *news, looked), parties=("Peru", "Chile")),
        replace(commitment("school"), parties=("Chile",)),
    )
    older = replace(register.instruments[0], id="old", title="Old pact", date=day("1995-01"))
    pact = replace(register.instruments[0], supersedes="old", date=day("2025-02-06"))
    return replace(register, instruments=(pact, older))


MEMBERS = (
    *("Argentina", "Australia", "Brazil", "Canada", "China", "European Union", "France"),
    *("Germany", "India", "Indonesia", "Italy", "Japan", "Korea", "Mexico", "Russia"),
    *("Saudi Arabia", "South Africa", "Turkey", "United Kingdom", "United States"),
)
_MARKED = (Status.KEPT, Status.IN_PROGRESS, Status.NOT_KEPT, None)


def summit(promises: int = 2) -> Register:
    """Return a register of a summit: a commitment a member, marked +1, 0, -1, blank in turn."""
    return of(
        *(
            replace(
                commitment(
                    f"2011-{number}-{slug(member)}",
                    *([update("2026-01", mark)] if (mark := _MARKED[place % 4]) else []),
                ),
                title=f"Summit promise {number}",
                parties=(member,),
            )
            for number in range(1, promises + 1)
            for place, member in enumerate(MEMBERS)
        )
    )


def _grid_of(register: Register, limit: int | None = None) -> BriefGrid:
    grid = brief(register, limit=limit).pictures.compliance
    assert grid is not None
    return grid


def drawn(told: Brief, style: BriefStyle | None = None) -> str:
    """Return the section of the pictures as plain text."""
    text = to_text(told, style or BriefStyle())
    return text.partition("\nIn pictures\n")[2].partition("\nAnnex\n")[0]


def test_the_numbers_are_those_of_the_register(india_us: Store) -> None:
    register = india_us.register
    pictures = brief(register).pictures
    entries = Portfolio(register, AS_OF).entries
    now = [derive(each.commitment, AS_OF).status for each in entries]
    assert pictures.statuses[-1].statuses == {
        each: now.count(each) for each in Status if each in now
    }
    assert (len(pictures.statuses), len(pictures.months)) == (36, 24)
    cards = pictures.by_domain, pictures.by_party, pictures.by_instrument
    for row in (row for card in cards for row in card.rows):
        counted = row.kept + row.partly_kept + row.not_kept + row.open + row.unknown
        assert counted + row.withdrawn == row.size == sum(row.statuses.values())
    assert sum(each.size for each in pictures.instruments) == len(entries)
    assert len(pictures.heard) == sum(not each.settled for each in now)


def test_months_heard_begin_with_what_was_never_heard_of() -> None:
    pictures = brief(small()).pictures
    assert [row.id for row in pictures.heard] == ["school", "quay"]
    quay = dict(zip(pictures.months, pictures.heard[1].months, strict=True))
    found = {
        each: (got.news, got.looks)
        for each, got in quay.items()
        if got and any((got.news, got.looks))
    }
    assert found == {date(2026, 3, 1): (2, 0), date(2026, 10, 1): (0, 1)}


def test_the_longest_silent_are_listed_first() -> None:
    seen = {"new": "2026-09", "old": "2025-03", "middle": "2026-01"}
    register = of(*(commitment(name, update(when)) for name, when in seen.items()))
    assert [row.id for row in brief(register).pictures.heard] == ["old", "middle", "new"]


def test_the_pictures_in_characters() -> None:
    told = drawn(brief(small()))
    lines = told.splitlines()
    assert next(line for line in lines if "Quay" in line).endswith("··2······◇·"), told
    assert next(line for line in lines if "School" in line).endswith("·" * 21)
    assert re.search(r"All +3 +1 +0 +0 +1 +1 \(33%\)", told)
    assert re.search(r"Peru +2 +1 +0 +0 +1 +0", told)
    assert re.search(r"2025-02-06 Harbour Pact +3 ✓+▸+\?+\n  1995-01    └─ Old pact +·", told)
    assert "✓ kept 1  ▸ in progress 1  ? not assessed 1" in told


def test_ascii_has_marks_of_its_own() -> None:
    told = drawn(brief(small()), BriefStyle(ascii_only=True))
    assert told.isascii()
    assert next(line for line in told.splitlines() if "Quay" in line).endswith("--2------o-")


@pytest.mark.parametrize("columns", [40, 60, 78])
def test_drawings_keep_to_their_width(columns: int, india_us: Store) -> None:
    wide = replace(commitment("wide"), title="防务合作框架 " * 20)
    for register in (india_us.register, summit(), of(wide), SLY_REGISTER, HOSTILE_REGISTER):
        told = drawn(brief(register), BriefStyle(columns=columns))
        for table in re.split(
            r"\n\n(?=Status over|Scorecard|Compliance|Months heard|Instruments)", told
        ):
            if not table.startswith("Scorecard"):
                drawing = table.partition("\n\n")[2].partition("\n\n")[0].splitlines()
                assert all(width(line) <= columns for line in drawing if line[:2] == "  "), table


@FORMS
def test_the_first_page_alone_has_no_pictures(write: Callable[..., str]) -> None:
    assert "In pictures" in write(brief(small()))
    assert "In pictures" not in write(brief(small()), BriefStyle(short=True))


@FORMS
def test_the_same_pictures_are_the_same_bytes(write: Callable[..., str], india_us: Store) -> None:
    register = india_us.register
    assert write(brief(register, limit=5)) == write(brief(register, limit=5))


def test_what_is_not_drawn_is_counted() -> None:
    register = of(*(replace(commitment(f"c{n}"), parties=(f"P{n}",)) for n in range(40)))
    told = " ".join(drawn(brief(register)).split())
    assert "The longest silent first. 15 more are not drawn here; --json lists all." in told
    assert "28 more are not listed here; --json lists all." in told


def test_the_scorecard_by_instrument_has_those_without_one() -> None:
    register = small()
    loose = replace(commitment("loose"), instrument="")
    told = drawn(brief(replace(register, commitments=(*register.commitments, loose))))
    card = told.partition("Scorecard by instrument")[2].partition("\n\n\n")[0]
    assert re.search(r"Instrument +n +Kept +Partly +Not +Open +Unknown", card)
    assert re.search(r"Harbour Pact +3 +1 +0 +0 +1 +1 \(33%\)", card)
    assert re.search(r"no instrument +1 +0 +0 +0 +0 +1 \(100%\)", card)


@FORMS
def test_every_form_has_the_scorecards_and_the_grid(write: Callable[..., str]) -> None:
    loose = replace(commitment("loose"), instrument="", parties=("Peru",), domains=())
    register = summit()
    told = write(brief(replace(register, commitments=(*register.commitments, loose))))
    for by in ("domain", "party", "instrument"):
        assert f"Scorecard by {by}" in told
    assert "Compliance, member by member" in told
    assert told.count("blank: not assessed, which is not 0") == 1
    assert "Compliance" not in write(brief(small()))


def test_the_grid_has_a_column_a_member_and_blanks_apart_from_zero() -> None:
    lines = drawn(brief(summit())).splitlines()
    heads = next(line for line in lines if " AR AU " in line)
    codes = [each.code for each in _grid_of(summit()).members]
    assert heads.split() == codes
    assert codes[8:10] == ["IN", "ID"]
    row = next(line for line in lines if line.startswith("  2011-1 "))
    at = {code: heads.index(f" {code}") for code in ("AR", "AU", "BR", "CA")}
    assert [row[place : place + 3].strip() for place in at.values()] == ["+1", "0", "-1", ""]
    assert "  2011-2: Summit promise 2" in lines
    told = " ".join("\n".join(lines).split())
    assert "IN India · ID Indonesia" in told


def test_members_without_room_follow_in_a_grid_of_their_own() -> None:
    lines = drawn(brief(summit()), BriefStyle(columns=40)).splitlines()
    heads = [line.split() for line in lines if re.fullmatch(r"(\s+[A-Z]{2})+", line)]
    assert len(heads) == 2
    codes = [each.code for each in _grid_of(summit()).members]
    assert [code for head in heads for code in head] == codes


def test_the_grid_of_the_page_is_a_table_with_the_members_named() -> None:
    page = to_html(brief(summit(30)))
    table = page.partition('<table class="figures grid"')[2].partition("</table>")[0]
    first = re.findall(r"<tr.*?</tr>", table, re.DOTALL)[1]
    cells = re.findall(r'data-name="(..)"><span>(.*?)</span>', first)
    assert cells[:4] == [("AR", "+1"), ("AU", "0"), ("BR", "-1"), ("CA", "")]
    assert len(cells) == 20
    assert '<abbr title="Indonesia">ID</abbr>' in table
    assert table.count("<tr ") == 26
    assert "5 more are not drawn here; --json lists all." in page


def test_the_grid_keeps_to_the_limit_and_json_has_it_all() -> None:
    grid = _grid_of(summit(3), limit=2)
    assert (len(grid.rows), grid.left_out) == (2, 1)
    found = json.loads(json.dumps(msgspec.to_builtins(brief(summit()).pictures, enc_hook=str)))
    assert found["compliance"]["members"][8:10] == [
        {"name": "India", "code": "IN"},
        {"name": "Indonesia", "code": "ID"},
    ]
    assert found["compliance"]["rows"][0]["marks"][:4] == ["+1", "0", "-1", ""]
    assert found["by_instrument"]["rows"][1]["name"] == "Harbour Pact"
    assert brief(small()).pictures.compliance is None


@pytest.mark.parametrize("text", SLY_TEXTS, ids=repr)
def test_a_member_and_a_promise_do_nothing_in_a_grid(text: str) -> None:
    register = summit()
    sly = []
    for place, each in enumerate(register.commitments):
        party = text + each.parties[0]
        name = f"2011-{place // len(MEMBERS)}-{slug(party)}"
        sly.append(replace(each, id=name, title=text, parties=(party,)))
    told = brief(replace(register, commitments=tuple(sly)))
    page = to_html(told)
    assert '<table class="figures grid"' in page
    section = page.partition('<section id="pictures"')[2].partition("</section>")[0]
    assert not re.search(r"<(script|img|b)\b", section)
    assert not re.search(r"<[^>]*\son[a-z]+=", re.sub(r'"[^"]*"', '""', section))
    assert all(char.isprintable() or char == "\n" for char in to_text(told))


def test_a_scorecard_that_compares_nothing_is_left_out() -> None:
    told = drawn(brief(of(commitment("port"))))
    assert "Scorecard" not in told
    assert "Months heard" in told


def test_drawings_of_the_page_are_sound_and_say_what_they_show() -> None:
    for register in (small(), SLY_REGISTER, HOSTILE_REGISTER):
        page = to_html(brief(register))
        found = [
            ElementTree.fromstring(each) for each in re.findall("<svg.*?</svg>", page, re.DOTALL)
        ]
        for name in ("chart", "months"):
            drawings = [each for each in found if (each.get("class") or "").split()[:1] == [name]]
            assert drawings, name
            assert all(each.findtext("title") is not None for each in drawings)
            assert all(each.findtext("desc") for each in drawings)
        areas = [area for each in found for area in each.iter("rect")]
        shares = [float((area.get("width") or "").removesuffix("%")) for area in areas]
        assert all(0 <= share <= 100 for share in shares)
    page = to_html(brief(small()))
    assert "2026-11: 1 kept, 1 in progress, 1 not assessed." in page
    assert "2026-03: 2 news; 2026-10: 1 look in vain." in page
    assert "Nothing was heard in these months." in page


def test_every_pattern_that_fills_an_area_is_there() -> None:
    page = to_html(brief(SLY_REGISTER))
    used = set(re.findall(r'fill="url\(#(p-[a-z-]+)\)"', page))
    assert used
    assert used <= set(re.findall(r'<pattern id="(p-[a-z-]+)"', page))


@pytest.mark.parametrize("text", SLY_TEXTS, ids=repr)
def test_a_title_does_nothing_in_a_drawing(text: str) -> None:
    register = small()
    instruments = tuple(replace(each, title=text) for each in register.instruments)
    changed = tuple(replace(each, title=text, parties=(text,)) for each in register.commitments[:2])
    told = brief(replace(register, instruments=instruments, commitments=changed))
    section = to_html(told).partition('<section id="pictures"')[2].partition("</section>")[0]
    assert not re.search(r"<(script|img|b)\b", section)
    assert not re.search(r"<[^>]*\son[a-z]+=", re.sub(r'"[^"]*"', '""', section))


def test_json_has_the_numbers_by_name() -> None:
    found = json.loads(json.dumps(msgspec.to_builtins(brief(small()).pictures, enc_hook=str)))
    assert found["by_party"]["rows"][1]["name"] == "Chile"
    assert found["statuses"][-1]["statuses"] == {"not-assessed": 1, "in-progress": 1, "kept": 1}
    assert found["heard"][1]["months"][15] == {"news": 2, "looks": 0}
    assert found["heard"][1]["months"][0] is None
    assert [each["depth"] for each in found["instruments"]] == [0, 1]


def test_text_is_cut_to_cells() -> None:
    assert fitted("防务合作", 5, "…") == "防务…"
    assert width(fitted("防务合作", 6, "…")) == 6
    assert fitted("a\x1bb", 4, "~") == "a␛b "
