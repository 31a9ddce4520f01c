"""The review book: where one is in the queue outlives the board, and belongs to one register."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from store.user.review_book import GivenAnswer, ReviewBook, days_later

TODAY = date(2026, 11, 22)
REGISTER = Path("/somewhere/register.json")
QUEUE = ["a", "b", "c", "d"]


def _book(folder: Path, register: Path = REGISTER) -> ReviewBook:
    return ReviewBook(folder, register)


def test_a_review_that_was_left_goes_on_where_it_was(tmp_path: Path) -> None:
    book = _book(tmp_path)
    session = book.begin("all", QUEUE, TODAY)
    session.given.append(GivenAnswer("a", "looked"))
    session.here = "c"
    book.save()
    again = _book(tmp_path).begin("all", ["e", "b", "c"], TODAY)
    assert again.order == ["a", "b", "c", "e"]  # what was answered stays, d wants no look any more
    assert again.answers == {"a": "looked"}
    assert again.here == "c"
    assert again.left == ["b", "c", "e"]


@pytest.mark.parametrize(("scope", "days"), [("maritime", 0), ("all", 15)])
def test_another_scope_and_a_later_time_begin_anew(tmp_path: Path, scope: str, days: int) -> None:
    first = _book(tmp_path).begin("all", QUEUE, TODAY)
    assert first.here == "a"
    book = _book(tmp_path)
    assert book.session
    book.session.given.append(GivenAnswer("a", "looked"))
    assert book.begin(scope, QUEUE, TODAY + timedelta(days)).given == []


def test_one_that_was_gone_through_begins_anew(tmp_path: Path) -> None:
    book = _book(tmp_path)
    session = book.begin("all", ["a"], TODAY)
    session.given.append(GivenAnswer("a", "looked"))
    assert book.begin("all", ["b"], TODAY).order == ["b"]
    book.end()
    assert _book(tmp_path).session is None


def test_after_an_answer_comes_the_next_without_one(tmp_path: Path) -> None:
    session = _book(tmp_path).begin("all", QUEUE, TODAY)
    session.given = [GivenAnswer("b", "looked"), GivenAnswer("d", "later", saved=False)]
    assert session.after("a") == "c"
    assert session.after("c") == "a"
    session.given += [GivenAnswer("a", "changed"), GivenAnswer("c", "looked")]
    assert session.after("c") == ""
    assert (session.count("looked"), session.count("changed"), session.count("later")) == (2, 1, 1)


def test_one_steps_as_far_as_there_is_something(tmp_path: Path) -> None:
    session = _book(tmp_path).begin("all", QUEUE, TODAY)
    assert [session.step(-1), session.step(1), session.step(9)] == ["a", "b", "d"]
    assert _book(tmp_path / "other").begin("all", [], TODAY).step(1) == ""


def test_an_answer_taken_back_was_the_last_about_it(tmp_path: Path) -> None:
    session = _book(tmp_path).begin("all", QUEUE, TODAY)
    session.given = [
        GivenAnswer("a", "changed"),
        GivenAnswer("a", "looked"),
        GivenAnswer("b", "later"),
    ]
    assert session.take_back({"a"}) == "a"
    assert session.answer("a") == "changed"
    assert session.take_back({"z"}) == ""


def test_what_is_put_off_comes_back_on_its_day(tmp_path: Path) -> None:
    book = _book(tmp_path)
    book.put_off_until("a", TODAY + timedelta(7), TODAY)
    again = _book(tmp_path)
    assert again.days == 7
    assert again.put_off(TODAY) == {"a": date(2026, 11, 29)}
    assert again.put_off(TODAY + timedelta(7)) == {}
    again.bring_back("a")
    assert _book(tmp_path).put_off(TODAY) == {}


def test_places_are_remembered_and_every_register_has_its_own_book(tmp_path: Path) -> None:
    _book(tmp_path).remember_places(("PIB", "defense.gov"))
    assert _book(tmp_path).places == ("PIB", "defense.gov")
    assert _book(tmp_path, Path("/elsewhere/register.json")).places == ()


def test_a_book_that_cannot_be_read_is_put_aside(tmp_path: Path) -> None:
    book = _book(tmp_path)
    book.remember_places(("PIB",))
    book.path.write_text("{", encoding="utf-8")
    again = _book(tmp_path)
    assert again.places == ()
    assert again.path.with_suffix(".unreadable").read_text(encoding="utf-8") == "{"


def test_a_book_that_cannot_be_written_says_why_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    book = _book(tmp_path / "file")
    assert book.begin("all", QUEUE, TODAY).here == "a"
    assert "where you are cannot be kept" in book.trouble


@pytest.mark.parametrize("text", ["7", "7d", "+7d", " +7 "])
def test_days_are_read_as_they_are_written(text: str) -> None:
    assert days_later(text, TODAY) == date(2026, 11, 29)


@pytest.mark.parametrize("text", ["", "0", "-3", "soon", "4000", "\u0667", "2026-12-01"])
def test_what_is_no_number_of_days_is_none(text: str) -> None:
    assert days_later(text, TODAY) is None
