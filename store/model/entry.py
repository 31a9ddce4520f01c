"""One commitment as a list shows it, and the words that all lists, exports and pages use for it.

`Entry` holds a commitment with its instrument and its state on the as-of date; the functions say
how it stands, how far it is and which sources that rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from store.model.dates import PartialDate
from store.model.derived import DEFAULT, Derived, Thresholds, derive
from store.model.entities import Commitment, Instrument, Measure, Source, Update
from store.model.log import counting_updates, known_milestones
from store.text import counted, fold

_DAYS_A_MONTH = 365.25 / 12


class Entry:
    """A commitment, its instrument and what is derived for one day. Never changes."""

    __slots__ = ("_derived", "_folded", "as_of", "commitment", "instrument", "thresholds")

    def __init__(
        self,
        commitment: Commitment,
        instrument: Instrument | None,
        as_of: date,
        thresholds: Thresholds = DEFAULT,
    ) -> None:
        self.commitment = commitment
        self.instrument = instrument
        self.as_of = as_of
        self.thresholds = thresholds
        self._derived: Derived | None = None
        self._folded: str | None = None

    @classmethod
    def of(
        cls,
        commitment: Commitment,
        instruments: Mapping[str, Instrument],
        as_of: date,
        thresholds: Thresholds = DEFAULT,
    ) -> Entry:
        """Make the entry of a commitment on a day."""
        return cls(commitment, instruments.get(commitment.instrument), as_of, thresholds)

    @property
    def id(self) -> str:
        """The commitment's id."""
        return self.commitment.id

    @property
    def derived(self) -> Derived:
        """The commitment's state on the as-of date."""
        if self._derived is None:
            self._derived = derive(self.commitment, self.as_of, self.thresholds)
        return self._derived

    @property
    def folded(self) -> str:
        """All that a bare word searches on the as-of date, folded, parts kept apart by newlines."""
        if self._folded is None:
            self._folded = fold("\n".join(self._texts()))
        return self._folded

    def _texts(self) -> list[str]:
        # Made of every commitment when a word is first looked for, most fields of which are empty.
        commitment, instrument, as_of = self.commitment, self.instrument, self.as_of
        parts = [
            *(commitment.id, commitment.title, commitment.summary, commitment.clause),
            *(commitment.lead, *commitment.parties, *commitment.tags),
            *(commitment.instrument, *commitment.former_ids),
        ]
        if instrument:
            parts += (instrument.title, instrument.kind)
        if commitment.milestones:
            parts += [each.title for each in known_milestones(commitment, as_of)]
        for follow_up in commitment.follow_ups:
            parts += (follow_up.title, follow_up.owner)
        for update in commitment.updates:
            if update.date.last <= as_of:
                parts += (update.note, *update.searched)
                if source := update.source:
                    parts += (source.title, source.publisher, source.excerpt)
        return parts


def term_of(entry: Entry) -> PartialDate | None:
    """Return when the instrument ends that a duty without a due date is kept under.

    None where it has a date of its own, is no duty, or where that end is not known.
    """
    state = entry.derived
    if state.due is not None or state.measure is not Measure.DUTY or entry.instrument is None:
        return None
    return entry.instrument.end


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def long_date(day: date) -> str:
    """Return a day as a letter would write it: 22 November 2026, whatever the user's language."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def standing(entry: Entry) -> list[str]:
    """Return what follows from the dates and the sources, most pressing first."""
    days = entry.derived.overdue_days
    ahead = days is not None and not entry.derived.overdue
    said = [f"due in {counted(-days, 'day')}"] if ahead and days is not None else []
    return said + warnings(entry)


def warnings(entry: Entry) -> list[str]:
    """Return what a reader should know before citing it, most pressing first."""
    state = entry.derived
    said = []
    if state.overdue_days is not None and state.overdue:
        said.append(f"overdue by {counted(state.overdue_days, 'day')}")
    if state.at_risk:
        word = "behind" if state.is_behind else "at risk"
        said.append(f"{word}: {state.behind} points short of the calendar")
    if state.stale:
        said.append(f"stale: {quiet_words(state)}")
    if state.silent:
        said.append(f"silent: {quiet_words(state)}")
    if state.moved:
        said.append(f"moved: {moved_words(state)}")
    if state.disputed:
        said.append("disputed: sources contradict each other")
    if state.claimed_ahead and state.claimed and state.seen:
        said.append(f"claimed ahead: {state.claimed.words} claimed, {state.seen.words} seen")
    if state.provisional:
        said.append("provisional: settled without a source")
    if state.to_confirm:
        said.append("to confirm: nobody but its writer has confirmed it")
    if state.self_declared:
        said.append("self-declared: official sources only")
    return said


def quiet_words(state: Derived) -> str:
    """Return since when nothing was heard, and since when nobody looked."""
    heard = "nothing was ever heard"
    if state.unheard_days is not None:
        heard = f"nothing heard for {counted(state.unheard_days, 'day')}"
    if state.unlooked_days is None or state.unlooked_days == state.unheard_days:
        return heard
    return f"{heard}, looked at {counted(state.unlooked_days, 'day')} ago"


def moved_words(state: Derived) -> str:
    """Return how often the promised date was moved, and how far it is from the first one."""
    times = "once" if state.moved == 1 else f"{state.moved} times"
    return f"{times}, {slip_words(state)}".rstrip(", ")


def slip_words(state: Derived) -> str:
    """Return how far the date is from the one first promised, such as `+14 mo`; or nothing."""
    days = state.slip_days
    if days is None:
        return ""
    months = round(abs(days) / _DAYS_A_MONTH)
    sign = "-" if days < 0 else "+"
    return f"{sign}{months} mo" if months else f"{sign}{abs(days)} d"


def progress_words(entry: Entry, dash: str = "") -> str:
    """Return how far it has come, in the few characters of a column.

    Percent; when a duty was last kept; the steps of others, such as `4/5`; else a dash.
    """
    state = entry.derived
    if state.progress is not None:
        return percent_words(state.progress, counted=state.counted)
    if state.measure is Measure.DUTY:
        return month_of(state.last_kept) if state.last_kept is not None else dash
    return f"{state.steps_met}/{state.steps}" if state.steps else dash


def percent_words(percent: int, *, counted: bool) -> str:
    """Return a percent done; `~` is before one that is only the share of steps met.

    >>> percent_words(60, counted=False), percent_words(25, counted=True)
    ('60%', '~25%')
    """
    return f"{'~' if counted else ''}{percent}%"


def month_of(when: PartialDate) -> str:
    """Return a date no more exactly than its month, as exactly as it is known."""
    return when.text[:7]


def latest_assessing(entry: Entry) -> Update | None:
    """Return the latest update that sets a status or a progress; None when none does."""
    for update in reversed(counting_updates(entry.commitment, entry.as_of)):
        if update.status is not None or update.progress is not None:
            return update
    return None


def stated_progress(entry: Entry) -> int | None:
    """Return the percent done that updates state; None when it is only counted or unknown."""
    return None if entry.derived.counted else entry.derived.progress


def cited(entry: Entry) -> list[Source]:
    """Return the sources of the updates that set the present status and progress."""
    known = counting_updates(entry.commitment, entry.as_of)
    deciding = (
        next((each for each in reversed(known) if each.status is not None), None),
        next((each for each in reversed(known) if each.progress is not None), None),
    )
    return list(dict.fromkeys(each.source for each in deciding if each and each.source))
