"""A register shared through git: everything arrives, nothing is lost, and nothing is chosen."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from exchange.exporters import format_named, save, select
from exchange.sync import Sync
from exchange.sync.git import GitFailed, NoGit
from exchange.sync.working_copy import CHECKOUT, OURS, WorkingCopy, alone
from store.doctor.examination import examine
from store.errors import BadFile, BadValue, Locked, NothingToDo
from store.model.edits import Edit, write_update
from store.model.entities import Commitment, Register
from store.model.status import Status
from store.query import EMPTY_QUERY
from tests.conftest import AS_OF
from tests.exchange.sync.clones import Clone, git, make_clones
from tests.registers import HOSTILE_REGISTER, SMALL_REGISTER

VISITS = SMALL_REGISTER.commitments[0].id


def noting(note: str) -> Edit:
    return lambda commitment: write_update(commitment, AS_OF, note=note)


def with_fields(**fields: object) -> Edit:
    return lambda commitment: replace(commitment, **fields)


def notes(clone: Clone) -> list[str]:
    return [each["note"] for each in clone.store().document(VISITS)["updates"] if "note" in each]


def in_step(*clones: Clone) -> None:
    """Sync everybody until nothing goes any more, then require one state everywhere."""
    for _ in range(2):
        for clone in clones:
            clone.sync()
    documents = [sorted(map(plain, each.store().documents()), key=str) for each in clones]
    assert all(each == documents[0] for each in documents)
    assert len({each.tree() for each in clones}) == 1
    for clone in clones:
        assert git(clone.folder, "status", "--porcelain") == ""
        assert git(clone.folder, "for-each-ref", CHECKOUT, f"{OURS}made/") == ""


def plain(document: dict[str, object]) -> dict[str, object]:
    return {name: item for name, item in document.items() if name != "revision"}


@pytest.fixture
def pair(tmp_path: Path) -> list[Clone]:
    return make_clones(tmp_path, SMALL_REGISTER, "ana", "ben")


def test_a_change_arrives_with_the_next_sync_and_one_undo_takes_it_back(pair: list[Clone]) -> None:
    ana, ben = pair
    ana.store().change([VISITS], noting("Seen in Goa"))
    sent = ana.sync()
    assert list(sent.sent) == [VISITS]
    assert sent.pushed
    received = ben.sync()
    assert list(received.received) == [VISITS]
    assert received.entry is not None
    assert received.entry.label.startswith(f"sync with ben-folder: {VISITS}: ")
    assert "Seen in Goa" in notes(ben)
    ben.store().undo()
    assert "Seen in Goa" not in notes(ben)


def test_two_changes_of_one_commitment_are_both_kept(pair: list[Clone]) -> None:
    ana, ben = pair
    ana.store().change([VISITS], noting("Seen in Goa"))
    ana.store().change([VISITS], with_fields(lead="Navy"))
    ben.store().change([VISITS], noting("Heard in Delhi"))
    ben.store().change([VISITS], with_fields(clause="Article 4"))
    in_step(ana, ben)
    assert {"Seen in Goa", "Heard in Delhi"} <= set(notes(ana))
    assert {"lead": "Navy", "clause": "Article 4"}.items() <= ben.store().document(VISITS).items()


def test_saving_more_often_is_no_change_for_others(pair: list[Clone]) -> None:
    ana, ben = pair
    ana.store().change([VISITS], with_fields(lead="Navy"))
    ana.store().undo()
    assert not ana.sync().sent
    assert not ben.sync().received


def test_new_and_removed_commitments_travel_and_a_removed_id_can_come_back(
    pair: list[Clone],
) -> None:
    ana, ben = pair
    ana.store().add(Commitment("new-pledge", "A new pledge"))
    ana.store().remove([VISITS])
    in_step(ana, ben)
    assert "new-pledge" in ben.store().ids()
    assert VISITS not in ben.store().ids()
    ana.store().undo()
    in_step(ana, ben)
    assert VISITS in ben.store().ids()


def test_what_one_removes_while_the_other_changes_it_stays(pair: list[Clone]) -> None:
    ana, ben = pair
    ana.store().remove([VISITS])
    ben.store().change([VISITS], noting("Seen in Goa"))
    in_step(ana, ben)
    assert "Seen in Goa" in notes(ana)


def test_a_clash_takes_neither_value_until_somebody_chooses(pair: list[Clone]) -> None:
    ana, ben = pair
    before = ana.store().document(VISITS).get("lead")
    ana.store().change([VISITS], with_fields(lead="Navy"))
    ben.store().change([VISITS], with_fields(lead="Army"))
    ana.sync()
    report = ben.sync()
    assert [(each.name, each.values) for each in report.clashes] == [
        (f"{VISITS}/lead", ("Army", "Navy"))
    ]
    in_step(ana, ben)
    for clone in (ana, ben):
        assert clone.store().document(VISITS).get("lead") == before
        assert clone.sync().clashes
    ana.sync_choosing({f"{VISITS}/lead": 2})
    in_step(ana, ben)
    assert ben.store().document(VISITS)["lead"] == "Navy"
    assert not ben.sync().clashes


def test_writing_the_field_is_a_choice_too(pair: list[Clone]) -> None:
    ana, ben = pair
    ana.store().change([VISITS], with_fields(lead="Navy"))
    ben.store().change([VISITS], with_fields(lead="Army"))
    in_step(ana, ben)
    ben.store().change([VISITS], noting("This chooses nothing"))
    assert ben.sync().clashes
    ben.store().change([VISITS], with_fields(lead="Air Force"))
    in_step(ana, ben)
    assert "clashes" not in ana.store().document(VISITS)
    assert ana.store().document(VISITS)["lead"] == "Air Force"


def test_the_log_of_git_says_what_happened(pair: list[Clone]) -> None:
    ana, _ = pair
    ana.store().change(
        [VISITS], lambda each: write_update(each, AS_OF, status=Status.STALLED, note="No visit")
    )
    ana.sync()
    assert "stalled" in git(ana.folder, "log", "-1", "--format=%s")
    assert git(ana.folder, "log", "-1", "--format=%an").strip() == "ana"


def test_hostile_text_stays_data(tmp_path: Path) -> None:
    ana, ben = make_clones(tmp_path, HOSTILE_REGISTER, "ana", "ben")
    in_step(ana, ben)
    assert "\x1b" not in git(ana.folder, "log", "--format=%B")


def test_without_another_copy_the_folder_alone_is_kept(tmp_path: Path) -> None:
    ana = Clone(tmp_path, "ana")
    ana.make(SMALL_REGISTER)
    report = ana.sync()
    assert (report.remote, report.pushed) == ("", False)
    assert (ana.folder / "commitments" / f"{VISITS}.json").is_file()
    assert not ana.sync().sent


def test_files_changed_by_hand_are_taken_in(pair: list[Clone]) -> None:
    ana, ben = pair
    file = ana.folder / "commitments" / f"{VISITS}.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(document | {"clause": "By hand"}), encoding="utf-8")
    ana.store().change([VISITS], with_fields(lead="Navy"))
    in_step(ana, ben)
    assert {"lead": "Navy", "clause": "By hand"}.items() <= ben.store().document(VISITS).items()


def test_what_git_itself_pulled_is_taken_in(pair: list[Clone]) -> None:
    ana, ben = pair
    ana.store().change([VISITS], noting("Seen in Goa"))
    ana.sync()
    git(ben.folder, "pull", "-q")
    ben.store().change([VISITS], noting("Heard in Delhi"))
    in_step(ana, ben)
    assert {"Seen in Goa", "Heard in Delhi"} <= set(notes(ana))


def test_other_files_of_the_folder_travel_too_and_are_never_overwritten(pair: list[Clone]) -> None:
    ana, ben = pair
    (ana.folder / "README.md").write_text("What we track", encoding="utf-8")
    git(ana.folder, "add", "README.md")
    git(ana.folder, "commit", "-q", "-m", "Say what this is")
    ben.store().change([VISITS], noting("Seen in Goa"))
    ben.sync()
    in_step(ana, ben)
    assert (ben.folder / "README.md").read_text(encoding="utf-8") == "What we track"
    (ana.folder / "README.md").write_text("Changed again", encoding="utf-8")
    git(ana.folder, "commit", "-q", "-a", "-m", "Say it better")
    ana.sync()
    (ben.folder / "README.md").write_text("Not committed", encoding="utf-8")
    with pytest.raises(BadValue, match=r"README\.md was changed here and elsewhere"):
        ben.sync()
    assert (ben.folder / "README.md").read_text(encoding="utf-8") == "Not committed"


def test_a_register_from_a_backup_removes_nothing_from_others(pair: list[Clone]) -> None:
    ana, ben = pair
    saved = {each: each.read_bytes() for each in ana.path.parent.glob("ana.json*")}
    ana.store().add(Commitment("new-pledge", "A new pledge"))
    ana.sync()
    for each in ana.path.parent.glob("ana.json*"):
        each.unlink()
    for each, data in saved.items():
        each.write_bytes(data)
    in_step(ana, ben)
    assert "new-pledge" in ana.store().ids()


def test_another_register_is_not_mixed_in(pair: list[Clone], tmp_path: Path) -> None:
    ana, _ = pair
    other = replace(SMALL_REGISTER, title="Quite another")
    ana.path = tmp_path / "other.json"
    ana.make(other)
    with pytest.raises(BadValue, match="holds another register"):
        ana.sync()


def test_a_copy_that_cannot_be_reached_is_said_and_nothing_is_lost(
    pair: list[Clone], tmp_path: Path
) -> None:
    ana, ben = pair
    os.rename(tmp_path / "hub.git", tmp_path / "away.git")
    ana.store().change([VISITS], noting("Seen in Goa"))
    report = ana.sync()
    assert isinstance(report.problem, GitFailed)
    assert list(report.sent) == [VISITS]
    os.rename(tmp_path / "away.git", tmp_path / "hub.git")
    in_step(ana, ben)
    assert "Seen in Goa" in notes(ben)


@pytest.mark.parametrize("damage", ["{", "[]", '{"id": "x"}', "<<<<<<< HEAD\n{}\n>>>>>>> b\n"])
def test_a_damaged_file_is_named_and_nothing_is_written(pair: list[Clone], damage: str) -> None:
    ana, _ = pair
    before = ana.store().state, git(ana.folder, "rev-parse", "HEAD")
    (ana.folder / "commitments" / f"{VISITS}.json").write_text(damage, encoding="utf-8")
    with pytest.raises(BadFile, match=VISITS):
        ana.sync()
    assert before == (ana.store().state, git(ana.folder, "rev-parse", "HEAD"))


def test_a_link_is_not_followed(pair: list[Clone], tmp_path: Path) -> None:
    ana, _ = pair
    secret = tmp_path / "secret.json"
    secret.write_text('{"id": "secret", "title": "Secret"}', encoding="utf-8")
    (ana.folder / "commitments" / "secret.json").symlink_to(secret)
    with pytest.raises(BadFile, match="is a link"):
        ana.sync()


def test_a_folder_that_is_no_working_copy_is_said_so(tmp_path: Path, pair: list[Clone]) -> None:
    with pytest.raises(NoGit, match="no working copy"):
        WorkingCopy(tmp_path)
    with pytest.raises(NoGit, match="no folder"):
        WorkingCopy(tmp_path / "nowhere")
    with pytest.raises(NoGit, match="lies within"):
        WorkingCopy(pair[0].folder / "commitments")


def test_without_the_git_program_it_says_so(
    pair: list[Clone], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NoGit, match="git is not installed"):
        WorkingCopy(pair[0].folder)


def test_two_syncs_of_one_folder_do_not_meet(
    pair: list[Clone], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exchange.sync.working_copy._PATIENCE", 0.0)
    with (
        alone(pair[0].folder),
        pytest.raises(Locked, match="under way"),
        alone(pair[0].folder),
    ):
        pass


def test_a_change_made_while_it_syncs_goes_with_it(
    pair: list[Clone], monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = pair
    ben.store().change([VISITS], noting("Heard in Delhi"))
    ben.sync()
    pending = ["Meanwhile"]
    merge = Sync._merge_others

    def interrupted(self: Sync) -> None:
        if pending:
            ana.store().change([VISITS], noting(pending.pop()))
        merge(self)

    monkeypatch.setattr(Sync, "_merge_others", interrupted)
    ana.sync()
    in_step(ana, ben)
    assert {"Meanwhile", "Heard in Delhi"} <= set(notes(ben))


def test_somebody_who_pushes_first_is_merged(
    pair: list[Clone], monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = pair
    ana.store().change([VISITS], noting("Seen in Goa"))
    ben.store().change([VISITS], noting("Heard in Delhi"))
    push, first = Sync._push, [True]

    def slow(self: Sync) -> bool:
        if first and self._copy.folder == ana.folder:
            first.clear()
            ben.sync()
        return push(self)

    monkeypatch.setattr(Sync, "_push", slow)
    assert ana.sync().pushed
    in_step(ana, ben)
    assert {"Seen in Goa", "Heard in Delhi"} <= set(notes(ben))


def test_the_folder_is_what_an_export_writes(pair: list[Clone], tmp_path: Path) -> None:
    ana, _ = pair
    store = ana.store()
    exported = tmp_path / "exported"
    view = store.view(EMPTY_QUERY, AS_OF)
    save(select(store, view), format_named("folder"), exported)
    for file in sorted(exported.rglob("*.json")):
        there = ana.folder / file.relative_to(exported)
        assert there.read_bytes() == file.read_bytes()


def test_doctor_finds_nothing_afterwards(pair: list[Clone]) -> None:
    ana, ben = pair
    before = examine(ana.path, AS_OF).findings
    ana.store().change([VISITS], noting("Seen in Goa"))
    ben.store().change([VISITS], with_fields(lead="Navy"))
    in_step(ana, ben)
    for clone in (ana, ben):
        assert examine(clone.path, AS_OF).findings == before


def test_the_log_of_git_says_what_was_changed(pair: list[Clone]) -> None:
    ana, _ = pair
    names = [each.id for each in SMALL_REGISTER.commitments]
    ana.store().change(names[:1], with_fields(lead="Navy"))
    ana.sync()
    ana.store().change(names, with_fields(clause="Article 4"))
    ana.sync()
    many, one = git(ana.folder, "log", "-2", "--format=%B%x00").split("\0")[:2]
    assert one.strip() == f"{VISITS}: lead edited"
    subject, _, body = many.strip().partition("\n\n")
    assert subject == f"4 changes: {names[0]}, {names[1]}, {names[2]} and 1 more"
    assert body.splitlines() == [f"{each}: clause edited" for each in names]


def test_nothing_new_writes_nothing(pair: list[Clone]) -> None:
    ana, _ = pair
    before = ana.store().state, git(ana.folder, "rev-parse", "HEAD")
    report = ana.sync()
    assert (report.sent, report.received, report.pushed) == ({}, {}, False)
    assert before == (ana.store().state, git(ana.folder, "rev-parse", "HEAD"))
    with pytest.raises(NothingToDo):
        ana.store().undo()


def test_an_empty_register_takes_all_of_it_in_its_order(tmp_path: Path) -> None:
    ana, ben = make_clones(tmp_path, SMALL_REGISTER, "ana", "ben")
    assert [each["id"] for each in ben.store().documents()] == [
        each.id for each in SMALL_REGISTER.commitments
    ]
    assert Register is type(ben.store().register)
    in_step(ana, ben)
