"""`entente sync` and `entente merge-driver`: words, JSON, exit codes, and git's own merges."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from store.register.kept_copies import KeptCopies, named_files
from tests.cli.conftest import AS_OF, COMMAND, Run
from tests.exchange.sync.clones import Clone, git, make_clones, make_hub
from tests.registers import HOSTILE_REGISTER, SMALL_REGISTER

KILLS = 60 if "ENTENTE_LONG" in os.environ else 4


@pytest.fixture(name="entente")
def with_paths(entente: Run) -> Run:
    """Take paths as they are."""
    return lambda *args: entente(*map(str, args))


@pytest.fixture
def pair(tmp_path: Path) -> list[Clone]:
    return make_clones(tmp_path, SMALL_REGISTER, "ana", "ben")


@pytest.fixture
def clash(pair: list[Clone], entente: Run) -> list[Clone]:
    """Two people who have given one commitment two leads; ben has met both."""
    for clone, lead in zip(pair, ("Navy", "Army"), strict=True):
        assert entente("--register", clone.path, "edit", "port-visits", "--lead", lead).code == 0
    assert entente("--register", pair[0].path, "sync", pair[0].folder).code == 0
    assert entente("--register", pair[1].path, "sync", pair[1].folder).code == 1
    return pair


def test_what_went_and_what_came_is_said_in_plain_words(pair: list[Clone], entente: Run) -> None:
    ana, ben = pair
    entente("--register", ana.path, "mark", "port-visits", "stalled", "--note", "No visit")
    sent = entente("--register", ana.path, "sync", ana.folder)
    assert (sent.code, sent.out) == (0, "sent\tport-visits\tin progress → stalled\n")
    assert sent.err == "1 sent · in step with origin\n"
    received = entente("--register", ben.path, "sync", ben.folder)
    assert received.out == "received\tport-visits\tin progress → stalled\n"
    again = entente("--register", ben.path, "sync", ben.folder)
    assert (again.code, again.out) == (0, "")
    assert again.err == "nothing new, here or there · in step with origin\n"


def test_json_holds_both_and_the_transaction(pair: list[Clone], entente: Run) -> None:
    ana, ben = pair
    entente("--register", ana.path, "mark", "port-visits", "stalled")
    entente("--register", ana.path, "sync", ana.folder)
    (item,) = entente("--register", ben.path, "sync", ben.folder, "--json").items
    assert item["received"] == [{"id": "port-visits", "change": "in progress → stalled"}]
    assert (item["sent"], item["clashes"], item["remote"]) == ([], [], "origin")
    assert entente("--register", ben.path, "undo").code == 0


def test_a_clash_exits_with_1_until_somebody_chooses(clash: list[Clone], entente: Run) -> None:
    ana, ben = clash
    again = entente("--register", ben.path, "sync", ben.folder)
    assert (again.code, again.out) == (1, "clash\tport-visits/lead\t1 Army · 2 Navy\n")
    assert "--choose port-visits/lead=1" in again.err
    assert [
        each["id"]
        for each in entente("--register", ben.path, "list", "is:clashing", "--json").items
    ] == ["port-visits"]
    wrong = entente("--register", ben.path, "sync", ben.folder, "--choose", "port-visits/lead=3")
    assert (wrong.code, wrong.out) == (2, "")
    missing = entente("--register", ben.path, "sync", ben.folder, "--choose", "port-visits/due=1")
    assert missing.code == 3
    chosen = entente("--register", ben.path, "sync", ben.folder, "--choose", "port-visits/lead=2")
    assert chosen.code == 0
    assert entente("--register", ana.path, "sync", ana.folder).code == 0
    for clone in clash:
        shown = entente("--register", clone.path, "show", "port-visits", "--json").items[0]
        assert (shown["lead"], shown["clashes"]) == ("Navy", [])


def test_json_of_a_clash_says_where_and_which(clash: list[Clone], entente: Run) -> None:
    done = entente("--register", clash[1].path, "sync", clash[1].folder, "--json")
    assert (done.code, done.err) == (1, "")
    assert done.items[0]["clashes"] == [
        {
            "clash": "port-visits/lead",
            "id": "port-visits",
            "at": ["lead"],
            "values": ["Army", "Navy"],
        }
    ]


def test_a_register_that_is_not_there_is_made_of_the_folder(
    pair: list[Clone], entente: Run, tmp_path: Path
) -> None:
    made = tmp_path / "made.json"
    done = entente("--register", made, "sync", pair[0].folder)
    assert done.code == 0
    assert f"made at {made}" in done.err
    assert len(entente("--register", made, "list", "--json").items) == 4


@pytest.mark.parametrize(
    ("args", "code", "word"),
    [
        (("nowhere",), 1, "no-git"),
        ((".",), 1, "no-git"),
        (("folder", "--choose", "port-visits"), 2, "bad-value"),
        (("folder", "--install", "--choose", "a/b=1"), 2, "bad-usage"),
        ((), 2, "bad-usage"),
    ],
)
def test_what_cannot_be_is_said_with_its_code(
    pair: list[Clone],
    entente: Run,
    monkeypatch: pytest.MonkeyPatch,
    args: tuple[str, ...],
    code: int,
    word: str,
) -> None:
    ana, _ = pair
    monkeypatch.chdir(ana.path.parent)
    told = [str(ana.folder) if each == "folder" else each for each in args]
    done = entente("--register", ana.path, "sync", *told, "--json")
    assert (done.code, done.out, done.error["code"]) == (code, "", word)


def test_who_git_does_not_know_is_told_what_to_say(
    pair: list[Clone], entente: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, _ = pair
    git(ana.folder, "config", "--unset", "user.name")
    git(ana.folder, "config", "--unset", "user.email")
    git(ana.folder, "config", "user.useConfigOnly", "true")
    entente("--register", ana.path, "mark", "port-visits", "stalled")
    done = entente("--register", ana.path, "sync", ana.folder)
    assert done.code == 1
    assert "git config --global user.name" in done.err


def test_a_copy_out_of_reach_exits_with_1_and_keeps_what_is_new(
    pair: list[Clone], entente: Run, tmp_path: Path
) -> None:
    ana, ben = pair
    os.rename(tmp_path / "hub.git", tmp_path / "away.git")
    entente("--register", ana.path, "mark", "port-visits", "stalled")
    done = entente("--register", ana.path, "sync", ana.folder)
    assert (done.code, done.out) == (1, "committed\tport-visits\tin progress → stalled\n")
    assert "origin was not reached" in done.err
    os.rename(tmp_path / "away.git", tmp_path / "hub.git")
    assert entente("--register", ana.path, "sync", ana.folder).code == 0
    assert "stalled" in entente("--register", ben.path, "sync", ben.folder).out


def test_what_the_other_copy_does_not_take_is_told_with_its_reason_and_sent_later(
    pair: list[Clone], entente: Run, tmp_path: Path
) -> None:
    ana, ben = pair
    hook = tmp_path / "hub.git" / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'main is protected' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    entente("--register", ana.path, "mark", "port-visits", "stalled")
    refused = entente("--register", ana.path, "sync", ana.folder)
    assert (refused.code, refused.out) == (1, "committed\tport-visits\tin progress → stalled\n")
    assert "1 committed · origin did not take it" in refused.err
    assert "main is protected" in refused.err
    assert "not reached" not in refused.err
    hook.unlink()
    again = entente("--register", ana.path, "sync", ana.folder)
    assert (again.code, again.out) == (0, "")
    assert again.err == "1 earlier commit sent · in step with origin\n"
    assert "stalled" in entente("--register", ben.path, "sync", ben.folder).out


def test_of_several_other_copies_one_has_to_be_chosen(pair: list[Clone], entente: Run) -> None:
    ana, _ = pair
    git(ana.folder, "remote", "rename", "origin", "office")
    git(ana.folder, "remote", "add", "home", "nowhere")
    git(ana.folder, "config", "--remove-section", "branch.main")
    entente("--register", ana.path, "mark", "port-visits", "stalled")
    done = entente("--register", ana.path, "sync", ana.folder)
    assert done.out == "committed\tport-visits\tin progress → stalled\n"
    assert "none of home, office is chosen" in done.err
    git(ana.folder, "config", "branch.main.remote", "office")
    assert "1 earlier commit sent" in entente("--register", ana.path, "sync", ana.folder).err


def test_a_clash_of_the_register_itself_is_not_said_to_be_on_the_board(
    pair: list[Clone], entente: Run
) -> None:
    for clone, days in zip(pair, ("100", "200"), strict=True):
        assert entente("--register", clone.path, "settings", "--stale-days", days).code == 0
        done = entente("--register", clone.path, "sync", clone.folder)
    assert done.code == 1
    assert "choose with --choose register/stale_days=1" in done.err
    assert "board" not in done.err


def test_a_clone_out_of_reach_is_no_reason_to_make_an_empty_register(
    tmp_path: Path, entente: Run
) -> None:
    hub = make_hub(tmp_path / "hub.git")
    folder, away = tmp_path / "clone", tmp_path / "away.git"
    subprocess.run(["git", "clone", "-q", str(hub), str(folder)], check=True, capture_output=True)
    hub.rename(away)
    done = entente("--register", tmp_path / "new.json", "sync", folder)
    assert done.code == 1
    assert "hub.git" in done.err
    assert "empty" not in done.err


def test_what_is_no_working_copy_is_told_with_what_would_be(tmp_path: Path, entente: Run) -> None:
    hub = make_hub(tmp_path / "hub.git")
    assert f"git clone {hub} FOLDER" in entente("sync", hub).err
    file = tmp_path / "file"
    file.write_bytes(b"")
    assert f"{file} is a file" in entente("sync", file).err


def test_hostile_text_does_not_reach_the_terminal(tmp_path: Path, entente: Run) -> None:
    ana, _ = make_clones(tmp_path, HOSTILE_REGISTER, "ana", "ben")
    for name in [each.id for each in HOSTILE_REGISTER.commitments]:
        entente("--register", ana.path, "edit", name, "--lead", "\x1b[31m[/]")
    done = entente("--register", ana.path, "sync", ana.folder)
    assert done.code == 0
    assert "\x1b" not in done.out + done.err


def install(clone: Clone, entente: Run) -> None:
    done = entente("sync", clone.folder, "--install")
    assert done.code == 0
    assert "/commitments/*.json merge=entente" in done.out


def commit_edit(clone: Clone, **fields: object) -> None:
    file = clone.folder / "commitments" / "port-visits.json"
    document = json.loads(file.read_text(encoding="utf-8")) | fields
    file.write_text(
        json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False), encoding="utf-8"
    )
    git(clone.folder, "commit", "-q", "-a", "-m", "by hand")


def pull(clone: Clone) -> int:
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(
        ["git", "-C", str(clone.folder), "pull", "-q", "--no-rebase", "--no-edit"],
        env=env,
        capture_output=True,
        check=False,
    ).returncode


def test_gits_own_merge_goes_by_field_once_it_is_installed(pair: list[Clone], entente: Run) -> None:
    ana, ben = pair
    install(ben, entente)
    install(ben, entente)
    attributes = ben.folder / ".git" / "info" / "attributes"
    assert attributes.read_text(encoding="utf-8").count("merge=entente") == 2
    commit_edit(ana, lead="Navy", tags=["port", "navy"])
    git(ana.folder, "push", "-q")
    commit_edit(ben, clause="Article 4", tags=["port", "yearly"])
    assert pull(ben) == 0
    merged = json.loads((ben.folder / "commitments" / "port-visits.json").read_bytes())
    assert (merged["lead"], merged["clause"]) == ("Navy", "Article 4")
    assert set(merged["tags"]) >= {"navy", "yearly"}
    assert entente("--register", ben.path, "sync", ben.folder).code == 0


def test_gits_own_merge_runs_nothing_that_others_put_into_the_folder(
    pair: list[Clone], entente: Run, tmp_path: Path
) -> None:
    ana, ben = pair
    install(ben, entente)
    harm = tmp_path / "harm"
    for name in ("click", "entente", "msgspec"):
        file = ana.folder / f"{name}.py"
        file.write_text(f"open({str(harm)!r}, 'w').close()\n", encoding="utf-8")
        git(ana.folder, "add", file.name)
    git(ana.folder, "commit", "-q", "-m", "by hand")
    git(ana.folder, "push", "-q")
    assert pull(ben) == 0
    commit_edit(ana, lead="Navy")
    git(ana.folder, "push", "-q")
    commit_edit(ben, clause="Article 4")
    assert pull(ben) == 0
    assert not harm.exists()


def test_gits_own_merge_stops_at_a_clash_with_a_whole_file(pair: list[Clone], entente: Run) -> None:
    ana, ben = pair
    install(ben, entente)
    commit_edit(ana, lead="Navy")
    git(ana.folder, "push", "-q")
    commit_edit(ben, lead="Army")
    assert pull(ben) == 1
    file = ben.folder / "commitments" / "port-visits.json"
    assert json.loads(file.read_bytes())["clashes"] == [
        {"at": ["lead"], "values": ["Army", "Navy"]}
    ]
    waiting = entente("--register", ben.path, "sync", ben.folder)
    assert (waiting.code, waiting.out) == (2, "")
    assert "a merge is under way" in waiting.err
    git(ben.folder, "commit", "-q", "-a", "-m", "keep both")
    done = entente("--register", ben.path, "sync", ben.folder)
    assert (done.code, "clash\tport-visits/lead" in done.out) == (1, True)


def test_the_driver_alone_tells_the_clashes(entente: Run, tmp_path: Path) -> None:
    base, ours, theirs = (tmp_path / name for name in ("base", "ours", "theirs"))
    base.write_text('{"id": "a", "title": "A"}', encoding="utf-8")
    ours.write_text('{"id": "a", "title": "B"}', encoding="utf-8")
    theirs.write_text('{"id": "a", "title": "C"}', encoding="utf-8")
    done = entente("merge-driver", base, ours, theirs, "commitments/a.json")
    assert (done.code, done.out) == (1, "clash\ta/title\t1 B · 2 C\n")
    ours.write_text("{", encoding="utf-8")
    broken = entente("merge-driver", base, ours, theirs, "commitments/a.json")
    assert (broken.code, ours.read_text(encoding="utf-8")) == (1, "{")
    assert "commitments/a.json is damaged JSON" in broken.err


def test_a_sync_killed_at_any_moment_can_be_run_again(pair: list[Clone], entente: Run) -> None:
    ana, ben = pair
    chance = random.Random(7)
    written = {"ana": 0, "ben": 0}
    for turn in range(KILLS):
        clone = pair[turn % 2]
        note = f"{clone.name} {turn}"
        marked = entente(
            *("--register", clone.path, "mark", "port-visits", "stalled", "--note", note)
        )
        assert marked.code == 0
        written[clone.name] += 1
        page = clone.path.with_name(f"{clone.name}-{turn}.html")
        page.write_text(note, encoding="utf-8")
        named = ("--source-title", "A page", "--note", f"Page of {note}")
        entente("--register", clone.path, "mark", "port-visits", "stalled", *named)
        (shown,) = entente("--register", clone.path, "show", "port-visits", "--json").items
        (own,) = (each["id"] for each in shown["updates"] if each.get("note") == named[-1])
        whose = ("--for", "port-visits", "--update", own)
        assert entente("--register", clone.path, "keep", page, *whose).code == 0
        process = subprocess.Popen(
            [*COMMAND, *AS_OF, "--register", str(clone.path), "sync", str(clone.folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.05, 1.2))
        process.send_signal(signal.SIGKILL)
        process.wait()
    for clone in (ana, ben, ana, ben):
        done = entente("--register", clone.path, "sync", clone.folder)
        assert done.code == 0, done.err
    logs = [
        entente("--register", clone.path, "show", "port-visits", "--json").items[0]["updates"]
        for clone in pair
    ]
    assert logs[0] == logs[1]
    copies = [named_files(KeptCopies(clone.path).folder) for clone in pair]
    assert len(copies[0]) == KILLS
    assert copies[0].keys() == copies[1].keys()
    assert all(entente("--register", each.path, "keep", "--check").code == 0 for each in pair)
    noted = [each["note"] for each in logs[0]]
    assert sorted(each for each in noted if each.split()[0] in written) == sorted(
        f"{pair[turn % 2].name} {turn}" for turn in range(KILLS)
    )
