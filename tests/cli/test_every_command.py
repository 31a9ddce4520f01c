"""Every command, in one story: documents, errors, exit codes, pipes."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.commands import COMMANDS
from fixtures import bundled
from store.register.codec import read_register
from store.register.opening import empty_register
from store.register.store import Store
from tests.cli.conftest import COMMAND, Run

EARLIER = """\
# Joint Statement of India and the United States, 4 March 2025

We intend to open two consulates by 2027. We will train 40 pilots.
"""
LATER = """\
# Joint Statement of India and the United States, 5 May 2026

We will open two consulates by 2026.
"""
PRINTED = (
    "list",
    "list --json",
    "show js25-p8i",
    "follow-ups",
    "log",
    "changes",
    "brief",
    "brief --format html",
    "export --format csv",
    "export --format html",
    "completion bash",
    "--help",
)
"""What prints much, and so is read through `head`."""


class Every:
    """Runs commands with `--json`, and keeps in mind which have worked and which have failed."""

    def __init__(self, entente: Run) -> None:
        self._entente = entente
        self.worked: set[str] = set()
        self.failed: set[str] = set()
        self.all = len(read_register(bundled(), "the bundled register").commitments)

    def works(self, holds: Callable[[Any], object], line: str) -> None:
        """Want exit code 0 and a document whose items are as they should be."""
        args = shlex.split(line)
        self.worked.add(args[0])
        result = self._entente(*args, "--json")
        assert (result.code, result.err) == (0, ""), args
        document = result.json
        assert (document["schema"], document["as_of"]) == (1, "2026-11-22")
        assert document["count"] == len(document["items"])
        assert holds(document["items"]), (args, document["items"][:1])

    def fails(self, code: int, word: str, line: str) -> None:
        """Want an exit code, nothing on stdout, and on stderr an error that goes by this word."""
        args = shlex.split(line)
        self.failed.add(args[0])
        result = self._entente(*args, "--json")
        assert result.code == code, (args, result)
        assert not result.out or args[0] == "doctor", args
        if word:
            assert set(result.error) == {"code", "message", "hint"}
            assert result.error["message"]
            assert result.error["code"] == word, (args, result.error)


def test_every_command_does_as_it_says(
    entente: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command has to work once and to fail once here: add a line of each for a new one."""
    folder, every = tmp_path, Every(entente)
    for each in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{each}_NAME", "ana")
        monkeypatch.setenv(f"GIT_{each}_EMAIL", "ana@example.org")

    # Looking.
    every.works(lambda items: len(items) == every.all, "list")
    every.works(
        lambda items: (
            items and all(each["status"] == "stalled" or each["overdue_days"] > 0 for each in items)
        ),
        'list "status:stalled or is:overdue" sort:due',
    )
    every.fails(2, "bad-query", "list stauts:kept")
    every.fails(2, "bad-usage", "list --columns stauts")
    every.fails(2, "bad-usage", "list --no-such-option")
    every.works(lambda items: items[0]["id"] == "js25-p8i" and items[0]["updates"], "show js25-p8i")
    every.fails(3, "not-found", "show js25-p8")
    every.works(
        lambda items: (
            items[0]["words"].startswith("Status ") and any(each["url"] for each in items)
        ),
        "why js25-p8i",
    )
    every.works(lambda items: "India" in items[0]["footnote"], "why js25-p8i --footnote")
    every.fails(3, "not-found", "why js25-p8")
    every.works(
        lambda items: items and all(each["reasons"] and each["why"] for each in items), "review"
    )
    every.works(lambda items: all("stale" in each["reasons"] for each in items), "review is:stale")
    every.fails(2, "bad-query", "review is:staler")
    every.works(
        lambda items: items[0]["updates"][-1]["searched"] == ["PIB", "defense.gov"],
        'looked js25-p8i --where "PIB, defense.gov"',
    )
    every.works(lambda items: "js25-p8i" not in [each["id"] for each in items], "review")
    every.works(lambda items: len(items) == 1, "undo")
    every.fails(2, "bad-usage", "looked js25-p8i")
    every.fails(3, "not-found", "looked js25-p8 --where PIB")
    every.works(lambda items: items and items[0]["commitment"], "follow-ups domain:maritime")
    every.fails(2, "bad-query", 'follow-ups "due:<soon"')
    every.works(
        lambda items: len(items) == 1 and items[0]["register"].endswith("register.json"), "where"
    )
    every.fails(2, "bad-usage", "where else")
    every.works(lambda items: items, "list --header")
    every.works(
        lambda items: (
            len(items) == 1 and items[0]["figures"]["size"] == every.all and items[0]["notes"]
        ),
        f"brief --since 2026-05-01 -o {folder}/brief.html",
    )
    every.fails(1, "exists", f"brief -o {folder}/brief.html")
    every.works(
        lambda items: items[0]["decisions"]["rows"] and items[0]["follow_ups"],
        "brief --short --follow-ups",
    )
    every.fails(2, "bad-value", "brief --since 2027")
    every.works(
        lambda items: any(each["kind"] == "settled" for each in items), "changes --since 2025-10-01"
    )
    every.works(lambda items: items == [], "changes --since brief")
    every.fails(2, "bad-value", "changes --since visit")

    # Changing.
    every.works(
        lambda items: items[0]["id"] == "p8i-spares" and items[0]["due"] == "2027-Q1",
        'add p8i-spares --title "Spares for the P-8I" --domains maritime,air --due 2027-q1',
    )
    every.fails(2, "bad-value", 'add p8i-spares --title "Once more"')
    every.fails(2, "bad-value", "add p8i-engines --title Engines --domains martime")
    every.works(
        lambda items: items[0]["priority"] == "high" and items[0]["revision"] == 2,
        "edit p8i-spares --priority high",
    )
    every.fails(2, "bad-usage", "edit p8i-spares")
    every.fails(3, "not-found", "edit p8i-spare --title x")
    every.fails(5, "conflict", "edit p8i-spares --title Spares --revision 1")
    every.works(
        lambda items: [each["progress"] for each in items] == [40, 40],
        "mark p8i-spares js25-p8i 40%",
    )
    every.works(
        lambda items: items[0]["status"] == "stalled",
        'mark p8i-spares stalled --note "Nothing heard"',
    )
    every.fails(2, "bad-value", "mark p8i-spares --confirm")
    every.fails(2, "bad-value", "mark p8i-spares stuck")
    every.fails(3, "not-found", "mark p8i-spare kept")
    every.works(
        lambda items: items[0]["follow_ups"][0]["due"] == "2026-12-22",
        "follow p8i-spares Ask --due +30d",
    )
    every.works(
        lambda items: items[0]["follow_ups"][0]["owner"] == "mira",
        "follow p8i-spares --item f --owner mira",
    )
    every.fails(2, "bad-value", "follow p8i-spares Ask --due later")
    every.works(
        lambda items: items[0]["follow_ups"][0]["done"] == "2026-11-22", "done p8i-spares f"
    )
    every.fails(3, "not-found", "done p8i-spares f9")
    every.works(lambda items: items[0]["follow_ups"][0]["done"] is None, "undo")
    every.works(lambda items: items[0]["follow_ups"][0]["done"] == "2026-11-22", "redo")
    every.fails(1, "nothing-to-do", "redo")
    every.works(
        lambda items: items[0]["id"] == "p8i-tools" and not items[0]["updates"],
        "duplicate p8i-spares p8i-tools",
    )
    every.fails(2, "bad-value", "duplicate p8i-spares js25-p8i")
    every.works(
        lambda items: [each["title"] for each in items][1] == "Manuals",
        "split p8i-tools p8i-manuals --title Manuals",
    )
    every.fails(3, "not-found", "split p8i-tool p8i-books --title Books")
    every.works(
        lambda items: items[0]["former_ids"] == ["p8i-manuals"], "change-id p8i-manuals p8i-books"
    )
    every.fails(2, "bad-value", "change-id p8i-books js25-p8i")
    every.works(
        lambda items: items[0]["former_ids"] == ["p8i-manuals", "p8i-books"],
        "merge p8i-manuals p8i-tools --yes",
    )
    every.fails(2, "bad-usage", "merge p8i-tools js25-p8i")
    every.works(
        lambda items: [each["lead"] for each in items] == ["MoD", "MoD"],
        "edit p8i-spares p8i-tools --set lead=MoD --add-tag aircraft",
    )
    every.fails(2, "bad-usage", "edit p8i-spares --set led=MoD")
    every.works(lambda items: items[0]["id"] == "p8i-tools", "remove p8i-books --yes")
    every.works(lambda items: items[0]["id"] == "p8i-spares", "remove p8i-spares --yes")
    every.fails(2, "bad-usage", "remove js25-p8i")
    every.fails(3, "not-found", "remove p8i-spares --yes")
    every.works(
        lambda items: items[0]["label"].startswith("p8i-spares"), "log p8i-spares --since 2020"
    )
    every.fails(3, "not-found", "log no-such-id")
    every.works(
        lambda items: (
            items == [{"name": "late", "query": "is:overdue", "finds": items[0]["finds"]}]
        ),
        "views --save late is:overdue",
    )
    every.works(
        lambda items: items and all(each["overdue_days"] > 0 for each in items), "list --view late"
    )
    every.fails(3, "not-found", "views --remove early")

    # What documents say.
    (folder / "earlier.md").write_text(EARLIER, encoding="utf-8")
    (folder / "later.md").write_text(LATER, encoding="utf-8")
    every.works(
        lambda items: (
            [each["level"] for each in items] == ["mid", "strong"] and items[0]["due"] == "2027"
        ),
        f"capture {folder}/earlier.md",
    )
    every.works(
        lambda items: items[0]["commitment"] is None and items[1]["commitment"],
        f"capture {folder}/earlier.md --instrument new --take strong",
    )
    every.fails(1, "cannot-read", f"capture {folder}/nothing.md")
    every.works(lambda items: True, "undo")
    every.fails(1, "bad-file", f"capture {folder}/earlier.md --format docx")
    every.fails(2, "bad-usage", f"capture {folder}/earlier.md --take strong")
    every.fails(3, "not-found", f"capture {folder}/earlier.md --instrument nothing --take strong")
    every.works(
        lambda items: items[0]["relation"] == "firmer" and items[0]["facts"],
        f"compare {folder}/earlier.md {folder}/later.md",
    )
    every.fails(3, "not-found", f"compare {folder}/earlier.md no-such-instrument")
    every.works(
        lambda items: items[0]["rank"] == 1 and items[0]["shared"], f"match {folder}/later.md"
    )
    every.fails(1, "cannot-read", f"match {folder}/nothing.md")

    # A register of one's own.
    every.works(lambda items: len(items) == 6, "new")
    every.works(lambda items: items[0]["domains"] == 12, f"new {folder}/g.json --like communique")
    every.fails(2, "bad-value", f"new {folder}/g.json")
    every.fails(2, "bad-usage", f"new {folder}/h.json --like no-such-thing")
    every.works(
        lambda items: items[0]["stale_days"] == 100,
        f"settings --stale-days 100 --register {folder}/g.json",
    )
    every.fails(2, "bad-value", "settings --stale-days soon")
    every.works(
        lambda items: (
            items[0]["status_words"][-1] == {"word": "half done", "means": "in-progress 50%"}
        ),
        f'settings --status-word "half done=in progress 50%" --register {folder}/g.json',
    )
    every.fails(2, "bad-value", 'settings --status-word "half done=nearly"')
    every.works(
        lambda items: items[-1]["name"] == "Critical minerals",
        f'domains add minerals "Critical minerals" --register {folder}/g.json',
    )
    every.fails(3, "not-found", "domains remove martime")
    every.works(
        lambda items: items[-1]["id"] == "js27",
        'instruments add js27 --title "Joint statement" --date 2026-11',
    )
    every.fails(2, "bad-usage", "instruments edit js27")

    # In and out.
    every.works(
        lambda items: items[0]["format"] == "csv" and items[0]["count"] == every.all,
        f"export -o {folder}/all.csv",
    )
    every.fails(1, "exists", f"export -o {folder}/all.csv")
    every.fails(2, "bad-usage", "export --format xlsx")
    every.works(
        lambda items: items[0]["count"] == items[0]["commitments"] < every.all,
        f"export --view late -o {folder}/late.json",
    )
    every.works(
        lambda items: items[0]["rows"] == every.all and items[0]["unchanged"] == every.all,
        f"import {folder}/all.csv",
    )
    every.works(
        lambda items: items[0]["new"] == every.all,
        f"import {folder}/all.csv --into {folder}/other.json",
    )
    every.works(
        lambda items: items[0]["new"] == every.all and items[0]["dry_run"],
        f"import {folder}/all.csv --into {folder}/none.json --dry-run",
    )
    every.fails(1, "bad-file", f"import {folder}/nothing.csv")
    every.fails(2, "bad-value", f"import {folder}/all.csv --map colour=status")
    every.fails(2, "bad-usage", "import")

    # Together.
    for each in ("base", "ours", "theirs"):
        (folder / f"{each}.json").write_text('{"id": "a", "title": "A"}', encoding="utf-8")
    subprocess.run(["git", "init", "-q", f"{folder}/shared"], check=True)
    every.works(
        lambda items: len(items[0]["sent"]) > 50 and not items[0]["clashes"],
        f"sync {folder}/shared",
    )
    every.fails(1, "no-git", f"sync {folder}/nowhere")
    every.works(
        lambda items: items == [],
        f"merge-driver {folder}/base.json {folder}/ours.json {folder}/theirs.json",
    )
    every.fails(
        1, "bad-file", f"merge-driver {folder}/base.json {folder}/ours.json {folder}/nothing.json"
    )

    # Copies of sources.
    (folder / "page.html").write_text("A page", encoding="utf-8")
    every.works(lambda items: len(items) == 1, f"keep {folder}/page.html --for js25-p8i")
    every.fails(3, "not-found", f"keep {folder}/page.html --for nothing")
    every.works(
        lambda items: items[0]["commitments"] > 50, f"copy {folder}/other.json {folder}/copied.json"
    )
    every.fails(2, "bad-value", f"copy {folder}/other.json {folder}/copied.json")
    every.fails(
        2, "bad-value", f"copy {folder}/other.json postgresql://ana:secret@localhost/pledges"
    )
    every.works(
        lambda items: items[1]["sql"].startswith("GRANT SELECT ON entente.register"),
        "grants --reader guest",
    )
    every.fails(2, "bad-usage", "grants")

    # Around it. A server goes on until it is stopped: test_serve.py makes it work.
    every.worked.add("serve")
    every.fails(2, "bad-value", "serve --allow-address the-office")
    every.works(lambda items: items == [], "doctor")
    every.works(lambda items: items == [], "doctor --strict")
    every.works(
        lambda items: items[0]["shell"] == "bash" and "complete -F" in items[0]["script"],
        "completion bash",
    )
    every.fails(2, "bad-usage", "completion tcsh")
    (folder / "damaged.json").write_text("{", encoding="utf-8")
    every.fails(6, "", f"doctor --register {folder}/damaged.json")
    every.fails(4, "damaged", f"list --register {folder}/damaged.json")
    every.fails(1, "no-register", f"list --register {folder}/nothing.json")
    Store.create(folder / "new.json", empty_register("New"), user="nobody")
    every.fails(1, "nothing-to-do", f"undo --register {folder}/new.json")

    assert every.worked >= {*COMMANDS}
    assert every.failed >= {*COMMANDS}


def test_without_a_command_there_is_no_board_without_a_terminal(process: Run) -> None:
    result = process()
    assert (result.code, result.out) == (2, "")


@pytest.mark.parametrize("line", PRINTED)
def test_a_reader_that_has_seen_enough_ends_it_quietly(entente: Run, line: str) -> None:
    assert entente("mark", "js25-p8i", "40%").code == 0  # a register, and a history to print
    running = subprocess.Popen(
        [*COMMAND, *line.split()], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout
    assert running.stderr
    assert len(os.read(running.stdout.fileno(), 10)) == 10
    running.stdout.close()
    said = running.stderr.read().decode()
    running.stderr.close()
    # An export may be done before its reader has gone, and says so then.
    assert all(each.endswith(" written") for each in said.splitlines())
    assert running.wait() == 0


@pytest.mark.parametrize("line", PRINTED)
def test_nothing_is_coloured_in_a_pipe(
    entente: Run, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    result = entente(*line.split())
    assert result.code == 0
    assert "\x1b" not in result.out + result.err


def test_nothing_is_wrapped_in_a_pipe(entente: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert len(entente("list").out.splitlines()) == Every(entente).all
