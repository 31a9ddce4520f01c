"""A register of one's own on the command line: made, set up, and its commitments reshaped."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from fixtures import TEMPLATES, bundled
from store.register.changeset import ChangeSet
from store.register.store import Store
from tests.cli.conftest import Run
from tests.cli.terminal import on_terminal

SMALL = pytest.mark.usefixtures("small")


@pytest.mark.parametrize(
    "name", ["quad", "india-us", "-x", "~ana", "two words", "it's", "own.json", "sub/quad"]
)
def test_the_command_that_is_told_opens_just_what_was_made(
    entente: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    told = entente("new", "--title", "Mine", "--", name).err.splitlines()[-1]
    command, option, path = shlex.split(told.removesuffix(" opens it"))
    assert (command, option) == ("entente", "--register")
    where = entente("where", "--register", path).out.splitlines()[0]
    assert where == f"register\t{tmp_path / name}"
    # Nothing else goes by these words, also where that file is no more.
    (tmp_path / name).rename(tmp_path / "elsewhere")
    assert entente("list", "--register", path).code == 1
    assert "there is no register at" in entente("list", "--register", path).err


@pytest.mark.parametrize("like", [*TEMPLATES, "quad", ""])
def test_a_register_is_made_whole_and_opens(entente: Run, tmp_path: Path, like: str) -> None:
    path = str(tmp_path / "own.json")
    made = entente("new", path, *(("--like", like) if like else ()), "--title", "Own", "--json")
    assert (made.code, made.err) == (0, "")
    item = made.items[0]
    assert (item["title"], item["like"]) == ("Own", like)
    whole = len(json.loads(bundled("quad"))["commitments"])
    assert item["commitments"] == {"quad": whole, "": 0}.get(like, 1)
    assert len(entente("domains", "--register", path, "--json").items) == item["domains"] > 5
    listed = entente("list", "--register", path, "--json").items
    assert len(listed) == item["commitments"]
    assert entente("doctor", "--register", path).code == 0
    assert all(
        entente("list", "--view", each["name"], "--register", path).code == 0
        for each in entente("views", "--register", path, "--json").items
    )


def test_a_sample_can_be_left_out_and_nothing_is_overwritten(entente: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    made = entente("new", str(path), "--like", "communique", "--no-sample")
    assert made.err.startswith("own: made at ")
    assert entente("list", "--register", str(path)).out == ""
    before = path.read_bytes()
    again = entente("new", str(path), "--like", "bilateral")
    assert (again.code, path.read_bytes()) == (2, before)
    assert "exists already" in again.err


def test_what_can_be_made_is_listed(entente: Run) -> None:
    lines = entente("new").out.splitlines()
    assert [line.split("\t")[0] for line in lines] == [*TEMPLATES, "india-us", "quad"]


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("new", "--like", "bilateral"), 2),
        (("new", "x.json", "--like", "nothing"), 2),
        (("new", "x.json", "--like", "quad", "--no-sample"), 2),
        (("new", " "), 2),
        (("new", "no\0thing"), 1),
        (("settings", "--stale-days", "-1"), 2),
        (("settings", "--title", ""), 2),
        (("settings", "--status-word", "kept=withdrawn"), 2),
        (("settings", "--title", "Half", "--status-word", "done"), 2),
        (("settings", "--status-word", "nobody said it="), 3),
        (("domains", "add"), 2),
        (("domains", "add", "air"), 2),
        (("domains", "add", "Air"), 2),
        (("domains", "edit", "air"), 2),
        (("domains", "merge", "air", "sea", "--yes"), 3),
        (("domains", "move", "air", "first"), 2),
        (("domains", "add", "sea", "--dry-run"), 2),
        (("domains", "remove", "air"), 2),
        (("instruments", "edit", "pact-2025"), 2),
        (("instruments", "--kind", "x"), 2),
        (("instruments", "remove", "pact-2025"), 2),
        (("instruments", "remove", "nothing"), 3),
        (("instruments", "rename", "pact-2025", "Harbour Pact"), 1),
        (("duplicate", "port-visits", "pilot-school"), 2),
        (("duplicate", "nothing", "new"), 3),
        (("split", "port-visits", "new", "--title", "x", "--item", "m9"), 3),
        (("merge", "port-visits", "port-visits", "--yes"), 2),
        (("merge", "port-visits", "pilot-school"), 2),
        (("change-id", "port-visits", "Port"), 2),
        (("edit", "domain:air", "--set", "lead"), 2),
        (("edit", "domain:air", "--set", "colour=red"), 2),
        (("edit", "domain:air", "--set", "title=One"), 2),
        (("edit", "domain:air", "--set", "due=soon"), 2),
        (("edit", "domain:air", "--yes"), 2),
        (("edit", "domain:nothing", "--set", "lead=x"), 2),
        (("edit", "title:nothing", "--set", "lead=x"), 1),
        (("edit", "port-visits", "pilot-school"), 2),
        (("edit", "port-visits", "--title", "x", "--set", "lead=y"), 2),
    ],
)
def test_what_cannot_be_done_says_so_and_changes_nothing(
    entente: Run, small: Path, args: tuple[str, ...], code: int
) -> None:
    before = small.read_bytes()
    result = entente(*args)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("entente: ")
    assert small.read_bytes() == before
    assert entente("log").out == ""


@SMALL
def test_sites_that_are_no_longer_official_are_named_with_the_way_back(entente: Run) -> None:
    def kind_at(site: str) -> str:
        entente("mark", "port-visits", "60%", "--source-title", "A page", "--url", f"{site}/x")
        updates = entente("show", "port-visits", "--json").items[0]["updates"]
        return str(updates[-1]["source"]["kind"])

    assert kind_at("pib.gov.in") == "official"
    said = entente("settings", "--official-bodies", "mod.go.th").err.splitlines()
    assert kind_at("mea.gov.in") == "unknown"
    assert said[1].startswith("no longer official: gov.in, nic.in, mil.in")
    beside, alone = (shlex.split(each.partition(": entente ")[2]) for each in said[2:])
    entente(*beside)
    assert kind_at("mod.gov.in") == "official"
    assert entente("settings", "--json").items[0]["official_bodies"][:2] == ["mod.go.th", "gov.in"]
    again = entente(*alone).err
    assert "no longer official: mod.go.th\n" in again
    assert "beside the others: entente settings --official-bodies 'gov.in," in again
    assert "alone again" not in again
    assert entente("settings", "--json").items[0]["official_bodies"] == []
    assert kind_at("isro.gov.in") == "official"


@SMALL
def test_settings_hold_for_everybody(entente: Run) -> None:
    assert [each["id"] for each in entente("list", "is:stale", "--json").items] == ["port-visits"]
    said = entente("settings", "--stale-days", "900", "--stale-days-near-due", "900")
    assert said.err == (
        "settings: stale-days, stale-days-near-due · `entente undo` takes it back\n"
    )
    assert entente("list", "is:stale", "--json").items == []
    assert "stale-days\t900" in entente("settings").out.splitlines()
    assert entente("settings", "--stale-days", "", "--json").items[0]["stale_days"] is None
    entente("undo")
    entente("undo")
    assert len(entente("list", "is:stale", "--json").items) == 1


@SMALL
def test_status_words_are_set_shown_used_and_removed(entente: Run, tmp_path: Path) -> None:
    said = entente("settings", "--status-word", "on track=in progress", "--status-word", "ok=kept")
    assert (said.code, said.err) == (0, "settings: status-word · `entente undo` takes it back\n")
    assert "status-words\ton track = in-progress; ok = kept" in entente("settings").out.splitlines()
    sheet = tmp_path / "s.csv"
    sheet.write_text("id,title,status\nbuoys,Light the buoys,ON TRACK\n", encoding="utf-8")
    told = entente("import", str(sheet))
    assert "“ON TRACK” is in-progress" in told.out
    assert entente("list", "id:buoys", "--json").items[0]["status"] == "in-progress"
    left = entente("settings", "--status-word", "On-Track=", "--json").items[0]["status_words"]
    assert left == [{"word": "ok", "means": "kept"}]
    entente("undo")
    assert len(entente("settings", "--json").items[0]["status_words"]) == 2
    assert entente("settings", "--status-word", "", "--json").items[0]["status_words"] == []


@SMALL
def test_doctor_names_a_status_word_that_means_no_status(entente: Run, small: Path) -> None:
    store, changes = Store(small, user="ana"), ChangeSet()
    changes.head({"status_words": [{"word": "late\x1b", "means": "slow"}]})
    store.write_all(changes, "brought")
    told = entente("doctor")
    assert "register, status_words" in told.out
    assert "is no status" in told.out
    assert "\x1b" not in told.out


@SMALL
def test_domains_are_managed_and_said_first_what_uses_them(entente: Run) -> None:
    entente("domains", "add", "land", "On", "land")
    entente("domains", "move", "land", "1")
    assert entente("domains").out == "land\tOn land\t0\nmaritime\tMaritime\t2\nair\tAir\t3\n"
    told = entente("domains", "merge", "air", "maritime", "--dry-run").out
    assert told.startswith("air is used by 3 commitments\n")
    items = entente("domains", "remove", "air", "--dry-run", "--json").items
    assert [each["id"] for each in items] == ["pilot-school", "airfield-code", "weather-data"]
    assert entente("domains", "merge", "air", "maritime", "--yes").code == 0
    assert entente("list", "domain:maritime", "--json").json["count"] == 4
    assert entente("domains", "remove", "land").code == 0  # nothing uses it: nothing is asked
    assert entente("domains").out == "maritime\tMaritime\t4\n"


@SMALL
def test_saved_views_follow_and_come_back_with_an_undo(entente: Run) -> None:
    entente("views", "domain:air", "is:open", "--save", "Aloft")
    entente("views", "-domain:air", "instrument:pact-2025", "--save", "Aground")
    before = entente("views", "--json").items
    said = entente("domains", "id", "air", "sky").err
    assert "domain air: id changed to sky, 2 saved views follow · `entente undo`" in said
    queries = {each["name"]: each["query"] for each in entente("views", "--json").items}
    assert queries["Aloft"] == "domain:sky is:open"
    assert queries["Aground"] == "-domain:sky instrument:pact-2025"
    assert "1 saved view follows" in entente("instruments", "id", "pact-2025", "treaty").err
    assert "2 saved views follow" in entente("domains", "merge", "sky", "maritime", "--yes").err
    queries = {each["name"]: each["query"] for each in entente("views", "--json").items}
    assert queries["Aground"] == "-domain:maritime instrument:treaty"
    assert "2 saved views follow" in entente("log", "--json").items[0]["label"]
    for _ in range(3):
        assert entente("undo").code == 0
    assert entente("views", "--json").items == before
    assert "follow" not in entente("domains", "remove", "air", "--yes").err
    after = {each["name"]: each["query"] for each in entente("views", "--json").items}
    assert after["Aloft"] == "domain:air is:open"  # no heir: as somebody wrote it


def test_a_terminal_is_asked_before_a_domain_goes(small: Path) -> None:
    result = on_terminal("domains", "remove", "air", keys="n\n")
    assert result.code == 1
    assert "airfield-code" in result.out
    assert "Remove the domain air? [y/N]" in result.out
    assert b'"air"' in small.read_bytes()


@SMALL
def test_instruments_are_managed(entente: Run) -> None:
    entente("instruments", "add", "pact-2035", "Third", "Pact", "--date", "2035-02")
    entente("instruments", "edit", "pact-2035", "--supersedes", "pact-2025", "--kind", "framework")
    entente("instruments", "move", "pact-2035", "1")
    entente("instruments", "id", "pact-2025", "pact")
    assert entente("instruments").out.splitlines() == [
        "pact-2035\t2035-02\tframework\t0\tThird Pact",
        "pact\t2025-02-06\tframework\t2\tHarbour Pact",
        "pact-2015\t2015-02-06\tframework\t1\tOld Harbour Pact",
    ]
    told = entente("instruments", "merge", "pact", "pact-2035", "--dry-run").out
    assert "pact is used by 2 commitments, 1 later instrument" in told
    entente("instruments", "merge", "pact", "pact-2035", "--yes")
    assert entente("show", "port-visits", "--json").items[0]["instrument"] == "pact-2035"
    items = entente("instruments", "--json").items
    assert items[0]["commitments"] == 2
    assert items[0]["supersedes"] == "pact-2015"
    entente("instruments", "remove", "pact-2035", "--yes")
    assert entente("show", "port-visits", "--json").items[0]["instrument"] == ""


@SMALL
def test_commitments_are_duplicated_split_and_merged(entente: Run) -> None:
    assert entente("duplicate", "port-visits", "port-calls").err == (
        "port-calls: duplicate of port-visits added · `entente undo` takes it back\n"
    )
    split = entente("split", "port-visits", "second", "--title", "Second", "--item", "m2", "--json")
    assert [len(each["milestones"]) for each in split.items] == [1, 1]
    told = entente("merge", "second", "port-calls", "--dry-run")
    assert told.out.splitlines()[1] == "added: 1 milestone"
    assert entente("show", "second").code == 0
    merged = entente("merge", "second", "port-calls", "--yes", "--json").items[0]
    assert merged["former_ids"] == ["second"]
    assert "Merged from second: title “Second”" in merged["summary"]
    for _ in range(3):
        assert entente("undo").code == 0
    assert entente("list", "--json").json["count"] == 4


@SMALL
def test_an_old_id_is_found_by_every_command(entente: Run, tmp_path: Path) -> None:
    entente("change-id", "port-visits", "visits")
    shown = entente("show", "port-visits", "--json").items[0]
    assert (shown["id"], shown["former_ids"]) == ("visits", ["port-visits"])
    assert "formerly\tport-visits" in entente("show", "visits").out
    for args in (
        ("mark", "port-visits", "60%"),
        ("done", "port-visits", "f1"),
        ("follow", "port-visits", "Ask"),
        ("edit", "port-visits", "--lead", "Navy"),
        ("edit", "port-visits", "--set", "clause=3"),
        ("duplicate", "port-visits", "again"),
        ("remove", "port-visits", "--yes"),
    ):
        result = entente(*args, "--json")
        assert (result.code, result.err) == (0, ""), args
        assert result.items, args
    assert "id changed to visits" in entente("log", "port-visits").out
    entente("undo")
    for query in ("id:port-visits", "port-visits", "id:port-*"):
        assert [each["id"] for each in entente("list", query, "--json").items] == ["visits"]
    page = tmp_path / "page.html"
    page.write_text("page")
    assert entente("keep", str(page), "--for", "port-visits").code == 0


@SMALL
def test_many_are_edited_at_once_and_undone_at_once(entente: Run) -> None:
    dry = entente("edit", "domain:air", "--set", "lead=Air force", "--add-tag", "x", "--dry-run")
    assert dry.out.splitlines()[:2] == [
        "pilot-school\tlead\t\tAir force",
        "pilot-school\ttags\t\tx",
    ]
    assert dry.err == "3 commitments would change; nothing was saved\n"
    assert entente("log").out == ""
    done = entente(
        *("edit", "domain:air", "--set", "lead=Air force", "--set", "priority=high"),
        *("--add-tag", "x", "--remove-party", "avalon", "--add-domain", "maritime", "--json"),
    )
    assert [(each["lead"], each["tags"]) for each in done.items] == [("Air force", ["x"])] * 3
    assert [each["parties"] for each in done.items] == [[], ["Borduria"], ["Borduria"]]
    assert all("maritime" in each["domains"] for each in done.items)
    entente("undo")
    assert [each["lead"] for each in entente("list", "--json").items] == [""] * 4


@SMALL
def test_ids_among_the_words_are_meant_as_such(entente: Run) -> None:
    done = entente("edit", "port-visits", "pilot-school", "--set", "lead=Navy", "--json")
    assert [each["id"] for each in done.items] == ["port-visits", "pilot-school"]


def test_more_than_ten_are_asked_for(entente: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "quad.json")
    entente("new", path, "--like", "quad")
    refused = entente("edit", "is:open", "--set", "lead=Quad", "--register", path)
    assert refused.code == 2
    assert "hint: add --yes" in refused.err
    assert entente("log", "--register", path).out == ""
    assert entente("edit", "is:open", "--set", "lead=Quad", "--register", path, "--yes").code == 0
    assert len(entente("log", "--register", path).out.splitlines()) == 1


@SMALL
@pytest.mark.parametrize("name", ["all.json", "all.csv", "all.xlsx"])
def test_former_ids_travel_and_files_from_before_are_known_again(
    entente: Run, tmp_path: Path, name: str
) -> None:
    before, after, other = (str(tmp_path / each) for each in (f"before-{name}", name, "other.json"))
    entente("export", "-o", before)
    entente("change-id", "port-visits", "visits")
    entente("export", "-o", after)
    read = entente("import", after, "--into", other, "--json")
    assert read.code == 0, read.err
    shown = entente("show", "port-visits", "--register", other, "--json").items[0]
    assert (shown["id"], shown["former_ids"]) == ("visits", ["port-visits"])
    # The file from before brings nothing new, neither does it bring the old id back.
    again = entente("import", before, "--json")
    assert (again.code, again.items[0]["new"]) == (0, 0)
    assert entente("list", "--json").json["count"] == 4
    # A register that still has the old id knows whom the later file means.
    earlier = str(tmp_path / "earlier.json")
    entente("import", before, "--into", earlier)
    assert entente("import", after, "--register", earlier, "--json").items[0]["new"] == 0
    assert entente("list", "--register", earlier, "--json").json["count"] == 4


@SMALL
def test_doctor_names_a_former_id_that_somebody_has(entente: Run, small: Path) -> None:
    store, changes = Store(small, user="ana"), ChangeSet()
    changes.commitment(store.document("port-visits") | {"former_ids": ["pilot-school"]})
    store.write_all(changes, "brought")
    told = entente("doctor")
    assert "its former id pilot-school is one of pilot-school too" in told.out


@pytest.mark.usefixtures("hostile")
def test_hostile_texts_are_named_and_never_acted_on(entente: Run) -> None:
    for args in (
        ("domains",),
        ("instruments",),
        ("settings",),
        ("domains", "remove", "d3", "--dry-run"),
        ("instruments", "remove", "i3", "--dry-run"),
        ("merge", "h3", "h4", "--dry-run"),
        ("edit", "h3", "h4", "--set", "lead=\x1b[31mred", "--dry-run"),
        ("edit", "h3", "h4", "--set", "lead=\x1b[31mred"),
        ("settings", "--title", "\x1b[31m[/]"),
        ("settings", "--status-word", "\x1b[31m[/]=kept"),
        ("domains", "rename", "d3", "\x1b[31m[/]"),
    ):
        result = entente(*args)
        assert result.code == 0, args
        assert "\x1b" not in result.out + result.err, args
