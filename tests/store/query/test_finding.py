"""What a query finds."""

from __future__ import annotations

from datetime import date

import pytest

from store.model.dates import PartialDate
from store.model.entities import Commitment, Register
from store.model.entry import Entry
from store.query import Vocabulary, parse_query
from tests.store.query.query_samples import (
    ALL,
    AS_OF,
    ENTRIES,
    PAPER,
    VOCABULARY,
    due_on,
    entries_of,
    found,
    update,
)

P8I, PORTS, SHARE, ENGINE, BARE = ALL


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ALL),
        ("   ", ALL),
        # Words: anywhere, without case and accents, inside longer words, hyphens kept.
        ("P-8I", [P8I]),
        ("p-8i", [P8I]),
        ("p8i", [P8I]),  # the id
        ("port", [PORTS]),
        ("hELICOPTERE", [ENGINE]),
        ("hélicoptère", [ENGINE]),
        ("délayed", [P8I]),  # the title of a source
        ("hindu", [P8I]),  # its publisher
        ("goa patrol", [P8I]),
        ('"joint patrol"', [PORTS]),
        ('"patrol joint"', []),
        ("d'hélicoptère", [ENGINE]),
        # And, or, not, parentheses.
        ("maritime patrol", [P8I]),
        ("goa or moteur", [P8I, ENGINE]),
        ("india goa or moteur", [P8I, ENGINE]),
        ("india (goa or moteur)", [P8I]),
        ("-india", [ENGINE, BARE]),
        ("-(goa or moteur)", [PORTS, SHARE, BARE]),
        ("--goa", [P8I]),
        ('"or"', [P8I, PORTS, SHARE]),
        # Fields of texts.
        ("id:js25-p8i", [P8I]),
        ("id:JS25-P8I", [P8I]),
        ("id:js25", []),
        ("id:js25-*", [P8I, PORTS]),
        ("id:bare,engine", [ENGINE, BARE]),
        ("title:port", [PORTS]),
        ("title:helico", [ENGINE]),
        ('title:"for repair"', [PORTS]),
        ("title:maritime", [SHARE]),
        ("party:india", [P8I, PORTS, SHARE]),
        ('party:"united states",FRANCE', [P8I, PORTS, SHARE, ENGINE]),
        ("lead:navy", [P8I]),
        ("instrument:statement", [P8I, PORTS]),
        ("instrument:fw35", [SHARE]),
        ("instrument:unlisted", [ENGINE]),
        ("kind:framework", [SHARE]),
        ("tag:purchase", [P8I, ENGINE]),
        ("tag:draft", [PORTS]),
        ("tag:draft*", [PORTS, ENGINE]),
        ('tag:"draft text"', [ENGINE]),
        ("-tag:draft", [P8I, SHARE, ENGINE, BARE]),
        ("owner:meera", [P8I]),
        ("owner:ravi", [ENGINE]),
        ("party:atlantis", []),
        # The whole of a text, without case and accents.
        ("party:=INDIA", [P8I, PORTS, SHARE]),
        ("party:=indi", []),
        ('party:"=united state",=france', [SHARE, ENGINE]),
        ("party:=franc,indi", [P8I, PORTS, SHARE]),
        ("instrument:=fw35", [SHARE]),
        ("instrument:=fw3", []),
        ("title:=bare", []),
        ("party:=", []),
        ("no:party", [BARE]),
        ("has:instrument", [P8I, PORTS, SHARE, ENGINE]),
        ("no:domain", [BARE]),
        # Domains: primary or not, by id or name.
        ("domain:air", [P8I]),
        ("domain:MARITIME", [P8I, PORTS]),
        ('domain:"information sharing"', [SHARE]),
        ('domain:"defense industry"', [ENGINE]),
        ("domain:air,industry", [P8I, ENGINE]),
        # Fixed values.
        ("status:stalled,not-kept", [P8I, ENGINE]),
        ("status:STAL,notk", [P8I, ENGINE]),
        ('status:"Not Kept"', [ENGINE]),
        ("status:n/a", [BARE]),
        ("status:kept", [SHARE]),
        ("priority:high,low", [P8I, SHARE]),
        ("PRIORITY:High", [P8I]),
        # Progress: kept is 100, milestones count, nothing is nothing.
        ("progress:25", [P8I]),
        ("progress:>=60", [PORTS, SHARE]),
        ("progress:>80%", [SHARE]),
        ("progress:<60", [P8I]),
        ("progress:<=80", [P8I, PORTS]),
        ("progress:25..80", [P8I, PORTS]),
        ("progress:26..79", []),
        ("progress:..25,100", [P8I, SHARE]),
        ("progress:80..", [PORTS, SHARE]),
        # Flags.
        ("is:overdue", [P8I]),
        ("is:behind", [P8I]),
        ("is:at-risk", [P8I, PORTS]),
        ("is:stale", [P8I]),
        ("is:due-soon", [PORTS]),
        ("is:open", [P8I, PORTS, BARE]),
        ("is:settled", [SHARE, ENGINE]),
        ("is:provisional", [ENGINE]),
        ("is:self-declared", [PORTS, SHARE]),
        ("is:overdue,provisional", [P8I, ENGINE]),
        ("-is:open", [SHARE, ENGINE]),
        ("has:source", [P8I, PORTS, SHARE]),
        ("no:source", [ENGINE, BARE]),
        ("has:milestone", [P8I]),
        ("has:follow-up", [P8I]),
        ("no:follow-up", [PORTS, SHARE, ENGINE, BARE]),
        ("no:due", [BARE]),
        ("has:start", [P8I, PORTS]),
        ("no:update", [BARE]),
        ("no:progress", [ENGINE, BARE]),
        ("has:lead", [P8I]),
        ("no:tag", [SHARE, BARE]),
        ("has:milestone,tag", [P8I, PORTS, ENGINE]),
        # The newest update known on the day; one dated later is not known yet.
        ("updated:2025-10", [SHARE]),
        ("updated:>=2026", [PORTS, ENGINE]),
        ("updated:<-6m", [P8I]),
        # A start is its first day.
        ("start:2024..2025", [P8I, PORTS]),
        ("start:<=2025-01-01", [P8I, PORTS]),
        ("start:>2024", [P8I]),
        # The sort changes nothing.
        ("sort:-due tag:draft", [PORTS]),
    ],
)
def test_a_query_finds(query: str, ids: list[str]) -> None:
    assert found(query) == ids


DUES = due_on("2025", "2026-02", "2026-02-28", "2026-03-01", "2026-03", "2026-Q1", "2026", None)


@pytest.mark.parametrize(
    ("query", "dues"),
    [
        # A due date counts as its last day, as it does for overdue.
        ("due:2026-03", ["2026-03-01", "2026-03", "2026-Q1"]),
        ("due:<2026-03", ["2025", "2026-02", "2026-02-28"]),
        ("due:<=2026-03", ["2025", "2026-02", "2026-02-28", "2026-03-01", "2026-03", "2026-Q1"]),
        ("due:>2026-03", ["2026"]),
        ("due:>=2026-03", ["2026-03-01", "2026-03", "2026-Q1", "2026"]),
        ("due:2026-Q1", ["2026-02", "2026-02-28", "2026-03-01", "2026-03", "2026-Q1"]),
        ("due:2026-q1", ["2026-02", "2026-02-28", "2026-03-01", "2026-03", "2026-Q1"]),
        ("due:2025", ["2025"]),
        ("due:<2026", ["2025"]),
        ("due:>2025", ["2026-02", "2026-02-28", "2026-03-01", "2026-03", "2026-Q1", "2026"]),
        ("due:2026-12-31", ["2026"]),
        ("due:<2026-02-28", ["2025"]),
        ("due:2025..2026-02", ["2025", "2026-02", "2026-02-28"]),
        ("due:..2026-02-27", ["2025"]),
        ("due:2026-03-31..", ["2026-03", "2026-Q1", "2026"]),
        ("due:2025,2026-02", ["2025", "2026-02", "2026-02-28"]),
        # The day is Sunday, 15 March 2026.
        ("due:<today", ["2025", "2026-02", "2026-02-28", "2026-03-01"]),
        ("due:-2w", ["2026-03-01"]),
        ("due:-15d", ["2026-02", "2026-02-28"]),
        ("due:-2w..+16d", ["2026-03-01", "2026-03", "2026-Q1"]),
        ("due:today..eom", ["2026-03", "2026-Q1"]),
        ("due:today..eow", []),
        ("due:eoy", ["2026"]),
        ("due:eoq", ["2026-03", "2026-Q1"]),
        ("due:som", ["2026-03-01"]),
        ("due:eoy..today", []),
        ("due:>+9999y", []),
        ("due:>-9999y no:progress", [str(each.commitment.due) for each in DUES[:-1]]),
        ("-due:2026", ["2025", "None"]),
    ],
)
def test_dates_at_the_edges_of_periods(query: str, dues: list[str]) -> None:
    matches = parse_query(query).compile(AS_OF)
    assert [str(entry.commitment.due) for entry in DUES if matches(entry)] == dues


@pytest.mark.parametrize("when", ["2025", "2026-Q1", "2026-03", "2026-03-15", "today", "+1y"])
def test_every_dated_commitment_is_before_within_or_after(when: str) -> None:
    tests = [parse_query(f"due:{sign}{when}").compile(AS_OF) for sign in ("<", "", ">")]
    for entry in DUES[:-1]:
        assert sum(test(entry) for test in tests) == 1


HOSTILE = [
    "[/]",
    "[red",
    "\x1b[31m",
    "สวัสดี",
    "हिन्दी",
    "مرحبا",
    "שלום",
    "日本",
    "%s{0}",
    "\\",
    "a:b",
    "--",
    '5"/62',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_found_literally(text: str) -> None:
    register = Register(
        title="h",
        commitments=(
            Commitment(id="it", title=f"before {text} after", parties=(text,), tags=(text,)),
            Commitment(id="other", title="before after"),
        ),
    )
    entries = entries_of(register)
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    for query in (quoted, f"title:{quoted}", f"party:{quoted}", f"tag:{quoted}"):
        matches = parse_query(query).compile(AS_OF)
        assert [each.id for each in entries if matches(each)] == ["it"], query


@pytest.mark.parametrize(
    "text", ["[/]", "[red", "\x1b[31m", "สวัสดี", "हिन्दी", "مرحبا", "日本", '5"']
)
def test_hostile_words_need_no_quotes(text: str) -> None:
    entry = Entry.of(Commitment(id="it", title=f"before {text} after"), {}, AS_OF)
    (other,) = due_on(None)
    query = parse_query(text)
    assert query.matches(entry, AS_OF)
    assert not query.matches(other, AS_OF)


def test_hindi_vowel_signs_are_letters_not_accents() -> None:
    entry = Entry.of(Commitment(id="it", title="हिन्दी"), {}, AS_OF)
    assert not parse_query("हन्द").matches(entry, AS_OF)


def test_a_domain_that_was_never_declared_can_be_found() -> None:
    register = Register(
        title="r",
        domains=VOCABULARY.domains,
        commitments=(Commitment(id="x", title="x", domains=("polar",)),),
    )
    (entry,) = entries_of(register)
    assert parse_query("domain:Polar", Vocabulary.of(register)).matches(entry, AS_OF)


def test_a_thousand_terms_are_no_trouble() -> None:
    query = parse_query(" ".join(["india"] * 1000) + " or " + " or ".join(["goa"] * 1000))
    assert query.matches(ENTRIES[0], AS_OF)
    assert parse_query(str(query)) == query


def test_due_dates_of_the_first_and_last_years_are_compared() -> None:
    entries = due_on("0001", "9999")
    before = parse_query("due:<0001").compile(AS_OF)
    after = parse_query("due:>9999").compile(AS_OF)
    assert not any(before(each) or after(each) for each in entries)
    assert parse_query("due:>=9999").matches(entries[1], AS_OF)
    assert entries[1].commitment.due == PartialDate.parse("9999")


def test_a_source_not_yet_known_on_the_day_is_no_source() -> None:
    later = Commitment(id="x", title="x", updates=(update("2026-04-01", source=PAPER),))
    register = Register(title="r", commitments=(later,))
    for as_of, known in ((AS_OF, False), (date(2026, 4, 1), True)):
        (entry,) = entries_of(register, as_of)
        assert parse_query("has:source has:update").matches(entry, as_of) is known
        assert parse_query("no:source").matches(entry, as_of) is not known


def test_what_is_relative_follows_the_as_of_date() -> None:
    (entry,) = due_on("2026-03-20")
    query = parse_query("due:<today")
    assert not query.matches(entry, AS_OF)
    assert query.matches(entry, date(2026, 3, 21))
