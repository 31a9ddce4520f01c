"""The lines of the Detail panel, made from one commitment at one width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from store.model.conflict import clash_words
from store.model.dates import WIDTHS
from store.model.entities import Commitment, FollowUp, Milestone, Register, Source, Update
from store.model.entry import Entry, progress_words, quiet_words, term_of
from store.model.glyphs import Glyphs
from store.model.log import (
    is_done,
    is_met,
    is_missed,
    known_milestones,
    known_updates,
    struck_ids,
)
from store.model.wording import answers, kind_words, source_remarks, update_remarks
from store.portfolio.links import continued_by, link_words
from store.portfolio.portfolio import Portfolio
from store.portfolio.review import reason_words
from store.portfolio.trail import TrailPart
from store.text import one_line, visible
from tui.commands.keymap import DEFAULT, Keymap
from tui.panels.panel import DetailItem
from tui.rendering.cells import fit, wrap
from tui.rendering.line_widget import Part

if TYPE_CHECKING:
    from store.register.history import HistoryEntry

_LABEL = 12
_EXPLAINED: Mapping[str, TrailPart] = MappingProxyType(
    {
        "Measure": "done",
        "Steps": "done",
        "Schedule": "due",
        "Runs": "due",
        "Made in": "due",
        "Attention": "attention",
        "Why here": "review",
        "": "review",
    }
)
"""The part of the why-trail that a fact is about, where that is not the status."""


class DetailLine(NamedTuple):
    """One line, and what can be done with it."""

    parts: tuple[Part, ...]
    item: DetailItem | None = None
    """The milestone, follow-up or update it shows, if any."""
    source: str = ""
    """The address of the source of the update it belongs to, if any."""
    address: str = ""
    """The address that it shows itself, if any."""
    explains: TrailPart = "status"
    """The part of the why-trail that it is about."""

    @property
    def is_blank(self) -> bool:
        """Whether it only parts what is above from what is below."""
        return not self.parts


def detail_lines(
    entry: Entry,
    register: Register,
    as_of: date,
    width: int,
    glyphs: Glyphs,
    keymap: Keymap = DEFAULT,
) -> list[DetailLine]:
    """Return all lines about a commitment, none wider than `width` cells."""
    writer = DetailWriter(width, glyphs, keymap)
    ticks = keymap.words("{mark} ticks")
    commitment = entry.commitment
    writer.text(commitment.title, style="strong")
    write_state(writer, entry)
    write_why_here(writer, entry)
    if commitment.summary:
        writer.gap()
        writer.text(commitment.summary)
    writer.gap()
    _facts(writer, entry, register)
    if milestones := known_milestones(commitment, as_of):
        writer.heading("Milestones", ticks)
        for milestone in milestones:
            _milestone(writer, milestone, commitment.id, as_of)
    if commitment.follow_ups:
        writer.heading("Follow-ups", ticks)
        for follow_up in commitment.follow_ups:
            write_follow_up(writer, follow_up, commitment.id, as_of)
    updates = known_updates(commitment, as_of)
    if updates:
        writer.heading("Updates", "newest first")
        struck = struck_ids(commitment, as_of)
        for update in reversed(updates):
            write_update(writer, update, commitment.id, struck)
    _missing(writer, commitment, bool(updates))
    return writer.lines


_MOST_HISTORY = 50
"""Changes of one commitment that the detail lists: `entente log` lists all."""


def history_lines(
    history: Sequence[HistoryEntry], as_of: date, width: int, glyphs: Glyphs
) -> list[DetailLine]:
    """Return the lines on what was done to a commitment by a day: when, by whom and what.

    `history` is the register's own of this commitment, the newest first.
    """
    day = as_of.isoformat()
    known = [each for each in history if each.time[:10] <= day]
    if not known:
        return []
    writer = DetailWriter(width, glyphs, DEFAULT)
    writer.heading("History", "of the register, newest first, UTC")
    for each in known[:_MOST_HISTORY]:
        did = {"undo": "took back ", "redo": "did again "}.get(each.kind, "")
        when = each.time[:16].replace("T", " ")
        writer.text(f"{when}, {one_line(each.user)}", style="muted")
        writer.text(glyphs.words(f"{did}{one_line(each.label)}"), indent=2)
    if len(known) > _MOST_HISTORY:
        writer.text(f"and {len(known) - _MOST_HISTORY} earlier changes", style="muted")
    return writer.lines


class DetailWriter:
    """Collects lines, wrapping what is long."""

    def __init__(self, width: int, glyphs: Glyphs, keymap: Keymap) -> None:
        self.width = width
        self.glyphs = glyphs
        self.keymap = keymap
        self.lines: list[DetailLine] = []
        self.source = ""
        """The address of the source of what is being written."""

    def line(
        self, parts: Iterable[Part], item: DetailItem | None = None, address: str = ""
    ) -> None:
        """Write one line, as it is."""
        self.lines.append(DetailLine(((" ", "plain"), *parts), item, self.source, address))

    def gap(self) -> None:
        """Leave a blank line."""
        self.lines.append(DetailLine(()))

    def text(
        self, text: str, *, style: str = "plain", indent: int = 0, item: DetailItem | None = None
    ) -> None:
        """Write a text in as many lines as it needs."""
        for line in wrap(text, self.width - 2 - indent):
            self.line([(" " * indent + line, style)], item)

    def heading(self, words: str, remark: str) -> None:
        """Write the heading of a part, with a remark beside it."""
        self.gap()
        self.line([(words, "key"), (f"  {remark}" if remark else "", "muted")])

    def fact(self, label: str, text: str, style: str = "plain") -> None:
        """Write what is known under a name."""
        for index, line in enumerate(wrap(text, self.width - 2 - _LABEL)):
            name = label if index == 0 else ""
            self.line([(f"{name:<{_LABEL}}", "muted"), (line, style)])
            self.lines[-1] = self.lines[-1]._replace(explains=_EXPLAINED.get(label, "status"))

    def item(self, mark: Part, when: str, text: str, item: DetailItem) -> None:
        """Write something dated, with its mark."""
        column = WIDTHS[self.glyphs.dates] + 1
        lines = wrap(text, self.width - 4 - column) or [""]
        self.line(
            [(f"{mark[0]} ", mark[1]), (fit(when, column), "muted"), (lines[0], "plain")], item
        )
        for line in lines[1:]:
            self.line([(" " * (2 + column) + line, "plain")], item)


def _missing(writer: DetailWriter, commitment: Commitment, has_updates: bool) -> None:
    """Say last what there is none of, and the key that changes that."""
    missing = [
        words
        for there, words in (
            (commitment.milestones, "No milestones yet: {add-milestone} adds one"),
            (commitment.follow_ups, "No follow-ups yet: {add-follow-up} adds one"),
            (has_updates, "No updates yet: {write-update} writes one"),
        )
        if not there
    ]
    if missing:
        writer.gap()
    for words in missing:
        writer.text(writer.keymap.words(words), style="muted")


def write_state(writer: DetailWriter, entry: Entry) -> None:
    """Write how a commitment stands, in one line or two."""
    state, glyphs = entry.derived, writer.glyphs
    status = f"{glyphs.status(state.status)} {state.status.words}"
    parts: list[Part] = [(status, state.status.tone)]
    if done := progress_words(entry):
        parts.append((f"  {done}", "plain"))
    for holds, words, style in (
        (state.provisional, "* no source yet", "orange"),
        (state.to_confirm, "? to confirm", "orange"),
        (state.overdue, f"overdue by {state.overdue_days} days", "red"),
        (state.due_soon, f"due in {-(state.overdue_days or 0)} days", "orange"),
        (state.is_behind, f"{state.behind} points behind", "red"),
        (state.at_risk and not state.is_behind, f"at risk, {state.behind} points", "orange"),
        (state.stale, "stale", "purple"),
        (state.silent, f"silent: {quiet_words(state)}", "muted"),
        (state.disputed, "disputed", "red"),
        (state.claimed_ahead, "claimed ahead", "orange"),
        (state.self_declared, "self-declared", "muted"),
    ):
        if holds:
            parts.append((f"  {words}", style))
    line: list[Part] = []
    used = 0
    for text, style in parts:
        if line and used + len(text) > writer.width - 2:
            writer.line(line)
            line, used, text = [], 0, text.lstrip()
        line.append((text, style))
        used += len(text)
    writer.line(line)


def write_why_here(writer: DetailWriter, entry: Entry) -> None:
    """Say why it wants a look, and what its place by attention comes from."""
    for index, words in enumerate(reason_words(entry)):
        writer.fact("" if index else "Why here", writer.glyphs.words(words), "orange")
    if terms := sorted(entry.derived.attention_terms(), key=lambda term: -term[1]):
        said = ", ".join(f"{words} {weight:g}" for words, weight in terms)
        writer.fact("Attention", f"{entry.derived.attention:g}: {said}", "muted")


def _facts(writer: DetailWriter, entry: Entry, register: Register) -> None:
    commitment, glyphs = entry.commitment, writer.glyphs
    names = {domain.id: domain.name for domain in register.domains}
    instrument = entry.instrument
    start, end = commitment.start, entry.derived.due or term_of(entry)
    begins = glyphs.date(start) if start else "unknown"
    ends = glyphs.date(end) if end else "no end date"
    runs = f"{begins} {glyphs.arrow} {ends}" if start or end else ""
    for label, text in (
        *((name.capitalize(), words) for name, words in answers(entry, glyphs.date)),
        ("Runs", runs),
        ("Parties", ", ".join(commitment.parties)),
        ("Lead", commitment.lead),
        ("Domains", ", ".join(names.get(each, each) for each in commitment.domains)),
        ("Made in", instrument.title if instrument else commitment.instrument),
        ("", _instrument_facts(entry, register, glyphs)),
        ("Clause", commitment.clause),
        ("Priority", commitment.priority.value),
        ("Tags", ", ".join(commitment.tags)),
        ("Formerly", ", ".join(commitment.former_ids)),
        *_links(entry, register),
    ):
        if text:
            writer.fact(label, text)
    if commitment.clashes:
        words = visible(one_line(clash_words(commitment)))
        writer.fact("Clash", writer.keymap.words("{edit} chooses"), "orange")
        writer.text(words, style="orange", indent=_LABEL)


def _links(entry: Entry, register: Register) -> Iterator[tuple[str, str]]:
    """Yield the commitments of earlier instruments it carries on, and those that carry it on."""
    for label, ids in (
        ("Continues", entry.commitment.continues),
        ("Continued", continued_by(register, entry.commitment)),
    ):
        for place, words in enumerate(link_words(register, ids)):
            yield label if place == 0 else "", words


def _instrument_facts(entry: Entry, register: Register, glyphs: Glyphs) -> str:
    instrument = entry.instrument
    if instrument is None:
        return ""
    facts = [instrument.kind, glyphs.date(instrument.date) if instrument.date else ""]
    older = {each.id: each.title for each in register.instruments}.get(instrument.supersedes)
    newer = [each.title for each in register.instruments if each.supersedes == instrument.id]
    facts += [f"supersedes {older}"] if older else []
    facts += [f"superseded by {title}" for title in newer]
    return "; ".join(fact for fact in facts if fact)


def _milestone(writer: DetailWriter, milestone: Milestone, of: str, as_of: date) -> None:
    glyphs = writer.glyphs
    mark: Part = (glyphs.pending, "plain")
    title, when = milestone.title, milestone.date
    if is_met(milestone, as_of):
        mark, when = (glyphs.met, "green"), milestone.met
        if milestone.date is not None and milestone.date != when:
            title += f" {glyphs.words('—')} planned for {glyphs.date(milestone.date)}"
    elif is_missed(milestone, as_of):
        mark = (glyphs.missed, "red")
        title += f" {glyphs.words('—')} not confirmed"
    item = DetailItem("milestone", of, milestone.id, milestone.title)
    writer.item(mark, glyphs.date(when) if when else "undated", title, item)


def write_follow_up(writer: DetailWriter, follow_up: FollowUp, of: str, as_of: date) -> None:
    """Write a follow-up of a commitment."""
    glyphs = writer.glyphs
    late = follow_up.due is not None and follow_up.due.last < as_of
    mark: Part = (glyphs.missed, "red") if late else (glyphs.pending, "plain")
    if is_done(follow_up, as_of):
        mark = (glyphs.done, "green")
    owner = f" ({follow_up.owner})" if follow_up.owner else ""
    when = glyphs.date(follow_up.due) if follow_up.due else "undated"
    item = DetailItem("follow-up", of, follow_up.id, follow_up.title)
    writer.item(mark, when, follow_up.title + owner, item)


def write_update(writer: DetailWriter, update: Update, of: str, struck: frozenset[str]) -> None:
    """Write an update of a commitment, with its words and its source."""
    item = DetailItem("update", of, update.id, update.note)
    writer.source = update.source.url if update.source else ""
    said: list[Part] = [(writer.glyphs.date(update.date), "strong")]
    if update.status:
        glyph = writer.glyphs.status(update.status)
        said.append((f"  {glyph} {update.status.words}", update.status.tone))
    if update.progress is not None:
        said.append((f"  {update.progress}%", "plain"))
    if update.id in struck:
        said = [(text, "muted") for text, _ in said]
    writer.line(said, item)
    if remarks := ", ".join(update_remarks(update, struck)):
        writer.text(remarks, style="muted", indent=2, item=item)
    if update.note:
        writer.text(update.note, indent=2, item=item)
    if update.source:
        _source(writer, update.source, item)
    elif update.status and update.status.settled:
        words = writer.keymap.words("no source yet: {edit} gives it one")
        writer.text(words, style="orange", indent=2, item=item)
    writer.source = ""


def _source(writer: DetailWriter, source: Source, item: DetailItem) -> None:
    published = writer.glyphs.date(source.date) if source.date else ""
    facts = [source.publisher, published, kind_words(source)]
    writer.text(f"{source.title}", style="muted", indent=2, item=item)
    writer.text(", ".join(fact for fact in facts if fact), style="muted", indent=2, item=item)
    if source.url:
        for line in wrap(source.url, writer.width - 4):
            writer.line([("  " + line, "blue")], item, source.url)
    for said in source_remarks(source):
        style = "plain" if said.startswith("“") else "muted"
        writer.text(said, style=style, indent=2, item=item)


_WIDTH = 100


def short_text(entry: Entry, source: Source | None) -> str:
    """Return id and title, where it stands, and its newest source, a line each."""
    state, due = entry.derived, entry.derived.due
    facts = [
        state.status.words,
        progress_words(entry),
        f"due {due}" if due else "",
        f"overdue by {state.overdue_days} days" if state.overdue else "",
        f"as of {entry.as_of}",
    ]
    lines = [f"{entry.id}  {entry.commitment.title}", ", ".join(filter(None, facts))]
    if source:
        lines.append(", ".join(filter(None, (source.title, source.publisher, source.url))))
    return "\n".join(map(one_line, lines))


def whole_text(entry: Entry, view: Portfolio, glyphs: Glyphs, keymap: Keymap) -> str:
    """Return all that the detail says."""
    lines = detail_lines(entry, view.register, view.as_of, _WIDTH, glyphs, keymap)
    said = ("".join(text for text, _ in line.parts).rstrip().removeprefix(" ") for line in lines)
    return visible("\n".join((entry.id, *said)))
