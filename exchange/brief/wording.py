"""Putting a brief into words: one wording for every form it is written in.

The short version on top (`short_of`), how to read it (`reading_of`), and the whole (`page_of`).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from exchange.brief.model import Brief, Figures, Note, StatementOutcomes
from exchange.brief.notes import COUNTED
from exchange.brief.page import (
    PLAIN_STYLE,
    BriefStyle,
    Page,
    PageLine,
    PageRow,
    PageRows,
    PageSection,
    PageTable,
    Say,
    are,
    share,
)
from exchange.brief.picture_page import picture_section
from exchange.brief.schedule import AHEAD_DAYS
from exchange.brief.short import first_lines, first_page, renumbered, short_reading
from exchange.brief.statement_outcomes import outcome_words
from store.model.dates import PartialDate
from store.model.definitions import definition
from store.model.status import Status
from store.text import counted


def short_of(brief: Brief, style: BriefStyle = PLAIN_STYLE) -> tuple[PageLine, ...]:
    """Return a brief in five sentences; one when it covers nothing."""
    if not brief.figures.size:
        why = f"nothing matches {brief.query}" if brief.query else "it holds no commitments yet"
        return ((Say(f"There is nothing to say of this register: {why}.", (COUNTED,)),),)
    return (
        _state(brief),
        _late(brief, style),
        _silence(brief, style),
        _changed(brief, style),
        _next(brief, style),
    )


def _state(brief: Brief) -> PageLine:
    figures = brief.figures
    settled = [
        f"{figures.statuses[status]:,} {status.words}"
        for status in Status
        if status.settled and figures.statuses[status]
    ]
    parts = [f"{figures.open:,} {are(figures.open)} open", *settled]
    if figures.provisional:
        parts.append(f"{figures.provisional:,} provisionally settled")
    of = counted(figures.size, "commitment")
    return (Say(f"Of {of}, {_joined(parts)}.", (COUNTED,)),)


def _late(brief: Brief, style: BriefStyle) -> PageLine:
    figures = brief.figures
    if not figures.dated:
        return (Say("No open commitment has a due date.", (COUNTED,)),)
    said = f"{share(figures.overdue, figures.dated, 'open commitment')} with a due date "
    said += f"{are(figures.overdue)} overdue"
    if not figures.overdue:
        return (Say(f"{said}.", (COUNTED,)),)
    worst = brief.overdue.rows[0]
    return (
        Say(said, (COUNTED,)),
        Say(", the longest: "),
        Say(worst.subject.title, look="strong"),
        Say(f", due {style.date(worst.due)}", worst.notes),
        Say(f", {counted(worst.days, 'day')} ago."),
    )


def _silence(brief: Brief, style: BriefStyle) -> PageLine:
    figures, silent = brief.figures, brief.changes.silent.total
    said = f"{share(figures.stale, figures.open, 'open commitment')} {are(figures.stale)} stale"
    if silent:
        said += f"; {silent:,} of them went silent since {style.date(brief.since)}"
    return (Say(f"{said}.", (COUNTED,)),)


def _changed(brief: Brief, style: BriefStyle) -> PageLine:
    changes = brief.changes
    parts = [
        counted(changes.moves.total, "status moved", "statuses moved"),
        counted(changes.slipped, "date slipped", "dates slipped"),
        counted(changes.news.total, "new update"),
    ]
    if changes.added.total:
        parts.append(counted(changes.added.total, "commitment added", "commitments added"))
    since = style.date(brief.since)
    lists = (changes.moves, changes.dates, changes.news, changes.added)
    if not any(each.total for each in lists):
        return (Say(f"Nothing new was recorded since {since}.", (COUNTED,)),)
    return (Say(f"Since {since}: {_joined(parts)}.", (COUNTED,)),)


def _next(brief: Brief, style: BriefStyle) -> PageLine:
    if not brief.ahead.rows:
        return (Say(f"Nothing falls due in the next {AHEAD_DAYS} days.", (COUNTED,)),)
    first = brief.ahead.rows[0]
    fall = counted(brief.ahead.total, "date falls", "dates fall")
    return (
        Say(f"{fall} in the next {AHEAD_DAYS} days", (COUNTED,)),
        Say(f", the first by {style.date(first.when)}", first.notes),
        Say(": "),
        Say(first.title or first.subject.title, look="strong"),
        Say("."),
    )


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


_WORDS = (*("overdue", "stale", "slip", "behind", "progress", "provisional", "self-declared"),)
"""What is explained at the end of a brief."""


def _words(brief: Brief) -> tuple[str, ...]:
    return (*_WORDS, "to confirm") if brief.thresholds.second_reader else _WORDS


def reading_of(brief: Brief, style: BriefStyle) -> tuple[tuple[str, str], ...]:
    """Return each word with its meaning."""
    as_of, since = style.date(brief.as_of), style.date(brief.since)
    return (
        (
            "As of",
            f"What the updates known at the end of {as_of} say. Dates are as exact as their "
            "source; a month, a quarter and a year count to their last day. A due date is the one "
            "that held then: as first promised, or as moved since.",
        ),
        (
            "Changed",
            f"Compared with the end of {since}. What was written into the register counts "
            "from that day on (UTC): dates moved, commitments added, updates recorded late.",
        ),
        *((word.capitalize(), definition(word, brief.thresholds)) for word in _words(brief)),
        (
            "Data",
            "The SHA-256 of the commitments concerned and their instruments, as canonical JSON: "
            f"{brief.hash}. The same data and dates give the same brief, byte for byte.",
        ),
    )


HASH_DIGITS = 12
"""How much of the hash is said; all of it is at the end."""


def page_of(brief: Brief, style: BriefStyle = PLAIN_STYLE) -> Page:
    """Return a brief in words."""
    rows = PageRows(style)
    first = first_page(brief, rows) if brief.figures.size else ()
    if style.short:
        return renumbered(
            Page(
                title=brief.title,
                about=_about(brief, style),
                short=first_lines(short_of(brief, style)),
                sections=first,
                reading=short_reading(brief) if first else (),
                notes=_dated(brief.notes, style),
            )
        )
    return Page(
        title=brief.title,
        about=_about(brief, style),
        short=short_of(brief, style),
        sections=(
            *first,
            picture_section(brief.pictures, style),
            PageSection("annex", "Annex", ((Say("Counts, and every list in full."),),)),
            _figures(brief, rows),
            _domains(brief),
            _changes(brief, rows),
            _overdue(brief, rows),
            _slips(brief, rows),
            *_statements(brief, rows),
            _stale(brief, rows),
            _evidence(brief, rows),
            _ahead(brief, rows),
        )
        if brief.figures.size
        else (),
        reading=reading_of(brief, style),
        notes=_dated(brief.notes, style),
    )


def _dated(notes: tuple[Note, ...], style: BriefStyle) -> tuple[Note, ...]:
    """Return the notes with their dates as the reader is used to."""

    def told(when: str) -> str:
        day, at, clock = when.partition("T")  # a change of the register has its time too
        return f"{style.date(PartialDate.parse(day))}{at}{clock}" if day else ""

    return tuple(replace(note, date=told(note.date)) for note in notes)


def _about(brief: Brief, style: BriefStyle) -> tuple[tuple[str, PageLine], ...]:
    scope = share(brief.figures.size, brief.total, "commitment")
    if brief.query:
        scope += f": {brief.query}"
    return (
        ("As of", (Say(style.date(brief.as_of)),)),
        ("Changes since", (Say(style.date(brief.since)),)),
        ("Covers", (Say(scope, (COUNTED,)),)),
        ("Data", (Say(f"SHA-256 {brief.hash[:HASH_DIGITS]}"),)),
    )


def _figures(brief: Brief, rows: PageRows) -> PageSection:
    figures = brief.figures
    by_status = tuple(
        PageRow((rows.status(status),), (_share(figures.statuses[status], figures.counted),))
        for status in Status
    )
    measures = (
        ("Overdue, of open ones with a due date", figures.overdue, figures.dated),
        ("Stale, of open ones", figures.stale, figures.open),
        ("Never heard of, of open ones", figures.unheard, figures.open),
        ("Behind, of open ones that can be measured", figures.behind, figures.measurable),
        ("Provisional, of settled ones", figures.provisional, figures.settled),
        *(
            [("To confirm, of settled ones", figures.to_confirm, figures.settled)]
            if brief.thresholds.second_reader
            else []
        ),
        ("Self-declared, of assessed ones", figures.self_declared, figures.assessed),
    )
    attention = tuple(PageRow((Say(name),), (_share(count, of),)) for name, count, of in measures)
    return PageSection(
        "figures",
        "Headline counts",
        tuple(_progress(figures)),
        (
            _grid("Commitments by status", ("Status", "Commitments"), by_status),
            _grid("What wants attention", ("Measure", "Commitments"), attention),
        ),
    )


def _statements(brief: Brief, rows: PageRows) -> Iterator[PageSection]:
    """Yield what statements did with earlier promises; nothing where nobody confirmed any."""
    if not brief.statements:
        return
    words = "As a reader confirmed it, pair by pair. What was not confirmed is not told here."
    yield PageSection(
        "statements",
        "What statements did with earlier promises",
        ((Say(words, (COUNTED,)),), *map(_outcome_counts, brief.statements)),
        tuple(map(rows.outcomes, brief.statements)),
    )


def _outcome_counts(statement: StatementOutcomes) -> PageLine:
    parts = [f"{count:,} {outcome_words(relation)}" for relation, count in statement.counts.items()]
    return Say(statement.title, statement.notes, look="strong"), Say(f": {_joined(parts)}.")


def _progress(figures: Figures) -> Iterator[PageLine]:
    if figures.progress is not None:
        known = counted(figures.measured, "delivery", "deliveries")
        said = f"Mean progress: {figures.progress}%, over the {known} that tell it"
        if figures.by_milestones:
            said += f"; for {figures.by_milestones:,} it is the share of steps met"
        yield (Say(f"{said}.", (COUNTED,)),)
    if figures.provisional:
        said = counted(figures.provisional, "provisional status", "provisional statuses")
        yield (Say(f"Left out of the statuses and of progress: {said}.", (COUNTED,)),)


def _domains(brief: Brief) -> PageSection:
    said = "A commitment counts in each of its domains: the rows add up to more than all."
    columns = ("Domain", "All", "Kept", "Open", "Overdue", "Stale", "Mean progress")
    rows = [PageRow((Say(group.name),), _domain(group.figures)) for group in brief.domains]
    total = PageRow((Say("All", look="strong"),), _domain(brief.figures))
    table = _grid("Commitments by domain", columns, (*rows, total))
    return PageSection("domains", "By domain", ((Say(said),),), (table,))


def _domain(figures: Figures) -> tuple[PageLine, ...]:
    mean = "not known"
    if figures.progress is not None:
        mean = f"{figures.progress}% of {figures.measured:,}"
    return (
        (Say(f"{figures.size:,}"),),
        _share(figures.statuses[Status.KEPT], figures.counted),
        _share(figures.open, figures.size),
        _share(figures.overdue, figures.dated),
        _share(figures.stale, figures.open),
        (Say(mean),),
    )


def _share(count: int, of: int) -> PageLine:
    return (Say(share(count, of) if of else "none"),)


def _grid(caption: str, columns: tuple[str, ...], rows: tuple[PageRow, ...]) -> PageTable:
    return PageTable(caption, columns, rows, numbers=True, notes=(COUNTED,))


def _changes(brief: Brief, rows: PageRows) -> PageSection:
    changes = brief.changes
    tables = {
        "status moved": rows.moves(changes.moves),
        "date moved": rows.dates(changes.dates),
        "new update": rows.news(changes.news),
        "commitment gone silent": rows.silent("Gone silent", changes.silent),
        "commitment added": rows.additions(changes.added),
    }
    none = ", ".join(f"no {name}" for name, table in tables.items() if not table.rows)
    return PageSection(
        "changed",
        f"Changed since {rows.date(brief.since)}",
        ((Say(f"{none[:1].upper()}{none[1:]}.", (COUNTED,)),),) if none else (),
        tuple(each for each in tables.values() if each.rows),
    )


def _overdue(brief: Brief, rows: PageRows) -> PageSection:
    figures = brief.figures
    late = share(figures.overdue, figures.dated, "open commitment")
    said = f"{late} with a due date {are(figures.overdue)} past it."
    tables = [
        rows.overdue(brief.overdue),
        rows.steps(
            f"Milestones{' and follow-ups' if brief.follow_ups else ''} past their date",
            brief.passed,
        ),
    ]
    tables = [each for each in tables if each.rows]
    return PageSection("overdue", "Overdue", ((Say(said, (COUNTED,)),),), tuple(tables))


def _slips(brief: Brief, rows: PageRows) -> PageSection:
    slips = brief.slips
    if not brief.promised:
        said = "No commitment has a due date."
    else:
        said = f"{share(slips.total, brief.promised, 'commitment')} with a due date had it moved."
    tables = (rows.slips(slips),) if slips.rows else ()
    return PageSection("slips", "Dates that moved", ((Say(said, (COUNTED,)),),), tables)


def _stale(brief: Brief, rows: PageRows) -> PageSection:
    figures, silent = brief.figures, brief.changes.silent.total
    stale = share(figures.stale, figures.open, "open commitment")
    said = f"{stale} {are(figures.stale)} stale."
    if silent:
        said += f" {silent:,} of them went silent since {rows.date(brief.since)}: see above."
    tables = (rows.silent("Stale already before", brief.stale),) if brief.stale.rows else ()
    return PageSection("stale", "Stale", ((Say(said, (COUNTED,)),),), tables)


def _evidence(brief: Brief, rows: PageRows) -> PageSection:
    figures = brief.figures
    provisional = share(figures.provisional, figures.settled, "settled commitment")
    declared = share(figures.self_declared, figures.assessed, "assessed one")
    said = f"{provisional} {are(figures.provisional)} provisional; "
    if brief.thresholds.second_reader:
        waits = "waits" if figures.to_confirm == 1 else "wait"
        said += f"{figures.to_confirm:,} {waits} for a second reader; "
    said += f"{declared} {are(figures.self_declared)} self-declared."
    tables = [
        rows.assessments("Provisional, settled without a source", brief.provisional),
        rows.assessments("To confirm by a second reader", brief.to_confirm),
        rows.assessments("Self-declared, on official sources only", brief.self_declared),
    ]
    return PageSection(
        "evidence",
        "Provisional and self-declared",
        ((Say(said, (COUNTED,)),),),
        tuple(each for each in tables if each.rows),
    )


def _ahead(brief: Brief, rows: PageRows) -> PageSection:
    lines: list[PageLine] = []
    if not brief.ahead.rows:
        what = ", milestone or follow-up" if brief.follow_ups else " or milestone"
        lines.append((Say(f"No due date{what} falls in them.", (COUNTED,)),))
    if brief.undated:
        undated = counted(brief.undated, "open follow-up has", "open follow-ups have")
        lines.append((Say(f"{undated} no date.", (COUNTED,)),))
    tables = (rows.steps("What falls due", brief.ahead),) if brief.ahead.rows else ()
    return PageSection("ahead", f"Next {AHEAD_DAYS} days", tuple(lines), tables)
