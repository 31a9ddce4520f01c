"""The why-trail: every status reaches its words, every number its rows."""

from __future__ import annotations

from msgspec.structs import replace

from store.model.dates import PartialDate
from store.model.entities import Commitment, Register, Update
from store.model.entry import Entry
from store.model.status import Status
from store.portfolio.count_trail import MOST_ROWS, why_counts
from store.portfolio.portfolio import Portfolio
from store.portfolio.trail import TrailLink, footnote, why
from store.query import parse_query
from tests.conftest import AS_OF
from tests.registers import MINISTRY, PRESS, SMALL_REGISTER

_day = PartialDate.parse
QUOTED = replace(MINISTRY, excerpt="The school is open.", copy="ab" * 32)
SCHOOL = replace(
    SMALL_REGISTER.commitments[1],
    updates=(
        Update("u1", _day("2025-02-06"), "Agreed.", PRESS, Status.IN_PROGRESS),
        Update(
            "u2",
            _day("2025-10-31"),
            "Opened.",
            QUOTED,
            Status.KEPT,
            by="mira",
            written="2025-11-01T08:00:00Z",
        ),
        Update("u3", _day("2025-11-10"), "Not yet.", PRESS, Status.STALLED),
        Update("u4", _day("2026-01-10"), "Open after all.", QUOTED, Status.KEPT, corrects="u3"),
    ),
)


def _words(links: list[TrailLink], part: str) -> list[str]:
    return ["  " * each.depth + each.words for each in links if each.part == part]


def _entry(commitment: Commitment) -> Entry:
    return Entry(commitment, SMALL_REGISTER.instruments[0], AS_OF)


def test_a_status_rests_on_updates_words_and_sources_and_what_speaks_against_it() -> None:
    said = _words(why(_entry(SCHOOL), copies={"ab" * 32: "still the same"}), "status")
    assert said == [
        "Status ✓ kept",
        "  update u4 of 2026-01-10: kept",
        "    “The school is open.”",
        "    Press note, Ministry of Ports, 2025-10-31, official",
        "    https://example.org/note",
        "    copy kept, abababababab: still the same",
        "  update u2 of 2025-10-31: kept, written by mira on 2025-11-01",
        "    “The school is open.”",
        "    Press note, Ministry of Ports, 2025-10-31, official",
        "    https://example.org/note",
        "    copy kept, abababababab: still the same",
        "  Against it",
        "    claimed ahead: kept claimed, in progress seen",
        "    self-declared: official sources only",
        "    update u1 of 2025-02-06: in progress; the latest independent word",
        "      Agreed.",
        "      no words kept",
        "      Ministers agree, The Daily, 2025-02-06, independent",
        "      https://example.org/agree",
        "      no copy kept",
        "    update u3 of 2025-11-10 said stalled; it was corrected",
    ]


def test_what_was_weighed_is_said_so_whether_the_weighing_set_a_status_or_not() -> None:
    claim = Update("u1", _day("2026-05-01"), "Opened.", MINISTRY, Status.KEPT)
    sight = Update("u2", _day("2026-06-01"), "Not yet.", PRESS, Status.STALLED)
    for status in (None, Status.STALLED):
        weighing = Update("u3", _day("2026-07-01"), "Seen.", status=status, weighs=("u1", "u2"))
        school = replace(SCHOOL, updates=(claim, sight, weighing))
        said = _words(why(_entry(school)), "status")
        assert "    update u1 of 2026-05-01: kept; the latest official word, weighed since" in said


def test_a_percent_rests_on_its_steps_and_a_date_on_where_it_was_promised() -> None:
    links = why(_entry(SMALL_REGISTER.commitments[0]))
    assert _words(links, "done") == [
        "Done ~50%",
        "  1 of 2 steps met",
        "    ◆ First visit, met 2025-05-12",
        "    ! Second visit, planned for 2025-11, not confirmed",
    ]
    assert _words(links, "due") == [
        "Due 2025-12, overdue by 326 days",
        "  first promised for 2025-12 in Harbour Pact",
    ]


def test_attention_is_the_sum_of_its_terms() -> None:
    entry = _entry(SMALL_REGISTER.commitments[0])
    head, *terms = _words(why(entry), "attention")
    assert head == f"Attention {entry.derived.attention:g}"
    assert sum(float(each.split()[0]) for each in terms) == entry.derived.attention
    assert "    12  overdue" in terms


def test_what_nobody_has_said_is_said() -> None:
    said = _words(why(_entry(SMALL_REGISTER.commitments[2])), "status")
    assert said[:2] == ["Status ? not assessed", "  nobody has assessed it"]
    provisional = _words(why(_entry(SMALL_REGISTER.commitments[3])), "status")
    assert "    no source" in provisional
    assert "    provisional: settled without a source" in provisional


def test_a_moved_date_leads_to_who_moved_it() -> None:
    moved = Update("u9", _day("2026-03-01"), "Later.", QUOTED, due=_day("2027-06"))
    links = why(_entry(replace(SCHOOL, updates=(*SCHOOL.updates, moved))))
    assert "  update u9 of 2026-03-01: due 2027-06" in _words(links, "due")
    assert next(each for each in links if "due 2027-06" in each.words).target == (
        "pilot-school",
        "u9",
        "",
    )


def test_a_footnote_has_the_words_the_source_and_the_writer() -> None:
    once = replace(SCHOOL, updates=SCHOOL.updates[:2])
    assert footnote(_entry(once)) == (
        "Pilot school opened: kept, as of 2026-11-22. “The school is open.” Press note, Ministry "
        "of Ports, 2025-10-31, https://example.org/note, copy abababababab, official. Update u2 "
        "of 2025-10-31, written by mira on 2025-11-01."
    )
    assert footnote(_entry(SMALL_REGISTER.commitments[2])).endswith("Nobody has assessed it.")
    assert "No source." in footnote(_entry(SMALL_REGISTER.commitments[3]))


def test_every_number_has_the_rows_it_counts() -> None:
    portfolio = Portfolio(SMALL_REGISTER, AS_OF)
    links = why_counts(portfolio)
    numbers = {each.words: each for each in links if each.depth == 1}
    for words, query, found in (
        ("1 overdue of 2 dated", "is:overdue", ["port-visits"]),
        ("✓ 1 kept", "status:kept", ["pilot-school"]),
        ("? 1 not assessed", "status:not-assessed", ["airfield-code"]),
    ):
        target = numbers[words].target
        assert target
        assert target.query == query
        assert [each.id for each in portfolio.with_query(parse_query(query)).shown] == found
    assert "75% done, the mean of 2 deliveries" in numbers


def test_the_numbers_are_those_of_what_is_filtered() -> None:
    shown = Portfolio(SMALL_REGISTER, AS_OF).with_domains(("maritime",))
    assert next(each.words for each in why_counts(shown)) == "Maritime: 2 of 4"
    assert "airfield-code" not in str(why_counts(shown))


def test_of_many_rows_the_first_are_named_and_the_number_leads_to_all() -> None:
    many = tuple(Commitment(f"c{n}", "Pledge") for n in range(MOST_ROWS + 7))
    links = why_counts(Portfolio(Register("Many", commitments=many), AS_OF))
    assert sum(each.kind == "row" for each in links) == MOST_ROWS
    assert links[-1].words == "and 7 more: the number above leads to all"
