"""One commitment on a terminal: facts, steps, evidence and the document it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from cli.facts import facts, lineage, origin, span_of, standing
from cli.look import STYLES, Marks, days_left, done
from store.derived import is_met, is_missed, known_updates
from store.entry import Entry
from store.model import FollowUp, Milestone, Register, Source, Update
from store.text import one_line, visible

_BAR_CELLS = 20


def commitment_panels(
    entry: Entry, register: Register, as_of: date, marks: Marks
) -> Iterator[Panel]:
    """Yield the panels of one commitment as it stood on a day; empty ones are left out."""
    commitment = entry.commitment
    yield _panel(commitment.id, _about(entry, register, as_of, marks), marks)
    if commitment.milestones:
        rows = [_milestone(each, as_of, marks) for each in commitment.milestones]
        yield _panel("Milestones", _rows(rows), marks)
    if commitment.follow_ups:
        tasks = [_follow_up(each, as_of, marks) for each in commitment.follow_ups]
        yield _panel("Follow-ups", _rows(tasks), marks)
    known = known_updates(commitment, as_of)
    if commitment.updates:
        yield _panel("Updates", _updates(known, len(commitment.updates), as_of, marks), marks)
    instruments = lineage(entry, register)
    if instruments:
        yield _panel("Instrument", _instruments(entry, register, marks), marks)


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
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(ratio=1)
    for name, value in rows:
        grid.add_row(Text(name), value)
    return Group(*parts, Padding(grid, (1, 0, 0, 0)))


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
    )


def _milestone(milestone: Milestone, as_of: date, marks: Marks) -> list[Text]:
    planned = milestone.date.text if milestone.date else ""
    when = planned
    title = Text(one_line(milestone.title))
    if is_met(milestone, as_of):
        glyph, when = Text(marks.met, STYLES["green"]), str(milestone.met)
        if planned and planned != when:
            title.append(f" {marks.dot} planned for {planned}", "dim")
    elif is_missed(milestone, as_of):
        glyph = Text(marks.missed, STYLES["red"])
    else:
        glyph = Text(marks.pending)
    if milestone.source:
        title.append(f"\n{one_line(origin(milestone.source))}", "dim")
    return [glyph, Text(one_line(milestone.id), "dim"), Text(when), title]


def _follow_up(task: FollowUp, as_of: date, marks: Marks) -> list[Text]:
    days = (as_of - task.due.last).days if task.due and not task.done else None
    left = Text(days_left(days), STYLES["red"] if days and days > 0 else "dim")
    if task.done:
        left = Text(f"done {task.done}", STYLES["green"])
    when = task.due.text if task.due else ""
    title = Text(one_line(task.title))
    if task.owner:
        title.append(f" {marks.dot} {one_line(task.owner)}", "dim")
    return [left, Text(one_line(task.id), "dim"), Text(when), title]


def _updates(known: list[Update], written: int, as_of: date, marks: Marks) -> RenderableType:
    parts: list[RenderableType] = []
    for update in reversed(known):
        parts.append(_update(update, marks))
        if update.note:
            parts.append(Padding(Text(visible(update.note)), (0, 0, 0, 2)))
        parts += [Padding(line, (0, 0, 0, 2)) for line in _source(update.source)]
    if written > len(known):
        parts.append(Text(f"{written - len(known)} later than {as_of}", "dim"))
    return Group(*parts)


def _update(update: Update, marks: Marks) -> Text:
    line = Text.assemble((update.date.text, "bold"))
    if update.status:
        glyph = f"  {marks.status(update.status)} {update.status.words}"
        line.append(glyph, STYLES[update.status.tone])
    if update.progress is not None:
        line.append(f"  {update.progress}%")
    line.append(f"  {one_line(update.id)}", "dim")
    if update.status and update.source is None:
        line.append("  no source", STYLES["yellow"])
    return line


def _source(source: Source | None) -> Iterator[Text]:
    if source is None:
        return
    kind, _, rest = origin(source).partition(": ")
    yield Text.assemble(
        (kind, STYLES["blue" if source.official else "green"]), f": {one_line(rest)}"
    )
    if source.url:
        yield Text(one_line(source.url), "dim", overflow="fold")


def _instruments(entry: Entry, register: Register, marks: Marks) -> RenderableType:
    parts: list[RenderableType] = []
    for place, instrument in enumerate(lineage(entry, register)):
        about = ", ".join(part for part in (instrument.kind, span_of(instrument)) if part)
        line = Text("" if place == 0 else f"{'  ' * (place - 1)}supersedes ", "dim")
        line.append(one_line(instrument.title), "" if place else "bold")
        if about:
            line.append(f" {marks.dot} {one_line(about)}", "dim")
        parts.append(line)
        if place == 0:
            parts += [Padding(line, (0, 0, 0, 2)) for line in _source(instrument.source)]
    return Group(*parts)


def _rows(rows: Iterable[list[Text]]) -> Table:
    """Return a grid whose last column takes the room that is left."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for row in rows:
        grid.add_row(*row)
    for column in grid.columns[:-1]:
        column.no_wrap = True
    grid.columns[-1].ratio = 1
    return grid


def _panel(title: str, content: RenderableType, marks: Marks) -> Panel:
    return Panel(
        content,
        title=Text(f" {one_line(title)} ", "bold"),
        title_align="left",
        box=box.ROUNDED if marks.unicode else box.ASCII,
        border_style="dim",
        padding=(0, 1),
    )
