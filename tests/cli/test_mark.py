"""`entente mark`: what it writes, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from store.model.entities import Update
from store.model.status import Status
from store.register.store import Store
from tests.cli.conftest import Run
from tests.cli.terminal import on_terminal
from tests.registers import SMALL_REGISTER


def last_update(path: Path, commitment_id: str) -> Update:
    commitments = {each.id: each for each in Store(path, user="test").register.commitments}
    return commitments[commitment_id].updates[-1]


def test_a_status_is_saved_and_said_on_stderr(entente: Run, small: Path) -> None:
    result = entente("mark", "port-visits", "stalled")
    assert result == (
        0,
        "",
        "marked port-visits: in progress → stalled · `entente undo` takes it back\n",
    )
    update = last_update(small, "port-visits")
    assert (update.status, update.date.text) == (Status.STALLED, "2026-11-22")


@pytest.mark.parametrize(
    ("word", "progress"),
    [("40%", 40), ("40", 40), ("+10", 60), ("+10%", 60), ("-5", 45), ("−5", 45), ("-95", 0)],
)
def test_progress_is_set_or_moved(entente: Run, small: Path, word: str, progress: int) -> None:
    assert entente("mark", "port-visits", word).code == 0
    assert last_update(small, "port-visits").progress == progress


def test_what_was_wrong_is_corrected_without_a_word_for_it_to_give_way_to(
    entente: Run, small: Path
) -> None:
    assert entente("mark", "port-visits", "kept", "--note", "All made").code == 0
    wrong = last_update(small, "port-visits").id
    refused = entente("mark", "port-visits", "--corrects", wrong)
    assert (refused.code, "an update needs a note" in refused.err) == (2, True)
    done = entente("mark", "port-visits", "--corrects", wrong, "--note", "Of other ports")
    assert (done.code, "kept → in progress" in done.err) == (0, True)
    assert last_update(small, "port-visits").corrects == wrong
    assert "in-progress" in entente("show", "port-visits").out


def test_evidence_goes_into_the_update(entente: Run, small: Path) -> None:
    result = entente(
        *("mark", "port-visits", "kept", "--note", "-5 ships", "--date", "2026-10"),
        *("--source-title", "All ports visited", "--publisher", "Ministry", "--official"),
        *("--url", "https://example.org/x", "--source-date", "2026-10-30"),
    )
    assert result.code == 0
    update = last_update(small, "port-visits")
    assert (update.note, update.date.text) == ("-5 ships", "2026-10")
    source = update.source
    assert source is not None
    assert (source.title, source.publisher, source.url) == (
        "All ports visited",
        "Ministry",
        "https://example.org/x",
    )
    assert source.official
    assert str(source.date) == "2026-10-30"


@pytest.mark.parametrize("title", ["https://pib.gov.in/x", "<pib.gov.in/x>", "URL: pib.gov.in"])
def test_an_address_alone_is_no_evidence(entente: Run, small: Path, title: str) -> None:
    before = small.read_bytes()
    for line in (
        ("mark", "port-visits", "kept", "--source-title", title),
        ("instruments", "edit", "pact-2025", "--source-title", title),
    ):
        result = entente(*line)
        assert (result.code, result.out) == (2, "")
        assert "is an address, which is no evidence yet" in result.err
        assert "say in --source-title what the page is called" in result.err
    assert small.read_bytes() == before
    assert entente("mark", "port-visits", "kept", "--source-title", "minutes.pdf").code == 0


def test_several_are_marked_in_one_change(entente: Run, small: Path) -> None:
    result = entente("mark", "port-visits", "airfield-code", "port-visits", "20%", "--json")
    assert [item["id"] for item in result.items] == ["port-visits", "airfield-code"]
    assert [item["progress"] for item in result.items] == [20, 20]
    assert result.err == ""
    assert len(Store(small, user="ana").log()) == 1


def test_one_unknown_id_leaves_all_as_they_were(entente: Run, small: Path) -> None:
    before = small.read_bytes()
    result = entente("mark", "port-visits", "airfeild-code", "kept")
    assert result.code == 3
    assert "did you mean airfield-code" in result.err
    assert small.read_bytes() == before


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("port-visits", "keptt"), "'keptt' is not a status"),
        (("port-visits", "140%"), "out of range"),
        (("port-visits", "99999999999%"), "is not a status"),
        (("port-visits",), "needs an id"),
        ((), "missing argument"),
        (("port-visits", "kept", "--date", "2026-11-23"), "not over"),
        (("port-visits", "kept", "--date", "2026"), "not over"),
        (("port-visits", "kept", "--date", "2025-02-30"), "not in the calendar"),
        (("port-visits", "kept", "--date", "soon"), "'soon' is not a date"),
        (("port-visits", "kept", "--source-title", "x", "--source-date", "x"), "'x' is not a date"),
        (("port-visits", "kept", "--url", "https://example.org"), "--source-title"),
        (("port-visits", "--nte", "x", "kept"), "no option '--nte'"),
        (("port-visits", "kept", "--note"), "requires an argument"),
        (("port-visits", "--confirm"), "nothing to confirm"),
        (("pilot-school", "--confirm", "--due", "2027"), "--confirm confirms what is there"),
        (("pilot-school", "--confirm", "--url", "x"), "it takes no source"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    entente: Run, small: Path, args: tuple[str, ...], said: str
) -> None:
    before = small.read_bytes()
    result = entente("mark", *args)
    assert result.code == 2
    assert result.out == ""
    assert said in result.err.splitlines()[0]
    assert result.err.splitlines()[1].startswith("hint: ")
    assert small.read_bytes() == before


@pytest.mark.usefixtures("small")
def test_a_bad_status_names_the_good_ones(entente: Run) -> None:
    hint = entente("mark", "port-visits", "keptt", "--json").error["hint"]
    assert all(status.value in hint for status in Status)


@pytest.mark.usefixtures("small")
def test_moving_what_cannot_move_says_so(entente: Run) -> None:
    result = entente("mark", "pilot-school", "+10")
    assert result.code == 1
    assert result.err == "entente: pilot-school is at 100% already\n"


def test_moving_several_passes_over_those_at_the_end(entente: Run, small: Path) -> None:
    result = entente("mark", "pilot-school", "port-visits", "+10")
    assert result.code == 0
    assert last_update(small, "port-visits").progress == 60
    assert last_update(small, "pilot-school").id == "u2"


def test_a_change_is_dated_by_the_day_it_is_said_to_be_of(entente: Run, small: Path) -> None:
    assert entente("mark", "port-visits", "partly-kept", "--date", "2026-01-05").code == 0
    assert last_update(small, "port-visits").date.text == "2026-01-05"


@pytest.mark.parametrize(
    ("options", "way_out"),
    [
        (("--as-of", "2026-01-05"), "leave --as-of out"),
        (("--known-on", "2026-11-02"), "leave --known-on out"),
        (
            ("--known-on", "2026-11-02", "--as-of", "2026-01-05"),
            "leave --as-of and --known-on out",
        ),
    ],
)
@pytest.mark.usefixtures("small")
def test_the_way_out_of_the_past_names_what_was_given(
    entente: Run, options: tuple[str, ...], way_out: str
) -> None:
    assert way_out in entente(*options, "mark", "port-visits", "partly-kept").err


def test_nothing_is_written_into_the_past(entente: Run, small: Path) -> None:
    before = small.read_bytes()
    refused = entente("--as-of", "2026-01-05", "mark", "port-visits", "partly-kept")
    assert (refused.code, refused.out) == (1, "")
    assert "nothing can be written into the past, as of 2026-01-05" in refused.err
    assert small.read_bytes() == before


def test_a_second_reader_confirms_what_another_settled(
    entente: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "read-twice.json"
    Store.create(path, replace(SMALL_REGISTER, second_reader=True), user="ana").close()
    here = ("--register", str(path))
    monkeypatch.setenv("USER", "ana")
    monkeypatch.setenv("LOGNAME", "ana")
    assert entente(*here, "mark", "port-visits", "kept", "--note", "All called.").code == 0
    ids = [each["id"] for each in entente(*here, "list", "is:to-confirm", "--json").items]
    assert ids == ["port-visits", "pilot-school", "weather-data"]
    refused = entente(*here, "mark", "port-visits", "--confirm")
    assert (refused.code, "was written by ana" in refused.err) == (2, True)
    monkeypatch.setenv("USER", "ben")
    monkeypatch.setenv("LOGNAME", "ben")
    confirms = ("mark", "port-visits", "--confirm", "--note", "Read the note.", "--json")
    result = entente(*here, *confirms)
    assert result.items[0]["to_confirm"] is False
    assert last_update(path, "port-visits").by == "ben"
    again = entente(*here, "mark", "port-visits", "--confirm")
    assert (again.code, "confirmed already" in again.err) == (1, True)
    assert "to confirm: nobody but its writer" in entente(*here, "show", "pilot-school").out
    assert "by ben on 2026-11-22" in entente(*here, "show", "port-visits").out
    brief = entente(*here, "brief").out
    assert "To confirm by a second reader: 2" in brief
    assert "kept (to confirm)" in brief


@pytest.mark.parametrize(
    ("keys", "kind"), [("o\n", "official"), ("\n", "unknown"), ("I\n", "independent")]
)
def test_on_a_terminal_whose_word_a_source_is_is_asked(small: Path, keys: str, kind: str) -> None:
    source = ("--source-title", "Joint [/] note", "--url", "https://news.example/a")
    result = on_terminal("mark", "port-visits", "kept", *source, keys=keys)
    assert "Whose word is “Joint [/] note”?" in result.out
    found = last_update(small, "port-visits").source
    assert found is not None
    assert found.kind.value == kind


def test_what_the_address_tells_or_an_option_says_is_not_asked(small: Path) -> None:
    for more in (("--url", "https://pib.gov.in/a"), ("--independent",)):
        result = on_terminal("mark", "port-visits", "kept", "--source-title", "A note", *more)
        assert "Whose word" not in result.out
    assert last_update(small, "port-visits").source is not None
