"""Writing down: updates, milestones, follow-ups, new commitments, edits.

Whose word a source is, is told by its address where that is known, else asked with one key.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from store.errors import BadValue, NotFound
from store.model.dates import PartialDate, read_date, time_written
from store.model.edits import find_follow_up, find_milestone, last_mark, take_follow_ups
from store.model.entities import Source, SourceKind
from store.model.entry import Entry
from store.model.reshaping import with_commitment
from store.portfolio.follow_ups import UnplannedFollowUps
from store.text import counted, one_line
from tui.board.board import BoardContext
from tui.controllers.base import Act, Controller

if TYPE_CHECKING:
    from store.model.entities import Commitment, Update
    from tui.dialogs.form import FormScreen
    from tui.forms.form import Answers, Form


NOTHING_WRITTEN = "Nothing was written"
_LEFT_OPEN = "Nothing was changed: their owners and dates are still open"


class DraftSaving(NamedTuple):
    """What becomes of a form's draft: `then` forgets it once saved, `kept` says where it is."""

    then: Callable[[], None]
    kept: str


def ask_form(
    context: BoardContext,
    form: Form,
    answered: Callable[[Answers, DraftSaving], None],
    read_page: Callable[[FormScreen, str], None] | None = None,
    typed: Answers | None = None,
) -> None:
    """Open a form; what is typed is a draft until it is saved.

    `read_page` is told to read a page that was pasted into it. `typed` is what was typed for it
    elsewhere, by the lines that it is for.
    """
    from tui.dialogs.form import FormScreen

    board, drafts = context.board, context.drafts
    screen = FormScreen(form, drafts, context.preferences.glyphs, read_page, typed)
    saving = DraftSaving(
        lambda: drafts.drop(form.kind, form.of),
        "what you typed is kept: open the form again",
    )

    def closed(answers: Answers | None) -> None:
        if answers is not None:
            answered(answers, saving)
        elif screen.go_elsewhere is not None:
            screen.go_elsewhere()
        elif screen.unsaved:
            board.say(f"{form.name}: not saved, kept as a draft")
        else:
            board.say(f"{form.name}: nothing was written")

    board.open_dialog(screen, closed)


UNSAID = "Nobody has said whose word it is"


def ask_kind(context: BoardContext, title: str, act: Callable[[SourceKind], None]) -> None:
    """Ask with one key whether a source is official or independent, then act.

    Every other key leaves that unknown: what was typed is never lost over it. Where something
    lies over the board, such as a review, a line over that is asked instead.
    """
    if not context.board.in_front:
        _ask_kind_over(context, title, act)
        return
    from tui.widgets.prompts import Choice

    def answer(key: str, words: str, kind: SourceKind) -> Choice:
        return Choice(key, words, kind.value, lambda: act(kind))

    context.board.ask(
        f"Whose word is “{one_line(title)}”?",
        (
            answer("o", "official: a party's own", SourceKind.OFFICIAL),
            answer("i", "independent", SourceKind.INDEPENDENT),
        ),
        UNSAID,
        answer("enter", "not known", SourceKind.UNKNOWN),
    )


def _ask_kind_over(context: BoardContext, title: str, act: Callable[[SourceKind], None]) -> None:
    from tui.dialogs.asked_line import AskedLineScreen
    from tui.forms.checks import checked, read_kind

    glyphs = context.preferences.glyphs
    how = f"Whose word is “{one_line(title)}”? o official · i independent · empty: not known"
    context.board.open_dialog(
        AskedLineScreen(" Whose word: ", "", glyphs.words(how), checked(read_kind), glyphs),
        lambda text: act(read_kind(text or "")),
    )


def with_kind(
    context: BoardContext,
    answers: Answers,
    act: Callable[[Answers], None],
    known: Source | None = None,
) -> None:
    """Act with a form's answers once it is clear, as far as it can be, whose word its source is.

    What the form was told stands; an address that the register knows tells it; else it is asked,
    but not about a source that was `known` before.
    """
    named = any(answers.get(each) for each in ("source", "publisher", "url"))
    stays = known is not None and (known.title, known.url) == (answers["source"], answers["url"])
    if answers.get("kind") or not named or stays:
        act(answers)
        return
    from exchange.source_intake import kind_of

    found = kind_of(answers.get("url", ""), context.board.view.register)
    if found is not SourceKind.UNKNOWN:
        act({**answers, "kind": found.value})
        return
    title = answers.get("source") or answers.get("publisher") or answers.get("url") or ""
    ask_kind(context, title, lambda kind: act({**answers, "kind": kind.value}))


_JUST_NOW = timedelta(minutes=15)


def write_update_of(
    context: BoardContext,
    ids: tuple[str, ...],
    known: Answers | None = None,
    *,
    just_marked: bool = False,
) -> None:
    """Ask for one update of one or several commitments, and save it.

    `known` is what is filled in already, by the lines of the form. What the user marked last and
    said nothing about is completed, if that was just now, or is `just_marked` whenever it was.
    """
    from tui.forms.update import update_form, written_update

    view = context.board.view
    as_of = view.as_of
    entries = [view.by_id[each] for each in ids if each in view.by_id]
    if not entries:
        return
    marks = _marks_of(context, entries, None if just_marked else _JUST_NOW)

    def save(answers: Answers, saving: DraftSaving) -> None:
        def write(answers: Answers) -> None:
            edit = written_update(answers, as_of, marks)
            context.store_worker.change(ids, edit, then=saving.then, kept=saving.kept)

        with_kind(context, answers, write)

    def read_page(screen: FormScreen, text: str) -> None:
        from tui.controllers.pasted_page import PastedPageReader

        reader = PastedPageReader(context, screen, ids, lambda each: write_update_of(context, each))
        reader.read(text)

    form = update_form(entries, as_of, marks)
    if known:
        filled = (replace(each, value=known.get(each.id) or each.value) for each in form.fields)
        form = replace(form, fields=tuple(filled))
    ask_form(context, form, save, read_page)


def _marks_of(
    context: BoardContext, entries: Sequence[Entry], within: timedelta | None
) -> dict[str, Update]:
    """Return the last marks of the user by commitment; none unless each of these has one."""
    worker = context.store_worker
    since = time_written(worker.clock() - within) if within else ""
    found = {entry.id: last_mark(entry.commitment, worker.user, since) for entry in entries}
    marks = {each: mark for each, mark in found.items() if mark is not None}
    return marks if len(marks) == len(entries) else {}


def offer_follow_ups(context: BoardContext) -> None:
    """Ask whether the follow-ups without an owner are one's own, and a date for those without one.

    Nobody has asked for the question: every key but the answer does what it always does. What is
    answered is one change, and one undo takes it back.
    """
    from tui.widgets.prompts import Choice

    board, worker = context.board, context.store_worker
    unplanned = UnplannedFollowUps.among(board.view.entries)
    if not unplanned.of_either or worker.read_only_reason or not board.in_front:
        return

    def take(due: PartialDate | None = None) -> None:
        meant = unplanned.of_either if due else unplanned.of_unowned
        worker.change(meant, lambda each: take_follow_ups(each, worker.user, due))

    def ask_date() -> None:
        _ask_due(context, unplanned, take)

    act = ask_date if unplanned.undated else take
    choice = Choice("y", "takes them" if unplanned.unowned else "sets it", "yes", act)
    board.ask(_question(unplanned, worker.user), (choice,), left="", gives_way=True)


def _question(unplanned: UnplannedFollowUps, user: str) -> str:
    """Return what is asked of somebody who opens a register first."""
    if not unplanned.unowned:
        return f"{counted(unplanned.undated, 'follow-up has', 'follow-ups have')} no date: set one?"
    said = f"{counted(unplanned.unowned, 'follow-up has', 'follow-ups have')} no owner"
    if unplanned.both == unplanned.unowned == unplanned.undated:
        said += " and no date"
    elif unplanned.undated:
        said += f", {unplanned.undated:,} no date"
    return f"{said}: take them as yours, {one_line(user)}?"


def _ask_due(
    context: BoardContext,
    unplanned: UnplannedFollowUps,
    take: Callable[[PartialDate | None], None],
) -> None:
    """Ask for one date for all that have none; Enter alone leaves them without, Esc all as it is.

    None is proposed: whoever wants one says which.
    """
    from tui.dialogs.asked_line import AskedLineScreen

    board, glyphs = context.board, context.preferences.glyphs
    as_of = board.view.as_of

    def check(text: str) -> str:
        try:
            _due_of(text, as_of)
        except BadValue as error:
            return f"{error.message}: {error.hint}"
        return ""

    def given(text: str | None) -> None:
        due = _due_of(text or "", as_of)
        if text is None or (due is None and not unplanned.unowned):
            board.say(_LEFT_OPEN)
        else:
            take(due)

    number = f"the {unplanned.undated:,}" if unplanned.undated > 1 else "it"
    how = f"A date for {number}: +1m, 2026-12-31; enter: none; esc leaves"
    screen = AskedLineScreen(" Due: ", "", glyphs.words(how), check, glyphs)
    board.open_dialog(screen, given)


def _due_of(text: str, as_of: date) -> PartialDate | None:
    """Return the date that a text means; None for an empty one. Raises `BadValue`."""
    return read_date(text, as_of) if text.strip() else None


class FormsController(Controller):
    """Opens the forms and saves their answers."""

    def __init__(
        self, context: BoardContext, edit_one: Callable[[Entry], None], edit_alike: Act
    ) -> None:
        """Take what edits a commitment as a whole, and what edits several alike."""
        super().__init__(context)
        self._edit_one, self._edit_alike = edit_one, edit_alike

    def write_update(self) -> None:
        """Ask for an update of what is selected, or of the commitment here, and save it."""
        self.for_those_meant(
            "writes to",
            lambda ids: write_update_of(self.context, ids),
            left=NOTHING_WRITTEN,
        )

    def add_commitment(self) -> None:
        """Ask for a new commitment and save it."""
        from tui.forms.commitment import add_form, added_commitment
        from tui.forms.new_names import NewNames

        board = self.board
        names, as_of = NewNames(board.view.register), board.view.as_of

        def save(answers: Answers, saving: DraftSaving) -> None:
            commitment = added_commitment(answers, names.register, as_of)
            made = names.needed(commitment)
            if not made:
                self.store_worker.add(commitment, then=saving.then, kept=saving.kept)
                return
            self.store_worker.restructure(
                lambda now: with_commitment(names.made_for(now, commitment), commitment),
                f"{commitment.id}: added, with the {', the '.join(made)}",
                select=commitment.id,
                then=saving.then,
                kept=saving.kept,
            )

        ask_form(self.context, add_form(names, as_of, board.view.domains), save)

    def edit(self) -> None:
        """Ask for the fields of what is under the cursor and save them."""
        board = self.board
        item = board.item_here
        entry = board.view.by_id.get(item.of) if item else board.entry
        if item is None and board.picked:
            self.for_those_meant("edits", self._edit_alike, left=NOTHING_WRITTEN, asks=False)
            return
        if entry is None:
            return
        if entry.commitment.clashes:
            self._choose_version(entry)
            return
        if item is None:
            self._edit_one(entry)
            return
        try:
            if item.kind == "milestone":
                self._ask_milestone((entry.id,), item.id)
            elif item.kind == "follow-up":
                self.ask_follow_up((entry.id,), item.id)
            else:
                self._ask_evidence(entry, item.id)
        except NotFound as error:
            board.say_error(error)

    def _choose_version(self, entry: Entry) -> None:
        """Ask what holds of a commitment that two people changed in copies of the register."""
        from tui.dialogs.conflict import ClashScreen

        board = self.board

        def decided(chosen: Commitment | None) -> None:
            if chosen is None:
                board.say(self.keyed(f"{entry.id}: nothing was chosen · {{edit}} asks again"))
            else:
                self.store_worker.save(entry.commitment, chosen)

        board.app.push_screen(
            ClashScreen(entry.commitment, self.context.preferences.glyphs), decided
        )

    def add_milestone(self) -> None:
        """Ask for a milestone of what is selected, or of the commitment here, and save it."""
        self.for_those_meant("adds it to", self._ask_milestone, left=NOTHING_WRITTEN)

    def add_follow_up(self) -> None:
        """Ask for a follow-up of what is selected, or of the commitment here, and save it."""
        self.for_those_meant("adds it to", self.ask_follow_up, left=NOTHING_WRITTEN)

    def _ask_milestone(self, ids: tuple[str, ...], item_id: str = "") -> None:
        from tui.forms.items import milestone_form, written_milestone

        view = self.board.view
        as_of, entries = view.as_of, [view.by_id[each] for each in ids]
        base = find_milestone(entries[0].commitment, item_id) if item_id else None

        def save(answers: Answers, saving: DraftSaving) -> None:
            def write(answers: Answers) -> None:
                edit = written_milestone(answers, as_of, base)
                self.store_worker.change(ids, edit, then=saving.then, kept=saving.kept)

            with_kind(self.context, answers, write, base.source if base else None)

        ask_form(self.context, milestone_form(entries, as_of, item_id), save)

    def ask_follow_up(self, ids: tuple[str, ...], item_id: str = "") -> None:
        """Ask for a follow-up of these commitments, or for the fields of one, and save it."""
        from tui.forms.items import follow_up_form, written_follow_up

        view = self.board.view
        as_of, entries = view.as_of, [view.by_id[each] for each in ids]
        base = find_follow_up(entries[0].commitment, item_id) if item_id else None

        def save(answers: Answers, saving: DraftSaving) -> None:
            edit = written_follow_up(answers, as_of, base)
            self.store_worker.change(ids, edit, then=saving.then, kept=saving.kept)

        ask_form(self.context, follow_up_form(entries, view.register, as_of, item_id), save)

    def _ask_evidence(self, entry: Entry, update_id: str) -> None:
        from tui.forms.update import evidence_form, written_evidence

        as_of = self.board.view.as_of

        def save(answers: Answers, saving: DraftSaving) -> None:
            def write(answers: Answers) -> None:
                edit = written_evidence(answers, update_id, as_of)
                self.store_worker.change([entry.id], edit, then=saving.then, kept=saving.kept)

            with_kind(self.context, answers, write)

        ask_form(self.context, evidence_form(entry, update_id, as_of), save)
