"""Files imported into a register that has words of its own for statuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from exchange.crosswalk import SCHEMES, RegisterWords, read_word
from exchange.importers.columns.mapping import ColumnMapping, read_mapping
from exchange.importers.columns.questions import open_questions
from exchange.importers.readers.table import SourceTable, TableRow
from fixtures import TEMPLATES, template
from store.model.entities import OwnStatusWord, Register
from store.model.register_texts import wrong_status_words
from store.model.status import Status, read_meaning
from store.register.codec import read_register
from store.register.opening import register_like
from store.register.store import Store
from tests.conftest import make_store
from tests.exchange.importers.files import bring, csv_text, documents, sample, statuses, written
from tests.registers import HOSTILE_TEXTS

SHEET = csv_text(
    [
        ["id", "title", "status"],
        ["a", "Publish the contracts", "On Track"],
        ["b", "Open the register", "DELAYED"],
        ["c", "Train the clerks", "completed"],
        ["d", "Ask the public", "kept"],
        ["e", "Mend the law", "half way"],
    ]
)


def words(*pairs: tuple[str, str]) -> tuple[OwnStatusWord, ...]:
    return tuple(OwnStatusWord(*each) for each in pairs)


@pytest.fixture
def plan(tmp_path: Path) -> Store:
    """A register that is made like the template of an action plan."""
    made = register_like(template("action-plan"), "Plan")
    return make_store(tmp_path / "plan.json", replace(made, commitments=()))


def own(tmp_path: Path, *pairs: tuple[str, str]) -> Store:
    return make_store(tmp_path / "own.json", Register("Own", status_words=words(*pairs)))


def test_a_sheet_is_read_in_the_words_of_a_register_made_like_a_template(
    plan: Store, tmp_path: Path
) -> None:
    path = written(tmp_path, "progress.csv", SHEET)
    (report,), _ = bring(plan, path)
    assert statuses(plan) == {
        "a": Status.IN_PROGRESS,
        "b": Status.STALLED,
        "c": Status.KEPT,
        "d": Status.KEPT,
        "e": Status.NOT_ASSESSED,
    }
    assert [(each.written, each.rows) for each in report.words("status")] == [("half way", (6,))]
    (remark,) = report.remarks
    assert remark == (
        "read by the status words of this register: “On Track” is in-progress, "
        "“DELAYED” is stalled, “completed” is kept"
    )
    assert bring(plan, path).change is None


def test_a_word_that_is_told_later_adds_only_what_it_tells(plan: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "progress.csv", SHEET)
    bring(plan, path)
    before = documents(plan)
    plan.restructure(
        lambda each: replace(each, status_words=(*each.status_words, *words(("half way", "kept")))),
        "settings",
    )
    (report,), _ = bring(plan, path)
    assert report.changed == ["e"]
    assert documents(plan) | {"e": before["e"]} == before
    assert statuses(plan)["e"] is Status.KEPT


def test_a_mapping_comes_before_the_register_and_that_before_the_crosswalk(tmp_path: Path) -> None:
    store = own(tmp_path, ("compromise", "not-kept 10%"), ("done", "kept"), ("halfway", "stalled"))
    rows = [["Ref", "Name", "How"], *([each, each, each] for each in ("compromise", "done"))]
    rows += [["stalled", "stalled", "Stalled"], ["halfway", "halfway", "Halfway"]]
    path = written(tmp_path, "sheet.csv", csv_text(rows))
    pairs = ("id=Ref", "title=Name", "status=How", "statuses=politifact", "statuses.Done=withdrawn")
    bring(store, path, columns=read_mapping(pairs))
    assert statuses(store) == {
        "compromise": Status.NOT_KEPT,
        "done": Status.WITHDRAWN,
        "stalled": Status.STALLED,
        "halfway": Status.STALLED,
    }
    assert documents(store)["compromise"]["updates"][0]["progress"] == 10


def test_a_published_format_is_read_in_the_words_of_the_register_first(tmp_path: Path) -> None:
    store = own(tmp_path, ("open - partially addressed", "partly-kept"))
    (report,), _ = bring(store, sample("gao.csv"))
    assert documents(store)["gao-26-900001-2"]["updates"][0]["status"] == "partly-kept"
    assert any("“Open--Partially Addressed” is partly-kept" in each for each in report.remarks)
    assert report.words("status") == []


def test_what_the_register_tells_is_not_asked_again() -> None:
    rows: list[TableRow] = [{"t": "x", "s": each} for each in ("On track", "late", "kept")]
    table = SourceTable("", ("t", "s"), iter(()))
    fields = {"title": "t", "status": "s"}
    register = RegisterWords(words(("on track", "in-progress")))
    told = ColumnMapping(fields, register_words=register)
    assert list(open_questions(told, table, rows).words) == ["late"]
    assert set(open_questions(ColumnMapping(fields), table, rows).words) == {"On track", "late"}


def test_what_entente_wrote_itself_means_what_it_says(tmp_path: Path) -> None:
    # Written by hand into the file: no command takes a status as a word of its own.
    store = own(tmp_path, ("kept", "not-kept"), ("late", "no such status"))
    path = written(tmp_path, "s.csv", "id,title,status\na,A,kept\nb,B,late\n")
    (report,), _ = bring(store, path)
    assert statuses(store)["a"] is Status.KEPT
    assert [each.written for each in report.words("status")] == ["late"]


def test_hostile_words_are_read_and_named_harmlessly(tmp_path: Path) -> None:
    store = own(tmp_path, *((each, "stalled") for each in HOSTILE_TEXTS))
    rows = [["id", "title", "status"]]
    cells = (each.replace("\x00", "") for each in HOSTILE_TEXTS)  # no text file holds one
    rows += [[f"h{number}", "T", each] for number, each in enumerate(cells)]
    (report,), _ = bring(store, written(tmp_path, "h.csv", csv_text(rows)))
    unread = {row for each in report.words("status") for row in each.rows}
    assert len(unread) < len(HOSTILE_TEXTS) / 2
    assert "\x1b" not in "".join(report.remarks)
    assert Status.STALLED in statuses(store).values()


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_words_of_a_template_agree_with_the_crosswalk(name: str) -> None:
    made = read_register(template(name), name)
    assert len(made.status_words) >= 6
    assert list(wrong_status_words(made.status_words)) == []
    for each in made.status_words:
        meant = read_meaning(each.means)
        assert meant is not None
        known = [read_word(scheme.name, each.word) for scheme in SCHEMES]
        for word in filter(None, known):
            assert (word.status, word.progress) == (meant.status, meant.progress), each.word
