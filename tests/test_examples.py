"""The examples in the docstrings: what they say is what happens."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import exchange
import statements
import store

DOORS = (
    "store.model.dates.PartialDate",
    "store.model.derived.derive",
    "store.query.parser.parse_query",
    "store.portfolio.portfolio.Portfolio",
    "store.register.store.Store",
    "store.storage.storage.JournaledStorage",
    "store.storage.tinydb.Database",
    "store.doctor.examination.examine",
    "store.doctor.repairs.repair",
    "exchange.importers.importer.import_files",
    "exchange.exporters.exporter.write",
    "exchange.exporters.exporter.save",
    "exchange.brief.compose.compose",
    "statements.reading.reader.read_bytes",
    "statements.dates.grammar.find_dates",
    "statements.capture.capture.capture",
    "statements.matching.matcher.Matcher",
    "statements.comparing.compare.compare",
)
"""What others build on: each shows how it is used."""


def _modules_with_examples() -> list[str]:
    found = []
    for package in (store, exchange, statements):
        folder = Path(next(iter(package.__path__)))
        for path in sorted(folder.rglob("*.py")):
            if ">>> " in path.read_text(encoding="utf-8"):
                parts = (package.__name__, *path.relative_to(folder).with_suffix("").parts)
                found.append(".".join(parts).removesuffix(".__init__"))
    return found


@pytest.mark.parametrize("module", _modules_with_examples())
def test_an_example_says_what_happens(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    for number, example in enumerate(doctest.DocTestFinder().find(import_module(module))):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.chdir(folder)
        doctest.DocTestRunner().run(example, out=told.append)
    assert not told, "".join(told)


@pytest.mark.parametrize("door", DOORS)
def test_every_door_has_an_example(door: str) -> None:
    module, _, name = door.rpartition(".")
    [found] = doctest.DocTestFinder(recurse=False).find(getattr(import_module(module), name), name)
    assert found.examples
