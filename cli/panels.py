"""One commitment on a terminal: facts, steps, evidence and the document it stands in."""

from __future__ import annotations

from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from cli.evidence import Footnotes, instrument_lines, update_lines
from cli.facts import facts, lineage
from cli.frames import framed, grid, side_by_side
from cli.look import STYLES, Marks, days_left, done
from cli.tables import NARROW_WIDTH
from store.derived import is_met, is_missed, known_updates
from store.entry import Entry
from store.model import FollowUp, Milestone, Register
from store.text import one_line, visible
from store.wording import standing

WIDE = 140
"""From so many columns on, what is promised stands beside what is known of it."""

_WIDEST_COLUMN = 100
_BAR_CELLS = 20


def commitment_page(
    entry: Entry, register: Register, as_of: date, marks: Marks, width: int
) -> tuple[RenderableType, int]:
    """Return a commitment as it stood on a day, and the columns it takes; empty parts go."""
    page = _Page(marks, narrow=width < NARROW_WIDTH)
    commitment = entry.commitment
    page.add(commitment.id, "", _about(entry, register, as_of, marks))
    if commitment.milestones:
        met = sum(is_met(each, as_of) for each in commitment.milestones)
        rows = [_milestone(each, as_of, marks, page.notes) for each in commitment.milestones]
        page.add("Milestones", f"{met} of {len(rows)} met", grid(rows))
    if commitment.follow_ups:
        left = sum(not each.done for each in commitment.follow_ups)
        tasks = [_follow_up(each, as_of, marks) for each in commitment.follow_ups]
        page.add("Follow-ups", f"{left} of {len(tasks)} open", grid(tasks))
    promised = len(page.parts)
    if commitment.updates:
        known = known_updates(commitment, as_of)
        later = len(commitment.updates) - len(known)
        content = update_lines(known, later, as_of, page.notes, marks)
        page.add("Updates", f"{len(known)}, newest first" if len(known) > 1 else "", content)
    if instruments := lineage(entry, register):
        page.add("Instrument", "", instrument_lines(instruments, page.notes, marks))
    if len(page.notes):
        page.add("Sources", "", page.notes.listed())
    if width < WIDE or promised == len(page.parts):
        return Group(*page.parts), min(width, _WIDEST_COLUMN)
    width = min(width, 2 * _WIDEST_COLUMN)
    left_side, right_side = page.parts[:promised], page.parts[promised:]
    return side_by_side(Group(*left_side), Group(*right_side), width), width


class _Page:
    """Collects the parts of a page, and the sources they cite."""

    def __init__(self, marks: Marks, *, narrow: bool) -> None:
        self.parts: list[RenderableType] = []
        self.notes = Footnotes()
        self._marks = marks
        self._narrow = narrow

    def add(self, title: str, remark: str, content: RenderableType) -> None:
        """Add a part under its title."""
        self.parts.append(framed(title, remark, content, self._marks, narrow=self._narrow))


def _about(entry: Entry, register: Register, as_of: date, marks: Marks) -> RenderableType:
    status = entry.derived.status
    state = Text.assemble(
        (f"{marks.status(status)} {status.words}", f"bold {STYLES[status.tone]}".strip()),
        *((f" {marks.dot} {said}", _urgency(entry, said)) for said in standing(entry)),
    )
    rows = [("status", state)]
    if entry.derived.progress is not None:
        rows.append(("done", _bar(entry, marks)))
    told = facts(entry, register, as_of)
    rows += [(name, Text(visible(text))) for name, text in told if name != "summary"]
    parts: list[RenderableType] = [Text(one_line(entry.commitment.title), "bold")]
    parts += [Text(visible(text)) for name, text in told if name == "summary"]
    table = grid([Text(name, "dim"), value] for name, value in rows)
    return Group(*parts, Padding(table, (1, 0, 0, 0)))


def _urgency(entry: Entry, said: str) -> str:
    return STYLES["red"] if entry.derived.overdue and said.startswith("overdue") else "dim"


def _bar(entry: Entry, marks: Marks) -> Text:
    share = min(100, max(0, entry.derived.progress or 0))
    cells = round(share * _BAR_CELLS / 100)
    tone = STYLES[entry.derived.status.tone]
    return Text.assemble(
        (marks.full * cells, tone),
        (marks.rest * (_BAR_CELLS - cells), "dim"),
        f" {done(entry)}",
        (" counted from milestones" if entry.derived.counted else "", "dim"),
    )


def _milestone(milestone: Milestone, as_of: date, marks: Marks, notes: Footnotes) -> list[Text]:
    planned = milestone.date.text if milestone.date else ""
    when = planned
    title = Text(one_line(milestone.title))
    if is_met(milestone, as_of):
        glyph, when = Text(marks.met, STYLES["green"]), str(milestone.met)
        if planned and planned != when:
            title.append(f" {marks.dot} planned for {planned}", "dim")
    elif is_missed(milestone, as_of):
        glyph = Text(marks.missed, STYLES["red"])
        title.append(f" {marks.dot} not confirmed", "dim")
    else:
        glyph = Text(marks.pending)
    title.append(f" {notes.cite(milestone.source)}" if milestone.source else "", "dim")
    return [glyph, Text(one_line(milestone.id), "dim"), Text(when), title]


def _follow_up(task: FollowUp, as_of: date, marks: Marks) -> list[Text]:
    days = (as_of - task.due.last).days if task.due and not task.done else None
    left = Text(days_left(days), STYLES["red"] if days and days > 0 else "dim")
    glyph = Text(marks.missed if days and days > 0 else marks.pending, left.style)
    if task.done:
        glyph, left = Text(marks.met, STYLES["green"]), Text(f"done {task.done}", "dim")
    when = task.due.text if task.due else ""
    title = Text(one_line(task.title))
    if task.owner:
        title.append(f" {marks.dot} {one_line(task.owner)}", "dim")
    return [glyph, Text(one_line(task.id), "dim"), left, Text(when), title]
