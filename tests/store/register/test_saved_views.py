"""Saved views: queries kept in the register under a name."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace
from tinydb import TinyDB

from store.errors import BadQuery, BadValue, NotFound, NothingToDo
from store.model.entities import View
from store.register.store import Store
from tests.conftest import make_store, open_store, plain
from tests.registers import SMALL_REGISTER

pytestmark = pytest.mark.usefixtures("either_storage")

LATE = View("late at sea", "domain:maritime is:overdue sort:due")


def test_a_view_is_kept_and_found_again(small_store: Store) -> None:
    done = small_store.save_view(" late  at sea ", LATE.query)
    assert done.label == "view “late at sea” saved"
    assert open_store(small_store.path).register.views == (LATE,)


def test_a_view_of_the_same_name_takes_its_place_whatever_the_case(small_store: Store) -> None:
    small_store.save_view(LATE.name, LATE.query)
    small_store.save_view("stuck", "status:stalled")
    small_store.save_view("Late at Sea", "is:overdue")
    assert small_store.register.views == (
        View("Late at Sea", "is:overdue"),
        View("stuck", "status:stalled"),
    )
    small_store.undo()
    assert small_store.register.views[0] == LATE


def test_a_view_is_removed_and_comes_back_to_its_place(small_store: Store) -> None:
    for name in ("one", "two", "three"):
        small_store.save_view(name, f"title:{name}")
    before = small_store.register.views
    small_store.remove_view("TWO")
    assert [each.name for each in small_store.register.views] == ["one", "three"]
    small_store.undo()
    assert small_store.register.views == before
    small_store.redo()
    assert [each.name for each in small_store.register.views] == ["one", "three"]


def test_the_last_view_leaves_no_trace_in_the_file(small_store: Store) -> None:
    head = small_store.head()
    small_store.save_view("one", "is:open")
    small_store.remove_view("one")
    assert small_store.head() == head


def test_what_is_no_view_is_refused(small_store: Store) -> None:
    with pytest.raises(BadQuery):
        small_store.save_view("bad", "status:nonsense")
    with pytest.raises(BadValue, match="needs a name"):
        small_store.save_view("  ", "is:open")
    with pytest.raises(NotFound, match="no view 'lat'"):
        small_store.remove_view("lat")
    small_store.save_view(LATE.name, LATE.query)
    with pytest.raises(NothingToDo):
        small_store.save_view(LATE.name, LATE.query)
    with pytest.raises(NotFound) as caught:
        small_store.remove_view("late at see")
    assert "did you mean late at sea" in caught.value.hint


def test_another_program_s_view_is_noticed(small_store: Store) -> None:
    open_store(small_store.path, user="ben").save_view(LATE.name, LATE.query)
    news = small_store.refresh()
    assert [each.label for each in news or []] == ["view “late at sea” saved"]
    assert small_store.register.views == (LATE,)


def test_undo_of_a_view_leaves_somebody_else_s_view(small_store: Store) -> None:
    small_store.save_view("mine", "is:open")
    open_store(small_store.path, user="ben").save_view("theirs", "is:settled")
    small_store.undo()
    assert small_store.register.views == (View("theirs", "is:settled"),)


@pytest.mark.only_files
def test_stock_tinydb_reads_views_and_unknown_fields_stay(small_store: Store) -> None:
    small_store.close(checkpoint=True)
    tables = json.loads(small_store.path.read_text())
    del tables["_meta"]
    tables["register"]["1"]["x_office"] = "room 4"
    tables["register"]["1"]["views"] = [{"name": "one", "query": "is:open", "x_colour": "red"}]
    small_store.path.write_text(json.dumps(tables))
    store = open_store(small_store.path)
    store.save_view("ONE", "is:settled")
    store.save_view("two", "is:overdue")
    store.close(checkpoint=True)
    (head,) = TinyDB(store.path).table("register").all()
    assert head["x_office"] == "room 4"
    assert head["views"] == [
        {"name": "ONE", "query": "is:settled", "x_colour": "red"},
        {"name": "two", "query": "is:overdue"},
    ]


@pytest.mark.only_files
def test_a_register_is_made_with_its_views(small_store: Store) -> None:
    register = replace(SMALL_REGISTER, views=(LATE,))
    made = make_store(small_store.path.with_name("other.json"), register)
    assert plain(open_store(made.path).register) == register
