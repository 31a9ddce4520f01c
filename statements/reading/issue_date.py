"""The day a document was issued, where it says so."""

from __future__ import annotations

import re

from statements.dates.grammar import find_dates
from statements.dates.vocabulary import vocabulary
from store.errors import BadValue
from store.model.dates import PartialDate

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHORT = 7
_DAYS = re.compile(r"\d{1,2}\s*(?:-|–|to|and)\s*\d{1,2}\s")


def find_issue_date(
    written: str, title: str, opening: list[str], closing: list[str]
) -> tuple[PartialDate | None, str]:
    """Return when a document was issued, and where that was read; none where it does not say.

    `written` is what the file says of itself, the title and the opening paragraphs are looked
    at after that: a short line that has a date, or the first sentence where it says "today" or
    when its authors met. The `closing` paragraphs count where none of these has one.
    """
    found = _ISO.search(written)
    if found:
        try:
            return PartialDate.parse(found[0]), ""
        except BadValue:
            pass
    for place, words in enumerate((written, title, *opening)):
        count = len(words.split())
        short = place < 2 or count <= _SHORT or (count <= 2 * _SHORT and not words.endswith("."))
        told = words if short else _told(words)
        for phrase in find_dates(told, None):
            if phrase.date is None or phrase.date.precision not in ("day", "month"):
                continue
            if short or phrase.date.precision == "day" or _DAYS.search(phrase.words):
                return phrase.date, f"date read from the text: “{phrase.words}”"
    for words in reversed(closing):
        if len(words.split()) > _SHORT and not _told(words):
            continue
        for phrase in find_dates(words, None):
            if phrase.date is not None and phrase.date.precision == "day":
                return phrase.date, f"date read from the text: “{phrase.words}”"
    return None, ""


def _told(words: str) -> str:
    """Return the first sentence that says when a document was issued or its authors met."""
    issued = vocabulary("en").alternatives(vocabulary("en").issued)
    for sentence in words[:600].split(". "):
        if re.search(rf"\b(?:{issued})\b", sentence, re.IGNORECASE):
            return sentence
    return ""
