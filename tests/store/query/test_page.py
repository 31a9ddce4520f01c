"""The manual page of the query language."""

from __future__ import annotations

import re

from docs.queries_page import EXAMPLES, queries_page
from store.model.dates import NAMED_DAYS
from store.model.entities import Domain
from store.query import Vocabulary, parse_query
from store.query.fields import FIELDS, FLAGS, THINGS
from store.query.sort import SORT_KEYS
from tests.store.query.query_samples import REGISTER


def test_the_page_names_everything_there_is() -> None:
    page = queries_page()
    for field in FIELDS:
        assert f"| `{field.name}:` |" in page
    for flag in FLAGS:
        assert f"`is:{flag.name}`" in page
    for thing in THINGS:
        assert f"`has:{thing.name}` `no:{thing.name}`" in page
    for key in SORT_KEYS:
        assert f"`sort:{key.name}`" in page
    for name in NAMED_DAYS:
        assert f"`{name}`" in page


def test_every_example_can_be_read() -> None:
    words = Vocabulary((*REGISTER.domains, Domain("maritime", "Maritime")))
    for query, _ in EXAMPLES:
        parse_query(query, words)
    examples = [field.example for field in FIELDS]
    examples += [flag.example for flag in FLAGS] + [thing.example for thing in THINGS]
    for example in examples:
        parse_query(example, words)


def test_every_table_row_has_as_many_cells_as_its_head() -> None:
    for table in re.findall(r"(?:^\|.*\n)+", queries_page(), re.MULTILINE):
        assert len({line.count("|") for line in table.splitlines()}) == 1


def test_the_page_ends_with_one_newline() -> None:
    page = queries_page()
    assert page.endswith("|\n")
    assert "\n\n\n" not in page
