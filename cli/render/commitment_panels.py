"""One commitment on a terminal, in framed panels: facts, steps, evidence and its instrument."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from cli.render.columns import NARROW_WIDTH, done_words
from cli.render.commitment import facts, heard_words, lineage, origin, span_of
from cli.terminal import STYLES
from store.model.dates import PartialDate
from store.model.entities import FollowUp, Instrument, Milestone, Register, Source, Update
from store.model.entry import Entry, standing
from store.model.glyphs import Glyphs
from store.model.log import is_done, is_met, is_missed, known_milestones, known_updates, struck_ids
from store.model.wording import WriteDate, answers, kind_words, source_remarks, update_remarks
from store.portfolio.columns import days_left
from store.portfolio.drawing import DrawnLine, strip_legend
from store.portfolio.review import reason_words
from store.text import one_line, visible


def framed(
    title: str, remark: str, content: RenderableType, glyphs: Glyphs, *, narrow: bool
) -> RenderableType:
    """Return a part of a page under its title; a narrow one spends no columns on a frame."""
    heading = Text.assemble((one_line(title), "bold"), (f"  {remark}" if remark else "", "dim"))
    if narrow:
        rule = Text(f"{glyphs.bar_rest * 2} ", "dim")
        return Group(Text.assemble(rule, heading), Padding(content, (0, 0, 1, 0)))
    return Panel(
        content,
        title=heading,
        title_align="left",
        box=box.ROUNDED if glyphs.unicode else box.ASCII,
        border_style="dim",
        padding=(0, 1),
    )


def grid(rows: Iterable[Sequence[Text]]) -> Table:
    """Return rows in columns, the last one as wide as there is room; empty columns go."""
    listed = [list(row) for row in rows]
    last = len(listed[0]) - 1 if listed else 0
    said = [place for place in range(last) if any(row[place].plain for row in listed)]
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in said:
        table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for row in listed:
        table.add_row(*(row[place] for place in (*said, last)))
    return table


def side_by_side(left: RenderableType, right: RenderableType, width: int) -> Table:
    """Return two columns of a page."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=width // 2 - 1)
    table.add_column(width=width // 2 - 1)
    table.add_row(left, right)
    return table


class Footnotes:
    """The sources of a page: each is given once, at its end, under the number it was cited by."""

    def __init__(self, written: WriteDate = str) -> None:
        self._written = written
        self._cited: list[Source] = []

    def cite(self, source: Source | None) -> str:
        """Return the number of a source, such as `[2]`; nothing without one."""
        if source is None:
            return ""
        if source not in self._cited:
            self._cited.append(source)
        return f"[{self._cited.index(source) + 1}]"

    def __len__(self) -> int:
        return len(self._cited)

    def listed(self) -> RenderableType:
        """Return the sources that were cited, by their numbers."""
        return grid(
            [Text(self.cite(each), "dim"), _source(each, self._written)] for each in self._cited
        )


def update_lines(
    known: Sequence[Update],
    later: int,
    as_of: date,
    notes: Footnotes,
    glyphs: Glyphs,
    struck: frozenset[str] = frozenset(),
) -> RenderableType:
    """Return updates, newest first, each with what it sets and who said so."""
    parts: list[RenderableType] = []
    for update in reversed(known):
        parts.append(_update(update, glyphs))
        body = Text(visible(update.note), "strike" if update.id in struck else "")
        if remarks := ", ".join(update_remarks(update, struck)):
            body = Text("\n" if update.note else "").join([body, Text(one_line(remarks), "dim")])
        if update.source:
            kind = _kind(update.source)
            publisher = one_line(update.source.publisher or update.source.title)
            body.append("\n" if body.plain else "")
            body.append_text(kind).append(f" {glyphs.dot} {publisher} ", "dim")
            body.append(notes.cite(update.source), "dim")
        if body.plain:
            parts.append(Padding(body, (0, 0, 0, 2)))
    if later:
        parts.append(Text(f"{later} later than {as_of}", "dim"))
    return Group(*parts)


def instrument_lines(
    instruments: Sequence[Instrument], notes: Footnotes, glyphs: Glyphs
) -> RenderableType:
    """Return the instrument of a commitment, then what it superseded, back to the first."""
    parts: list[RenderableType] = []
    for place, instrument in enumerate(instruments):
        about = ", ".join(
            part for part in (instrument.kind, span_of(instrument, glyphs.date)) if part
        )
        line = Text("" if place == 0 else f"{'  ' * (place - 1)}supersedes ", "dim")
        line.append(one_line(instrument.title), "" if place else "bold")
        if about:
            line.append(f" {glyphs.dot} {one_line(about)}", "dim")
        line.append(f" {notes.cite(instrument.source)}" if instrument.source else "", "dim")
        parts.append(line)
    return Group(*parts)


def _update(update: Update, glyphs: Glyphs) -> Text:
    line = Text.assemble((glyphs.date(update.date), "bold"))
    if update.status:
        glyph = f"  {glyphs.status(update.status)} {update.status.words}"
        line.append(glyph, STYLES[update.status.tone])
    if update.progress is not None:
        line.append(f"  {update.progress}%")
    line.append(f"  {one_line(update.id)}", "dim")
    if update.status and update.source is None:
        line.append("  no source", STYLES["yellow"])
    return line


def _source(source: Source, written: WriteDate) -> Text:
    _, _, rest = origin(source, written).partition(": ")
    text = Text.assemble(_kind(source), f": {one_line(rest)}")
    if source.url:
        text.append(f"\n{one_line(source.url)}", "dim")
    for said in source_remarks(source):
        text.append(f"\n{one_line(said)}", "" if said.startswith("“") else "dim")
    return text


def _kind(source: Source) -> Text:
    return Text(
        kind_words(source),
        STYLES["blue" if source.official else "green" if source.independent else "yellow"],
    )


WIDE = 140
"""From so many columns on, what is promised stands beside what is known of it."""

_WIDEST_COLUMN = 100
_BAR_CELLS = 20


def commitment_page(
    entry: Entry, register: Register, as_of: date, glyphs: Glyphs, width: int
) -> tuple[RenderableType, int]:
    """Return a commitment as it stood on a day, and the columns it takes; empty parts go."""
    page = _PanelWriter(glyphs, narrow=width < NARROW_WIDTH)
    commitment = entry.commitment
    page.add(commitment.id, "", _about(entry, register, as_of, glyphs))
    if milestones := known_milestones(commitment, as_of):
        met = sum(is_met(each, as_of) for each in milestones)
        rows = [_milestone(each, as_of, glyphs, page.notes) for each in milestones]
        page.add("Milestones", f"{met} of {len(rows)} met", grid(rows))
    if commitment.follow_ups:
        left = sum(not is_done(each, as_of) for each in commitment.follow_ups)
        tasks = [_follow_up(each, as_of, glyphs) for each in commitment.follow_ups]
        page.add("Follow-ups", f"{left} of {len(tasks)} open", grid(tasks))
    promised = len(page.parts)
    if commitment.updates:
        known = known_updates(commitment, as_of)
        later = len(commitment.updates) - len(known)
        struck = struck_ids(commitment, as_of)
        content = update_lines(known, later, as_of, page.notes, glyphs, struck)
        page.add("Updates", f"{len(known)}, newest first" if len(known) > 1 else "", content)
    if instruments := lineage(entry, register):
        page.add("Instrument", "", instrument_lines(instruments, page.notes, glyphs))
    if len(page.notes):
        page.add("Sources", "", page.notes.listed())
    if width < WIDE or promised == len(page.parts):
        return Group(*page.parts), min(width, _WIDEST_COLUMN)
    width = min(width, 2 * _WIDEST_COLUMN)
    left_side, right_side = page.parts[:promised], page.parts[promised:]
    return side_by_side(Group(*left_side), Group(*right_side), width), width


class _PanelWriter:
    """Collects the parts of a page, and the sources they cite."""

    def __init__(self, glyphs: Glyphs, *, narrow: bool) -> None:
        self.parts: list[RenderableType] = []
        self.notes = Footnotes(glyphs.date)
        self._glyphs = glyphs
        self._narrow = narrow

    def add(self, title: str, remark: str, content: RenderableType) -> None:
        """Add a part under its title."""
        self.parts.append(framed(title, remark, content, self._glyphs, narrow=self._narrow))


def _about(entry: Entry, register: Register, as_of: date, glyphs: Glyphs) -> RenderableType:
    status = entry.derived.status
    state = Text.assemble(
        (f"{glyphs.status(status)} {status.words}", f"bold {STYLES[status.tone]}".strip()),
        *((f" {glyphs.dot} {said}", _urgency(entry, said)) for said in standing(entry)),
    )
    rows = [("status", state)]
    if reasons := reason_words(entry):
        rows.append(
            ("why here", Text(glyphs.words("\n".join(map(one_line, reasons))), STYLES["yellow"]))
        )
    if entry.derived.progress is not None:
        rows.append(("done", _bar(entry, glyphs)))
    rows += [(name, Text(visible(text))) for name, text in answers(entry, glyphs.date)]
    told = facts(entry, register, as_of, glyphs.date)
    rows += [(name, Text(visible(text))) for name, text in told if name != "summary"]
    if heard := heard_words(entry, glyphs):
        rows.append(("heard", _heard(*heard, glyphs)))
    parts: list[RenderableType] = [Text(one_line(entry.commitment.title), "bold")]
    parts += [Text(visible(text)) for name, text in told if name == "summary"]
    table = grid([Text(name, "dim"), value] for name, value in rows)
    return Group(*parts, Padding(table, (1, 0, 0, 0)))


def _heard(first: str, last: str, strip: DrawnLine, glyphs: Glyphs) -> Text:
    text = Text.assemble((f"{glyphs.date(PartialDate.parse(first))} ", "dim"))
    for mark, tone in strip:
        text.append(mark, STYLES.get(tone, ""))
    text.append(f" {glyphs.date(PartialDate.parse(last))}", "dim")
    return text.append(f"\n{strip_legend(glyphs)}", "dim")


def _urgency(entry: Entry, said: str) -> str:
    return STYLES["red"] if entry.derived.overdue and said.startswith("overdue") else "dim"


def _bar(entry: Entry, glyphs: Glyphs) -> Text:
    share = min(100, max(0, entry.derived.progress or 0))
    cells = round(share * _BAR_CELLS / 100)
    tone = STYLES[entry.derived.status.tone]
    return Text.assemble(
        (glyphs.bar_full * cells, tone),
        (glyphs.bar_rest * (_BAR_CELLS - cells), "dim"),
        f" {done_words(entry)}",
    )


def _milestone(milestone: Milestone, as_of: date, glyphs: Glyphs, notes: Footnotes) -> list[Text]:
    planned = glyphs.date(milestone.date) if milestone.date else ""
    when = planned
    title = Text(one_line(milestone.title))
    if is_met(milestone, as_of):
        glyph, when = (
            Text(glyphs.met, STYLES["green"]),
            glyphs.date(milestone.met) if milestone.met else "",
        )
        if planned and planned != when:
            title.append(f" {glyphs.dot} planned for {planned}", "dim")
    elif is_missed(milestone, as_of):
        glyph = Text(glyphs.missed, STYLES["red"])
        title.append(f" {glyphs.dot} not confirmed", "dim")
    else:
        glyph = Text(glyphs.pending)
    title.append(f" {notes.cite(milestone.source)}" if milestone.source else "", "dim")
    return [glyph, Text(one_line(milestone.id), "dim"), Text(when), title]


def _follow_up(task: FollowUp, as_of: date, glyphs: Glyphs) -> list[Text]:
    days = (as_of - task.due.last).days if task.due and not task.done else None
    left = Text(days_left(days), STYLES["red"] if days and days > 0 else "dim")
    glyph = Text(glyphs.missed if days and days > 0 else glyphs.pending, left.style)
    if task.done:
        glyph, left = (
            Text(glyphs.met, STYLES["green"]),
            Text(f"done {glyphs.date(task.done)}", "dim"),
        )
    when = glyphs.date(task.due) if task.due else ""
    title = Text(one_line(task.title))
    if task.owner:
        title.append(f" {glyphs.dot} {one_line(task.owner)}", "dim")
    return [glyph, Text(one_line(task.id), "dim"), left, Text(when), title]
