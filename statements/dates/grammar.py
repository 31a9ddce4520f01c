"""Dates and deadlines in a text, each as exact as its words and no more.

The words come from the language's `dates.toml`, the forms they take from
`statements.dates.forms`, and what each means from `statements.dates.readings`.
"""

from __future__ import annotations

from dataclasses import dataclass

from statements.dates.forms import WORD, YEAR, forms
from statements.dates.readings import FoundDate
from statements.dates.vocabulary import vocabulary
from store.model.dates import PartialDate

_PLAIN = str.maketrans({"’": "'", "–": "-", "—": "-", "‑": "-", "‐": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A date or deadline, where its words stand, and what is known of it."""

    start: int
    end: int
    words: str
    date: PartialDate | None
    """The day, month, quarter or year it names or ends with; None where it is words only."""
    relation: str
    """`by`, `in`, `from`, `since`, `over`, `every`, `event` or `vague`."""
    note: str = ""
    """How the date was got, where that is more than reading it."""

    @property
    def is_deadline(self) -> bool:
        """Whether it says when something is to be done, rather than since when it has been."""
        return self.relation not in ("from", "since", "every")


def find_dates(text: str, said: PartialDate | None, language: str = "en") -> list[DatePhrase]:
    """Return the dates and deadlines of a text in its order.

    `said` is when the document was issued: what is counted from it ("this year", "within 180
    days") has no date where that is unknown.

    >>> [str(each.date) for each in find_dates("sign it by the end of 2026", None)]
    ['2026']
    >>> said = PartialDate.parse("2025-02-13")
    >>> [str(each.date) for each in find_dates("report within 180 days", said)]
    ['2025-08-12']
    >>> [each.date for each in find_dates("report at their next meeting", said)]
    [None]
    """
    known = vocabulary(language)
    lowered = text.translate(_PLAIN)
    words = set(WORD.findall(lowered.lower()))
    has_year = YEAR.search(lowered) is not None
    found: list[tuple[int, int, int, FoundDate]] = []
    for rank, form in enumerate(forms(language)):
        if (form.has_year and not has_year) or (form.needs and form.needs.isdisjoint(words)):
            continue
        for match in form.pattern.finditer(lowered):
            made = form.read(match, known, said)
            if made is not None:
                found.append((match.start(), -match.end(), rank, made))
    phrases: list[DatePhrase] = []
    reached = 0
    for start, negative, _, made in sorted(found, key=lambda each: each[:3]):
        end = -negative
        if start >= reached:
            phrases.append(DatePhrase(start, end, text[start:end], *made))
            reached = end
    return phrases


def deadline_of(phrases: list[DatePhrase], said: PartialDate | None) -> DatePhrase | None:
    """Return the phrase that says when something is to be done; one with a date comes first.

    A date that lies before the document is no deadline.
    """
    usable = [
        each
        for each in phrases
        if each.is_deadline and (each.date is None or said is None or each.date.last >= said.first)
    ]
    for relation in ("by", "over", "in", "event", "vague"):
        for each in usable:
            if each.relation == relation and (each.date is not None or relation != "in"):
                return each
    return usable[0] if usable else None
