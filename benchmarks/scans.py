"""Lines: one query of three terms over every commitment."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from functools import partial

from benchmarks import sqlite
from benchmarks.cases import Case, Pair, Workshop
from benchmarks.timing import nothing, take_turns
from store.model.entry import Entry
from store.portfolio.portfolio import Portfolio
from store.query import Vocabulary, parse_query
from store.register.store import Store

ROUNDS = 25
COUNT = 10_000
AS_OF = date(2026, 6, 30)

QUERY = "domain:maritime priority:high patrol"
STATEMENT = """
    select id from commitments
    where json_extract(document, '$.priority') = 'high'
    and json_extract(document, '$.domains') like '%"maritime"%'
    and document like '%patrol%'
"""
WORDS_ONLY = "patrol aircraft -undersea"
WORDS_ONLY_STATEMENT = """
    select id from commitments
    where document like '%patrol%' and document like '%aircraft%'
    and document not like '%undersea%'
"""


def _scan(query: str, statement: str, folded: bool, workshop: Workshop) -> Pair:
    """Measure reading and running a query over entries that a board already has.

    A text is folded when a word is first looked for in it: in the board once a session. Here
    it is folded in every round, unless `folded`.
    """
    store = Store(workshop.register(COUNT), user="benchmark")
    vocabulary = Vocabulary.of(store.register)
    entries = list(Portfolio(store.register, AS_OF).entries)

    def ours(_: int) -> list[str]:
        matches = parse_query(query, vocabulary).compile(AS_OF)
        return [entry.id for entry in entries if matches(entry)]

    with closing(sqlite.open_at(workshop.database(COUNT))) as db:

        def theirs(_: int) -> list[str]:
            return [found for (found,) in db.execute(statement)]

        if ours(0) != theirs(0):
            raise ValueError(f"SQLite finds something else than {query}")
        before = nothing if folded else partial(_unfold, entries)
        pair = take_turns(workshop.rounds(ROUNDS), ours, theirs, before=before)
    store.close()
    return pair


def _unfold(entries: list[Entry]) -> None:
    entries[:] = [Entry(each.commitment, each.instrument, AS_OF) for each in entries]


CASES = tuple(
    Case(
        f"scan, 10,000, {terms}: {moment}",
        "the same in SQLite",
        1,
        partial(_scan, query, statement, folded),
    )
    for terms, query, statement in (
        ("three terms", QUERY, STATEMENT),
        ("three words", WORDS_ONLY, WORDS_ONLY_STATEMENT),
    )
    for folded, moment in ((False, "first, folds what it meets"), (True, "again, folded before"))
)
