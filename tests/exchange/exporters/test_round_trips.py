"""What goes out comes back in: wholly, or as far as the format can say it."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from exchange.exporters import SHEETS, ExportOptions, format_named, save
from exchange.importers.importer import ImportRequest, import_files
from fixtures import BUNDLED, bundled
from store.model.dates import PartialDate
from store.model.derived import derive
from store.model.entities import (
    Commitment,
    Confidence,
    FollowUp,
    Measure,
    Milestone,
    MilestoneKind,
    OwnStatusWord,
    Priority,
    Register,
    Source,
    SourceKind,
    Update,
    View,
)
from store.model.status import Status
from store.register.changeset import ChangeSet
from store.register.codec import read_register
from store.register.store import Store
from store.text import visible
from tests.conftest import AS_OF
from tests.exchange.exporters.exports import selected, store_of, texts
from tests.registers import SMALL_REGISTER

LOSSLESS = ("json", "jsonl", "folder")

dates = st.sampled_from(
    ["2025", "2026-Q3", "2025-12", "2025-12-31", "1999-01-01", "0001", "9999-12-31"]
).map(PartialDate.parse)
maybe_dates = st.none() | dates
percents = st.none() | st.integers(0, 100)
statuses = st.none() | st.sampled_from(Status)
titles = texts.filter(bool)
listed = titles | st.sampled_from(
    ["Korea; Republic of", 'a "quoted; " one', '"Quad" leaders', '"', '"a; b"', "; ", ";", '""; x']
)
"""What stands in a cell with others."""
sources = st.none() | st.builds(
    Source,
    titles,
    texts,
    maybe_dates,
    texts,
    kind=st.sampled_from(SourceKind),
    excerpt=texts,
    accessed=maybe_dates,
    archive_url=texts,
    copy=texts,
    no_excerpt=texts,
)
slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
unknown = st.dictionaries(texts.map(lambda text: f"x_{text}"), values, max_size=2)


def numbered(letter: str, items: list[Any]) -> tuple[Any, ...]:
    return tuple(replace(each, id=f"{letter}{n}") for n, each in enumerate(items, start=1))


@st.composite
def commitments(draw: st.DrawFn) -> Commitment:
    milestones = st.builds(
        Milestone,
        st.just(""),
        titles,
        maybe_dates,
        maybe_dates,
        sources,
        st.sampled_from(MilestoneKind),
    )
    tasks = st.builds(FollowUp, st.just(""), titles, texts, maybe_dates, maybe_dates)
    several = st.lists(listed, max_size=2, unique=True).map(tuple)
    updates = st.builds(
        Update,
        st.just(""),
        dates,
        texts,
        sources,
        statuses,
        percents,
        by=texts,
        written=texts,
        corrects=texts,
        weighs=several,
        searched=several,
        due=maybe_dates,
        confidence=st.none() | st.sampled_from(Confidence),
        confirms=texts,
    )
    return Commitment(
        draw(slugs),
        draw(titles),
        summary=draw(texts),
        instrument=draw(st.sampled_from(["", "pact-2025", "elsewhere"])),
        clause=draw(texts),
        parties=tuple(draw(st.lists(listed, max_size=2, unique=True))),
        lead=draw(texts),
        domains=tuple(
            draw(st.lists(st.sampled_from(["air", "maritime"]), max_size=2, unique=True))
        ),
        start=draw(maybe_dates),
        due=draw(maybe_dates),
        priority=draw(st.sampled_from(Priority)),
        tags=tuple(draw(st.lists(listed, max_size=2, unique=True))),
        milestones=numbered("m", draw(st.lists(milestones, max_size=2))),
        follow_ups=numbered("f", draw(st.lists(tasks, max_size=2))),
        updates=numbered("u", draw(st.lists(updates, max_size=2))),
        measure=draw(st.sampled_from(Measure)),
    )


registers = st.lists(commitments(), max_size=3, unique_by=lambda each: each.id).map(
    lambda items: replace(
        SMALL_REGISTER,
        commitments=tuple(items),
        views=(View("late", "is:overdue"),),
        official_bodies=("gov.avalon",),
        second_reader=True,
        status_words=(OwnStatusWord("on = track", "in-progress 50%"),),
    )
)


def without_revision(documents: Any) -> list[Any]:
    return [
        {key: value for key, value in document.items() if key != "revision"}
        for document in documents
    ]


def exported(store: Store, name: str, folder: Path, sheet: str = "") -> Path:
    endings = {"folder": "", "taskwarrior": ".json"}
    path = folder / f"out-{name}-{sheet}{endings.get(name, '.' + name)}"
    options = ExportOptions(sheet=sheet) if sheet else ExportOptions()
    save(selected(store), format_named(name), path, options=options)
    return path


def imported(path: Path, folder: Path, *, into: Register | None = None) -> Store:
    register = into or Register(title="An empty one")
    store = store_of(folder, register)
    import_files(store, [path], ImportRequest(as_of=AS_OF, fresh=into is None))
    return store


def told(commitment: Commitment) -> dict[str, Any]:
    """Return what a row of a sheet says of a commitment, but for its updates."""
    names = "id title summary instrument clause parties lead domains start due priority tags"
    return {name: getattr(commitment, name) for name in names.split()}


NUL = re.compile("\0")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def pictured(value: Any, unsayable: re.Pattern[str] = NUL) -> Any:
    """Return the same with pictures for what a format cannot say."""
    match value:
        case dict():
            return {key: pictured(item, unsayable) for key, item in value.items()}
        case list() | tuple():
            return type(value)(pictured(item, unsayable) for item in value)
        case str():
            return unsayable.sub(lambda found: visible(found[0]), value)
        case _:
            return value


@pytest.mark.parametrize("name", LOSSLESS)
@settings(max_examples=25)
@given(register=registers, fields=unknown, data=st.data())
def test_nothing_is_lost(name: str, register: Register, fields: Any, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        store = store_of(Path(one), register)
        changes = ChangeSet()
        for document in store.documents():
            for item in [document, *document.get("milestones", []), *document.get("updates", [])]:
                item |= data.draw(unknown)
            changes.commitment(document)
        domains = [each | {"x_code": None} for each in store.head()["domains"]]
        changes.head({"x_desk": 4, "domains": domains} | fields)
        instrument = next(store.instrument_documents())
        changes.instrument(instrument | {"x_series": ["UNTS", 1]})
        store.write_all(changes, "unknown fields")
        back = imported(exported(store, name, Path(one)), Path(other))
        assert without_revision(back.documents()) == without_revision(store.documents())
        assert list(back.instrument_documents()) == list(store.instrument_documents())
        assert back.head() == store.head()


@settings(max_examples=25)
@given(register=registers)
def test_a_csv_brings_the_same_commitments(register: Register) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        store = store_of(Path(one), register)
        back = imported(exported(store, "csv", Path(one)), Path(other))
        pairs = list(zip(store.register.commitments, back.register.commitments, strict=True))
        for before, after in pairs:
            assert told(after) == pictured(told(before))
            assert derive(after, AS_OF).status is derive(before, AS_OF).status


@settings(max_examples=25)
@given(register=registers)
def test_a_workbook_brings_the_same_commitments(register: Register) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        store = store_of(Path(one), register)
        back = imported(exported(store, "xlsx", Path(one)), Path(other))
        found = [replace(each, revision=0) for each in back.register.commitments]
        assert found == list(register.commitments)


@settings(max_examples=25)
@given(register=registers)
def test_follow_ups_come_back_from_taskwarrior_as_they_were(register: Register) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        assume(any(each.follow_ups for each in register.commitments))
        store = store_of(Path(one), register)
        path = exported(store, "taskwarrior", Path(one))
        bare = [replace(each, follow_ups=()) for each in register.commitments]
        back = imported(path, Path(other), into=replace(register, commitments=tuple(bare)))
        found = {each["id"]: each.get("follow_ups") for each in back.documents()}
        expected = {each["id"]: each.get("follow_ups") for each in store.documents()}
        assert found == pictured(expected, CONTROLS)


def test_a_task_of_taskwarrior_keeps_all_it_came_with(small_store: Store, tmp_path: Path) -> None:
    tasks = tmp_path / "tasks.json"
    tasks.write_text(
        json.dumps(
            [
                {
                    "uuid": "6b1f7c9a-52b4-4c3e-9d27-0f6a1f0e8a11",
                    "status": "waiting",
                    "entry": "20240101T000000Z",
                    "modified": "20240102T000000Z",
                    "description": "Ask the port",
                    "project": "harbour.north",
                    "tags": ["call", "airfield-code"],
                    "annotations": [{"entry": "20240101T000000Z", "description": "x"}],
                    "x_desk": "4",
                }
            ]
        )
    )
    import_files(small_store, [tasks], ImportRequest(as_of=AS_OF))
    path = exported(small_store, "taskwarrior", tmp_path)
    bare = [replace(each, follow_ups=()) for each in SMALL_REGISTER.commitments]
    folder = tmp_path / "other"
    folder.mkdir()
    back = imported(path, folder, into=replace(SMALL_REGISTER, commitments=tuple(bare)))
    for commitment_id in ("airfield-code", "port-visits"):
        before, after = small_store.document(commitment_id), back.document(commitment_id)
        assert after["follow_ups"] == before["follow_ups"]
    brought = small_store.document("airfield-code")["follow_ups"][-1]
    assert (brought["project"], brought["x_desk"]) == ("harbour.north", "4")


@pytest.mark.parametrize("name", [*LOSSLESS, "taskwarrior", "csv", "xlsx"])
def test_what_comes_back_into_its_own_register_changes_nothing(
    name: str, india_us: Store, tmp_path: Path
) -> None:
    path = exported(india_us, name, tmp_path)
    done = import_files(india_us, [path], ImportRequest(as_of=AS_OF))
    assert done.change is None
    assert done.reports[0].refused == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_each_sheet_comes_back_too(sheet: str, india_us: Store, tmp_path: Path) -> None:
    path = exported(india_us, "csv", tmp_path, sheet)
    assert import_files(india_us, [path], ImportRequest(as_of=AS_OF)).change is None


def _sheets(register: Register, folder: Path) -> tuple[Store, list[Path]]:
    """Return a store of a register, and its four sheets as csv, that of commitments first."""
    store = store_of(folder, register)
    return store, [exported(store, "csv", folder, sheet) for sheet in SHEETS]


@pytest.mark.parametrize("name", BUNDLED)
@pytest.mark.parametrize("order", [1, -1])
def test_the_four_sheets_together_are_the_register(name: str, order: int, tmp_path: Path) -> None:
    store, paths = _sheets(read_register(bundled(name), name), tmp_path)
    (tmp_path / "other").mkdir()
    back = store_of(tmp_path / "other", Register("An empty one"))
    done = import_files(back, paths[::order], ImportRequest(as_of=AS_OF, fresh=True))
    assert [each.file for each in done.reports] == [each.name for each in paths[::order]]
    assert without_revision(back.documents()) == without_revision(store.documents())
    again = import_files(store, paths[::order], ImportRequest(as_of=AS_OF))
    assert again.change is None


@pytest.mark.parametrize("name", BUNDLED)
def test_the_four_sheets_one_by_one_are_the_register(name: str, tmp_path: Path) -> None:
    store, paths = _sheets(read_register(bundled(name), name), tmp_path)
    (tmp_path / "other").mkdir()
    back = store_of(tmp_path / "other", Register("An empty one"))
    for path in paths:
        import_files(back, [path], ImportRequest(as_of=AS_OF, fresh=True))
    assert without_revision(back.documents()) == without_revision(store.documents())


def test_the_sheet_of_updates_wins_over_what_the_first_sheet_sums_up(tmp_path: Path) -> None:
    update = Update("u1", PartialDate.parse("2026-03-04"), note="Seen", status=Status.KEPT)
    visits = Commitment("visits", "Yearly visits", updates=(update,))
    store, paths = _sheets(Register("Pact", commitments=(visits,)), tmp_path)
    text = paths[0].read_text()
    assert "2026-03-04" in text
    paths[0].write_text(text.replace("2026-03-04", "2026-03-05").replace("kept", "stalled"))
    (tmp_path / "other").mkdir()
    back = store_of(tmp_path / "other", Register("An empty one"))
    import_files(back, paths, ImportRequest(as_of=AS_OF, fresh=True))
    assert without_revision(back.documents()) == without_revision(store.documents())


def test_a_sheet_of_updates_alone_says_what_comes_first(tmp_path: Path) -> None:
    _, paths = _sheets(SMALL_REGISTER, tmp_path)
    (tmp_path / "other").mkdir()
    back = store_of(tmp_path / "other", Register("An empty one"))
    (report,) = import_files(back, paths[-1:], ImportRequest(as_of=AS_OF, fresh=True)).reports
    assert {each.reason for each in report.refused} == {
        "no commitment has this id; the sheet of commitments comes first, or both together"
    }


_LONG = "The full text of the statement. " * 1300
_CUT = Commitment(
    "visits",
    "Yearly visits",
    summary=f"'{_LONG}",
    parties=tuple(f"Party {number} of very many" for number in range(2000)),
    follow_ups=(FollowUp("f1", _LONG),),
    updates=(
        Update(
            "u1",
            PartialDate.parse("2025"),
            note=_LONG,
            status=Status.KEPT,
            source=Source("Statement", excerpt=_LONG),
        ),
    ),
)


def test_a_text_that_a_workbook_cut_stays_whole_where_it_is_known(tmp_path: Path) -> None:
    store = store_of(tmp_path, Register("Pact", commitments=(_CUT,)))
    path = exported(store, "xlsx", tmp_path)
    done = import_files(store, [path], ImportRequest(as_of=AS_OF))
    assert done.change is None
    assert sorted(done.reports[0].remarks) == [
        f"visits: {each} is cut in the file, and stays whole here"
        for each in (
            "follow_ups f1 title",
            "parties",
            "summary",
            "updates u1 note",
            "updates u1 source excerpt",
        )
    ]


def test_a_cut_text_is_taken_and_told_where_it_is_new(tmp_path: Path) -> None:
    store = store_of(tmp_path, Register("Pact", commitments=(_CUT,)))
    path = exported(store, "xlsx", tmp_path)
    (tmp_path / "other").mkdir()
    back = store_of(tmp_path / "other", Register("An empty one"))
    (report,) = import_files(back, [path], ImportRequest(as_of=AS_OF, fresh=True)).reports
    told = "visits: summary is cut in the file, and is taken so: the rest is not in it"
    assert told in report.remarks
    summary = back.register.commitments[0].summary
    assert summary.startswith("'The full text")
    assert summary.endswith("[cut here: longer than a cell can be]")
    # A text that begins otherwise here is another one.
    changed = replace(_CUT, follow_ups=(FollowUp("f1", "Something else"),))
    (tmp_path / "third").mkdir()
    other = store_of(tmp_path / "third", Register("Pact", commitments=(changed,)))
    import_files(other, [path], ImportRequest(as_of=AS_OF))
    title = other.register.commitments[0].follow_ups[0].title
    assert title.startswith("The full text")


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_a_name_with_the_sign_between_names_comes_back_as_one(name: str, tmp_path: Path) -> None:
    commitment = Commitment(
        "visits",
        "Yearly visits",
        parties=("Korea; Republic of", "India", '"Quad" partners'),
        tags=('"; "',),
    )
    store = store_of(tmp_path, Register("Pact", commitments=(commitment,)))
    path = exported(store, name, tmp_path)
    assert import_files(store, [path], ImportRequest(as_of=AS_OF)).change is None
    (tmp_path / "other").mkdir()
    back = imported(path, tmp_path / "other").register.commitments[0]
    assert (back.parties, back.tags) == (commitment.parties, commitment.tags)
