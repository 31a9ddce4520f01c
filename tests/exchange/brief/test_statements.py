"""What a brief tells of statements: what a reader confirmed, and nothing that is only likely."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from exchange.brief import compose
from exchange.brief.html import to_html
from exchange.brief.markdown import to_markdown
from exchange.brief.model import Brief
from store.model.dates import PartialDate
from store.model.entities import Register
from store.model.reading_decisions import ConfirmedRelation, Relation
from store.portfolio.portfolio import Portfolio
from store.query import Vocabulary, parse_query
from tests.conftest import AS_OF
from tests.statements.test_confirming import LATER, REGISTER

CONFIRMED = (
    ConfirmedRelation("a", Relation.NOT_FOUND, "talks-2023", "t23-festival"),
    ConfirmedRelation("b", Relation.FIRMER, "talks-2023", "t23-pilots", "t25-pilots"),
    ConfirmedRelation("c", Relation.WEAKER, "talks-2023", "t23-cables", "t25-cables"),
    ConfirmedRelation("d", Relation.NEW, "talks-2023", later="t25-ice"),
    ConfirmedRelation("e", Relation.CARRIED, "talks-2023"),
)


def register_with(*relations: ConfirmedRelation) -> Register:
    later = replace(LATER, relations=relations)
    instruments = (REGISTER.instruments[0], later)
    return replace(REGISTER, instruments=instruments)


def brief_of(register: Register, query: str = "", as_of: date = AS_OF) -> Brief:
    parsed = parse_query(query, Vocabulary.of(register))
    return compose(Portfolio(register, as_of, query=parsed), since=date(2022, 1, 1))


def test_confirmed_relations_are_told_statement_by_statement() -> None:
    brief = brief_of(register_with(*CONFIRMED))
    (statement,) = brief.statements
    assert statement.title == "Talks of 2025"
    told = [
        (each.subject.id, each.relation.value, each.later.id if each.later else "")
        for each in statement.outcomes.rows
    ]
    assert told == [
        ("t23-pilots", "firmer", "t25-pilots"),
        ("t23-cables", "weaker", "t25-cables"),
        ("t23-festival", "not-found-again", ""),
        ("t25-ice", "new", ""),
    ]
    text = to_markdown(brief)
    assert "## What statements did with earlier promises" in text
    assert "1 firmed up, 1 weakened, 1 not mentioned again and 1 new" in text
    assert "What became of it: not mentioned again" in text
    assert "not mentioned again" in to_html(brief)


def test_without_a_confirmed_relation_the_section_is_not_there() -> None:
    brief = brief_of(REGISTER)
    assert brief.statements == ()
    assert "What statements did" not in to_markdown(brief)


def test_a_query_and_a_past_day_leave_out_what_they_do_not_concern() -> None:
    register = register_with(*CONFIRMED)
    (statement,) = brief_of(register, "id:t23-festival").statements
    assert [each.subject.id for each in statement.outcomes.rows] == ["t23-festival"]
    assert brief_of(register, as_of=date(2024, 6, 1)).statements == ()


def test_the_hash_tells_other_confirmations_apart() -> None:
    one, other = register_with(CONFIRMED[0]), register_with(CONFIRMED[1])
    assert brief_of(one).hash != brief_of(other).hash
    assert PartialDate.parse("2025") == LATER.date
