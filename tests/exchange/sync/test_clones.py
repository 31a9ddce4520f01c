"""Several people, many changes, syncs in any order: one state in the end, and nothing lost."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.doctor.examination import examine
from store.errors import EntenteError
from store.model.edits import write_update
from store.model.entities import Commitment
from store.model.reshaping import change_id
from store.model.status import Status
from store.register.store import Store
from tests.conftest import AS_OF
from tests.exchange.sync.clones import Clone, git, make_clones
from tests.registers import SMALL_REGISTER

LONG = "ENTENTE_LONG" in os.environ
NAMES = ("ana", "ben", "chi", "dov", "eva") if LONG else ("ana", "ben", "chi")
CHANGES = 200 if LONG else 12
SYNC_EVERY = 20 if LONG else 4
SEEDS = range(3 if LONG else 1)
LONGEST_SUBJECT = 100


def change(store: Store, chance: random.Random, note: str) -> None:
    """Do one of the things that people do; each leaves an update that can be looked for."""
    target = chance.choice(sorted(store.ids()))
    kind = chance.randrange(8)

    def noted(commitment: Commitment) -> Commitment:
        return write_update(commitment, AS_OF, note=note)

    if kind == 0:
        name = f"new-{note}"
        store.add(Commitment(name, f"Pledge {note}", domains=("air",)))
        target = name
    elif kind == 1:
        store.change([target], lambda each: replace(each, tags=(*each.tags, f"tag-{note}")))
    elif kind == 2:
        status = chance.choice([each for each in Status if not each.settled])
        store.change([target], lambda each: write_update(each, AS_OF, status=status, note="Seen"))
    elif kind == 3:
        store.change([target], lambda each: replace(each, lead=chance.choice(("Navy", "Army"))))
    elif kind == 4 and store.document(target).get("milestones"):
        store.change([target], lambda each: replace(each, milestones=each.milestones[:-1]))
    elif kind == 7:
        name = f"later-{note}"
        store.restructure(lambda register: change_id(register, target, name), "another id")
        target = name
    store.change([target], noted)


def all_notes(clone: Clone) -> set[str]:
    return {
        each["note"]
        for document in clone.store().documents()
        for each in document.get("updates", [])
        if "note" in each
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_everybody_ends_with_the_same_and_nothing_is_lost(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    clones = make_clones(tmp_path, SMALL_REGISTER, *NAMES)
    found = {each.what for each in examine(clones[0].path, AS_OF).findings}
    written = set()
    syncs = 0
    for turn in range(CHANGES * len(clones)):
        clone = chance.choice(clones)
        note = f"{clone.name}-{turn}"
        try:
            change(clone.store(), chance, note)
            written.add(note)
        except EntenteError as error:
            assert error.code == "nothing-to-do"
        if chance.randrange(SYNC_EVERY) == 0:
            chance.choice(clones).sync()
            syncs += 1
    for clone in chance.sample(clones, len(clones)) * 2:
        report = clone.sync()
    choices = {each.name: chance.randint(1, len(each.values)) for each in report.clashes}
    clones[0].sync_choosing(choices)
    for clone in clones:
        assert not clone.sync().clashes
    documents = [
        {each["id"]: each | {"revision": 0} for each in clone.store().documents()}
        for clone in clones
    ]
    assert all(each == documents[0] for each in documents)
    assert len({clone.tree() for clone in clones}) == 1
    assert all(written <= all_notes(clone) for clone in clones)
    for clone in clones:
        # What people wrote may have settled a finding; the syncs have made none.
        assert {each.what for each in examine(clone.path, AS_OF).findings} <= found
    told = require_readable_log(clones[0])
    print(
        f"seed {seed}: {len(clones)} people, {len(written)} changes, {syncs} syncs in {told}:"
        f" {len(documents[0])} commitments, the same everywhere, {len(choices)} fields chosen"
    )


def require_readable_log(clone: Clone) -> str:
    """Require that `git log` says who gave what, in one short line a commit; count them."""
    listed = (
        git(clone.folder, "log", "--format=%an%x09%P%x09%s%x09%b%x00").strip("\0\n").split("\0")
    )
    commits = [each.strip("\n").split("\t") for each in listed]
    for author, parents, subject, body in commits:
        assert author in NAMES
        assert 0 < len(subject) <= LONGEST_SUBJECT
        assert subject.startswith("Merge") == (" " in parents)
        assert all(line.isprintable() for line in body.splitlines())
    assert len({subject for _, _, subject, _ in commits}) > len(commits) // 2
    blobs = git(clone.folder, "log", "-p", "--format=")
    assert not any(marker in blobs for marker in ("<<<<<<<", ">>>>>>>"))
    return f"{len(commits)} commits"
