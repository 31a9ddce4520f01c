"""The forms for an update, and for the source of one written before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from msgspec.structs import replace

from store.model.dates import PartialDate
from store.model.edits import Edit, back_update, complete_mark, find_update, write_update
from store.model.entities import Commitment, Confidence, Source, Update
from store.model.entry import Entry
from store.model.log import due_on
from store.model.status import Status, read_status
from tui.forms.checks import (
    date_field,
    date_of,
    kind_field,
    needed,
    percent_field,
    read_kind,
    read_percent,
    status_field,
)
from tui.forms.form import Answers, Check, Form, FormField, nothing

ANEW = "anew"
"""The box of the form that completes a mark: ticked, it adds an update instead."""
NO_MARKS: Mapping[str, Update] = MappingProxyType({})
READ_PAGE = "ctrl+r"
"""The key that reads a page pasted into a form."""


def source_fields(source: Source | None, as_of: date, *, check: Check = nothing) -> list[FormField]:
    """Return the lines of a source."""
    known = source or Source("")
    return [
        FormField(
            "source",
            "Source",
            value=known.title,
            example="headline of the page or document",
            check=check,
        ),
        FormField("publisher", "Publisher", value=known.publisher, example="who published it"),
        FormField("url", "Address", value=known.url, example="https://…"),
        date_field("published", "Published", as_of, value=known.date),
        kind_field(known.kind),
    ]


def quote_fields(source: Source | None, as_of: date) -> list[FormField]:
    """Return the lines of what a source says and where else it is kept."""
    known = source or Source("")
    return [
        FormField(
            "excerpt",
            "Exact words",
            value=known.excerpt,
            example="a short quote it rests on",
            long=True,
        ),
        FormField(
            "no_excerpt", "Or why none", value=known.no_excerpt, example="one sentence, if no words"
        ),
        date_field("accessed", "Read on", as_of, value=known.accessed, past=True),
        FormField("archive_url", "Archived at", value=known.archive_url, example="https://…"),
    ]


def source_of(answers: Answers, as_of: date, known: Source | None = None) -> Source | None:
    """Return the source that the answers name, if they name any.

    What the form does not ask for stays as `known` has it.
    """
    if not any(answers[each] for each in ("source", "publisher", "url")):
        return None
    source = replace(
        known or Source(""),
        title=answers["source"] or answers["publisher"] or answers["url"],
        publisher=answers["publisher"],
        date=date_of(answers["published"], as_of),
        url=answers["url"],
        kind=read_kind(answers["kind"]),
    )
    if "excerpt" not in answers:
        return source
    return replace(
        source,
        excerpt=answers["excerpt"],
        no_excerpt=answers["no_excerpt"],
        accessed=date_of(answers["accessed"], as_of),
        archive_url=answers["archive_url"],
    )


def source_in(line: str) -> Answers:
    """Return the title and the address in one typed line, as a form's answers."""
    from exchange.source_intake import address_apart  # for those who typed a source

    url, rest = address_apart(line)
    return {"source": " ".join(rest.split()), "url": url}


def no_bare_address(answers: Answers, known: Source | None = None) -> str:
    """Return what is wrong with a source of which the answers give the address alone; else nothing.

    One that was known so before is nobody's mistake now.
    """
    from exchange.source_intake import BARE_ADDRESS, is_bare_address  # once something is typed

    told = answers["source"], answers["url"], answers["publisher"]
    if known is not None and told == (known.title, known.url, known.publisher):
        return ""
    return BARE_ADDRESS if is_bare_address(*told) else ""


_PAGE_LINES, _PAGE_WORDS = 2, 25


def is_page(text: str) -> bool:
    """Tell whether a text is a page rather than a note: several lines and many words.

    >>> is_page("Seen in the port"), is_page("Engines delivered\\n" + "They were delivered. " * 9)
    (False, True)
    """
    lines = [each for each in text.splitlines() if each.strip()]
    return len(lines) >= _PAGE_LINES and len(text.split()) >= _PAGE_WORDS


def page_remark(text: str) -> str:
    """Return what can be done with a page, or what it takes; nothing for a mere note."""
    if not is_page(text):
        return ""
    from statements.reading.extras import can_read_text

    if not can_read_text():
        return (
            "kept as it is; pip install 'entente[statements]' adds what fills in the source from it"
        )
    return f"{READ_PAGE} fills in the source from it: it reads like a page, with a headline"


def update_form(
    entries: Sequence[Entry], as_of: date, marks: Mapping[str, Update] = NO_MARKS
) -> Form:
    """Return the form of one update of one or several commitments.

    A provisional status that all of them have is offered again, to be sourced. With `marks`, the
    ones that were just made by the id of their commitment, it completes those instead.
    """
    ids = [entry.id for entry in entries]
    states = {(entry.derived.status, entry.derived.provisional) for entry in entries}
    status, provisional = states.pop() if len(states) == 1 else (None, False)
    marked = {(each.status, each.progress) for each in marks.values()}
    mark = marked.pop() if len(marked) == 1 else (None, None)
    one = len(entries) == 1
    fields = (
        FormField(
            "note",
            "What was seen",
            example="one or two sentences, or a text pasted whole",
            long=True,
            takes_page=True,
            remark=page_remark,
        ),
        *source_fields(None, as_of),
        date_field("seen", "Seen on", as_of, value=PartialDate.of(as_of), past=True),
        *quote_fields(None, as_of),
        *_judgement_fields(as_of),
        status_field(status.value if status and provisional else mark[0].value if mark[0] else ""),
        percent_field("" if mark[1] is None else str(mark[1])),
    )
    words = entries[0].commitment.title if one else f"{len(ids):,} selected"
    name = f"Update of {ids[0] if one else f'{len(ids):,} commitments'}"
    if not marks:
        return Form("update", draft_of(ids), f"Update: {words}", name, fields, _says_something)
    fields = (*fields, FormField(ANEW, "Apart", example="as a new update", yes_no=True))
    title = f"Update of the mark just made{_mark_words(*mark)}: {words}"
    return Form("update", draft_of(ids), title, name, fields, _says_more(fields))


def _mark_words(status: Status | None, progress: int | None) -> str:
    words = f"{status.words if status else ''}{'' if progress is None else f' {progress}%'}"
    return f" ({words.strip()})" if words else ""


def _says_more(fields: Sequence[FormField]) -> Callable[[Answers], str]:
    """Return the check of a form that completes marks: as it was, it would say nothing more."""
    was = {each.id: each.value for each in fields}

    def check(answers: Answers) -> str:
        if answers == was:
            return "nothing is filled in that the mark does not say already; esc leaves it as it is"
        return _says_something(answers)

    return check


def _judgement_fields(as_of: date) -> list[FormField]:
    """Return the lines of what an update decides: a moved date, a search, other updates."""
    return [
        date_field("due", "Due moved to", as_of, example="the date from now on; empty: not moved"),
        FormField("confidence", "Confidence", example="high, moderate, low", check=_confidence),
        FormField(
            "searched", "Looked in", example="PIB, defense.gov: where nothing was found", many=True
        ),
        FormField("weighs", "Weighs", example="ids of updates it decides between", many=True),
        FormField("corrects", "Corrects", example="id of the update that was wrong"),
    ]


def _confidence(text: str) -> str:
    names = [each.value for each in Confidence]
    wrong = text.strip() and text.strip().casefold() not in names
    return f"'{text}' is no confidence: one of {', '.join(names)}" if wrong else ""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())


def draft_of(ids: Sequence[str]) -> str:
    """Return what a draft about these commitments is kept under."""
    return " ".join(sorted(ids))


def _says_something(answers: Answers) -> str:
    if wrong := no_bare_address(answers):
        return wrong
    said = any(answers[each] for each in ("note", "source", "publisher", "url"))
    if said or any(answers[each] for each in ("status", "progress", "due", "searched")):
        return ""
    return "an update needs a note, a source, a status or a percentage"


def written_update(answers: Answers, as_of: date, marks: Mapping[str, Update] = NO_MARKS) -> Edit:
    """Return the edit that an update's answers ask for; it completes these marks, unless told."""
    edit = _added_update(answers, as_of)
    ids = {each: mark.id for each, mark in marks.items()}
    if not ids or answers.get(ANEW):
        return edit
    return lambda commitment: complete_mark(commitment, ids.get(commitment.id, ""), edit)


def _added_update(answers: Answers, as_of: date) -> Edit:
    source = source_of(answers, as_of)
    confidence = answers["confidence"].strip().casefold()
    return lambda commitment: write_update(
        commitment,
        as_of,
        note=answers["note"],
        source=source,
        status=read_status(answers["status"]) if answers["status"] else None,
        progress=read_percent(answers["progress"]) if answers["progress"] else None,
        seen=date_of(answers["seen"], as_of),
        due=date_of(answers["due"], as_of),
        confidence=Confidence(confidence) if confidence else None,
        searched=_listed(answers["searched"]),
        weighs=_listed(answers["weighs"]),
        corrects=answers["corrects"].strip(),
    )


def due_form(entries: Sequence[Entry], as_of: date) -> Form:
    """Return the form of a date that was moved: to when, what was said, and the source.

    Several commitments are moved to the same date by the same word.
    """
    ids = [entry.id for entry in entries]
    one = len(entries) == 1
    dates = {entry.derived.due for entry in entries}
    held = dates.pop() if len(dates) == 1 else None
    fields = (
        date_field("due", "Due moved to", as_of, example="2027-06, 2027-Q2, 2027, +90d"),
        FormField("note", "What was said", example="one or two sentences"),
        *source_fields(None, as_of),
        date_field("seen", "Said on", as_of, value=PartialDate.of(as_of), past=True),
        *quote_fields(None, as_of),
    )
    was = "no date until now" if one else "several dates until now"
    was = f"due {held} until now" if held else was
    title = f"Due moved, {was}: {entries[0].commitment.title if one else f'{len(ids):,} selected'}"
    name = f"Due date of {ids[0] if one else f'{len(ids):,} commitments'}"

    def check(answers: Answers) -> str:
        moved, seen = date_of(answers["due"], as_of), date_of(answers["seen"], as_of)
        if moved is None:
            return "say when it is due from now on"
        day = seen.last if seen else as_of
        stays = all(due_on(each.commitment, day) == moved for each in entries)
        return f"it is due {moved} already" if stays else no_bare_address(answers)

    return Form("due", draft_of(ids), title, name, fields, check)


def written_due(answers: Answers, as_of: date, *, alone: bool) -> Edit:
    """Return the edit that moves a date as the answers say.

    Of several commitments, not `alone`, those that are due then already stay as they are.
    """
    source, due = source_of(answers, as_of), date_of(answers["due"], as_of)
    seen = date_of(answers["seen"], as_of)
    day = seen.last if seen else as_of

    def edit(commitment: Commitment) -> Commitment:
        if not alone and due_on(commitment, day) == due:
            return commitment
        return write_update(
            commitment, as_of, note=answers["note"], source=source, seen=seen, due=due
        )

    return edit


def evidence_form(entry: Entry, update_id: str, as_of: date) -> Form:
    """Return the form of the source of an update that stands already."""
    update = find_update(entry.commitment, update_id)
    said = update.status.words if update.status else update.note
    title = f"Source of {update.date}: {said or entry.commitment.title}"
    check = needed("name the page or document")
    fields = (*source_fields(None, as_of, check=check), *quote_fields(None, as_of))
    name = f"Source for {entry.id}"
    return Form("source", f"{entry.id} {update_id}", title, name, fields, no_bare_address)


def written_evidence(answers: Answers, update_id: str, as_of: date) -> Edit:
    """Return the edit that repeats an update with a source; none is ever rewritten."""
    source = source_of(answers, as_of)
    if source is None:
        return lambda commitment: commitment
    return lambda commitment: back_update(commitment, update_id, source, as_of)
