"""One sync of a register with a working copy: what goes, what comes, and in which order.

1. What the register and the files in the folder say now is committed.
2. What others have pushed is fetched and merged, by field and item.
3. The register takes in what came, as one change.
4. The merged commit is pushed.

Between two steps everything is kept in a commit or in the register, and each step sees what the
ones before it have done: a run that was stopped anywhere can be run again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from exchange.merge.clashes import FoundClash, clashes_of, with_choice
from exchange.merge.register_state import NOTHING, ORDER, RegisterState, merge_states
from exchange.sync.folder_files import as_it_came, files_of, is_shared_file, state_in
from exchange.sync.git import Change, GitFailed
from exchange.sync.sources import SourcesOnTheWay
from exchange.sync.wording import changes_between, label_of, message_of
from exchange.sync.working_copy import CHECKOUT, OURS, WorkingCopy, merged_files
from store.errors import BadValue, ChangeRefused, EntenteError, Locked, NotFound, NothingToDo
from store.model.address import whole_name
from store.register.history import HistoryEntry
from store.register.replacement import Replacement
from store.register.store import Store
from store.storage.documents import Document
from store.text import shown

Moves = list[tuple[str, str, str | None]]
_TRIES = 20
"""How often others may be quicker before we give up."""
_QUICKER = ("fetch first", "non-fast-forward", "cannot lock ref", "failed to update ref")
"""What git says when somebody else has pushed meanwhile."""


@dataclass
class SyncReport:
    """What one sync did."""

    sent: Mapping[str, str] = field(default_factory=dict)
    """What the register gave, in words by id; the register itself has the empty id."""
    received: Mapping[str, str] = field(default_factory=dict)
    """What the register took in."""
    copies_sent: int = 0
    """How many kept copies of sources the register gave."""
    copies_received: int = 0
    spoilt: Sequence[str] = ()
    """Files of kept copies in the folder that are not what their names say: not taken."""
    clashes: Sequence[FoundClash] = ()
    """The fields that wait for somebody to choose."""
    commit: str = ""
    """The commit that the register is in step with."""
    remote: str = ""
    """Where it was pushed to; empty where there is no other copy, and where none is chosen."""
    remotes: Sequence[str] = ()
    """The other copies of which none is chosen."""
    pushed: bool = False
    earlier: int = 0
    """How many commits were pushed that an earlier run, or somebody by hand, had made."""
    entry: HistoryEntry | None = None
    """The change in the register's history, if there was one."""
    problem: EntenteError | None = None
    """Why nothing could be pushed; everything else was done."""
    refused: bool = False
    """Whether the other copy was reached, and did not take what was pushed."""


class Sync:
    """Brings one register and one working copy in step."""

    def __init__(self, store: Store, copy: WorkingCopy) -> None:
        self._store = store
        self._copy = copy
        self._git = copy.git
        self._sources = SourcesOnTheWay(store, copy)
        key = sha256(whole_name(store.place).encode()).hexdigest()[:16]
        self._mine = f"{OURS}{key}/"
        self._report = SyncReport()
        self._seen = 0
        """The register's state that was committed last."""
        self._made = 0
        """How many commits this run has made, without merges."""

    def run(self, choices: Mapping[str, int] | None = None) -> SyncReport:
        """Do all of it; return what came and what went.

        `choices` decide clashes first: the number of a value by the name of its clash. Raises
        `GitFailed` for what git cannot do here, `BadFile` for a file that cannot be read,
        `BadValue` for a folder that holds another register, `NotFound` for a clash that is not
        there, and what writing the register raises. A copy elsewhere that cannot be reached is
        told in the report.
        """
        copy = self._copy
        copy.clear()
        self._finish_importing()
        if not (copy.head or copy.holds_files()):
            # A folder without anything begins with what others have, and not beside it.
            self._fetch()
            self._merge_others()
        for _ in range(_TRIES):
            self._commit_here(choices or {})
            choices = {}
            self._fetch()
            self._merge_others()
            try:
                self._import()
            except ChangeRefused:
                continue  # somebody wrote into the register meanwhile: that goes with it
            if self._push():
                break
        else:
            raise Locked(
                f"others were quicker {_TRIES} times: {copy.folder} was not sent",
                hint="all of it is kept; try again in a moment",
            )
        self._report.commit = copy.head
        self._report.clashes = all_clashes(copy.state(self._report.commit))
        return self._report

    # How far things are

    def _synced(self) -> tuple[str, str]:
        """Return the commit that the register was last in step with, and its ref.

        A register that has seen fewer changes than then was set back, say from a backup: what it
        does not have was not removed, so nothing is known.
        """
        refs = {
            int(ref.removeprefix(self._mine)): ref
            for ref in self._git.refs(self._mine)
            if ref.removeprefix(self._mine).isdigit()
        }
        if not refs:
            return "", ""
        seq = max(refs)
        return (self._git.commit_at(refs[seq]) if self._store.state >= seq else ""), refs[seq]

    def _in_step(self, commit: str) -> Moves:
        """Return the moves of refs that say: the register is in step with a commit."""
        _, old = self._synced()
        new = f"{self._mine}{self._store.state}"
        moves: Moves = [(new, commit, None)]
        return [*moves, (old, "", None)] if old not in ("", new) else moves

    def _finish_importing(self) -> None:
        ref = f"{self._mine}importing"
        commit = self._git.commit_at(ref)
        if commit:
            done = any(each.label.endswith(_mark(commit)) for each in self._store.log())
            self._git.move_refs([*(self._in_step(commit) if done else []), (ref, "", None)])

    # The steps

    def _commit_here(self, choices: Mapping[str, int]) -> None:
        copy, head = self._copy, self._copy.head
        self._store.refresh()
        self._seen = self._store.state
        synced, known = self._synced()
        base, there = copy.state(synced), copy.state(head)
        mine = state_in(self._store, there if head else NOTHING)
        if not known:
            _require_same(mine, there, copy.folder)
            came = as_it_came(self._store, mine)
            base = came if came.commitments.keys() & there.commitments.keys() else NOTHING
        merged = merge_states(base, mine, there)
        edited, unedited = copy.edits()
        if edited != unedited:
            if not head and not known:
                _require_same(mine, edited, copy.folder)
            merged = merge_states(unedited, merged, edited)
        merged = chosen(merged, choices)
        copies = self._sources.going(mine, self._git.tree(head))
        if (merged == there and not copies) or (not head and merged == NOTHING):
            if mine == there and synced != head:
                self._git.move_refs(self._in_step(head))
            self._put_files(head, head)
            return
        said = changes_between(there, merged)
        commit, made = copy.commit(
            [head] if head else [],
            message_of(said, copies=len(copies)),
            [*_changes(there, merged), *copies],
        )
        self._report.sent = {**self._report.sent, **said}
        self._report.copies_sent += len(copies)
        self._made += 1
        moves: Moves = [(copy.ref, commit, head), (made, "", None)]
        if not self._git.commit_at(CHECKOUT) and head:
            moves.append((CHECKOUT, head, None))
        if mine == merged:
            moves += self._in_step(commit)
        self._git.move_refs(moves)
        self._put_files(commit)

    def _put_files(self, commit: str, before: str = "") -> None:
        """Make the files in the folder those of a commit, and then no longer be under way."""
        if commit:
            self._copy.put_files(self._git.commit_at(CHECKOUT) or before, commit)
            self._git.move_refs([(CHECKOUT, "", None)] if self._git.commit_at(CHECKOUT) else [])

    def _fetch(self) -> None:
        report, copy = self._report, self._copy
        report.remote = copy.remote
        report.remotes = () if report.remote else tuple(copy.remotes)
        if report.problem is None:
            try:
                copy.fetch()
            except GitFailed as error:
                report.problem = error

    def _merge_others(self) -> None:
        copy, git = self._copy, self._git
        head, theirs = copy.head, copy.theirs
        if not theirs or theirs == head or (head and git.is_ancestor(theirs, head)):
            return
        forward = not head or git.is_ancestor(head, theirs)
        common = git.merge_bases(head, theirs) if head else []
        others, both = merged_files(
            git.tree(common[0] if common else ""), git.tree(head), git.tree(theirs)
        )
        touched = [*copy.changed_others(head, theirs), *([] if forward else both)]
        if touched:
            raise BadValue(
                f"{touched[0]} was changed here and elsewhere, and is no part of the register",
                hint=f"commit it and merge with git in {copy.folder}, then sync again",
            )
        moves: Moves = []
        if forward:
            commit = theirs
        else:
            ours = copy.state(head)
            if not common:
                _require_same(ours, copy.state(theirs), copy.folder)
            merged = merge_states(copy.common_state(head, theirs), ours, copy.state(theirs))
            said = changes_between(ours, merged)
            changes = [*_changes(ours, merged), *others]
            commit, made = copy.commit([head, theirs], message_of(said, merge=True), changes)
            moves.append((made, "", None))
        if head:
            moves.append((CHECKOUT, head, None))
        git.move_refs([(copy.ref, commit, head), *moves])
        self._put_files(commit)

    def _import(self) -> None:
        """Make the register say what the commit says. Raises `ChangeRefused` when it changed."""
        store, head = self._store, self._copy.head
        wanted = self._copy.state(head)
        # A copy is here before the update that cites it.
        self._report.copies_received += self._sources.take(wanted, head)
        self._report.spoilt = tuple(self._sources.spoilt)
        if not head or self._synced()[0] == head:
            return
        here = state_in(store, wanted)
        if here != wanted:
            self._git.move_refs([(f"{self._mine}importing", head, None)])
            said = changes_between(here, wanted)
            label = label_of(said, self._copy.folder, _mark(head))
            with suppress(NothingToDo):
                self._report.entry = store.replace_documents(
                    _replacement(here, wanted), label, state=self._seen
                )
                self._report.received = {**self._report.received, **said}
        importing = f"{self._mine}importing"
        left = [(importing, "", None)] if self._git.commit_at(importing) else []
        self._git.move_refs([*self._in_step(head), *left])

    def _push(self) -> bool:
        """Send what is here; return False when others were quicker."""
        report, copy, head = self._report, self._copy, self._copy.head
        if not report.remote or report.problem or not head or copy.theirs == head:
            return True
        earlier = self._git.count_new(head, report.remote) - self._made
        try:
            how = ("push", "--quiet", "--set-upstream", report.remote)
            self._git.run(*how, f"{copy.ref}:refs/heads/{copy.there}")
        except GitFailed as error:
            if any(each in error.output for each in _QUICKER):
                return False
            report.problem, report.refused = error, True
            return True
        report.pushed, report.earlier = True, max(earlier, 0)
        return True


def all_clashes(state: RegisterState) -> list[FoundClash]:
    """Return the fields of a register that wait for somebody to choose."""
    found = clashes_of(state.head, "")
    for name in state.order:
        found += clashes_of(state.commitments[name], name)
    return found


def chosen(state: RegisterState, choices: Mapping[str, int]) -> RegisterState:
    """Return a state in which clashes are decided. Raises `NotFound` and `BadValue`."""
    for name, number in choices.items():
        open_ones = {each.name: each for each in all_clashes(state)}
        if name not in open_ones:
            known = ", ".join(open_ones)
            raise NotFound(
                f"nothing is to be chosen at {shown(name)}",
                hint=f"there is {known}" if known else "no field clashes",
            )
        clash = open_ones[name]
        if clash.of:
            document = with_choice(dict(state.commitments[clash.of]), clash, number)
            state = state._replace(commitments={**state.commitments, clash.of: document})
        else:
            state = state._replace(head=with_choice(state.head, clash, number))
    return state


def _mark(commit: str) -> str:
    """Return what the label of an import ends with, to know it again by."""
    return f"({commit[:12]})"


def _require_same(mine: RegisterState, there: RegisterState, folder: Path) -> None:
    """Raise `BadValue` where a folder that was never synced holds another register."""
    titles = [str(each.head.get("title", "")) for each in (mine, there)]
    if all(titles) and titles[0] != titles[1]:
        raise BadValue(
            f"{folder} holds another register: {shown(titles[1])}, not {shown(titles[0])}",
            hint="name that one's file with --register; it is made where there is none yet",
        )


def _changes(before: RegisterState, after: RegisterState) -> list[Change]:
    old, new = files_of(before), files_of(after)
    changes = [Change(path, data) for path, data in new.items() if old.get(path) != data]
    return [*changes, *(Change(path) for path in old if path not in new and is_shared_file(path))]


def _replacement(before: RegisterState, after: RegisterState) -> Replacement:
    instruments = [
        {str(each["id"]): each for each in state.head.get("instruments", [])}
        for state in (before, after)
    ]
    head = {key: each for key, each in after.head.items() if key not in ("instruments", ORDER)}
    return Replacement(
        _differing(before.commitments, {name: after.commitments[name] for name in after.order}),
        _differing(*instruments),
        head,
    )


def _differing(
    before: Mapping[str, Document], after: Mapping[str, Document]
) -> dict[str, Document | None]:
    changed: dict[str, Document | None] = {
        name: document for name, document in after.items() if before.get(name) != document
    }
    return changed | dict.fromkeys(name for name in before if name not in after)
