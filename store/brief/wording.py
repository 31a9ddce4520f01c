"""Putting a brief into words: one wording for every form it is written in."""

from __future__ import annotations

from collections.abc import Iterator

from store.brief.brief import Brief, Figures
from store.brief.evidence import COUNTED
from store.brief.page import Line, Page, Row, Say, Section, Table, are, share
from store.brief.reading import reading_of
from store.brief.rows import Rows
from store.brief.short import short_of
from store.brief.steps import AHEAD_DAYS
from store.status import Status
from store.wording import counted, long_date

HASH_DIGITS = 12
"""How much of the hash is said; all of it is at the end."""


def page_of(brief: Brief, *, ascii_only: bool = False) -> Page:
    """Return a brief in words."""
    rows = Rows(ascii_only=ascii_only)
    return Page(
        title=brief.title,
        about=_about(brief),
        short=short_of(brief),
        sections=(
            _figures(brief, rows),
            _domains(brief),
            _changes(brief, rows),
            _overdue(brief, rows),
            _stale(brief, rows),
            _evidence(brief, rows),
            _ahead(brief, rows),
        )
        if brief.figures.size
        else (),
        reading=reading_of(brief),
        notes=brief.notes,
    )


def _about(brief: Brief) -> tuple[tuple[str, Line], ...]:
    scope = share(brief.figures.size, brief.total, "commitment")
    if brief.query:
        scope += f": {brief.query}"
    return (
        ("As of", (Say(long_date(brief.as_of)),)),
        ("Changes since", (Say(long_date(brief.since)),)),
        ("Covers", (Say(scope, (COUNTED,)),)),
        ("Data", (Say(f"SHA-256 {brief.hash[:HASH_DIGITS]}"),)),
    )


def _figures(brief: Brief, rows: Rows) -> Section:
    figures = brief.figures
    by_status = tuple(
        Row((rows.status(status),), (_share(figures.statuses[status], figures.counted),))
        for status in Status
    )
    measures = (
        ("Overdue, of open ones with a due date", figures.overdue, figures.dated),
        ("Stale, of open ones", figures.stale, figures.open),
        ("Never heard of, of open ones", figures.unheard, figures.open),
        ("Behind, of open ones that can be measured", figures.behind, figures.measurable),
        ("Provisional, of settled ones", figures.provisional, figures.settled),
        ("Self-declared, of assessed ones", figures.self_declared, figures.assessed),
    )
    attention = tuple(Row((Say(name),), (_share(count, of),)) for name, count, of in measures)
    return Section(
        "figures",
        "Headline counts",
        tuple(_progress(figures)),
        (
            _grid("Commitments by status", ("Status", "Commitments"), by_status),
            _grid("What wants attention", ("Measure", "Commitments"), attention),
        ),
    )


def _progress(figures: Figures) -> Iterator[Line]:
    if figures.progress is not None:
        known = share(figures.measured, figures.counted, "commitment")
        said = f"Mean progress: {figures.progress}%, over the {known} that tell it"
        if figures.by_milestones:
            said += f"; for {figures.by_milestones:,} it is the share of milestones met"
        yield (Say(f"{said}.", (COUNTED,)),)
    if figures.provisional:
        said = counted(figures.provisional, "provisional status", "provisional statuses")
        yield (Say(f"Left out of the statuses and of progress: {said}.", (COUNTED,)),)


def _domains(brief: Brief) -> Section:
    said = "A commitment counts in each of its domains: the rows add up to more than all."
    columns = ("Domain", "All", "Kept", "Open", "Overdue", "Stale", "Mean progress")
    rows = [Row((Say(group.name),), _domain(group.figures)) for group in brief.domains]
    total = Row((Say("All", look="strong"),), _domain(brief.figures))
    table = _grid("Commitments by domain", columns, (*rows, total))
    return Section("domains", "By domain", ((Say(said),),), (table,))


def _domain(figures: Figures) -> tuple[Line, ...]:
    mean = "not known"
    if figures.progress is not None:
        mean = f"{figures.progress}% over {figures.measured:,}"
    return (
        (Say(f"{figures.size:,}"),),
        _share(figures.statuses[Status.KEPT], figures.counted),
        _share(figures.open, figures.size),
        _share(figures.overdue, figures.dated),
        _share(figures.stale, figures.open),
        (Say(mean),),
    )


def _share(count: int, of: int) -> Line:
    return (Say(share(count, of) if of else "none"),)


def _grid(caption: str, columns: tuple[str, ...], rows: tuple[Row, ...]) -> Table:
    return Table(caption, columns, rows, numbers=True, notes=(COUNTED,))


def _changes(brief: Brief, rows: Rows) -> Section:
    changes = brief.changes
    tables = {
        "status moved": rows.moves(changes.moves),
        "date moved": rows.dates(changes.dates),
        "new update": rows.news(changes.news),
        "commitment gone silent": rows.silent("Gone silent", changes.silent),
        "commitment added": rows.additions(changes.added),
    }
    none = ", ".join(f"no {name}" for name, table in tables.items() if not table.rows)
    return Section(
        "changed",
        f"Changed since {long_date(brief.since)}",
        ((Say(f"{none[:1].upper()}{none[1:]}.", (COUNTED,)),),) if none else (),
        tuple(each for each in tables.values() if each.rows),
    )


def _overdue(brief: Brief, rows: Rows) -> Section:
    figures = brief.figures
    late = share(figures.overdue, figures.dated, "open commitment")
    said = f"{late} with a due date {are(figures.overdue)} past it."
    tables = [
        rows.overdue(brief.overdue),
        rows.steps("Milestones and follow-ups past their date", brief.passed),
    ]
    tables = [each for each in tables if each.rows]
    return Section("overdue", "Overdue", ((Say(said, (COUNTED,)),),), tuple(tables))


def _stale(brief: Brief, rows: Rows) -> Section:
    figures, silent = brief.figures, brief.changes.silent.total
    stale = share(figures.stale, figures.open, "open commitment")
    said = f"{stale} {are(figures.stale)} stale."
    if silent:
        said += f" {silent:,} of them went silent since {long_date(brief.since)}: see above."
    tables = (rows.silent("Stale already before", brief.stale),) if brief.stale.rows else ()
    return Section("stale", "Stale", ((Say(said, (COUNTED,)),),), tables)


def _evidence(brief: Brief, rows: Rows) -> Section:
    figures = brief.figures
    provisional = share(figures.provisional, figures.settled, "settled commitment")
    declared = share(figures.self_declared, figures.assessed, "assessed one")
    said = f"{provisional} {are(figures.provisional)} provisional; "
    said += f"{declared} {are(figures.self_declared)} self-declared."
    tables = [
        rows.assessments("Provisional, settled without a source", brief.provisional),
        rows.assessments("Self-declared, on official sources only", brief.self_declared),
    ]
    return Section(
        "evidence",
        "Provisional and self-declared",
        ((Say(said, (COUNTED,)),),),
        tuple(each for each in tables if each.rows),
    )


def _ahead(brief: Brief, rows: Rows) -> Section:
    lines: list[Line] = []
    if not brief.ahead.rows:
        lines.append((Say("No due date, milestone or follow-up falls in them.", (COUNTED,)),))
    if brief.undated:
        undated = counted(brief.undated, "open follow-up has", "open follow-ups have")
        lines.append((Say(f"{undated} no date.", (COUNTED,)),))
    tables = (rows.steps("What falls due", brief.ahead),) if brief.ahead.rows else ()
    return Section("ahead", f"Next {AHEAD_DAYS} days", tuple(lines), tables)
