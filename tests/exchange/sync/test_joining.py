"""Who joins a register that others share: what comes first, and what must never be mixed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from exchange.sync.git import GitFailed
from exchange.sync.working_copy import WorkingCopy
from fixtures import bundled
from store.errors import BadValue
from store.model.edits import write_update
from store.model.entities import Commitment, Register
from store.register.codec import read_register
from tests.conftest import AS_OF
from tests.exchange.sync.clones import BRANCH, Clone, git, make_clones, make_hub, name_author
from tests.registers import SMALL_REGISTER

QUAD = read_register(bundled("quad"), "quad")
FIRST, SECOND, THIRD = [each.id for each in QUAD.commitments[:3]]


def joining(home: Path, name: str) -> Clone:
    """Return somebody who has made a folder of their own and named the others' address."""
    clone = Clone(home, name)
    git(clone.folder, "remote", "add", "origin", str(home / "hub.git"))
    return clone


def pushed(home: Path) -> str:
    return git(home / "hub.git", "rev-parse", BRANCH)


@pytest.fixture
def ana(tmp_path: Path) -> Clone:
    """Somebody who has shared a bundled register, and gone on from it."""
    (ana,) = make_clones(tmp_path, QUAD, "ana")
    ana.store().change([FIRST], lambda each: replace(each, title="Another title", lead="Navy"))
    ana.store().remove([SECOND])
    ana.sync()
    return ana


@pytest.mark.parametrize("way", ["clone", "init"])
def test_a_copy_that_came_with_entente_stands_against_nothing_of_others(
    ana: Clone, tmp_path: Path, way: str
) -> None:
    ben = joining(tmp_path, "ben")
    if way == "clone":
        git(ben.folder, "pull", "-q", "origin", BRANCH)
    ben.make(QUAD)
    before = pushed(tmp_path)
    report = ben.sync()
    assert (report.clashes, report.sent) == ([], {})
    assert pushed(tmp_path) == before
    assert ben.store().document(FIRST)["title"] == "Another title"
    assert SECOND not in ben.store().ids()
    ana.sync()
    assert SECOND not in ana.store().ids()


def test_what_was_written_into_such_a_copy_is_kept(ana: Clone, tmp_path: Path) -> None:
    ben = joining(tmp_path, "ben")
    store = ben.make(QUAD)
    store.change([FIRST], lambda each: write_update(each, AS_OF, note="Seen in Goa"))
    store.change([SECOND], lambda each: replace(each, lead="Army"))
    store.change([THIRD], lambda each: replace(each, lead="Ministry"))
    report = ben.sync()
    assert set(report.sent) == {FIRST, SECOND, THIRD}
    ana.sync()
    assert ana.store().document(SECOND)["lead"] == "Army"
    assert ana.store().document(THIRD)["lead"] == "Ministry"
    assert ana.store().document(FIRST)["updates"][-1]["note"] == "Seen in Goa"
    # Nobody knows what this one started from, so nothing is chosen.
    assert [each.name for each in report.clashes] == [f"{FIRST}/title"]


def test_a_folder_without_anything_begins_with_what_others_have(ana: Clone, tmp_path: Path) -> None:
    ben = joining(tmp_path, "ben")
    ben.make(Register(title=QUAD.title))
    ben.sync()
    assert git(ben.folder, "rev-parse", "HEAD").strip() == pushed(tmp_path).strip()
    assert ben.store().ids() == ana.store().ids()


@pytest.mark.parametrize("commitments", [(), (Commitment("own", "One of my own"),)])
def test_another_register_is_not_mixed_in_through_a_folder_of_ones_own(
    ana: Clone, tmp_path: Path, commitments: tuple[Commitment, ...]
) -> None:
    before = pushed(tmp_path)
    ben = joining(tmp_path, "ben")
    ben.make(Register(title="Quite another", commitments=commitments))
    with pytest.raises(BadValue, match="holds another register"):
        ben.sync()
    assert pushed(tmp_path) == before
    assert ben.store().head()["title"] == "Quite another"


def test_two_registers_that_were_committed_apart_are_not_mixed(ana: Clone, tmp_path: Path) -> None:
    before = pushed(tmp_path)
    ben = Clone(tmp_path, "ben")
    ben.make(SMALL_REGISTER)
    ben.sync()
    git(ben.folder, "remote", "add", "origin", str(tmp_path / "hub.git"))
    with pytest.raises(BadValue, match="holds another register"):
        ben.sync()
    assert pushed(tmp_path) == before


@pytest.mark.parametrize("committed", [False, True])
def test_a_register_on_another_branch_is_named_and_not_parted_from(
    ana: Clone, tmp_path: Path, committed: bool
) -> None:
    ben = joining(tmp_path, "ben")
    git(ben.folder, "symbolic-ref", "HEAD", "refs/heads/master")
    ben.make(QUAD)
    if committed:
        git(ben.folder, "remote", "remove", "origin")
        ben.sync()
        git(ben.folder, "remote", "add", "origin", str(tmp_path / "hub.git"))
    with pytest.raises(BadValue, match=f"on the branch {BRANCH}, and .* is on master") as refused:
        ben.sync()
    assert f"git switch {BRANCH}" in refused.value.hint
    assert git(tmp_path / "hub.git", "branch", "--format=%(refname:short)").split() == [BRANCH]


def test_a_branch_made_of_the_others_is_pushed(ana: Clone, tmp_path: Path) -> None:
    git(ana.folder, "switch", "-q", "-c", "draft")
    ana.store().change([THIRD], lambda each: replace(each, lead="Navy"))
    report = ana.sync()
    assert (report.pushed, report.earlier) == (True, 0)
    assert "draft" in git(tmp_path / "hub.git", "branch")


def test_a_title_given_after_a_backup_does_not_make_it_another_register(tmp_path: Path) -> None:
    ana, ben = make_clones(tmp_path, SMALL_REGISTER, "ana", "ben")
    saved = {each: each.read_bytes() for each in tmp_path.glob("ana.json*")}
    ana.store().restructure(lambda register: replace(register, title="A new title"), "title edited")
    ana.sync()
    for each in tmp_path.glob("ana.json*"):
        each.unlink()
    for each, data in saved.items():
        each.write_bytes(data)
    ana.sync()
    ben.sync()


def test_what_git_was_told_to_take_into_the_next_commit_stays_so(tmp_path: Path) -> None:
    (ana,) = make_clones(tmp_path, SMALL_REGISTER, "ana")
    for name in ("kept.txt", "gone.txt"):
        (ana.folder / name).write_text("one\n", encoding="utf-8")
        git(ana.folder, "add", name)
    git(ana.folder, "commit", "-q", "-m", "by hand")
    ana.sync()
    (ana.folder / "kept.txt").write_text("two\n", encoding="utf-8")
    (ana.folder / "new.txt").write_text("new\n", encoding="utf-8")
    git(ana.folder, "add", "kept.txt", "new.txt")
    (ana.folder / "kept.txt").write_text("three\n", encoding="utf-8")
    git(ana.folder, "rm", "-q", "gone.txt")
    before = git(ana.folder, "diff", "--cached")
    ana.store().change([SMALL_REGISTER.commitments[0].id], lambda each: replace(each, lead="Navy"))
    assert ana.sync().sent
    assert git(ana.folder, "diff", "--cached") == before
    assert (ana.folder / "kept.txt").read_text(encoding="utf-8") == "three\n"


def test_an_address_that_is_not_there_is_said(tmp_path: Path) -> None:
    hub = make_hub(tmp_path / "hub.git")
    folder = tmp_path / "folder"
    subprocess.run(["git", "clone", "-q", str(hub), str(folder)], check=True, capture_output=True)
    hub.rename(tmp_path / "away.git")
    with pytest.raises(GitFailed, match="does not appear to be a git repository"):
        WorkingCopy(folder).fetch()


def test_a_repository_with_longer_names_of_commits_is_one_like_any_other(tmp_path: Path) -> None:
    ana = Clone(tmp_path, "ana")
    ana.folder = tmp_path / "long"
    made = ("git", "init", "-q", "-b", BRANCH, "--object-format=sha256", str(ana.folder))
    subprocess.run(made, check=True)
    name_author(ana.folder, "ana")
    store = ana.make(SMALL_REGISTER)
    ana.sync()
    store.change([SMALL_REGISTER.commitments[0].id], lambda each: replace(each, lead="Navy"))
    assert ana.sync().sent
    assert git(ana.folder, "status", "--porcelain") == ""
