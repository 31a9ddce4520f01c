"""A passage as the commitment that it would become, in lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from statements.intake.passages import ReadPassage
from statements.matching.matcher import CommitmentMatch
from store.model.entities import Commitment, Instrument
from store.model.glyphs import Glyphs
from store.model.reading_decisions import Decided
from store.text import one_line
from tui.rendering.cells import wrap
from tui.rendering.line_widget import Part
from tui.widgets.statements.passage_text import decision_mark
from tui.widgets.statements.two_panes import PaneLine

_LABEL = 9
_MOST_QUOTED = 1500
"""Characters of a quote that are shown beside the text; all of them are kept."""
MATCH = "match:"
"""What a click on a commitment of the shortlist tells, with its number after it."""

_WORDS: Mapping[Decided | None, str] = {
    None: "undecided",
    Decided.TAKEN: "taken",
    Decided.EXISTING: "is there already",
    Decided.REFUSED: "not a commitment",
    Decided.LATER: "later",
}


def proposal_lines(
    passage: ReadPassage,
    commitment: Commitment,
    instrument: Instrument,
    matches: Sequence[CommitmentMatch],
    width: int,
    glyphs: Glyphs,
) -> Iterator[PaneLine]:
    """Yield the lines: what was decided, the commitment's fields, the reasons, the shortlist."""
    proposal = passage.proposal
    yield _state(passage, glyphs)
    if not passage.proposed and passage.reason:
        yield from _words(f"No rule finds a commitment here: {passage.reason}", width, "orange")
    yield from _words(commitment.title, width, "strong")
    due = commitment.due.text if commitment.due else ""
    when = f"“{proposal.when}”" if proposal.when else ""
    note = proposal.due_note
    guess = "" if "domains" in passage.answers or not commitment.domains else " (a guess)"
    for label, text in (
        ("Due", " ".join(filter(None, (due, when, f"— {note}" if note else "")))),
        ("Parties", ", ".join(commitment.parties)),
        ("Domains", ", ".join(commitment.domains) + guess),
        ("Clause", commitment.clause),
    ):
        yield from _fact(label, text, width, glyphs)
    if matches and passage.is_open:
        yield from _shortlist(matches, width, glyphs)
    for place, text in enumerate(_found(proposal.reasons)):
        yield from _fact("Why" if place == 0 else "", text, width, glyphs)
    if proposal.targets:
        for place, target in enumerate(proposal.targets):
            label = "Split" if place == 0 else ""
            yield from _fact(label, f"{place + 1}. {target.title}", width, glyphs)
    yield from _fact("Made in", instrument.title, width, glyphs)
    yield from _fact("Quote", f"“{proposal.quote[:_MOST_QUOTED]}”", width, glyphs)


def _found(reasons: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(each for each in reasons if each))


def _state(passage: ReadPassage, glyphs: Glyphs) -> PaneLine:
    sign, style = decision_mark(passage, glyphs)
    words = _WORDS[passage.decided]
    if passage.commitment:
        said = f", {passage.said}" if passage.said else ""
        words += f": {one_line(passage.commitment)}{said}"
    parts: list[Part] = [(f"{sign} {words}", style if passage.decided else "plain")]
    if passage.proposed:
        parts.append((f" {glyphs.dot} {passage.proposal.level} promise", "muted"))
    return PaneLine(tuple(parts))


def _shortlist(
    matches: Sequence[CommitmentMatch], width: int, glyphs: Glyphs
) -> Iterator[PaneLine]:
    for number, each in enumerate(matches, start=1):
        label = "May be" if number == 1 else ""
        likely = "" if each.is_likely else " (hardly)"
        text = f"{each.id}: {each.title}{likely}; shares {', '.join(each.shared[:5])}"
        room = max(8, width - _LABEL - 3)
        for place, words in enumerate(wrap(one_line(text), room)):
            lead = f"{number} " if place == 0 else "  "
            parts: tuple[Part, ...] = (
                (f"{label if place == 0 else '':<{_LABEL}}", "muted"),
                (lead, "key"),
                (glyphs.words(words), "plain" if each.is_likely else "muted"),
            )
            yield PaneLine(parts, f"{MATCH}{number}")


def _fact(label: str, text: str, width: int, glyphs: Glyphs) -> Iterator[PaneLine]:
    if not text:
        return
    for place, words in enumerate(wrap(one_line(text), max(8, width - _LABEL - 1))):
        shown = label if place == 0 else ""
        yield PaneLine(((f"{shown:<{_LABEL}}", "muted"), (glyphs.words(words), "plain")))


def _words(text: str, width: int, style: str) -> Iterator[PaneLine]:
    for words in wrap(one_line(text), max(8, width - 1)):
        yield PaneLine(((words, style),))
