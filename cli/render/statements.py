"""Proposals, matches and comparisons, as JSON and for people."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cli.context import Session
from cli.output import JsonItem, write_lines
from store.text import one_line

if TYPE_CHECKING:
    from statements.comparing.compare import StatementComparison
    from statements.intake.passages import ReadPassage, StatementReading
    from statements.matching.matcher import CommitmentMatch, Matcher


def match_item(match: CommitmentMatch) -> JsonItem:
    """Return a match as JSON has it."""
    return {
        "id": match.id,
        "title": match.title,
        "score": round(match.score, 3),
        "likely": match.is_likely,
        "shared": list(match.shared),
    }


def passage_item(passage: ReadPassage, number: int, matches: Sequence[CommitmentMatch]) -> JsonItem:
    """Return a passage as JSON has it, with what was decided about it."""
    proposal = passage.proposal
    return {
        "number": number,
        "quote": proposal.quote,
        "start": proposal.start,
        "end": proposal.end,
        "paragraph": proposal.paragraph,
        "section": list(proposal.section),
        "stem": proposal.stem,
        "level": proposal.level.value,
        "by": proposal.by,
        "when": proposal.when,
        "due": proposal.due.text if proposal.due else None,
        "due_note": proposal.due_note,
        "title": proposal.title,
        "amounts": list(proposal.amounts),
        "named": list(proposal.named),
        "testable": proposal.testable,
        "cues": [list(each) for each in proposal.cues],
        "split": [
            {"quote": each.quote, "start": each.start, "end": each.end, "title": each.title}
            for each in proposal.targets
        ],
        "reasons": list(proposal.reasons),
        "matches": [match_item(each) for each in matches],
        "decision": passage.decided.value if passage.decided else None,
        "commitment": passage.commitment or None,
    }


def write_proposals(session: Session, found: Sequence[ReadPassage], matcher: Matcher) -> None:
    """Write proposals: a table with their words on a terminal, else one a line."""
    rows = []
    for number, passage in enumerate(found, start=1):
        each = passage.proposal
        matches = [one for one in matcher.match(each.quote, limit=2) if one.is_likely]
        known_as = _known_as(passage) or " ".join(f"{one.id}?" for one in matches)
        when = each.when if each.due is None else f"{each.when} ({each.due})"
        rows.append(
            (str(number), each.level.value, each.paragraph, each.by, when, each.title, known_as)
        )
    if not session.styled:
        write_lines((*row, one.proposal.quote) for row, one in zip(rows, found, strict=True))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 1, 0))
    for name in ("#", "Level", "§", "By", "When", "Promised", "Already?"):
        table.add_column(name, overflow="fold")
    for row, passage in zip(rows, found, strict=True):
        cells = [Text(one_line(each)) for each in row]
        cells[5].append(f"\n“{one_line(passage.proposal.quote)}”", style="dim")
        table.add_row(*cells)
    Console(file=sys.stdout, highlight=False).print(table)


def _known_as(passage: ReadPassage) -> str:
    """Return the commitment a passage is, or what was decided about it; empty while it is open."""
    return passage.commitment or ("" if passage.is_open else str(passage.decided))


def write_verdicts(session: Session, reading: StatementReading) -> None:
    """Write every sentence with what was decided about it, and why."""
    rows = []
    for passage in reading.passages:
        each = passage.proposal
        if passage.proposed or passage.decided is not None:
            rows.append((each.level.value, "; ".join(each.reasons), _known_as(passage), each.quote))
        else:
            rows.append(("-", passage.reason, "", each.quote))
    write_lines(rows)


def write_comparisons(
    session: Session, found: Sequence[StatementComparison], confirmed: Mapping[int, str]
) -> None:
    """Write comparisons: blocks with a word diff on a terminal, else one a line.

    `confirmed` has the words of what a reader confirmed, by the identity of the comparison.
    """
    if not session.styled:
        write_lines(
            (
                each.relation.value,
                each.earlier.paragraph if each.earlier else "",
                each.paragraph,
                "; ".join(str(one) for one in each.facts),
                each.earlier.quote if each.earlier else "",
                each.quote,
                confirmed.get(id(each), ""),
            )
            for each in found
        )
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False)
    for each in found:
        head = Text(each.relation.words, style="bold")
        if id(each) in confirmed:
            head.append(f"  confirmed: {confirmed[id(each)]}", style="green")
        for label, side in (("A", each.earlier), ("B", each.later)):
            if side is not None and side.paragraph:
                head.append(f"  {label} {one_line(side.paragraph)}", style="dim")
        console.print(head)
        console.print(_diff(each), soft_wrap=False)
        for fact in each.facts:
            console.print(Text(f"  {one_line(str(fact))}"))
        if not each.diff and each.candidates:
            best = one_line(each.candidates[0].quote)
            console.print(Text(f"  nearest: {best}", style="dim"))
        console.print()


def _diff(each: StatementComparison) -> object:
    from rich.text import Text

    if not each.diff:
        words = each.earlier.quote if each.earlier else each.quote
        return Text(one_line(words))
    text = Text()
    marks = {
        "same": ("", "", ""),
        "removed": ("[-", "-]", "strike red"),
        "added": ("{+", "+}", "green"),
    }
    for piece in each.diff:
        before, after, style = marks[piece.change]
        text.append(f"{before}{one_line(piece.words)}{after}", style=style)
        text.append(" ")
    return text
