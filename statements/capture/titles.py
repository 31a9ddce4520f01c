"""What a commitment would be called, and the targets its sentence could be split into."""

from __future__ import annotations

import re

from statements.capture.clauses import RUNS, TABLE, Clause, lowered
from statements.language.lexicon import Lexicon

_LENGTH = 110
_SHORTEST = 30
_LONGEST = 160
"""Characters that a title may have where a bracket or a quotation is still open."""
_PHRASES = (
    re.compile(r"[;:] "),
    re.compile(r" [–—] "),
    re.compile(r", (?=(?:including|while|in order to|so that|in line with|with a view to) )"),
    re.compile(r", (?=(?:which|such as|as) )"),
    re.compile(r", (?=(?:and|or|with|by|through|from|for|to|in|on|at|where|who|that|also) )"),
    re.compile(r"(?<!,) (?=(?:through|by|to|with|including|for|from|in|on|at|between|and|or) )"),
    re.compile(r", (?=(?:and|or) )"),
    re.compile(r" "),
)
"""Where a title may end, the better places first. A comma alone parts what is told in a list."""
_DANGLING = re.compile(
    r"""[\s,;:–—]+(?:a|an|the|this|that|these|those|its|their|our|his|her|all|each|both|any|some
    |such|other|more|further|of|to|in|on|at|by|for|from|with|through|under|between|across|into
    |upon|within|without|against|and|or|but|nor|as|than|including|be|is|are|was|were|not|also|well
    |particularly|especially|where|when|along|consistent
    |(?:that|which|who)(?:\s+(?:will|would|can|may|shall)(?:\s+\w+)?)?)$
    |,\s+\w+(?:ed|ing)$|[\s,;:–—]+$""",
    re.IGNORECASE | re.VERBOSE,
)
"""What leads to something more at the end of a title that was cut."""
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("‘", "’"), ("«", "»"))
_TAIL = re.compile(r"[\s,;:.–—-]+(?:and|or|but|as well as)?[\s,;:.–—-]*$")
_JOINT = re.compile(
    r"(?:,\s+and\s+|,\s+as\s+well\s+as\s+|\s+and\s+|\s+as\s+well\s+as\s+|,\s+|;\s+(?:and\s+)?)(?:to\s+|also\s+|further\s+|will\s+|\w+ly\s+)*(?=([\w-]+))"
)
_LINKS = frozenset(
    ("to", "that", "on", "upon", "for", "of", "with", "in", "toward", "towards", "at", "up", "not")
)
_SET_UP = re.compile(
    r"establish|create|launch|open|set|initiate|institute|inaugurate", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:not|never)\b\s*", re.IGNORECASE)
_NEITHER = re.compile(r"(?:neither|none|no|nobody)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"(?:be|take\s+place)\s+\w")
_IN_YEAR = re.compile(r"(?:in|by|from|during)\s+\d{4},?\s+", re.IGNORECASE)
_BEFORE_SUBJECT = re.compile(r"[,;:.“\"]\s+|\b(?:that|and|but|while)\s+")
_LONGEST_SUBJECT = 80
_PRONOUN = re.compile(r"it|they|these|those|this|that|we", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:to|that|also|further|together|jointly|today|the|a|an|our|their|its|his|her|this|for\s+the"
    r"|(?:on|upon)\s+the\s+(?:need|importance|necessity)\s+(?:to|of))\s+",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"(?P<who>[^,;:]{2,80}?)\s+(?:will|shall|would|should|must)\s+(?P<no>not\s+)?(?=[a-z])"
)
"""What was agreed to be done by somebody: "that the experts should meet"."""
_THOUGHT = frozenset(["explore", "consider", "examine", "study"])
_ELSE = re.compile(
    r"(?:,?\s+and|,?\s+while|,)\s+(?:also\s+|strongly\s+)?(?:calls?\s+(?:on|upon|for)|urg(?:e|es|ed|ing)"
    r"|welcom(?:e|es|ed)|invit(?:e|es|ed)|thank(?:s|ed)?|commend(?:s|ed)?|recogni[sz](?:e|es|ed)"
    r"|acknowledg(?:e|es|ed)|condemn(?:s|ed)?)\s.*",
    re.DOTALL,
)
"""What a sentence goes on with after its promise."""
_ASIDE = re.compile(r",\s+(?:as|where|when|if|inter)\s[^,]{1,40},\s+")
_AND_DOING = re.compile(r"(?:,|\band)\s+(?!including|according)[a-z]+ing\b")
_GIVES = re.compile(r"pledg|announc|contribut|commit", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?:an?\s+(?:further|additional|new|initial)\s+)?(?:up\s+to\s+|at\s+least\s+|over\s+)?"
    r"(?:(?:US|A|C)?[$€£¥₹]|[A-Z]{3}\s?)\s?\d"
)


def title_of(text: str, clause: Clause, end: int, lexicon: Lexicon) -> str:
    """Return the promised act as a title: what follows the cue, cut where a phrase ends.

    What is not to be done says so, and what is to be done to something names it.
    """
    cue = text[clause.cue_start : clause.cue_end].split()
    subject = _subject(text, clause)
    start = clause.cue_end
    if len(cue) > 1 and cue[-1].lower() not in _LINKS:
        # "expect completion", "are partnering": the promised act begins inside the cue.
        start = clause.cue_start + len(cue[0])
    elif clause.kind == TABLE or (clause.kind == "announce" and _SET_UP.fullmatch(cue[0])):
        start = clause.cue_start  # "establish a fund": the cue is the act
    said = _said(text, clause.cue_start, end)[start - clause.cue_start :].strip(" ,:–—")
    said = _ASIDE.sub(" ", _ELSE.sub("", said))
    if clause.kind == "agreed":
        return _first_capital(shortened(_agreed(subject, cue)))
    kept = _kept(clause, cue, said, lexicon)
    if kept:
        return _first_capital(shortened(_TAIL.sub("", kept)))
    words = imperative(without_lead(said), lexicon)
    told = _WILL.match(words) if cue[-1].lower() == "that" else None
    if told is not None:
        no, act = told["no"] or "", words[told.end() :]
        words = f"{no}{act}" if _PRONOUN.fullmatch(told["who"]) else f"{told['who']} {no}to {act}"
    is_not = bool(_NOT.search(" ".join(cue)) or _NEITHER.match(subject))
    if _NOT.match(words):
        is_not, words = True, without_lead(_NOT.sub("", words, count=1).strip())
    passive = _PASSIVE.match(words)
    if (passive or clause.kind == RUNS) and subject and not _PRONOUN.fullmatch(subject):
        subject = without_lead(_IN_YEAR.sub("", subject))
        words = f"{subject}{' not' if is_not else ''} to {words}"
    elif is_not:
        words = f"Not to {words}"
    return _first_capital(shortened(_TAIL.sub("", words)))


def _first_capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _agreed(subject: str, cue: list[str]) -> str:
    """Return what was agreed or is set up: "A joint fund was agreed" is named by its subject."""
    thing = without_lead(subject)
    return f"{thing} to be {cue[-1].lower()}" if "hereby" in cue else thing


def _kept(clause: Clause, cue: list[str], said: str, lexicon: Lexicon) -> str:
    """Return a title that keeps its verb, as what follows is a thing; empty where it is an act."""
    verb = lexicon.words.titled.get(cue[0].lower(), "")
    if not verb and len(cue) == 2:
        verb = lexicon.words.titled.get(cue[1].lower(), "")  # "are exploring"
    if _AMOUNT.match(said) and _GIVES.match(cue[0]):
        return f"Provide {said}"
    if clause.kind == "renew" and cue[-2].lower() == "support":
        return f"Support {said}"
    if not verb or not said or (len(cue) > 1 and cue[-1].lower() in _LINKS):
        return ""
    if verb not in _THOUGHT and without_lead(said).split()[0].lower() in lexicon.words.doing:
        return ""
    return f"{verb} {said}"


def imperative(words: str, lexicon: Lexicon) -> str:
    """Return words that begin with a form in -ing with the verb itself: "open" for "opening".

    >>> from statements.language.lexicon import lexicon
    >>> imperative("reducing tariffs on rice", lexicon("en"))
    'reduce tariffs on rice'
    >>> imperative("training of pilots", lexicon("en"))
    'training of pilots'
    """
    first, _, rest = words.partition(" ")
    verbs = _bases(first.lower()) & lexicon.words.doing if first.endswith("ing") else set()
    following = rest.split()[:2]
    is_noun = not rest or "of" in following or following[0] in ("for", "and", "or")
    # Of "promoting trade and easing rules" both forms are kept: they go together.
    if len(verbs) != 1 or is_noun or _AND_DOING.search(rest):
        return words
    return f"{verbs.pop()} {rest}"


def _subject(text: str, clause: Clause) -> str:
    """Return what stands before a cue in its clause: "the next meeting", "neither side"."""
    head = text[max(0, clause.start - _LONGEST_SUBJECT) : clause.start]
    starts = [each.end() for each in _BEFORE_SUBJECT.finditer(head)]
    begin = clause.start - len(head) + (starts[-1] if starts else 0)
    if not starts and len(head) == _LONGEST_SUBJECT:
        begin = clause.start
    return text[begin : clause.cue_start].strip(" ,:–—")


def without_lead(words: str) -> str:
    """Return words without an article, a link or an adverb that they begin with."""
    while (lead := _LEAD.match(words)) is not None:
        words = words[lead.end() :]
    return words


def _said(text: str, start: int, end: int) -> str:
    """Return the words from a cue to an end; of a cue in quotation marks those inside them."""
    before = text[:start]
    if before.count("“") > before.count("”"):
        close = text.find("”", start, end)
    elif before.count('"') % 2:
        close = text.find('"', start, end)
    else:
        close = -1
    return text[start:close] if close > 0 else text[start:end]


def shortened(words: str) -> str:
    """Return what fits, cut where a phrase ends; "…" says that it ends in the midst of one.

    >>> shortened("register small vessels in every port of the gulf; where ports are far apart, "
    ...     "also in the fishing villages that lie between them")
    'register small vessels in every port of the gulf'
    """
    if len(words) <= _LENGTH:
        return words
    for phrase in _PHRASES:
        places = [found.start() for found in phrase.finditer(words, _SHORTEST, _LENGTH + 1)]
        for place in reversed(places):
            title = _finished(words[:place])
            if len(title) >= _SHORTEST and _is_closed(title):
                return title if phrase is not _PHRASES[-1] else f"{title}…"
    closings = "".join(closing for _, closing in _PAIRS)
    for place in range(_LENGTH, min(_LONGEST, len(words))):
        if words[place] in closings and _is_closed(words[: place + 1]):
            return words[: place + 1]
    return words[: words.rfind(" ", _SHORTEST, _LENGTH)] + "…"


def _finished(words: str) -> str:
    """Return words without those at their end that lead to something more."""
    while (dangling := _DANGLING.search(words)) is not None:
        words = words[: dangling.start()]
    return words


def _is_closed(words: str) -> bool:
    """Whether no bracket and no quotation mark is left open."""
    # A closing single mark is an apostrophe too.
    return all(words.count(opening) <= words.count(closing) for opening, closing in _PAIRS)


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
