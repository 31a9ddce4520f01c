"""What a commitment would be called, and the targets its sentence could be split into."""

from __future__ import annotations

import re

from statements.capture.clauses import Clause, lowered
from statements.language.lexicon import Lexicon

_LENGTH = 110
_CUTS = (
    "; ",
    " – ",
    " — ",
    ", in order to ",
    ", including ",
    ", while ",
    ", so that ",
    ", in line with ",
    ", with a view to ",
    ", which ",
    ", such as ",
    ", as ",
    ", ",
    " to ",
    " ",
)
_TAIL = re.compile(r"[\s,;:.–—-]+(?:and|or|but|as well as)?[\s,;:.–—-]*$")
_JOINT = re.compile(
    r"(?:,\s+and\s+|,\s+as\s+well\s+as\s+|\s+and\s+|\s+as\s+well\s+as\s+|,\s+|;\s+(?:and\s+)?)(?:to\s+|also\s+|further\s+|will\s+|\w+ly\s+)*(?=([\w-]+))"
)
_LINKS = frozenset(
    ("to", "that", "on", "upon", "for", "of", "with", "in", "toward", "towards", "at", "up", "not")
)
_LEAD = re.compile(r"(?:to|that|also|further|together|jointly|today|the|a|an)\s+", re.IGNORECASE)


def title_of(text: str, clause: Clause, end: int) -> str:
    """Return the promised act as a title: what follows the cue, cut where a phrase ends."""
    cue = text[clause.cue_start : clause.cue_end].split()
    start = clause.cue_end
    if len(cue) > 1 and cue[-1].lower() not in _LINKS:
        # "expect completion", "are partnering": the promised act begins inside the cue.
        start = clause.cue_start + len(cue[0])
    words = text[start:end].strip(" ,:–—")
    while (lead := _LEAD.match(words)) is not None:
        words = words[lead.end() :]
    words = _shortened(_TAIL.sub("", words))
    return words[:1].upper() + words[1:]


def _shortened(words: str) -> str:
    if len(words) <= _LENGTH:
        return words
    for cut in _CUTS:
        place = (
            words.rfind(cut, 30, _LENGTH)
            if cut in (", ", " to ", " ")
            else words.find(cut, 30, _LENGTH)
        )
        if place > 0:
            return words[:place].rstrip(" ,;:")
    return words[:_LENGTH]


def split_places(text: str, clause: Clause, end: int, lexicon: Lexicon) -> list[int]:
    """Return where further targets begin in a clause: verbs of doing joined to its own.

    "commit to deepen ties, expand trade and to open offices" holds three; "strengthen and
    reform the system" is one, as its first verb has no object of its own.
    """
    low = lowered(text[:end])
    rest = low[clause.cue_end :].lstrip()
    first = rest.split(None, 1)[0].strip(",") if rest.split() else ""
    gerund = first.endswith("ing")
    places: list[int] = []
    begin = clause.cue_end
    for found in _JOINT.finditer(low, clause.cue_end):
        before, after = low[begin : found.start()].split(), low[found.end() :].split()
        if len(before) < 2 or len(after) < 2:
            continue
        if _begins_target(found, after, lexicon, first=first, gerund=gerund):
            places.append(found.end())
            begin = found.end()
    return places


def _begins_target(
    found: re.Match[str], after: list[str], lexicon: Lexicon, *, first: str, gerund: bool
) -> bool:
    """Whether a joined verb is of the kind that its clause's first verb is."""
    verb, words = found[1], lexicon.words
    if gerund:
        return verb.endswith("ing") and bool(_bases(verb) & words.doing)
    if verb not in words.doing:
        return False
    if "to" in found[0].split():
        return True
    known = after[1] in words.determiners or after[1][:1].isdigit()
    return first in words.doing and (verb not in words.doubtful or known)


def _bases(verb: str) -> set[str]:
    """Return the verbs a form in -ing can come from."""
    stem = verb.removesuffix("ing")
    return {stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem}
