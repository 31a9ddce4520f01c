"""Any sequence of changes, undo, redo, checkpoints and reopening against a plain list of states."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from msgspec.structs import replace

from store.errors import NotFound, NothingToDo
from store.model.dates import PartialDate
from store.model.edits import Edit, add_follow_up, tick, write_update
from store.model.entities import Commitment, Domain, Instrument, Register, View
from store.model.ids import with_ids
from store.model.status import Status
from store.register.changeset import ChangeSet
from store.register.codec import to_document
from store.register.store import Store
from tests.conftest import AS_OF, NOW, make_store, open_store, plain
from tests.postgres import Server, keep_in
from tests.registers import HOSTILE_TEXTS, SMALL_REGISTER
from tests.store.storage.processes import LONG

IDS = [each.id for each in SMALL_REGISTER.commitments]
texts = st.one_of(
    st.sampled_from(HOSTILE_TEXTS), st.text(st.characters(codec="utf-8"), max_size=20)
)


WRITTEN = NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
NEW_IDS = ["sea-lanes", "coast-radio"]
VIEWS = st.sampled_from(["late", "Late", "open ones"])


class SharedRegister(RuleBasedStateMachine):
    """Two programs of one user on one register; the model is the list of its states."""

    @initialize()
    def make(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "register.json"
        self.stores = [make_store(self.path, SMALL_REGISTER), open_store(self.path)]
        self.state = SMALL_REGISTER
        self.order = list(IDS)
        """Every id there ever was, in the order of their places."""
        self.instruments = [each.id for each in SMALL_REGISTER.instruments]
        self.done: list[tuple[Register, Register]] = []
        self.undone: list[tuple[Register, Register]] = []

    def _change(self, which: int, ids: list[str], edit: Edit) -> None:
        before = self.state
        after = replace(
            before,
            commitments=tuple(
                with_ids(each, edit(each), "ana", WRITTEN) if each.id in ids else each
                for each in before.commitments
            ),
        )
        there = {each.id for each in before.commitments}
        if not there.issuperset(ids):
            with pytest.raises(NotFound):
                self._store(which).change(ids, edit)
            return
        if after == before:
            with pytest.raises(NothingToDo):
                self._store(which).change(ids, edit)
            return
        self._store(which).change(ids, edit)
        self._did(after)

    def _did(self, after: Register) -> None:
        self.done.append((self.state, after))
        self.undone.clear()
        self.state = after

    def _store(self, which: int) -> Store:
        return self.stores[which]

    which = st.integers(0, 1)

    @rule(
        which=which,
        ids=st.lists(st.sampled_from(IDS), unique=True),
        status=st.sampled_from([None, *Status]),
        progress=st.one_of(st.none(), st.integers(0, 100)),
        note=texts,
    )
    def mark(
        self, which: int, ids: list[str], status: Status | None, progress: int | None, note: str
    ) -> None:
        def edit(each: Commitment) -> Commitment:
            if not note and status is None and progress is None:
                return each
            return write_update(each, AS_OF, note=note, status=status, progress=progress)

        self._change(which, ids, edit)

    @rule(which=which, day=st.dates(date(2026, 1, 1), date(2026, 11, 22)))
    def tick_a_milestone(self, which: int, day: date) -> None:
        self._change(which, ["port-visits"], lambda each: tick(each, "m2", day))

    @rule(which=which, commitment_id=st.sampled_from(IDS), title=texts)
    def follow(self, which: int, commitment_id: str, title: str) -> None:
        if title.strip():
            self._change(which, [commitment_id], lambda each: add_follow_up(each, title))

    @rule(which=which, commitment_id=st.sampled_from(IDS), title=texts, year=st.integers(1, 9999))
    def edit(self, which: int, commitment_id: str, title: str, year: int) -> None:
        due = PartialDate.parse(f"{year:04}")
        self._change(which, [commitment_id], lambda each: replace(each, title=title, due=due))

    @rule(which=which, drop=st.integers(0, 2))
    def remove_an_update(self, which: int, drop: int) -> None:
        def edit(each: Commitment) -> Commitment:
            kept = [update for index, update in enumerate(each.updates) if index != drop]
            return replace(each, updates=tuple(kept))

        self._change(which, ["port-visits"], edit)

    @rule(which=which, ids=st.lists(st.sampled_from(IDS + NEW_IDS), unique=True, min_size=1))
    def remove(self, which: int, ids: list[str]) -> None:
        there = {each.id for each in self.state.commitments}
        if not there.issuperset(ids):
            with pytest.raises(NotFound):
                self._store(which).remove(ids)
            return
        self._store(which).remove(ids)
        left = tuple(each for each in self.state.commitments if each.id not in ids)
        self._did(replace(self.state, commitments=left))

    @rule(
        which=which,
        ids=st.lists(st.sampled_from([*IDS[1:3], *NEW_IDS]), unique=True),
        title=texts,
        domain=st.sampled_from(["", "cyber", "air"]),
        instrument=st.sampled_from(["", "treaty", "pact-2015"]),
    )
    def write_all(
        self, which: int, ids: list[str], title: str, domain: str, instrument: str
    ) -> None:
        changes, after = ChangeSet(), self.state
        found = {each.id: each for each in after.commitments}
        for each in ids:
            found[each] = Commitment(each, title)
            changes.commitment(to_document(found[each]))
            self.order += [] if each in self.order else [each]
        places = [found[each] for each in self.order if each in found]
        after = replace(after, commitments=tuple(places))
        if domain:
            changes.domain(Domain(domain, title))
            domains = {each.id: each for each in after.domains} | {domain: Domain(domain, title)}
            after = replace(after, domains=tuple(domains.values()))
        if instrument:
            papers = {each.id: each for each in after.instruments}
            papers[instrument] = Instrument(instrument, title)
            changes.instrument(to_document(papers[instrument]))
            self.instruments += [] if instrument in self.instruments else [instrument]
            kept = [papers[each] for each in self.instruments if each in papers]
            after = replace(after, instruments=tuple(kept))
        if after == self.state:
            with pytest.raises(NothingToDo):
                self._store(which).write_all(changes, "imported")
            return
        self._store(which).write_all(changes, "imported")
        self._did(after)

    @rule(which=which, name=VIEWS, query=st.sampled_from(["is:open", "domain:air sort:due"]))
    def save_view(self, which: int, name: str, query: str) -> None:
        views = {each.name.lower(): each for each in self.state.views}
        views[name.lower()] = View(name, query)
        after = replace(self.state, views=tuple(views.values()))
        if after == self.state:
            with pytest.raises(NothingToDo):
                self._store(which).save_view(name, query)
            return
        self._store(which).save_view(name, query)
        self._did(after)

    @rule(which=which, name=VIEWS)
    def remove_view(self, which: int, name: str) -> None:
        left = tuple(each for each in self.state.views if each.name.lower() != name.lower())
        if left == self.state.views:
            with pytest.raises(NotFound):
                self._store(which).remove_view(name)
            return
        self._store(which).remove_view(name)
        self._did(replace(self.state, views=left))

    @rule(which=which)
    def undo(self, which: int) -> None:
        if not self.done:
            with pytest.raises(NothingToDo):
                self._store(which).undo()
            return
        self._store(which).undo()
        before, after = self.done.pop()
        self.undone.append((before, after))
        self.state = before

    @rule(which=which)
    def redo(self, which: int) -> None:
        if not self.undone:
            with pytest.raises(NothingToDo):
                self._store(which).redo()
            return
        self._store(which).redo()
        before, after = self.undone.pop()
        self.done.append((before, after))
        self.state = after

    @rule(which=which, checkpoint=st.booleans())
    def reopen(self, which: int, checkpoint: bool) -> None:
        self.stores[which].close(checkpoint=checkpoint)
        self.stores[which] = open_store(self.path)

    @invariant()
    def all_say_the_same(self) -> None:
        if not hasattr(self, "path"):
            return
        for store in (*self.stores, open_store(self.path)):
            store.refresh()
            assert plain(store.register) == self.state

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


SharedRegister.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=15,
)
TestSharedRegister = SharedRegister.TestCase


def test_any_sequence_in_a_database(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_in(postgres, monkeypatch)
    few = settings(max_examples=400 if LONG else 8, stateful_step_count=15, deadline=None)
    run_state_machine_as_test(SharedRegister, settings=few)
